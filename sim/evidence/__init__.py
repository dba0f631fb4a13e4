"""Where the numbers come from: cards with a range, a source and a grade."""
