"""What the card of an action shows: worked out once from the plan, so that cards repaint only where it differs."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.actions.board import status_name
from planner.actions.chosen import title_of
from planner.actions.money import cost
from planner.actions.records import Action
from planner.actions.requirements import needed_by
from planner.actions.schedule import Slot, schedule
from planner.language import _, date_text, money_short, month_span, ngettext, percent
from planner.plan import Plan, find
from ui.pages.marks import initials

STATE_ICONS = {"done": ("check", "ok.text"), "paused": ("pause", "warn.text"), "dropped": ("ban", "text.tertiary")}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a card: icon, words, colour role."""

    icon: str
    words: str
    role: str = "text.secondary"


@dataclass(frozen=True, slots=True)
class Face:
    """A card's content; ``state`` is an icon with its role, ``faded`` says that the plan does not carry it out."""

    action: str
    title: str
    titled: bool
    owner: str
    initials: str
    when: str
    cost: str
    done: float
    lines: tuple[Line, ...]
    state: tuple[str, str]
    faded: bool
    spoken: str


def faces(plan: Plan, actions: Iterable[Action]) -> dict[str, Face]:
    """The faces of some actions by their id."""
    slots, needing = schedule(plan).slots, needed_by(plan)
    return {a.id: _face(plan, a, slots[a.id], len(needing.get(a.id, ()))) for a in actions}


def when_text(action: Action, slot: Slot) -> str:
    """The months in which an action runs."""
    if not slot.timed and action.earliest_start is None:
        return _("No dates")
    return month_span(slot.start, slot.finish)


def dates_text(slot: Slot) -> str:
    """The first and the last day of an action."""
    return _("{start} to {finish}").format(start=date_text(slot.start), finish=date_text(slot.finish))


def _face(plan: Plan, action: Action, slot: Slot, needed: int) -> Face:
    currency = plan.profile.currency
    amount = money_short(cost(plan, action), currency) if action.costs else "–"
    lines = tuple(_lines(plan, action, needed))
    state = STATE_ICONS.get(action.status, ("circle-minus", "text.tertiary") if action.pin == "out" else ("", ""))
    said = [
        title_of(action),
        action.owner or _("No owner"),
        dates_text(slot) if slot.timed else _("No dates"),
        _("Cost {cost}").format(cost=amount),
        _("{share} done").format(share=percent(action.done)) if action.done else status_name(action.status),
        _("Left out of the budget") if action.pin == "out" else "",
        *(line.words for line in lines),
    ]
    return Face(
        action.id,
        title_of(action),
        bool(action.title),
        action.owner,
        initials(action.owner),
        when_text(action, slot),
        amount,
        action.done,
        lines,
        state,
        action.status == "dropped" or action.pin == "out",
        ". ".join(part for part in said if part),
    )


def _lines(plan: Plan, action: Action, needed: int) -> Iterable[Line]:
    if needs := needs_text(plan, action):
        yield Line("link", needs)
    if needed and not action.benefit_likely:
        words = ngettext("Needed by {count} action", "Needed by {count} actions", needed)
        yield Line("layers", words.format(count=needed))
    elif not action.benefit_likely and (provides := _named(plan, action.provides)):
        yield Line("package-check", _("Provides {name}").format(name=provides))
    if action.benefit_likely:
        gain = _("{amount} a year").format(amount=money_short(action.benefit_likely, plan.profile.currency))
        yield Line("trending-up", gain, "ok.text")


def needs_text(plan: Plan, action: Action) -> str:
    """What an action needs, in a few words: a requirement, else the action that it waits for."""
    if action.requires:
        return _named(plan, action.requires)
    after = [found for d in action.depends if (found := find(plan, "actions", d.action)) is not None]
    return _more(title_of(after[0]), len(after)) if after else ""


def _named(plan: Plan, ids: Iterable[str]) -> str:
    names = [found.name or _("Requirement without a name") for i in ids if (found := find(plan, "requirements", i))]
    return _more(names[0], len(names)) if names else ""


def _more(first: str, count: int) -> str:
    return first if count == 1 else _("{name} +{more}").format(name=first, more=count - 1)
