"""The step rail: five rings on a thread, then insights, deliverables and the settings."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from planner.insight.completeness import Completeness
from planner.language import N_, _, percent
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.paint import draw_icon


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the rail: key, name, and the step's number or an icon."""

    key: str
    name: str
    number: int = 0
    icon: str = ""


PLACES: tuple[Place, ...] = (
    Place("objectives", N_("Objectives"), 1),
    Place("segments", N_("Segments"), 2),
    Place("journeys", N_("Journeys"), 3),
    Place("capabilities", N_("Capabilities"), 4),
    Place("actions", N_("Action plan"), 5),
    Place("insights", N_("Insights"), icon="chart-no-axes-combined"),
    Place("deliverables", N_("Deliverables"), icon="file-output"),
)


@guarded
class RailButton(QAbstractButton):
    """One place of the rail: a ring with the step's number or an icon, its name and its percent."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.share = 0.0
        self.compact = False
        self.first = place.number == 1
        self.last = place.number == 5
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._hovered = False
        self._keyboard = False
        self.name()

    def name(self) -> None:
        """Speaks the place: name, step and completeness."""
        label = _(self.place.name)
        self.setText(label)
        if self.place.number:
            spoken = _("{name}, step {number} of 5, {percent} complete").format(
                name=label, number=self.place.number, percent=percent(self.share)
            )
        else:
            spoken = label
        self.setAccessibleName(spoken)

    def set_completeness(self, completeness: Completeness) -> None:
        """The share of the step that is filled in, and what is missing as the tooltip."""
        if completeness.share != self.share:
            self.share = completeness.share
            self.name()
            self.update()
        text = "\n".join((_(self.place.name), *completeness.missing))
        self.setToolTip(plain_tip(text))

    def sizeHint(self) -> QSize:
        scale = theme().scale
        if not self.place.number:
            return QSize(theme().metric("rail"), round(62 * scale))
        height = theme().metric("railStepCompact" if self.compact else "railStep")
        return QSize(theme().metric("rail"), height)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._keyboard = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self._ring_rect()
        if self.place.number:
            self._paint_thread(painter, ring)
            self._paint_ring(painter, ring)
        else:
            self._paint_icon(painter, ring)
        self._paint_words(painter, ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("accent.fill"))
            painter.drawRoundedRect(QRectF(-3, ring.center().y() - 14, 6, 28), 3, 3)
        if self.hasFocus() and self._keyboard:
            painter.setPen(QPen(theme().color("line.focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 2, -3, -2), 8, 8)

    def _ring_rect(self) -> QRectF:
        # In a low window with large text the ring gives way, so that its name stays free of the next one.
        size = min(theme().metric("ring"), max(self.height() - round(24 * theme().scale), round(24 * theme().scale)))
        return QRectF((self.width() - size) / 2, 1.0 if self.place.number else 0.0, size, size)

    def _paint_thread(self, painter: QPainter, ring: QRectF) -> None:
        painter.setPen(QPen(theme().color("line.strong"), 2))
        x = ring.center().x()
        if not self.last:
            painter.drawLine(QPointF(x, ring.bottom() + (32 if self.compact else 46)), QPointF(x, self.height()))
        if not self.first:
            painter.drawLine(QPointF(x, 0), QPointF(x, ring.top()))

    def _paint_ring(self, painter: QPainter, ring: QRectF) -> None:
        colours = theme()
        done = self.share >= 0.9995
        inner = ring.adjusted(2, 2, -2, -2)
        painter.setPen(QPen(colours.color("line.strong"), 2.5))
        painter.setBrush(colours.color("bg.hover" if self._hovered else "bg.surface"))
        painter.drawEllipse(inner)
        arc = QPen(colours.color("ok.fill" if done else "accent.fill"), 2.5)
        arc.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(arc)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(inner, 90 * 16, -round(min(self.share, 1.0) * 360 * 16))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("accent.fill"))
            painter.drawEllipse(ring.adjusted(1, 1, -1, -1) if done else ring.adjusted(3, 3, -3, -3))
        painter.setFont(colours.font("heading"))
        painter.setPen(colours.color("text.onAccent" if self.isChecked() else "text.primary"))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(self.place.number))
        if done:
            side = 14 * colours.scale
            badge = QRectF(ring.right() - 0.8 * side, ring.top() - 1, side, side)
            painter.setPen(QPen(colours.color("bg.rail"), 2))
            painter.setBrush(colours.color("ok.fill"))
            painter.drawEllipse(badge)
            draw_icon(painter, "check", "text.onAccent", badge.center(), 9)

    def _paint_icon(self, painter: QPainter, ring: QRectF) -> None:
        colours = theme()
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("accent.fill"))
            painter.drawEllipse(ring)
        elif self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("bg.hover"))
            painter.drawEllipse(ring)
        role = "text.onAccent" if self.isChecked() else "text.secondary"
        draw_icon(painter, self.place.icon, role, ring.center(), 20)

    def _paint_words(self, painter: QPainter, ring: QRectF) -> None:
        colours = theme()
        active = self.isChecked()
        scale = colours.scale
        painter.setFont(colours.font("label" if active else "small"))
        painter.setPen(
            colours.color("accent.text" if active else ("text.primary" if self._hovered else "text.secondary"))
        )
        name = QRectF(1, ring.bottom() + 4, self.width() - 2, 16 * scale)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 2)
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, words)
        if self.place.number and not self.compact:
            painter.setFont(colours.font("caption"))
            painter.setPen(colours.color("text.tertiary"))
            line = QRectF(0, name.bottom() - 1, self.width(), 15 * scale)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, percent(self.share))


@guarded
class Rail(QFrame):
    """The steps at the left edge. Signals: ``chosen(str)`` with a page's key, ``settings_asked()``."""

    chosen = Signal(str)
    settings_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from ui.widgets import IconButton

        self.setObjectName("rail")
        self.setAccessibleName(_("Steps of the plan"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 14, 0, 10)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, RailButton] = {}
        for place in PLACES:
            if place.key == "insights":
                layout.addSpacing(6)
                layout.addWidget(_ShortLine(self), alignment=Qt.AlignmentFlag.AlignHCenter)
                layout.addSpacing(10)
            button = RailButton(place, self)
            self.buttons[place.key] = button
            self._group.addButton(button)
            layout.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)
        layout.addStretch(1)
        self.settings = IconButton("settings-2", _("Settings"), parent=self)
        self.settings.clicked.connect(self.settings_asked)
        layout.addWidget(self.settings, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.setFixedWidth(theme().metric("rail"))
        theme().changed.connect(self._on_theme)

    def set_active(self, key: str) -> None:
        """Marks the page that is shown."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def set_completeness(self, steps: dict[str, Completeness]) -> None:
        """Brings the rings up to date."""
        for key, completeness in steps.items():
            self.buttons[key].set_completeness(completeness)

    def set_compact(self, compact: bool) -> None:
        """Shows the rail without percents, for low windows."""
        for button in self.buttons.values():
            if button.compact != compact:
                button.compact = compact
                button.updateGeometry()
                button.update()

    def retranslate(self) -> None:
        """Names every place again."""
        for button in self.buttons.values():
            button.name()
            button.update()

    def _on_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, RailButton):
            self.chosen.emit(button.place.key)

    def _on_theme(self) -> None:
        self.setFixedWidth(theme().metric("rail"))
        for button in self.buttons.values():
            button.updateGeometry()
            button.update()


@guarded
class _ShortLine(QWidget):
    """The hairline between the steps and the pages that look across them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(40, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("line.strong"))
