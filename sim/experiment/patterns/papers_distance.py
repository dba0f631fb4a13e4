"""How joint papers thin out with distance."""

from sim.experiment.patterns.gravity_law import GravityTerm


class PapersDistance(GravityTerm):
    """Elasticity of joint papers of two countries in distance, by the gravity law of Poisson."""

    name = "papers_distance"
    fails = "Near and far places share joint work wrongly; gains of third places are off."
    of = "papers"
    term = "distance_km"
