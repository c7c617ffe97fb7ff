"""GraphML to draft: nodes become touchpoints, edges steps, groups stages; what has no field in a plan is kept.

A group inside another one, and one of touchpoints that say their stage themselves, is a group in the plan too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

from pydantic import ValidationError

from planner.intake.cleaning import fitted
from planner.intake.errors import UnreadableError
from planner.intake.journeys.draft import Draft, DraftGroup, DraftPoint, DraftStep, along_the_way
from planner.intake.journeys.facts import facts_notes, graph_facts
from planner.intake.journeys.graphml import Edge, GraphFile, Key, Node, holders
from planner.intake.journeys.kept import AS, GROUP, Kept, packed, unpacked, with_shares
from planner.intake.journeys.shares import shares_of_counts, within_one
from planner.intake.values import flag_of, read_number
from planner.journeys.records import Touchpoint
from planner.language import _, ngettext, number
from planner.record import changed

LONGEST_NAME = 300
LARGEST = 1e12
TRIGGER = ("trigger_action", "trigger_after_hours")
POINT_FIELDS = (
    "two_way",
    "content",
    "system",
    "owner",
    "contacts",
    "contact_limit",
    "measured",
    "metric",
    "metric_value",
    "satisfaction",
    "satisfaction_measure",
    "evidence",
    "pain",
    "opportunity",
    "moment_that_matters",
    "cost_per_contact",
    "notes",
)
"""The fields of a touchpoint that are attributes of a node under their own names."""
IS_GROUP = "is_group"
"""The attribute of a node that says that it is a group of the plan."""
NODE_NAMES = frozenset({*POINT_FIELDS, *TRIGGER, IS_GROUP, "name", "stage", "channel", "goal", "start_share"})
EDGE_NAMES = frozenset({"share", "delay_days", "kind"})
GRAPH_NAMES = frozenset({"journey", "stages"})
"""What attributes of nodes, edges and the graph are called that Rapport writes and reads itself."""

DRAWN = {"n_nodegraphics", "e_edgegraphics"}
"""The keys of the shapes that Rapport draws; who moves them in yEd gets yEd's own keys."""

_PERCENT = re.compile(r"^[≈~]?\s*(\d{1,3}(?:[.,]\d+)?)\s*%$")
StepKind = Literal["", "forward", "loop", "re_engagement"]
_KEY = re.compile(r'<data\b[^>]*?\bkey="([^"]*)"')
_PROBE = Touchpoint(id="probe", rank="V001", journey="probe")


def draft_of_graph(file: GraphFile) -> Draft:
    """The journey that a graph draws; raises UnreadableError where it has no node."""
    groups = _groups(file)
    parts = _parts(file, groups)
    nodes = [node for node in file.nodes if node.id not in groups]
    if not nodes:
        raise UnreadableError(_("“{name}” holds no node.").format(name=file.source))
    stage_of = {node.id: next((g for g in around if g in groups - parts), "") for node, around in holders(file)}
    names = {node.id: _name(node) for node in file.nodes}
    starts = _starts(nodes, file)
    steps, notes = _steps(file, starts, names)
    facts = graph_facts([n.id for n in nodes], [(e.source, e.target) for e in file.edges])
    places = along_the_way([n.id for n in nodes], [(s.source, s.target) for s in steps], starts)
    points = tuple(_point(node, names[node.id], names.get(stage_of[node.id], ""), places, file) for node in nodes)
    return Draft(
        "graphml",
        file.source,
        fitted(file.data.get("journey", ""), LONGEST_NAME),
        points,
        steps,
        starts,
        _stages(file, points),
        (*facts_notes(facts, names), *file.notes, *notes),
        _markup(file, groups, parts, [*(p.markup for p in points), *(s.markup for s in steps)]),
        groups=tuple(_draft_groups(file, groups, parts, names)),
    )


def _groups(file: GraphFile) -> set[str]:
    """The groups, where they serve as such: no edge leads to or from one, and each holds something."""
    groups = {node.id for node in file.nodes if node.is_group}
    linked = {end for edge in file.edges for end in (edge.source, edge.target)}
    filled = {node.parent for node in file.nodes}
    return groups if groups <= filled and not groups & linked and len(groups) < len(file.nodes) else set()


def _parts(file: GraphFile, groups: set[str]) -> set[str]:
    """The groups that are groups in the plan and no stages: marked ones, inner ones, those of points with a stage."""
    inside: dict[str, list[Node]] = {}
    for node in file.nodes:
        inside.setdefault(node.parent, []).append(node)
    return {
        node.id
        for node in file.nodes
        if node.id in groups
        and (
            node.data.get(IS_GROUP) == "true"
            or node.parent in groups
            or all(child.id not in groups and child.data.get("stage", "").strip() for child in inside[node.id])
        )
    }


