"""Quantities as people write them: an amount carries its unit, from a closed list."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, NoReturn

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

NUMBER = r"[+-]?[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
PERIODS = {"year": 1.0, "quarter": 4.0, "month": 12.0}
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Schema(BaseModel):
    """A block of a text file: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        validate_by_alias=True,
        validate_by_name=True,
        serialize_by_alias=True,
    )


def refuse(code: str, problem: str, remedy: str = "") -> NoReturn:
    """Turn a bad value away, in the words that its reader will see."""
    words = {"problem": problem, "remedy": remedy}
    raise PydanticCustomError(code, "{problem}", words)


def did_you_mean(
    word: str, words: Sequence[str], otherwise: str = "", *, cutoff: float = 0.6
) -> str:
    """The closest word that is allowed, as a remedy."""
    lowered = {known.lower(): known for known in words}
    likeness = cutoff if len(word) > 2 else 0.5
    close = get_close_matches(word.lower(), lowered, n=1, cutoff=likeness)
    return f'did you mean "{lowered[close[0]]}"?' if close else otherwise


def shown(value: object) -> str:
    """A value as a message repeats it: short, quoted, never evaluated."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a block"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    text = text if len(text) <= 40 else f"{text[:37]}..."
    return f'"{text}"' if isinstance(value, str) else text


def number_text(value: float) -> str:
    """A number without a needless fraction, that reads back as the same number."""
    return str(int(value)) if value == value // 1 and abs(value) < 1e15 else repr(value)


def quarter_text(quarter: int) -> str:
    """A quarter index as a date: 8106 is 2026-Q3."""
    return f"{quarter // 4}-Q{quarter % 4 + 1}"


@dataclass(frozen=True, eq=False)
class Written:
    """How a value is read from a text and written back to one; `says` is its range in words."""

    read: Callable[[object], object]
    write: Callable[..., object]
    json: Mapping[str, object]
    says: str

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        back = core_schema.plain_serializer_function_ser_schema(self.write, when_used="json")
        return core_schema.no_info_plain_validator_function(self.read, serialization=back)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        return dict(self.json)


@dataclass(frozen=True)
class Amount:
    """A kind of amount: its units, the first of which it is kept in, and its finite bounds."""

    units: Mapping[str, float]
    high: float
    example: str
    total_units: tuple[str, ...] = ()

    def read(self, value: object) -> float:
        """The amount in its own unit."""
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            refuse("not-an-amount", f"{shown(value)} is not an amount", self._write())
        if not isinstance(value, str):
            refuse("unit-missing", "the unit is missing", self._with_unit(value))
        found = re.fullmatch(rf" *({NUMBER}) *(.*?) *", value, re.ASCII)
        if found is None:
            refuse("not-an-amount", f"{shown(value)} is not an amount", self._write())
        number, unit = float(found[1].replace("_", "")), found[2]
        if unit.startswith(","):
            remedy = f'write "{value.strip().replace(",", "_")}"'
            refuse("not-an-amount", "thousands are not set apart by commas", remedy)
        if not unit:
            refuse("unit-missing", "the unit is missing", self._with_unit(found[1]))
        if unit not in self.units:
            self._refuse_unit(found[1], unit)
        return self._bounded(number * self.units[unit], value)

    def write(self, value: float) -> str:
        """The amount as text, in its own unit."""
        return f"{number_text(value)} {next(iter(self.units))}"

    def written(self) -> Written:
        """The annotation of a field that holds such an amount."""
        units = "|".join(re.escape(unit).replace(r"\-", "-") for unit in self.units)
        json = {"type": "string", "pattern": f"^ *{NUMBER} *({units}) *$"}
        return Written(self.read, self.write, json, f"0 to {self.write(self.high)}")

    def _bounded(self, amount: float, value: object) -> float:
        if amount < 0:
            refuse("out-of-range", f"{shown(value)} is below 0", "write 0 or more")
        if not amount <= self.high:
            problem = f"{shown(value)} is more than this can be"
            refuse("out-of-range", problem, f"write at most {self.write(self.high)}")
        return amount

    def _refuse_unit(self, number: str, unit: str) -> NoReturn:
        if unit in self.total_units:
            problem = f'"{number} {unit}" is a total, this needs an amount per year'
            refuse("total-not-rate", problem, f'write "{number} {unit}/year"')
        named = f"one of: {', '.join(self.units)}"
        remedy = did_you_mean(unit, tuple(self.units), f"write {named}", cutoff=0.8)
        refuse("unit-unknown", f"{shown(unit)} is not a unit that fits here", remedy)

    def _with_unit(self, number: float | str) -> str:
        number = number if isinstance(number, str) else number_text(number)
        return f'write "{number} {next(iter(self.units))}"'

    def _write(self) -> str:
        return f'write an amount with its unit, such as "{self.example}"'


def _rates(stems: Mapping[str, float]) -> dict[str, float]:
    return {f"{s}/{p}": size * n for s, size in stems.items() for p, n in PERIODS.items()}


def _plural(stems: Mapping[str, float], times: float) -> dict[str, float]:
    return {f"{stem}{s}": size * times for stem, size in stems.items() for s in ("s", "")}


GPU_HOURS = {"GPU-h": 1.0, "kGPU-h": 1e3, "MGPU-h": 1e6}
MONEY = {"MUSD": 1.0, "USD": 1e-6, "kUSD": 1e-3, "BUSD": 1e3}
PEOPLE = {"people": 1.0, "person": 1.0}
YEARS = {"year": 1.0, "quarter": 1 / 4, "month": 1 / 12}

YEARS_AMOUNT = Amount(_plural(YEARS, 1), 100, "3 years")
MONTHS_AMOUNT = Amount(_plural(dict(reversed(YEARS.items())), 12), 120, "6 months")
GPU_RATE = Amount(_rates(GPU_HOURS), 1e10, "1_000_000 GPU-h/year", tuple(GPU_HOURS))
PEOPLE_RATE = Amount(_rates(PEOPLE), 1e6, "50 people/year", tuple(PEOPLE))
LOG_POINTS = Amount({"log points": 1.0}, 3, "0.05 log points")
MONEY_RATE = Amount(_rates(MONEY), 1e6, "20 MUSD/year", tuple(MONEY))


def _share(value: object) -> float:
    text = value if isinstance(value, str) else ""
    found = re.fullmatch(rf" *({NUMBER}) *(%?) *", text, re.ASCII)
    if found is not None:
        number = float(found[1].replace("_", "")) / (100 if found[2] else 1)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
    else:
        refuse("not-a-share", f"{shown(value)} is not a share", 'write "40%" or 0.4')
    if 1 < number <= 100 and not (found and found[2]):
        plain = number_text(number)
        problem = f"{plain} is more than the whole (1 = 100%)"
        refuse("out-of-range", problem, f"did you mean {plain}%?")
    if not 0 <= number <= 1:
        problem = f"{shown(value)} is outside 0% to 100%"
        refuse("out-of-range", problem, "write a share of the whole, 0% to 100%")
    return number


def _year_in_range(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problem = f"{year} is not a year from {FIRST_YEAR} to {LAST_YEAR}"
        refuse("out-of-range", problem, "write a year such as 2030")
    return year


def _date(*, last: bool) -> Callable[[object], int]:
    def read(value: object) -> int:
        text = "" if isinstance(value, bool) else str(value)
        found = re.fullmatch(r" *([0-9]{4})(?:-Q([1-4]))? *", text, re.ASCII)
        if found is None:
            remedy = 'write a year or a quarter: 2027 or "2027-Q3"'
            refuse("not-a-date", f"{shown(value)} is not a date", remedy)
        whole_year = 3 if last else 0
        quarter = int(found[2]) - 1 if found[2] else whole_year
        return 4 * _year_in_range(int(found[1])) + quarter

    return read


def _calendar_year(value: object) -> int:
    text = "" if isinstance(value, bool) else str(value)
    if not re.fullmatch(r" *[0-9]{4} *", text, re.ASCII):
        refuse("not-a-date", f"{shown(value)} is not a year", "write a year, such as 2030")
    return _year_in_range(int(text))


def _flag(value: object) -> bool:
    known = {"yes": True, "no": False, True: True, False: False}
    if isinstance(value, str | bool) and value in known:
        return known[value]
    plain = {"on": "yes", "y": "yes", "off": "no", "n": "no", "true": "yes", "false": "no"}
    word = str(value).lower()
    remedy = f"write {plain.get(word, word if word in known else 'yes or no')}"
    refuse("not-yes-or-no", f"{shown(value)} is neither yes nor no", remedy)


def _place(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"[A-Z]{2,8}", value, re.ASCII):
        return value
    code = str(value).upper()
    remedy = f"write {code}" if re.fullmatch(r"[A-Z]{2,8}", code, re.ASCII) else "write a code"
    problem = f"{shown(value)} is not the code of a place (two to eight capital letters)"
    refuse("not-a-place", problem, remedy)


def _same(value: object) -> object:
    return value


def whole(low: int, high: int) -> Written:
    """The annotation of a count within bounds."""

    def read(value: object) -> int:
        text = "" if isinstance(value, bool) else str(value)
        remedy = f"write a whole number from {low} to {high}"
        if not re.fullmatch(r" *[+-]?[0-9][0-9_]{0,17} *", text, re.ASCII):
            refuse("not-a-number", f"{shown(value)} is not a whole number", remedy)
        number = int(text.replace("_", ""))
        if not low <= number <= high:
            refuse("out-of-range", f"{number} is outside {low} to {high}", remedy)
        return number

    digits = {"type": "string", "pattern": "^ *[+-]?[0-9][0-9_]* *$"}
    either = [{"type": "integer", "minimum": low, "maximum": high}, digits]
    return Written(read, _same, {"anyOf": either}, f"{low} to {high}")


def one_of(*words: str) -> Written:
    """The annotation of a word from a closed list."""

    def read(value: object) -> str:
        if isinstance(value, str) and value in words:
            return value
        named = f"one of: {', '.join(words)}"
        problem, otherwise = (f"not {named}", "") if len(words) < 10 else ("not known here", named)
        remedy = did_you_mean(value if isinstance(value, str) else "", words, otherwise)
        refuse("unknown-word", f"{shown(value)} is {problem}", remedy)

    return Written(read, _same, {"type": "string", "enum": list(words)}, " | ".join(words))


_YEAR = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
_DATE = {"anyOf": [_YEAR, {"type": "string", "pattern": "^ *[0-9]{4}(-Q[1-4])? *$"}]}
_PERCENT = {"type": "string", "pattern": f"^ *{NUMBER} *%? *$"}
_SHARE = [{"type": "number", "minimum": 0, "maximum": 1}, _PERCENT]
_FLAG = {"anyOf": [{"type": "boolean"}, {"type": "string", "enum": ["yes", "no"]}]}
_PLACE = {"type": "string", "pattern": "^[A-Z]{2,8}$"}

SHARE = Written(_share, _same, {"anyOf": _SHARE, "examples": ["40%"]}, "0% to 100%")
_DATE_SAYS = "a year or a quarter (2027-Q3)"

Share = Annotated[float, SHARE]
Years = Annotated[float, YEARS_AMOUNT.written()]
Months = Annotated[float, MONTHS_AMOUNT.written()]
GpuHoursPerYear = Annotated[float, GPU_RATE.written()]
PeoplePerYear = Annotated[float, PEOPLE_RATE.written()]
MoneyPerYear = Annotated[float, MONEY_RATE.written()]
LogPoints = Annotated[float, LOG_POINTS.written()]
Quarter = Annotated[int, Written(_date(last=False), quarter_text, _DATE, _DATE_SAYS)]
LastQuarter = Annotated[int, Written(_date(last=True), quarter_text, _DATE, _DATE_SAYS)]
CalendarYear = Annotated[int, Written(_calendar_year, _same, _DATE, "a year")]
Flag = Annotated[bool, Written(_flag, lambda flag: "yes" if flag else "no", _FLAG, "yes or no")]
PlaceCode = Annotated[str, Written(_place, _same, _PLACE, "the code of a place")]
