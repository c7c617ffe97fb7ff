"""How to draw the arguments of the action plan's edits."""

from typing import Any

from hypothesis import strategies as st

from planner.actions.records import Cost
from planner.plan import Plan
from tests.planner.strategies import NUMBERS, TEXTS, Draw, field_value, ids_of

_AMOUNT = st.none() | NUMBERS


def _row(table: str) -> Any:
    return lambda draw, plan: draw(ids_of(plan, table))


def _some(strategy: st.SearchStrategy[Any]) -> Any:
    return lambda draw, _plan: draw(strategy)


def _rows(table: str) -> Any:
    def value(draw: Draw, plan: Plan) -> tuple[str, ...]:
        ids = [row.id for row in plan.rows(table)]
        return tuple(draw(st.lists(st.sampled_from(ids), max_size=3, unique=True))) if ids else ()

    return value


PARAMETERS: dict[str, Any] = {
    "action": _row("actions"),
    "requirement": _row("requirements"),
    "platform": _row("platforms"),
    "on": _row("actions"),
    "title": _some(TEXTS),
    "lag_days": _some(st.integers(-10, 10)),
    "amount": _some(_AMOUNT),
}

OVERRIDES: dict[str, Any] = {
    "actions.edits.move_action.within": _rows("actions"),
    "actions.edits.edit_actions.ids": _rows("actions"),
    "actions.edits.choose_actions.ids": _rows("actions"),
    "actions.edits.choose_actions.platforms": _rows("platforms"),
    "actions.edits.set_action_segments.segments": _rows("segments"),
    "actions.edits.toggle_gap.gap": _some(st.sampled_from(["j1/added/t1", "j1/removed/t2"])),
    "actions.edits.set_benefit.low": _some(_AMOUNT),
    "actions.edits.set_benefit.likely": _some(_AMOUNT),
    "actions.edits.set_benefit.high": _some(_AMOUNT),
    "actions.edits.reschedule.start": _some(st.none() | st.dates()),
    "actions.edits.reschedule.duration_days": _some(st.none() | st.integers(-1, 300)),
    "actions.edits.pin_action.pin": _some(st.sampled_from(["", "in", "out"])),
    "actions.edits.set_need.level": _some(st.sampled_from(["", "useful", "essential"])),
    "actions.edits.choose_platform.chosen": _some(st.booleans()),
    "actions.edits.score_platform.value": _some(st.none() | st.integers(0, 6)),
    "actions.edits.add_platform_criterion.key": _some(st.sampled_from(["own", "cost", "ease"])),
    "actions.edits.edit_platform_criterion.hint": _some(TEXTS),
    "actions.edits.set_platform_weights.weights": lambda draw, plan: {
        c.id: float(draw(st.integers(0, 100))) for c in plan.platform_criteria
    },
}
for _verb in ("edit_platform_criterion", "remove_platform_criterion", "move_platform_criterion"):
    OVERRIDES[f"actions.edits.{_verb}.criterion"] = _row("platform_criteria")
for _verb in ("set_cost", "set_platform_cost"):
    OVERRIDES[f"actions.edits.{_verb}.kind"] = _some(field_value(Cost.model_fields["kind"]))
for _verb in ("set_platform_weight", "score_platform"):
    OVERRIDES[f"actions.edits.{_verb}.criterion"] = _row("platform_criteria")

FIELDS: dict[str, str] = {
    "actions.edits.add_action": "actions",
    "actions.edits.edit_action": "actions",
    "actions.edits.edit_actions": "actions",
    "actions.edits.add_requirement": "requirements",
    "actions.edits.edit_requirement": "requirements",
    "actions.edits.add_platform": "platforms",
    "actions.edits.edit_platform": "platforms",
    "actions.edits.add_platform_criterion": "platform_criteria",
}
