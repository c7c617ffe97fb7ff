"""Opening and saving: what was saved is what is opened, and nobody's file is overwritten unseen."""

import csv
import json
import os
import stat
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from planner.document import Document
from planner.files import limits
from planner.files.backups import earlier_versions
from planner.files.errors import (
    AlreadyThere,
    ChangedOnDisk,
    DamagedPlan,
    FolderGone,
    NotFound,
    PlanTooLarge,
    ReadOnlyFile,
    TargetNotAFile,
)
from planner.files.storage import plan_as_written, plan_bytes, plan_from_bytes, read_plan, save_plan
from planner.files.write import look, sweep, temporary_name
from planner.objectives.edits import add_objective, edit_objective
from planner.plan import Plan, empty_plan
from planner.record import changed
from tests.files.plans import full_plan, plans

TEXTS = Path(__file__).parent.parent / "data" / "i18n"


def with_statement(text: str) -> Plan:
    plan = add_objective(empty_plan(title="Plan"), "repeat")
    return edit_objective(plan, plan.objectives[0].id, statement=text)


@given(plans())
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_plan_reads_back_as_itself(plan: Plan) -> None:
    assert plan_as_written(plan_bytes(plan)) == plan
    opened = plan_from_bytes(plan_bytes(plan))
    assert opened.plan == plan and not opened.repaired and opened.notes == ()


def test_a_saved_plan_is_the_plan_that_is_opened(folder: Path) -> None:
    plan = full_plan()
    saved = save_plan(plan, folder / "a.rapport")
    opened = read_plan(folder / "a.rapport")
    assert opened.plan == plan
    assert opened.stamp == saved.stamp
    assert (opened.notes, opened.repaired, opened.read_only) == ((), False, "")


def test_the_file_says_what_it_is_first_and_compares_line_by_line() -> None:
    text = plan_bytes(full_plan()).decode()
    assert text.startswith('{\n "format": "rapport-plan",\n "schema_version": 1,\n')
    assert text.endswith("}\n")
    assert text.count("\n") > 500
    assert "日本" in text


def test_saving_the_same_plan_twice_gives_the_same_bytes(folder: Path) -> None:
    save_plan(full_plan(), folder / "a.rapport")
    save_plan(full_plan(), folder / "b.rapport")
    assert (folder / "a.rapport").read_bytes() == (folder / "b.rapport").read_bytes()


def test_opening_writes_nothing(folder: Path) -> None:
    save_plan(full_plan(), folder / "a.rapport")
    before = {path.name: path.stat() for path in folder.iterdir()}
    read_plan(folder / "a.rapport")
    assert {path.name: path.stat() for path in folder.iterdir()} == before


@pytest.mark.parametrize("text", json.loads((TEXTS / "naughty_strings_non_ascii_sample.json").read_text("utf-8")))
def test_odd_texts_survive_saving_and_opening(folder: Path, text: str) -> None:
    save_plan(with_statement(text), folder / "a.rapport")
    opened = read_plan(folder / "a.rapport")
    assert opened.plan.objectives[0].statement == text
    assert opened.notes == ()


def test_texts_in_twenty_languages_survive_saving_and_opening(folder: Path) -> None:
    with (TEXTS / "udhr_article1_20_languages.csv").open(encoding="utf-8", newline="") as stream:
        texts = [row["article_1_text"] for row in csv.DictReader(stream)]
    assert len(texts) == 20
    for text in texts:
        save_plan(with_statement(text), folder / "a.rapport", overwrite=True)
        assert read_plan(folder / "a.rapport").plan.objectives[0].statement == text


def test_a_plan_with_control_signs_is_saved_all_the_same_and_tidied_when_opened(folder: Path) -> None:
    save_plan(with_statement("a\x07b\r\nc\ufffe\0"), folder / "a.rapport")
    opened = read_plan(folder / "a.rapport")
    assert opened.plan.objectives[0].statement == "ab\nc"
    assert len(opened.notes) == 1 and "1 text was tidied" in opened.notes[0]


# Who else writes the file


def test_a_file_that_someone_else_saved_is_not_overwritten(folder: Path) -> None:
    path = folder / "a.rapport"
    stamp = save_plan(with_statement("first"), path).stamp
    save_plan(with_statement("theirs"), path, stamp)
    with pytest.raises(ChangedOnDisk, match="changed by someone else") as caught:
        save_plan(with_statement("ours"), path, stamp)
    assert read_plan(path).plan.objectives[0].statement == "theirs"
    assert "merge" in caught.value.todo


def test_a_file_written_again_with_the_same_content_is_no_change(folder: Path) -> None:
    path = folder / "a.rapport"
    plan = with_statement("same")
    stamp = save_plan(plan, path).stamp
    path.write_bytes(plan_bytes(plan))
    save_plan(with_statement("new"), path, stamp)
    assert read_plan(path).plan.objectives[0].statement == "new"


def test_looking_reads_the_bytes_only_where_the_facts_differ(folder: Path) -> None:
    path = folder / "a.rapport"
    stamp = save_plan(with_statement("a"), path).stamp
    assert look(path, stamp) is stamp
    path.write_bytes(b"other")
    now = look(path, stamp)
    assert now is not None and now.digest != stamp.digest
    path.unlink()
    assert look(path, stamp) is None


def test_a_new_plan_does_not_take_the_place_of_a_file_unasked(folder: Path) -> None:
    path = folder / "a.rapport"
    path.write_text("someone's notes")
    with pytest.raises(AlreadyThere):
        save_plan(empty_plan(), path)
    assert path.read_text() == "someone's notes"
    save_plan(empty_plan(title="x"), path, overwrite=True)
    assert read_plan(path).plan.profile.title == "x"


