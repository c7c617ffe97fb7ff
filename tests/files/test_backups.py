"""Earlier versions: the file before each save is kept, and old ones thin out with time."""

import datetime as dt
import os
import stat
import time
from pathlib import Path

import pytest

from planner.files import limits
from planner.files.backups import EarlierVersion, chosen, earlier_versions, earlier_versions_of, thin_out
from planner.files.storage import read_plan, save_plan
from planner.plan import Plan
from planner.record import changed
from tests.files.plans import full_plan

NOW = dt.datetime(2027, 3, 31, 12, 0, tzinfo=dt.UTC)


def titled(title: str) -> Plan:
    plan = full_plan()
    return plan.with_rows("profile", (changed(plan.profile, title=title),))


def titles(plan: Plan) -> list[str]:
    return [read_plan(version.path).plan.profile.title for version in earlier_versions(plan.doc_id)]


def version(age: dt.timedelta, size: int = 1) -> EarlierVersion:
    return EarlierVersion(f"{age}", NOW - age, size)


def test_the_first_save_of_a_session_keeps_what_was_there_and_the_next_ones_do_not(folder: Path) -> None:
    path = folder / "a.rapport"
    save_plan(titled("one"), path)
    stamp = read_plan(path).stamp
    for title in ("two", "three", "four"):
        stamp = save_plan(titled(title), path, stamp).stamp
    assert titles(full_plan()) == ["one"]


def test_a_new_session_keeps_the_version_that_it_found(folder: Path) -> None:
    path = folder / "a.rapport"
    save_plan(titled("one"), path)
    for title in ("two", "three"):
        save_plan(titled(title), path, read_plan(path).stamp)
    assert sorted(titles(full_plan())) == ["one", "two"]


def test_after_ten_minutes_another_version_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "a.rapport"
    stamp = save_plan(titled("one"), path).stamp
    stamp = save_plan(titled("two"), path, stamp).stamp
    now = time.time() + limits.BACKUP_EVERY + 1
    monkeypatch.setattr(time, "time", lambda: now)
    save_plan(titled("three"), path, stamp)
    assert titles(full_plan()) == ["two", "one"]


def test_the_same_content_is_kept_once(folder: Path) -> None:
    path = folder / "a.rapport"
    save_plan(titled("one"), path)
    for _session in range(3):
        save_plan(titled("one"), path, read_plan(path).stamp)
    assert titles(full_plan()) == ["one"]


def test_kept_versions_are_for_the_user_only_and_do_not_name_the_folder_of_the_plan(folder: Path, state: Path) -> None:
    path = folder / "a.rapport"
    stamp = save_plan(titled("one"), path).stamp
    save_plan(titled("two"), path, stamp)
    kept = earlier_versions(full_plan().doc_id)[0]
    assert stat.S_IMODE(os.stat(kept.path).st_mode) == 0o600
    assert stat.S_IMODE((state / "backups").stat().st_mode) == 0o700
    assert str(folder) not in "".join(str(file) for file in state.rglob("*")).replace(str(state), "")


def test_versions_are_found_by_the_place_of_a_file_that_says_nothing_more(folder: Path) -> None:
    path = folder / "a.rapport"
    stamp = save_plan(titled("one"), path).stamp
    save_plan(titled("two"), path, stamp)
    assert len(earlier_versions_of(path, b"")) == 1
    assert earlier_versions_of(folder / "b.rapport", b"") == ()


def test_a_version_that_is_opened_is_read_as_any_plan(folder: Path) -> None:
    path = folder / "a.rapport"
    stamp = save_plan(titled("one"), path).stamp
    save_plan(titled("two"), path, stamp)
    kept = earlier_versions(full_plan().doc_id)[0]
    assert read_plan(kept.path).plan == titled("one")
    assert f"{kept.when.astimezone():%H:%M}" in kept.when_text()


def test_the_last_ten_are_kept_however_old() -> None:
    versions = [version(dt.timedelta(days=900 + at)) for at in range(15)]
    assert chosen(versions, NOW) == set(versions[:10])


def test_older_ones_thin_out_to_one_a_day_then_one_a_week() -> None:
    versions = [version(dt.timedelta(hours=at)) for at in range(24 * 100)]
    ages = sorted((NOW - kept.when).days for kept in chosen(versions, NOW))
    assert ages.count(0) >= 10
    assert len([age for age in ages if 1 <= age < 14]) == 13
    weekly = [age for age in ages if age >= 14]
    assert len(weekly) == 6 and max(weekly) < 56


def test_no_version_of_the_last_two_weeks_days_is_without_a_trace() -> None:
    versions = [version(dt.timedelta(hours=at)) for at in range(24 * 30)]
    days = {kept.when.date() for kept in chosen(versions, NOW)}
    assert {(NOW - dt.timedelta(days=at)).date() for at in range(14)} <= days


def test_all_versions_together_stay_under_the_limit_and_the_newest_of_each_plan_stays(
    folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BACKUPS_LARGEST", 250)
    for doc in ("a", "b"):
        place = state / "backups" / doc
        place.mkdir(parents=True)
        for at in range(5):
            (place / f"2027033{at % 2}T10000{at}Z-{at:08x}.rapport").write_bytes(b"x" * 100)
    thin_out(NOW.timestamp())
    left = {doc: len(list((state / "backups" / doc).iterdir())) for doc in ("a", "b")}
    assert min(left.values()) >= 1 and sum(left.values()) == 4
