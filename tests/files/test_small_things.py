"""Recent plans, file names, conflict copies, the schema and what is loaded for all of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.files.conflicts import conflict_copies
from planner.files.names import file_name
from planner.files.places import state_folder
from planner.files.recent import forget, recent_plans, remember
from planner.files.schema import schema_text
from planner.files.storage import save_plan
from planner.plan import TABLES, empty_plan
from tests.files.plans import SAMPLES


def test_recent_plans_are_listed_newest_first_and_once(folder: Path) -> None:
    for name in ("a", "b", "a"):
        (folder / name).touch()
        remember(folder / name, name.upper(), (0.5, 1.0))
    assert [(recent.title, recent.there) for recent in recent_plans()] == [("A", True), ("B", True)]
    assert recent_plans()[0].progress == (0.5, 1.0)
    (folder / "a").unlink()
    assert not recent_plans()[0].there
    forget(folder / "a")
    assert [recent.title for recent in recent_plans()] == ["B"]


def test_the_list_of_recent_plans_has_an_end(folder: Path) -> None:
    for number in range(25):
        remember(folder / str(number), str(number))
    assert [recent.title for recent in recent_plans()] == [str(number) for number in range(24, 4, -1)]


@pytest.mark.parametrize(
    "text", ["", "{", "{}", "[1]", '[{"path": 1}]', "[[]]", "null", '[{"path":"a","title":"b","when":"x"}]']
)
def test_a_damaged_list_of_recent_plans_is_an_empty_one(state: Path, folder: Path, text: str) -> None:
    state.mkdir(exist_ok=True)
    (state / "recent.json").write_text(text)
    assert recent_plans() == ()
    remember(folder / "a", "A")
    assert [recent.title for recent in recent_plans()] == ["A"]


def test_a_state_folder_that_cannot_be_made_stops_nothing(state: Path, folder: Path) -> None:
    state.write_text("a file where a folder should be")
    remember(folder / "a", "A")
    assert recent_plans() == ()


def test_the_state_folder_follows_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RAPPORT_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert state_folder("x") == tmp_path / "rapport" / "x"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Plan 2027", "Plan 2027.rapport"),
        ("CON", "_CON.rapport"),
        ("aux.txt", "_aux.txt.rapport"),
        ("Console", "Console.rapport"),
        ("../../etc/passwd", "etc passwd.rapport"),
        ('a:b*c?d"e<f>g|h\\i', "a b c d e f g h i.rapport"),
        ("trailing. . ", "trailing.rapport"),
        ("", "plan.rapport"),
        ("...", "plan.rapport"),
        ("\0\x07\u202egnp", "gnp.rapport"),
        ("Vélo Lumière 🚲", "Vélo Lumière 🚲.rapport"),
    ],
)
def test_a_title_becomes_a_name_that_any_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.mark.parametrize("sign", ["x", "é", "日", "🚲", "\ud800"])
def test_a_long_title_becomes_a_name_that_fits(folder: Path, sign: str) -> None:
    name = file_name(sign * 300)
    assert len(name.encode()) <= 200
    (folder / name).touch()


def test_the_schema_describes_every_table_and_the_sample_fits_its_fields() -> None:
    schema = json.loads(schema_text())
    assert set(TABLES) <= set(schema["properties"])
    sample = json.loads((SAMPLES / "v1.rapport").read_bytes())
    assert set(sample) == set(schema["properties"])
    row = schema["$defs"]["Objective"]
    assert row["additionalProperties"] is False
    assert set(sample["objectives"][0]) <= set(row["properties"])


@pytest.mark.parametrize(
    "name",
    [
        "plan (Store's conflicted copy 2027-03-01).rapport",
        "plan (copie en conflit de Magasins 2027-03-01).rapport",
        "plan.sync-conflict-20270301-101500-ABCDEFG.rapport",
        "plan-ATELIER-PC.rapport",
        "plan (1).rapport",
    ],
)
def test_a_copy_that_a_sync_client_made_is_found(folder: Path, name: str) -> None:
    plan = empty_plan(title="x")
    save_plan(plan, folder / "plan.rapport")
    save_plan(plan, folder / name)
    assert conflict_copies(folder / "plan.rapport") == (str(folder / name),)


def test_other_plans_and_copies_of_the_user_are_no_conflicts(folder: Path) -> None:
    plan = empty_plan(title="x")
    save_plan(plan, folder / "plan.rapport")
    save_plan(empty_plan(title="x"), folder / "plan-paris.rapport")
    save_plan(plan, folder / "plan for the board.rapport")
    save_plan(plan, folder / "another.rapport")
    (folder / "plan (2).rapport").mkdir()
    os.mkfifo(folder / "plan (3).rapport")
    assert conflict_copies(folder / "plan.rapport") == ()
    assert conflict_copies(folder / "gone" / "plan.rapport") == ()


def test_opening_a_plan_loads_no_heavy_library() -> None:
    code = (
        "import sys, planner.files.journal, planner.files.lock, planner.files.recent, planner.files.schema\n"
        "heavy = {'numpy', 'networkx', 'openpyxl', 'reportlab', 'PySide6', 'lxml', 'PIL', 'duckdb', 'babel'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
