"""Frames on the ground of the map around the touchpoints of open groups, so that they are seen to belong together."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from exports.figures.journey_fold import group_frames
from ui.theme import theme

if TYPE_CHECKING:
    from ui.pages.journeys.scene import JourneyScene

ROOM = 4.0
"""How far a frame stands off its touchpoints: half of what is between two."""


def draw_group_frames(painter: QPainter, scene: "JourneyScene") -> None:
    """Paints the frames of all open groups of the map."""
    if scene.map is None or not scene.map.groups:
        return
    painter.setPen(QPen(theme().color("text.tertiary"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(theme().color("bg.sunken"))
    radius = (6 + ROOM) * theme().scale
    for frames in group_frames(scene.map, scene.grid, ROOM * theme().scale).values():
        for box in frames:
            painter.drawRoundedRect(QRectF(box.x, box.y, box.width, box.height), radius, radius)
