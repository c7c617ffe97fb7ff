"""The verbs of the action plan: each takes a plan and returns the plan after it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal

from planner.actions.records import (
    Action,
    Cost,
    CostKind,
    Dependency,
    Need,
    PlatformOption,
    PlatformScore,
    Requirement,
)
from planner.catalogue import platform_criteria
from planner.edit import (
    Refused,
    amend,
    check_links,
    check_references,
    create,
    duplicate,
    insert,
    move,
    part,
    remove,
    replaced,
    the,
)
from planner.language import _
from planner.plan import Plan, by_id
from planner.record import changed
from planner.weights import rounded_to_total, with_one_more, with_weight

STANDARD_CRITERIA = 4
"""How many criteria of the catalogue a new comparison starts from."""


def add_action(plan: Plan, title: str = "", at: int | None = None, **fields: Any) -> Plan:
    """An action more."""
    check_links(plan, "actions", fields)
    action = create(plan, "actions", title=title, **fields)
    plan = insert(plan, "actions", action, at)
    _check_benefit(the(plan, "actions", action.id))
    return plan


def edit_action(plan: Plan, action: str, **fields: Any) -> Plan:
    """Some fields of an action changed; money in the plan's currency, durations in working days."""
    check_links(plan, "actions", fields)
    plan = amend(plan, "actions", action, **fields)
    if "depends" in fields:
        for dependency in fields["depends"]:
            _check_loop(plan, action, dependency.action)
    _check_benefit(the(plan, "actions", action))
    return plan


def edit_actions(plan: Plan, ids: Sequence[str], **fields: Any) -> Plan:
    """The same fields of several actions changed."""
    for action in ids:
        plan = edit_action(plan, action, **fields)
    return plan


def remove_action(plan: Plan, action: str) -> Plan:
    """An action gone; what depended on it no longer does."""
    return remove(plan, "actions", action)


def move_action(plan: Plan, action: str, to_index: int, within: Sequence[str] = ()) -> Plan:
    """An action at another place, among all actions or among those of the column it is shown in."""
    return move(plan, "actions", action, to_index, within)


def duplicate_action(plan: Plan, action: str) -> Plan:
    """A copy of an action right after it, not begun yet."""
    title = the(plan, "actions", action).title
    title = _("{name} (copy)").format(name=title)[:300]
    return duplicate(plan, "actions", action, title=title, status="planned", done=0.0)


def set_action_segments(plan: Plan, action: str, segments: Sequence[str]) -> Plan:
    """Exactly these segments are served by an action."""
    return edit_action(plan, action, segments=tuple(dict.fromkeys(segments)))


def toggle_action_segment(plan: Plan, action: str, segment: str) -> Plan:
    """A segment served by an action, or no longer."""
    return _toggled(plan, action, "segments", segment)


def toggle_action_objective(plan: Plan, action: str, objective: str) -> Plan:
    """An objective served by an action, or no longer."""
    return _toggled(plan, action, "objectives", objective)


def toggle_gap(plan: Plan, action: str, gap: str) -> Plan:
    """A journey gap closed by an action, or no longer."""
    return _toggled(plan, action, "gaps", gap)


def toggle_requires(plan: Plan, action: str, requirement: str) -> Plan:
    """A requirement that an action needs, or no longer."""
    return _toggled(plan, action, "requires", requirement)


def toggle_provides(plan: Plan, action: str, requirement: str) -> Plan:
    """A requirement that an action provides once it is done, or no longer."""
    return _toggled(plan, action, "provides", requirement)


def _toggled(plan: Plan, action: str, field: str, item: str) -> Plan:
    now: tuple[str, ...] = getattr(the(plan, "actions", action), field)
    after = tuple(i for i in now if i != item) if item in now else (*now, item)
    return edit_action(plan, action, **{field: after})


def set_cost(plan: Plan, action: str, kind: CostKind, amount: float | None) -> Plan:
    """What an action costs of one kind; None takes it away."""
    record: Action = the(plan, "actions", action)
    return amend(plan, "actions", action, costs=_with_cost(record.costs, kind, amount))


def _with_cost(costs: tuple[Cost, ...], kind: CostKind, amount: float | None) -> tuple[Cost, ...]:
    if amount is None:
        return tuple(c for c in costs if c.kind != kind)
    cost = part(Cost, kind=kind, amount=float(amount))
    if all(c.kind != kind for c in costs):
        return (*costs, cost)
    first = next(i for i, c in enumerate(costs) if c.kind == kind)
    return (*costs[:first], cost, *(c for c in costs[first + 1 :] if c.kind != kind))


def set_benefit(plan: Plan, action: str, low: float | None, likely: float | None, high: float | None) -> Plan:
    """What an action brings a year once it is done: at least, most likely and at most."""
    low, likely, high = (None if value is None else float(value) for value in (low, likely, high))
    return edit_action(plan, action, benefit_low=low, benefit_likely=likely, benefit_high=high)


