"""What if: a slider for the share of one step that shows conversion and money move before anything is changed."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from planner.journeys.gap_words import point_name
from planner.journeys.graph import graph
from planner.journeys.what_if import Supposed, share_now, suppose
from planner.language import _, money_short, percent, short_number, short_percent
from ui.guard import guarded
from ui.pages.journeys.canvas_view import CanvasView
from ui.pages.journeys.verbs import Verbs
from ui.theme import theme
from ui.widgets import Button, IconButton, Words
from ui.widgets.paint import box

WHOLE = 1000
"""The slider counts tenths of a percent and moves by whole ones."""


@guarded
class WhatIf(QFrame):
    """Signals: ``supposed(str, float)`` with a step and a share that is tried, ``closed()`` after Enter or Esc.

    Enter keeps the share, as one edit; Esc puts it back. A share that cannot be is said here and is not kept.
    """

    supposed = Signal(str, float)
    closed = Signal()

    def __init__(self, verbs: Verbs, parent: QWidget | None = None, *, titled: bool = False) -> None:
        super().__init__(parent)
        self.verbs = verbs
        self.edge = ""
        self._start = 0
        self.answer: Supposed | None = None
        column = QVBoxLayout(self)
        self.column = column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.title = Words("", "strong", "text.primary", self, wrap=True)
        self.title.setVisible(titled)
        column.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, WHOLE)
        self.slider.setSingleStep(WHOLE // 100)
        self.slider.setPageStep(WHOLE // 20)
        self.slider.setMinimumHeight(round(24 * theme().scale))
        self.slider.valueChanged.connect(self._on_slider)
        self.share = Words("", "strong", "text.primary", self)
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.slider, 1)
        row.addWidget(self.share)
        column.addLayout(row)
        self.conversion = Words("", "body", "text.primary", self, wrap=True)
        self.error = Words("", "small", "bad.text", self, wrap=True)
        column.addWidget(self.conversion)
        column.addWidget(self.error)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.keep_button = Button(_("Keep this share"), "primary", parent=self, small=True)
        self.keep_button.clicked.connect(self.keep)
        self.back_button = Button(_("Put it back"), "quiet", parent=self, small=True)
        self.back_button.clicked.connect(self.put_back)
        foot.addWidget(self.keep_button)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        column.addLayout(foot)

    def show_edge(self, edge: str) -> None:
        """Starts from the share that a step has in the plan; one that is being tried stays while the plan agrees."""
        step = self.verbs.step(edge)
        if step is None:
            return
        seen = graph(self.verbs.session.plan, self.verbs.journey, self.verbs.state)
        start = round(share_now(seen, step) * WHOLE)
        if (edge, start) == (self.edge, self._start) and self.tried:
            self._suppose()
            return
        self.edge, self._start = edge, start
        ends = {"source": point_name(seen.points[step.source]), "target": point_name(seen.points[step.target])}
        words = _("What if, from {source} to {target}").format(**ends)
        self.title.set_text(words)
        self.setAccessibleName(words)
        self.slider.setAccessibleName(words)
        self.slider.blockSignals(True)
        self.slider.setValue(start)
        self.slider.blockSignals(False)
        self._suppose()

    @property
    def tried(self) -> bool:
        """Whether another share than that of the plan is shown."""
        return self.slider.value() != self._start

    def _on_slider(self, _value: int) -> None:
        self._suppose()
        self.supposed.emit(self.edge, self.slider.value() / WHOLE)

    def _suppose(self) -> None:
        verbs, share = self.verbs, self.slider.value() / WHOLE
        if verbs.step(self.edge) is None:
            return
        found = self.answer = suppose(verbs.session.plan, verbs.journey, verbs.state, self.edge, share)
        now = short_percent(self._start / WHOLE)
        self.share.set_text(f"{now} → {short_percent(share)}" if self.tried else now)
        words = self._words(found)
        self.conversion.set_text(words)
        self.slider.setAccessibleDescription(f"{short_percent(share)}. {words} {found.refusal}".strip())
        self.error.set_text(found.refusal)
        self.error.setVisible(bool(found.refusal))
        self.keep_button.setVisible(verbs.may_edit and self.tried)
        self.keep_button.setEnabled(not found.refusal)
        self.back_button.setVisible(self.tried)
        self.updateGeometry()

    def _words(self, found: Supposed) -> str:
        if not self.tried:
            return _("Conversion {share}. Drag to see what another share would bring.").format(
                share=percent(found.before, 1)
            )
        if abs(found.after - found.before) < 0.00005:
            return _("Conversion stays at {share}.").format(share=percent(found.before, 1))
        gain = short_number(abs(found.after - found.before) * 100, 1)
        gain = ("+" if found.after >= found.before else "\u2212") + gain
        parts = {"before": percent(found.before, 1), "after": percent(found.after, 1), "gain": gain}
        if found.money is None:
            return _("Conversion {before} → {after} ({gain} points).").format(**parts)
        currency = self.verbs.session.plan.profile.currency
        money = ("+" if found.money >= 0 else "") + money_short(found.money, currency)
        return _("Conversion {before} → {after} ({gain} points), {money} a year.").format(**parts, money=money)

    def keep(self) -> None:
        """Stores the share that is shown; one that cannot be stays a question."""
        if self.answer is not None and self.answer.refusal:
            self.slider.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        edge, share, tried = self.edge, self.slider.value() / WHOLE, self.tried
        self.edge = ""
        if tried and self.verbs.may_edit:
            self.verbs.change_edge(edge, share=share)
        self.show_edge(edge)
        self.closed.emit()

    def put_back(self) -> None:
        """Shows again what the plan says; nothing has changed."""
        self.slider.setValue(self._start)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.put_back()
        else:
            super().keyPressEvent(event)


@guarded
class Handle(IconButton):
    """The small button beside the label of a chosen step that asks what if."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__("sliders-horizontal", _("What if: try another share"), "W", view.viewport(), size=24)
        self.view = view
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # W does the same
        self.hide()

    def place(self, area: QRectF) -> None:
        """Beside a label, on the first side where it is in view and hides no touchpoint; else above it."""
        self.resize(self.sizeHint())
        spot = self.view.mapFromScene(area).boundingRect()
        across, down = spot.center().x() - self.width() // 2, spot.center().y() - self.height() // 2
        sides = (
            QPoint(across, spot.top() - self.height() - 4),
            QPoint(spot.right() + 6, down),
            QPoint(spot.left() - self.width() - 6, down),
            QPoint(across, spot.bottom() + 4),
        )
        room = self.view.viewport().rect().adjusted(2, 2, -self.width() - 2, -self.height() - 2)
        above = QPoint(max(room.left(), min(across, room.right())), max(room.top(), min(sides[0].y(), room.bottom())))
        self.move(next((side for side in sides if self._is_free(side)), above))
        self.raise_()

    def _is_free(self, corner: QPoint) -> bool:
        box = QRect(corner, self.size())
        covered = self.view.mapToScene(box).boundingRect()
        nodes = self.view.journey.nodes.values()
        hidden = any(QRectF(n.pos().x(), n.pos().y(), n.width, n.height).intersects(covered) for n in nodes)
        return self.view.viewport().rect().contains(box) and not hidden

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), "bg.surface", "accent.fill", 6)
        painter.end()
        super().paintEvent(event)


