"""Kills a program at random instants while it edits and saves, and counts what is lost: it must be nothing.

``python -m tests.files.kill_loop --kills 1000``

A child edits a plan, keeps its journal and saves; after each edit and each save it says so through a pipe. The parent
kills it, reads the file and the journal as the next start of the program would, compares them with what was said, and
starts the next child from what was recovered.
"""

import argparse
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planner.document import Document
from planner.files.journal import Journal, recover, recoverable
from planner.files.storage import read_plan, save_plan
from planner.files.write import Stamp
from planner.objectives.edits import add_objective, edit_objective
from planner.plan import Plan, empty_plan
from planner.record import changed

EDITS_PER_SAVE = 4
OBJECTIVES = 5


@dataclass
class Tally:
    """What was seen; every field after ``saves`` must stay 0."""

    kills: int = 0
    while_saving: int = 0
    edits: int = 0
    saves: int = 0
    unreadable: int = 0
    lost_saves: int = 0
    lost_edits: int = 0
    wrong_plans: int = 0
    recovered: int = 0
    temporary_files: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def harmless(self) -> bool:
        """Whether nothing was lost."""
        return not (self.unreadable or self.lost_saves or self.lost_edits or self.wrong_plans)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.while_saving} of them while saving; {self.edits} edits and {self.saves} saves "
            f"acknowledged; unreadable files {self.unreadable}, lost saves {self.lost_saves}, lost edits "
            f"{self.lost_edits}, wrong plans {self.wrong_plans}; recovered from the journal {self.recovered} times, "
            f"temporary files left {self.temporary_files}"
        )


def first_plan(size: int) -> Plan:
    """The plan that everything starts from; about ``size`` bytes."""
    plan = empty_plan(title="0")
    for _row in range(OBJECTIVES):
        plan = add_objective(plan, "repeat")
    texts = [str(number) + "x" * 19_000 for number in range(max(0, size // 19_000))]
    for text in texts:
        plan = add_objective(plan, "repeat")
        plan = edit_objective(plan, plan.objectives[-1].id, statement=text)
    return plan


def edited(plan: Plan, number: int) -> Plan:
    """The plan after edit number so-and-so; its title says the number."""
    plan = edit_objective(plan, plan.objectives[number % OBJECTIVES].id, statement=f"{number} " * (number % 400))
    return plan.with_rows("profile", (changed(plan.profile, title=str(number)),))


def number_of(plan: Plan) -> int:
    """Which edit was the last one in a plan."""
    return int(plan.profile.title)


def child(document: Document[Plan], path: str, stamp: Stamp | None, replaces: str, pipe: int, seed: int) -> None:
    """Edits and saves until it is killed; tells every edit (E), start of a save (B) and save (S)."""
    chance = random.Random(seed)
    journal = Journal(document, path, stamp, replaces)
    number = number_of(document.plan)
    while True:
        number += 1
        document.edit(f"Edit {number}", edited(document.plan, number))
        os.write(pipe, b"E%d\n" % number)
        if chance.random() < 1 / EDITS_PER_SAVE:
            os.write(pipe, b"B%d\n" % number)
            stamp = save_plan(document.plan, path, stamp).stamp
            document.mark_saved(document.plan)
            os.write(pipe, b"S%d\n" % number)
            journal.saved(document.plan, path, stamp)


def run(kills: int, seed: int, folder: Path, size: int = 60_000, longest: float = 0.06) -> Iterator[Tally]:
    """The tally after each kill."""
    chance = random.Random(seed)
    path = str(folder / "plan.rapport")
    tally = Tally()
    plan = saved = first_plan(size)
    stamp: Stamp | None = save_plan(plan, path).stamp
    replaces = ""
    for _kill in range(kills):
        said = _killed(plan, saved, path, stamp, replaces, chance, longest)
        tally.kills += 1
        tally.while_saving += bool(said) and said[-1][0] == "B"
        edits = [int(word[1:]) for word in said if word[0] == "E"]
        saves = [int(word[1:]) for word in said if word[0] == "S"]
        tally.edits += len(edits)
        tally.saves += len(saves)
        start = plan
        try:
            opened = read_plan(path)
            items = recoverable()
            found = recover(items[0]) if items else None
        except Exception as error:
            tally.unreadable += 1
            tally.problems.append(f"{type(error).__name__}: {error}")
            yield tally
            return
        tally.unreadable += opened.repaired or bool(opened.notes) or len(items) > 1
        plan = found.plan if found else opened.plan
        saved, stamp = opened.plan, opened.stamp
        replaces = found.journal if found else ""
        tally.recovered += found is not None
        tally.lost_saves += number_of(opened.plan) < (saves[-1] if saves else 0)
        last = edits[-1] if edits else number_of(start)
        tally.lost_edits += number_of(plan) < last
        expected = start
        for number in range(number_of(start) + 1, number_of(plan) + 1):
            expected = edited(expected, number)
        tally.wrong_plans += plan != expected or number_of(plan) > last + 1
        for left in folder.glob(".*.tmp"):
            tally.temporary_files += 1
            left.unlink()
        yield tally


def _killed(
    plan: Plan, saved: Plan, path: str, stamp: Stamp | None, replaces: str, chance: random.Random, longest: float
) -> list[str]:
    """What a child said before it was killed."""
    reading, writing = os.pipe()
    seed = chance.randrange(1 << 30)
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            child(Document(plan, saved=saved), path, stamp, replaces, writing, seed)
        except BaseException as error:
            os.write(writing, f"X{error!r}\n".encode())
        finally:
            os._exit(1)
    os.close(writing)
    said = bytearray()
    deadline = time.monotonic() + chance.uniform(0, longest)
    while (left := deadline - time.monotonic()) > 0:
        if select.select([reading], [], [], left)[0]:
            part = os.read(reading, 1 << 16)
            if not part:
                break
            said += part
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while part := os.read(reading, 1 << 16):
        said += part
    os.close(reading)
    words = said.decode().split("\n")[:-1]  # a torn word was not said
    errors = [word for word in words if word.startswith("X")]
    if errors:
        raise RuntimeError(f"the child failed by itself: {errors[0]}")
    return words


def main() -> int:
    """Runs the loop and prints the tally."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=60_000, help="bytes of the plan, about")
    parser.add_argument("--longest", type=float, default=0.06, help="seconds that a child lives at most")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="rapport-kills-"))
    os.environ["RAPPORT_STATE"] = str(folder / "state")
    tally = Tally()
    try:
        for tally in run(options.kills, options.seed, folder, options.size, options.longest):
            if tally.kills % 100 == 0:
                print(tally, flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(tally)
    print("\n".join(tally.problems))
    return 0 if tally.harmless else 1


if __name__ == "__main__":
    sys.exit(main())