def test_a_file_deleted_by_someone_is_written_again(folder: Path) -> None:
    path = folder / "a.rapport"
    stamp = save_plan(with_statement("a"), path).stamp
    path.unlink()
    save_plan(with_statement("b"), path, stamp)
    assert read_plan(path).plan.objectives[0].statement == "b"


# What the file was before


def test_rights_and_a_symbolic_link_are_kept(folder: Path) -> None:
    real, link = folder / "real.rapport", folder / "link.rapport"
    stamp = save_plan(with_statement("a"), real).stamp
    real.chmod(0o640)
    link.symlink_to(real)
    save_plan(with_statement("b"), link, stamp)
    assert link.is_symlink()
    assert read_plan(real).plan.objectives[0].statement == "b"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_link_to_a_file_that_is_not_there_yet_makes_that_file(folder: Path) -> None:
    (folder / "link.rapport").symlink_to(folder / "real.rapport")
    save_plan(empty_plan(title="x"), folder / "link.rapport")
    assert read_plan(folder / "real.rapport").plan.profile.title == "x"


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="the system has no extended attributes")
def test_extended_attributes_are_kept(folder: Path) -> None:
    path = folder / "a.rapport"
    stamp = save_plan(with_statement("a"), path).stamp
    try:
        os.setxattr(path, "user.note", b"kept")
    except OSError:
        pytest.skip("the disk has no extended attributes")
    save_plan(with_statement("b"), path, stamp)
    assert os.getxattr(path, "user.note") == b"kept"


def test_a_new_file_has_the_rights_that_the_user_gives_new_files(folder: Path) -> None:
    mask = os.umask(0o027)
    try:
        save_plan(empty_plan(), folder / "a.rapport")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((folder / "a.rapport").stat().st_mode) == 0o640


def test_a_read_only_file_is_refused_and_says_so_when_opened(folder: Path) -> None:
    path = folder / "a.rapport"
    stamp = save_plan(with_statement("a"), path).stamp
    path.chmod(0o444)
    assert "read-only" in read_plan(path).read_only
    with pytest.raises(ReadOnlyFile):
        save_plan(with_statement("b"), path, stamp)
    with pytest.raises(ReadOnlyFile):
        save_plan(with_statement("b"), path, overwrite=True)
    assert read_plan(path).plan.objectives[0].statement == "a"


def test_a_folder_or_a_circle_of_links_is_not_saved_over(folder: Path) -> None:
    (folder / "dir.rapport").mkdir()
    (folder / "loop.rapport").symlink_to(folder / "loop.rapport")
    for name in ("dir.rapport", "loop.rapport"):
        with pytest.raises(TargetNotAFile):
            save_plan(empty_plan(), folder / name, overwrite=True)


def test_a_folder_that_is_gone_is_named(folder: Path) -> None:
    with pytest.raises(FolderGone, match="is not there any more"):
        save_plan(empty_plan(), folder / "gone" / "a.rapport")
    with pytest.raises(NotFound):
        read_plan(folder / "gone" / "a.rapport")


def test_a_plan_that_could_not_be_opened_again_is_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_PLAN", 3_000)
    with pytest.raises(PlanTooLarge):
        save_plan(with_statement("x" * 4_000), folder / "a.rapport")
    assert list(folder.iterdir()) == []


def test_a_long_name_is_saved_and_opened(folder: Path) -> None:
    path = folder / ("é" * 121 + ".rapport")
    stamp = save_plan(with_statement("a"), path).stamp
    save_plan(with_statement("b"), path, stamp)
    assert read_plan(path).plan.objectives[0].statement == "b"
    assert len(list(folder.iterdir())) == 1


def test_a_plan_saved_while_editing_goes_on_stays_dirty(folder: Path) -> None:
    document = Document(with_statement("a"))
    snapshot = document.plan
    document.edit("x", with_statement("b"))
    save_plan(snapshot, folder / "a.rapport")
    document.mark_saved(snapshot)
    assert document.dirty


# Left-over temporary files


def left_over(path: Path, pid: int, age: float) -> Path:
    file = path.parent / temporary_name(path.name).replace(f".{os.getpid()}-", f".{pid}-")
    file.write_text("half")
    os.utime(file, (time.time() - age, time.time() - age))
    return file


def test_opening_sweeps_temporary_files_of_dead_processes_only(folder: Path) -> None:
    path = folder / "a.rapport"
    save_plan(with_statement("a"), path)
    dead = 2**22 + 1
    old, fresh = left_over(path, dead, 7_200), left_over(path, dead, 10)
    living, other = left_over(path, os.getpid(), 7_200), left_over(folder / "b.rapport", dead, 7_200)
    mine = folder / ".a.rapport.notes.tmp"
    mine.write_text("the user's own")
    read_plan(path)
    assert [file.exists() for file in (old, fresh, living, other, mine)] == [False, True, True, True, True]


def test_sweeping_a_folder_that_is_gone_is_no_error(folder: Path) -> None:
    sweep(folder / "gone" / "a.rapport")


def test_a_damaged_file_names_the_earlier_version_that_was_kept(folder: Path) -> None:
    path = folder / "a.rapport"
    plan = with_statement("a")
    stamp = save_plan(plan, path).stamp
    save_plan(changed_title(plan, "b"), path, stamp)
    path.write_bytes(b"\0" * 500)
    with pytest.raises(DamagedPlan, match=r"An earlier version from .* was kept") as caught:
        read_plan(path)
    assert caught.value.recovered is None
    assert read_plan(caught.value.earlier.path).plan == plan
    assert len(earlier_versions(plan.doc_id)) == 1


def changed_title(plan: Plan, title: str) -> Plan:
    return plan.with_rows("profile", (changed(plan.profile, title=title),))
