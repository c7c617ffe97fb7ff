"""The verbs of the capabilities step: each takes a plan and returns the plan after it."""

import hashlib
from collections.abc import Sequence
from typing import Any

from planner.capabilities.questionnaire import RatingSheet
from planner.capabilities.ratings import assessment
from planner.capabilities.records import Assessment, MaturityAnswer, SwotItem, Tool
from planner.edit import Refused, amend, check_links, check_references, create, insert, move, remove, the
from planner.language import _
from planner.plan import Plan, by_id
from planner.profile import PROFILE_ID
from planner.record import new_id

_BLANK_ANSWER: dict[str, Any] = {
    "rating": None,
    "evidence": "",
    "target": None,
    "skill": "",
    "budget_position": "",
}
_BLANK_INDICATOR: dict[str, Any] = {"answer": "unknown", "evidence": ""}


def rate(plan: Plan, question: str, rating: int | None, role: str = "") -> Plan:
    """A question rated 1 to 5 by a role; an empty role is the team together, None takes the rating away."""
    return _answered(plan, question, role, rating=rating)


def clear_rating(plan: Plan, question: str, role: str = "") -> Plan:
    """The rating of a role taken away; its evidence stays."""
    return rate(plan, question, None, role)


def set_evidence(plan: Plan, question: str, evidence: str, role: str = "") -> Plan:
    """What a rating rests on: a sentence, a link or the name of a file."""
    return _answered(plan, question, role, evidence=evidence)


def set_target(plan: Plan, question: str, target: int | None, role: str = "") -> Plan:
    """The level that the plan needs; None leaves it to what the actions and requirements imply."""
    return _answered(plan, question, role, target=target)


def set_skill(plan: Plan, question: str, skill: str, role: str = "") -> Plan:
    """The skill level of the teams: novice, intermediate, expert, or nothing said."""
    return _answered(plan, question, role, skill=skill)


def set_budget_position(plan: Plan, question: str, position: str, role: str = "") -> Plan:
    """Whether the budget is a boost, neutral or a hindrance, or nothing said."""
    return _answered(plan, question, role, budget_position=position)


def _answered(plan: Plan, question: str, role: str, **fields: Any) -> Plan:
    known = assessment(plan, question, role)
    key = {"question": question, "role": role}
    return _kept(plan, "assessments", known, key, _BLANK_ANSWER, fields)


def _kept(
    plan: Plan,
    table: str,
    known: Assessment | MaturityAnswer | None,
    key: dict[str, str],
    blank: dict[str, Any],
    fields: dict[str, Any],
) -> Plan:
    """An answer stored under its key; one that says nothing any more is not kept."""
    says = {name: fields.get(name, getattr(known, name) if known else value) for name, value in blank.items()}
    if says == blank:
        return remove(plan, table, known.id) if known else plan
    if known:
        return amend(plan, table, known.id, **fields)
    return insert(plan, table, create(plan, table, id=_natural_id(plan, table, key), **key, **says))


def _natural_id(plan: Plan, table: str, key: dict[str, str]) -> str:
    """The id follows from the key, so that two copies of a plan that answer the same question can be merged."""
    words = "\n".join(key.values())
    natural = hashlib.blake2s(words.encode("utf-8", "replace"), digest_size=7).hexdigest()
    return natural if natural not in by_id(plan, table) else new_id()


def rename_role(plan: Plan, role: str, name: str) -> Plan:
    """A role called otherwise, with all its ratings; refused where the other name has answered too."""
    if not role or not name or role == name:
        return plan
    participants = dict.fromkeys(name if p == role else p for p in plan.profile.participants)
    plan = amend(plan, "profile", PROFILE_ID, participants=tuple(participants))
    taken = {a.question for a in plan.assessments if a.role == name}
    for answer in plan.assessments:
        if answer.role == role:
            if answer.question in taken:
                raise Refused(_("“{name}” has rated already. Choose another name.").format(name=name), "role")
            plan = amend(plan, "assessments", answer.id, role=name)
    return plan


def remove_role(plan: Plan, role: str) -> Plan:
    """The ratings of a role gone."""
    return remove(plan, "assessments", *(a.id for a in plan.assessments if a.role == role)) if role else plan


def merge_ratings(plan: Plan, sheets: Sequence[RatingSheet]) -> Plan:
    """The answers that roles gave in question files; a question left blank there stays as it is here."""
    for sheet in sheets:
        for answer in sheet.answers:
            fields = {
                "rating": answer.rating,
                "evidence": answer.evidence,
                "skill": answer.skill,
                "budget_position": answer.budget_position,
            }
            given = {name: value for name, value in fields.items() if value}
            if given:
                plan = _answered(plan, answer.question, sheet.role, **given)
    return plan


def answer_indicator(plan: Plan, indicator: str, answer: str) -> Plan:
    """Whether an indicator of the maturity model is met, partly, not met or unknown."""
    return _indicated(plan, indicator, answer=answer)


def set_indicator_evidence(plan: Plan, indicator: str, evidence: str) -> Plan:
    """What the answer to an indicator rests on."""
    return _indicated(plan, indicator, evidence=evidence)


def _indicated(plan: Plan, indicator: str, **fields: Any) -> Plan:
    known = next((a for a in plan.maturity if a.indicator == indicator), None)
    return _kept(plan, "maturity", known, {"indicator": indicator}, _BLANK_INDICATOR, fields)


