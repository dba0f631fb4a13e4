"""Results in words, tables and pictures, made from what the analysis found."""
