"""GraphML: the graph in a file, with yEd's labels, typed attributes and groups; all else is kept as it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from planner.intake.cells import Report, silent
from planner.intake.cleaning import clean_text
from planner.intake.errors import UnreadableError
from planner.intake.journeys.draft import MAX_POINTS, MAX_STEPS
from planner.intake.journeys.facts import Facts, graph_facts
from planner.intake.journeys.kept import LABEL
from planner.intake.journeys.xml_text import element_text
from planner.intake.xml_gate import local, read_xml
from planner.language import _, list_text, ngettext, number

_LABELS = ("label", "name", "title", "displayname")


@dataclass(frozen=True, slots=True)
class Key:
    """A declared attribute: its id, what it is for, its name and type, the value where none is given, and its XML."""

    id: str
    of: str
    name: str
    type: str
    default: str | None
    xml: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its label as drawn, its attributes by name, the group it is in, and its own XML by key.

    In the XML, LABEL stands where the label does.
    """

    id: str
    label: str
    data: Mapping[str, str]
    parent: str = ""
    is_group: bool = False
    xml: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge: its id where it has one, ends, label as drawn, attributes by name, and its own XML by key."""

    id: str
    source: str
    target: str
    label: str
    data: Mapping[str, str]
    directed: bool = True
    xml: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GraphFile:
    """The first graph of a file."""

    source: str
    id: str
    directed: bool
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    keys: tuple[Key, ...]
    data: Mapping[str, str]
    rest: str
    """XML of the graph and the file beside nodes, edges and keys."""
    notes: tuple[str, ...] = ()

    @property
    def facts(self) -> Facts:
        """How many nodes, edges and parts it has, and where it begins and ends."""
        return graph_facts([n.id for n in self.nodes], [(e.source, e.target) for e in self.edges])


def read_graphml(path: Path, report: Report = silent) -> GraphFile:
    """The graph in a GraphML file; raises UnreadableError where it is none, damaged, hostile or past a limit."""
    root = read_xml(path, report)
    if local(root.tag) != "graphml":
        raise UnreadableError(_("“{name}” is no GraphML file.").format(name=path.name))
    graphs = [child for child in root if local(child.tag) == "graph"]
    if not graphs:
        raise UnreadableError(_("“{name}” holds no graph.").format(name=path.name))
    return _Reader(root, graphs, path.name).file()


class _Reader:
    """Goes through a document once."""

    def __init__(self, root: Element, graphs: list[Element], source: str) -> None:
        self.root, self.source = root, source
        self.graph = next((g for g in graphs if any(local(c.tag) == "node" for c in g)), graphs[0])
        self.keys = {key.id: key for child in root if local(child.tag) == "key" and (key := _key(child))}
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []
        self.notes: list[str] = []
        self._hyperedges = 0
        if len(graphs) > 1:
            self.notes.append(_("The file holds several graphs; the first one was read."))

    def file(self) -> GraphFile:
        """All that is in the document."""
        directed = self.graph.get("edgedefault", "directed") != "undirected"
        self._read(self.graph, "", directed)
        self._add_missing()
        if not directed:
            self.notes.append(_("The edges have no direction in the file; they were read in the order of their ends."))
        if self._hyperedges:
            text = ngettext(
                "{count} edge with more than two ends was left out.",
                "{count} edges with more than two ends were left out.",
                self._hyperedges,
            )
            self.notes.append(text.format(count=number(self._hyperedges)))
        beside = [c for c in self.graph if local(c.tag) == "data"]
        beside += [c for c in self.root if local(c.tag) == "data"]
        return GraphFile(
            self.source,
            self.graph.get("id", ""),
            directed,
            tuple(self.nodes.values()),
            tuple(self.edges),
            tuple(self.keys.values()),
            self._data(beside),
            "".join(element_text(child) for child in beside if not self._is_plain(child)),
            tuple(self.notes),
        )

    def _read(self, graph: Element, parent: str, directed: bool) -> None:
        for child in graph:
            kind = local(child.tag)
            if kind == "node":
                self._node(child, parent, directed)
            elif kind == "edge":
                self._edge(child, directed)
            elif kind == "hyperedge":
                self._hyperedges += 1
        if len(self.nodes) > MAX_POINTS or len(self.edges) > MAX_STEPS:
            text = _("“{name}” has more than {nodes} nodes or {edges} edges, the most that is read here.")
            raise UnreadableError(text.format(name=self.source, nodes=number(MAX_POINTS), edges=number(MAX_STEPS)))

    def _node(self, element: Element, parent: str, directed: bool) -> None:
        name = element.get("id") or f"node {len(self.nodes) + 1}"
        parts = [child for child in element if local(child.tag) in ("data", "port")]
        inner = [child for child in element if local(child.tag) == "graph"]
        is_group = bool(inner)
        data = self._data(parts)
        label = _label(parts, "NodeLabel") or _named(data)
        if name in self.nodes:
            self.notes.append(_("Two nodes have the id {id}; they were read as one.").format(id=name))
            before = self.nodes[name]
            self.nodes[name] = Node(
                name, before.label or label, {**before.data, **data}, before.parent, is_group, before.xml
            )
        else:
            self.nodes[name] = Node(name, label, data, parent, is_group, self._xml(parts, "NodeLabel"))
        for graph in inner:
            self._read(graph, name, directed)

    def _edge(self, element: Element, directed: bool) -> None:
        source, target = element.get("source"), element.get("target")
        if not source or not target:
            self.notes.append(_("An edge without both of its ends was left out."))
            return
        parts = [child for child in element if local(child.tag) == "data"]
        data = self._data(parts)
        label = _label(parts, "EdgeLabel") or _named(data)
        own = element.get("directed")
        is_directed = directed if own is None else own != "false"
        xml = self._xml(parts, "EdgeLabel")
        self.edges.append(Edge(element.get("id", ""), source, target, label, data, is_directed, xml))

    def _add_missing(self) -> None:
        """Nodes that only edges name are nodes too."""
        ends = dict.fromkeys(end for edge in self.edges for end in (edge.source, edge.target))
        missing = [end for end in ends if end not in self.nodes]
        for end in missing:
            self.nodes[end] = Node(end, "", {})
        if missing:
            text = _("Edges lead to nodes that the file does not declare; they were added: {names}.")
            shown = list_text(missing) if len(missing) <= 8 else ", ".join([*missing[:8], "…"])
            self.notes.append(text.format(names=shown))

    def _data(self, parts: list[Element]) -> dict[str, str]:
        """The plain attributes by their names; what has elements inside is none."""
        found = {}
        for part in parts:
            key = self.keys.get(part.get("key", ""))
            if key is not None and key.name and not len(part):
                found[key.name] = clean_text(part.text or "")[0]
        return found

    def _is_plain(self, part: Element) -> bool:
        key = self.keys.get(part.get("key", ""))
        return key is not None and bool(key.name) and not len(part)

    def _xml(self, parts: list[Element], label_tag: str) -> dict[str, str]:
        """The XML of every part by its key, with LABEL in the place of the first label."""
        found: dict[str, str] = {}
        taken = False
        for part in parts:
            label = None if taken else next((e for e in part.iter() if local(e.tag) == label_tag), None)
            if label is not None:
                text, label.text, taken = label.text, LABEL, True
                key = part.get("key", "")
                found[key] = found.get(key, "") + element_text(part)
                label.text = text
            elif len(part) or part.text or local(part.tag) == "port":
                key = part.get("key", "")
                found[key] = found.get(key, "") + element_text(part)
        return found


def _key(element: Element) -> Key | None:
    name = element.get("id")
    if not name:
        return None
    default = next((child.text or "" for child in element if local(child.tag) == "default"), None)
    own = element.get("attr.name", "") if element.get("yfiles.type") is None else ""
    return Key(name, element.get("for", "all"), own, element.get("attr.type", "string"), default, element_text(element))


def _label(parts: list[Element], tag: str) -> str:
    """The first label that is drawn, as it stands, without the blanks around it."""
    for part in parts:
        for element in part.iter():
            if local(element.tag) == tag and (element.text or "").strip():
                return clean_text(element.text or "")[0].strip()
    return ""


def _named(data: Mapping[str, str]) -> str:
    by_name = {name.casefold(): value.strip() for name, value in data.items()}
    return next((by_name[name] for name in _LABELS if by_name.get(name)), "")


def holders(file: GraphFile) -> Iterator[tuple[Node, list[str]]]:
    """Every node with the groups that it is in, from the outermost to the innermost."""
    by_id = {node.id: node for node in file.nodes}
    for node in file.nodes:
        around: list[str] = []
        parent = node.parent
        while parent and parent not in around and parent != node.id:
            around.insert(0, parent)
            parent = by_id[parent].parent
        yield node, around
