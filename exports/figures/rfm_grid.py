"""The RFM grid as a picture: five by five tiles with how many customers they hold, what they bring and their group."""

from collections.abc import Iterator, Sequence

from exports.figures.scene import Item, Rect, Scene, Table, Text
from exports.figures.words import elided
from exports.figures.words import width as width_of
from planner.language import _, money_short, ngettext, number
from planner.segments.rfm import SCORES
from planner.segments.rfm_grid import Axis, Grid, tiles
from planner.segments.rfm_groups import Group, tile_groups
from planner.segments.words import lifecycle_role

_SIZE = 12.0
_GAP = 4.0
_TITLE = 18.0
_SCORE = 16.0
_GROUND, _EDGE = 0.13, 4.0


def tile_ref(recency: int, second: int) -> str:
    """The ref of a tile: recency score and the other one."""
    return f"{recency}-{second}"


def tile_of(ref: str) -> tuple[int, int]:
    """The scores of a tile by its ref."""
    recency, _sign, second = ref.partition("-")
    return int(recency), int(second)


def axis_words(axis: Axis) -> str:
    """What the rows of the grid are."""
    return {
        "both": _("Frequency and money"),
        "frequency": _("Frequency"),
        "monetary": _("Money"),
    }[axis]


def rfm_grid(
    grid: Grid,
    groups: Sequence[Group],
    axis: Axis,
    width: float,
    height: float,
    scale: float = 1.0,
    currency: str = "EUR",
    chosen: str = "",
    group: str = "",
) -> Scene:
    """The tiles, recency to the right and the other score upwards; ``chosen`` is a tile, ``group`` one to outline."""
    found = tiles(grid, axis)
    left, bottom = (_TITLE + _SCORE) * scale, (_TITLE + _SCORE) * scale
    wide, high = (width - left - 1) / SCORES, (height - bottom - 1) / SCORES
    items: list[Item] = []
    rows = []
    for second in range(SCORES, 0, -1):
        for recency in range(1, SCORES + 1):
            sums = found[recency, second]
            owners = tile_groups(groups, recency, second, axis)
            name = " + ".join(owner.name for owner in owners)
            x, y = left + (recency - 1) * wide, (SCORES - second) * high
            tile = _Tile(tile_ref(recency, second), x, y, wide - _GAP, high - _GAP, scale)
            worth = money_short(float(sums.money), currency)
            customers = ngettext("{count} customer", "{count} customers", sums.customers).format(
                count=number(sums.customers)
            )
            tip = _("{group}: {customers}, {money}").format(
                group=name or _("No group"), customers=customers, money=worth
            )
            ringed = tile.ref == chosen or (bool(group) and any(owner.key == group for owner in owners))
            role = lifecycle_role(owners[0].lifecycle) if owners else "line.control"
            items += tile.items(number(sums.customers), worth, name, role, tip, ringed, tile.ref == chosen)
            rows.append((str(recency), str(second), name, number(sums.customers), worth))
    items += _axes(axis, left, bottom, wide, high, width, height, scale)
    sums = grid.sums
    said = _("{customers} customers on five by five scores of recency and of {other}.")
    head = (_("Recency"), axis_words(axis), _("Group"), _("Customers"), _("Money"))
    sentence = said.format(customers=number(sums.customers), other=axis_words(axis).lower())
    return Scene(width, height, tuple(items), sentence, Table(head, tuple(rows)))


class _Tile:
    """One tile and where it stands."""

    def __init__(self, ref: str, x: float, y: float, wide: float, high: float, scale: float) -> None:
        self.ref, self.x, self.y, self.wide, self.high, self.scale = ref, x, y, wide, high, scale

    def items(
        self, count: str, worth: str, name: str, role: str, tip: str, ringed: bool, chosen: bool
    ) -> Iterator[Item]:
        """What the tile is made of, from back to front."""
        yield Rect(self.x, self.y, self.wide, self.high, "bg.surface", "line.hair", 6, ref=self.ref, tip=tip)
        yield Rect(self.x, self.y, self.wide, self.high, role, radius=6, opacity=_GROUND, ref=self.ref, tip=tip)
        yield Rect(self.x, self.y + 6, _EDGE, self.high - 12, role, radius=2, ref=self.ref, tip=tip)
        if ringed:
            inset = 1.0
            yield Rect(
                self.x + inset,
                self.y + inset,
                self.wide - 2 * inset,
                self.high - 2 * inset,
                stroke="accent.fill" if chosen else "accent.line",
                radius=5,
                line=2.5 if chosen else 1.5,
                ref=self.ref,
                tip=tip,
            )
        yield from self._words(count, worth, name, tip)

    def _words(self, count: str, worth: str, name: str, tip: str) -> Iterator[Item]:
        size, left, room = _SIZE * self.scale, self.x + 12, self.wide - 20
        large, small = size * 1.2, size * 0.92
        two = self.high > (large + small) * 1.28
        y = self.y + (self.high - (large + small * 1.35 if two else large)) / 2 + large * 0.86
        yield Text(left, y, elided(count, room, large, 600), large, "text.primary", 600, ref=self.ref, tip=tip)
        beside, right = room - width_of(count, large, 600) - 8, left + room
        if two:
            below = y + small * 1.35
            yield Text(left, below, elided(name, room, small), small, "text.secondary", ref=self.ref, tip=tip)
        # Where there is one line only, it tells the group: its colour alone must not.
        said, tall = (worth, size) if two else (elided(name, beside, small), small)
        if width_of(said, tall) <= beside:
            yield Text(right, y, said, tall, "text.secondary", align="right", ref=self.ref, tip=tip)


def _axes(
    axis: Axis, left: float, bottom: float, wide: float, high: float, width: float, height: float, scale: float
) -> Iterator[Item]:
    size = (_SIZE - 1) * scale
    for score in range(1, SCORES + 1):
        across = left + (score - 0.5) * wide - _GAP / 2
        up = (SCORES - score + 0.5) * high + size / 3
        yield Text(across, height - bottom + size + 2, str(score), size, "text.secondary", align="centre")
        yield Text(left - 8 * scale, up, str(score), size, "text.secondary", align="right")
    said = _("Recency: long ago on the left, lately on the right")
    across = left + (width - left) / 2
    yield Text(across, height - 3, elided(said, width - left, size), size, "text.secondary", align="centre")
    words, middle = elided(axis_words(axis), height - bottom, size), (height - bottom) / 2
    yield Text(size, middle, words, size, "text.secondary", align="centre", turn=-90)
