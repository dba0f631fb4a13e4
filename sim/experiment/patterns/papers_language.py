"""How a common language draws co-authors."""

from sim.experiment.patterns.gravity_law import GravityTerm


class PapersLanguage(GravityTerm):
    """Coefficient of a common official language in the gravity law of joint papers of countries."""

    name = "papers_language"
    fails = (
        "A common language eases joint work too much or too little, and so do instruments that "
        "teach one."
    )
    of = "papers"
    term = "common_official_language"
