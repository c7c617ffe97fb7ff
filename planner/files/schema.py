"""The schema: a plan file described for other programs."""

import json

from planner.plan import SCHEMA_VERSION, Plan


def schema_text() -> str:
    """The JSON Schema of a plan file, as text."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:rapport:plan:{SCHEMA_VERSION}",
        **Plan.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
