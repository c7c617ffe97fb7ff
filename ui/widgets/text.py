"""Text: words with a style, text edited in place, fields for text, numbers, money, percent and dates."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionFrame,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from planner.language import _, date_text, parse_date, parse_number, parse_percent, short_number
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme


def say_read_only(editor: QWidget, spot: QRect) -> None:
    """Says beside the cursor that the text cannot be changed here."""
    words = plain_tip(_("Read-only. Edit a copy to change it."))
    QToolTip.showText(editor.mapToGlobal(spot.bottomRight()), words, editor)


def _is_typing(event: QKeyEvent) -> bool:
    return bool(event.text()) and event.text().isprintable()


@guarded
class Words(QLabel):
    """Plain words in a type style and a text role; never rich text."""

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        role: str = "text.primary",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.style_name = style
        self.role = role
        self.setWordWrap(wrap)
        theme().changed.connect(self._on_theme)
        self._on_theme()
        self.setText(text)

    def set_role(self, role: str, style: str = "") -> None:
        """Another colour, perhaps another style."""
        if (role, style or self.style_name) != (self.role, self.style_name):
            self.role, self.style_name = role, style or self.style_name
            self._on_theme()

    def set_text(self, text: str) -> None:
        """Other words; nothing happens where they are the same."""
        if text != self.text():
            self.setText(text)

    def _on_theme(self) -> None:
        self.setFont(theme().font(self.style_name))
        self.setStyleSheet(f"color: {theme().name(self.role)}; background: transparent;")


@guarded
class InPlaceText(QLineEdit):
    """Text that looks like text until it is hovered or focused.

    Signals: ``edited(str)`` while the user types, ``committed(str)`` on Enter or when the focus leaves,
    ``reverted(str)`` with the text from before when Esc takes it back.
    """

    edited = Signal(str)
    committed = Signal(str)
    reverted = Signal(str)

    def __init__(
        self, text: str = "", parent: QWidget | None = None, style: str = "body", role: str = "text.primary"
    ) -> None:
        super().__init__(text, parent)
        self.style_name = style
        self.role = role
        self._before = text
        self.setProperty("inplace", True)
        self.setFrame(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def set_text(self, text: str) -> None:
        """Shows other words without telling anyone; the cursor stays where it was."""
        if text != self.text():
            at = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(at, len(text)) if self.hasFocus() else 0)

    def set_placeholder(self, text: str) -> None:
        """The words shown while it is empty."""
        self.setPlaceholderText(text)
        self.updateGeometry()

    def set_read_only(self, read_only: bool) -> None:
        """Text that can be selected but not edited."""
        if self.isReadOnly() != read_only:
            self.setReadOnly(read_only)
            self.style().unpolish(self)
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        words = self.text() or self.placeholderText()
        return QSize(metrics.horizontalAdvance(words) + 18, round(28 * theme().scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(40 * theme().scale), round(28 * theme().scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.text()
        if self.hasFocus() or not words or self._fits():
            super().paintEvent(event)
            return
        painter, option = QPainter(self), QStyleOptionFrame()
        self.initStyleOption(option)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        room = self._room()
        painter.setPen(theme().color(self.role))
        fit = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self.alignment() | Qt.AlignmentFlag.AlignVCenter, fit)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and not self.toolTip() and not self._fits():
            QToolTip.showText(event.globalPos(), plain_tip(self.text()), self)
            return True
        return super().event(event)

    def _room(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        area = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return area.adjusted(2, 0, -2, 0)

    def _fits(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) <= self._room().width()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._before = self.text()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCursorPosition(0)
        self.committed.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._before:
            self.setText(self._before)
            self.reverted.emit(self._before)
            self.edited.emit(self._before)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.committed.emit(self.text())
            self.focusNextChild()
        elif self.isReadOnly() and _is_typing(event):
            say_read_only(self, self.cursorRect())
        else:
            super().keyPressEvent(event)

    def _on_edited(self, text: str) -> None:
        self.edited.emit(text)

    def _on_changed(self) -> None:
        self.updateGeometry()
        self.setToolTip("")

    def _on_theme(self) -> None:
        self.setFont(theme().font(self.style_name))
        if self.role != "text.primary":
            self.setStyleSheet(f"color: {theme().name(self.role)};")
        self.setMinimumHeight(round(26 * theme().scale))
        self.setMaximumHeight(round(30 * theme().scale))
        self.updateGeometry()


@guarded
class InPlaceArea(QPlainTextEdit):
    """Several lines edited in place; as high as its text. Signals as of InPlaceText.

    ``enter_leaves`` is for one sentence that may wrap: Enter ends it, there is no second paragraph.
    """

    edited = Signal(str)
    committed = Signal(str)

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        style: str = "body",
        *,
        framed: bool = False,
        lines: int = 1,
        enter_leaves: bool = False,
    ) -> None:
        super().__init__(parent)
        self.style_name = style
        self.lines = lines
        self.enter_leaves = enter_leaves
        self.framed = framed
        self._setting = False
        self.setProperty("inplace", not framed)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.set_text(text)
        self.textChanged.connect(self._on_changed)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def set_text(self, text: str) -> None:
        """Shows other words without telling anyone."""
        if text != self.toPlainText():
            self._setting = True
            self.setPlainText(text)
            self._setting = False
            self._fit()

    def set_read_only(self, read_only: bool) -> None:
        """Text that can be selected but not edited."""
        self.setReadOnly(read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.enter_leaves and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        elif self.isReadOnly() and _is_typing(event):
            say_read_only(self, self.cursorRect())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.committed.emit(self.toPlainText())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_changed(self) -> None:
        self._fit()
        if not self._setting:
            self.edited.emit(self.toPlainText())

    def _fit(self) -> None:
        # After a change of width the document counts one line a block until each is laid out.
        block, words = self.document().firstBlock(), 0.0
        while block.isValid():
            words += self.blockBoundingRect(block).height()
            block = block.next()
        rows = max(self.lines, round(self.document().size().height()))
        metrics = QFontMetrics(self.font())
        pad = 16 if self.framed else 8
        # At larger sizes of text a line is higher than its font says, and so are the margins around the words.
        frame = self.height() - self.viewport().height()
        height = max(rows * metrics.lineSpacing() + pad, round(words + self.document().documentMargin()) + frame)
        if height != self.height():
            self.setFixedHeight(height)

    def _on_theme(self) -> None:
        self.setFont(theme().font(self.style_name))
        self._fit()


@guarded
class _Line(QLineEdit):
    """The line of a field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() and _is_typing(event):
            say_read_only(self, self.cursorRect())
        else:
            super().keyPressEvent(event)


