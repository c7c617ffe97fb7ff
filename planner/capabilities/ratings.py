"""Ratings: what the team says of each question and area, how far roles differ, and the level that the plan needs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planner.capabilities.records import Assessment
from planner.catalogue import Area, Question, areas, questions
from planner.language import language
from planner.memo import remembered
from planner.plan import Plan

SKILL_QUESTION = "ops_skill"
"""The question that also takes a skill level."""
POSITION_QUESTION = "budget_effect"
"""The question that also says whether the budget is a boost or a hindrance."""

RELIED_ON = 4
"""The level that a plan needs where it relies on a capability: that of a strength."""
HELPFUL = 3
"""The level that a plan needs where a capability helps: no weakness any more."""


@dataclass(frozen=True, slots=True)
class QuestionRating:
    """What is known of one question: the rating agreed by the team, those of the roles, and what comes of them."""

    question: Question
    agreed: int | None
    roles: tuple[tuple[str, int], ...]
    average: float | None
    needed: float | None
    implied: int | None
    evidence: bool

    @property
    def spread(self) -> int:
        """How many levels lie between the lowest and the highest rating of a role."""
        levels = [level for _role, level in self.roles]
        return max(levels) - min(levels) if levels else 0

    @property
    def gap(self) -> float | None:
        """How far today is below the level that the plan needs; negative where it is above."""
        return None if self.average is None or self.needed is None else self.needed - self.average


@dataclass(frozen=True, slots=True)
class AreaRating:
    """What is known of an area: its questions, and the means of those that are rated or needed."""

    area: Area
    questions: tuple[QuestionRating, ...]
    average: float | None
    needed: float | None

    @property
    def gap(self) -> float | None:
        """How far today is below the level that the plan needs."""
        return None if self.average is None or self.needed is None else self.needed - self.average


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values that are there, not rounded; None where there is none."""
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


@lru_cache(maxsize=4)
def _per_language(_code: str) -> Callable[[Plan], tuple[QuestionRating, ...]]:
    return remembered("assessments", "actions", "requirements", "profile")(_rated)


def question_ratings(plan: Plan) -> tuple[QuestionRating, ...]:
    """Every question of the catalogue, in its order."""
    return _per_language(language())(plan)


def _rated(plan: Plan) -> tuple[QuestionRating, ...]:
    implied = implied_levels(plan)
    answers: dict[str, dict[str, Assessment]] = {}
    for answer in plan.assessments:
        answers.setdefault(answer.question, {}).setdefault(answer.role, answer)
    participants = plan.profile.participants
    return tuple(_rating(q, answers.get(q.key, {}), implied.get(q.key), participants) for q in questions())


def _rating(
    question: Question, answers: dict[str, Assessment], implied: int | None, participants: Sequence[str]
) -> QuestionRating:
    team = answers.get("")
    order = {role: at for at, role in enumerate(participants)}
    named = sorted((role for role in answers if role), key=lambda role: (order.get(role, len(order)), role))
    levels = tuple((role, level) for role in named if (level := answers[role].rating) is not None)
    agreed = team.rating if team else None
    average = float(agreed) if agreed is not None else mean(level for _role, level in levels)
    target = team.target if team and team.target else mean(answers[role].target for role in named)
    needed = target if target is not None else implied
    return QuestionRating(
        question,
        agreed,
        levels,
        average,
        None if needed is None else float(needed),
        implied,
        any(answer.evidence for answer in answers.values()),
    )


def question_rating(plan: Plan, key: str) -> QuestionRating | None:
    """One question by its key."""
    return next((rating for rating in question_ratings(plan) if rating.question.key == key), None)


def area_ratings(plan: Plan) -> tuple[AreaRating, ...]:
    """The five areas with their questions."""
    rated = question_ratings(plan)
    out = []
    for area in areas():
        own = tuple(r for r in rated if r.question.area == area.key)
        out.append(AreaRating(area, own, mean(r.average for r in own), mean(r.needed for r in own)))
    return tuple(out)


def implied_levels(plan: Plan) -> dict[str, int]:
    """The level that actions and requirements ask of a question, by its key.

    4 where an action requires what the question is about, or a segment finds it essential; 3 where a segment
    finds it useful, or an action is meant to mend it.
    """
    required = {requirement for action in plan.actions for requirement in action.requires}
    levels = {key: HELPFUL for action in plan.actions for key in action.questions}
    for requirement in plan.requirements:
        if not requirement.question:
            continue
        if requirement.id in required or any(n.level == "essential" for n in requirement.needs):
            levels[requirement.question] = RELIED_ON
        elif requirement.needs:
            levels.setdefault(requirement.question, HELPFUL)
    return levels


def depending_actions(plan: Plan, key: str) -> list[str]:
    """The ids of the actions that require something a question is about."""
    lifting = {r.id for r in plan.requirements if r.question == key}
    return [action.id for action in plan.actions if lifting.intersection(action.requires)]


def addressing_actions(plan: Plan, key: str) -> list[str]:
    """The ids of the actions that mend a question: they name it, or provide what would lift it."""
    lifting = {r.id for r in plan.requirements if r.question == key}
    return [a.id for a in plan.actions if key in a.questions or lifting.intersection(a.provides)]


def lifting_platforms(plan: Plan, key: str) -> list[tuple[str, int]]:
    """The platforms that provide what would lift a question, with the months before each can be relied on."""
    lifting = {r.id for r in plan.requirements if r.question == key}
    return [(p.name, p.months_to_leverage or 0) for p in plan.platforms if lifting.intersection(p.provides)]


def raters(plan: Plan) -> tuple[str, ...]:
    """The roles that rate or may rate: the participants, then whoever else has rated."""
    others = sorted({a.role for a in plan.assessments if a.role} - set(plan.profile.participants))
    return tuple(dict.fromkeys((*(p for p in plan.profile.participants if p), *others)))


def assessment(plan: Plan, question: str, role: str = "") -> Assessment | None:
    """The record with the answer of a role to a question; an empty role is the team together."""
    return next((a for a in plan.assessments if a.question == question and a.role == role), None)


def is_rated(plan: Plan) -> bool:
    """Whether anyone has rated anything."""
    return any(a.rating is not None for a in plan.assessments)
