"""The side panel: Guide and Details beside the page, or a strip of icons when it is closed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from planner.language import _
from ui import settings
from ui.guard import guarded
from ui.shell.guide import Guide
from ui.theme import theme
from ui.widgets import Hairline, IconButton, Tabs, Words
from ui.widgets.containers import ScrolledBody

_WIDTH = "panel/width"


@guarded
class WidthHandle(QWidget):
    """The left edge of the panel: dragged, or moved with Left and Right; a double click gives the usual width.

    Signals: ``dragged(int)`` with pixels to the left since the drag began, ``dropped()``, ``reset()``.
    """

    dragged = Signal(int)
    dropped = Signal()
    reset = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._start = 0.0
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.retranslate()

    def retranslate(self) -> None:
        """Names the handle."""
        self.setAccessibleName(_("Width of the side panel"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._start = event.globalPosition().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged.emit(round(self._start - event.globalPosition().x()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.dropped.emit()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.reset.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: 8, Qt.Key.Key_Right: -8}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.dragged.emit(step)
            self.dropped.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            QPainter(self).fillRect(0, 0, 2, self.height(), theme().color("line.focus"))


@guarded
class SidePanel(QFrame):
    """Holds the guide, and the page's details over a foot that goes with any item.

    Signals: ``closed()`` when the user folds it, ``width_changed()`` when the user drags its edge.
    """

    closed = Signal()
    width_changed = Signal()

    def __init__(self, guide: Guide, foot: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setAccessibleName(_("Side panel"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 6, 0)
        self.tabs = Tabs([("guide", _("Guide")), ("details", _("Details"))], self)
        self.tabs.setAccessibleName(_("Side panel"))
        self.tabs.chosen.connect(self.show_tab)
        head.addWidget(self.tabs)
        head.addStretch(1)
        self.fold = IconButton("panel-right-close", _("Close the side panel"), parent=self)
        self.fold.clicked.connect(self.closed)
        head.addWidget(self.fold)
        layout.addLayout(head)
        layout.addWidget(Hairline(self))
        self.stack = QStackedWidget(self)
        self.guide = guide
        self.guide_area = _scrolled(guide, self)
        self.guide_area.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.stack.addWidget(self.guide_area)
        self._holder = ScrolledBody(self)
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(foot)
        self._column.addStretch(1)
        self.details_area = _scrolled(self._holder, self)
        self.stack.addWidget(self.details_area)
        layout.addWidget(self.stack, 1)
        self.empty = Words(_("Select an item to see its details."), "body", "text.secondary", wrap=True)
        self.empty.setContentsMargins(20, 20, 20, 20)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._details: QWidget | None = None
        self._rack = QWidget(self)
        self._rack.hide()
        self.handle = WidthHandle(self)
        self.handle.dragged.connect(self._on_dragged)
        self.handle.dropped.connect(self._on_dropped)
        self.handle.reset.connect(self._on_reset)
        self._wide = _kept_width()
        self._before = self._wide
        self.set_details(None)
        self._on_theme()
        theme().changed.connect(self._on_theme)

    def show_part(self, part: str) -> None:
        """Shows the guide with one of its parts in sight."""
        self.show_tab("guide")
        widget = self.guide.parts.get(part)
        inner = self.guide_area.widget()
        if widget is not None and inner is not None:
            bar = self.guide_area.verticalScrollBar()
            bar.setValue(min(widget.y(), bar.maximum()))

    def _on_range(self, _least: int, most: int) -> None:
        self.guide.set_gutter(self.guide_area.verticalScrollBar().sizeHint().width() if most > 0 else 0)

    def _on_dragged(self, pixels: int) -> None:
        self._set_wide(self._before + pixels / theme().scale)

    def _on_dropped(self) -> None:
        self._before = self._wide
        settings.save(_WIDTH, str(self._wide))

    def _on_reset(self) -> None:
        self._set_wide(float(theme().metric("sidePanel") / theme().scale))
        self._on_dropped()

    def _set_wide(self, wide: float) -> None:
        wide = _within(wide)
        if wide != self._wide:
            self._wide = wide
            self._on_theme()
            self.width_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.handle.setGeometry(0, 0, 6, self.height())
        self.handle.raise_()

    def show_tab(self, key: str) -> None:
        """Shows the guide or the details."""
        self.tabs.set_current(key)
        self.stack.setCurrentIndex(0 if key == "guide" else 1)

    def set_details(self, details: QWidget | None, title: str = "") -> None:
        """Puts a page's details in, under a name of their own where they have one; the page keeps owning them."""
        parts = [("guide", _("Guide")), ("details", title or _("Details"))]
        if parts != self.tabs.parts:
            self.tabs.set_parts(parts)
        widget = details if details is not None else self.empty
        if self._details is widget:
            return
        self._put_away()
        self._column.insertWidget(0, widget)
        widget.show()
        self._details = widget

    def _put_away(self) -> None:
        # Into a hidden rack: a form without a parent would be a window of its own, which can take the keyboard.
        if self._details is not None:
            self._column.removeWidget(self._details)
            self._details.setParent(self._rack)
        self._details = None

    def release(self) -> None:
        """Gives every page's details back before the pages that own them go."""
        self._put_away()
        for details in self._rack.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if details is not self.empty:
                details.setParent(None)

    def retranslate(self) -> None:
        """Names everything again."""
        self.tabs.set_parts([("guide", _("Guide")), ("details", _("Details"))])
        self.tabs.setAccessibleName(_("Side panel"))
        self.fold.set_name(_("Close the side panel"))
        self.empty.set_text(_("Select an item to see its details."))
        self.handle.retranslate()

    def _on_theme(self) -> None:
        self.setFixedWidth(round(self._wide * theme().scale))


