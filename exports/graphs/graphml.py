"""GraphML: a journey as a graph that yEd draws and other programs read, with the plan's fields as typed attributes.

What a GraphML file brought in and a plan has no field for is written again as it stood.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from exports.graphs.graphml_kept import kept_file, text_of
from planner.intake.cleaning import clean_text, fitted
from planner.intake.journeys.graphml_draft import IS_GROUP, LONGEST_NAME, POINT_FIELDS
from planner.intake.journeys.kept import AS, GROUP, LABEL, Kept, split_share, unpacked
from planner.intake.journeys.xml_text import ROOT_NAMESPACES
from planner.journeys.graph import Graph, graph
from planner.journeys.groups import groups_among
from planner.journeys.layout import heights
from planner.journeys.records import State, Touchpoint, Transition
from planner.language import short_percent
from planner.plan import Plan

WIDE, HIGH, COLUMN, ROW = 150, 50, 240, 90
"""The size of a touchpoint and the distance of columns and rows, in yEd's units."""

Attributes = dict[str, Any]
_TYPES = {bool: "boolean", int: "int", float: "double", str: "string"}
_PERCENT = re.compile(r"^[≈~]?\s*\d{1,3}(?:[.,]\d+)?\s*%$")
_LINES = {"forward": "line", "loop": "dotted", "re_engagement": "dashed"}


def graphml_text(plan: Plan, journey: str, state: State = "current") -> str:
    """A journey in one of its states as GraphML. Raises KeyError for a journey that is not there."""
    return _Writer(plan, graph(plan, journey, state)).text()


