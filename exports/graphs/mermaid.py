"""Mermaid: a journey as a user journey, and as a flowchart with the shares on its arrows."""

from typing import Any

from planner.intake.mermaid_marks import heading_of, task_data_of
from planner.intake.mermaid_text import IN_LINE, IN_PEOPLE, escaped
from planner.journeys.records import (
    Journey,
    State,
    Touchpoint,
    entries_table,
    touchpoints_table,
    transitions_table,
)
from planner.language import _, percent
from planner.plan import Plan, find

_ARROWS = {"forward": "-->", "loop": "-.->", "re_engagement": "==>"}


def journey_text(plan: Plan, journey: str, state: State = "current") -> str:
    """A journey in one of its states as Mermaid ``journey`` text, ready for a .mmd file.

    Mermaid needs a score: where satisfaction is not known a comment says so and 3 stands. What a Mermaid file
    brought in and nobody changed since is written as it was. Raises KeyError for a journey that is not there.
    """
    record = _journey(plan, journey)
    front, title, accessible = heading_of(record)
    lines = [front] if front else []
    lines.append("journey")
    if title:
        lines.append(f"    title {escaped(title, IN_LINE)}")
    if accessible:
        lines.append(f"    accTitle: {escaped(accessible, IN_LINE)}")
    lines += _description(record.scenario)
    for name, points in _by_stage(plan, record, state):
        if name is not None:
            lines.append(f"    section {escaped(name) or '#160;'}")
        for point in points:
            lines += _task(point)
    return "\n".join(lines) + "\n"


def _journey(plan: Plan, journey: str) -> Journey:
    record = find(plan, "journeys", journey)
    if not isinstance(record, Journey):
        raise KeyError(journey)
    return record


def _description(scenario: str) -> list[str]:
    text = scenario.strip()
    if not text:
        return []
    if "\n" not in text:
        return [f"    accDescr: {escaped(text, IN_LINE)}"]
    inner = [f"        {escaped(line.strip(), IN_LINE + '}')}" for line in text.split("\n") if line.strip()]
    return ["    accDescr {", *inner, "    }"]


def _by_stage(plan: Plan, journey: Journey, state: State) -> list[tuple[str | None, list[Touchpoint]]]:
    """The touchpoints by stage, in the stages' order; those without one come first, under no name."""
    points = [p for p in plan.rows(touchpoints_table(state)) if p.journey == journey.id]
    known = {stage.id for stage in journey.stages}
    loose = [p for p in points if p.stage not in known]
    groups: list[tuple[str | None, list[Touchpoint]]] = [(None, loose)] if loose else []
    return groups + [(s.name, [p for p in points if p.stage == s.id]) for s in journey.stages]


def _task(point: Touchpoint) -> list[str]:
    score, people, known = task_data_of(point)
    name = escaped(point.name.strip()) or "#160;"
    names = ",".join(" " + escaped(person, IN_PEOPLE) for person in people)
    line = f"      {name}: {score}{':' if people else ''}{names}".rstrip()
    if known:
        return [line]
    return [f"      %% {_('Satisfaction not known, written as 3')}", line]


def flowchart_text(plan: Plan, journey: str, state: State = "current") -> str:
    """A journey in one of its states as a Mermaid flowchart: stages as groups, shares on the arrows.

    Goals have round ends; loops are dotted, re-engagement is thick. Raises KeyError for an unknown journey.
    """
    record = _journey(plan, journey)
    points = [p for p in plan.rows(touchpoints_table(state)) if p.journey == journey]
    ids = {point.id: f"T{at}" for at, point in enumerate(points, start=1)}
    lines = ["flowchart LR"]
    for at, (name, inside) in enumerate(_by_stage(plan, record, state), start=1):
        nodes = [_node(ids[point.id], point) for point in inside]
        if name is None:
            lines += [f"    {node}" for node in nodes]
        elif nodes:
            lines += [f"    subgraph S{at}[{_quoted(name)}]", *(f"        {n}" for n in nodes), "    end"]
    lines += _entries(plan, record, state, ids)
    for step in plan.rows(transitions_table(state)):
        if step.journey == journey and step.source in ids and step.target in ids:
            lines.append(f"    {ids[step.source]} {_arrow(step)} {ids[step.target]}")
    return "\n".join(lines) + "\n"


def _node(name: str, point: Touchpoint) -> str:
    label = _quoted(point.name)
    return f"{name}([{label}])" if point.goal else f"{name}[{label}]"


def _arrow(step: Any) -> str:
    arrow = _ARROWS[step.kind]
    return arrow if step.share is None else f"{arrow}|{_quoted(_share(step.share))}|"


def _entries(plan: Plan, journey: Journey, state: State, ids: dict[str, str]) -> list[str]:
    entries = [e for e in plan.rows(entries_table(state)) if e.journey == journey.id and e.touchpoint in ids]
    if not entries:
        return []
    arrows = [f"    Start -->|{_quoted(_share(e.share))}| {ids[e.touchpoint]}" for e in entries]
    return [f"    Start(({_quoted(_('Start'))}))", *arrows]


def _share(share: float) -> str:
    return percent(share, 0 if abs(share * 100 - round(share * 100)) < 0.05 else 1)


_LABEL = {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;", "\n": " "}


def _quoted(text: str) -> str:
    """A label in quotes that shows exactly this text."""
    inner = "".join(_LABEL.get(sign, sign) for sign in text.strip()).replace("%%", "#37;#37;")
    return f'"{inner or "#160;"}"'
