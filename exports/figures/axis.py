"""Axes: round steps between two values, and the unit in which money stands beside them."""

import math
from dataclasses import dataclass


def round_step(span: float, about: int) -> float:
    """A step of 1, 2, 2.5 or 5 times a power of ten that cuts a span into about so many parts."""
    if span <= 0 or about < 1:
        return 1.0
    rough = span / about
    power = 10.0 ** math.floor(math.log10(rough))
    return min((factor * power for factor in (1.0, 2.0, 2.5, 5.0, 10.0)), key=lambda step: abs(step - rough))


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round values from low to high, both ends included where they are round."""
    step = round_step(high - low, about)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [at * step for at in range(first, last + 1)]


def decimals(values: list[float]) -> int:
    """How many decimals tell round values apart, at most three."""
    for places in range(3):
        if all(abs(round(v, places) - v) < 1e-9 * max(1.0, abs(v)) for v in values):
            return places
    return 3


@dataclass(frozen=True, slots=True)
class Axis:
    """Maps values to a stretch of the picture: ``low`` at ``start``, ``high`` at ``end``."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value."""
        return self.start + (value - self.low) / ((self.high - self.low) or 1.0) * (self.end - self.start)

    def value(self, place: float) -> float:
        """The value at a place."""
        return self.low + (place - self.start) / ((self.end - self.start) or 1.0) * (self.high - self.low)
