"""A short cross-fade from what the canvas showed to what it shows now."""

from PySide6.QtCore import QRect, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui.guard import guarded
from ui.theme import theme


@guarded
class Fade(QWidget):
    """The picture from before, laid over a widget until it has gone."""

    def __init__(self, over: QWidget, motion: str) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._before: QPixmap = over.grab()
        self.setGeometry(QRect(0, 0, over.width(), over.height()))
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(1.0)
        self._motion.setEndValue(0.0)
        self._motion.setDuration(max(1, theme().motion(motion)))
        self._motion.valueChanged.connect(self.update)
        self._motion.finished.connect(self._end)
        self.show()
        self.raise_()
        self._motion.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(float(self._motion.currentValue() or 0.0))
        painter.drawPixmap(0, 0, self._before)

    def _end(self) -> None:
        self.hide()
        self.deleteLater()


def fade(over: QWidget, motion: str) -> None:
    """Lets a widget change softly; at once where motion is reduced."""
    if theme().motion(motion) and over.isVisible():
        Fade(over, motion)
