"""How a common language draws people."""

from sim.experiment.patterns.gravity_law import GravityTerm


class MovesLanguage(GravityTerm):
    """Coefficient of a common official language in the gravity law of moves between countries."""

    name = "moves_language"
    fails = (
        "A common language draws people too much or too little; instruments that teach one are off."
    )
    of = "moves"
    term = "common_official_language"
