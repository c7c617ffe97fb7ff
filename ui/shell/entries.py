"""What the palette finds: places and items to go to, things to do, and what was done last."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtGui import QAction

from planner.catalogue import Idea, ideas
from planner.language import _
from planner.plan import Plan
from ui.commands import command_of, plain_text
from ui.shell.fuzzy import CLEAR, fit
from ui.shell.palette import Entry
from ui.shell.search import items_matching
from ui.widgets.key_words import keys_said

MOST_OF_SECTION = 9
MOST_RECENT = 5


def sections() -> dict[str, str]:
    """The sections in their order."""
    return {"go": _("Go to"), "do": _("Do"), "recent": _("Recent")}


Found = list[tuple[int, Entry]]


def command_entries(actions: Iterable[QAction], query: str) -> Found:
    """Commands whose words answer a query; those that cannot run say why."""
    found: Found = []
    for action in actions:
        command = command_of(action)
        score = fit(query, plain_text(action)) if command is not None and command.key != "palette" else 0
        if command is not None and score:
            section = "go" if command.menu == "go" else "do"
            keys = keys_said(action.shortcut().toString())
            words, why = plain_text(action), "" if action.isEnabled() else action.statusTip()
            entry = Entry(section, words, why, command.icon, keys, action.trigger, action.isEnabled(), command.key)
            found.append((score, entry))
    return found


def item_entries(plan: Plan, query: str, show: Callable[[str, str, str], None]) -> Found:
    """Items whose name answers a query."""
    return [
        (score, Entry("go", words, where, icon, "", partial(show, page, table, record_id), key=f"{table}.{record_id}"))
        for score, page, table, record_id, words, where, icon in items_matching(plan, query)
    ]


def idea_entries(query: str, take: Callable[[Idea], None], read_only: bool) -> Found:
    """Ideas of the catalogue whose title answers a query, to be added to the plan."""
    if not query.strip():
        return []
    found: Found = []
    for idea in ideas():
        score = fit(query, idea.title)
        if score:
            words = _add_words(idea.step).format(title=idea.title)
            where, key = _("from the catalogue"), f"idea.{idea.key}"
            run = partial(take, idea)
            found.append((score - 1, Entry("do", words, where, "plus", "", run, not read_only, key)))
    return found


def _add_words(step: str) -> str:
    return {
        "objectives": _("Add objective “{title}”"),
        "segments": _("Add segment “{title}”"),
        "journeys": _("Add touchpoint “{title}”"),
        "capabilities": _("Add action “{title}”"),
        "actions": _("Add action “{title}”"),
    }.get(step, _("Add “{title}”"))


def in_sections(found: Found, recent: Sequence[str], query: str) -> list[Entry]:
    """The best of each section; without a query what was done last comes first."""
    best = max((score for score, _entry in found), default=0)
    # Letters that only follow each other are chance where whole words answer.
    least = CLEAR if best >= CLEAR else 0
    found = sorted((pair for pair in found if pair[0] >= least), key=lambda pair: -pair[0])
    by_key = {entry.key: entry for _score, entry in found}
    last = [by_key[key] for key in recent if key in by_key][:MOST_RECENT] if not query.strip() else []
    out: list[Entry] = []
    for key, title in sections().items():
        if key == "recent":
            continue
        rows = [entry for _score, entry in found if entry.section == key][:MOST_OF_SECTION]
        out += [entry.in_section(title) for entry in rows]
    again = [entry.in_section(sections()["recent"]) for entry in last]
    return [*again, *out]
