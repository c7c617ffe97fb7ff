"""The first KPI of an objective in three lines: name, the bar from baseline to target, now and the date."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from planner.language import _, apart
from ui.guard import guarded
from ui.pages.objectives.faces import KpiFace
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring

PARTS = ("name", "baseline", "target", "now", "due")
"""What can be edited where it stands, in the order of the Tab key."""
HEIGHT = 56
_RIGHT = Qt.AlignmentFlag.AlignRight


def part_names() -> dict[str, str]:
    """The parts in words."""
    return {
        "name": _("Name of the KPI"),
        "baseline": _("Baseline"),
        "target": _("Target"),
        "now": _("Value of today"),
        "due": _("Target date"),
    }


@guarded
class KpiCell(Painted):
    """Paints a KPI. Signal: ``part_asked(str)`` with the part that the user wants to edit, ``add`` where none is."""

    part_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face: KpiFace | None = None
        self.read_only = False
        self._under = ""
        self.setMouseTracking(True)

    def show_kpi(self, face: KpiFace | None, read_only: bool) -> None:
        """Another KPI, or none."""
        self.face, self.read_only = face, read_only
        self.setText(face.name if face else _("Add a KPI"))
        self.setAccessibleName(_("KPI: {name}").format(name=face.name) if face else self.text())
        self.setAccessibleDescription(apart([_spoken(face), face.meaning]) if face else "")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(196 * theme().scale), round(HEIGHT * theme().scale))

    def part_rects(self) -> dict[str, QRectF]:
        """Where each part is painted."""
        if self.face is None:
            return {}
        scale, wide = theme().scale, float(self.width())
        top = round((self.height() - HEIGHT * scale) / 2)
        body, strong, small = (QFontMetricsF(theme().font(s)) for s in ("body", "strong", "caption"))
        line = 18 * scale
        high, low = QRectF(0, top, wide, line), QRectF(0, top + 38 * scale, wide, line)
        middle = QRectF(0, top + 19 * scale, wide, 20 * scale)
        baseline = body.horizontalAdvance(self.face.baseline)
        target = strong.horizontalAdvance(self.face.target)
        due = small.horizontalAdvance(self.face.due) + 2
        return {
            "name": high,
            "baseline": QRectF(0, middle.top(), min(baseline + 2, wide / 3), middle.height()),
            "target": QRectF(max(wide - target - 2, wide * 2 / 3), middle.top(), min(target + 2, wide / 3), 20 * scale),
            "now": QRectF(0, low.top(), max(wide - due - 8 * scale, wide / 3), line),
            "due": QRectF(max(wide - due, 0), low.top(), min(due, wide), line),
        }

    def part_at(self, spot: QPointF) -> str:
        """The part under a place; the bar counts as what is measured now."""
        rects = self.part_rects()
        if not rects:
            return "add"
        found = next((part for part, rect in rects.items() if rect.adjusted(-3, 0, 3, 0).contains(spot)), "")
        middle = rects["baseline"]
        return found or ("now" if middle.top() <= spot.y() <= middle.bottom() else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.read_only:
            event.ignore()
            return
        part = self.part_at(event.position())
        if part:
            self.part_asked.emit(part)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self.part_at(event.position())
        if under != self._under:
            self._under = under
            self.setCursor(
                Qt.CursorShape.ArrowCursor
                if self.read_only or not under
                else Qt.CursorShape.PointingHandCursor
                if under == "add"
                else Qt.CursorShape.IBeamCursor
            )
            self.setToolTip(plain_tip(self._tip(under)))
            self.update()

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._under = ""
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.part_asked.emit("name" if self.face else "add")
        else:
            super().keyPressEvent(event)

    def _tip(self, part: str) -> str:
        """What a part is: of the name, how the metric is computed."""
        face = self.face
        if face is None or part != "name":
            return part_names().get(part, "")
        cut = face.name if self._is_cut(face.name) else ""
        return "\n".join(words for words in (cut, face.meaning) if words) or part_names()[part]

    def _is_cut(self, words: str) -> bool:
        return QFontMetricsF(theme().font("small")).horizontalAdvance(words) > self.width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.face is None:
            self._paint_missing(painter)
        else:
            self._paint_kpi(painter, self.face)
        if self.ring_shown():
            focus_ring(painter, QRectF(self.rect()).adjusted(0, 4, 0, -4))

    def _paint_missing(self, painter: QPainter) -> None:
        if self.read_only:
            return
        scale, middle = theme().scale, self.height() / 2
        role = "accent.hover" if self._under else "text.link"
        draw_icon(painter, "plus", role, QPointF(8 * scale, middle), 16)
        draw_words(painter, QRectF(22 * scale, 0, self.width() - 22 * scale, self.height()), self.text(), "body", role)

    def _paint_kpi(self, painter: QPainter, face: KpiFace) -> None:
        rects, scale = self.part_rects(), theme().scale
        if self._under in rects and not self.read_only:
            hovered = rects[self._under].adjusted(-4, 0, 4, 0).intersected(QRectF(self.rect()))
            box(painter, hovered, "bg.surface", "line.strong", 4)
        draw_words(painter, rects["name"], face.name, "small", "text.secondary")
        draw_words(painter, rects["baseline"], face.baseline, "body", "text.secondary")
        draw_words(painter, rects["target"], face.target, "strong", "text.primary", _RIGHT)
        left, right = rects["baseline"].right() + 7 * scale, rects["target"].left() - 6 * scale
        _bullet(painter, QRectF(left, rects["baseline"].top(), right - left, rects["baseline"].height()), face.share)
        now = rects["now"]
        if not face.measured:
            draw_icon(painter, "triangle-alert", "warn.text", QPointF(7 * scale, now.center().y()), 13)
            now = now.adjusted(16 * scale, 0, 0, 0)
        style, role = ("caption", "text.tertiary") if face.measured else ("small", "warn.text")
        draw_words(painter, now, face.now, style, role)
        draw_words(painter, rects["due"], face.due, "caption", "text.tertiary", _RIGHT)


def _bullet(painter: QPainter, area: QRectF, share: float | None) -> None:
    """From baseline to target with a ring at now; a share beyond is kept at an end."""
    middle = area.center().y()
    if area.width() < 16:
        return
    box(painter, QRectF(area.left(), middle - 2, area.width(), 4), "bg.pressed", "", 2)
    if share is None:
        return
    x = area.left() + 5 + (area.width() - 10) * min(max(share, 0.0), 1.0)
    box(painter, QRectF(area.left(), middle - 2, x - area.left(), 4), "accent.fill", "", 2)
    painter.setPen(QPen(theme().color("accent.fill"), 2))
    painter.setBrush(theme().color("bg.surface"))
    painter.drawEllipse(QPointF(x, middle), 4, 4)


def _spoken(face: KpiFace) -> str:
    return _("From {baseline} to {target} by {due}, {now}").format(
        baseline=face.baseline, target=face.target, due=face.due, now=face.now
    )
