"""What people and institutions do, one process a file."""
