"""The command line: what each word does, its exit codes, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.files.storage import read_plan, save_plan
from planner.templates import SAMPLE, keys, plan_from
from ui.cli import DONE, REFUSED, USAGE, main


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """The sample in a file."""
    path = tmp_path / "plan.rapport"
    save_plan(plan_from(SAMPLE, "en"), path)
    return path


@pytest.mark.parametrize("template", keys())
def test_new_makes_a_plan_from_every_template(tmp_path: Path, template: str) -> None:
    path = tmp_path / "a plan.rapport"
    assert main(["new", str(path), "--template", template]) == DONE
    assert not read_plan(path).repaired


def test_new_never_overwrites(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan_file.read_bytes()
    assert main(["new", str(plan_file)]) == REFUSED
    assert plan_file.read_bytes() == before
    assert plan_file.name in capsys.readouterr().err


def test_check_lists_findings_and_says_so_by_its_exit_code(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(plan_file), "--json"]) == REFUSED
    found = json.loads(capsys.readouterr().out)
    assert {"actions.over_budget", "segments.too_small"} <= {finding["code"] for finding in found["findings"]}
    assert 0 <= found["health"] <= 100


def test_figures_are_json_and_agree_with_the_plan(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", str(plan_file), "--json"]) == DONE
    figures = json.loads(capsys.readouterr().out)
    text = json.dumps(figures)
    assert "NaN" not in text and "Infinity" not in text
    assert figures["segments"]["totals"]["customers"] == 66_920


def test_schema_is_a_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == DONE
    schema = json.loads(capsys.readouterr().out)
    assert "objectives" in schema["properties"]


def test_a_segment_table_is_imported_and_saved(plan_file: Path, tmp_path: Path) -> None:
    table = tmp_path / "segments.csv"
    table.write_text("Segment;Customers;Value to date\nTourists;1 200;85,50\nCommuters;13000;430\n", encoding="utf-8")
    assert main(["import", str(plan_file), "--segments", str(table)]) == DONE
    plan = read_plan(plan_file).plan
    found = {s.name: s for s in plan.segments}
    assert found["Tourists"].customers == 1_200
    assert found["Tourists"].value_to_date == pytest.approx(85.5)
    assert found["Commuters"].customers == 13_000
    assert len(plan.segments) == 7


def test_a_journey_is_imported_for_a_segment_that_is_made_where_there_is_none(plan_file: Path, data: Path) -> None:
    file = data / "journey" / "mermaid" / "naiad_multiplesections.mmd"
    assert main(["import", str(plan_file), "--journey", str(file), "--segment", "Tourists"]) == DONE
    plan = read_plan(plan_file).plan
    segment = next(s for s in plan.segments if s.name == "Tourists")
    assert any(journey.segment == segment.id for journey in plan.journeys)


def test_a_journey_needs_a_segment(plan_file: Path, data: Path) -> None:
    file = data / "journey" / "mermaid" / "naiad_multiplesections.mmd"
    assert main(["import", str(plan_file), "--journey", str(file)]) == USAGE


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["export", "nowhere.rapport"],
        ["new"],
        ["import", "x.rapport"],
        ["figures", "a", "b"],
        ["shots", "x", "--size", "big"],
        ["new", "x", "--template", "nothing"],
    ],
)
def test_wrong_usage_is_told_apart(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == USAGE


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\x00" * 40, b"[]", b'{"format": "other"}', b'{"a": NaN}', b"<html>", "é".encode("utf-16")],
)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.rapport"
    path.write_bytes(content)
    for words in (["check", str(path)], ["figures", str(path), "--json"], ["export", str(path), "--to", str(tmp_path)]):
        assert main(words) == REFUSED
        err = capsys.readouterr().err
        assert "odd.rapport" in err and "Traceback" not in err


def test_a_missing_plan_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "gone.rapport")]) == REFUSED
    assert "gone.rapport" in capsys.readouterr().err


def test_the_sample_is_exported_in_both_kinds_and_both_languages(tmp_path: Path) -> None:
    assert main(["export", "--sample", "--to", str(tmp_path / "en")]) == DONE
    assert main(["export", "--sample", "--lang", "fr", "--pdf", "--to", str(tmp_path / "fr")]) == DONE
    english = {path.suffix for path in (tmp_path / "en").iterdir()}
    french = [path.name for path in (tmp_path / "fr").iterdir()]
    assert english == {".pdf", ".xlsx"}
    assert french == ["Vélo Lumière – Stratégie de relation client.pdf"]


def test_an_error_inside_is_one_sentence_and_no_traceback(
    plan_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ui import cli

    def broken(_path: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "_opened", broken)
    assert main(["check", str(plan_file)]) == REFUSED
    assert capsys.readouterr().err.count("\n") == 1


def test_a_reader_that_goes_away_is_no_error(plan_file: Path) -> None:
    command = f"{sys.executable} -m ui.cli figures {plan_file} --json | head -1"
    done = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent,
        env=os.environ,
    )
    assert done.stderr == ""


def test_shots_paint_a_page(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui.cli", "shots", str(tmp_path), "--only", "1-objectives-rank"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent)
    assert done.returncode == DONE, done.stderr
    assert [path.name for path in tmp_path.glob("*.png")] == ["1-objectives-rank.png"]
