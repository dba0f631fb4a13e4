"""How moves thin out with distance."""

from sim.experiment.patterns.gravity_law import GravityTerm


class MovesDistance(GravityTerm):
    """Elasticity of moves between countries in distance, by the gravity law of Poisson."""

    name = "moves_distance"
    fails = (
        "Near and far places share talent wrongly; effects on neighbours and on the far are off."
    )
    of = "moves"
    term = "distance_km"
