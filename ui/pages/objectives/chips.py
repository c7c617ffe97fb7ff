"""The segments of an objective as chips; where there is no room for all, the last one counts the rest."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.language import _, ngettext
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.paint import Painted, box, focus_ring

Named = tuple[str, str]
"""A segment's name and the colour role of its dot."""
GAP = 4
MOST_LINES = 3
_BEFORE, _DOT, _AFTER = 12, 10, 8


def chip_font() -> QFont:
    """The type of a chip's words."""
    font = theme().font("small")
    font.setWeight(QFont.Weight.Medium)
    return font


def placed(names: Sequence[Named], room: float) -> list[tuple[Named, QRectF]]:
    """The chips in lines of a width, from the left; at most three lines, the last chip then counts the rest."""
    scale, metrics = theme().scale, QFontMetricsF(chip_font())
    high, gap = theme().metric("chip"), GAP * scale
    out: list[tuple[Named, QRectF]] = []
    x = y = 0.0
    for at, name in enumerate(names):
        wide = min(metrics.horizontalAdvance(name[0]) + (_BEFORE + _DOT + _AFTER) * scale, room)
        if x and x + wide > room:
            x, y = 0.0, y + high + gap
        if round(y / (high + gap)) >= MOST_LINES:
            last, spot = out[-1]
            rest = len(names) - at + 1
            more = ngettext("{count} more", "{count} more", rest).format(count=rest)
            wide = metrics.horizontalAdvance(more) + (_BEFORE + _DOT + _AFTER) * scale
            out[-1] = ((more, last[1]), QRectF(spot.left(), spot.top(), min(wide, room - spot.left()), spot.height()))
            break
        out.append((name, QRectF(x, y, wide, high)))
        x += wide + gap
    return out


def height_of(names: Sequence[Named], room: float) -> int:
    """How high the chips are in a width."""
    return round(max((spot.bottom() for _name, spot in placed(names, room)), default=0.0))


@guarded
class SegmentChips(Painted):
    """The chips in one control. Signal of QAbstractButton: ``clicked()`` asks to choose the segments."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names: tuple[Named, ...] = ()
        self.read_only = False
        self._under = -1
        self.setMouseTracking(True)

    def show_names(self, names: Sequence[Named], read_only: bool) -> None:
        """Other segments; none stands for all of them."""
        if (tuple(names), read_only) == (self.names, self.read_only):
            return
        self.names, self.read_only = tuple(names), read_only
        words = ", ".join(name for name, _role in self.names)
        self.setText(words)
        self.setAccessibleName(_("Segments: {names}").format(names=words))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
        self.update()

    def spots(self) -> list[tuple[Named, QRectF]]:
        """The chips where they are painted: centred in height."""
        found = placed(self.names, self.width())
        high = max((spot.bottom() for _name, spot in found), default=0.0)
        down = round((self.height() - high) / 2)
        return [(name, spot.translated(0, down)) for name, spot in found]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._at(event.position())
        if under != self._under:
            self._under = under
            shown = self.spots()
            whole = 0 <= under < len(self.names) and shown[under][0] == self.names[under]
            self.setToolTip(plain_tip(self.names[under][0] if whole else self.text() if under >= 0 else ""))
            self.update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._under = -1
        self.update()
        super().leaveEvent(event)

    def hitButton(self, pos: object) -> bool:
        return not self.read_only and self._at(QPointF(pos)) >= 0  # type: ignore[call-overload]

    def _at(self, spot: QPointF) -> int:
        return next((at for at, (_name, area) in enumerate(self.spots()) if area.contains(spot)), -1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, scale, font = theme(), theme().scale, chip_font()
        metrics = QFontMetricsF(font)
        shown = self.spots()
        for at, ((name, role), area) in enumerate(shown):
            box(painter, area, "bg.pressed" if at == self._under and not self.read_only else "bg.sunken")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(role))
            painter.drawEllipse(QPointF(area.left() + _BEFORE * scale, area.center().y()), 4 * scale, 4 * scale)
            painter.setFont(font)
            painter.setPen(colours.color("text.secondary"))
            words = area.adjusted((_BEFORE + _DOT) * scale, 0, 0, 0)
            fit = metrics.elidedText(name, Qt.TextElideMode.ElideRight, words.width() - 5 * scale)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fit)
        if self.ring_shown() and shown:
            around = shown[0][1]
            for _name, area in shown:
                around = around.united(area)
            focus_ring(painter, around.adjusted(-2, -2, 2, 2).intersected(QRectF(self.rect())), 7)