def _within(wide: float) -> int:
    scale = theme().scale
    least, most = theme().metric("sidePanelMin") / scale, theme().metric("sidePanelMax") / scale
    return round(min(max(wide, least), most))


def _kept_width() -> int:
    try:
        return _within(float(settings.load(_WIDTH)))
    except ValueError:
        return round(theme().metric("sidePanel") / theme().scale)


@guarded
class SideStrip(QFrame):
    """The closed panel: icons that open it. Signal: ``opened(str)`` with a part of the guide, or nothing."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 12, 6, 12)
        layout.setSpacing(8)
        self.open = IconButton("panel-right-open", _("Open the side panel"), parent=self)
        self.guide = IconButton("compass", _("Guide"), "Ctrl+G", parent=self)
        self.health = IconButton("heart-pulse", _("Plan health"), parent=self)
        self.catalogue = IconButton("library", _("Catalogue"), parent=self)
        for button, slot in (
            (self.open, self._on_open),
            (self.guide, self._on_guide),
            (self.health, self._on_health),
            (self.catalogue, self._on_catalogue),
        ):
            button.clicked.connect(slot)
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.count = Words("", "micro", "warn.text", self)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.count.hide()
        self._on_theme()
        theme().changed.connect(self._on_theme)

    def set_count(self, count: int) -> None:
        """The number of findings of the page."""
        self.count.set_text(str(count))
        self.count.setVisible(count > 0)
        self.health.set_name(_("Plan health: {count}").format(count=count) if count else _("Plan health"))

    def retranslate(self) -> None:
        """Names every icon again."""
        self.open.set_name(_("Open the side panel"))
        self.guide.set_name(_("Guide"), "Ctrl+G")
        self.catalogue.set_name(_("Catalogue"))

    def _on_open(self) -> None:
        self.opened.emit("")

    def _on_guide(self) -> None:
        self.opened.emit("ask")

    def _on_health(self) -> None:
        self.opened.emit("health")

    def _on_catalogue(self) -> None:
        self.opened.emit("catalogue")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_count()

    def _place_count(self) -> None:
        heart = self.health.geometry()
        self.count.move(heart.center().x() + round(1 * theme().scale), heart.top() - round(2 * theme().scale))
        self.count.raise_()

    def _on_theme(self) -> None:
        self.setFixedWidth(theme().metric("sideStrip"))
        side = round(18 * theme().scale)
        self.count.setFixedSize(side, side)
        self.count.setStyleSheet(
            f"background: {theme().name('warn.text')}; color: {theme().name('bg.surface')};"
            f" border-radius: {side // 2}px;"
        )
        QTimer.singleShot(0, self, self._place_count)


def _scrolled(widget: QWidget | None, parent: QWidget) -> QScrollArea:
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    if widget is not None:
        area.setWidget(widget)
    return area
