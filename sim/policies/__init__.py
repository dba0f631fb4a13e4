"""What governments can do: one instrument a file."""
