"""Facts of a graph from outside: how many nodes and edges, where it begins and ends, whether it hangs together."""

from collections.abc import Iterable
from dataclasses import dataclass


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
