"""Whether computing from abroad comes from one provider or from many."""

from sim.outcomes.base import Array, Ledger, Ratio, squares_abroad


class ProviderConcentration(Ratio):
    """Whether computing from abroad comes from one provider or from many."""

    name = "provider_concentration"
    title = "Concentration of providers of computing"
    unit = "1"
    dims = ("place",)
    better = "down"
    counting = "GPU-h, Herfindahl index of providers abroad"
    definition = (
        "Sum of the squared shares of other places in the GPU hours that a place uses on machines "
        "abroad: 1 with one provider, one half with two alike; none where nothing comes from "
        "abroad. Over years or places it is weighted by the square of the hours."
    )
    follows = ("gpu_hours", "cloud_hours")

    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Numerator and denominator."""
        return squares_abroad(ledger.compute)
