"""The one shadow of the app: under what floats. Painted once as an image and stretched in nine parts."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from ui.theme import theme

BLUR = 28
DROP = 8
_SOLID = 8


@lru_cache(maxsize=4)
def _image(colour: str) -> QPixmap:
    side = 2 * BLUR + _SOLID
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    tint = QColor(colour)
    # Each ring adds the difference of a smooth fall-off, so that the sum fades towards the edge.
    for ring in range(BLUR):
        fade = (ring + 1) / BLUR
        tint.setAlphaF(min(1.0, QColor(colour).alphaF() * 2 * fade / BLUR))
        painter.setBrush(tint)
        painter.drawRoundedRect(
            QRectF(ring, ring, side - 2 * ring, side - 2 * ring), BLUR - ring * 0.6, BLUR - ring * 0.6
        )
    painter.end()
    return QPixmap.fromImage(image)


def paint_shadow(painter: QPainter, rect: QRectF) -> None:
    """The shadow of a floating rectangle, to be painted before the rectangle itself."""
    image = _image("#211E1D1A" if theme().mode == "light" else "#80000000")
    around = rect.adjusted(-BLUR / 2, -BLUR / 2, BLUR / 2, BLUR / 2).translated(0, DROP)
    side, edge = image.width(), BLUR
    xs = (around.left(), around.left() + edge, around.right() - edge, around.right())
    ys = (around.top(), around.top() + edge, around.bottom() - edge, around.bottom())
    cuts = (0, edge, side - edge, side)
    for column in range(3):
        for row in range(3):
            target = QRectF(xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row])
            source = QRectF(cuts[column], cuts[row], cuts[column + 1] - cuts[column], cuts[row + 1] - cuts[row])
            if target.width() > 0 and target.height() > 0:
                painter.drawPixmap(target, image, source)