def _check_benefit(action: Action) -> None:
    steps = (
        (action.benefit_low, "benefit_low"),
        (action.benefit_likely, "benefit_likely"),
        (action.benefit_high, "benefit_high"),
    )
    known = [(value, field) for value, field in steps if value is not None]
    for (less, _field), (more, field) in pairwise(known):
        if less > more:
            raise Refused(_("Enter the benefit in order: low, likely, high."), field)


def depend_on(plan: Plan, action: str, on: str, lag_days: int = 0) -> Plan:
    """An action that starts after another one ends, plus a lag in working days (negative: before its end)."""
    record: Action = the(plan, "actions", action)
    dependency = part(Dependency, action=on, lag_days=lag_days)
    if all(d.action != on for d in record.depends):
        return edit_action(plan, action, depends=(*record.depends, dependency))
    return edit_action(plan, action, depends=tuple(dependency if d.action == on else d for d in record.depends))


def remove_dependency(plan: Plan, action: str, on: str) -> Plan:
    """An action that no longer waits for another one."""
    record: Action = the(plan, "actions", action)
    return amend(plan, "actions", action, depends=tuple(d for d in record.depends if d.action != on))


def _check_loop(plan: Plan, action: str, on: str) -> None:
    loop = _way(plan, on, action)
    if loop:
        names = " → ".join(_title(plan, step) for step in (action, *loop))
        raise Refused(_("These actions would wait for each other: {loop}.").format(loop=names), "depends")


def _way(plan: Plan, start: str, goal: str) -> list[str]:
    """The chain of dependencies from one action to another, both included; nothing where there is none."""
    actions: Mapping[str, Action] = by_id(plan, "actions")
    came_from = {start: ""}
    queue = [start]
    for step in queue:
        if step == goal:
            way = [step]
            while came_from[way[-1]]:
                way.append(came_from[way[-1]])
            return way[::-1]
        for dependency in actions[step].depends if step in actions else ():
            if dependency.action not in came_from:
                came_from[dependency.action] = step
                queue.append(dependency.action)
    return []


def _title(plan: Plan, action: str) -> str:
    return the(plan, "actions", action).title or _("Action without a title")


def reschedule(plan: Plan, action: str, start: dt.date | None, duration_days: int | None) -> Plan:
    """When an action may start and how many working days it takes."""
    return amend(plan, "actions", action, earliest_start=start, duration_days=duration_days)


def pin_action(plan: Plan, action: str, pin: Literal["", "in", "out"]) -> Plan:
    """An action that is funded in any case, or never; empty leaves it to the best fit."""
    return amend(plan, "actions", action, pin=pin)


def choose_actions(plan: Plan, ids: Sequence[str], platforms: Sequence[str] | None = None) -> Plan:
    """Exactly these actions are funded, all others are left out; with platforms, exactly those are chosen."""
    check_references(plan, "actions", ids)
    check_references(plan, "platforms", platforms or ())
    chosen = set(ids)
    for action in plan.actions:
        pin = "out" if action.id not in chosen else ("" if action.pin == "out" else action.pin)
        if action.pin != pin:
            plan = replaced(plan, "actions", changed(action, pin=pin))
    for platform in plan.platforms if platforms is not None else ():
        plan = choose_platform(plan, platform.id, platform.id in (platforms or ()))
    return plan


def add_requirement(plan: Plan, name: str = "", at: int | None = None, **fields: Any) -> Plan:
    """A requirement more."""
    check_links(plan, "requirements", fields)
    return insert(plan, "requirements", create(plan, "requirements", name=name, **fields), at)


def edit_requirement(plan: Plan, requirement: str, **fields: Any) -> Plan:
    """Some fields of a requirement changed."""
    check_links(plan, "requirements", fields)
    return amend(plan, "requirements", requirement, **fields)


def remove_requirement(plan: Plan, requirement: str) -> Plan:
    """A requirement gone; actions and platforms lose it."""
    return remove(plan, "requirements", requirement)


def move_requirement(plan: Plan, requirement: str, to_index: int) -> Plan:
    """A requirement at another place of the list."""
    return move(plan, "requirements", requirement, to_index)


def set_need(plan: Plan, requirement: str, segment: str, level: Literal["", "useful", "essential"]) -> Plan:
    """How much a segment needs a requirement; empty means that it does not."""
    check_references(plan, "segments", (segment,), "needs")
    record: Requirement = the(plan, "requirements", requirement)
    rest = tuple(n for n in record.needs if n.segment != segment)
    needs = (*rest, part(Need, segment=segment, level=level)) if level else rest
    return amend(plan, "requirements", requirement, needs=needs)


def cycle_need(plan: Plan, requirement: str, segment: str) -> Plan:
    """The next level of a segment's need: not needed, useful, essential, not needed."""
    record: Requirement = the(plan, "requirements", requirement)
    now = next((n.level for n in record.needs if n.segment == segment), "")
    if not now:
        return set_need(plan, requirement, segment, "useful")
    return set_need(plan, requirement, segment, "essential" if now == "useful" else "")


