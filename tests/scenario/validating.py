"""The part of JSON Schema that our schema is written in, and nothing beyond it."""

import re
from typing import Any

TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
MEMBERS = {"properties", "patternProperties", "additionalProperties"}
NOTES = {"$schema", "$defs", "title", "description", "default", "examples", "discriminator"}


def complaints(schema: dict[str, Any], data: Any) -> list[str]:
    """Everything in which data do not follow the schema."""
    return list(_Check(schema).look(schema, data, "$"))


class _Check:
    def __init__(self, root: dict[str, Any]) -> None:
        self.root = root

    def look(self, schema: dict[str, Any], data: Any, at: str):
        for keyword, wanted in schema.items():
            if keyword in NOTES or keyword in MEMBERS:
                continue
            yield from getattr(self, f"_{keyword.removeprefix('$')}")(wanted, data, at)
        if isinstance(data, dict):
            yield from self._members(schema, data, at)

    def _members(self, schema, data, at):
        known = schema.get("properties", {})
        other = schema.get("additionalProperties", True)
        patterns = schema.get("patternProperties", {})
        for key, value in data.items():
            fitting = [inner for pattern, inner in patterns.items() if re.search(pattern, key)]
            if key in known or fitting:
                inner = known[key] if key in known else fitting[0]
                yield from self.look(inner, value, f"{at}.{key}")
            elif isinstance(other, dict):
                yield from self.look(other, value, f"{at}.{key}")
            elif not other:
                yield f"{at}.{key} is not known"

    def _ref(self, wanted, data, at):
        schema = self.root["$defs"][wanted.removeprefix("#/$defs/")]
        yield from self.look(schema, data, at)

    def _anyOf(self, wanted, data, at):  # noqa: N802 -- the keyword is written so
        if not any(not list(self.look(schema, data, at)) for schema in wanted):
            yield f"{at} is none of {len(wanted)} possibilities"

    _oneOf = _anyOf  # noqa: N815 -- the possibilities of our unions exclude one another

    def _type(self, wanted, data, at):
        is_flag = isinstance(data, bool) and wanted in {"integer", "number"}
        if not isinstance(data, TYPES[wanted]) or is_flag:
            yield f"{at} is not of type {wanted}"

    def _const(self, wanted, data, at):
        if data != wanted:
            yield f"{at} is not {wanted}"

    def _enum(self, wanted, data, at):
        if data not in wanted:
            yield f"{at} is not among {wanted}"

    def _pattern(self, wanted, data, at):
        if isinstance(data, str) and not re.search(wanted, data):
            yield f"{at} does not match {wanted}"

    def _required(self, wanted, data, at):
        if isinstance(data, dict):
            yield from (f"{at}.{key} is missing" for key in wanted if key not in data)

    def _items(self, wanted, data, at):
        for position, item in enumerate(data if isinstance(data, list) else []):
            yield from self.look(wanted, item, f"{at}.{position}")

    def _propertyNames(self, wanted, data, at):  # noqa: N802 -- the keyword is written so
        for key in data if isinstance(data, dict) else []:
            yield from self.look(wanted, key, f"{at}.[{key}]")

    def _minimum(self, wanted, data, at):
        if isinstance(data, int | float) and data < wanted:
            yield f"{at} is less than {wanted}"

    def _maximum(self, wanted, data, at):
        if isinstance(data, int | float) and data > wanted:
            yield f"{at} is more than {wanted}"

    def _fewest(self, wanted, data, at):
        if isinstance(data, str | list | dict) and len(data) < wanted:
            yield f"{at} is shorter than {wanted}"

    def _most(self, wanted, data, at):
        if isinstance(data, str | list | dict) and len(data) > wanted:
            yield f"{at} is longer than {wanted}"

    _minItems = _minLength = _minProperties = _fewest  # noqa: N815 -- written so
    _maxItems = _maxLength = _maxProperties = _most  # noqa: N815 -- written so
