"""Maturity: the stage a client has reached, what is missing for the next, its challenges and its moves.

A stage is reached when at least three quarters of its indicators are met, and every stage before it is. Partly met
counts half; unknown counts as not met, and is listed.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from planner.capabilities.records import MaturityAnswer
from planner.catalogue import Indicator, MaturityStage, Move, maturity_stages
from planner.language import N_, _, language
from planner.memo import remembered
from planner.plan import Plan

REACHED = 0.75
"""The share of a stage's indicators from which it is reached."""
COUNTS = {"met": 1.0, "partly": 0.5}
DIMENSIONS = {
    "channels": N_("Channels"),
    "data": N_("Data"),
    "automation": N_("Automation and personalisation"),
    "organisation": N_("Organisation"),
    "measurement": N_("Measurement"),
}


@dataclass(frozen=True, slots=True)
class IndicatorState:
    """An indicator with its answer, as someone gave it, or unknown."""

    indicator: Indicator
    answer: str
    evidence: str

    @property
    def met(self) -> bool:
        """Whether it is met in full."""
        return self.answer == "met"


@dataclass(frozen=True, slots=True)
class StageState:
    """A stage with the share of its indicators that is met, and whether it is reached."""

    stage: MaturityStage
    indicators: tuple[IndicatorState, ...]
    share: float
    reached: bool

    @property
    def missing(self) -> tuple[IndicatorState, ...]:
        """Its indicators that are not met in full."""
        return tuple(i for i in self.indicators if not i.met)

    @property
    def way(self) -> float:
        """How far the way to reaching the stage is done, 0 to 1: what is met of the least that reaches it."""
        count = len(self.indicators)
        least = math.ceil(REACHED * count * 2) / 2  # indicators count in halves
        return min(1.0, self.share * count / least)


@dataclass(frozen=True, slots=True)
class Maturity:
    """Where a client stands: the stages, the one reached (None before the first), the next and the wanted one."""

    stages: tuple[StageState, ...]
    now: StageState | None
    next: StageState | None
    wanted: StageState | None

    @property
    def way(self) -> float:
        """How far the way to the next stage is done, 0 to 1; 1 where there is none."""
        return self.next.way if self.next else 1.0

    @property
    def missing(self) -> tuple[IndicatorState, ...]:
        """What is not met in full of the next stage."""
        return self.next.missing if self.next else ()

    @property
    def challenges(self) -> tuple[str, ...]:
        """What is known to be hard at the stage of today."""
        return self.now.stage.challenges if self.now else ()

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves that lead from the stage of today to the next."""
        return self.now.stage.moves if self.now and self.next else ()

    @property
    def arrived(self) -> bool:
        """Whether the wanted stage is reached."""
        return self.wanted is not None and self.wanted.reached

    def missing_by_dimension(self) -> dict[str, tuple[IndicatorState, ...]]:
        """What is not met on the way to the wanted stage, or to the next one, by dimension."""
        last = self.wanted or self.next
        upto = self.stages[: self.stages.index(last) + 1] if last else ()
        missing = [i for stage in upto for i in stage.missing]
        return {d: tuple(i for i in missing if i.indicator.dimension == d) for d in DIMENSIONS}


@lru_cache(maxsize=4)
def _per_language(_code: str) -> Callable[[Plan], Maturity]:
    return remembered("maturity", "profile")(_maturity)


def maturity(plan: Plan) -> Maturity:
    """Where the client of a plan stands."""
    return _per_language(language())(plan)


def _maturity(plan: Plan) -> Maturity:
    answers = answers_by_indicator(plan)
    stages: list[StageState] = []
    reached = True
    for stage in maturity_stages():
        states = tuple(_state(i, answers.get(i.key)) for i in stage.indicators)
        share = sum(COUNTS.get(s.answer, 0.0) for s in states) / len(states)
        reached = reached and share >= REACHED
        stages.append(StageState(stage, states, share, reached))
    count = sum(s.reached for s in stages)
    wanted = next((s for s in stages if s.stage.key == plan.profile.maturity_wanted), None)
    return Maturity(
        tuple(stages), stages[count - 1] if count else None, stages[count] if count < len(stages) else None, wanted
    )


def _state(indicator: Indicator, answer: MaturityAnswer | None) -> IndicatorState:
    return IndicatorState(indicator, answer.answer if answer else "unknown", answer.evidence if answer else "")


def answers_by_indicator(plan: Plan) -> Mapping[str, MaturityAnswer]:
    """The records with the answers, by indicator."""
    out: dict[str, MaturityAnswer] = {}
    for answer in plan.maturity:
        out.setdefault(answer.indicator, answer)
    return out


def stage_of(indicator: str) -> MaturityStage | None:
    """The stage that an indicator belongs to."""
    return next((s for s in maturity_stages() if any(i.key == indicator for i in s.indicators)), None)


def move_of(key: str) -> Move | None:
    """A move by its key."""
    return next((m for s in maturity_stages() for m in s.moves if m.key == key), None)


def moving_actions(plan: Plan, move: str) -> list[str]:
    """The ids of the actions that take up a move."""
    return [action.id for action in plan.actions if move in action.moves]


def dimension_name(key: str) -> str:
    """The name of a dimension."""
    return _(DIMENSIONS[key]) if key in DIMENSIONS else key
