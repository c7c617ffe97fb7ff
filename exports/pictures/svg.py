"""SVG: a scene as a text that browsers and drawing programs open, its words as words and its icons as paths."""

import math
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from exports.figures.icons import icon_paths
from exports.figures.scene import Icon, Item, Path, Rect, Scene, Text
from planner.intake.cleaning import clean_text

FONTS = "Inter, 'Helvetica Neue', Arial, sans-serif"
_ANCHORS = {"left": "start", "centre": "middle", "right": "end"}
_ARROW = 5.0


def svg_text(scene: Scene, colours: Mapping[str, str], title: str = "", ground: str = "#FFFFFF") -> str:
    """A scene as an SVG document; ``colours`` are those of its roles, ``ground`` what is painted behind it or nothing.

    Who cannot see it hears the title and the scene's sentence.
    """
    wide, high = _figure(scene.width), _figure(scene.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        f' role="img" aria-labelledby="title desc" font-family="{FONTS}">',
        f'<title id="title">{_words(title)}</title>',
        f'<desc id="desc">{_words(scene.sentence)}</desc>',
    ]
    if ground:
        lines.append(f'<rect width="{wide}" height="{high}" fill="{ground}"/>')
    lines += _painted(scene.items, colours)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _painted(items: Iterable[Item], colours: Mapping[str, str]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Rect):
            yield from _rect(item, colours)
        elif isinstance(item, Path):
            yield from _path(item, colours)
        elif isinstance(item, Text):
            yield from _text(item, colours)
        else:
            yield from _icon(item, colours)


def _rect(item: Rect, colours: Mapping[str, str]) -> Iterator[str]:
    if item.width <= 0 or item.height <= 0 or not (item.fill or item.stroke):
        return
    radius = min(item.radius, item.width / 2, item.height / 2)
    place = _said(x=item.x, y=item.y, width=item.width, height=item.height) + (_said(rx=radius) if radius > 0 else "")
    yield f"<rect{place}{_pen(item, colours)}{_end('rect', item.tip)}"


def _path(item: Path, colours: Mapping[str, str], round_ends: bool = False) -> Iterator[str]:
    if not item.steps or not (item.fill or item.stroke):
        return
    ends = ' stroke-linecap="round" stroke-linejoin="round"' if round_ends else ""
    yield f'<path d="{_steps(item.steps)}"{_pen(item, colours)}{ends}{_end("path", item.tip)}'
    if item.arrow and item.stroke:
        head = _arrow(item)
        if head:
            plain = Path(head, "", item.stroke, item.line, opacity=item.opacity)
            yield f'<path d="{_steps(head)}"{_pen(plain, colours)}/>'


def _arrow(item: Path) -> tuple[tuple[str | float, ...], ...]:
    numbers = [float(v) for step in item.steps for v in step[1:]]
    if len(numbers) < 4:
        return ()
    from_x, from_y, x, y = numbers[-4:]
    angle, size = math.atan2(y - from_y, x - from_x), _ARROW + item.line
    ends = [(x - size * math.cos(angle + turn), y - size * math.sin(angle + turn)) for turn in (0.42, -0.42)]
    return (("M", *ends[0]), ("L", x, y), ("L", *ends[1]))


def _text(item: Text, colours: Mapping[str, str]) -> Iterator[str]:
    if not item.words.strip():
        return
    colour, seen = _colour(item.colour, colours)
    about = _said(x=item.x, y=item.y, font_size=item.size)
    if item.weight != 400:
        about += f' font-weight="{item.weight}"'
    if item.align != "left":
        about += f' text-anchor="{_ANCHORS[item.align]}"'
    if item.turn:
        about += f' transform="rotate({_figure(item.turn)} {_figure(item.x)} {_figure(item.y)})"'
    if item.strike:
        about += ' text-decoration="line-through"'
    opacity = seen * item.opacity
    about += f' fill="{colour}"' + (_said(fill_opacity=opacity) if opacity < 1.0 else "")
    tip = f"<title>{_words(item.tip)}</title>" if item.tip and item.tip != item.words else ""
    yield f'<text{about} xml:space="preserve">{tip}{_words(item.words)}</text>'


def _icon(item: Icon, colours: Mapping[str, str]) -> Iterator[str]:
    for path in icon_paths(item):
        yield from _path(path, colours, round_ends=True)


def _pen(item: Rect | Path, colours: Mapping[str, str]) -> str:
    fill, fill_seen = _colour(item.fill, colours) if item.fill else ("none", 1.0)
    out = f' fill="{fill}"' + (_said(fill_opacity=fill_seen * item.opacity) if fill_seen * item.opacity < 1.0 else "")
    if item.stroke:
        stroke, seen = _colour(item.stroke, colours)
        out += f' stroke="{stroke}"' + _said(stroke_width=item.line)
        out += _said(stroke_opacity=seen * item.opacity) if seen * item.opacity < 1.0 else ""
        out += f' stroke-dasharray="{" ".join(map(_figure, item.dash))}"' if item.dash else ""
    return out


def _colour(role: str, colours: Mapping[str, str]) -> tuple[str, float]:
    """The colour of a role as SVG writes one, and how much of it is seen."""
    code = role if role.startswith("#") else colours[role]
    if code == "transparent":
        return "none", 1.0
    return code[:7], int(code[7:9], 16) / 255 if len(code) > 7 else 1.0


def _steps(steps: Iterable[tuple[str | float, ...]]) -> str:
    return "".join(str(step[0]) + " ".join(_figure(float(n)) for n in step[1:]) for step in steps)


def _said(**figures: float) -> str:
    return "".join(f' {name.replace("_", "-")}="{_figure(value)}"' for name, value in figures.items())


def _figure(value: float) -> str:
    """A number with two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _end(tag: str, tip: str) -> str:
    return f"><title>{_words(tip)}</title></{tag}>" if tip else "/>"


def _words(text: str) -> str:
    return escape(clean_text(text)[0])
