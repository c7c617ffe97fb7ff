"""The business case of an action, a segment, a platform and the plan: cost, benefit, value today, return, payback.

Money flows by month, for as many years from the plan's start as customer lifetime value is counted over. What is paid
once is paid in the month in which an action starts; its benefit and its running costs come in every month after the
one in which it ends. A platform is paid, and runs, from the plan's start. A month's flow is worth
1 / (1 + discount rate)^(months / 12) of it today.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import fsum

from planner.actions.calendar import Month, months_apart
from planner.actions.chosen import Served, actions_for, chosen_actions
from planner.actions.money import cost, costs_by_kind, once, per_year
from planner.actions.records import Action, PlatformOption
from planner.actions.schedule import DATED, SCHEDULED, schedule
from planner.memo import remembered
from planner.plan import Plan, find

CENT = 0.01
"""Amounts under it count as none."""
VALUED = ("discount_rate", "clv_years")
"""The fields of the profile that say what later money is worth."""
ACTION_MONEY = (*SCHEDULED, "costs", "benefit_low", "benefit_likely", "benefit_high")
"""The fields of actions that their business case rests on."""
PLAN_MONEY = (*DATED, "end", *VALUED)
"""The fields of the profile that a business case rests on."""


@dataclass(frozen=True, slots=True)
class Benefit:
    """What something brings a year: at least, most likely, at most, and on average (triangular distribution)."""

    low: float = 0.0
    likely: float = 0.0
    high: float = 0.0

    @property
    def expected(self) -> float:
        """The mean of the triangular distribution."""
        return (self.low + self.likely + self.high) / 3

    def times(self, share: float) -> "Benefit":
        """A share of it."""
        return Benefit(self.low * share, self.likely * share, self.high * share)


@dataclass(frozen=True, slots=True)
class Case:
    """A business case. ``cost`` is what it takes of the budget, ``npv`` the expected value today."""

    cost: float
    benefit: Benefit
    npv: float

    @property
    def roi(self) -> float | None:
        """The likely benefit of a full year less the cost, as a multiple of the cost."""
        return (self.benefit.likely - self.cost) / self.cost if self.cost >= CENT else None

    @property
    def multiple(self) -> float | None:
        """The likely benefit of a full year as a multiple of the cost; None where there is none of either."""
        return self.benefit.likely / self.cost if self.cost >= CENT and self.benefit.likely else None

    @property
    def payback_months(self) -> int | None:
        """After how many months of full benefit the cost has come back; None where it never does."""
        if self.benefit.likely < CENT:
            return None
        return math.ceil(round(self.cost / self.benefit.likely * 12, 9))


@dataclass(frozen=True, slots=True)
class Budget:
    """The money of the plan against its cap; ``left_out`` is what the actions left out would take."""

    planned: float
    cap: float | None
    left_out: float

    @property
    def over(self) -> float:
        """By how much the plan exceeds the cap."""
        return max(0.0, self.planned - self.cap) if self.cap is not None else 0.0


def has_benefit(action: Action) -> bool:
    """Whether anyone has said what an action brings."""
    return any(value is not None for value in (action.benefit_low, action.benefit_likely, action.benefit_high))


def benefit_of(action: Action) -> Benefit:
    """What an action brings a year; a figure that is missing is taken from those that are known."""
    known = sorted(v for v in (action.benefit_low, action.benefit_likely, action.benefit_high) if v is not None)
    if not known:
        return Benefit()
    low, high = known[0], known[-1]
    if action.benefit_likely is None:
        return Benefit(low, (low + high) / 2, high)
    return Benefit(low, known[1] if len(known) == 3 else action.benefit_likely, high)


def months_counted(plan: Plan) -> int:
    """The months over which the value of the plan is counted."""
    return plan.profile.clv_years * 12


def discount_factors(plan: Plan) -> list[float]:
    """What money of each month is worth at the plan's start."""
    monthly = (1.0 + plan.profile.discount_rate) ** (-1 / 12)
    return [monthly**month for month in range(months_counted(plan))]


@dataclass(frozen=True, slots=True)
class Timing:
    """When the money of something flows: the months, from the plan's start, of its cost and of its first benefit."""

    paid: int
    earns_from: int


@remembered(actions=SCHEDULED, profile=DATED)
def timings(plan: Plan) -> dict[str, Timing]:
    """The timing of every action."""
    timetable = schedule(plan)
    return {
        slot.action: Timing(
            max(0, months_apart(timetable.start, slot.start)), max(0, months_apart(timetable.start, slot.finish) + 1)
        )
        for slot in timetable.slots.values()
    }


@remembered(profile=VALUED)
def _worth_from(plan: Plan) -> list[float]:
    """What 1 a year, paid monthly from a month to the end of the period, is worth today, by month."""
    worth = [0.0]
    for factor in reversed(discount_factors(plan)):
        worth.append(worth[-1] + factor / 12)
    return worth[::-1]


def worth_of_yearly(plan: Plan, from_month: int) -> float:
    """What 1 a year from a month on is worth today."""
    worth = _worth_from(plan)
    return worth[min(from_month, len(worth) - 1)]


