"""Pieces: what a page is laid out from, each of a known height and never torn apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from exports.figures.scene import Item
from exports.pdf.type import Style


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words at a point; ``y`` is its baseline."""

    x: float
    y: float
    words: str
    style: Style
    align: str = "left"
    kern: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of points in a box; ``image`` is what reportlab draws."""

    x: float
    y: float
    width: float
    height: float
    image: Any


Drawn = Item | Line | Picture


@dataclass(frozen=True, slots=True)
class Part:
    """What is read as one: its role in the structure of the document, what is drawn, and words in its place."""

    tag: str
    items: tuple[Drawn, ...]
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A box that leads somewhere: to a page of the document, or to an address outside."""

    x: float
    y: float
    width: float
    height: float
    goal: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A box as wide as its column. ``before`` is the room above it, which it does not take at the top of a page.

    ``keep`` holds it together with the next piece; ``head`` are the pieces that come again where the ones of its
    ``group`` go on on a new page.
    """

    height: float
    parts: tuple[Part, ...] = ()
    before: float = 0.0
    keep: bool = False
    group: str = ""
    tag: str = ""
    head: tuple["Piece", ...] = ()
    areas: tuple[Area, ...] = ()

    def silent(self) -> "Piece":
        """The same piece as decoration: who hears the document has heard it before."""
        return replace(self, parts=tuple(replace(part, tag="") for part in self.parts))

    def spaced(self, before: float) -> "Piece":
        """The same piece with other room above."""
        return replace(self, before=before)


@dataclass(frozen=True, slots=True)
class Columns:
    """Pieces side by side: each column with its place and its pieces; ``before`` is the room above them."""

    columns: tuple[tuple[float, tuple["Laid", ...]], ...]
    before: float = 0.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece that fits itself to the room left on the page, between a least and a most height.

    ``after`` is the room to leave for what follows on the same page.
    """

    make: Callable[[float], Piece]
    least: float
    most: float
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows starts on a new page, where less than a share of a page is left on this one."""

    left: float = 1.0


Laid = Piece | Columns | Stretch | NewPage


@dataclass(slots=True)
class Page:
    """A page: the section in its header, and the pieces with their places."""

    section: str
    placed: list[tuple[float, float, Piece]] = field(default_factory=list)
    topic: str = ""


def height_of(laid: Laid) -> float:
    """The height of something without the room above; of columns, that of the highest one."""
    if isinstance(laid, Piece):
        return laid.height
    if isinstance(laid, Stretch):
        return laid.least
    if isinstance(laid, Columns):
        return max((stacked(pieces) for _x, pieces in laid.columns), default=0.0)
    return 0.0


def stacked(pieces: tuple[Laid, ...]) -> float:
    """The height of pieces one under another, at the top of a page."""
    total = 0.0
    for at, piece in enumerate(pieces):
        total += height_of(piece) + (before_of(piece) if at else 0.0)
    return total


def tightened(laid: Sequence[Laid], share: float) -> tuple[Laid, ...]:
    """The same pieces with a share of the room between them."""
    out: list[Laid] = []
    for one in laid:
        if isinstance(one, Columns):
            columns = tuple((x, tightened(pieces, share)) for x, pieces in one.columns)
            one = Columns(columns, one.before)
        out.append(one if isinstance(one, NewPage) else replace(one, before=one.before * share))
    return tuple(out)


def before_of(laid: Laid) -> float:
    """The room above something."""
    return 0.0 if isinstance(laid, NewPage) else laid.before


def held(laid: Laid) -> bool:
    """Whether something must stay with what follows it."""
    return isinstance(laid, Piece) and laid.keep
