"""The strategy on one page: what of each step leads to what of the next, and the path that matters most."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.actions.chosen import actions_for, chosen_actions, title_of
from planner.actions.money import cost
from planner.actions.records import Action
from planner.actions.requirements import requirement_rows
from planner.capabilities.swot import WEAKNESS
from planner.insight.rules_objectives import name_of
from planner.journeys.flow import flow
from planner.journeys.graph import graph
from planner.journeys.records import Journey
from planner.language import _, money_short, ngettext, number, percent, short_number
from planner.objectives.records import Objective
from planner.plan import Plan, find
from planner.report.phrases import counted, segment_name
from planner.segments.records import Segment
from planner.segments.scoring import scores

Key = tuple[str, str]
"""A table and the id of a record in it."""

MOST = 7
"""Only so many items of a step are shown; the others are counted."""


@dataclass(frozen=True, slots=True)
class Node:
    """An item of the picture: its table, its name and a figure; ``gap`` says that something is missing."""

    table: str
    id: str
    name: str
    words: str
    gap: bool = False
    strong: bool = False

    @property
    def key(self) -> Key:
        """What names it among all items: ids are only unique in their table."""
        return self.table, self.id


@dataclass(frozen=True, slots=True)
class Link:
    """One item leads to another; ``strong`` on the path that matters most."""

    source: Key
    target: Key
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Strategy:
    """The items by step, what leads to what, and the sentence under the picture."""

    steps: tuple[tuple[Node, ...], ...]
    links: tuple[Link, ...]
    more: tuple[int, ...]
    """How many items of each step are not shown."""
    path: tuple[Key, ...]
    caption: str

    def node(self, key: Key) -> Node | None:
        """An item by its key, where it is shown."""
        return next((node for nodes in self.steps for node in nodes if node.key == key), None)


def step_names() -> tuple[str, ...]:
    """The five steps, in order."""
    return (_("Objectives"), _("Segments"), _("Journeys"), _("Capabilities"), _("Actions"))


def strategy(plan: Plan) -> Strategy:
    """The picture of a plan."""
    path = _path(plan)
    found = (
        [_objective(plan, o) for o in plan.objectives],
        [_segment(plan, s) for s in _ranked(plan)],
        [_journey(plan, j) for j in plan.journeys],
        [_requirement(plan, r) for r in _capabilities(plan, path)],
        [_action(plan, a) for a in _by_benefit(plan, path)],
    )
    steps = tuple(_shown(nodes, path) for nodes in found)
    more = tuple(len(all_of) - len(shown) for all_of, shown in zip(found, steps, strict=True))
    shown = {node.key for nodes in steps for node in nodes}
    links = dict.fromkeys(pair for pair in _links(plan) if pair[0] in shown and pair[1] in shown)
    marked = tuple(Link(a, b, a in path and b in path) for a, b in links)
    return Strategy(steps, marked, more, path, _caption(plan, path, steps))


def _shown(nodes: list[Node], path: tuple[Key, ...]) -> tuple[Node, ...]:
    """The first ones, and always those on the path."""
    marked = [replace(node, strong=True) if node.key in path else node for node in nodes]
    if len(marked) <= MOST:
        return tuple(marked)
    kept: list[Key] = []
    for node in (*(n for n in marked if n.strong), *marked):
        if node.key not in kept and len(kept) < MOST - 1:
            kept.append(node.key)
    return tuple(node for node in marked if node.key in kept)


def _ranked(plan: Plan) -> list[Segment]:
    found = scores(plan)
    return sorted(plan.segments, key=lambda s: found[s.id].rank if s.id in found else 0)


def _by_benefit(plan: Plan, path: tuple[Key, ...]) -> list[Action]:
    return sorted(chosen_actions(plan), key=lambda a: (("actions", a.id) not in path, -(a.benefit_likely or 0.0)))


def _path(plan: Plan) -> tuple[Key, ...]:
    """The objective, segment, journey, capabilities and actions that bring most for the segment that comes first."""
    for segment in _ranked(plan):
        best: tuple[float, Objective, list[Action]] | None = None
        for objective in plan.objectives:
            if objective.segments and segment.id not in objective.segments:
                continue
            acting = [a for a in actions_for(plan, "segments", segment.id) if objective.id in a.objectives]
            worth = sum(a.benefit_likely or 0.0 for a in acting)
            if acting and (best is None or worth > best[0]):
                best = (worth, objective, acting)
        if best is not None:
            _worth, objective, acting = best
            acting = sorted(acting, key=lambda a: -(a.benefit_likely or 0.0))[:2]
            journeys = [("journeys", j.id) for j in plan.journeys if j.segment == segment.id][:1]
            needed = dict.fromkeys(("requirements", r) for a in acting for r in (*a.requires, *a.provides))
            return (
                ("objectives", objective.id),
                ("segments", segment.id),
                *journeys,
                *needed,
                *(("actions", a.id) for a in acting),
            )
    return ()


def _capabilities(plan: Plan, path: tuple[Key, ...]) -> list[str]:
    """The requirements that actions need or provide; those on the path first, then the most needed."""
    rows = {row.requirement: row for row in requirement_rows(plan)}
    used = {r for a in chosen_actions(plan) for r in (*a.requires, *a.provides)}
    wanted = [r for r in rows if r in used or not rows[r].covered]
    return sorted(wanted, key=lambda r: (("requirements", r) not in path, -rows[r].need))


def _links(plan: Plan) -> Iterator[tuple[Key, Key]]:
    for objective in plan.objectives:
        for segment in objective.segments or tuple(s.id for s in plan.segments):
            yield ("objectives", objective.id), ("segments", segment)
    journeys = {j.segment: ("journeys", j.id) for j in reversed(plan.journeys)}
    yield from ((("segments", j.segment), ("journeys", j.id)) for j in plan.journeys)
    for action in chosen_actions(plan):
        key = ("actions", action.id)
        served = [journeys.get(s, ("segments", s)) for s in action.segments]
        needed = tuple(dict.fromkeys((*action.requires, *action.provides)))
        for requirement in needed:
            yield from ((source, ("requirements", requirement)) for source in served)
            yield ("requirements", requirement), key
        if not needed:
            yield from ((source, key) for source in served)


def _objective(plan: Plan, objective: Objective) -> Node:
    served = bool(actions_for(plan, "objectives", objective.id))
    words = percent(objective.weight / 100) if served else _("no action yet")
    return Node("objectives", objective.id, name_of(objective), words, gap=not served)


def _segment(plan: Plan, segment: Segment) -> Node:
    words = number(segment.customers) if segment.customers is not None else _("size not known")
    return Node("segments", segment.id, segment_name(segment), words)


def _journey(plan: Plan, journey: Journey) -> Node:
    name = journey.name or _("Journey without a name")
    now, then = graph(plan, journey.id), graph(plan, journey.id, "optimal")
    if not now.points and not then.points:
        return Node("journeys", journey.id, name, _("to design"), gap=True)
    before, after = flow(plan, journey.id).conversion, flow(plan, journey.id, "optimal").conversion
    if before is not None and after is not None:
        words = _("{now} to {then}").format(now=number(before * 100), then=percent(after))
        return Node("journeys", journey.id, name, words)
    if before is not None:
        return Node("journeys", journey.id, name, _("{now}, to design").format(now=percent(before)), gap=True)
    return Node("journeys", journey.id, name, _("{then} wanted").format(then=percent(after or 0.0)))


def _requirement(plan: Plan, requirement: str) -> Node:
    row = next(r for r in requirement_rows(plan) if r.requirement == requirement)
    name = find(plan, "requirements", requirement).name or _("Requirement without a name")
    if not row.covered:
        return Node("requirements", requirement, name, _("covered by nothing"), gap=True)
    if row.rating is None:
        return Node("requirements", requirement, name, _("not rated"))
    words = _("rated {rating}").format(rating=short_number(row.rating, 1))
    return Node("requirements", requirement, name, words, gap=row.rating < WEAKNESS - 1)


def _action(plan: Plan, action: Action) -> Node:
    words = money_short(cost(plan, action), plan.profile.currency) if action.costs else _("no cost yet")
    return Node("actions", action.id, title_of(action), words)


def _caption(plan: Plan, path: tuple[Key, ...], steps: tuple[tuple[Node, ...], ...]) -> str:
    said = []
    if path:
        objective = find(plan, "objectives", path[0][1])
        said.append(_("The dark path shows how “{name}” becomes action.").format(name=name_of(objective)))
    if any(node.gap for nodes in steps for node in nodes):
        said.append(_("Dashed outlines mark gaps."))
    return " ".join(said)


def more_words(count: int) -> str:
    """How many items are not shown."""
    return ngettext("one more", "{count} more", count).format(count=counted(count))
