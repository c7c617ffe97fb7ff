"""The preview: two pages side by side as they will be printed, and the strip of all pages."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.language import _, ngettext
from ui.guard import guarded
from ui.jobs import Job
from ui.pages.deliverables.rendering import PageImage, render_pages
from ui.theme import theme
from ui.widgets import IconButton, Words
from ui.widgets.paint import draw_words, focus_ring

THUMB = 90.0
GAP = 22.0
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


@guarded
class PageStrip(QWidget):
    """All pages small, in a row. Signal: ``chosen(int)`` with a page, counted from 0."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.thumbs: dict[int, QPixmap] = {}
        self.count = 0
        self.shown: tuple[int, ...] = ()
        self.ratio = 0.707
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages"))

    def set_pages(self, count: int, ratio: float) -> None:
        """Another document: its number of pages, and their width over their height."""
        self.count, self.ratio = count, ratio
        self.thumbs.clear()
        self.updateGeometry()
        self.setMinimumWidth(self.sizeHint().width())
        self.update()

    def sizeHint(self) -> QSize:
        wide = self._step() * max(self.count, 1) + 24
        return QSize(round(wide), round((THUMB + 34) * theme().scale))

    def _step(self) -> float:
        return THUMB * self.ratio * theme().scale + 12

    def _rect(self, at: int) -> QRectF:
        scale = theme().scale
        left = max(12.0, (self.width() - self._step() * self.count) / 2 + 6)
        return QRectF(left + at * self._step(), 8, THUMB * self.ratio * scale, THUMB * scale)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for at in range(self.count):
            area = self._rect(at)
            painter.fillRect(area, QColor("#FFFFFF"))  # paper is white in every theme
            if at in self.thumbs:
                painter.drawPixmap(area, self.thumbs[at], QRectF(self.thumbs[at].rect()))
            here = at in self.shown
            painter.setPen(QPen(theme().color("accent.fill" if here else "line.strong"), 2 if here else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)
            words = QRectF(area.left(), area.bottom() + 4, area.width(), 16 * theme().scale)
            role = "accent.text" if here else "text.secondary"
            draw_words(painter, words, str(at + 1), "small", role, Qt.AlignmentFlag.AlignHCenter)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for at in range(self.count):
            if self._rect(at).contains(event.position()):
                self.chosen.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        first = self.shown[0] if self.shown else 0
        to = {
            Qt.Key.Key_Left: first - 1,
            Qt.Key.Key_Right: first + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.count - 1,
        }.get(Qt.Key(event.key()))
        if to is not None and 0 <= to < self.count:
            self.chosen.emit(to)
        else:
            super().keyPressEvent(event)


@guarded
class Sheets(QWidget):
    """The pages that are shown large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.images: dict[int, QImage] = {}
        self.shown: tuple[int, ...] = ()
        self.page_size = (0.0, 0.0)
        self.zoom = 1.0
        self.waiting = ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self.shown:
            area = QRectF(self.rect())
            draw_words(painter, area, self.waiting, "body", "text.secondary", Qt.AlignmentFlag.AlignHCenter)
            return
        wide, high = self.page_size[0] * self.zoom, self.page_size[1] * self.zoom
        left = (self.width() - wide * len(self.shown) - GAP * (len(self.shown) - 1)) / 2
        top = max(8.0, (self.height() - high) / 2)
        for at, page in enumerate(self.shown):
            area = QRectF(left + at * (wide + GAP), top, wide, high)
            painter.fillRect(area, QColor("#FFFFFF"))
            if page in self.images:
                painter.drawImage(area, self.images[page])
            painter.setPen(QPen(theme().color("line.strong"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)


@guarded
class Preview(QFrame):
    """Shows a PDF. Signal: ``turned(int)`` with the first page shown."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data = b""
        self.count = 0
        self.first = 0
        self.paper = ""
        self._zoom: float | None = None
        self._job: Job | None = None
        self._thumb_job: Job | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 14, 8)
        self.title = Words("", "body", "text.secondary", self)
        head.addWidget(self.title)
        head.addStretch(1)
        self.smaller = IconButton("minus", _("Smaller"), parent=self, size=28)
        self.fit = IconButton("maximize", _("Fit"), parent=self, size=28)
        self.larger = IconButton("plus", _("Larger"), parent=self, size=28)
        for button, slot in ((self.smaller, self._smaller), (self.fit, self._fit), (self.larger, self._larger)):
            button.clicked.connect(slot)
            head.addWidget(button)
        column.addLayout(head)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(_("Preview of the report"))
        self.sheets = Sheets(self.area)
        _show_through(self.area, self.sheets)
        column.addWidget(self.area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 8, 6)
        self.back = IconButton("chevron-left", _("Earlier pages"), "PageUp", self)
        self.forth = IconButton("chevron-right", _("Later pages"), "PageDown", self)
        self.back.clicked.connect(self.page_up)
        self.forth.clicked.connect(self.page_down)
        self.strip = PageStrip(self)
        self.strip.chosen.connect(self.turn_to)
        strip = QScrollArea(self)
        strip.setFrameShape(QFrame.Shape.NoFrame)
        strip.setWidgetResizable(True)
        strip.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        strip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        _show_through(strip, self.strip)
        strip.setFixedHeight(round((THUMB + 40) * theme().scale))
        strip.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._strip_area = strip
        foot.addWidget(self.back)
        foot.addWidget(strip, 1)
        foot.addWidget(self.forth)
        column.addLayout(foot)

    def wait(self, words: str) -> None:
        """Says what is under way, until the first document is there."""
        self.sheets.waiting = words
        self.sheets.update()

    def set_document(self, data: bytes, count: int, size: tuple[float, float], paper: str) -> None:
        """Shows another PDF: its pages and their size in points; the place is kept."""
        self.data, self.count, self.paper = data, count, paper
        self.sheets.page_size = size
        self.sheets.images.clear()
        self.strip.set_pages(count, size[0] / size[1])
        words = ngettext("{count} page, {paper}", "{count} pages, {paper}", count)
        self.title.set_text(words.format(count=count, paper=paper))
        self.first = min(self.first, max(0, count - 1))
        self.turn_to(self.first)
        self._thumb_job = Job(render_pages, data, tuple((n, 0.22) for n in range(count)), parent=self)
        self._thumb_job.done.connect(self._on_thumbs)
        self._thumb_job.start()

    def turn_to(self, page: int) -> None:
        """Shows a page, counted from 0, and the next one where there is room."""
        if not self.count:
            return
        self.first = max(0, min(page, self.count - 1))
        both = self.area.viewport().width() > 620 * theme().scale and self.count > 1
        if both and self.first == self.count - 1:
            self.first -= 1
        self.sheets.shown = (self.first, self.first + 1) if both else (self.first,)
        self.strip.shown = self.sheets.shown
        self.strip.update()
        thumb = self.strip._rect(self.first)
        self._strip_area.ensureVisible(round(thumb.center().x()), 40, 120, 0)
        self.back.setEnabled(self.first > 0)
        self.forth.setEnabled(self.sheets.shown[-1] < self.count - 1)
        self._layout()
        self.turned.emit(self.first)

    def page_down(self) -> None:
        """The next pages."""
        self.turn_to(self.first + len(self.sheets.shown))

    def page_up(self) -> None:
        """The pages before."""
        self.turn_to(self.first - len(self.sheets.shown))

    def _layout(self) -> None:
        wide, high = self.sheets.page_size
        if not wide:
            return
        room = self.area.viewport().size()
        pages = max(1, len(self.sheets.shown))
        fitting = min((room.width() - 28 - GAP * (pages - 1)) / (wide * pages), (room.height() - 20) / high)
        self.sheets.zoom = max(0.1, fitting) * (self._zoom or 1.0)
        size = QSize(
            round(wide * self.sheets.zoom * pages + GAP * (pages - 1) + 24), round(high * self.sheets.zoom + 16)
        )
        self.sheets.setMinimumSize(size if self._zoom else QSize(0, 0))
        self.sheets.update()
        self._render()

    def _render(self) -> None:
        scale = self.sheets.zoom * self.devicePixelRatioF()
        wanted = tuple((page, scale) for page in self.sheets.shown)
        if self._job is not None:
            self._job.cancel()
        self._job = Job(render_pages, self.data, wanted, parent=self)
        self._job.done.connect(self._on_pages)
        self._job.start()

    def _on_pages(self, pages: list[PageImage]) -> None:
        self.sheets.images = {page.number: page.image() for page in pages}
        self.sheets.update()

    def _on_thumbs(self, pages: list[PageImage]) -> None:
        if len(pages) == self.count:
            self.strip.thumbs = {page.number: QPixmap.fromImage(page.image()) for page in pages}
            self.strip.update()

    def _step(self, by: int) -> None:
        now = self._zoom or 1.0
        at = min(range(len(ZOOMS)), key=lambda i: abs(ZOOMS[i] - now))
        self._zoom = ZOOMS[max(0, min(len(ZOOMS) - 1, at + by))]
        self._layout()

    def _smaller(self) -> None:
        self._step(-1)

    def _larger(self) -> None:
        self._step(1)

    def _fit(self) -> None:
        self._zoom = None
        self._layout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.turn_to(self.first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_PageDown:
            self.page_down()
        elif event.key() == Qt.Key.Key_PageUp:
            self.page_up()
        else:
            super().keyPressEvent(event)


def _show_through(area: QScrollArea, widget: QWidget) -> None:
    """Puts a widget into a scroll area so that what lies behind both is seen."""
    widget.setObjectName("scrolled")
    area.setWidget(widget)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
