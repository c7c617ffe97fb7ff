"""Paints a scene on a reportlab canvas; its colours are roles of the palette of paper."""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from exports.figures.icons import icon_paths
from exports.figures.scene import Icon, Item, Path, Rect, Scene, Text

_ARROW = 5.0
_WEIGHTS = {400: "Inter-400", 500: "Inter-500", 600: "Inter-600", 700: "Inter-700"}
_FILES = {
    "Inter-400": "Inter-Regular",
    "Inter-500": "Inter-Medium",
    "Inter-600": "Inter-SemiBold",
    "Inter-700": "Inter-Bold",
    "Inter-italic": "Inter-Italic",
    "Display-500": "InterDisplay-Medium",
    "Display-600": "InterDisplay-SemiBold",
}


def register_fonts() -> None:
    """Makes the bundled fonts known to reportlab; they are embedded as subsets of what is printed."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    import resources

    known = set(pdfmetrics.getRegisteredFontNames())
    for name, file in _FILES.items():
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(resources.path(f"fonts/{file}.ttf"))))


def font_of(weight: int) -> str:
    """The name of the font of a weight, as registered."""
    return _WEIGHTS.get(weight, "Inter-400")


class Paper:
    """A reportlab canvas as a surface whose y grows downwards, with an origin and a unit of its own.

    ``x`` and ``y`` are where the origin lies, in units of the page; ``unit`` is the size of one in points.
    """

    def __init__(
        self, canvas: Any, colours: Mapping[str, str], height: float, unit: float = 1.0, x: float = 0.0, y: float = 0.0
    ) -> None:
        self.canvas = canvas
        self.colours = colours
        self.height = height
        self.unit = unit
        self.x = x
        self.y = y

    def at(self, x: float, y: float, scale: float = 1.0) -> "Paper":
        """The same surface with its origin elsewhere, and perhaps at another scale."""
        return Paper(
            self.canvas, self.colours, self.height, self.unit * scale, self.x + x * self.unit, self.y + y * self.unit
        )

    def paint(self, items: Iterable[Item]) -> None:
        """Paints items from back to front."""
        for item in items:
            if isinstance(item, Rect):
                self.rect(item)
            elif isinstance(item, Path):
                self.path(item)
            elif isinstance(item, Text):
                self.text(item)
            else:
                self.icon(item)

    def spot(self, x: float, y: float) -> tuple[float, float]:
        """A point in the canvas's own measure."""
        return self.x + x * self.unit, self.height - self.y - y * self.unit

    def colour(self, role: str) -> tuple[float, float, float, float]:
        """The colour of a role, or of #RRGGBB with perhaps an opacity, as four shares."""
        code = role if role.startswith("#") else self.colours[role]
        if code == "transparent":
            return 0.0, 0.0, 0.0, 0.0
        parts = [int(code[at : at + 2], 16) / 255 for at in range(1, len(code), 2)]
        return parts[0], parts[1], parts[2], parts[3] if len(parts) > 3 else 1.0

    def rect(self, item: Rect) -> None:
        """Paints a rectangle; one without width or height is nothing."""
        if item.width <= 0 or item.height <= 0 or not self._pen(item):
            return
        x, y = self.spot(item.x, item.y + item.height)
        wide, high = item.width * self.unit, item.height * self.unit
        radius = min(item.radius * self.unit, wide / 2, high / 2)
        fill, stroke = int(bool(item.fill)), int(bool(item.stroke))
        if radius > 0:
            self.canvas.roundRect(x, y, wide, high, radius, stroke=stroke, fill=fill)
        else:
            self.canvas.rect(x, y, wide, high, stroke=stroke, fill=fill)
        self._clear(item)

    def path(self, item: Path, round_ends: bool = False) -> None:
        """Paints a line or an area, with its arrow."""
        if not item.steps or not self._pen(item):
            return
        if round_ends:
            self.canvas.setLineCap(1)
            self.canvas.setLineJoin(1)
        self._draw(item.steps, fill=int(bool(item.fill)), stroke=int(bool(item.stroke)))
        if item.arrow and item.stroke:
            self._arrow(item)
        if round_ends:
            self.canvas.setLineCap(0)
            self.canvas.setLineJoin(0)
        self._clear(item)

    def _draw(self, steps: Iterable[tuple[str | float, ...]], fill: int, stroke: int) -> None:
        path = self.canvas.beginPath()
        for step in steps:
            n = [float(v) for v in step[1:]]
            if step[0] == "M":
                path.moveTo(*self.spot(n[0], n[1]))
            elif step[0] == "L":
                path.lineTo(*self.spot(n[0], n[1]))
            elif step[0] == "C":
                path.curveTo(*self.spot(n[0], n[1]), *self.spot(n[2], n[3]), *self.spot(n[4], n[5]))
            else:
                path.close()
        self.canvas.drawPath(path, stroke=stroke, fill=fill)

    def _arrow(self, item: Path) -> None:
        numbers = [float(v) for step in item.steps for v in step[1:]]
        if len(numbers) < 4:
            return
        from_x, from_y, x, y = numbers[-4:]
        angle = math.atan2(y - from_y, x - from_x)
        size = _ARROW + item.line
        self.canvas.setDash()
        for turn in (0.42, -0.42):
            end = (x - size * math.cos(angle + turn), y - size * math.sin(angle + turn))
            self._draw((("M", x, y), ("L", *end)), fill=0, stroke=1)

    def text(self, item: Text) -> None:
        """Paints one line of words."""
        font = font_of(item.weight)
        self.words(
            item.x, item.y, item.words, font, item.size, item.colour, item.align, turn=item.turn, opacity=item.opacity
        )
        if item.strike:
            self._strike(item, font)

    def words(
        self,
        x: float,
        y: float,
        words: str,
        font: str,
        size: float,
        colour: str,
        align: str = "left",
        tracking: float = 0.0,
        turn: float = 0.0,
        opacity: float = 1.0,
        kern: bool = False,
    ) -> None:
        """Paints words in a registered font; ``tracking`` is what each letter takes more, in units.

        Pairs of letters are kerned only where asked: figures are not, so that every painter agrees on widths.
        """
        words = printable(words)
        if not words:
            return
        points = size * self.unit
        wide, said = _kerned(words, font, points) if kern else (text_width(words, font, points), words)
        wide += tracking * self.unit * (len(words) - 1)
        left = {"left": 0.0, "centre": -wide / 2, "right": -wide}[align]
        at_x, at_y = self.spot(x, y)
        red, green, blue, alpha = self.colour(colour)
        canvas = self.canvas
        canvas.setFillColorRGB(red, green, blue)
        self._see_through(alpha * opacity, fill=True)
        text = canvas.beginText()
        if turn:
            angle = math.radians(-turn)
            cos, sin = math.cos(angle), math.sin(angle)
            text.setTextTransform(cos, sin, -sin, cos, at_x + left * cos, at_y + left * sin)
        else:
            text.setTextOrigin(at_x + left, at_y)
        text.setFont(font, points)
        text.setCharSpace(tracking * self.unit)
        text.textOut(said)
        canvas.drawText(text)
        self._solid(alpha * opacity)

    def _strike(self, item: Text, font: str) -> None:
        wide = text_width(printable(item.words), font, item.size)
        left = item.x - {"left": 0.0, "centre": wide / 2, "right": wide}[item.align]
        y = item.y - item.size * 0.3
        self.path(Path((("M", left, y), ("L", left + wide, y)), "", item.colour, item.size / 14))

    def icon(self, item: Icon) -> None:
        """Paints an icon as paths; a name that is not there is nothing."""
        for path in icon_paths(item):
            self.path(path, round_ends=True)

    def _pen(self, item: Rect | Path) -> bool:
        """Sets fill, line, dash and opacity; False where nothing would be seen."""
        canvas = self.canvas
        seen = False
        if item.fill:
            red, green, blue, alpha = self.colour(item.fill)
            canvas.setFillColorRGB(red, green, blue)
            self._see_through(alpha * item.opacity, fill=True)
            seen = alpha > 0
        if item.stroke:
            red, green, blue, alpha = self.colour(item.stroke)
            canvas.setStrokeColorRGB(red, green, blue)
            self._see_through(alpha * item.opacity, fill=False)
            canvas.setLineWidth(item.line * self.unit)
            if item.dash:
                canvas.setDash([d * self.unit for d in item.dash])
            seen = seen or alpha > 0
        return seen

    def _see_through(self, alpha: float, fill: bool) -> None:
        if alpha < 1.0:
            (self.canvas.setFillAlpha if fill else self.canvas.setStrokeAlpha)(alpha)

    def _clear(self, item: Rect | Path) -> None:
        if item.dash:
            self.canvas.setDash()
        clear = any(self.colour(role)[3] < 1.0 for role in (item.fill, item.stroke) if role)
        self._solid(0.0 if clear else item.opacity)

    def _solid(self, alpha: float) -> None:
        if alpha < 1.0:
            self.canvas.setFillAlpha(1)
            self.canvas.setStrokeAlpha(1)


