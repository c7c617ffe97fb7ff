"""How to draw the arguments of the verbs of capabilities."""

from typing import Any

from hypothesis import strategies as st

from planner.capabilities.questionnaire import Answer, RatingSheet
from planner.capabilities.records import Assessment, MaturityAnswer, SwotItem
from planner.plan import Plan
from tests.planner.strategies import TEXTS, Draw, Value, field_value, row, some

QUESTIONS = some(st.sampled_from(["data_access", "ops_skill", "budget_effect", "unheard_of"]))
ROLES = some(st.sampled_from(["", "Finance", "CRM team"]))
LEVELS = some(st.none() | st.integers(1, 5))


def _field(kind: Any, name: str) -> Value:
    return some(field_value(kind.model_fields[name]))


def _sheets(draw: Draw, _plan: Plan) -> list[RatingSheet]:
    answers = st.builds(
        Answer,
        st.sampled_from(["data_access", "ops_skill"]),
        st.none() | st.integers(1, 5),
        TEXTS,
        st.sampled_from(["", "novice"]),
    )
    sheet = st.builds(RatingSheet, st.sampled_from(["Finance", "CRM team"]), st.lists(answers, max_size=2).map(tuple))
    return draw(st.lists(sheet, max_size=2))  # type: ignore[no-any-return]


PARAMETERS: dict[str, Value] = {"tool": row("tools"), "item": row("swot"), "other": row("tools")}

OVERRIDES: dict[str, Value] = {
    "capabilities.edits.rate.rating": LEVELS,
    "capabilities.edits.set_target.target": LEVELS,
    "capabilities.edits.set_evidence.evidence": some(TEXTS),
    "capabilities.edits.set_skill.skill": _field(Assessment, "skill"),
    "capabilities.edits.set_budget_position.position": _field(Assessment, "budget_position"),
    "capabilities.edits.merge_ratings.sheets": _sheets,
    "capabilities.edits.rename_role.role": ROLES,
    "capabilities.edits.rename_role.name": ROLES,
    "capabilities.edits.remove_role.role": ROLES,
    "capabilities.edits.answer_indicator.answer": _field(MaturityAnswer, "answer"),
    "capabilities.edits.set_indicator_evidence.evidence": some(TEXTS),
    "capabilities.edits.want_stage.stage": some(st.sampled_from(["", "personalized", "integrated"])),
    "capabilities.edits.pin_swot.pinned": some(st.booleans()),
    "segments.edits.merge_segments.other": row("segments"),
    "insight.edits.add_comment.item": row("segments"),
}
for _verb in ("rate", "clear_rating", "set_evidence", "set_target", "set_skill", "set_budget_position"):
    OVERRIDES[f"capabilities.edits.{_verb}.question"] = QUESTIONS
    OVERRIDES[f"capabilities.edits.{_verb}.role"] = ROLES
for _verb in ("answer_indicator", "set_indicator_evidence"):
    OVERRIDES[f"capabilities.edits.{_verb}.indicator"] = some(st.sampled_from(["g_site", "t_shop", "p_view"]))
for _verb in ("add_swot_item", "pin_swot", "hide_swot"):
    OVERRIDES[f"capabilities.edits.{_verb}.kind"] = _field(SwotItem, "kind")
    OVERRIDES[f"capabilities.edits.{_verb}.question"] = QUESTIONS

FIELDS: dict[str, str] = {
    "capabilities.edits.add_swot_item": "swot",
    "capabilities.edits.edit_swot_item": "swot",
    "capabilities.edits.add_tool": "tools",
    "capabilities.edits.edit_tool": "tools",
}
