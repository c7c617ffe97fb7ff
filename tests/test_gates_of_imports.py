"""Gates: every kind of import refuses what is no file of its kind in one sentence, and the plan stays as it is."""

import os
from pathlib import Path

import pytest

from planner.files.storage import save_plan
from planner.plan import empty_plan
from ui.cli import REFUSED, main

KINDS = (
    *(("segments", suffix) for suffix in ("csv", "xlsx", "ods", "xls")),
    *(("transactions", suffix) for suffix in ("csv", "xlsx", "ods", "parquet")),
    *(("survey", suffix) for suffix in ("csv", "xlsx", "ods")),
    *(("comparisons", suffix) for suffix in ("csv", "xlsx")),
    *(("journey", suffix) for suffix in ("mmd", "graphml", "csv")),
    *(("paths", suffix) for suffix in ("csv", "xlsx")),
    *(("events", suffix) for suffix in ("csv", "xes", "xlsx")),
)
CONTENTS = {
    "nothing": b"",
    "zeros": b"\0" * 4_096,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "a PDF": b"%PDF-1.7\n" + bytes(range(256)) * 20,
    "half a package": b"PK\x03\x04" + b"\x14\0" * 300,
    "half a Parquet": b"PAR1" + b"x" * 600,
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.rapport"
    save_plan(empty_plan(), path)
    return path


def refused(plan: Path, kind: str, file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What an import says that is refused; it is one sentence, and the plan is as it was."""
    before = plan.read_bytes()
    more = ["--segment", "Tourists"] if kind in ("journey", "paths", "events") else []
    assert main(["import", str(plan), f"--{kind}", str(file), *more]) == REFUSED
    told = capsys.readouterr()
    assert plan.read_bytes() == before
    assert told.err.count("\n") == 1
    assert "Something went wrong" not in told.err
    assert str(file.parent) not in told.err
    return told.err


@pytest.mark.parametrize("content", sorted(CONTENTS))
@pytest.mark.parametrize(("kind", "suffix"), KINDS)
def test_what_is_no_such_file_is_refused_by_name(
    plan: Path, tmp_path: Path, kind: str, suffix: str, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"strange.{suffix}"
    file.write_bytes(CONTENTS[content])
    assert file.name in refused(plan, kind, file, capsys)


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes by name")
@pytest.mark.parametrize(("kind", "suffix"), KINDS)
def test_pipes_folders_and_endless_links_are_refused_without_waiting(
    plan: Path, tmp_path: Path, kind: str, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe, folder, link = (tmp_path / f"{name}.{suffix}" for name in ("pipe", "folder", "link"))
    os.mkfifo(pipe)
    folder.mkdir()
    link.symlink_to(link)
    for file in (pipe, folder, link, tmp_path / f"gone.{suffix}"):
        assert file.name in refused(plan, kind, file, capsys)
