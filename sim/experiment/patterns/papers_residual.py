"""What a pair's joint papers have over what sizes and distance give."""

from sim.experiment.patterns.gravity_law import GravityResidual


class PapersResidual(GravityResidual):
    """Joint papers of two countries over what the gravity law of all countries gives."""

    name = "papers_residual"
    fails = (
        "The corridor starts with too many or too few joint papers; read no level, only "
        "differences."
    )
    of = "papers"
