"""The lock: who has a plan open, told or asked, never guessed in silence."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planner.files import limits, owner
from planner.files import lock as locks
from planner.files.errors import Locked
from planner.files.lock import Found, Lock, Watch, find_lock, path_of, take_lock
from planner.files.owner import boot_id, machine_id, start_of, this_process


@pytest.fixture
def plan(folder: Path) -> Path:
    path = folder / "a.rapport"
    path.write_text("a plan")
    return path


def put(plan: Path, beat: int = 0, nonce: str = "theirs", **changes: Any) -> None:
    """Someone's lock, by default that of a process of this machine that runs: ours."""
    holder = {**this_process().to_json(), **changes}
    text = {
        "app": "rapport",
        "version": 1,
        "name": "Store operations",
        "owner": holder,
        "opened": "2027-03-01T10:00:00+00:00",
        "nonce": nonce,
        "beat": beat,
    }
    Path(path_of(plan)).write_text(json.dumps(text))


def refused(plan: Path, over: Found | None = None) -> Locked:
    with pytest.raises(Locked) as caught:
        take_lock(plan, "Me", over)
    return caught.value


def a_dead_process() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_a_plan_without_a_lock_is_taken_and_given_back(plan: Path, folder: Path) -> None:
    assert find_lock(plan).state == "free"
    lock = take_lock(plan, "Marketing")
    assert (folder / ".a.rapport.lock").is_file()
    found = find_lock(plan)
    assert found.state == "live" and found.ours
    assert found.sentence() == "Marketing has this plan open."
    lock.release()
    assert find_lock(plan).state == "free" and len(list(folder.iterdir())) == 1


def test_the_lock_says_the_chosen_name_and_no_login_or_mail(plan: Path) -> None:
    lock = take_lock(plan, "Marketing")
    text = Path(path_of(plan)).read_text()
    assert set(json.loads(text)) == {"app", "version", "name", "owner", "opened", "nonce", "beat"}
    assert os.environ.get("USER", "no such user") not in text.replace(this_process().host, "")
    lock.release()


def test_a_process_of_this_machine_that_runs_keeps_its_lock(plan: Path) -> None:
    put(plan, pid=os.getppid(), started=start_of(os.getppid()))
    error = refused(plan)
    assert error.found.state == "live" and not error.found.ours
    assert str(error).startswith("Store operations has this plan open. You can look, present and export.")


@pytest.mark.parametrize("case", ["dead", "reused", "rebooted"])
def test_a_lock_of_a_process_that_is_gone_is_taken_over_at_once(plan: Path, case: str) -> None:
    changes: dict[str, Any] = {
        "dead": {"pid": a_dead_process()},
        "reused": {"started": "12"},
        "rebooted": {"boot": "another start"},
    }[case]
    put(plan, **changes)
    assert find_lock(plan).state == "stale"
    lock = take_lock(plan, "Me")
    assert find_lock(plan).ours
    lock.release()


def test_a_lock_of_another_machine_is_never_taken_unasked(plan: Path) -> None:
    put(plan, machine="another", host="atelier", pid=a_dead_process())
    assert refused(plan).found.state == "elsewhere"


def test_a_beat_that_changes_while_we_watch_is_alive(plan: Path) -> None:
    put(plan, machine="another", beat=5)
    now = [0.0]
    watch = Watch(plan, clock=lambda: now[0])
    states = [watch.look().state]
    for beat in (6, 7):
        now[0] += 60
        put(plan, machine="another", beat=beat)
        states.append(watch.look().state)
    assert states == ["elsewhere", "elsewhere", "live"]
    now[0] += limits.STILL_FOR - 1
    assert watch.look().state == "live"


def test_a_beat_that_stands_still_is_probably_left_over_and_asked_about(plan: Path) -> None:
    put(plan, machine="another", host="atelier")
    now = [1_000.0]
    watch = Watch(plan, clock=lambda: now[0])
    assert watch.look().state == "elsewhere"
    now[0] += limits.STILL_FOR - 1
    assert watch.look().state == "elsewhere"
    now[0] += 1
    found = watch.look()
    assert found.state == "left_over"
    assert "Store operations" in found.sentence() and "atelier" in found.sentence() and "2027-03-01" in found.sentence()
    lock = take_lock(plan, "Me", over=found)
    assert find_lock(plan).ours
    lock.release()


