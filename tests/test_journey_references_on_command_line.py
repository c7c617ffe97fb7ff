"""Every reference result of journeys and attribution, through the command line, and messier files of the same kinds."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.files.storage import read_plan, save_plan
from planner.language import set_language
from planner.plan import empty_plan
from ui.cli import DONE, REFUSED, main

Said = Callable[..., Any]
GRAPHS = json.loads((Path(__file__).parent / "data/journey/graphml/expected_networkx_igraph.json").read_text("utf-8"))
DIAGRAMS = json.loads((Path(__file__).parent / "data/journey/mermaid/expected_mermaid_11.17.2.json").read_text("utf-8"))


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.rapport"
    save_plan(empty_plan(), path)
    return path


@pytest.fixture
def said(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """What a file is said to hold, as JSON, without any change of the plan."""

    def run(*words: str) -> Any:
        before = plan_file.read_bytes()
        assert main(["import", str(plan_file), *words, "--dry-run", "--json"]) == DONE
        assert plan_file.read_bytes() == before
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def said_of(said: Said, tmp_path: Path) -> Said:
    """The same of a text or bytes."""

    def run(content: str | bytes, *words: str, kind: str = "journey") -> Any:
        path = tmp_path / "file.txt"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return said(f"--{kind}", str(path), *words)

    return run


# The references


@pytest.mark.parametrize("case", DIAGRAMS, ids=lambda case: str(case["file"]))
def test_a_diagram_reads_as_mermaid_reads_it(said: Said, data: Path, case: dict[str, Any]) -> None:
    found = said("--journey", str(data / "journey/mermaid" / case["file"]))["mermaid"]
    for name in ("title", "accTitle", "accDescr", "sections", "actors", "tasks"):
        assert found[name] == case[name], name


@pytest.mark.parametrize("case", GRAPHS, ids=lambda case: str(case["file"]))
def test_a_graph_has_the_labels_ends_and_parts_of_the_references(said: Said, data: Path, case: dict[str, Any]) -> None:
    found = said("--journey", str(data / "journey/graphml" / case["file"]))["graph"]
    assert {node["id"]: node["label"] for node in found["nodes"]} == case["node_labels"]
    edges = sorted([edge["source"], edge["target"], edge["label"]] for edge in found["edges"])
    assert edges == sorted(case["edges_list"])
    for ends in ("sources_in_degree_0", "sinks_out_degree_0"):
        assert sorted(found[ends.split("_")[0]]) == sorted(case[ends])
    for name in ("directed", "self_loops", "edges_ignoring_parallel", "strong_components", "weak_components"):
        assert found[name] == case[name], name
    assert found["is_acyclic"] == case["is_acyclic"]


def test_attribution_agrees_by_every_rule(said: Said, data: Path) -> None:
    found = said("--paths", str(data / "attribution/paths_rows_0001_1000.csv"))
    with (data / "attribution/expected.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert found["credits"].keys() == {row["channel_name"] for row in rows}
    for row in rows:
        credits = found["credits"][row["channel_name"]]
        for rule in ("first", "last", "linear"):
            for what in ("conversions", "value"):
                wanted = float(row[f"{rule}_touch_{what}"])
                assert credits[rule][what] == pytest.approx(wanted, rel=1e-6, abs=1e-6)
        assert credits["removal"] == pytest.approx(float(row["markov1_exact_removal_effect"]), rel=1e-6, abs=6e-9)
        assert credits["markov"]["conversions"] == pytest.approx(float(row["markov1_exact_conversions"]), rel=1e-6)
    totals = json.loads((data / "attribution/totals.json").read_text(encoding="utf-8"))
    assert found["conversions"] == totals["total_conversions"]
    assert found["counts"]["rows"] == totals["rows"]


# Messier files


PATHS = "path,total_conversions,total_conversion_value,total_null\nA > B > C,3,30,2\nB > C,1,5.5,4\nA,0,0,6\n"


@pytest.fixture
def plainly(said_of: Said) -> dict[str, Any]:
    """The credits of the paths as a tidy file gives them."""
    found: dict[str, Any] = said_of(PATHS, kind="paths")["credits"]
    return found


@pytest.mark.parametrize(
    "mess",
    [
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: "\n\n" + text.replace("\n", "\n\n") + "\n \n",
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace(",3,30,2", ",3.0,3.0e1,2.00"),
        lambda text: text.replace(",0,0,6", ",,,6"),
        lambda text: text.replace(",0,0,6", ",NULL,n/a,6"),
        lambda text: text.partition("\n")[2],
        lambda text: text.replace(" > ", ">"),
        lambda text: text.replace(" > ", "  ->  "),
        lambda text: text.replace(" > ", " → "),
        lambda text: text.replace("A > B > C", '"A > B > C"').replace("path,", '"path",'),
        lambda text: text.replace("A > B > C,3,30,2", "A > B > C,2,20,1\nA > B > C,1,10,1"),
        lambda text: text.replace("A > B > C", "A > A > B > B > B > C"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.encode("utf-16"),
    ],
    ids=[
        *(
            "bom-and-crlf",
            "empty-lines",
            "semicolons",
            "tabs",
            "floats",
            "empty-counts",
            "no-counts",
            "no-headings",
            "tight",
            "arrows",
        ),
        *("unicode-arrows", "quotes", "rows-in-parts", "repeats", "old-mac", "utf-16"),
    ],
)
def test_paths_written_another_way_come_to_the_same(
    said_of: Said, plainly: dict[str, Any], mess: Callable[[str], str | bytes]
) -> None:
    found = said_of(mess(PATHS), kind="paths")["credits"]
    assert found.keys() == plainly.keys()
    for name, credits in plainly.items():
        assert found[name]["removal"] == pytest.approx(credits["removal"], rel=1e-9)
        for rule in ("first", "last", "markov"):
            assert found[name][rule] == pytest.approx(credits[rule], rel=1e-9)


def test_paths_without_headings_are_told_in_french_too(said_of: Said, plainly: dict[str, Any]) -> None:
    set_language("fr")
    found = said_of(PATHS.partition("\n")[2], kind="paths")
    assert (found["credits"], found["value"]) == (plainly, 35.5)


def test_headings_may_be_numbers(said_of: Said) -> None:
    found = said_of("path,conversions,2023\nA > B,5,7\nB > A,6,6\n", kind="paths")
    assert found["counts"]["rows"] == 2


def test_names_in_any_script_stay_as_they_are(said_of: Said) -> None:
    text = "path;conversions;null\nПоиск > 検索 > café ☕;7;3\nقناة;5;9\n検索;6;5\n"
    found = said_of(text, kind="paths")
    assert found["credits"].keys() == {"Поиск", "検索", "café ☕", "قناة"}


def test_decimal_commas_and_separators_can_be_said(said_of: Said) -> None:
    text = "path|conversions|value|null\nA > B|5|12,5|5\nB|6|1,25|4\n"
    found = said_of(text, "--delimiter", "bar", "--decimal", "comma", kind="paths")
    assert found["value"] == pytest.approx(13.75)


def test_the_file_is_imported_too_where_a_segment_is_named(
    plan_file: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(data / "journey/graphml/petclinic_pages.graphml")
    assert main(["import", str(plan_file), "--journey", path, "--segment", "Owners", "--json"]) == DONE
    found = json.loads(capsys.readouterr().out)
    plan = read_plan(plan_file).plan
    assert len(plan.current_touchpoints) == len(found["graph"]["nodes"]) == 4


GRAPH = (
    '<?xml version="1.0"?>\n<!-- made by hand -->\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:y="http://www.yworks.com/xml/graphml"><key id="d0" for="node" yfiles.type="nodegraphics"/>'
    '<graph id="G" edgedefault="directed">{inside}</graph></graphml>'
)


def test_a_nested_graph_gives_its_nodes_and_edges_to_the_whole(said_of: Said) -> None:
    inside = (
        '<node id="a"/><!-- a group --><node id="g"><graph id="g:"><node id="g::b"><data key="d0"><y:ShapeNode>'
        "<y:NodeLabel>Näme ☕</y:NodeLabel></y:ShapeNode></data></node></graph></node>"
        '<edge source="a" target="g::b"/><edge source="a" target="g::b"/><edge source="g::b" target="g::b"/>'
    )
    found = said_of(GRAPH.format(inside=inside))["graph"]
    labels = {node["id"]: node["label"] for node in found["nodes"]}
    assert labels["g::b"] == "Näme ☕"
    assert (len(found["edges"]), found["edges_ignoring_parallel"], found["self_loops"]) == (3, 2, 1)
    assert "a" in found["sources"]


@pytest.mark.parametrize(
    "mess",
    [
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: text.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"),
        lambda text: text.replace('<key id="d0" for="node" yfiles.type="nodegraphics"/>', ""),
        lambda text: text.replace("<graph ", "<!-- x --><graph "),
        lambda text: text.replace("y:", "yed:").replace("xmlns:y=", "xmlns:yed="),
    ],
    ids=["bom-and-crlf", "utf-16", "missing-key", "comments", "another-prefix"],
)
def test_a_graph_written_another_way_is_the_same(said_of: Said, mess: Callable[[str], str | bytes]) -> None:
    label = '<data key="d0"><y:ShapeNode><y:NodeLabel>{}</y:NodeLabel></y:ShapeNode></data>'
    nodes = "".join(f'<node id="{i}">{label.format(f"Name {i}")}</node>' for i in "abc")
    inside = nodes + '<edge source="a" target="b"/><edge source="b" target="c"/>'
    found = said_of(mess(GRAPH.format(inside=inside)))["graph"]
    assert [node["label"] for node in found["nodes"]] == ["Name a", "Name b", "Name c"]
    assert (found["sources"], found["sinks"], found["weak_components"], found["is_acyclic"]) == (["a"], ["c"], 1, True)


def test_what_is_no_graph_is_refused_and_the_plan_stays(plan_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.graphml"
    path.write_text("<graphml><graph><node id='a'>", encoding="utf-8")
    before = plan_file.read_bytes()
    assert main(["import", str(plan_file), "--journey", str(path), "--segment", "S", "--json"]) == REFUSED
    assert plan_file.read_bytes() == before
