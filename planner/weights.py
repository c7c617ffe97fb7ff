"""Weights that share 100 points: scaling, whole numbers, dragging an edge."""

from collections.abc import Sequence

TOTAL = 100.0


def rounded_to_total(weights: Sequence[float], total: float = TOTAL) -> list[float]:
    """The weights in proportion, as whole points that add to the total (largest remainder)."""
    if not weights:
        return []
    whole = sum(weights)
    exact = [w / whole * total for w in weights] if whole > 0 else [total / len(weights)] * len(weights)
    points = [float(int(x)) for x in exact]
    short = round(total - sum(points))
    by_remainder = sorted(range(len(exact)), key=lambda i: points[i] - exact[i])
    for i in by_remainder[:short]:
        points[i] += 1.0
    return points


def with_weight(weights: Sequence[float], at: int, value: float) -> list[float]:
    """The weights with one set to a value and the others scaled so that all add to 100."""
    value = min(max(value, 0.0), TOTAL)
    others = [w for i, w in enumerate(weights) if i != at]
    if not others:
        return [TOTAL]
    rest = rounded_to_total(others, TOTAL - value) if float(value).is_integer() else _scaled(others, value)
    return [*rest[:at], value, *rest[at:]]


def _scaled(others: Sequence[float], value: float) -> list[float]:
    whole = sum(others)
    room = TOTAL - value
    return [w / whole * room if whole > 0 else room / len(others) for w in others]


def with_one_more(weights: Sequence[float]) -> list[float]:
    """The weights with one appended that gets an equal share; the others keep their proportions."""
    count = len(weights) + 1
    return with_weight([*weights, 0.0], count - 1, round(TOTAL / count))


def shifted(weights: Sequence[float], edge: int, points: float) -> list[float]:
    """The weights after the edge right of a part moves by some points: its two neighbours share the change."""
    left, right = weights[edge], weights[edge + 1]
    points = max(-left, min(points, right))
    out = list(weights)
    out[edge], out[edge + 1] = left + points, right - points
    return out
