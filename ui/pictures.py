"""Pictures from the window's painter: a scene as a PNG file at twice its size, in any colours."""

import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from exports.figures.icons import icon_paths
from exports.figures.journey_map import View
from exports.figures.scene import Icon, Scene
from exports.graphs.files import Format, deliver_journeys, journey_bytes
from exports.pictures.journey import journey_picture
from planner.language import language
from planner.plan import Plan
from ui.widgets.figure import paint_item, qt_path

TWICE = 2.0
_METRE = 39.3701
_DPI = 96
LARGEST = 16_000
"""Pixels on a side; a larger picture is painted smaller."""


def png_of(scene: Scene, colours: Mapping[str, str], ground: str = "#FFFFFF", scale: float = TWICE) -> bytes:
    """A scene as a PNG file, painted so many times its size; the app must be there, a screen need not."""
    scale = min(scale, LARGEST / max(scene.width, scene.height, 1.0))
    size = (max(1, round(scene.width * scale)), max(1, round(scene.height * scale)))
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(ground) if ground else Qt.GlobalColor.transparent)
    dots = round(_DPI * scale * _METRE)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    image.setText("Title", scene.sentence)

    def colour(role: str) -> QColor:
        return _colour(role if role.startswith("#") else colours[role])

    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    for item in scene.items:
        if isinstance(item, Icon):
            _paint_icon(painter, item, colour(item.colour))
        else:
            paint_item(painter, item, colour)
    painter.end()
    return _encoded(image)


def journey_file(plan: Plan, journey: str, view: View, key: Format) -> bytes:
    """A journey in any format, PNG too. Raises KeyError."""
    if key != "png":
        return journey_bytes(plan, journey, view, key)
    picture = journey_picture(plan, journey, view)
    return png_of(picture.scene, picture.colours)


def deliver_pictures(plan: Plan, folder: Path) -> list[Path]:
    """Writes the pictures of every journey into a folder, without any screen; the files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.app import dress, make_app

    app = make_app()
    dress(app, language(), "light", 1.0)
    return deliver_journeys(plan, folder, ("svg", "png"), journey_file)


def _colour(code: str) -> QColor:
    """A colour as the palettes write one: #RRGGBB, perhaps with its opacity behind, or transparent."""
    if code == "transparent":
        return QColor(Qt.GlobalColor.transparent)
    colour = QColor(code[:7])
    if len(code) > 7:
        colour.setAlpha(int(code[7:9], 16))
    return colour


def _paint_icon(painter: QPainter, icon: Icon, colour: QColor) -> None:
    """An icon by its paths: the pixmaps of the window have the colours of its theme."""
    painter.setOpacity(icon.opacity)
    for path in icon_paths(icon):
        pen = QPen(colour, path.line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen if path.stroke else Qt.PenStyle.NoPen)
        painter.setBrush(colour if path.fill else Qt.BrushStyle.NoBrush)
        painter.drawPath(qt_path(path))
    painter.setOpacity(1.0)


def _encoded(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())
