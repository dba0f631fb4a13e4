"""The clock: quarters, agents and the run of a scenario."""
