"""GraphML: labels, ends and parts as other software reads them, and what came in goes out again without loss."""

import json
import operator
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exports.graphs.graphml import graphml_text
from planner.edit import amend
from planner.intake.errors import UnreadableError
from planner.intake.journeys.graphml import GraphFile, read_graphml
from planner.intake.journeys.graphml_draft import draft_of_graph
from planner.intake.journeys.kept import Kept, packed
from planner.journeys.edits import copy_touchpoints, group_touchpoints, rename_group, ungroup
from planner.journeys.graph import graph
from planner.journeys.records import STATES, State
from planner.plan import Plan, empty_plan
from planner.templates import SAMPLE, plan_from
from tests.intake.graphs import imported, said

DATA = Path(__file__).parent.parent / "data" / "journey" / "graphml"
EXPECTED = json.loads((DATA / "expected_networkx_igraph.json").read_text())
Reader = Callable[[str], GraphFile]
HEAD = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
KEYS = (
    '<key id="g" for="node" yfiles.type="nodegraphics"/><key id="w" for="edge" attr.name="weight" attr.type="double"/>'
    '<key id="n" for="node" attr.name="team" attr.type="string"/><key id="e" for="edge" yfiles.type="edgegraphics"/>'
)


@pytest.fixture
def graphs(tmp_path: Path) -> Reader:
    """Reads a graph from a text."""

    def read(text: str) -> GraphFile:
        file = tmp_path / "graph.graphml"
        file.write_text(text, encoding="utf-8")
        return read_graphml(file)

    return read


def document(inside: str, default: str = "directed") -> str:
    return f'{HEAD}{KEYS}<graph id="G" edgedefault="{default}">{inside}</graph></graphml>'


def node(name: str, label: str = "", inside: str = "") -> str:
    drawn = f'<data key="g"><y:ShapeNode><y:NodeLabel>{label}</y:NodeLabel></y:ShapeNode></data>' if label else ""
    return f'<node id="{name}">{drawn}{inside}</node>'


def edge(source: str, target: str, inside: str = "", name: str = "") -> str:
    return f'<edge source="{source}" target="{target}"{f" id={name!r}" if name else ""}>{inside}</edge>'


def weight(value: object) -> str:
    return f'<data key="w">{value}</data>'


def drawn(label: str) -> str:
    return f'<data key="e"><y:PolyLineEdge><y:EdgeLabel>{label}</y:EdgeLabel></y:PolyLineEdge></data>'


def facts(file: GraphFile) -> dict[str, Any]:
    found = file.facts
    return {
        "directed": file.directed,
        "nodes": found.nodes,
        "edges": found.edges,
        "self_loops": found.self_loops,
        "edges_ignoring_parallel": found.distinct_edges,
        "strong_components": found.strong_components,
        "weak_components": found.weak_components,
        "is_acyclic": found.acyclic,
        "sources_in_degree_0": sorted(found.sources),
        "sinks_out_degree_0": sorted(found.sinks),
        "node_labels": {n.id: n.label for n in file.nodes},
        "edges_list": sorted([e.source, e.target, e.label] for e in file.edges),
    }


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda e: str(e["file"]))
def test_a_file_reads_as_networkx_and_igraph_read_it(expected: dict[str, Any]) -> None:
    found = facts(read_graphml(DATA / expected["file"]))
    for key, value in found.items():
        wanted = sorted(expected[key]) if isinstance(value, list) else expected[key]
        assert value == wanted, key


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda e: str(e["file"]))
@pytest.mark.parametrize("state", STATES)
def test_a_file_goes_out_as_it_came_in(expected: dict[str, Any], state: State, graphs: Reader) -> None:
    file = read_graphml(DATA / expected["file"])
    plan = imported(draft_of_graph(file), state=state)
    again = graphs(graphml_text(plan, plan.journeys[0].id, state))
    assert facts(again) == facts(file)
    assert [(e.id, e.source, e.target) for e in again.edges] == [(e.id, e.source, e.target) for e in file.edges]
    for one, two in zip((*file.nodes, *file.edges), (*again.nodes, *again.edges), strict=True):
        assert one.xml.items() <= two.xml.items()
    assert {k.xml for k in file.keys} <= {k.xml for k in again.keys}


