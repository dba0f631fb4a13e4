"""What a pair's moves have over what sizes and distance give."""

from sim.experiment.patterns.gravity_law import GravityResidual


class MovesResidual(GravityResidual):
    """Moves of two countries, there and back, over what the gravity law of all countries gives."""

    name = "moves_residual"
    fails = "The corridor of talent starts too wide or too narrow; read no level of moves in it."
    of = "moves"
