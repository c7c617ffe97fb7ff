"""Icons as paths: the bundled SVG icons, read into the steps of a scene, for painters that know no SVG."""

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import resources
from exports.figures.scene import Icon, Path

Step = tuple[str | float, ...]

BOX = 24.0
"""Icons are drawn on a square of that side."""

_TOKEN = re.compile(r"([A-Za-z])|([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)")
_FLAG = re.compile(r"\s*,?\s*([01])")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_ROUND = 0.5522847498
"""How far the handles of a quarter circle reach."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of an icon in its box: its steps, the width of its line, and whether it is filled."""

    steps: tuple[Step, ...]
    line: float
    filled: bool
    accent: bool


def icon_paths(icon: Icon) -> Iterator[Path]:
    """The icon of a scene as paths at its place and size; its lines have round ends and joins."""
    scale = icon.size / BOX
    for shape in shapes(icon.name):
        colour = "accent.fill" if shape.accent else icon.colour
        yield Path(
            tuple(_placed(step, icon.x, icon.y, scale) for step in shape.steps),
            colour if shape.filled else "",
            colour if shape.line else "",
            shape.line * scale,
            opacity=icon.opacity,
        )


def _placed(step: Step, dx: float, dy: float, scale: float) -> Step:
    return (step[0], *(float(n) * scale + (dy if at % 2 else dx) for at, n in enumerate(step[1:])))


@lru_cache(maxsize=256)
def shapes(name: str) -> tuple[Shape, ...]:
    """The shapes of an icon of the bundled set; none for a name that is not there."""
    file = resources.path(f"icons/{name}.svg")
    if not file.is_file():
        return ()
    root = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - ships with Rapport
    return tuple(_shapes(root))


def _shapes(root: ET.Element) -> Iterator[Shape]:
    for element in root.iter():
        steps = tuple(_steps(element))
        if not steps:
            continue
        fill = element.get("fill", root.get("fill", "none"))
        stroke = element.get("stroke", root.get("stroke", "none"))
        line = float(element.get("stroke-width", root.get("stroke-width", "2"))) if stroke != "none" else 0.0
        yield Shape(steps, line, fill != "none", "accentColor" in (fill, stroke))


def _steps(element: ET.Element) -> Iterator[Step]:
    kind = element.tag.rpartition("}")[2]
    if kind == "path":
        yield from path_steps(element.get("d", ""))
        return
    n = {key: float(value) for key, value in element.items() if _is_number(value)}
    if kind in ("circle", "ellipse"):
        rx, ry = n.get("rx", n.get("r", 0.0)), n.get("ry", n.get("r", 0.0))
        yield from _oval(n["cx"], n["cy"], rx, ry)
    elif kind == "rect":
        yield from _rect(n.get("x", 0.0), n.get("y", 0.0), n["width"], n["height"], n.get("rx", n.get("ry", 0.0)))
    elif kind == "line":
        yield ("M", n["x1"], n["y1"])
        yield ("L", n["x2"], n["y2"])
    elif kind in ("polyline", "polygon"):
        points = [float(v) for v in re.split(r"[\s,]+", element.get("points", "").strip())]
        yield from (("L" if at else "M", points[at], points[at + 1]) for at in range(0, len(points), 2))
        if kind == "polygon":
            yield ("Z",)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _oval(cx: float, cy: float, rx: float, ry: float) -> Iterator[Step]:
    kx, ky = rx * _ROUND, ry * _ROUND
    yield ("M", cx + rx, cy)
    yield ("C", cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry)
    yield ("C", cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy)
    yield ("C", cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry)
    yield ("C", cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy)
    yield ("Z",)


def _rect(x: float, y: float, wide: float, high: float, radius: float) -> Iterator[Step]:
    r = min(radius, wide / 2, high / 2)
    k = r * (1 - _ROUND)
    yield ("M", x + r, y)
    yield ("L", x + wide - r, y)
    yield ("C", x + wide - k, y, x + wide, y + k, x + wide, y + r)
    yield ("L", x + wide, y + high - r)
    yield ("C", x + wide, y + high - k, x + wide - k, y + high, x + wide - r, y + high)
    yield ("L", x + r, y + high)
    yield ("C", x + k, y + high, x, y + high - k, x, y + high - r)
    yield ("L", x, y + r)
    yield ("C", x, y + k, x + k, y, x + r, y)
    yield ("Z",)


