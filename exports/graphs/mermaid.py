"""Mermaid: a journey as a user journey, and as a flowchart with the shares on its arrows."""

from planner.intake.mermaid.marks import heading_of, task_data_of
from planner.intake.mermaid.text import IN_LINE, IN_PEOPLE, escaped
from planner.journeys.graph import Graph, graph
from planner.journeys.records import State, Touchpoint, Transition
from planner.language import _, percent
from planner.plan import Plan

_ARROWS = {"forward": "-->", "loop": "-.->", "re_engagement": "==>"}


def journey_text(plan: Plan, journey: str, state: State = "current") -> str:
    """A journey in one of its states as Mermaid ``journey`` text, ready for a .mmd file.

    Mermaid needs a score: where satisfaction is not known a comment says so and 3 stands. What a Mermaid file
    brought in and nobody changed since is written as it was. Raises KeyError for a journey that is not there.
    """
    seen = graph(plan, journey, state)
    record = seen.journey
    front, title, accessible = heading_of(record)
    lines = [front] if front else []
    lines.append("journey")
    if title:
        lines.append(f"    title {escaped(title, IN_LINE)}")
    if accessible:
        lines.append(f"    accTitle: {escaped(accessible, IN_LINE)}")
    lines += _description(record.scenario)
    for name, points in _by_stage(seen):
        if name is not None:
            lines.append(f"    section {escaped(name) or '#160;'}")
        for point in points:
            lines += _task(point)
    return "\n".join(lines) + "\n"


def _description(scenario: str) -> list[str]:
    text = scenario.strip()
    if not text:
        return []
    if "\n" not in text:
        return [f"    accDescr: {escaped(text, IN_LINE)}"]
    inner = [f"        {escaped(line.strip(), IN_LINE + '}')}" for line in text.split("\n") if line.strip()]
    return ["    accDescr {", *inner, "    }"]


def _by_stage(seen: Graph) -> list[tuple[str | None, tuple[Touchpoint, ...]]]:
    """The touchpoints by stage, in the stages' order; those without one come first, under no name."""
    loose = seen.by_stage.get("", ())
    groups: list[tuple[str | None, tuple[Touchpoint, ...]]] = [(None, loose)] if loose else []
    return groups + [(stage.name, seen.by_stage[stage.id]) for stage in seen.stages]


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
    seen = graph(plan, journey, state)
    ids = {point: f"T{at}" for at, point in enumerate(seen.points, start=1)}
    lines = ["flowchart LR"]
    for at, (name, inside) in enumerate(_by_stage(seen), start=1):
        nodes = [_node(ids[point.id], point) for point in inside]
        if name is None:
            lines += [f"    {node}" for node in nodes]
        elif nodes:
            lines += [f"    subgraph S{at}[{_quoted(name)}]", *(f"        {n}" for n in nodes), "    end"]
    lines += _entries(seen, ids)
    lines += [f"    {ids[step.source]} {_arrow(step)} {ids[step.target]}" for step in seen.steps]
    return "\n".join(lines) + "\n"


def _node(name: str, point: Touchpoint) -> str:
    label = _quoted(point.name)
    return f"{name}([{label}])" if point.goal else f"{name}[{label}]"


def _arrow(step: Transition) -> str:
    arrow = _ARROWS[step.kind]
    return arrow if step.share is None else f"{arrow}|{_quoted(_share(step.share))}|"


def _entries(seen: Graph, ids: dict[str, str]) -> list[str]:
    if not seen.entries:
        return []
    arrows = [f"    Start -->|{_quoted(_share(e.share))}| {ids[e.touchpoint]}" for e in seen.entries]
    return [f"    Start(({_quoted(_('Start'))}))", *arrows]


def _share(share: float) -> str:
    return percent(share, 0 if abs(share * 100 - round(share * 100)) < 0.05 else 1)


_LABEL = {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;", "\n": " "}


def _quoted(text: str) -> str:
    """A label in quotes that shows exactly this text."""
    inner = "".join(_LABEL.get(sign, sign) for sign in text.strip()).replace("%%", "#37;#37;")
    return f'"{inner or "#160;"}"'
