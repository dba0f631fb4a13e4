"""Which rooms of cards act on a history without policies."""

FITTED = (
    "assembly", "careers", "cognition", "juniors", "language", "lists", "mobility", "output",
    "partner", "people", "projects", "teams", "ties",
)  # fmt: skip
"""Those that act before any policy or on how it is seen, and that a fit may move."""
HISTORY = (*FITTED, "adaptation", "compute", "friction", "observation", "world")
"""These, and those that act on a history too but keep their source in a fit."""
