"""How sure the business case is: a Monte Carlo run over the benefits, and the assumptions that move it most."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.actions.business_case import (
    ACTION_MONEY,
    PLAN_MONEY,
    Benefit,
    benefit_of,
    plan_case,
    timings,
    worth_of_yearly,
)
from planner.actions.chosen import chosen_actions
from planner.memo import remembered
from planner.plan import Plan

if TYPE_CHECKING:
    import numpy as np

RUNS = 10_000
SEED = 5


@dataclass(frozen=True, slots=True)
class Quantiles:
    """What a figure exceeds in nine, five and one of ten runs."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class Driver:
    """An action whose assumption moves the plan's value: the value with its benefit at its lowest and highest.

    ``share`` is its part of the variance of the result.
    """

    action: str
    low: float
    high: float
    share: float

    @property
    def swing(self) -> float:
        """How far the assumption moves the result from end to end."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Simulation:
    """The spread of the plan's value today and of its yearly gain, and the drivers, the strongest first."""

    npv: Quantiles
    gain: Quantiles
    drivers: tuple[Driver, ...]


@remembered(actions=ACTION_MONEY, platforms=("chosen", "costs"), profile=PLAN_MONEY)
def simulate(plan: Plan) -> Simulation:
    """The spread of the business case if each benefit falls anywhere in its range; always the same sample."""
    import numpy as np

    chance = np.random.default_rng(SEED)
    actions = chosen_actions(plan)
    when = timings(plan)
    ranges = [benefit_of(a) for a in actions]
    worth = [worth_of_yearly(plan, when[a.id].earns_from) for a in actions]
    npv = np.full(RUNS, plan_case(plan).npv)
    gain = np.zeros(RUNS)
    for benefit, value in zip(ranges, worth, strict=True):
        drawn = _draw(chance, benefit)
        gain += drawn
        npv += (drawn - benefit.expected) * value
    return Simulation(_quantiles(npv), _quantiles(gain), _drivers(plan, [a.id for a in actions], ranges, worth))


def _draw(chance: "np.random.Generator", benefit: Benefit) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    import numpy as np

    if benefit.high <= benefit.low:
        return np.full(RUNS, benefit.likely)
    return chance.triangular(benefit.low, benefit.likely, benefit.high, RUNS)


def _quantiles(values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Quantiles:
    import numpy as np

    p10, p50, p90 = (float(q) for q in np.quantile(values, (0.1, 0.5, 0.9)))
    return Quantiles(p10, p50, p90)


def variance(benefit: Benefit) -> float:
    """The variance of a triangular distribution."""
    a, b, c = benefit.low, benefit.high, benefit.likely
    return max(0.0, (a * a + b * b + c * c - a * b - a * c - b * c) / 18)


def _drivers(plan: Plan, ids: Sequence[str], ranges: Sequence[Benefit], worth: Sequence[float]) -> tuple[Driver, ...]:
    middle = plan_case(plan).npv
    parts = [variance(benefit) * value * value for benefit, value in zip(ranges, worth, strict=True)]
    whole = sum(parts)
    drivers = [
        Driver(
            action,
            middle + (benefit.low - benefit.expected) * value,
            middle + (benefit.high - benefit.expected) * value,
            part / whole,
        )
        for action, benefit, value, part in zip(ids, ranges, worth, parts, strict=True)
        if part > 0
    ]
    return tuple(sorted(drivers, key=lambda driver: -driver.share))
