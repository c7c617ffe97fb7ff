"""A pulse: the outline of an item that was asked for swells once and fades."""

from PySide6.QtCore import QEasingCurve, QRect, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.guard import guarded
from ui.theme import theme

REACH = 6


@guarded
class Pulse(QWidget):
    """Lies over a part of a widget until its time is over."""

    def __init__(self, over: QWidget, area: QRect, duration: int) -> None:
        super().__init__(over)
        self._share = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(area.adjusted(-REACH, -REACH, REACH, REACH).intersected(over.rect()))
        self._area = area.translated(-self.pos())
        self._run = QVariantAnimation(self)
        self._run.setDuration(duration)
        self._run.setStartValue(0.0)
        self._run.setEndValue(1.0)
        self._run.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._run.valueChanged.connect(self._on_value)
        self._run.finished.connect(self.deleteLater)
        self.show()
        self.raise_()
        self._run.start()

    def _on_value(self, share: float) -> None:
        self._share = float(share)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme().color("accent.fill")
        colour.setAlphaF(1.0 - self._share)
        out = REACH * self._share / 2
        painter.setPen(QPen(colour, 2 + 3 * self._share))
        area = QRectF(self._area).adjusted(1 - out, 1 - out, out - 1, out - 1)
        painter.drawRoundedRect(area.intersected(QRectF(self.rect())), 8, 8)


def pulse(over: QWidget, area: QRect) -> Pulse | None:
    """Pulses the outline of a part of a widget once; nothing moves where motion is reduced."""
    for running in over.findChildren(Pulse, options=Qt.FindChildOption.FindDirectChildrenOnly):
        running.deleteLater()
    duration = 3 * theme().motion("slow")
    return Pulse(over, area, duration) if duration else None