def _draft_groups(file: GraphFile, groups: set[str], parts: set[str], names: Mapping[str, str]) -> Iterator[DraftGroup]:
    """The groups with two points or more; a point is in the innermost one around it."""
    inside: dict[str, list[str]] = {}
    for node, around in holders(file):
        part = next((group for group in reversed(around) if group in parts), "")
        if part and node.id not in groups:
            inside.setdefault(part, []).append(node.id)
    for part, points in inside.items():
        if len(points) > 1:
            yield DraftGroup(names[part], tuple(points))


def _name(node: Node) -> str:
    return fitted(node.label, LONGEST_NAME) or fitted(node.id, LONGEST_NAME)


def _stages(file: GraphFile, points: Sequence[DraftPoint]) -> tuple[str, ...]:
    """The stages that the file names: in the order it says, else in the order of the way."""
    said = [name for line in file.data.get("stages", "").split("\n") if (name := fitted(line, LONGEST_NAME))]
    places: dict[str, list[float]] = {}
    for point in points:
        if point.stage:
            places.setdefault(point.stage, []).append(point.place)
    others = sorted((name for name in places if name not in said), key=lambda n: sum(places[n]) / len(places[n]))
    return (*said, *others)


def _starts(nodes: Sequence[Node], file: GraphFile) -> dict[str, float]:
    shares: dict[str, float] = {}
    for node in nodes:
        value = _number(_value(node.data, "start_share", file.keys, "node"))
        if value is not None and 0.0 <= value <= 1.0:
            shares[node.id] = value
    total = sum(shares.values())
    return {node: share / total for node, share in shares.items()} if total > 1.0 else shares


def _value(data: Mapping[str, str], name: str, keys: Sequence[Key], of: str) -> str:
    """An attribute's value, or the one its key declares for who has none."""
    if name in data:
        return data[name]
    return next((k.default for k in keys if k.name == name and k.of in (of, "all") and k.default is not None), "")


def _number(text: str) -> float | None:
    try:
        return read_number(text, ".")
    except ValueError:
        return None


def _point(node: Node, name: str, stage: str, places: Mapping[str, float], file: GraphFile) -> DraftPoint:
    said = {key: _value(node.data, key, file.keys, "node") for key in NODE_NAMES}
    fields: dict[str, Any] = {}
    goal = _typed("two_way", said["goal"])
    used = {"stage", "channel", "start_share"} | ({"goal"} if goal is not None else set())
    used |= {"name"} if node.data.get("name", "").strip() == name else set()
    for field in POINT_FIELDS:
        if field in node.data or said[field]:
            value = _typed(field, said[field])
            if value is not None and _fits(field, value):
                fields[field] = value
                used.add(field)
    if said["trigger_action"] or said["trigger_after_hours"]:
        trigger = {"action": said["trigger_action"], "after_hours": _number(said["trigger_after_hours"])}
        if _fits("trigger", trigger):
            fields["trigger"] = trigger
            used |= set(TRIGGER)
    kept = Kept(node.id, node.label if node.label != name else "", xml=_rest(node.xml, file.keys, used, "node"))
    return DraftPoint(
        node.id,
        name,
        fitted(said["stage"], LONGEST_NAME) or stage,
        fitted(said["channel"], LONGEST_NAME),
        goal is True,
        places[node.id],
        fields=fields,
        markup=packed(kept),
    )


def _typed(field: str, text: str) -> Any:
    """A text as the type of a touchpoint's field; None where it is none of those."""
    kinds = _kinds(Touchpoint.model_fields[field].annotation)
    if bool in kinds:
        try:
            return flag_of(text)
        except ValueError:
            return None
    value = _number(text)
    if int in kinds:
        return int(value) if value is not None and value.is_integer() else None
    return value if float in kinds else text


def _kinds(annotation: Any) -> set[Any]:
    """The plain types behind an annotation."""
    parts = get_args(annotation)
    return {kind for part in parts for kind in _kinds(part)} if parts else {annotation}


def _fits(field: str, value: Any) -> bool:
    try:
        changed(_PROBE, **{field: value})
    except ValidationError:
        return False
    return True


def _rest(xml: Mapping[str, str], keys: Sequence[Key], used: set[str] | frozenset[str], of: str) -> str:
    """The XML of the parts that no field holds, but what Rapport itself drew."""
    ours = {key.id for key in keys if key.name in used and key.of in (of, "all")} | DRAWN
    return "".join(text for key, text in xml.items() if key not in ours)


# Edges


