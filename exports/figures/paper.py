"""The palette of paper: the light roles, with the client's brand colour in the place of the accent."""

from functools import lru_cache

from exports.figures.palette import colours

READABLE = 4.5
"""The contrast that words need (WCAG 1.4.3)."""
VISIBLE = 3.0
"""The contrast that shapes need (WCAG 1.4.11)."""
TINT = 0.12
LINE = 0.38

QUIET = 0.85

WHITE = "#FFFFFF"
COVER = "#FBFAF6"
BLACK = "#000000"


@lru_cache(maxsize=16)
def paper_colours(brand: str) -> dict[str, str]:
    """Every role on paper. ``brand`` is the colour as it is, ``accent.fill`` one that shows on white.

    Where white on the brand colour cannot be read, the brand colour serves for shapes only, and words are in ink.
    """
    out = dict(colours("light"))
    ink = out["text.primary"]
    readable = contrast(brand, WHITE) >= READABLE
    on = next((words for words in (WHITE, ink) if contrast(words, brand) >= READABLE), BLACK)
    fill = visible(brand)
    out |= {
        "brand": brand,
        "brand.on": on,
        "brand.line": mixed(brand, on, 1 - LINE),
        "brand.quiet": mixed(on, brand, QUIET) if contrast(mixed(on, brand, QUIET), brand) >= READABLE else on,
        "brand.fine": mixed(fill, COVER, LINE),
        "brand.mark": fill,
        "brand.words": brand if readable else ink,
        "cover.ground": COVER,
        "accent.fill": fill,
        "accent.hover": fill,
        "accent.pressed": fill,
        "accent.soft": mixed(fill, WHITE, TINT),
        "accent.line": mixed(fill, WHITE, LINE),
        "accent.text": brand if readable else ink,
        "text.link": brand if readable else ink,
        "text.onAccent": WHITE if contrast(fill, WHITE) >= READABLE else ink,
        "bg.selected": mixed(fill, WHITE, TINT),
    }
    return out


def visible(colour: str) -> str:
    """The colour, darkened as little as needed for a shape to show on white."""
    share = 1.0
    while contrast(mixed(colour, BLACK, share), WHITE) < VISIBLE and share > 0:
        share -= 0.04
    return mixed(colour, BLACK, share)


def mixed(colour: str, ground: str, share: float) -> str:
    """So much of a colour on a ground, 0 to 1."""
    pairs = zip(_parts(colour), _parts(ground), strict=True)
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        part / 255 / 12.92 if part / 255 <= 0.03928 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