@guarded
class FloatingWhatIf(WhatIf):
    """The same over the canvas, beside the label of its step."""

    def __init__(self, verbs: Verbs, view: CanvasView) -> None:
        super().__init__(verbs, view.viewport(), titled=True)
        self.view = view
        self.column.setContentsMargins(14, 12, 14, 12)
        self.setFixedWidth(round(320 * theme().scale))
        self._area = QRectF()
        self.supposed.connect(self._on_words)
        self.hide()

    def sizeHint(self) -> QSize:
        width = self.width()
        return QSize(width, self.column.heightForWidth(width))

    def open(self, edge: str, area: QRectF) -> None:
        """Asks about a step whose label is at an area of the scene."""
        self.edge = ""
        self.show_edge(edge)
        self.show()
        self.place(area)
        self.raise_()
        self.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_words(self, _edge: str, _share: float) -> None:
        self.place(self._area)  # its words have become longer or shorter

    def place(self, area: QRectF) -> None:
        """Below an area of the scene, or above where there is no room, inside the view."""
        self._area = area
        self.column.invalidate()
        spot, room = self.view.mapFromScene(area).boundingRect(), self.view.viewport().rect()
        size = QSize(self.width(), self.column.heightForWidth(self.width()))
        corner = QPoint(spot.center().x() - size.width() // 2, spot.bottom() + 8)
        if corner.y() + size.height() > room.bottom():
            corner.setY(spot.top() - 8 - size.height())
        corner.setX(max(4, min(corner.x(), room.right() - size.width() - 4)))
        corner.setY(max(4, min(corner.y(), room.bottom() - size.height() - 4)))
        self.setGeometry(QRect(corner, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, QRectF(self.rect()), "bg.surface", "line.strong", 8)
