"""Shared requirements: which segment needs what, what it is rated now, what hangs on it and what provides it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planner.actions.chosen import chosen_actions
from planner.actions.records import Requirement
from planner.capabilities.ratings import question_ratings
from planner.memo import remembered
from planner.plan import Plan

Level = Literal["useful", "essential"]

WORTH: Mapping[str, float] = {"essential": 1.0, "useful": 0.5}
"""What a segment's need counts in the sum of needs."""
_PROVIDING = ("chosen", "owned", "provides")


@dataclass(frozen=True, slots=True)
class NeedCell:
    """How much a segment needs a requirement; ``derived`` where only an action for the segment says so."""

    level: Level
    derived: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """What provides a requirement: an action, a chosen platform, or something that is owned already."""

    kind: Literal["action", "platform", "owned"]
    id: str


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """What is known of a requirement. ``could_cover`` are the platforms that would provide it if they were chosen."""

    requirement: str
    rating: float | None
    needs: Mapping[str, NeedCell]
    need: float
    actions: tuple[str, ...]
    benefit: float
    covers: tuple[Cover, ...]
    could_cover: tuple[str, ...]

    @property
    def covered(self) -> bool:
        """Whether anything in the plan provides it."""
        return bool(self.covers)


@remembered(
    "assessments",
    requirements=("question", "needs"),
    segments=(),
    actions=("requires", "provides", "segments", "benefit_likely", "status", "pin"),
    platforms=_PROVIDING,
)
def requirement_rows(plan: Plan) -> tuple[RequirementRow, ...]:
    """Every requirement with its figures, in the order of the plan."""
    ratings = {rating.question.key: rating.average for rating in question_ratings(plan)}
    needing: dict[str, list[str]] = {}
    served: dict[str, list[str]] = {}
    benefit: dict[str, float] = {}
    for action in chosen_actions(plan):
        for requirement in dict.fromkeys(action.requires):
            needing.setdefault(requirement, []).append(action.id)
            served.setdefault(requirement, []).extend(action.segments)
            benefit[requirement] = benefit.get(requirement, 0.0) + (action.benefit_likely or 0.0)
    covers = providers(plan)
    rows = []
    for record in plan.requirements:
        needs = _needs(plan, record, served.get(record.id, []))
        rows.append(
            RequirementRow(
                record.id,
                ratings.get(record.question),
                needs,
                sum((WORTH[cell.level] for cell in needs.values()), 0.0),
                tuple(needing.get(record.id, ())),
                benefit.get(record.id, 0.0),
                covers.get(record.id, ()),
                tuple(p.id for p in plan.platforms if record.id in p.provides and not (p.chosen or p.owned)),
            )
        )
    return tuple(rows)


def _needs(plan: Plan, record: Requirement, served: list[str]) -> dict[str, NeedCell]:
    """Typed needs first; a segment whose action requires it needs it too, in the order of the segments."""
    typed = {need.segment: NeedCell(need.level, derived=False) for need in record.needs}
    derived = {segment: NeedCell("essential", derived=True) for segment in served}
    cells = {**derived, **typed}
    return {segment.id: cells[segment.id] for segment in plan.segments if segment.id in cells}


@remembered(actions=("provides", "status", "pin"), platforms=_PROVIDING)
def providers(plan: Plan) -> dict[str, tuple[Cover, ...]]:
    """What provides each requirement: actions first, then chosen platforms, then what is owned already."""
    covers: dict[str, list[Cover]] = {}
    for action in chosen_actions(plan):
        for requirement in action.provides:
            covers.setdefault(requirement, []).append(Cover("action", action.id))
    for platform in sorted(plan.platforms, key=lambda p: p.owned):
        if platform.chosen or platform.owned:
            kind: Literal["platform", "owned"] = "owned" if platform.owned else "platform"
            for requirement in platform.provides:
                covers.setdefault(requirement, []).append(Cover(kind, platform.id))
    return {requirement: tuple(found) for requirement, found in covers.items()}


def shared_requirements(plan: Plan) -> list[RequirementRow]:
    """The requirements in the order of their need, the one that most segments share first."""
    return sorted(requirement_rows(plan), key=lambda row: -row.need)


@remembered(actions=("depends", "requires", "provides", "status", "pin"), platforms=_PROVIDING)
def needed_by(plan: Plan) -> dict[str, tuple[str, ...]]:
    """For each action the chosen ones that cannot do without it: they wait for it, or only it provides for them."""
    covers = providers(plan)
    only = {requirement: found[0].id for requirement, found in covers.items() if len(found) == 1}
    needing: dict[str, dict[str, None]] = {}
    for action in chosen_actions(plan):
        for dependency in action.depends:
            needing.setdefault(dependency.action, {})[action.id] = None
        for requirement in action.requires:
            if requirement in only and only[requirement] != action.id:
                needing.setdefault(only[requirement], {})[action.id] = None
    return {action: tuple(found) for action, found in needing.items()}
