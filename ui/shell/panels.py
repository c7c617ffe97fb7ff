"""Where the side panel stands: beside the page in a wide window, over it in a narrow one, or folded to its strip."""

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QRect, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui.guard import guarded
from ui.shell.side_panel import SidePanel, SideStrip
from ui.theme import theme
from ui.widgets.shadow import BLUR, paint_shadow


@guarded
class _Shadow(QWidget):
    """The shadow of a panel that lies over the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def under(self, panel: QRect) -> None:
        """Lies left of the panel."""
        self.setGeometry(QRect(panel.left() - BLUR, panel.top(), BLUR, panel.height()))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_shadow(painter, self.rect().toRectF().adjusted(BLUR, -BLUR, 4 * BLUR, BLUR))


@guarded
class Panels(QObject):
    """Keeps panel and strip of a window in their places; a press on ``spare`` does not count as outside.

    Signal: ``left()`` when the user presses outside a panel that lies over the page.
    """

    left = Signal()

    def __init__(self, panel: SidePanel, strip: SideStrip, row: QHBoxLayout, over: QWidget, spare: QWidget) -> None:
        super().__init__(panel)
        self._panel, self._strip, self._row, self._over, self._spare = panel, strip, row, over, spare
        self.floating = False
        self._shadow = _Shadow(over)
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._on_slide)
        self._row.addWidget(panel)
        self._row.addWidget(strip)
        panel.width_changed.connect(self.place)
        theme().changed.connect(self.place)

    def watch(self) -> None:
        """Begins to see presses outside the panel once the window has a system window."""
        handle = self._panel.window().windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def show(self, opened: bool, wide: bool, has_panel: bool) -> None:
        """Opens or folds the panel."""
        floats = opened and has_panel and not wide
        was_open = self._panel.isVisible()
        if floats != self.floating:
            self.floating = floats
            if floats:
                self._row.removeWidget(self._panel)
            else:
                self._slide.stop()
                self._shadow.hide()
                self._row.insertWidget(self._row.indexOf(self._strip), self._panel)
        self._panel.setVisible(opened and has_panel)
        self._strip.setVisible(has_panel and (floats or not opened))
        if floats:
            duration = 0 if was_open else theme().motion("panelOpen")
            self.place()
            if duration:
                self._slide.stop()
                self._slide.setDuration(duration)
                self._slide.setStartValue(float(self._panel.width()))
                self._slide.setEndValue(0.0)
                self._slide.start()

    def place(self) -> None:
        """Puts a panel over the page at its right edge."""
        if self.floating:
            self._on_slide(0.0)

    def _on_slide(self, out: float) -> None:
        if not self.floating:
            return
        area = self._row.geometry()
        width = min(self._panel.width(), area.width())
        panel = QRect(self._over.width() - width + round(out), area.top(), width, area.height())
        self._shadow.under(panel)
        self._panel.setGeometry(panel)
        self._panel.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.floating and isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            spot = event.globalPosition().toPoint()
            if QApplication.activePopupWidget() is None and not self._holds(spot):
                self.left.emit()
        return super().eventFilter(watched, event)

    def _holds(self, spot: QPoint) -> bool:
        return any(
            widget.isVisible() and widget.rect().contains(widget.mapFromGlobal(spot))
            for widget in (self._panel, self._spare)
        )
