"""Prose: plain words that wrap at the line height of their type style; a part of them may stand out."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.guard import guarded
from ui.theme import theme
from ui.widgets.text import Words

_NARROW = 240
"""How wide the words would like to be where nothing says how wide they are."""


@guarded
class Prose(Words):
    """A paragraph. ``strong`` is the part of its words that is set in semibold; none where they do not hold it."""

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        role: str = "text.primary",
        parent: QWidget | None = None,
        *,
        strong: str = "",
        line: float = 0.0,
    ) -> None:
        self.strong = strong
        self._line = line
        super().__init__(text, style, role, parent, wrap=True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _height_of_line(self) -> float:
        return self._line * theme().scale if self._line else float(theme().line(self.style_name))

    def _laid(self, width: int) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self.text(), theme().font(self.style_name))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        at = self.text().find(self.strong) if self.strong else -1
        if at >= 0:
            part = QTextLayout.FormatRange()
            part.start, part.length = at, len(self.strong)
            semibold = QTextCharFormat()
            semibold.setFontWeight(QFont.Weight.DemiBold)
            part.format = semibold
            layout.setFormats([part])
        high, top = self._height_of_line(), 0.0
        layout.beginLayout()
        while (row := layout.createLine()).isValid():
            row.setLineWidth(max(width, 1))
            row.setPosition(QPointF(0, top + (high - row.height()) / 2))
            top += high
        layout.endLayout()
        return layout, top

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid(width)[1])

    def sizeHint(self) -> QSize:
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else round(_NARROW * theme().scale)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(40 * theme().scale), round(self._height_of_line()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Another width takes another height, and layouts remember the one that was asked for before.
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().color(self.role))
        self._laid(self.width())[0].draw(painter, QPointF(0, 0))
