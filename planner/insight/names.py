"""The name of any item of a plan, and the page it is on."""

from typing import Any

from planner.actions.chosen import title_of
from planner.catalogue import channel_kind, question
from planner.change import Change
from planner.insight.rules_objectives import name_of
from planner.journeys.gap_words import gap_title
from planner.journeys.gaps import find_gap
from planner.language import N_, _, ngettext
from planner.plan import Plan, find

GAPS = "gaps"
"""Stands in the place of a table for the gaps of journeys, which are known by their key."""
QUESTIONS = "questions"
"""Stands in the place of a table for the capability questions, which are known by their key."""

PAGES = {
    "objectives": "objectives",
    "kpis": "objectives",
    "segments": "segments",
    "channels": "journeys",
    "journeys": "journeys",
    "current_touchpoints": "journeys",
    "optimal_touchpoints": "journeys",
    GAPS: "journeys",
    QUESTIONS: "capabilities",
    "tools": "capabilities",
    "requirements": "actions",
    "platforms": "actions",
    "actions": "actions",
}
"""The page on which a table is shown."""

_WHOLES = (
    "segments",
    "journeys",
    "objectives",
    "actions",
    "requirements",
    "platforms",
    "tools",
    "channels",
    "current_touchpoints",
    "optimal_touchpoints",
    "kpis",
)
"""Tables with names, the ones before their parts."""

_NAMELESS = {
    "kpis": N_("KPI without a name"),
    "segments": N_("Segment without a name"),
    "journeys": N_("Journey without a name"),
    "current_touchpoints": N_("Touchpoint without a name"),
    "optimal_touchpoints": N_("Touchpoint without a name"),
    "tools": N_("Tool without a name"),
    "requirements": N_("Requirement without a name"),
    "platforms": N_("Platform without a name"),
}


def item_name(plan: Plan, table: str, item: str) -> str:
    """What an item is called; words that say so where it has no name, nothing where it is gone."""
    if table == GAPS:
        gap = find_gap(plan, item)
        return gap_title(plan, gap) if gap else _("A gap that is closed")
    if table == QUESTIONS:
        asked = question(item)
        return asked.name if asked else ""
    record = find(plan, table, item)
    return record_name(table, record) if record is not None else ""


def record_name(table: str, record: Any) -> str:
    """What a record of a table is called."""
    if table == "objectives":
        return name_of(record)
    if table == "actions":
        return title_of(record)
    if table == "channels":
        kind = channel_kind(record.kind)
        return record.name or (kind.name if kind else _("Channel without a name"))
    name = str(getattr(record, "name", ""))
    return name or (_(_NAMELESS[table]) if table in _NAMELESS else "")


def removed_words(change: Change) -> str:
    """What a change takes away, in a few words; what went with an item is not named."""
    gone = [delta for delta in change.deltas if delta.after is None]
    table = next((t for t in _WHOLES if any(delta.table == t for delta in gone)), "")
    records = [delta.before for delta in gone if delta.table == table]
    if len(records) > 1:
        words = ngettext("{count} item deleted", "{count} items deleted", len(records))
        return words.format(count=len(records))
    name = record_name(table, records[0]) if records else ""
    return _("“{name}” deleted").format(name=name) if name else _("Deleted")
