"""Where the graduates of joint doctorates live once they have their degree."""

from sim.outcomes.base import Array, Count, Ledger


class Graduates(Count):
    """Where the graduates of joint doctorates live once they have their degree."""

    name = "graduates"
    title = "Graduates of joint doctorates"
    unit = "people"
    dims = ("origin", "destination")
    time = "flow"
    better = "neither"
    counting = "people"
    definition = (
        "Graduates of the year under two supervisors, or of a campus that another place keeps, by "
        "home place (of a campus: the place where it stands) and residence after graduation; who "
        "leaves later, at the end of a return clause, counts as a move."
    )
    follows = ("seats", "campus_students")

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.graduates
