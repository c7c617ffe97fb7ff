"""Cells of the segment table: two lines, a loyalty bar, numerals of objectives, and the editor that opens in them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from planner.segments.records import Segment
from planner.segments.value import gain
from planner.segments.words import lifecycle_role
from ui.guard import guarded
from ui.pages.segments.columns import COLUMNS, Column, read_typed, typed_example
from ui.pages.segments.model import SECOND, Index, SegmentModel
from ui.pages.segments.rows import is_small
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.paint import draw_icon, draw_words, focus_ring

ROW = 58
PAD = 10
_RIGHT = Qt.AlignmentFlag.AlignRight


@guarded
class SegmentCells(QStyledItemDelegate):
    """Paints the cells of the table and opens a line to type into."""

    hovered = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        segment = model.segment(index.row()) if isinstance(model, SegmentModel) else None
        if segment is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        self._ground(painter, area, option, index)
        self._content(painter, area, COLUMNS[index.column()], segment, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, area.adjusted(1, 1, -1, -2), 4)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, theme().color("bg.selected"))
            if index.column() == 0:
                painter.fillRect(QRectF(area.left(), area.top(), 3, area.height() - 1), theme().color("accent.fill"))
        elif index.row() == self.hovered:
            painter.fillRect(area, theme().color("bg.hover"))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme().color("line.hair"))

    def _content(self, painter: QPainter, area: QRectF, column: Column, segment: Segment, index: Index) -> None:
        scale, first = theme().scale, str(index.data() or "")
        if column.key == "name":
            self._name(painter, area, segment, first, str(index.data(SECOND) or ""))
        elif column.key == "loyalty":
            self._loyalty(painter, area, first, segment)
        elif column.key == "objectives":
            numerals(painter, area, first.split(", ") if first else [])
        elif column.key == "priority":
            draw_words(painter, area.adjusted(0, 0, -PAD * scale, 0), first, "heading", "text.primary", _RIGHT, True)
        elif column.key == "criteria":
            draw_words(painter, area.adjusted(PAD * scale, 0, -PAD * scale, 0), first, "body", "text.secondary")
        elif column.key == "churn":
            model = index.model()
            assert isinstance(model, SegmentModel)
            high = segment.retention is not None and 1.0 - segment.retention >= model.figures.high_churn
            style, role = ("strong", "bad.text") if high else ("body", "text.primary")
            draw_words(painter, area.adjusted(0, 0, -PAD * scale, 0), first, style, role, _RIGHT, True)
        else:
            self._figures(painter, area, column, segment, index)

    def _name(self, painter: QPainter, area: QRectF, segment: Segment, first: str, second: str) -> None:
        scale = theme().scale
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(lifecycle_role(segment.lifecycle)))
        painter.drawEllipse(QPointF(area.left() + 19 * scale, area.center().y() - 0.5), 5 * scale, 5 * scale)
        upper, lower = lines(area.adjusted(34 * scale, 0, -6, 0))
        vip = 18 * scale if segment.vip else 0
        role = "text.primary" if segment.name else "text.tertiary"
        draw_words(painter, upper.adjusted(0, 0, -vip, 0), first, "strong", role)
        if segment.vip:
            wide = min(painter.fontMetrics().horizontalAdvance(first), upper.width() - vip)
            draw_icon(
                painter, "crown", "accent.text", QPointF(upper.left() + wide + 11 * scale, upper.center().y()), 13
            )
        draw_words(painter, lower, second, "small", "text.secondary")

    def _figures(self, painter: QPainter, area: QRectF, column: Column, segment: Segment, index: Index) -> None:
        """A figure over what it comes to for the whole segment."""
        first, second = str(index.data() or ""), str(index.data(SECOND) or "")
        room = area.adjusted(2, 0, -PAD * theme().scale, 0)
        if not second:
            draw_words(painter, room, first, "body", "text.primary", _RIGHT, True)
            return
        upper, lower = lines(room)
        draw_words(painter, upper, first, "body", "text.primary", _RIGHT, True)
        style, role = "small", "text.secondary"
        model = index.model()
        assert isinstance(model, SegmentModel)
        if column.key == "customers" and is_small(model.figures, segment):
            style, role = "label", "warn.text"
            painter.setFont(theme().tabular("label"))
            wide = painter.fontMetrics().horizontalAdvance(second)
            spot = QPointF(lower.right() - wide - 11 * theme().scale, lower.center().y())
            draw_icon(painter, "triangle-alert", "warn.text", spot, 13)
        elif column.key == "expected":
            more = gain(segment) or 0.0
            role = "ok.text" if more > 0 else "bad.text" if more < 0 else "text.secondary"
        draw_words(painter, lower, second, style, role, _RIGHT, True)

    def _loyalty(self, painter: QPainter, area: QRectF, words: str, segment: Segment) -> None:
        scale = theme().scale
        share = segment.loyalty if segment.loyalty is not None else (segment.retention or 0.0) * 100
        left, middle, wide = area.left() + PAD * scale, area.center().y() - 0.5, 40 * scale
        if segment.loyalty is None and segment.retention is None:
            draw_words(painter, area.adjusted(PAD * scale, 0, 0, 0), words, "body", "text.tertiary")
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("bg.pressed"))
        painter.drawRoundedRect(QRectF(left, middle - 2, wide, 4), 2, 2)
        painter.setBrush(theme().color("text.tertiary"))
        painter.drawRoundedRect(QRectF(left, middle - 2, max(wide * share / 100, 4), 4), 2, 2)
        draw_words(
            painter,
            QRectF(left + wide + 6 * scale, area.top(), 30 * scale, area.height()),
            words,
            "small",
            "text.secondary",
            tabular=True,
        )

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = COLUMNS[index.column()]
        editor = QLineEdit(parent)
        editor.setAccessibleName(column.heading)
        editor.setFont(theme().font("strong" if column.key == "name" else "body"))
        if column.right:
            editor.setAlignment(_RIGHT)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        scale = theme().scale
        high = theme().metric("control")
        rect: QRect = option.rect
        left = round(24 * scale) if index.column() == 0 else 2
        wide = max(rect.width() - left - 2, round(72 * scale))
        editor.setGeometry(
            rect.right() - wide if left == 2 else rect.left() + left, rect.center().y() - high // 2, wide, high
        )

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, QLineEdit) and isinstance(model, SegmentModel) and editor.isModified():
            model.setData(index, editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps an editor open whose text cannot be read, and says what fits."""
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            leaving = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if leaving and watched.isModified() and not self._fits(watched):
                return True
        return super().eventFilter(watched, event)

    def _fits(self, editor: QLineEdit) -> bool:
        column = next(c for c in COLUMNS if c.heading == editor.accessibleName())
        try:
            read_typed(column, editor.text())
        except ValueError:
            example = typed_example(column)
            editor.setProperty("error", True)
            editor.setAccessibleDescription(example)
            editor.style().unpolish(editor)
            editor.style().polish(editor)
            QToolTip.showText(editor.mapToGlobal(editor.rect().bottomLeft()), plain_tip(example), editor)
            return False
        return True