@guarded
class Field(QWidget):
    """A field with a sentence under it where its value does not fit.

    Signals: ``edited(object)`` while a fitting value is typed, ``committed(object)`` when the focus leaves.
    ``parse`` turns text into a value and raises ValueError, ``show`` turns a value into text; an empty field
    is None (or an empty text where the field is one).
    """

    edited = Signal(object)
    committed = Signal(object)

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        parse: Callable[[str], Any] = str,
        show: Callable[[Any], str] = str,
        example: str = "",
        empty: Any = "",
        align_right: bool = False,
    ) -> None:
        super().__init__(parent)
        self._parse, self._show, self._example, self._empty = parse, show, example, empty
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        self.edit = _Line(self)
        self.edit.setAccessibleName(name)
        if align_right:
            self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.edit)
        self.sentence = Words("", "small", "bad.text", self, wrap=True)
        self.sentence.hide()
        layout.addWidget(self.sentence)
        self.setFocusProxy(self.edit)
        self._value: Any = empty
        self.edit.textEdited.connect(self._on_edited)
        self.edit.editingFinished.connect(self._on_finished)

    @property
    def value(self) -> Any:
        """The last value that fitted."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Shows a value without telling anyone; what the user is typing stays where it means the same."""
        self._value = value
        text = "" if value is None else self._show(value)
        if self.edit.hasFocus() and self._means(self.edit.text(), value):
            return
        if text != self.edit.text():
            self.edit.setText(text)
            self.edit.setCursorPosition(0)
        self.set_error("")

    @property
    def fits(self) -> bool:
        """Whether what stands in the field is a value, or nothing; ``value`` is still the one before where not."""
        return self._means(self.edit.text(), self._value)

    def _means(self, text: str, value: Any) -> bool:
        try:
            return bool(self._read(text) == value)
        except ValueError:
            return False

    def _read(self, text: str) -> Any:
        return self._parse(text) if text.strip() else self._empty

    def set_error(self, sentence: str) -> None:
        """Shows a sentence under the field, or none."""
        if sentence == self.sentence.text() and sentence == "":
            return
        self.sentence.set_text(sentence)
        self.sentence.setVisible(bool(sentence))
        self.edit.setProperty("error", bool(sentence))
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)
        self.edit.setAccessibleDescription(sentence)

    def set_read_only(self, read_only: bool) -> None:
        """Text that can be selected but not edited."""
        if self.edit.isReadOnly() != read_only:
            self.edit.setReadOnly(read_only)
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def _on_edited(self, text: str) -> None:
        try:
            value = self._read(text)
        except ValueError:
            return
        self.set_error("")
        self._value = value
        self.edited.emit(value)

    def _on_finished(self) -> None:
        try:
            self._value = self._read(self.edit.text())
        except ValueError:
            self.set_error(self._example)
            return
        self.set_error("")
        text = "" if self._value is None else self._show(self._value)
        if text != self.edit.text():
            self.edit.setText(text)
        self.committed.emit(self._value)


def text_field(name: str, parent: QWidget | None = None) -> Field:
    """A field for one line of text."""
    return Field(name, parent)


def number_field(name: str, parent: QWidget | None = None, digits: int = 2) -> Field:
    """A field for a number; empty is None."""
    return Field(
        name,
        parent,
        parse=parse_number,
        show=lambda v: short_number(v, digits),
        example=_("Enter a number, for example {example}.").format(example=short_number(540)),
        empty=None,
    )


def count_field(name: str, parent: QWidget | None = None) -> Field:
    """A field for a whole number; empty is None."""
    return Field(
        name,
        parent,
        parse=lambda text: round(parse_number(text)),
        show=lambda v: short_number(v, 0),
        example=_("Enter a whole number, for example {example}.").format(example=short_number(12_900)),
        empty=None,
    )


def money_field(name: str, parent: QWidget | None = None) -> Field:
    """A field for an amount in the plan's currency; empty is None."""
    return Field(
        name,
        parent,
        parse=parse_number,
        show=lambda v: short_number(v, 2),
        example=_("Enter an amount, for example {example}.").format(example=short_number(540)),
        empty=None,
    )


def percent_field(name: str, parent: QWidget | None = None) -> Field:
    """A field for a share typed as percent; empty is None."""
    return Field(
        name,
        parent,
        parse=parse_percent,
        show=lambda v: short_number(v * 100, 1) + "\u00a0%",
        example=_("Enter a percentage, for example {example}.").format(example="42\u00a0%"),
        empty=None,
    )


def date_field(name: str, parent: QWidget | None = None) -> Field:
    """A field for a date; empty is None."""
    return Field(
        name,
        parent,
        parse=parse_date,
        show=date_text,
        example=_("Enter a date, for example {example}.").format(example=date_text(dt.date(2027, 12, 31))),
        empty=None,
    )
