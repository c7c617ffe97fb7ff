"""Painting the timeline: ground, links, bars, heads and the list, each from the scenes that the report uses too."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from exports.figures.scene import Item
from exports.figures.targets import target_items
from exports.figures.time_axis import HEAD, ground_items, head_items, today_items
from exports.figures.timeline import TimelineRow, bar_items, link_items
from planner import clock
from planner.actions.moving import Proposal
from planner.language import _, day_text
from planner.plan import Plan, find
from ui.pages.actions.board.card import initials_width, paint_initials
from ui.pages.actions.timeline.sheet import Sheet
from ui.pages.marks import initials, segment_role
from ui.theme import theme
from ui.widgets.figure import paint_item
from ui.widgets.paint import box, draw_icon, draw_words, focus_ring


@dataclass
class Marks:
    """What is marked: the selected row, the one under the pointer, whether the path shows and the focus is here."""

    selected: str = ""
    hover: int = -1
    path: bool = True
    focus: bool = False
    read_only: bool = False
    target: int = -1


def paint_timeline(painter: QPainter, plan: Plan, sheet: Sheet, marks: Marks) -> None:
    """The whole timeline in its view."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(0.5, 0.5, sheet.width - 1, min(sheet.height, sheet.full_height) - 1)
    shape = QPainterPath()
    shape.addRoundedRect(frame, 8, 8)
    painter.fillPath(shape, theme().color("bg.surface"))
    painter.save()
    painter.setClipPath(shape)
    _paint_rows(painter, sheet, marks)
    painter.save()
    painter.setClipRect(sheet.body(), Qt.ClipOperation.IntersectClip)
    _paint_body(painter, plan, sheet, marks)
    painter.restore()
    _paint_list(painter, plan, sheet, marks)
    _paint_heads(painter, sheet)
    painter.restore()
    painter.setPen(QPen(theme().color("line.hair"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


def _items(painter: QPainter, items: Iterable[Item]) -> None:
    for item in items:
        paint_item(painter, item)


def _paint_rows(painter: QPainter, sheet: Sheet, marks: Marks) -> None:
    bottom = min(float(sheet.height), sheet.full_height)
    painter.save()
    painter.setClipRect(sheet.body(), Qt.ClipOperation.IntersectClip)
    _items(painter, ground_items(sheet.axis, sheet.head, bottom))
    painter.restore()
    for at in sheet.visible():
        rect = sheet.row_rect(at)
        if sheet.rows[at].action == marks.selected:
            listed = QRectF(0, rect.top(), sheet.list_width, rect.height())
            painter.fillRect(listed, theme().color("bg.selected"))
        elif at == marks.target:
            painter.fillRect(rect, theme().color("bg.selected"))
        elif at == marks.hover:
            painter.fillRect(QRectF(0, rect.top(), sheet.list_width, rect.height()), theme().color("bg.hover"))
        painter.fillRect(QRectF(0, round(rect.bottom()), sheet.width, 1), theme().color("line.hair"))


def _paint_body(painter: QPainter, plan: Plan, sheet: Sheet, marks: Marks) -> None:
    rows, scale = sheet.rows, theme().scale
    middles = {row.action: sheet.middle(at) for at, row in enumerate(rows)}
    shown = _near_view(sheet)
    _items(painter, link_items(plan, shown, middles, sheet.axis, scale, path=marks.path))
    for at in sheet.visible():
        _items(painter, bar_items(rows[at], sheet.axis, sheet.middle(at), scale, path=marks.path))
        if rows[at].action == marks.selected:
            _paint_grips(painter, sheet, at, marks)
        elif at == marks.hover and not marks.read_only:
            _paint_dot(painter, sheet, at)


def _near_view(sheet: Sheet) -> dict[str, TimelineRow]:
    """The rows in view and those that are linked with them, so that no other link is looked at."""
    rows = {row.action: row for row in sheet.rows}
    seen = {sheet.rows[at].action for at in sheet.visible()}
    linked = {
        end
        for row in sheet.rows
        for source, _lag in row.after
        for end in (source, row.action)
        if source in seen or row.action in seen
    }
    return {action: rows[action] for action in seen | linked if action in rows}


def _paint_grips(painter: QPainter, sheet: Sheet, at: int, marks: Marks) -> None:
    bar, scale = sheet.bar(at), theme().scale
    painter.setPen(QPen(theme().color("accent.fill"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(bar.adjusted(-3, -3, 3, 3), 6, 6)
    if marks.read_only:
        return
    if sheet.rows[at].slot.timed:
        for x in (bar.left() - 2, bar.right() + 2):
            grip = QRectF(x - 3 * scale, bar.center().y() - 6 * scale, 6 * scale, 12 * scale)
            box(painter, grip, "bg.surface", "accent.fill", 2, 1.5)
    _paint_dot(painter, sheet, at)


def _paint_dot(painter: QPainter, sheet: Sheet, at: int) -> None:
    scale = theme().scale
    painter.setPen(QPen(theme().color("accent.fill"), 1.5))
    painter.setBrush(theme().color("bg.surface"))
    painter.drawEllipse(sheet.dot(at), 4 * scale, 4 * scale)


def _paint_list(painter: QPainter, plan: Plan, sheet: Sheet, marks: Marks) -> None:
    painter.save()
    listed = QRectF(0, sheet.head, sheet.list_width, sheet.height - sheet.head)
    painter.setClipRect(listed, Qt.ClipOperation.IntersectClip)
    for at in sheet.visible():
        _paint_name(painter, plan, sheet, at, marks)
    painter.restore()
    edge = round(sheet.list_width)
    painter.fillRect(QRectF(edge, 0, 1, sheet.height), theme().color("line.strong"))


def name_rect(sheet: Sheet, at: int) -> QRectF:
    """Where the title of a row is written."""
    scale, rect = theme().scale, sheet.row_rect(at)
    chip = 0 if owners_hidden(sheet) else 52 * scale
    return QRectF(34 * scale, rect.top(), sheet.list_width - 44 * scale - chip, rect.height())


def owners_hidden(sheet: Sheet) -> bool:
    """Whether there is no room for the owners' initials."""
    return sheet.list_width < 300 * theme().scale


def _paint_name(painter: QPainter, plan: Plan, sheet: Sheet, at: int, marks: Marks) -> None:
    row, scale, rect = sheet.rows[at], theme().scale, sheet.row_rect(at)
    action = find(plan, "actions", row.action)
    if action is None:
        return
    middle = QPointF(20 * scale, rect.center().y())
    if len(action.segments) == 1:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(segment_role(plan, action.segments[0])))
        painter.drawEllipse(middle, 4.5 * scale, 4.5 * scale)
    else:
        draw_icon(painter, "layers", "text.secondary", middle, 14)
    name = name_rect(sheet, at)
    critical = marks.path and row.slot.critical
    painter.setFont(theme().font("body"))
    wide = min(painter.fontMetrics().horizontalAdvance(row.title) + 2.0, name.width() - (22 * scale if critical else 0))
    role = "text.primary" if action.title and row.slot.chosen else "text.tertiary"
    draw_words(painter, QRectF(name.left(), name.top(), wide, name.height()), row.title, "body", role)
    if critical:
        draw_icon(painter, "milestone", "accent.text", QPointF(name.left() + wide + 13 * scale, rect.center().y()), 14)
    short = initials(action.owner)
    if short and not owners_hidden(sheet):
        left = sheet.list_width - 12 * scale - initials_width(short)
        paint_initials(painter, left, rect.center().y() - 10 * scale, short)


def _paint_heads(painter: QPainter, sheet: Sheet) -> None:
    scale, head = theme().scale, HEAD * theme().scale
    painter.save()
    over = QRectF(sheet.list_width + 1, 0, sheet.width - sheet.list_width, sheet.height)
    painter.setClipRect(over, Qt.ClipOperation.IntersectClip)
    painter.fillRect(QRectF(over.left(), 0, over.width(), sheet.head), theme().color("bg.surface"))
    _items(painter, ground_items(sheet.axis, head, sheet.head))
    _items(painter, head_items(sheet.axis, 0, scale, clock.today()))
    if sheet.targets:
        _items(painter, target_items(list(sheet.targets), sheet.axis, (head + sheet.head) / 2, scale))
    bottom = min(float(sheet.height), sheet.full_height)
    _items(painter, today_items(sheet.axis, clock.today(), head, bottom, scale))
    painter.restore()
    for y in (head, sheet.head):
        painter.fillRect(QRectF(0, round(y), sheet.width, 1), theme().color("line.hair"))
    foot = QRectF(17 * scale, 26 * scale, sheet.list_width - 30 * scale, head - 26 * scale)
    draw_words(painter, foot, _("Action"), "small", "text.secondary")
    if not owners_hidden(sheet):
        draw_words(painter, foot, _("Owner"), "small", "text.secondary", Qt.AlignmentFlag.AlignRight)
    if sheet.targets:
        middle = (head + sheet.head) / 2
        painter.setPen(QPen(theme().color("text.secondary"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        reach = 5 * scale
        x = 20 * scale
        diamond = QPainterPath(QPointF(x, middle - reach))
        for dx, dy in ((reach, 0), (0, reach), (-reach, 0)):
            diamond.lineTo(x + dx, middle + dy)
        diamond.closeSubpath()
        painter.drawPath(diamond)
        words = QRectF(34 * scale, head, sheet.list_width - 40 * scale, sheet.head - head)
        draw_words(painter, words, _("KPI targets"), "body", "text.secondary")


def paint_proposal(painter: QPainter, sheet: Sheet, at: int, after: Proposal) -> None:
    """The bar of a row as it is being moved, with its dates on a chip over it; red where it may not go there."""
    scale, bar = theme().scale, sheet.bar(at)
    bar.setLeft(sheet.axis.at(after.start))
    bar.setRight(max(sheet.axis.after(after.finish), bar.left() + 6))
    words = _("{start} to {finish}").format(start=day_text(after.start), finish=day_text(after.finish))
    if after.earliest is not None:
        words = _("Earliest {date}").format(date=day_text(after.earliest))
    role = "accent" if after.earliest is None else "bad"
    painter.save()
    painter.setClipRect(sheet.body())
    painter.setPen(QPen(theme().color(f"{role}.fill"), 2, Qt.PenStyle.DashLine))
    soft = theme().color(f"{role}.soft")
    soft.setAlphaF(0.75)
    painter.setBrush(soft)
    painter.drawRoundedRect(bar, 4, 4)
    painter.setFont(theme().font("label"))
    wide = painter.fontMetrics().horizontalAdvance(words) + 16 * scale
    chip = QRectF(max(sheet.body().left() + 4, bar.center().x() - wide / 2), bar.top() - 24 * scale, wide, 20 * scale)
    box(painter, chip, "bg.tooltip", "", 4)
    draw_words(painter, chip, words, "label", "text.onTooltip", Qt.AlignmentFlag.AlignHCenter)
    painter.restore()


def paint_rubber(painter: QPainter, start: QPointF, end: QPointF) -> None:
    """The link that is being drawn."""
    painter.setPen(QPen(theme().color("accent.fill"), 2, Qt.PenStyle.DashLine))
    painter.drawLine(start, end)


def paint_focus(painter: QPainter, sheet: Sheet, at: int) -> None:
    """The ring around the row that the keys act on."""
    rect = sheet.row_rect(at)
    focus_ring(painter, QRectF(1, rect.top() + 1, sheet.list_width - 2, rect.height() - 1), 4)
