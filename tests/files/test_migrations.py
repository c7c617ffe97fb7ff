"""Migrations: every released version has a sample that opens for ever."""

import json

import pytest

from planner.files.migrations import OLDEST, STEPS, migrate
from planner.files.storage import plan_as_written, plan_bytes, plan_from_bytes
from planner.plan import SCHEMA_VERSION, TABLES
from tests.files.plans import SAMPLES

VERSIONS = range(OLDEST, SCHEMA_VERSION + 1)


def test_there_is_a_step_from_every_old_version() -> None:
    assert sorted(STEPS) == list(range(OLDEST, SCHEMA_VERSION))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_sample_of_every_version_opens_whole(version: int) -> None:
    raw = (SAMPLES / f"v{version}.rapport").read_bytes()
    assert json.loads(raw)["schema_version"] == version
    opened = plan_from_bytes(raw)
    assert opened.notes == () and not opened.repaired
    assert plan_as_written(plan_bytes(opened.plan)) == opened.plan


@pytest.mark.parametrize("version", VERSIONS)
def test_the_sample_of_every_version_has_rows_in_every_table_it_knew(version: int) -> None:
    data = json.loads((SAMPLES / f"v{version}.rapport").read_bytes())
    assert set(data) <= {"format", "schema_version", "doc_id", *TABLES}
    assert all(data[table] for table in data if table in TABLES)


def test_steps_are_taken_in_order_and_leave_their_input_alone() -> None:
    steps = {
        1: lambda data: {**data, "said": [*data["said"], "one"]},
        2: lambda data: {**data, "said": [*data["said"], "two"]},
    }
    start = {"schema_version": 1, "said": []}
    assert migrate(start, steps, to=3) == {"schema_version": 3, "said": ["one", "two"]}
    assert start == {"schema_version": 1, "said": []}
    assert migrate({"schema_version": 2, "said": []}, steps, to=3)["said"] == ["two"]
