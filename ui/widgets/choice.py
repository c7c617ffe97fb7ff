"""Choice and check: one of a list from a menu, several of a list, and a box with words."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring

Options = Sequence[tuple[str, str]]


@guarded
class Choice(Painted):
    """A field that offers a menu. Signal: ``chosen(str)`` with the option's key, by the user only.

    ``dots`` and ``icons`` give options a colour role or an icon; a ``quiet`` one looks like text until it is
    hovered or focused.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, options: Options = (), parent: QWidget | None = None, *, placeholder: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.options: list[tuple[str, str]] = list(options)
        self.placeholder = placeholder
        self.current = ""
        self.dots: dict[str, str] = {}
        self.icons: dict[str, str] = {}
        self.read_only = False
        self.quiet = False
        self.style_name = "body"
        self.align = Qt.AlignmentFlag.AlignLeft
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)

    def set_options(self, options: Options) -> None:
        """Other options, as key and words."""
        if list(options) != self.options:
            self.options = list(options)
            self.updateGeometry()
            self.update()

    def set_current(self, key: str) -> None:
        """Shows an option without telling anyone."""
        if key != self.current:
            self.current = key
            self.setAccessibleDescription(self.words())
            self.updateGeometry()
            self.update()

    def words(self) -> str:
        """The words of the chosen option."""
        return dict(self.options).get(self.current, "") or self.placeholder

    def set_read_only(self, read_only: bool) -> None:
        """Shows the option as plain text."""
        self.read_only = read_only
        self.setEnabled(not read_only)
        self.update()

    def sizeHint(self) -> QSize:
        scale = theme().scale
        width = QFontMetrics(theme().font(self.style_name)).horizontalAdvance(self.words()) + 46 * scale
        if self.dots or self.icons:
            width += 20 * scale
        return QSize(round(width), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(round(72 * theme().scale), self._height())

    def _height(self) -> int:
        return round(26 * theme().scale) if self.quiet else theme().metric("control")

    def _known(self) -> bool:
        return bool(dict(self.options).get(self.current))

    def _framed(self) -> bool:
        return not self.read_only and not (self.quiet and not self.underMouse() and not self.hasFocus())

    def open_menu(self) -> None:
        """Offers the options."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        chosen = next((action for action in menu.actions() if action.data() == self.current), None)
        if chosen is not None:
            menu.setActiveAction(chosen)

    def menu(self) -> QMenu:
        """The menu of the options."""
        menu = QMenu(self)
        menu.setMinimumWidth(self.width())
        for key, words in self.options:
            action = QAction(words.replace("&", "&&"), menu)
            action.setData(key)
            action.setCheckable(not self.icons)
            action.setChecked(key == self.current)
            if key in self.icons:
                action.setIcon(QIcon(theme().pixmap(self.icons[key], "text.secondary", 16)))
            menu.addAction(action)
        menu.triggered.connect(self._on_triggered)
        return menu

    def _on_triggered(self, action: QAction) -> None:
        key = str(action.data())
        if key != self.current:
            self.set_current(key)
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4):
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), theme().scale
        if self._framed():
            fill = "bg.hover" if self.underMouse() and self.isEnabled() and not self.quiet else "bg.surface"
            box(painter, area, fill if self.isEnabled() else "bg.sunken", "line.control")
            draw_icon(
                painter, "chevron-down", "text.secondary", QPointF(area.right() - 15 * scale, area.center().y()), 14
            )
        left = 7 if self.quiet else 0 if self.read_only else 11 * scale
        if self.current in self.dots:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color(self.dots[self.current]))
            painter.drawEllipse(QPointF(left + 5, area.center().y()), 5, 5)
            left += 19 * scale
        elif self.current in self.icons:
            draw_icon(painter, self.icons[self.current], "text.secondary", QPointF(left + 8, area.center().y()))
            left += 24 * scale
        known = self._known()
        role = ("text.secondary" if self.quiet else "text.primary") if known else "text.tertiary"
        room = QRectF(left, 0, area.width() - left - (28 * scale if self._framed() else 7), area.height())
        draw_words(painter, room, self.words(), self.style_name, role, self.align)
        if self.ring_shown():
            focus_ring(painter, area)


@guarded
class Check(Painted):
    """A box with words. Signal of QAbstractButton: ``clicked(bool)`` by the user only."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(name or text)

    def sizeHint(self) -> QSize:
        scale = theme().scale
        words = QFontMetrics(theme().font("body")).horizontalAdvance(self.text())
        return QSize(round(24 * scale + (words + 6 if self.text() else 0)), round(26 * scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = theme().scale
        side = 16 * scale
        mark = QRectF(4, (self.height() - side) / 2, side, side)
        if self.isChecked():
            box(painter, mark, "accent.fill" if self.isEnabled() else "line.strong", "", 4)
            draw_icon(painter, "check", "text.onAccent", mark.center(), 12)
        else:
            hover = "bg.hover" if self.underMouse() else "bg.surface"
            box(painter, mark, hover, "line.control" if self.isEnabled() else "line.strong", 4, 1.5)
        role = "text.primary" if self.isEnabled() else "text.disabled"
        draw_words(
            painter,
            QRectF(mark.right() + 8, 0, self.width() - mark.right() - 8, self.height()),
            self.text(),
            "body",
            role,
        )
        if self.ring_shown():
            focus_ring(painter, mark.adjusted(-3, -3, 3, 3), 6)


@guarded
class MultiChoice(Choice):
    """A button that offers a menu of boxes. Signal: ``toggled_key(str)`` with the option that was switched."""

    toggled_key = Signal(str)

    def __init__(
        self, name: str, options: Options = (), parent: QWidget | None = None, *, placeholder: str = ""
    ) -> None:
        super().__init__(name, options, parent, placeholder=placeholder)
        self.selected: tuple[str, ...] = ()

    def set_selected(self, keys: Sequence[str]) -> None:
        """Shows which options are on without telling anyone."""
        if tuple(keys) != self.selected:
            self.selected = tuple(keys)
            self.setAccessibleDescription(self.words())
            self.update()

    def _known(self) -> bool:
        return any(key in dict(self.options) for key in self.selected)

    def words(self) -> str:
        names = dict(self.options)
        return ", ".join(names[k] for k in self.selected if k in names) or self.placeholder

    def menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setMinimumWidth(self.width())
        for key, words in self.options:
            action = QAction(words.replace("&", "&&"), menu)
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(key in self.selected)
            menu.addAction(action)
        menu.triggered.connect(self._on_triggered)
        return menu

    def _on_triggered(self, action: QAction) -> None:
        self.toggled_key.emit(str(action.data()))
