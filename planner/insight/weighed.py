"""What a team weighs: objectives and criteria, each with what they are called and the edit of their weights."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planner.actions.edits import set_platform_weights
from planner.actions.platforms import criterion_name as platform_criterion_name
from planner.insight.names import item_name
from planner.intake.names import folded
from planner.objectives.edits import add_objective, use_votes_as_weights
from planner.plan import Plan
from planner.segments.edits import set_criteria_weights
from planner.segments.scoring import criterion_name

Named = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Items of a plan that share 100 points: what they are called by id, and the edit that takes new weights."""

    items: Callable[[Plan], Named]
    take: Callable[[Plan, Mapping[str, float]], Plan]


def _objectives(plan: Plan) -> Named:
    return [(o.id, item_name(plan, "objectives", o.id)) for o in plan.objectives]


def _score_criteria(plan: Plan) -> Named:
    return [(c.id, criterion_name(c)) for c in plan.score_criteria]


def _platform_criteria(plan: Plan) -> Named:
    return [(c.id, platform_criterion_name(c)) for c in plan.platform_criteria]


WEIGHED: Mapping[str, Weighed] = {
    "objectives": Weighed(_objectives, use_votes_as_weights),
    "score_criteria": Weighed(_score_criteria, set_criteria_weights),
    "platform_criteria": Weighed(_platform_criteria, set_platform_weights),
}


def subject_of(plan: Plan, names: Mapping[str, float]) -> str:
    """The table of the plan whose items have exactly these names; nothing where none has."""
    wanted = {folded(name) for name in names}
    for table, weighed in WEIGHED.items():
        if wanted and {folded(name) for _id, name in weighed.items(plan)} == wanted:
            return table
    return ""


def take_weights(plan: Plan, table: str, names: Mapping[str, float]) -> Plan:
    """The plan with the weights of a table set by the names of its items, in proportion."""
    said = {folded(name): weight for name, weight in names.items()}
    weighed = WEIGHED[table]
    weights = {item: said[folded(name)] * 100.0 for item, name in weighed.items(plan) if folded(name) in said}
    return weighed.take(plan, weights)


def with_objectives(plan: Plan, names: Mapping[str, float]) -> Plan:
    """A plan without objectives with one of its own for each name, weighed in proportion."""
    for name in names:
        plan = add_objective(plan, name=name)
    return take_weights(plan, "objectives", names)
