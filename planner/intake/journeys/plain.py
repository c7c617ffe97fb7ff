"""Files of journeys as plain data: every figure that a file comes to, for ``--json`` and for whoever checks them.

Beside ``kind``, ``source`` and ``notes`` there is what the kind of file says:

- ``mermaid``: title, sections, actors and tasks as mermaid reads them
- ``graph``: nodes with their labels, edges, where the graph begins and ends, and its parts
- ``counts``: customers, starts, steps and whole ways as they were counted, of five customers and more
- ``credits``: what each touchpoint is credited with by first, last and linear touch and by the Markov chain, and its
  removal effect. All of them: a file of paths holds counts already, and nobody's own row
- ``journey``: the touchpoints, steps and starts that a list of edges comes to
"""

from typing import Any

from planner.intake.events.observed import Observed, fold
from planner.intake.journeys.draft import CONVERTED, OTHER, Draft
from planner.intake.journeys.file import JourneyFile
from planner.intake.journeys.graphml import GraphFile
from planner.intake.mermaid.reading import ParsedJourney
from planner.journeys.attribution import Credits

FORMAT = "rapport-journey-file"


def journey_as_data(file: JourneyFile) -> dict[str, Any]:
    """Every figure of a file, ready for JSON."""
    found: dict[str, Any] = {"format": FORMAT, "kind": file.kind, "source": file.source}
    draft = file.drafted()
    if file.parsed is not None:
        found["mermaid"] = _mermaid(file.parsed)
    elif file.graph is not None:
        found["graph"] = _graph(file.graph)
    elif file.observed is not None:
        found["counts"] = _counts(fold(file.observed, 0.0))
    elif draft is not None:
        found["journey"] = _journey(draft)
    if file.credits is not None:
        found["conversions"], found["value"] = file.credits.conversions, file.credits.value
        found["rate"] = file.credits.rate
        found["credits"] = {name: _credits(credits) for name, credits in file.credits.credits.items()}
    found["notes"] = list(file.parsed.notes if file.parsed is not None else draft.notes if draft is not None else ())
    return found


def _mermaid(parsed: ParsedJourney) -> dict[str, Any]:
    return {
        "title": parsed.title,
        "frontTitle": parsed.front_title,
        "accTitle": parsed.acc_title,
        "accDescr": parsed.acc_descr,
        "sections": list(parsed.sections),
        "actors": list(parsed.actors),
        "tasks": [
            {"section": t.section, "task": t.name, "score": t.score, "people": list(t.people)} for t in parsed.tasks
        ],
    }


def _graph(file: GraphFile) -> dict[str, Any]:
    facts = file.facts
    return {
        "directed": file.directed,
        "nodes": [{"id": node.id, "label": node.label, "group": node.parent} for node in file.nodes],
        "edges": [{"source": edge.source, "target": edge.target, "label": edge.label} for edge in file.edges],
        "self_loops": facts.self_loops,
        "edges_ignoring_parallel": facts.distinct_edges,
        "strong_components": facts.strong_components,
        "weak_components": facts.weak_components,
        "is_acyclic": facts.acyclic,
        "sources": list(facts.sources),
        "sinks": list(facts.sinks),
    }


def _counts(observed: Observed) -> dict[str, Any]:
    return {
        "rows": observed.rows,
        "customers": observed.customers,
        "span": [day.isoformat() for day in observed.span] if observed.span is not None else None,
        "touchpoints": {_name(name): activity.customers for name, activity in observed.activities.items()},
        "starts": {_name(name): count for name, count in observed.starts.items()},
        "steps": [
            {
                "source": _name(source),
                "target": _name(target),
                "times": taken.times,
                "customers": taken.customers,
                "days": taken.days,
            }
            for (source, target), taken in observed.steps.items()
        ],
        "ways": [{"steps": [_name(step) for step in w.steps], "customers": w.customers} for w in observed.ways],
        "way_count": observed.way_count,
    }


def _credits(credits: Credits) -> dict[str, Any]:
    rules = {"first": credits.first, "last": credits.last, "linear": credits.linear, "markov": credits.markov}
    found: dict[str, Any] = {
        rule: {"conversions": credit.conversions, "value": credit.value} for rule, credit in rules.items()
    }
    return {**found, "removal": credits.removal}


def _journey(draft: Draft) -> dict[str, Any]:
    return {
        "touchpoints": [
            {"key": p.key, "name": p.name, "stage": p.stage, "channel": p.channel, "goal": p.goal} for p in draft.points
        ],
        "steps": [
            {"source": s.source, "target": s.target, "share": s.share, "days": s.delay_days, "kind": s.kind}
            for s in draft.steps
        ],
        "starts": dict(draft.starts),
    }


def _name(name: str) -> str:
    """The name of a touchpoint; the conversion, and what too few did, in words of this format."""
    return {CONVERTED: "(conversion)", OTHER: "(other)"}.get(name, name)
