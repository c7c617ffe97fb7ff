"""Facts of a graph from outside: how many nodes and edges, where it begins and ends, whether it hangs together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.language import _, list_text, ngettext, number

_NAMED = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts of a directed graph; ``sources`` have no edge in, ``sinks`` none out, a loop counting as both."""

    nodes: int
    edges: int
    distinct_edges: int
    self_loops: int
    strong_components: int
    weak_components: int
    acyclic: bool
    sources: tuple[str, ...]
    sinks: tuple[str, ...]


def graph_facts(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> Facts:
    """The facts of the graph with these nodes and edges."""
    import networkx

    edges = list(edges)
    graph = networkx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    return Facts(
        graph.number_of_nodes(),
        len(edges),
        graph.number_of_edges(),
        sum(one == two for one, two in edges),
        networkx.number_strongly_connected_components(graph),
        networkx.number_weakly_connected_components(graph),
        networkx.is_directed_acyclic_graph(graph),
        tuple(node for node, degree in graph.in_degree() if degree == 0),
        tuple(node for node, degree in graph.out_degree() if degree == 0),
    )


def facts_notes(facts: Facts, names: Mapping[str, str]) -> list[str]:
    """The facts as sentences: the counts, then what a person should look at."""
    nodes = ngettext("{count} touchpoint", "{count} touchpoints", facts.nodes).format(count=number(facts.nodes))
    edges = ngettext("{count} step", "{count} steps", facts.edges).format(count=number(facts.edges))
    notes = [_("The file holds {touchpoints} and {steps}.").format(touchpoints=nodes, steps=edges)]
    if facts.sources:
        notes.append(_("No step leads to {names}.").format(names=_list(facts.sources, names)))
    if facts.sinks:
        notes.append(_("No step leads on from {names}.").format(names=_list(facts.sinks, names)))
    if facts.weak_components > 1:
        text = _("It falls into {count} parts that no step joins.")
        notes.append(text.format(count=number(facts.weak_components)))
    return notes


def _list(ids: Iterable[str], names: Mapping[str, str]) -> str:
    words = [f"“{names.get(one, one)}”" for one in ids]
    return list_text(words) if len(words) <= _NAMED else ", ".join([*words[:_NAMED], "…"])