def want_stage(plan: Plan, stage: str) -> Plan:
    """The maturity stage that the client wants to reach; empty where nobody has said."""
    return amend(plan, "profile", PROFILE_ID, maturity_wanted=stage)


def add_swot_item(plan: Plan, kind: str, text: str = "", **fields: Any) -> Plan:
    """A strength, weakness, opportunity or threat more."""
    check_links(plan, "swot", fields)
    return insert(plan, "swot", create(plan, "swot", **{"kind": kind, "text": text, **fields}))


def edit_swot_item(plan: Plan, item: str, **fields: Any) -> Plan:
    """Some fields of a line of the SWOT changed."""
    check_links(plan, "swot", fields)
    return amend(plan, "swot", item, **fields)


def pin_swot(plan: Plan, kind: str, question: str, text: str = "", pinned: bool = True) -> Plan:
    """The derived line on a question kept whatever its rating becomes, or worded by the team."""
    known = _on_question(plan, kind, question)
    fields: dict[str, Any] = {"pinned": pinned, "hidden": False}
    if known:
        return amend(plan, "swot", known.id, **fields, **({"text": text} if text else {}))
    return add_swot_item(plan, kind, text, question=question, **fields)


def hide_swot(plan: Plan, kind: str, question: str) -> Plan:
    """The derived line on a question left out."""
    known = _on_question(plan, kind, question)
    if known:
        return amend(plan, "swot", known.id, hidden=True, pinned=False)
    return add_swot_item(plan, kind, question=question, hidden=True)


def bring_back_swot(plan: Plan) -> Plan:
    """Every line that was left out is there again."""
    for item in plan.swot:
        if item.hidden:
            blank = not item.text and not item.tool and not item.touchpoint
            plan = remove(plan, "swot", item.id) if blank else amend(plan, "swot", item.id, hidden=False)
    return plan


def remove_swot_item(plan: Plan, item: str) -> Plan:
    """A written line gone; one that was derived is derived again."""
    return remove(plan, "swot", item)


def move_swot_item(plan: Plan, item: str, to_index: int) -> Plan:
    """A written line at another place among those of its field."""
    record: SwotItem = the(plan, "swot", item)
    peers = [i.id for i in plan.swot if i.kind == record.kind and not i.hidden]
    return move(plan, "swot", item, to_index, peers if item in peers else ())


def _on_question(plan: Plan, kind: str, question: str) -> SwotItem | None:
    return next((i for i in plan.swot if i.kind == kind and question and i.question == question), None)


def add_tool(plan: Plan, name: str = "", at: int | None = None, **fields: Any) -> Plan:
    """A tool more that the client has or knows."""
    others = fields.pop("connected", ())
    check_links(plan, "tools", {**fields, "connected": others})
    tool = create(plan, "tools", **{"name": name, **fields})
    plan = insert(plan, "tools", tool, at)
    return _connected(plan, tool.id, others)


def edit_tool(plan: Plan, tool: str, **fields: Any) -> Plan:
    """Some fields of a tool changed; a connection holds for both tools."""
    check_links(plan, "tools", fields)
    others = fields.pop("connected", None)
    plan = amend(plan, "tools", tool, **fields) if fields else plan
    return plan if others is None else _connected(plan, tool, others)


def remove_tool(plan: Plan, tool: str) -> Plan:
    """A tool gone with its connections; platforms and SWOT lines that name it lose it."""
    return remove(plan, "tools", tool)


def move_tool(plan: Plan, tool: str, to_index: int) -> Plan:
    """A tool at another place of the list."""
    return move(plan, "tools", tool, to_index)


def connect_tools(plan: Plan, tool: str, other: str) -> Plan:
    """Two tools that exchange data."""
    record: Tool = the(plan, "tools", tool)
    the(plan, "tools", other)
    if tool == other:
        raise Refused(_("Choose two different tools to connect."), "connected")
    return _connected(plan, tool, tuple(dict.fromkeys((*record.connected, other))))


def disconnect_tools(plan: Plan, tool: str, other: str) -> Plan:
    """Two tools that no longer exchange data."""
    record: Tool = the(plan, "tools", tool)
    return _connected(plan, tool, tuple(i for i in record.connected if i != other))


def _connected(plan: Plan, tool: str, others: Sequence[str]) -> Plan:
    """Exactly these tools are connected to a tool, on both sides."""
    wanted = tuple(dict.fromkeys(i for i in others if i != tool))
    plan = amend(plan, "tools", tool, connected=wanted)
    for peer in plan.tools:
        has, should = tool in peer.connected, peer.id in wanted
        if peer.id != tool and has != should:
            now = (*peer.connected, tool) if should else tuple(i for i in peer.connected if i != tool)
            plan = amend(plan, "tools", peer.id, connected=now)
    return plan


def toggle_tool_channel(plan: Plan, tool: str, channel: str) -> Plan:
    """A channel that a tool serves, or serves no longer."""
    check_references(plan, "channels", (channel,), "channels")
    now: tuple[str, ...] = the(plan, "tools", tool).channels
    after = tuple(c for c in now if c != channel) if channel in now else (*now, channel)
    return amend(plan, "tools", tool, channels=after)