class _Writer:
    """Writes one graph; keys are declared as they are used."""

    def __init__(self, plan: Plan, seen: Graph) -> None:
        self.seen = seen
        self.file = kept_file(seen.journey)
        self.lanes = {channel.id: channel.name for channel in plan.channels}
        self.stages = {stage.id: stage.name for stage in seen.stages}
        self.starts = {entry.touchpoint: entry.share for entry in seen.entries}
        self.keys: dict[tuple[str, str], tuple[str, str]] = {}
        self.kept = {point.id: (*unpacked(point.markup), Kept())[0] for point in seen.points.values()}
        self.in_group: dict[str, str] = {}
        """The group in the file that a touchpoint of a group of the plan is written into."""
        self.around: dict[str, str] = {}
        """The stage of the file that every other one is written into, by its id there."""
        self.groups = self._written_groups()
        taken = {group.id for group in self.groups}
        self.ids: dict[str, str] = {}
        for point, kept in self.kept.items():
            self.ids[point] = _free(kept.id or point, taken)
        order = {cell: [point.id for point in points] for cell, points in seen.cells.items()}
        self.heights = heights(seen, order, [channel.id for channel in plan.channels])

    def text(self) -> str:
        """The whole document."""
        nodes = list(self._nested("", {point.id: self._node(point) for point in self.seen.points.values()}))
        edges = list(self._edges())
        about = dict(self.file.about.more)
        directed = "undirected" if about.get("edgedefault") == "undirected" else "directed"
        graph_data = [*self._data("graph", self._graph_fields()), *self._beside("graph")]
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<graphml {ROOT_NAMESPACES}>",
            *(text_of(key) for key in self.file.keys.values()),
            *self._declared(),
            f'<graph id={quoteattr(self.file.about.id or "G")} edgedefault="{directed}">',
            *graph_data,
            *nodes,
            *edges,
            "</graph>",
            *self._beside("graphml"),
            "</graphml>",
        ]
        return "\n".join(lines) + "\n"

    # Keys and attributes

    def _key(self, of: str, name: str, kind: str) -> str:
        """The id of a key of ours, declared from now on."""
        if (of, name) not in self.keys:
            self.keys[of, name] = (_free(f"{of[0]}_{name}", set(self.file.keys)), kind)
        return self.keys[of, name][0]

    def _declared(self) -> Iterator[str]:
        for (of, name), (key, kind) in self.keys.items():
            own = f'yfiles.type="{name}"' if kind == "yfiles" else f'attr.name="{name}" attr.type="{kind}"'
            yield f'<key id="{key}" for="{of}" {own}/>'

    def _data(self, of: str, fields: Attributes) -> Iterator[str]:
        for name, value in fields.items():
            key = self._key(of, name, _TYPES[type(value)])
            written = ("true" if value else "false") if isinstance(value, bool) else value
            yield f'<data key="{key}">{_clean(repr(value) if isinstance(value, float) else str(written))}</data>'

    def _beside(self, of: str) -> Iterator[str]:
        """The kept data of the graph, or of the whole file."""
        for part in self.file.data:
            key = self.file.keys[part.get("key", "")]
            if ("graphml" if key.get("for") == "graphml" else "graph") == of:
                yield text_of(part)

    def _graph_fields(self) -> Attributes:
        names = [stage.name for stage in self.seen.stages]
        fields = {"journey": self.seen.journey.name, "stages": "\n".join(names)}
        return {name: value for name, value in fields.items() if value}

    # Nodes

    def _written_groups(self) -> tuple[Kept, ...]:
        """The groups to write: those of the file that are stages, and those of the plan as the file drew them.

        What is in a group of the plan leaves the stages of the file; its stage is an attribute of it as well.
        """
        ids = {point: self.kept[point].id or point for point in self.seen.points}
        there = {*ids.values()}
        drawn = {frozenset(_held(g) & there): g for g in self.file.groups if (AS, GROUP) in g.more}
        stages = [g for g in self.file.groups if (AS, GROUP) not in g.more]
        self.around = _around(self.file.groups, {g.id for g in stages})
        around = self.around
        found: list[Kept] = []
        for group in groups_among(self.seen.journey, ids).values():
            inside = [ids[point] for point in group.touchpoints]
            before = drawn.get(frozenset(inside), Kept("group_" + group.id))
            label = before.label if fitted(before.label, LONGEST_NAME) == group.name else group.name
            holders = {around.get(point, "") for point in inside}
            outer = holders.pop() if len(holders) == 1 else ""
            found.append(Kept(before.id, label, (("in", outer), (AS, GROUP)), before.xml))
            self.in_group.update(dict.fromkeys(group.touchpoints, before.id))
        filled = {dict(g.more)["in"] for g in found}
        filled |= {around[ids[p]] for p in ids if p not in self.in_group and ids[p] in around}
        return (*(g for g in stages if g.id in filled or _holds_filled(g, stages, filled)), *found)

    def _nested(self, group: str, nodes: Mapping[str, str], depth: int = 0) -> Iterator[str]:
        """The nodes of a group, or those outside of all groups, and the groups among them."""
        inner = {g.id: g for g in self.groups if dict(g.more).get("in", "") == group and g.id != group}
        if depth >= 20:
            inner = {}
        for one in [g for g in inner.values() if (AS, GROUP) not in g.more]:
            yield from self._around_nodes(inner.pop(one.id), nodes, depth)
        known = {g.id for g in self.groups}
        for point, text in nodes.items():
            at = self.in_group.get(point) or self.around.get(self.kept[point].id, "")
            if (at if at in known else "") == group:
                yield text
            elif at in inner:  # a group of the plan stands where its first touchpoint does
                yield from self._around_nodes(inner.pop(at), nodes, depth)

    def _around_nodes(self, group: Kept, nodes: Mapping[str, str], depth: int) -> Iterator[str]:
        """A group with what is in it."""
        yield f'<node id={quoteattr(group.id)} yfiles.foldertype="group">{self._group(group)}'
        yield f'<graph id={quoteattr(group.id + ":")} edgedefault="directed">'
        yield from self._nested(group.id, nodes, depth + 1)
        yield "</graph></node>"

    def _group(self, group: Kept) -> str:
        """What a group says of itself, and how it is drawn: as the file did, else as yEd draws groups."""
        parts = self.file.parts(group.xml)
        said = "".join(self._data("node", {IS_GROUP: True})) if (AS, GROUP) in group.more else ""
        drawn = "".join(text_of(part) for part in parts).replace(LABEL, _clean(group.label))
        key = self.file.key_for("node", "nodegraphics") or self._key("node", "nodegraphics", "yfiles")
        if (AS, GROUP) in group.more and key not in {part.get("key", "") for part in parts}:
            drawn += (
                f'<data key="{key}"><y:ProxyAutoBoundsNode><y:Realizers active="0"><y:GroupNode>'
                '<y:Fill color="#F5F5F4" transparent="false"/>'
                '<y:BorderStyle color="#6B7280" type="dashed" width="1.0"/>'
                f'<y:NodeLabel modelName="internal" modelPosition="t">{_clean(group.label)}</y:NodeLabel>'
                '<y:Shape type="roundrectangle"/><y:State closed="false" innerGraphDisplayEnabled="false"/>'
                "</y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>"
            )
        return said + drawn

    def _node(self, point: Touchpoint) -> str:
        kept = self.kept[point.id]
        label = kept.label if kept.label and fitted(kept.label, LONGEST_NAME) == point.name else point.name
        parts = self.file.parts(kept.xml)
        there = {part.get("key", "") for part in parts}
        named = {self.file.named(part) for part in parts}
        fields = {name: value for name, value in self._fields(point).items() if name not in named}
        own = "".join(self._data("node", fields))
        drawn = "".join(text_of(part) for part in parts).replace(LABEL, _clean(label))
        key = self.file.key_for("node", "nodegraphics") or self._key("node", "nodegraphics", "yfiles")
        if key not in there:
            drawn += f'<data key="{key}">{self._shape(point, label)}</data>'
        return f"<node id={quoteattr(self.ids[point.id])}>{own}{drawn}</node>"

    def _fields(self, point: Touchpoint) -> Attributes:
        """What a touchpoint says, without what it says nothing of."""
        fields: Attributes = {
            "name": point.name,
            "stage": self.stages.get(point.stage, ""),
            "channel": self.lanes.get(point.channel, ""),
            "goal": point.goal,
            **{name: getattr(point, name) for name in POINT_FIELDS},
        }
        if point.trigger is not None:
            fields |= {"trigger_action": point.trigger.action, "trigger_after_hours": point.trigger.after_hours}
        fields["start_share"] = self.starts.get(point.id)
        fields["evidence"] = "" if point.evidence == "none" else point.evidence
        return {name: value for name, value in fields.items() if value is not None and value != ""}

    def _shape(self, point: Touchpoint, label: str) -> str:
        x = self.seen.stage_at.get(point.stage, -1) * COLUMN
        y = round(self.heights[point.id] * ROW)
        shape = "ellipse" if point.goal else "roundrectangle"
        return (
            f'<y:ShapeNode><y:Geometry height="{HIGH}" width="{WIDE}" x="{x}" y="{y}"/>'
            '<y:Fill color="#FFFFFF" transparent="false"/><y:BorderStyle color="#6B7280" type="line" width="1.0"/>'
            f'<y:NodeLabel>{_clean(label)}</y:NodeLabel><y:Shape type="{shape}"/></y:ShapeNode>'
        )

    # Edges

    def _edges(self) -> Iterator[str]:
        taken: set[str] = set()
        for step in self.seen.steps:
            kept = unpacked(step.markup)
            shares = split_share(kept, step.share) if kept else [step.share]
            for one, share in zip(kept or (Kept(step.id),), shares, strict=True):
                name = _free(one.id, taken) if one.id else ""
                yield self._edge(step, one, share, name)

    def _edge(self, step: Transition, kept: Kept, share: float | None, name: str) -> str:
        label = kept.label
        if not label or _PERCENT.match(label):
            label = "" if share is None else short_percent(round(share, 3))
        fields: Attributes = {"share": share, "kind": step.kind, "delay_days": step.delay_days}
        parts = self.file.parts(kept.xml)
        named = {self.file.named(part) for part in parts}
        own = "".join(self._data("edge", {k: v for k, v in fields.items() if v is not None and k not in named}))
        drawn = "".join(text_of(part) for part in parts)
        has_label = LABEL in drawn
        drawn = drawn.replace(LABEL, _clean(label))
        key = self.file.key_for("edge", "edgegraphics") or self._key("edge", "edgegraphics", "yfiles")
        if key not in {part.get("key", "") for part in parts} and not has_label:
            words = f"<y:EdgeLabel>{_clean(label)}</y:EdgeLabel>" if label else ""
            line = f'<y:LineStyle color="#6B7280" type="{_LINES[step.kind]}" width="1.0"/>'
            drawn += (
                f'<data key="{key}"><y:PolyLineEdge>{line}'
                f'<y:Arrows source="none" target="standard"/>{words}</y:PolyLineEdge></data>'
            )
        about = f" id={quoteattr(name)}" if name else ""
        about += f" source={quoteattr(self.ids[step.source])} target={quoteattr(self.ids[step.target])}"
        own_way = dict(kept.more).get("directed")
        about += f' directed="{own_way}"' if own_way in ("true", "false") else ""
        return f"<edge{about}>{own}{drawn}</edge>"


def _held(group: Kept) -> set[str]:
    """What a group holds, by the ids of the file."""
    return {child for name, child in group.more if name == "holds"}


def _around(groups: Sequence[Kept], stages: set[str]) -> dict[str, str]:
    """The innermost stage around everything that a group of the file holds."""
    holder = {child: g.id for g in groups for child in _held(g)}
    found: dict[str, str] = {}
    for child in holder:
        at, seen = holder[child], {child}
        while at and at not in stages and at not in seen:
            seen.add(at)
            at = holder.get(at, "")
        if at in stages:
            found[child] = at
    return found


def _holds_filled(group: Kept, groups: Sequence[Kept], filled: set[str]) -> bool:
    """Whether a group has one inside that holds something."""
    inner = [g for g in groups if dict(g.more).get("in", "") == group.id and g.id != group.id]
    return any(g.id in filled or _holds_filled(g, groups, filled) for g in inner)


def _free(wanted: str, taken: set[str]) -> str:
    """The wanted name, or one like it where it is taken; it is taken from now on."""
    name, at = wanted, 2
    while name in taken:
        name, at = f"{wanted}_{at}", at + 1
    taken.add(name)
    return name


def _clean(text: str) -> str:
    return escape(clean_text(text)[0])
