"""Numbers as people read them: grouped, in full, with as many decimals as they bear."""

from collections.abc import Iterable
from math import floor, inf, isfinite, isnan, log10

FIGURES = 3
MOST = 6
PERCENT = "share"


def decimals(values: Iterable[float], *, figures: int | None = None) -> int:
    """Decimals that give the largest of the values so many figures: three, or two below 1."""
    largest = max((abs(value) for value in values if isfinite(value)), default=0.0)
    if largest < 10.0**-MOST:
        return 0
    figures = figures or (FIGURES if largest >= 1 else FIGURES - 1)
    return min(MOST, max(0, figures - 1 - floor(log10(largest))))


def number(value: float, places: int) -> str:
    """A number with grouped thousands; "-" where there is none."""
    if isnan(value):
        return "-"
    if value in (inf, -inf):
        return "no bound"
    text = f"{value:,.{places}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text


def signed(value: float, places: int) -> str:
    """A difference: the sign always, except for nothing."""
    text = number(value, places)
    if text in ("-", "no bound") or not text.strip("0.,") or text.startswith("-"):
        return text
    return f"+{text}"


def span(low: float, high: float, places: int) -> str:
    """An interval in words."""
    if isnan(low) or isnan(high):
        return "-"
    if low == -inf and high == inf:
        return number(inf, places)
    if high == inf:
        return f"{number(low, places)} or more"
    if low == -inf:
        return f"{number(high, places)} or less"
    return f"{number(low, places)} to {number(high, places)}"


def percent(share: float, *, figures: int = 2) -> str:
    """A share as a percentage."""
    if isnan(share):
        return "-"
    return f"{number(100.0 * share, decimals([100.0 * share], figures=figures))}%"


def factor_of(unit: str) -> float:
    """What to multiply a stored value by before it is shown: shares are shown as percentages."""
    return 100.0 if unit == PERCENT else 1.0


def years_text(count: int) -> str:
    """So many years: 1 year, 3 years."""
    return f"{count} year" if count == 1 else f"{count} years"
