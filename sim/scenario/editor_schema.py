"""The JSON Schema by which an editor underlines mistakes and completes keys."""

import json
from typing import Any

from sim.scenario.schema import BASELINE, Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def editor_schema() -> dict[str, Any]:
    """The schema of a scenario file: it passes every file that can be read."""
    schema = Scenario.model_json_schema(by_alias=True, mode="validation")
    for definition in schema["$defs"].values():
        kind = definition.get("properties", {}).get("kind")
        if kind is not None and "kind" not in definition["required"]:
            definition["required"] = ["kind", *definition["required"]]
    for named in schema["properties"].values():
        if "patternProperties" in named:
            named["additionalProperties"] = False
    schema["properties"]["variants"]["required"] = [BASELINE]
    return {"$schema": DIALECT, **schema}


def schema_text() -> str:
    """The same as the text of a file."""
    return json.dumps(editor_schema(), indent=2, ensure_ascii=False) + "\n"
