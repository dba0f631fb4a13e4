"""Write the story of the nine anew, as the readable oracle tells it, and say what changed."""

import sys

from tests.golden.nine import lives
from tests.golden.record import rewritten
from tests.golden.telling import Teller

DISAGREE = "The model in arrays tells another story: see tests/golden and tests/oracle."

if __name__ == "__main__":
    oracle, arrays = (Teller(life).text() for life in lives())
    sys.stdout.write(f"{rewritten(oracle)}\n")
    if oracle != arrays:
        sys.exit(DISAGREE)
