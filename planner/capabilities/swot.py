"""SWOT: strengths and weaknesses derived from the ratings, with what a team pinned, reworded, hid or added."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planner.capabilities.ratings import QuestionRating, question_ratings
from planner.capabilities.records import SwotItem
from planner.language import _, short_number
from planner.plan import Plan

Kind = Literal["strength", "weakness", "opportunity", "threat"]
KINDS: tuple[Kind, ...] = ("strength", "weakness", "opportunity", "threat")

STRENGTH = 3.5
"""The average from which a question is a strength."""
WEAKNESS = 2.5
"""The average under which a question is a weakness."""


@dataclass(frozen=True, slots=True)
class SwotEntry:
    """A line of the SWOT. ``item`` is its record, empty where it is derived and nobody has touched it.

    ``stale`` marks wording whose question is rated otherwise now; a pinned line never is. ``worded`` lines were
    written by someone; the text of the others names their question and its average.
    """

    kind: Kind
    text: str
    item: str = ""
    question: str = ""
    tool: str = ""
    touchpoint: str = ""
    pinned: bool = False
    stale: bool = False
    average: float | None = None
    worded: bool = False

    @property
    def ref(self) -> str:
        """What names the line in a view: its record, else its kind and question."""
        return self.item or f"{self.kind}.{self.question}"


def kind_of(average: float | None) -> Kind | None:
    """What an average makes of a question: a strength, a weakness, or neither."""
    if average is None:
        return None
    if average >= STRENGTH:
        return "strength"
    return "weakness" if average < WEAKNESS else None


def derived_text(rating: QuestionRating) -> str:
    """The line that a rated question gives where nobody has worded one."""
    average = "" if rating.average is None else short_number(rating.average, 1)
    return _("{name}, rated {rating}").format(name=rating.question.name, rating=average or "–")


def swot(plan: Plan) -> dict[Kind, tuple[SwotEntry, ...]]:
    """The four fields of the SWOT: what was written, in its order, then what is derived."""
    ratings = {r.question.key: r for r in question_ratings(plan)}
    out: dict[Kind, tuple[SwotEntry, ...]] = {}
    for kind in KINDS:
        written = [_written(item, ratings) for item in plan.swot if item.kind == kind and not item.hidden]
        out[kind] = (*written, *_derived(plan, kind, ratings))
    return out


def _written(item: SwotItem, ratings: dict[str, QuestionRating]) -> SwotEntry:
    rating = ratings.get(item.question)
    text = item.text or (derived_text(rating) if rating else "")
    stale = (
        rating is not None
        and not item.pinned
        and item.kind in ("strength", "weakness")
        and kind_of(rating.average) != item.kind
    )
    return SwotEntry(
        item.kind,
        text,
        item.id,
        item.question,
        item.tool,
        item.touchpoint,
        item.pinned,
        stale,
        rating.average if rating else None,
        bool(item.text),
    )


def _derived(plan: Plan, kind: Kind, ratings: dict[str, QuestionRating]) -> Iterator[SwotEntry]:
    """The lines that only the ratings give; a line of the same kind, or a pinned one, speaks for its question."""
    spoken = {i.question for i in plan.swot if i.question and (i.kind == kind or (i.pinned and not i.hidden))}
    found = [r for key, r in ratings.items() if kind_of(r.average) == kind and key not in spoken]
    order = -1 if kind == "strength" else 1
    for rating in sorted(found, key=lambda r: order * (r.average or 0.0)):
        yield SwotEntry(kind, derived_text(rating), question=rating.question.key, average=rating.average)


def hidden_items(plan: Plan) -> list[SwotItem]:
    """The derived lines that a team left out, to bring them back."""
    return [item for item in plan.swot if item.hidden]


def weaknesses(plan: Plan) -> list[QuestionRating]:
    """The questions that are a weakness today and were not left out, lowest first."""
    hidden = {i.question for i in plan.swot if i.hidden and i.kind == "weakness"}
    found = [r for r in question_ratings(plan) if kind_of(r.average) == "weakness" and r.question.key not in hidden]
    return sorted(found, key=lambda r: r.average or 0.0)
