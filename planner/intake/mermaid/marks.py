"""What a plan keeps of a Mermaid text beside its fields, so that the same text can be written again."""

import math
from typing import Literal

from planner.intake.mermaid.grammar import Task, read_task_data
from planner.intake.mermaid.reading import ParsedJourney, front_title
from planner.journeys.records import Journey, Touchpoint

MARK = "Mermaid: "
Scale = Literal["auto", "five", "ten"]


def scale_of(tasks: tuple[Task, ...]) -> Literal["five", "ten"]:
    """``ten`` where the scores only make sense from 0 to 10: some above 5, none outside."""
    scores = [task.score for task in tasks if task.score is not None]
    ten = bool(scores) and max(scores) > 5 and max(scores) <= 10 and min(scores) >= 0
    return "ten" if ten else "five"


def level(score: float | None, scale: Literal["five", "ten"]) -> int | None:
    """The satisfaction, 1 to 5, that stands for a score; half a point rounds up."""
    if score is None:
        return None
    value = math.ceil(score / 2) if scale == "ten" else math.floor(score + 0.5)
    return min(max(value, 1), 5)


def owner_of(people: tuple[str, ...]) -> str:
    """The people of a task as one text."""
    return ", ".join(name for name in people if name)


def people_of(owner: str) -> tuple[str, ...]:
    """The owner of a touchpoint as people."""
    return tuple(name for part in owner.split(",") if (name := part.strip()))


def mark_line(task: Task, satisfaction: int | None, owner: str) -> str:
    """The line for the notes where satisfaction and owner alone do not give the task back, else nothing."""
    same = task.score is not None and task.score == satisfaction and people_of(owner) == task.people
    return "" if same else MARK + task.written


def without_mark(notes: str) -> str:
    """Notes without the line of an earlier import."""
    return "\n".join(line for line in notes.split("\n") if not line.startswith(MARK)).strip("\n")


def task_data_of(point: Touchpoint) -> tuple[str, tuple[str, ...], bool]:
    """Score as text, people, and whether the score is known, to write a touchpoint as a task.

    The original score and people are given back as long as nobody changed what was made of them.
    """
    score = str(point.satisfaction) if point.satisfaction is not None else ""
    people = people_of(point.owner)
    line = next((x for x in point.notes.split("\n") if x.startswith(MARK)), "")
    if not line:
        return score or "3", people, bool(score)
    written = line.removeprefix(MARK)
    was, names, _rest = read_task_data(written)
    if point.satisfaction in (level(was, "five"), level(was, "ten")):
        score = written.partition(":")[0].strip()
    else:
        score = score or "3"
    kept = owner_of(names)[:300] == point.owner
    return score, names if kept else people, True


def markup_of(parsed: ParsedJourney) -> str:
    """Front matter, accTitle, and a mark where there is a title in both places."""
    lines = [parsed.front_matter.rstrip("\n")] if parsed.front_matter else []
    lines += [f"accTitle: {parsed.acc_title}"] if parsed.acc_title else []
    lines += ["title"] if parsed.title and parsed.title in (parsed.front_title, parsed.acc_title) else []
    return "\n".join(lines)[:20_000]


def heading_of(journey: Journey) -> tuple[str, str, str]:
    """Front matter, title and accTitle to write a journey with."""
    front: list[str] = []
    rest = journey.markup.split("\n") if journey.markup else []
    if rest and rest[0].strip() == "---":
        end = next((at for at, line in enumerate(rest[1:], start=1) if line.strip() == "---"), len(rest) - 1)
        front, rest = rest[: end + 1], rest[end + 1 :]
    matter = "\n".join(front)
    accessible = next((x.removeprefix("accTitle: ") for x in rest if x.startswith("accTitle: ")), "")
    elsewhere = journey.name in (front_title(matter), accessible) and "title" not in rest
    return matter, "" if elsewhere else journey.name, accessible
