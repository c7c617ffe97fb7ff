"""Every row of the checklist of the source articles and what answers it: a catalogue entry, a field, a computation."""

import csv
import importlib
from pathlib import Path

import pytest

from planner.catalogue import answered_rows, entries
from planner.language import LANGUAGES
from planner.plan import TABLES

FILE = Path(__file__).parent.parent / "data" / "checklist.csv"
ROWS = {row["id"]: row["item"] for row in csv.DictReader(FILE.read_text(encoding="utf-8").splitlines())}

FIELDS: dict[str, tuple[str, ...]] = {
    "O08": ("objectives.segments", "kpis.segment"),
    "O09": ("objectives.weight", "objectives.rank"),
    "O10": ("kpis.metric", "kpis.readings"),
    "J01": ("journeys.segment", "current_touchpoints.stage", "current_touchpoints.channel"),
    "J19": ("journeys.scope_from", "journeys.scope_to"),
    "J21": ("current_touchpoints.contact_limit",),
    "T05": ("tools.data_model",),
    "C17": ("platforms.months_to_leverage",),
    "A05": ("actions.segments", "platforms.provides"),
}
"""Rows that a field of the plan answers, as table.field."""

COMPUTED: dict[str, tuple[str, ...]] = {
    "J07": ("planner.journeys.questions.answers",),
    "J08": ("planner.journeys.questions.covers",),
    "J09": ("planner.journeys.questions.covers",),
    "J10": ("planner.journeys.flow.flow",),
    "J11": ("planner.journeys.questions.answers",),
    "J12": ("planner.insight.rules_journeys.journey_rules",),
    "J13": ("planner.journeys.questions.answers",),
    "J24": ("planner.journeys.consent.by_preference",),
    "L01": ("planner.journeys.stages.purpose_of",),
    "R02": ("planner.journeys.stages.purpose_of",),
    "J14": ("planner.journeys.gaps.gaps",),
    "J15": ("planner.journeys.edits.copy_journey", "planner.insight.rules_journeys.journey_rules"),
    "J21": ("planner.journeys.pressure.pressure",),
    "C17": ("planner.capabilities.swot.swot", "planner.capabilities.swot.weaknesses"),
    "A01": ("planner.insight.thread.thread",),
    "A02": ("planner.segments.scoring.scores", "planner.actions.board.columns"),
    "A03": ("planner.journeys.flow.money_of",),
    "A04": ("planner.actions.requirements.requirement_rows",),
    "A06": ("planner.actions.requirements.shared_requirements",),
    "A07": ("planner.actions.portfolio.best_fit", "planner.actions.platforms.comparison"),
    "A09": ("planner.insight.rules_actions.action_rules",),
}
"""Rows that a function answers, by its dotted name."""


def test_the_checklist_is_whole() -> None:
    assert len(ROWS) == 222


@pytest.mark.parametrize("row", sorted(ROWS))
def test_something_answers_the_row(row: str) -> None:
    answers = {where for answered, where in answered_rows() if answered == row}
    assert answers or row in FIELDS or row in COMPUTED, ROWS[row]


def test_the_fields_that_answer_rows_are_there() -> None:
    for row, names in FIELDS.items():
        for name in names:
            table, field = name.split(".")
            assert field in TABLES[table].model_fields, (row, name)


def test_the_functions_that_answer_rows_are_there() -> None:
    for row, names in COMPUTED.items():
        for name in names:
            module, function = name.rsplit(".", 1)
            assert callable(getattr(importlib.import_module(module), function)), (row, name)


def test_the_catalogue_answers_only_rows_that_exist() -> None:
    assert {row for row, _where in answered_rows()} <= set(ROWS)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_every_entry_of_the_catalogue_speaks_the_language(code: str) -> None:
    from planner.catalogue import FILES

    silent = [
        f"{file}/{entry['key']}"
        for file in FILES
        for entry in entries(file)
        if not entry.get(code) or not all(str(words).strip() for words in entry[code].values())
    ]
    assert silent == []
