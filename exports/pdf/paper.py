"""The paper: sizes, margins and the motif, in units of 96 to an inch as the drawings of the report have them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from exports.figures.scene import Item, Path, Rect, circle, line

UNIT = 0.75
"""Points in a unit."""
MARGIN = 40.0
HEADER = 64.0
FOOTER = 46.0
TOP = 98.0
"""Where the words of a page begin."""

SIZES = {"a4": (595.276, 841.89), "letter": (612.0, 792.0)}
"""Widths and heights in points."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper in units: its width and height, and where the content begins and ends."""

    width: float
    height: float

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def bottom(self) -> float:
        """Where content must end."""
        return self.height - FOOTER - 22


def sheet(paper: str) -> Sheet:
    """The sheet of a paper by its key."""
    wide, high = SIZES.get(paper, SIZES["a4"])
    return Sheet(wide / UNIT, high / UNIT)


def motif(x: float, y: float, radius: float, ring: float, fine: bool = True) -> Iterator[Item]:
    """The half circle with five strong rays that stands for any client, its middle at a point."""
    yield _arc(x, y, radius - ring / 2, ring)
    inner, outer = radius * 0.287, radius * 0.92
    for at in range(1, 18):
        angle = math.radians(10 * at)
        strong = at % 3 == 0
        if not strong and not fine:
            continue
        cos, sin = math.cos(angle), math.sin(angle)
        ends = [(x - cos * inner, y - sin * inner), (x - cos * outer, y - sin * outer)]
        yield line(ends, "brand" if strong else "brand.fine", max(0.8, radius * (0.005 if strong else 0.0026)))
    yield circle(x, y, radius * 0.232, "brand")


def emblem(x: float, y: float, wide: float) -> Iterator[Item]:
    """The motif as a small mark, the lower edge of its box at ``y``."""
    radius, thick = wide / 2, wide * 0.082
    middle = x + radius
    yield _arc(middle, y - thick / 2, radius - thick / 2, thick, round_ends=True)
    for at in range(1, 6):
        angle = math.radians(30 * at)
        cos, sin = math.cos(angle), math.sin(angle)
        inner, outer = radius * 0.36, radius * 0.68
        yield line(
            [(middle - cos * inner, y - thick / 2 - sin * inner), (middle - cos * outer, y - thick / 2 - sin * outer)],
            "brand.mark",
            wide * 0.052,
        )
    yield circle(middle, y - thick / 2, wide * 0.058, "brand.mark")


def _arc(x: float, y: float, radius: float, thick: float, round_ends: bool = False) -> Item:
    """The upper half of a circle."""
    k = radius * 0.5522847498
    steps: tuple[tuple[str | float, ...], ...] = (
        ("M", x - radius, y),
        ("C", x - radius, y - k, x - k, y - radius, x, y - radius),
        ("C", x + k, y - radius, x + radius, y - k, x + radius, y),
    )
    return Path(steps, "", "brand.mark" if round_ends else "brand", thick)


def block(x: float, y: float, wide: float, high: float) -> Rect:
    """An area in the brand colour."""
    return Rect(x, y, wide, high, "brand")
