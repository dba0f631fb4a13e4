"""Card values as one record, so that kernels read ``theta.ties_half_life``."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray


def parameter_record(values: Mapping[str, float]) -> NDArray[np.void]:
    """One record, shape (1,), with a float field for each card: dots become underscores."""
    names = sorted(values)
    theta = np.zeros(1, np.dtype([(name.replace(".", "_"), "f8") for name in names]))
    for name in names:
        theta[name.replace(".", "_")] = values[name]
    return theta.view(np.recarray)