def _worth_of_once(plan: Plan, month: int) -> float:
    return float((1.0 + plan.profile.discount_rate) ** (-month / 12))


@remembered(actions=ACTION_MONEY, profile=PLAN_MONEY)
def action_cases(plan: Plan) -> dict[str, Case]:
    """The business case of every action, also of those left out."""
    when = timings(plan)
    cases = {}
    for action in plan.actions:
        timing, benefit = when[action.id], benefit_of(action)
        npv = (benefit.expected - per_year(action.costs)) * worth_of_yearly(plan, timing.earns_from)
        npv -= once(action.costs) * _worth_of_once(plan, timing.paid)
        cases[action.id] = Case(cost(plan, action), benefit, npv)
    return cases


def cost_of_platform(plan: Plan, platform: PlatformOption) -> Case:
    """A platform on its own: its cost and what that is worth today."""
    npv = -once(platform.costs) - per_year(platform.costs) * worth_of_yearly(plan, 0)
    return Case(cost(plan, platform), Benefit(), npv)


def platform_case(plan: Plan, platform: str) -> Case:
    """A platform with the benefit and the value of the chosen actions that need what it provides."""
    record: PlatformOption = find(plan, "platforms", platform)
    own = cost_of_platform(plan, record)
    provided = set(record.provides)
    cases = action_cases(plan)
    hanging = [cases[a.id] for a in chosen_actions(plan) if provided.intersection(a.requires)]
    return Case(own.cost, _sum(case.benefit for case in hanging), own.npv + fsum(case.npv for case in hanging))


def segment_case(plan: Plan, segment: str) -> Case:
    """A segment with its share of the chosen actions; one for several segments is divided equally."""
    return _shared(plan, "segments", segment)


def objective_case(plan: Plan, objective: str) -> Case:
    """An objective with its share of the chosen actions; one for several objectives is divided equally."""
    return _shared(plan, "objectives", objective)


def _shared(plan: Plan, served: Served, item: str) -> Case:
    cases = action_cases(plan)
    parts = [(cases[action.id], 1 / len(getattr(action, served))) for action in actions_for(plan, served, item)]
    return Case(
        fsum(case.cost * share for case, share in parts),
        _sum(case.benefit.times(share) for case, share in parts),
        fsum(case.npv * share for case, share in parts),
    )


def chosen_platforms(plan: Plan) -> list[PlatformOption]:
    """The platforms that the plan invests in."""
    return [platform for platform in plan.platforms if platform.chosen]


@remembered(actions=ACTION_MONEY, platforms=("chosen", "costs"), profile=PLAN_MONEY)
def plan_case(plan: Plan) -> Case:
    """The plan: its chosen actions and platforms together."""
    return case_of(plan, chosen_actions(plan), chosen_platforms(plan))


def case_of(plan: Plan, actions: Iterable[Action], platforms: Iterable[PlatformOption] = ()) -> Case:
    """Some actions and platforms together."""
    cases = action_cases(plan)
    parts = [*(cases[a.id] for a in actions), *(cost_of_platform(plan, p) for p in platforms)]
    return Case(fsum(p.cost for p in parts), _sum(p.benefit for p in parts), fsum(p.npv for p in parts))


def _sum(benefits: Iterable[Benefit]) -> Benefit:
    parts: Sequence[Benefit] = list(benefits)
    return Benefit(fsum(b.low for b in parts), fsum(b.likely for b in parts), fsum(b.high for b in parts))


def budget(plan: Plan) -> Budget:
    """What the plan costs, against its cap."""
    left_out = fsum(cost(plan, a) for a in plan.actions if a.pin == "out" and a.status != "dropped")
    return Budget(plan_case(plan).cost, plan.profile.budget_cap, left_out)


def plan_costs_by_kind(plan: Plan) -> dict[str, float]:
    """What the plan costs by kind of cost, the largest first."""
    return costs_by_kind(plan, [*chosen_actions(plan), *chosen_platforms(plan)])


def cash_flow(plan: Plan) -> list[float]:
    """The plan's expected money by month from its start: benefits less costs, not discounted."""
    paid = [0.0] * months_counted(plan)
    starting = [0.0] * (len(paid) + 1)  # what comes in a month more from then on
    when = timings(plan)
    last = len(paid) - 1
    for action in chosen_actions(plan):
        timing = when[action.id]
        paid[min(timing.paid, last)] += once(action.costs)
        starting[min(timing.earns_from, last + 1)] += (benefit_of(action).expected - per_year(action.costs)) / 12
    for platform in chosen_platforms(plan):
        paid[0] += once(platform.costs)
        starting[0] -= per_year(platform.costs) / 12
    return [earned - out for earned, out in zip(accumulate(starting[:-1]), paid, strict=True)]


def payback_month(plan: Plan) -> Month | None:
    """The month from which on the plan has brought more than it cost; None where that never comes."""
    balance, since = 0.0, None
    for month, amount in enumerate(cash_flow(plan)):
        balance += amount
        if balance < -1e-9:
            since = None
        elif since is None and balance > 0:
            since = month
    if since is None:
        return None
    start = schedule(plan).start
    year, month = divmod(start.year * 12 + start.month - 1 + since, 12)
    return year, month + 1
