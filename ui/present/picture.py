"""The picture of a slide: its scene is made once for a slide and a size, and painted from a pixmap."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from exports.figures.scene import Scene
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.figure import FigureView, paint_scene
from ui.widgets.paint import focus_ring


@guarded
class Picture(FigureView):
    """A figure that leaves the arrow keys to the window; it has the table and the tips of every figure."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._painted: tuple[Scene, QPixmap] | None = None
        self._ahead: tuple[Scene, QPixmap] | None = None

    def refresh(self) -> None:
        """Draws the figure anew."""
        self._painted = None
        super().refresh()

    def forget(self) -> None:
        """The colours or the plan are others now: what was painted ahead does not hold."""
        self._ahead = None

    def prepare(self, scene: Scene, size: QSize) -> None:
        """Paints a scene ahead, so that it is there at once when it is shown."""
        self._ahead = (scene, self._of(scene, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(QPointF(0, 0), self.pixmap())
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))

    def pixmap(self) -> QPixmap:
        """The scene as it is painted, kept until it is another one."""
        scene = self.scene
        for known in (self._painted, self._ahead):
            if known is not None and known[0] is scene and self._fits(known[1]):
                self._painted = known
                return known[1]
        self._painted = (scene, self._of(scene, self.size()))
        return self._painted[1]

    def _fits(self, known: QPixmap) -> bool:
        ratio = self.devicePixelRatioF()
        return known.devicePixelRatio() == ratio and known.size() == self.size() * ratio

    def _of(self, scene: Scene, size: QSize) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(size * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(theme().color("bg.page"))
        painter = QPainter(made)
        paint_scene(painter, scene)
        painter.end()
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.ignore()
