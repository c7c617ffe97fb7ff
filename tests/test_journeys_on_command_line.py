"""Journeys on the command line: every kind of file by its content, columns by name, and files that go out."""

import csv
from pathlib import Path

import pytest

from exports.graphs.edge_list import edge_list_text
from exports.graphs.graphml import graphml_text
from planner.files.storage import read_plan, save_plan
from planner.journeys.flow import flow
from planner.plan import Plan
from planner.templates import SAMPLE, plan_from
from ui.cli import DONE, REFUSED, USAGE, main

XES = (
    '<log xes.version="1.0"><trace><string key="concept:name" value="{0}"/><event><string key="concept:name"'
    ' value="Ad"/></event><event><string key="concept:name" value="Cart"/></event></trace>'
)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """The sample in a file."""
    path = tmp_path / "plan.rapport"
    save_plan(plan_from(SAMPLE, "en"), path)
    return path


@pytest.fixture
def files(tmp_path: Path, data: Path) -> dict[str, Path]:
    """A file of every kind, none of them under a telling name."""
    sample = plan_from(SAMPLE, "en")
    texts = {
        "mermaid": (data / "journey" / "mermaid" / "my_working_day_docs.mmd").read_text(encoding="utf-8"),
        "graphml": graphml_text(sample, "browse"),
        "yed": (data / "journey" / "graphml" / "petclinic_pages.graphml").read_text(encoding="utf-8"),
        "edges": edge_list_text(sample, "browse"),
        "paths": (data / "attribution" / "paths_rows_0001_1000.csv").read_text(encoding="utf-8"),
        "events": "who,what,when\n" + "".join(f"c{n},Ad,2024-01-01\nc{n},Cart,2024-01-02\n" for n in range(6)),
        "xes": XES[: XES.index("<trace")] + "".join(XES[XES.index("<trace") :].format(n) for n in range(6)) + "</log>",
    }
    paths = {kind: tmp_path / f"{kind}.txt" for kind in texts}
    for kind, text in texts.items():
        paths[kind].write_text(text, encoding="utf-8", newline="")
    return paths


def journey_of(plan: Plan, segment: str) -> str:
    known = next(s.id for s in plan.segments if s.name == segment)
    return next(j.id for j in plan.journeys if j.segment == known)


@pytest.mark.parametrize("kind", ["mermaid", "graphml", "yed", "edges", "paths", "events", "xes"])
def test_a_journey_is_told_by_its_content(plan_file: Path, files: dict[str, Path], kind: str) -> None:
    assert main(["import", str(plan_file), "--journey", str(files[kind]), "--segment", "Tourists"]) == DONE
    plan = read_plan(plan_file).plan
    journey = journey_of(plan, "Tourists")
    assert [p for p in plan.current_touchpoints if p.journey == journey]
    assert flow(plan, journey).conversion is not None


def test_paths_are_imported_with_their_credits(
    plan_file: Path, files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["import", str(plan_file), "--paths", str(files["paths"]), "--segment", "Tourists", "--fold", "5%"]
    assert main(words) == DONE
    told = capsys.readouterr().out
    assert "Credit for 1,172 conversions, of 22.7\u00a0% of the customers" in told
    assert "  eta: 307  431  345.4  263.7  56.9\u00a0%" in told
    assert "What fewer than 5\u00a0% of the customers do is folded" in told
    plan = read_plan(plan_file).plan
    assert flow(plan, journey_of(plan, "Tourists")).conversion == pytest.approx(1172 / 5152)


def test_columns_of_events_can_be_named(plan_file: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    rows = "".join(f"{n},Ad,web,03/04/2024\n{n},Cart,web,05/04/2024\n" for n in range(6))
    log.write_text(f"a,b,c,d\n{rows}", encoding="utf-8")
    words = ["import", str(plan_file), "--events", str(log), "--segment", "Tourists", "--dates", "day"]
    assert main([*words, "--map", "case=a,activity=B,time=d"]) == DONE
    plan = read_plan(plan_file).plan
    journey = journey_of(plan, "Tourists")
    assert [t.delay_days for t in plan.current_transitions if t.journey == journey] == [2.0]


@pytest.mark.parametrize(
    ("wishes", "says"),
    [
        ("case=nowhere", "has no column “nowhere”"),
        ("colour=a", "“colour” is nothing that a column can hold here. These are: case, activity, time, lifecycle."),
        ("case", "does not read as role=column"),
    ],
)
def test_columns_that_are_not_there_are_refused_in_a_sentence(
    plan_file: Path, files: dict[str, Path], wishes: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan_file.read_bytes()
    words = ["import", str(plan_file), "--events", str(files["events"]), "--segment", "Tourists", "--map", wishes]
    assert main(words) == REFUSED
    assert says in capsys.readouterr().err
    assert plan_file.read_bytes() == before


def test_a_share_that_is_none_and_a_missing_segment_are_refused(plan_file: Path, files: dict[str, Path]) -> None:
    words = ["import", str(plan_file), "--paths", str(files["paths"])]
    assert main([*words, "--segment", "Tourists", "--fold", "most"]) == REFUSED
    assert main(words) == USAGE
    assert main(["import", str(plan_file), "--events", str(files["events"])]) == USAGE


@pytest.mark.parametrize("content", [b"", b"<?xml version='1.0'?><html/>", b"\x00\x01\x02\x03\x04\x05\x06\x07\x08" * 9])
def test_a_file_that_is_no_journey_is_refused_in_a_sentence(
    plan_file: Path, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.bin"
    path.write_bytes(content)
    assert main(["import", str(plan_file), "--journey", str(path), "--segment", "Tourists"]) == REFUSED
    assert "odd.bin" in capsys.readouterr().err


def test_every_journey_goes_out_as_graphs(plan_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["export", str(plan_file), "--to", str(out), "--graphs"]) == DONE
    names = sorted(file.name for file in out.iterdir())
    assert "Commuters, Browse to order, current.graphml" in names
    assert {Path(name).suffix for name in names} == {".graphml", ".csv", ".mmd"}
    with (out / "Commuters, Browse to order, current.csv").open(encoding="utf-8-sig") as stream:
        assert next(csv.reader(stream))[:3] == ["from", "to", "kind"]


def test_every_journey_goes_out_as_pictures(plan_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["export", str(plan_file), "--to", str(out), "--pictures"]) == DONE
    names = {file.name for file in out.iterdir()}
    assert {"Commuters, Browse to order, difference.svg", "Commuters, Browse to order, difference.png"} <= names