def _steps(
    file: GraphFile, starts: Mapping[str, float], names: Mapping[str, str]
) -> tuple[tuple[DraftStep, ...], list[str]]:
    """The steps, parallel edges of one kind being one."""
    shares = _shares(file, starts)
    merged: dict[tuple[str, str, StepKind], list[int]] = {}
    kinds = [_kind(edge) for edge in file.edges]
    for at, edge in enumerate(file.edges):
        merged.setdefault((edge.source, edge.target, kinds[at]), []).append(at)
    steps = []
    for (source, target, kind), places in merged.items():
        known = [share for at in places if (share := shares[at]) is not None]
        delays = [
            d for at in places if (d := _number(file.edges[at].data.get("delay_days", ""))) is not None and d >= 0
        ]
        kept = [_kept(file.edges[at], kind, file) for at in places]
        steps.append(
            DraftStep(
                source,
                target,
                sum(known) if known else None,
                sum(delays) / len(delays) if delays else None,
                kind,
                packed(*with_shares(kept, [shares[at] for at in places])),
            )
        )
    within, notes = within_one(steps, names)
    doubles = len(file.edges) - len(steps)
    if doubles:
        text = ngettext(
            "{count} edge runs beside another one and was taken together with it.",
            "{count} edges run beside others and were taken together with them.",
            doubles,
        )
        notes.append(text.format(count=number(doubles)))
    return within, notes


def _kind(edge: Edge) -> StepKind:
    around = edge.source == edge.target
    kinds: dict[str, StepKind] = {"forward": "loop" if around else "forward", "loop": "loop"}
    kinds["re_engagement"] = "re_engagement"
    return kinds.get(edge.data.get("kind", ""), "loop" if around else "")


def _delay(edge: Edge) -> float | None:
    days = _number(edge.data.get("delay_days", ""))
    return days if days is not None and 0.0 <= days <= LARGEST else None


def _shares(file: GraphFile, starts: Mapping[str, float]) -> list[float | None]:
    """The share of each edge: as an attribute says, else as a label writes it in percent, else by its weight."""
    keys = file.keys
    for name in ("share", "probability"):
        found = [_number(_value(edge.data, name, keys, "edge")) for edge in file.edges]
        if any(value is not None for value in found) and all(v is None or 0.0 <= v <= 1.0 for v in found):
            return found
    labels = [_PERCENT.match(edge.label) for edge in file.edges]
    if any(labels) and sum(map(bool, labels)) * 2 >= sum(bool(edge.label) for edge in file.edges):
        shares = [float(m[1].replace(",", ".")) / 100 if m else None for m in labels]
        if all(share is None or share <= 1.0 for share in shares):
            return shares
    for name in ("weight", "count"):
        found = [_number(_value(edge.data, name, keys, "edge")) for edge in file.edges]
        counts = [value for value in found if value is not None and value >= 0.0]
        if len(counts) < len(found) or not counts:
            continue
        if max(counts) <= 1.0 and not all(count in (0.0, 1.0) for count in counts):
            return list(counts)
        if max(counts) > 1.0:
            edges = [(e.source, e.target, count) for e, count in zip(file.edges, counts, strict=True)]
            return list(shares_of_counts(edges, {}))
    return [None] * len(file.edges)


def _kept(edge: Edge, kind: StepKind, file: GraphFile) -> Kept:
    more = () if edge.directed == file.directed else (("directed", "true" if edge.directed else "false"),)
    used = {"share"} if _number(edge.data.get("share", "")) is not None else set()
    used |= {"kind"} if edge.data.get("kind") == kind else set()
    used |= {"delay_days"} if _delay(edge) is not None else set()
    return Kept(edge.id, edge.label, more, _rest(edge.xml, file.keys, used, "edge"))


def _markup(file: GraphFile, groups: set[str], parts: set[str], kept: Sequence[str]) -> str:
    """The file's own keys and what belongs to the graph, then its groups."""
    ours = {"node": NODE_NAMES, "edge": EDGE_NAMES, "graph": GRAPH_NAMES}
    spoken = {key for markup in kept for part in unpacked(markup) for key in _KEY.findall(part.xml)}
    keys = "".join(k.xml for k in file.keys if k.name not in ours.get(k.of, frozenset()) or k.id in spoken)
    plain = "".join(
        f'<data key="{key.id}">{_escaped(file.data[key.name])}</data>'
        for key in file.keys
        if key.name in file.data and key.name not in GRAPH_NAMES and key.of in ("graph", "all")
    )
    about = Kept(file.id, more=(("edgedefault", "directed" if file.directed else "undirected"),), xml=keys)
    rest = Kept(xml=plain + file.rest)
    inside: dict[str, list[str]] = {}
    for node in file.nodes:
        if node.parent in groups:
            inside.setdefault(node.parent, []).append(node.id)
    kept_groups = [
        Kept(
            node.id,
            node.label,
            (
                ("in", node.parent),
                *(("holds", child) for child in inside.get(node.id, ())),
                *(((AS, GROUP),) if node.id in parts else ()),
            ),
            _rest(node.xml, file.keys, {IS_GROUP}, "node"),
        )
        for node in file.nodes
        if node.id in groups
    ]
    return packed(about, rest, *kept_groups)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