def lines(area: QRectF) -> tuple[QRectF, QRectF]:
    """The places of the two lines of a cell."""
    scale = theme().scale
    middle, high = area.center().y(), 18 * scale
    upper = QRectF(area.left(), middle - high - 0.5, area.width(), high)
    return upper, upper.translated(0, high + 1)


def numerals(painter: QPainter, area: QRectF, ranks: Sequence[str]) -> None:
    """The ranks of objectives in circles; those without room are counted."""
    scale = theme().scale
    side, gap = 20 * scale, 5 * scale
    left, middle = area.left() + PAD * scale, area.center().y()
    room = max(int((area.right() - left + gap) // (side + gap)), 1)
    shown = list(ranks) if len(ranks) <= room else list(ranks[: room - 1])
    for rank in shown:
        spot = QRectF(left, middle - side / 2, side, side)
        painter.setPen(QPen(theme().color("accent.line"), 1.25))
        painter.setBrush(theme().color("bg.surface"))
        painter.drawEllipse(spot.adjusted(0.5, 0.5, -0.5, -0.5))
        draw_words(painter, spot.adjusted(0, 0, 1, 0), rank, "micro", "accent.text", Qt.AlignmentFlag.AlignHCenter)
        left += side + gap
    if len(shown) < len(ranks):
        more = QRectF(left, middle - side / 2, side * 1.4, side)
        draw_words(painter, more, f"+{len(ranks) - len(shown)}", "micro", "text.secondary")
