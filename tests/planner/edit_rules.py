"""Rules for every edit: how to draw its arguments from a plan. An edit without one fails a test."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

import planner
import tests.planner
from planner.insight.records import VoteOption
from planner.objectives.records import Reading
from planner.plan import TABLES, Plan
from planner.profile import ReportSection
from planner.segments.records import Rule
from tests.planner.strategies import (
    DATES,
    NUMBERS,
    TEXTS,
    Draw,
    Value,
    field_value,
    fields_of,
    parameters,
    row,
    rows,
    some,
)


def edits() -> dict[str, Callable[..., Plan]]:
    """Every public function of every module named edits, by its dotted name."""
    found: dict[str, Callable[..., Plan]] = {}
    for module in pkgutil.walk_packages(planner.__path__, "planner."):
        if not module.name.endswith(".edits"):
            continue
        code = importlib.import_module(module.name)
        for name, function in inspect.getmembers(code, inspect.isfunction):
            if function.__module__ == module.name and not name.startswith("_"):
                found[f"{module.name.removeprefix('planner.')}.{name}"] = function
    return found


def weights(table: str) -> Value:
    """A weight for some rows of a table."""

    def value(draw: Draw, plan: Plan) -> dict[str, float]:
        return {r.id: float(draw(st.integers(0, 100))) for r in plan.rows(table)}

    return value


def one_of(table: str, field: str) -> Value:
    """A value of a field of a table's records."""
    return some(field_value(TABLES[table].model_fields[field]))


INDEX = some(st.integers(-1, 6))
TEXT = some(TEXTS)
KEY = some(st.text("abc_", min_size=1, max_size=4))

PARAMETERS: dict[str, Value] = {
    "objective": row("objectives"),
    "kpi": row("kpis"),
    "segment": row("segments"),
    "channel": row("channels"),
    "vote": row("votes"),
    "comment": row("comments"),
    "decision": row("decisions"),
    "topic": row("parking"),
    "at": INDEX,
    "to_index": INDEX,
    "name": TEXT,
    "text": TEXT,
    "role": TEXT,
    "author": TEXT,
    "key": KEY,
    "date": some(DATES),
    "weight": some(NUMBERS),
    "points": some(st.integers(-30, 30)),
    "value": some(NUMBERS),
    "preferred": some(st.booleans()),
    "vip": some(st.booleans()),
    "secret": some(st.booleans()),
    "consent": some(st.floats(0, 1)),
    "count": some(st.integers(-2, 5)),
    "option": INDEX,
    "operator": some(field_value(Rule.model_fields["operator"])),
    "attribute": TEXT,
}
"""What a parameter of that name gets, in every edit that OVERRIDES says nothing else of."""

OVERRIDES: dict[str, Value] = {
    "objectives.edits.add_objective.lever": some(st.sampled_from(["own", "repeat", "churn"])),
    "objectives.edits.set_weights.weights": weights("objectives"),
    "objectives.edits.use_votes_as_weights.votes": weights("objectives"),
    "segments.edits.weigh_objectives.votes": weights("objectives"),
    "objectives.edits.set_readings.readings": lambda draw, _plan: [
        Reading(date=draw(DATES), value=draw(NUMBERS)) for _ in range(2)
    ],
    "segments.edits.assign_objectives.objectives": rows("objectives"),
    "segments.edits.merge_segments.kept": row("segments"),
    "segments.edits.merge_segments.other": row("segments"),
    "segments.edits.set_criteria_weights.weights": weights("score_criteria"),
    "segments.edits.add_rule.value": TEXT,
    "segments.edits.add_criterion.key": some(st.sampled_from(["own", "size", "growth", "reach"])),
    "segments.edits.set_own_score.value": some(st.none() | st.floats(0, 100)),
    "insight.edits.set_threshold.value": some(st.none() | NUMBERS),
    "insight.edits.set_report_sections.sections": lambda draw, _plan: [
        ReportSection(key=draw(st.text("abc", min_size=1, max_size=3)))
    ],
    "insight.edits.add_vote.options": lambda draw, plan: [
        VoteOption(label="o", item=o.id) for o in plan.objectives[:3]
    ],
    "insight.edits.add_vote.question": TEXT,
    "insight.edits.add_comment.table": some(st.sampled_from(["segments", "actions", "nowhere"])),
    "insight.edits.add_comment.item": row("segments"),
    "insight.edits.note_answer.question": KEY,
    "segments.edits.edit_criterion.criterion": row("score_criteria"),
    "segments.edits.remove_criterion.criterion": row("score_criteria"),
    "segments.edits.move_criterion.criterion": row("score_criteria"),
    "segments.edits.set_criterion_weight.criterion": row("score_criteria"),
    "segments.edits.set_own_score.criterion": row("score_criteria"),
}

FIELDS: dict[str, str] = {
    "objectives.edits.add_objective": "objectives",
    "objectives.edits.edit_objective": "objectives",
    "objectives.edits.add_kpi": "kpis",
    "objectives.edits.edit_kpi": "kpis",
    "segments.edits.add_segment": "segments",
    "segments.edits.edit_segment": "segments",
    "segments.edits.edit_criterion": "score_criteria",
    "segments.edits.edit_rule": "",
    "insight.edits.edit_profile": "profile",
    "insight.edits.edit_vote": "votes",
    "insight.edits.edit_comment": "comments",
    "insight.edits.edit_decision": "decisions",
    "insight.edits.edit_topic": "parking",
}
"""The table whose fields an edit takes as keywords."""


def _merge_rules() -> None:
    """Takes in what the modules rules_<step>.py beside this one say."""
    for module in pkgutil.iter_modules(tests.planner.__path__, "tests.planner."):
        if module.name.startswith("tests.planner.rules_"):
            rules = importlib.import_module(module.name)
            PARAMETERS.update(getattr(rules, "PARAMETERS", {}))
            OVERRIDES.update(getattr(rules, "OVERRIDES", {}))
            FIELDS.update(getattr(rules, "FIELDS", {}))


_merge_rules()


def missing_rules() -> list[str]:
    """The parameters of edits that nobody said how to draw."""
    gaps = []
    for name, function in edits().items():
        for parameter in parameters(function):
            if parameter.kind is inspect.Parameter.VAR_KEYWORD:
                if name not in FIELDS:
                    gaps.append(f"{name}.**{parameter.name}")
            elif f"{name}.{parameter.name}" not in OVERRIDES and parameter.name not in PARAMETERS:
                gaps.append(f"{name}.{parameter.name}")
    return gaps


def draw_arguments(name: str, draw: Draw, plan: Plan) -> tuple[list[Any], dict[str, Any]]:
    """Arguments for an edit, drawn from a plan."""
    positional: list[Any] = []
    keywords: dict[str, Any] = {}
    for parameter in parameters(edits()[name]):
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            keywords |= _keywords(name, draw, plan, frozenset(keywords))
            continue
        if parameter.default is not inspect.Parameter.empty and draw(st.booleans()):
            continue
        value = (OVERRIDES.get(f"{name}.{parameter.name}") or PARAMETERS[parameter.name])(draw, plan)
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            positional.extend(value)
        elif parameter.default is inspect.Parameter.empty and parameter.kind is not parameter.KEYWORD_ONLY:
            positional.append(value)
        else:
            keywords[parameter.name] = value
    return positional, keywords


def _keywords(name: str, draw: Draw, plan: Plan, taken: frozenset[str]) -> dict[str, Any]:
    table = FIELDS[name]
    if not table:
        return {"value": draw(TEXTS)}
    named = {p.name for p in parameters(edits()[name])}
    return fields_of(draw, plan, table, taken | frozenset(named))
