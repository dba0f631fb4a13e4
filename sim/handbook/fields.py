"""The fields of an instrument as a reader sees them: lists told from single words, nobody as such.

The catalogue of instruments knows the grammar of one value; this says how many there may be.
"""

from dataclasses import replace
from typing import Any, get_args, get_origin

from sim.policies.catalogue import POLICIES, FieldWords, fields_of

MANY = {
    "the code of a place": "a list of places, [RU, CN]",
}
NOBODY = {"the code of a place": "nobody"}
EMPTY = "()"


def fields_told(kind: str) -> tuple[FieldWords, ...]:
    """The fields of an instrument with their meaning, range and default, lists told as lists."""
    owner = POLICIES[kind].model_fields
    names = {field.alias or name: field.annotation for name, field in owner.items()}
    return tuple(_told(field, many=_is_list(names[field.name])) for field in fields_of(kind))


def _told(field: FieldWords, *, many: bool) -> FieldWords:
    default = NOBODY.get(field.range, "none") if field.default == EMPTY else field.default
    said = MANY.get(field.range, f"a list of: {field.range}") if many else field.range
    return replace(field, range=said, default=default)


def _is_list(annotation: Any) -> bool:  # noqa: ANN401 -- any annotation
    """Whether several values stand in a field."""
    return get_origin(annotation) is tuple or any(map(_is_list, get_args(annotation)))
