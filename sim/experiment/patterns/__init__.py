"""Patterns of the real world that a run without policies should show again."""
