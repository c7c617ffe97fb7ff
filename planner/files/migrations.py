"""Migrations: older plan files brought up to today's format, one step per released version, on plain data.

A step takes the data of version n and returns that of n + 1; it never looks at today's records, so it stays true
for ever. ``tests/data/plans`` holds a sample of every released version.
"""

from collections.abc import Callable, Mapping
from typing import Any

from planner.plan import SCHEMA_VERSION

Step = Callable[[dict[str, Any]], dict[str, Any]]

OLDEST = 1

STEPS: dict[int, Step] = {}
"""From version n to n + 1."""


def migrate(data: dict[str, Any], steps: Mapping[int, Step] = STEPS, to: int = SCHEMA_VERSION) -> dict[str, Any]:
    """The data of a plan in the format of version ``to``; the version it has must be known."""
    for version in range(data["schema_version"], to):
        data = {**steps[version](data), "schema_version": version + 1}
    return data
