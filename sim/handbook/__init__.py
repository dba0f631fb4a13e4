"""What the program writes about itself: its description, made from its own code and evidence."""
