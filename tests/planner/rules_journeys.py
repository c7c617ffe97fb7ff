"""How to draw the arguments of the verbs of journeys."""

from typing import Any

from hypothesis import strategies as st

from planner.catalogue import channel_kinds, stage_models
from planner.journeys.records import STATES
from planner.plan import Plan
from tests.planner.strategies import Draw, Value, row, rows, some

SHARES = st.none() | st.floats(0, 0.6).map(lambda x: round(x, 3))


def _stage(draw: Draw, plan: Plan) -> str:
    known = [stage.id for journey in plan.journeys for stage in journey.stages]
    return str(draw(st.sampled_from([*known, "", "gone"])))


def _in_a_state(table: str) -> Value:
    """An id that one of the two states has."""

    def value(draw: Draw, plan: Plan) -> str:
        ids = {r.id: None for state in STATES for r in plan.rows(f"{state}_{table}")}
        return str(draw(st.sampled_from([*ids, "gone"])))

    return value


def _group(draw: Draw, plan: Plan) -> str:
    known = [group.id for journey in plan.journeys for group in journey.groups]
    return str(draw(st.sampled_from([*known, "gone"])))


def _places(draw: Draw, plan: Plan) -> dict[str, tuple[str, str]]:
    points = rows("current_touchpoints")(draw, plan)
    return {point: (_stage(draw, plan), row("channels")(draw, plan)) for point in points}


def _cells(draw: Draw, plan: Plan) -> list[list[str]]:
    """Some touchpoints in any order, as if they shared a cell."""
    return [draw(st.permutations(rows("current_touchpoints")(draw, plan)))]


def _mapping(draw: Draw, plan: Plan) -> dict[str, str]:
    return {_stage(draw, plan): _stage(draw, plan) for _ in range(2)}


PARAMETERS: dict[str, Value] = {
    "journey": row("journeys"),
    "state": some(st.sampled_from(["current", "current", "optimal"])),
    "stage": _stage,
    "group": _group,
    "touchpoint": _in_a_state("touchpoints"),
    "touchpoints": rows("current_touchpoints"),
    "source": _in_a_state("touchpoints"),
    "target": _in_a_state("touchpoints"),
    "transition": _in_a_state("transitions"),
    "share": some(SHARES),
    "places": _places,
    "cells": _cells,
    "after_hours": some(st.none() | st.integers(0, 72).map(float)),
    "model": some(st.sampled_from(["own", "nowhere", *(m.key for m in stage_models())])),
    "mapping": _mapping,
}

OVERRIDES: dict[str, Any] = {
    "journeys.edits.add_channel.kind": some(st.sampled_from(["", "own", *(k.key for k in channel_kinds())])),
    "journeys.edits.connect.kind": some(st.sampled_from(["forward", "loop", "re_engagement"])),
    "journeys.edits.set_trigger.action": some(st.none() | st.just("Reminder")),
}

FIELDS: dict[str, str] = {
    "journeys.edits.edit_journey": "journeys",
    "journeys.edits.edit_channel": "channels",
    "journeys.edits.add_touchpoint": "current_touchpoints",
    "journeys.edits.edit_touchpoint": "current_touchpoints",
    "journeys.edits.edit_touchpoints": "current_touchpoints",
    "journeys.edits.edit_transition": "current_transitions",
}