def path_steps(data: str) -> list[Step]:
    """The steps of an SVG path: absolute moves, lines, cubic curves and closings."""
    pen = _Pen()
    for command, numbers in _commands(data):
        pen.draw(command, numbers)
    return pen.steps


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with the numbers of one step; what follows a move without a letter is a line."""
    at, command = 0, ""
    numbers: list[float] = []
    while match := _TOKEN.search(data, at):
        if match[1]:
            command, numbers, at = match[1], [], match.end()
            if command in "Zz":
                yield command, []
            continue
        flag = _FLAG.match(data, at) if command in "Aa" and len(numbers) in (3, 4) else None
        numbers.append(float(flag[1] if flag else match[2]))
        at = flag.end() if flag else match.end()
        if len(numbers) == _NUMBERS[command.upper()]:
            yield command, numbers
            numbers = []
            command = {"M": "L", "m": "l"}.get(command, command)


class _Pen:
    """Follows the commands of a path and keeps where it is, where it began, and the last handle."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.x = self.y = self.x0 = self.y0 = 0.0
        self.handle: tuple[str, float, float] = ("", 0.0, 0.0)

    def draw(self, command: str, numbers: list[float]) -> None:
        """Draws one command from where the pen is."""
        kind, near = command.upper(), command.islower()
        n = self._absolute(kind, numbers) if near else numbers
        if kind == "Z":
            self.steps.append(("Z",))
            self.x, self.y = self.x0, self.y0
        elif kind == "M":
            self.steps.append(("M", n[0], n[1]))
            self.x0, self.y0 = n[0], n[1]
            self._at(n[0], n[1])
        elif kind in "LHV":
            x = self.x if kind == "V" else n[0]
            y = n[0] if kind == "V" else (self.y if kind == "H" else n[1])
            self.steps.append(("L", x, y))
            self._at(x, y)
        elif kind in "CS":
            hx, hy = n[:2] if kind == "C" else self._mirrored("C")
            rest = n[2:] if kind == "C" else n
            self._curve(hx, hy, *rest)
            self.handle = ("C", rest[0], rest[1])
        elif kind in "QT":
            qx, qy = n[:2] if kind == "Q" else self._mirrored("Q")
            (x0, y0), (x, y) = (self.x, self.y), n[-2:]
            # A quadratic curve is a cubic one whose handles go two thirds of the way.
            one = (x0 + 2 / 3 * (qx - x0), y0 + 2 / 3 * (qy - y0))
            two = (x + 2 / 3 * (qx - x), y + 2 / 3 * (qy - y))
            self._curve(*one, *two, x, y)
            self.handle = ("Q", qx, qy)
        else:
            self._arc(n)

    def _absolute(self, kind: str, numbers: list[float]) -> list[float]:
        if kind == "A":
            return [*numbers[:5], numbers[5] + self.x, numbers[6] + self.y]
        if kind == "V":
            return [numbers[0] + self.y]
        return [value + (self.y if at % 2 else self.x) for at, value in enumerate(numbers)]

    def _mirrored(self, kind: str) -> tuple[float, float]:
        if self.handle[0] != kind:
            return self.x, self.y
        return 2 * self.x - self.handle[1], 2 * self.y - self.handle[2]

    def _at(self, x: float, y: float) -> None:
        self.x, self.y = x, y
        self.handle = ("", 0.0, 0.0)

    def _curve(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        self.steps.append(("C", x1, y1, x2, y2, x, y))
        self._at(x, y)

    def _arc(self, n: list[float]) -> None:
        """An elliptical arc as curves of at most a quarter each (SVG 1.1, appendix F.6.5)."""
        rx, ry, turn, large, sweep, x, y = abs(n[0]), abs(n[1]), math.radians(n[2]), n[3], n[4], n[5], n[6]
        if rx == 0 or ry == 0 or (x == self.x and y == self.y):
            self.steps.append(("L", x, y))
            self._at(x, y)
            return
        cos, sin = math.cos(turn), math.sin(turn)
        half_x, half_y = (self.x - x) / 2, (self.y - y) / 2
        px, py = cos * half_x + sin * half_y, -sin * half_x + cos * half_y
        over = (px / rx) ** 2 + (py / ry) ** 2
        if over > 1:
            rx, ry = rx * math.sqrt(over), ry * math.sqrt(over)
        below = (rx * py) ** 2 + (ry * px) ** 2
        root = math.sqrt(max(0.0, (rx * ry) ** 2 / below - 1)) * (-1 if large == sweep else 1)
        cx, cy = root * rx * py / ry, -root * ry * px / rx
        middle_x = cos * cx - sin * cy + (self.x + x) / 2
        middle_y = sin * cx + cos * cy + (self.y + y) / 2
        first = math.atan2((py - cy) / ry, (px - cx) / rx)
        last = math.atan2((-py - cy) / ry, (-px - cx) / rx)
        span = last - first
        if sweep and span < 0:
            span += 2 * math.pi
        elif not sweep and span > 0:
            span -= 2 * math.pi
        count = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
        part = span / count
        reach = 4 / 3 * math.tan(part / 4)

        def spot(angle: float, along: float) -> tuple[float, float]:
            ex = rx * (math.cos(angle) - along * math.sin(angle))
            ey = ry * (math.sin(angle) + along * math.cos(angle))
            return cos * ex - sin * ey + middle_x, sin * ex + cos * ey + middle_y

        for at in range(count):
            one, two = first + at * part, first + (at + 1) * part
            end = (x, y) if at == count - 1 else spot(two, 0.0)
            self._curve(*spot(one, reach), *spot(two, -reach), *end)
