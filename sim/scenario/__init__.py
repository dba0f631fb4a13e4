"""One file, one question: the policies and the variants to compare."""
