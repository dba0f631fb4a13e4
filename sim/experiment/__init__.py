"""Running: from a question to stored results, with any number of workers and any interruption."""