def test_two_lines_of_a_label_are_one_name_and_stay_two_lines(graphs: Reader) -> None:
    plan = imported(draft_of_graph(read_graphml(DATA / "petclinic_pages.graphml")))
    point = plan.current_touchpoints[0]
    assert point.name == "v_HomePage SHARED:HomePage"
    journey = plan.journeys[0].id
    assert graphs(graphml_text(plan, journey)).nodes[0].label == "v_HomePage\nSHARED:HomePage"
    renamed = amend(plan, "current_touchpoints", point.id, name="Home & <away>")
    assert graphs(graphml_text(renamed, journey)).nodes[0].label == "Home & <away>"


def sample_journeys() -> list[tuple[str, State]]:
    plan = plan_from(SAMPLE, "en")
    return [(j.id, s) for j in plan.journeys for s in STATES if graph(plan, j.id, s).points]


@pytest.mark.parametrize(("journey", "state"), sample_journeys())
def test_journeys_of_the_sample_come_back_with_all_their_fields(journey: str, state: State, graphs: Reader) -> None:
    sample = plan_from(SAMPLE, "en")
    plan = imported(draft_of_graph(graphs(graphml_text(sample, journey, state))), state=state)
    there, here = said(sample, journey, state), said(plan, plan.journeys[0].id, state)
    assert here == there
    record = next(j for j in sample.journeys if j.id == journey)
    assert [s.name for s in plan.journeys[0].stages] == [s.name for s in record.stages]
    assert plan.journeys[0].name == record.name


def test_importing_what_went_out_changes_nothing_in_the_journey_it_came_from(graphs: Reader) -> None:
    sample = plan_from(SAMPLE, "en")
    journey = sample.journeys[0]
    file = graphs(graphml_text(sample, journey.id, "current"))
    plan = imported(draft_of_graph(file), sample, journey.segment)
    assert said(plan, journey.id) == said(sample, journey.id)
    assert {p.id for p in plan.current_touchpoints} == {p.id for p in sample.current_touchpoints}
    assert said(plan, journey.id, "optimal") == said(sample, journey.id, "optimal")


def test_other_programs_read_what_goes_out_with_types(tmp_path: Path) -> None:
    import networkx

    sample = plan_from(SAMPLE, "en")
    path = tmp_path / "out.graphml"
    path.write_text(graphml_text(sample, sample.journeys[0].id), encoding="utf-8")
    graph = networkx.read_graphml(path)
    points = {p.id: p for p in sample.current_touchpoints if p.journey == sample.journeys[0].id}
    assert set(graph.nodes) == set(points)
    for key, attributes in graph.nodes(data=True):
        assert attributes["label"] == attributes["name"] == points[key].name
        assert attributes.get("satisfaction") == points[key].satisfaction
        assert attributes.get("two_way", False) is points[key].two_way
    shares = [data.get("share") for _a, _b, data in graph.edges(data=True)]
    assert all(share is None or isinstance(share, float) for share in shares)


def test_groups_are_stages_in_the_order_of_the_way_and_stay_groups(graphs: Reader) -> None:
    def group(name: str, label: str, inside: str) -> str:
        inner = f'<graph id="{name}:" edgedefault="directed">{inside}</graph>'
        return node(name, label, inner).replace("<node ", '<node yfiles.foldertype="group" ')

    text = document(
        group("late", "Buying", node("b", "Cart") + node("c", "Pay"))
        + group("early", "Finding", node("a", "Advert"))
        + node("z", "Anywhere")
        + edge("a", "b") + edge("b", "c") + edge("a", "z")
    )  # fmt: skip
    file = graphs(text)
    plan = imported(draft_of_graph(file))
    assert [s.name for s in plan.journeys[0].stages] == ["Finding", "Buying"]
    found = {p["name"]: p["stage"] for p in said(plan, plan.journeys[0].id)["points"]}
    assert found == {"Cart": "Buying", "Pay": "Buying", "Advert": "Finding", "Anywhere": ""}
    again = graphs(graphml_text(plan, plan.journeys[0].id))
    assert facts(again) == facts(file)
    assert {n.id: n.parent for n in again.nodes} == {n.id: n.parent for n in file.nodes}


