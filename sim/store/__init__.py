"""Results on disk: where running and reading meet, and nowhere else."""
