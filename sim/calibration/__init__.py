"""Fitting: cards that no study settles are held against the record to 2016, and only to 2016."""
