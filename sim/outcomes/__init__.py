"""What we look at: one measure a file, read off the yearly ledger of a run."""
