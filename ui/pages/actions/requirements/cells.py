"""Painting the matrix: discs of need, chips of rating, bars, what covers a requirement, and the heads."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from planner.actions.requirements import RequirementRow
from planner.language import _
from ui.guard import guarded
from ui.pages.actions.requirements.model import COVER, NAME, NEED, RATING, Column, RequirementModel
from ui.pages.actions.requirements.words import LEVEL_ICONS
from ui.theme import theme
from ui.widgets.lines import draw_lines, wrapped
from ui.widgets.paint import box, draw_icon, draw_words

HEAD_HEIGHT = 45
PAD = 16


def paint_level(painter: QPainter, centre: QPointF, level: str, derived: bool = False) -> None:
    """The disc of a need: full for essential, half for useful, empty for not needed; paler where derived."""
    radius = 8.5 * theme().scale
    role = "accent.line" if derived else "accent.fill"
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not level:
        painter.setPen(QPen(theme().color("line.strong"), 1.5))
        painter.drawEllipse(centre, radius, radius)
        return
    painter.setPen(QPen(theme().color(role), 1.5))
    if level == "essential":
        painter.setBrush(theme().color(role))
    painter.drawEllipse(centre, radius, radius)
    if level == "useful":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(role))
        disc = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawPie(disc, 90 * 16, 180 * 16)


def rating_tone(rating: float) -> tuple[str, str]:
    """The colours of a rating's chip: ground and words."""
    if rating < 1.5:
        return "bad.soft", "bad.text"
    if rating < 2.5:
        return "warn.soft", "warn.text"
    if rating < 3.5:
        return "bg.sunken", "text.primary"
    return "ok.soft", "ok.text"


def paint_rating(painter: QPainter, rect: QRectF, row: RequirementRow, words: str) -> None:
    scale = theme().scale
    if row.rating is None:
        draw_words(painter, rect, words, "body", "text.tertiary", Qt.AlignmentFlag.AlignHCenter)
        return
    ground, role = rating_tone(row.rating)
    wide = max(28 * scale, painter.fontMetrics().horizontalAdvance(words) + 14 * scale)
    chip = QRectF(rect.center().x() - wide / 2, rect.center().y() - 12 * scale, wide, 24 * scale)
    box(painter, chip, ground, "", 5)
    draw_words(painter, chip, words, "strong", role, Qt.AlignmentFlag.AlignHCenter)


def paint_need(painter: QPainter, rect: QRectF, row: RequirementRow, words: str, most: int) -> None:
    scale = theme().scale
    left = rect.left() + 10 * scale
    wide = min(72 * scale, rect.width() - 56 * scale)
    track = QRectF(left, rect.center().y() - 2.5 * scale, wide, 5 * scale)
    box(painter, track, "bg.pressed", "", 2.5)
    share = min(1.0, row.need / most) if most else 0.0
    if share:
        box(painter, QRectF(left, track.top(), wide * share, track.height()), "accent.fill", "", 2.5)
    figure = QRectF(track.right() + 10 * scale, rect.top(), 44 * scale, rect.height())
    draw_words(painter, figure, words, "strong", tabular=True)


class CoverLayout:
    """Where the parts of a cell of what covers a requirement lie."""

    def __init__(self, rect: QRectF, row: RequirementRow) -> None:
        self.rect, self.row = rect, row
        scale = theme().scale
        self.icon = QPointF(rect.left() + 18 * scale, rect.center().y())
        self.words = QRectF(rect.left() + 31 * scale, rect.top(), rect.width() - 39 * scale, rect.height())
        self.add = QRectF()
        if not row.covers:
            self.words.setWidth(min(88 * scale, self.words.width()))
            self.add = QRectF(self.words.right() + 4 * scale, rect.top(), 48 * scale, rect.height())

    def paint(self, painter: QPainter, words: str, read_only: bool) -> None:
        """The icon, the words, and the door to add what is missing."""
        covers = self.row.covers
        if not covers:
            draw_icon(painter, "circle-dashed", "bad.text", self.icon, 16)
            draw_words(painter, self.words, words, "body", "bad.text")
            if not read_only:
                draw_words(painter, self.add, _("Add"), "body", "text.link")
            return
        draw_icon(painter, LEVEL_ICONS[covers[0].kind], "text.secondary", self.icon, 16)
        draw_words(painter, self.words, words, "body")


@guarded
class MatrixHeader(QHeaderView):
    """The heads: segments with their dot, in two lines where they are long."""

    def __init__(self, model: RequirementModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = model
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), round(HEAD_HEIGHT * theme().scale))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        column: Column = self._columns.columns[section]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(rect), theme().scale
        painter.fillRect(area, theme().color("bg.page"))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme().color("line.hair"))
        if column.segment:
            _paint_segment_head(painter, area, column)
        else:
            left = {NAME: PAD, NEED: 10, COVER: 10}.get(column.key, 0) * scale
            centred = Qt.AlignmentFlag.AlignHCenter if column.key == RATING else Qt.AlignmentFlag.AlignLeft
            spot = area.adjusted(left, 0, 0, 0)
            draw_words(painter, spot, column.title, "small", "text.secondary", centred)
        painter.restore()


def _paint_segment_head(painter: QPainter, area: QRectF, column: Column) -> None:
    scale = theme().scale
    room = area.width() - 24 * scale
    lines = wrapped(column.title, room, 2, "small")
    painter.setFont(theme().font("small"))
    widest = max((painter.fontMetrics().horizontalAdvance(line) for line in lines), default=0)
    high = theme().line("small") * len(lines)
    left = area.center().x() - (widest + 14 * scale) / 2 + 14 * scale
    top = area.center().y() - high / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color(column.dot))
    painter.drawEllipse(QPointF(left - 9 * scale, top + theme().line("small") / 2), 4 * scale, 4 * scale)
    draw_lines(painter, QRectF(left, top, room + 2, high), column.title, "small", "text.primary")
