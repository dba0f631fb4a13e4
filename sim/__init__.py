"""Try a research-collaboration policy before you sign it."""

__version__ = "0.1.0"