def box(name: str, label: str, inside: str) -> str:
    """A group with nodes in it."""
    inner = f'<graph id="{name}:" edgedefault="directed">{inside}</graph>'
    return node(name, label, inner).replace("<node ", '<node yfiles.foldertype="group" ', 1)


def group_names(plan: Plan) -> list[tuple[str, list[str]]]:
    names = {p.id: p.name for p in plan.current_touchpoints}
    return [(g.name, sorted(names[p] for p in g.touchpoints)) for g in plan.journeys[0].groups]


def test_groups_of_the_plan_are_groups_that_yed_folds_and_come_in_again(graphs: Reader) -> None:
    plan = group_touchpoints(plan_from(SAMPLE, "en"), "browse", ("cart", "payment"), "Checkout & pay")
    text = graphml_text(plan, "browse")
    file = graphs(text)
    parents = {n.label: n.parent for n in file.nodes}
    assert parents["Cart"] == parents["Payment"] != ""
    assert parents["Route finder page"] == ""
    draft = draft_of_graph(file)
    assert [(g.name, set(g.points)) for g in draft.groups] == [("Checkout & pay", {"cart", "payment"})]
    again = imported(draft)
    assert group_names(again) == [("Checkout & pay", ["Cart", "Payment"])]
    after, before = said(again, again.journeys[0].id), said(plan, "browse")
    by_name = operator.itemgetter("name")
    assert sorted(after.pop("points"), key=by_name) == sorted(before.pop("points"), key=by_name)
    assert after == before
    assert facts(graphs(graphml_text(again, again.journeys[0].id))) == facts(file)


