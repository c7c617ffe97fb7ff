"""What to tell before a Mermaid journey goes into the plan."""

from typing import Literal

from planner.intake.cleaning import one_line
from planner.intake.mermaid.grammar import Task
from planner.intake.mermaid.reading import ParsedJourney
from planner.journeys.records import State
from planner.language import _, list_text, ngettext, short_number


def replace_note(name: str, state: State, count: int) -> str:
    """What happens to the graph that is there."""
    if state == "current":
        return ngettext(
            "“{name}” has a current journey with {count} touchpoint. It is replaced."
            " Touchpoints of the same name keep what the file does not say.",
            "“{name}” has a current journey with {count} touchpoints. It is replaced."
            " Touchpoints of the same name keep what the file does not say.",
            count,
        ).format(name=name, count=count)
    return ngettext(
        "“{name}” has an optimal journey with {count} touchpoint. It is replaced."
        " Touchpoints of the same name keep what the file does not say.",
        "“{name}” has an optimal journey with {count} touchpoints. It is replaced."
        " Touchpoints of the same name keep what the file does not say.",
        count,
    ).format(name=name, count=count)


def score_notes(tasks: tuple[Task, ...], scale: Literal["five", "ten"]) -> list[str]:
    """What was done with scores that are no level from 1 to 5."""
    notes: list[str] = []
    outside = [t for t in tasks if t.score is not None and not 1 <= t.score <= 5]
    if outside:
        count = ngettext(
            "{count} task has a score outside 1 to 5: {tasks}.",
            "{count} tasks have a score outside 1 to 5: {tasks}.",
            len(outside),
        ).format(count=len(outside), tasks=_named(outside))
        done = (
            _("All scores were read as points out of 10 and halved, rounded up, to satisfaction 1 to 5.")
            if scale == "ten"
            else _("The nearest of 1 and 5 was taken as satisfaction.")
        )
        notes.append(f"{count} {done} " + _("The original scores are in the notes of the touchpoints."))
    elif scale == "ten":
        notes.append(_("All scores were read as points out of 10 and halved, rounded up, to satisfaction 1 to 5."))
    halves = [t for t in tasks if t.score is not None and 1 <= t.score <= 5 and t.score != int(t.score)]
    if halves and scale == "five":
        notes.append(_("Scores between two levels were rounded: {tasks}.").format(tasks=_named(halves)))
    words = [t for t in tasks if t.score is None]
    if words:
        text = _("These tasks have no number as score; their satisfaction stays open: {tasks}.")
        notes.append(text.format(tasks=list_text([one_line(t.name, 60) for t in words[:5]])))
    return notes


def _named(tasks: list[Task]) -> str:
    names = [f"{one_line(t.name, 60)} ({short_number(t.score or 0.0)})" for t in tasks[:20]]
    return list_text(names) if len(tasks) <= 20 else ", ".join([*names, "…"])


def people_notes(parsed: ParsedJourney) -> list[str]:
    """Who the tasks name, and where the names went."""
    names = [name for name in parsed.actors if name]
    if not names:
        return []
    shown = [one_line(name, 60) for name in names[:8]]
    text = _("People of the tasks are noted as owners: {names}. Use roles, not names of persons.")
    return [text.format(names=list_text(shown) if len(names) <= 8 else ", ".join([*shown, "…"]))]