def paint_on_paper(
    canvas: Any,
    scene: Scene,
    colours: Mapping[str, str],
    height: float,
    x: float = 0.0,
    y: float = 0.0,
    unit: float = 1.0,
) -> None:
    """Paints a scene on a canvas whose page is so high, its upper left corner at a point, in points."""
    Paper(canvas, colours, height, unit, x, y).paint(scene.items)


BOX = "□"
"""What stands for a character that no bundled font has."""


def printable(words: str) -> str:
    """The words as the fonts can print them: what they lack becomes a visible box, signs of control go."""
    if words.isascii() and words.isprintable():
        return words
    glyphs = _glyphs()
    return "".join(_printed(letter, ord(letter) in glyphs) for letter in words)


def _printed(letter: str, known: bool) -> str:
    if letter.isspace():
        return letter if known and letter not in "\n\t" else " "
    return letter if known and letter not in _UNSEEN else _box(letter)


def missing(words: str) -> set[str]:
    """The characters of some words that no bundled font has."""
    if words.isascii():
        return set()
    glyphs = _glyphs()
    return {letter for letter in words if ord(letter) not in glyphs and _box(letter)}


def _box(letter: str) -> str:
    import unicodedata

    # Marks that join what stands before them, and signs of direction, leave no box of their own.
    return "" if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Mn", "Me") else BOX


_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Signs that say where to break or which way to read, and show nothing."""

_known_glyphs: set[int] = set()


def _glyphs() -> set[int]:
    if not _known_glyphs:
        from reportlab.pdfbase import pdfmetrics

        register_fonts()
        faces = [set(pdfmetrics.getFont(name).face.charToGlyph) for name in _FILES]
        _known_glyphs.update(set.intersection(*faces))
    return _known_glyphs


def text_width(words: str, font: str, size: float) -> float:
    """The width of words in a registered font, without kerning."""
    from reportlab.pdfbase import pdfmetrics

    return float(pdfmetrics.stringWidth(words, font, size))


@lru_cache(maxsize=2048)
def _kerned(words: str, font: str, size: float) -> tuple[float, str]:
    """The width of kerned words, and the words with their places."""
    from reportlab.pdfbase.ttfonts import ABag, shapeFragWord

    # Ligatures and alternates would leave characters that cannot be searched for.
    asked = {"kern": True, "liga": False, "calt": False}
    plain = [text_width(words, font, size), (ABag(fontName=font, fontSize=size), words)]
    shaped = shapeFragWord(plain, features=asked)
    return float(shaped[0]), shaped[1][1]