def test_networkx_reads_a_graph_with_groups(graphs: Reader, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    plan = group_touchpoints(plan_from(SAMPLE, "en"), "browse", ("cart", "payment"), "Checkout")
    path = tmp_path / "grouped.graphml"
    path.write_text(graphml_text(plan, "browse"), encoding="utf-8")
    graph = networkx.read_graphml(path)
    assert {"cart", "payment"} <= set(graph.nodes)
    assert graph.has_edge("cart", "payment")


def test_a_group_inside_a_stage_is_a_group_of_the_plan_and_keeps_its_looks(graphs: Reader) -> None:
    inner = box("pay", "Paying", node("b", "Card") + node("c", "Bank"))
    file = graphs(document(box("buy", "Buying", node("a", "Cart") + inner) + edge("a", "b") + edge("a", "c")))
    plan = imported(draft_of_graph(file))
    assert [s.name for s in plan.journeys[0].stages] == ["Buying"]
    assert group_names(plan) == [("Paying", ["Bank", "Card"])]
    again = graphs(graphml_text(plan, plan.journeys[0].id))
    assert {n.id: n.parent for n in again.nodes} == {n.id: n.parent for n in file.nodes}
    assert {n.id: n.label for n in again.nodes} == {n.id: n.label for n in file.nodes}
    renamed = rename_group(plan, plan.journeys[0].id, plan.journeys[0].groups[0].id, "Checkout")
    again = graphs(graphml_text(renamed, plan.journeys[0].id))
    assert {n.id: n.label for n in again.nodes}["pay"] == "Checkout"


def test_a_group_taken_apart_or_grown_goes_out_as_it_is_now(graphs: Reader) -> None:
    inner = box("pay", "Paying", node("b", "Card") + node("c", "Bank"))
    text = document(box("buy", "Buying", node("a", "Cart") + inner) + node("z", "Advert") + edge("z", "a"))
    plan = imported(draft_of_graph(graphs(text)))
    journey = plan.journeys[0]
    apart = graphs(graphml_text(ungroup(plan, journey.id, journey.groups[0].id), journey.id))
    assert "pay" not in {n.id for n in apart.nodes}
    assert {n.id for n in apart.nodes} >= {"a", "b", "c", "z", "buy"}
    points = [p.id for p in plan.current_touchpoints if p.name in ("Card", "Bank", "Advert")]
    grown = group_touchpoints(plan, journey.id, points, "All")
    again = imported(draft_of_graph(graphs(graphml_text(grown, journey.id))))
    assert group_names(again) == [("All", ["Advert", "Bank", "Card"])]
    stages = {p["name"]: p["stage"] for p in said(again, again.journeys[0].id)["points"]}
    assert stages["Card"] == "Buying"


def test_importing_again_keeps_the_groups_that_a_file_says_nothing_of(graphs: Reader) -> None:
    text = document(node("a", "A") + node("b", "B") + node("c", "C") + edge("a", "b") + edge("b", "c"))
    plan = imported(draft_of_graph(graphs(text)))
    journey = plan.journeys[0].id
    ids = {p.name: p.id for p in plan.current_touchpoints}
    plan = group_touchpoints(plan, journey, [ids["A"], ids["B"]], "Mine")
    again = imported(draft_of_graph(graphs(text)), plan, plan.segments[0].id)
    assert group_names(again) == [("Mine", ["A", "B"])]


def test_weights_become_shares_of_those_who_come(graphs: Reader) -> None:
    edges = edge("a", "b", weight(80)) + edge("a", "c", weight(20)) + edge("b", "c", weight(20))
    draft = draft_of_graph(graphs(document(node("a") + node("b") + node("c") + edges)))
    assert {(s.source, s.target): s.share for s in draft.steps} == {("a", "b"): 0.8, ("a", "c"): 0.2, ("b", "c"): 0.25}


@pytest.mark.parametrize(("label", "share"), [("42 %", 0.42), ("42%", 0.42), ("12,5\u00a0%", 0.125), ("yes", None)])
def test_percents_on_edges_are_shares(graphs: Reader, label: str, share: float | None) -> None:
    draft = draft_of_graph(graphs(document(node("a") + node("b") + edge("a", "b", drawn(label)))))
    assert draft.steps[0].share == (None if share is None else pytest.approx(share))


def test_a_percent_on_an_edge_follows_a_changed_share(graphs: Reader) -> None:
    plan = imported(draft_of_graph(graphs(document(node("a") + node("b") + edge("a", "b", drawn("42 %"))))))
    plan = amend(plan, "current_transitions", plan.current_transitions[0].id, share=0.5)
    assert graphs(graphml_text(plan, plan.journeys[0].id)).edges[0].label == "50\u00a0%"


def test_parallel_edges_are_one_step_and_go_out_as_they_came(graphs: Reader) -> None:
    inside = node("a", "A") + node("b", "B")
    inside += edge("a", "b", drawn("mail"), "e1") + edge("a", "b", drawn("phone"), "e2")
    file = graphs(document(inside + edge("a", "a", "", "e3")))
    draft = draft_of_graph(file)
    assert [(s.source, s.target, s.kind) for s in draft.steps] == [("a", "b", ""), ("a", "a", "loop")]
    assert "1 edge runs beside another one" in " ".join(draft.notes)
    plan = imported(draft)
    assert facts(graphs(graphml_text(plan, plan.journeys[0].id))) == facts(file)


def test_what_a_plan_has_no_field_for_is_kept_under_its_own_key(graphs: Reader, tmp_path: Path) -> None:
    import networkx

    file = graphs(
        document(node("a", "A", '<data key="n">Care &amp; Co</data>') + node("b") + edge("a", "b", weight(3)))
    )
    plan = imported(draft_of_graph(file))
    (tmp_path / "out.graphml").write_text(graphml_text(plan, plan.journeys[0].id), encoding="utf-8")
    graph = networkx.read_graphml(tmp_path / "out.graphml")
    assert graph.nodes["a"]["team"] == "Care & Co"
    assert graph.edges["a", "b"]["weight"] == 3.0


def test_copied_touchpoints_get_ids_of_their_own(graphs: Reader) -> None:
    plan = imported(draft_of_graph(graphs(document(node("a", "A") + node("b", "B") + edge("a", "b", "", "e1")))))
    plan = copy_touchpoints(plan, "current", [p.id for p in plan.current_touchpoints])
    again = graphs(graphml_text(plan, plan.journeys[0].id))
    assert len({n.id for n in again.nodes}) == 4
    assert len({e.id for e in again.edges}) == 2
    assert again.facts.weak_components == 2


def test_shares_over_one_are_brought_down_and_told(graphs: Reader) -> None:
    keys = KEYS + '<key id="s" for="edge" attr.name="share" attr.type="double"/>'
    edges = edge("a", "b", '<data key="s">0.9</data>') + edge("a", "c", '<data key="s">0.3</data>')
    text = document(node("a", "Start here") + node("b") + node("c") + edges)
    draft = draft_of_graph(graphs(text.replace(KEYS, keys)))
    assert sum(s.share or 0 for s in draft.steps) == pytest.approx(1.0)
    assert "Start here (120\u00a0%)" in draft.notes[-1]


def test_undirected_edges_odd_nodes_and_hyperedges_are_told(graphs: Reader) -> None:
    file = graphs(
        document(node("a") + node("a", "Twice") + edge("a", "ghost") + "<edge/>" + "<hyperedge/>", "undirected")
    )
    assert [n.id for n in file.nodes] == ["a", "ghost"]
    told = " ".join(file.notes)
    for words in ("have no direction", "Two nodes have the id a", "ghost", "without both of its ends", "more than two"):
        assert words in told
    plan = imported(draft_of_graph(file))
    assert 'edgedefault="undirected"' in graphml_text(plan, plan.journeys[0].id)


def test_where_a_graph_begins_ends_and_falls_apart_is_told(graphs: Reader) -> None:
    text = document(node("a", "Ad") + node("b", "Cart") + node("c", "Alone") + edge("a", "b"))
    assert list(draft_of_graph(graphs(text)).notes) == [
        "The file holds 3 touchpoints and 1 step.",
        "No step leads to “Ad” and “Alone”.",
        "No step leads on from “Cart” and “Alone”.",
        "It falls into 2 parts that no step joins.",
    ]


def test_a_file_without_a_namespace_is_read_too(graphs: Reader) -> None:
    file = graphs(f"<graphml><graph>{node('a')}{node('b')}{edge('a', 'b')}</graph></graphml>")
    assert [n.id for n in file.nodes] == ["a", "b"]
    assert [p.name for p in imported(draft_of_graph(file)).current_touchpoints] == ["a", "b"]


# Hostile


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("<html/>", "is no GraphML file"),
        ("<graphml/>", "holds no graph"),
        ("<graphml><graph>", "line 1: this is no whole XML document"),
        (
            '<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><graphml><graph/></graphml>',
            "declares a document type",
        ),
        ('<!DOCTYPE g SYSTEM "file:///etc/passwd"><graphml/>', "declares a document type"),
        ("<graphml>" + "<a>" * 200 + "</a>" * 200 + "</graphml>", "nested deeper than 60"),
        ('<?xml version="1.0" encoding="klingon"?><graphml/>', "(encoding|XML)"),
    ],
)
def test_hostile_and_broken_files_are_refused(graphs: Reader, text: str, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        graphs(text)


def test_more_nodes_than_a_map_can_show_are_refused(graphs: Reader) -> None:
    many = "".join(f'<node id="n{at}"/>' for at in range(2_001))
    with pytest.raises(UnreadableError, match="more than 2,000 nodes"):
        graphs(document(many))


def test_a_file_past_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.graphml"
    with path.open("wb") as stream:
        stream.truncate(30_000_000)
    with pytest.raises(UnreadableError, match="larger than 20 MB"):
        read_graphml(path)


@pytest.mark.parametrize(
    "xml", ["</node></graph>", "<data", '<data key="ghost">x</data>', "<!DOCTYPE a>", "&bomb;", '<script key="g"/>']
)
def test_a_plan_from_a_stranger_cannot_break_what_is_written(graphs: Reader, xml: str) -> None:
    plan = imported(draft_of_graph(graphs(document(node("a", "A") + node("b")))))
    evil = packed(Kept("a", "A", (("directed", '"><x'),), xml))
    plan = amend(plan, "current_touchpoints", plan.current_touchpoints[0].id, markup=evil)
    plan = amend(plan, "journeys", plan.journeys[0].id, markup=evil)
    assert [n.id for n in graphs(graphml_text(plan, plan.journeys[0].id)).nodes][1] == "b"


def test_a_journey_without_touchpoints_is_an_empty_graph(graphs: Reader) -> None:
    from planner.journeys.edits import add_journey
    from planner.segments.edits import add_segment

    plan: Plan = add_segment(empty_plan(), "Young")
    plan = add_journey(plan, plan.segments[0].id)
    assert graphs(graphml_text(plan, plan.journeys[0].id)).nodes == ()