def add_platform(plan: Plan, name: str = "", at: int | None = None, **fields: Any) -> Plan:
    """A platform more to compare."""
    check_links(plan, "platforms", fields)
    return insert(plan, "platforms", create(plan, "platforms", name=name, **fields), at)


def edit_platform(plan: Plan, platform: str, **fields: Any) -> Plan:
    """Some fields of a platform changed."""
    check_links(plan, "platforms", fields)
    return amend(plan, "platforms", platform, **fields)


def remove_platform(plan: Plan, platform: str) -> Plan:
    """A platform gone from the comparison."""
    return remove(plan, "platforms", platform)


def move_platform(plan: Plan, platform: str, to_index: int) -> Plan:
    """A platform at another place of the comparison."""
    return move(plan, "platforms", platform, to_index)


def choose_platform(plan: Plan, platform: str, chosen: bool = True) -> Plan:
    """A platform that the plan invests in, or no longer."""
    return amend(plan, "platforms", platform, chosen=chosen)


def set_platform_cost(plan: Plan, platform: str, kind: CostKind, amount: float | None) -> Plan:
    """What a platform costs of one kind; running costs are per year, None takes it away."""
    record: PlatformOption = the(plan, "platforms", platform)
    return amend(plan, "platforms", platform, costs=_with_cost(record.costs, kind, amount))


def toggle_provided(plan: Plan, platform: str, requirement: str) -> Plan:
    """A requirement that a platform provides, or no longer."""
    check_references(plan, "requirements", (requirement,), "provides")
    now: tuple[str, ...] = the(plan, "platforms", platform).provides
    after = tuple(r for r in now if r != requirement) if requirement in now else (*now, requirement)
    return amend(plan, "platforms", platform, provides=after)


def score_platform(plan: Plan, platform: str, criterion: str, value: int | None) -> Plan:
    """How well a platform does on a criterion, 1 poor to 5 excellent; None takes the score away."""
    check_references(plan, "platform_criteria", (criterion,), "scores")
    record: PlatformOption = the(plan, "platforms", platform)
    rest = tuple(s for s in record.scores if s.criterion != criterion)
    if value is not None:
        rest = (*rest, part(PlatformScore, criterion=criterion, value=value))
    return amend(plan, "platforms", platform, scores=rest)


def add_platform_criterion(plan: Plan, key: str = "own", name: str = "", **fields: Any) -> Plan:
    """A criterion more to compare platforms on, with an equal share of the weight."""
    if key != "own" and any(c.key == key for c in plan.platform_criteria):
        raise Refused(_("This criterion is part of the comparison already."))
    weights = with_one_more([c.weight for c in plan.platform_criteria])
    criterion = create(plan, "platform_criteria", key=key, name=name, **fields)
    return _weighed(insert(plan, "platform_criteria", criterion), weights)


def edit_platform_criterion(plan: Plan, criterion: str, name: str | None = None, hint: str | None = None) -> Plan:
    """The name or the hint of a criterion changed; its weight is set with ``set_platform_weight``."""
    fields = {"name": name, "hint": hint}
    return amend(plan, "platform_criteria", criterion, **{k: v for k, v in fields.items() if v is not None})


def remove_platform_criterion(plan: Plan, criterion: str) -> Plan:
    """A criterion gone with its scores; the others take over its weight."""
    plan = remove(plan, "platform_criteria", criterion)
    return _weighed(plan, rounded_to_total([c.weight for c in plan.platform_criteria]))


def move_platform_criterion(plan: Plan, criterion: str, to_index: int) -> Plan:
    """A criterion at another place of the comparison."""
    return move(plan, "platform_criteria", criterion, to_index)


def set_platform_weight(plan: Plan, criterion: str, weight: float) -> Plan:
    """The weight of a criterion in points; the others scale so that all add to 100."""
    at = [c.id for c in plan.platform_criteria].index(the(plan, "platform_criteria", criterion).id)
    return _weighed(plan, with_weight([c.weight for c in plan.platform_criteria], at, weight))


def set_platform_weights(plan: Plan, weights: Mapping[str, float]) -> Plan:
    """Several weights at once, in proportion, as whole points that add to 100."""
    wanted = [float(weights.get(c.id, c.weight)) for c in plan.platform_criteria]
    return _weighed(plan, rounded_to_total(wanted))


def use_standard_criteria(plan: Plan) -> Plan:
    """The catalogue's first criteria added where they are not there yet, with equal weights for all."""
    known = {c.key for c in plan.platform_criteria}
    for standard in platform_criteria()[:STANDARD_CRITERIA]:
        if standard.key not in known:
            plan = insert(plan, "platform_criteria", create(plan, "platform_criteria", key=standard.key))
    return _weighed(plan, rounded_to_total([1.0] * len(plan.platform_criteria)))


def _weighed(plan: Plan, weights: Sequence[float]) -> Plan:
    for criterion, weight in zip(plan.platform_criteria, weights, strict=True):
        if criterion.weight != weight:
            plan = replaced(plan, "platform_criteria", changed(criterion, weight=weight))
    return plan