def test_watching_tells_when_the_plan_is_free(plan: Path) -> None:
    put(plan, machine="another")
    watch = Watch(plan)
    watch.look()
    os.unlink(path_of(plan))
    assert watch.look().state == "free"


def test_another_owner_starts_the_watch_over(plan: Path) -> None:
    now = [0.0]
    watch = Watch(plan, clock=lambda: now[0])
    for nonce in ("a", "b", "c", "d"):
        put(plan, machine="another", nonce=nonce)
        now[0] += 100
        assert watch.look().state == "elsewhere"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 2}', '{"version": 1}', "\0" * 500, "x" * 50_000])
def test_a_lock_that_cannot_be_read_is_unknown_and_asked_about(plan: Path, text: str) -> None:
    Path(path_of(plan)).write_text(text)
    error = refused(plan)
    assert error.found.state == "unknown"
    assert "cannot be told" in str(error)
    lock = take_lock(plan, "Me", over=error.found)
    assert find_lock(plan).ours
    lock.release()


def test_agreeing_to_one_lock_does_not_take_over_another(plan: Path) -> None:
    put(plan, machine="another", nonce="first")
    seen = refused(plan).found
    put(plan, machine="another", nonce="second")
    assert refused(plan, over=seen).found.state == "elsewhere"
    assert json.loads(Path(path_of(plan)).read_text())["nonce"] == "second"


def test_of_two_who_take_over_a_stale_lock_one_wins(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(plan, pid=a_dead_process())
    real = locks._put_away
    winners: list[Lock] = []

    def late(path: str, seen: Any) -> None:
        if not winners:
            winners.append(Lock(path, None))  # type: ignore[arg-type]
            winners[0] = take_lock(plan, "The faster one")
        real(path, seen)

    monkeypatch.setattr(locks, "_put_away", late)
    assert refused(plan).found.state == "live"
    assert find_lock(plan).sentence() == "The faster one has this plan open."
    winners[0].release()


def test_a_folder_that_cannot_be_written_is_told(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any) -> int:
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "open", refuse)
    assert refused(plan).found.state == "closed"


def test_the_beat_goes_up_and_leaves_no_other_file(plan: Path, folder: Path) -> None:
    lock = take_lock(plan)
    assert lock.beat() and lock.beat()
    assert json.loads(Path(path_of(plan)).read_text())["beat"] == 2
    assert sorted(file.name for file in folder.iterdir()) == [".a.rapport.lock", "a.rapport"]
    lock.release()


def test_a_lock_that_someone_took_over_is_noticed_and_left_to_them(plan: Path) -> None:
    lock = take_lock(plan)
    put(plan, machine="another", nonce="theirs")
    assert not lock.beat() and lock.lost
    lock.release()
    assert json.loads(Path(path_of(plan)).read_text())["nonce"] == "theirs"


def test_a_lock_that_was_deleted_is_put_back_with_the_next_beat(plan: Path) -> None:
    lock = take_lock(plan)
    os.unlink(path_of(plan))
    assert lock.beat() and find_lock(plan).ours
    lock.release()
    lock.release()


def test_a_link_to_a_plan_shares_its_lock(plan: Path, folder: Path) -> None:
    (folder / "link.rapport").symlink_to(plan)
    lock = take_lock(folder / "link.rapport")
    assert find_lock(plan).ours
    lock.release()


def test_a_long_name_has_a_lock_too(folder: Path) -> None:
    path = folder / ("é" * 121 + ".rapport")
    path.write_text("a plan")
    lock = take_lock(path)
    assert lock.beat() and find_lock(path).ours
    lock.release()


def test_a_process_knows_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = this_process()
    assert mine.runs() is True and mine.here()
    assert owner.owner_from_json(json.loads(json.dumps(mine.to_json()))) == mine
    assert (mine.machine, mine.boot) == (machine_id(), boot_id())
    assert owner.Owner("h", "another", "b", 1, "").runs() is None


@pytest.mark.parametrize("pid", [0, -1, True, "7", 2**40, None])
def test_a_number_that_is_no_process_is_refused(pid: Any) -> None:
    with pytest.raises(ValueError, match="process"):
        owner.owner_from_json({**this_process().to_json(), "pid": pid})
