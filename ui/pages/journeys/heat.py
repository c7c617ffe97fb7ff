"""The heat of drop-off: the colour of a column by the points that are lost in it."""

from PySide6.QtGui import QColor

from exports.figures.palette import tokens
from ui.theme import theme


def heat_level(loss: float | None) -> int:
    """The step of the ramp, 1 to 5, for a share lost."""
    limits: list[float] = tokens()["ramps"]["dropOff"]["thresholdsPoints"]
    points = round((loss or 0.0) * 100, 6)
    return max(1, sum(points >= limit for limit in limits))


def heat_colour(loss: float | None) -> QColor | None:
    """The ground of a column; None where next to nothing is lost."""
    level = heat_level(loss)
    if level < 2:
        return None
    colour = QColor(theme().color(f"ramp.dropOff.{level}"))
    name = "opacityLight" if theme().mode == "light" else "opacityDark"
    colour.setAlphaF(float(tokens()["ramps"]["dropOff"][name]))
    return colour
