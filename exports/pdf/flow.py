"""The flow: places pieces on pages, one under another, and begins a new page where they do not fit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exports.pdf.pieces import Columns, Laid, NewPage, Page, Piece, Stretch, before_of, height_of, held, stacked

_MOST_HELD = 12
"""Only so many pieces are held together: nothing may push everything to the next page."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the document: the page by its number from 0, and how far down."""

    page: int
    y: float


class Flow:
    """Pages that fill up. ``top`` is where pieces begin on a page, ``bottom`` where they end."""

    def __init__(self, top: float, bottom: float) -> None:
        self.pages: list[Page] = []
        self.top = top
        self.bottom = bottom
        self.section = ""

    @property
    def room(self) -> float:
        """The height of a whole page."""
        return self.bottom - self.top

    def begin(self, section: str) -> Spot:
        """A new page for a section."""
        self.section = section
        self.pages.append(Page(section))
        return Spot(len(self.pages) - 1, self.top)

    def place(self, laid: Sequence[Laid], x: float, spot: Spot) -> Spot:
        """Places pieces from a spot on; the spot after them."""
        at = 0
        while at < len(laid):
            one = laid[at]
            if isinstance(one, NewPage):
                full = self.bottom - spot.y < self.room * one.left
                spot = self._next(spot) if full and spot.y > self.top else spot
            elif isinstance(one, Columns):
                spot = self._columns(one, x, self._fitting(laid, at, spot))
            elif isinstance(one, Stretch):
                spot = self._stretched(one, x, spot, laid[at + 1 :])
            else:
                spot = self._piece(one, x, self._fitting(laid, at, spot), laid[at - 1] if at else None)
            at += 1
        return spot

    def _next(self, spot: Spot) -> Spot:
        if spot.page + 1 == len(self.pages):
            self.pages.append(Page(self.section))
        return Spot(spot.page + 1, self.top)

    def _fitting(self, laid: Sequence[Laid], at: int, spot: Spot) -> Spot:
        """The spot, or the next page where the piece and what it must stay with do not fit."""
        if spot.y <= self.top or (at and held(laid[at - 1]) and self._unbroken(laid, at)):
            return spot
        end = at
        while held(laid[end]) and end + 1 < len(laid) and end - at < _MOST_HELD:
            end += 1
        chunk = tuple(laid[at : end + 1])
        needed = stacked(chunk) + before_of(chunk[0])
        last = chunk[-1]
        if isinstance(last, Columns):
            # Columns may be torn, but not before their first pieces.
            whole = height_of(last)
            first = max((_first(pieces) for _x, pieces in last.columns), default=0.0)
            needed += min(whole, first) - whole
        if needed > self.room:  # it fits nowhere as a whole
            needed = before_of(chunk[0]) + height_of(chunk[0])
        return spot if spot.y + needed <= self.bottom else self._next(spot)

    def _unbroken(self, laid: Sequence[Laid], at: int) -> bool:
        """Whether the piece was counted with the ones before that hold on to it, so that it fits already."""
        first = at
        while first and held(laid[first - 1]):
            first -= 1
        return at - first <= _MOST_HELD and stacked(tuple(laid[first : at + 1])) <= self.room

    def _piece(self, piece: Piece, x: float, spot: Spot, last: Laid | None) -> Spot:
        fresh = spot.y <= self.top
        if fresh and piece.head and isinstance(last, Piece) and last.group == piece.group:
            for head in piece.head:
                self.pages[spot.page].placed.append((x, spot.y, head.silent()))
                spot = replace(spot, y=spot.y + head.height)
            fresh = False
        y = spot.y + (0.0 if fresh else piece.before)
        self.pages[spot.page].placed.append((x, y, piece))
        return replace(spot, y=y + piece.height)

    def _stretched(self, stretch: Stretch, x: float, spot: Spot, following: Sequence[Laid]) -> Spot:
        """As high as there is room, but leaving what follows on the same page where all of it fits there."""
        before = 0.0 if spot.y <= self.top else stretch.before
        if spot.y > self.top and spot.y + before + stretch.least + stretch.after > self.bottom:
            spot, before = self._next(spot), 0.0
        room = self.bottom - spot.y - before
        end = next((at for at, laid in enumerate(following) if isinstance(laid, NewPage)), len(following))
        following = following[:end]
        rest = stacked(tuple(following)) + (before_of(following[0]) if following else 0.0)
        if stretch.least + rest <= room:
            # What is left over is divided among all that can grow.
            growing = 1 + sum(isinstance(laid, Stretch) for laid in following)
            high = stretch.least + (room - rest - stretch.least) / growing
        else:
            high = room - stretch.after
        piece = stretch.make(min(max(min(high, stretch.most), stretch.least), self.room))
        return self._piece(piece.spaced(before), x, spot, None)

    def _columns(self, columns: Columns, x: float, spot: Spot) -> Spot:
        y = spot.y + (0.0 if spot.y <= self.top else columns.before)
        whole = height_of(columns)
        left = self.bottom - y
        # Columns that fit into a page are torn only where leaving them would waste much of this one.
        if whole > left and whole <= self.room and left < self.room * 0.4:
            spot = self._next(spot)
            y = spot.y
        ends = [self.place(pieces, x + dx, Spot(spot.page, y)) for dx, pieces in columns.columns]
        return max(ends, key=lambda end: (end.page, end.y), default=spot)


def _first(pieces: Sequence[Laid]) -> float:
    """The height of what a column begins with and holds together."""
    end = 0
    while end < len(pieces) and held(pieces[end]) and end + 1 < len(pieces):
        end += 1
    return stacked(tuple(pieces[: end + 1]))
