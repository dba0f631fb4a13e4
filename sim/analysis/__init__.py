"""Reading results: what differs, by how much, how surely, at what cost. Needs no model."""
