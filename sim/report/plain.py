"""Found values as plain data, fit for JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from math import isfinite

Plain = dict[str, "Plain"] | list["Plain"] | str | int | float | bool | None


def plain(value: object) -> Plain:
    """Mappings, lists, texts and numbers only; what is not a finite number becomes null."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    message = f"{type(value).__name__} has no plain form"
    raise TypeError(message)
