"""The facilitator's view, on a display of its own: what is asked now and why, the notes, the time, what comes next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from planner import clock
from planner.insight.edits import note_answer
from planner.language import _
from ui.guard import guarded
from ui.present.head import step_words
from ui.present.slides import Slide
from ui.present.type import font, scale_of
from ui.theme import theme

if TYPE_CHECKING:
    from ui.present.window import PresentWindow


@guarded
class NotesField(QPlainTextEdit):
    """The notes to a question, an answer a line; Esc gives the keys back to the presentation."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        parent = self.parentWidget()
        if event.key() == Qt.Key.Key_Escape and parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


@guarded
class FacilitatorView(QWidget):
    """Belongs to a presentation and takes the same keys; N goes to the notes."""

    def __init__(self, presenter: "PresentWindow") -> None:
        super().__init__(presenter, Qt.WindowType.Window)
        self.presenter = presenter
        self.setObjectName("page")
        self.setWindowTitle(_("Facilitator’s view"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(1280, 720)
        self.words: dict[str, QLabel] = {}
        self._filling = False
        self._build()
        presenter.slide_changed.connect(self.show_slide)
        presenter.session.refused.connect(self._on_refused)
        theme().changed.connect(self._dress)
        self._tick = QTimer(self)
        self._tick.setInterval(500)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        self.show_slide(presenter.slide)
        self.setFocus()

    def _build(self) -> None:
        self.column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self._words("step"), 1)
        head.addWidget(self._words("time"))
        self.column.addLayout(head)
        for name in ("question", "why", "notes_title"):
            self.column.addWidget(self._words(name))
        self.notes = NotesField(self)
        self.notes.setTabChangesFocus(True)
        self.notes.setReadOnly(self.presenter.session.read_only)
        self.notes.textChanged.connect(self._on_notes)
        self.column.addWidget(self.notes, 1)
        for name in ("next_title", "next"):
            self.column.addWidget(self._words(name))

    def _words(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(name not in ("step", "time"))
        self.words[name] = label
        return label

    def show_slide(self, slide: Slide) -> None:
        """What is asked now, and what comes next."""
        following = self.presenter.following()
        place = self.presenter.foot.place.words()
        self.words["step"].setText(f"{step_words(slide.page)} · {place}")
        self.words["question"].setText(slide.question)
        self.words["why"].setText(slide.why)
        self.words["notes_title"].setText(_("Notes, an answer a line"))
        self.words["next_title"].setText(_("Next"))
        self.words["next"].setText(following.question if following else _("This is the last question."))
        self.notes.setAccessibleName(_("Notes, an answer a line"))
        plan = self.presenter.session.plan
        text = next((a.text for a in plan.noted_answers if a.question == slide.key), "")
        if text != self.notes.toPlainText():
            self._filling = True
            self.notes.setPlainText(text)
            self._filling = False
        self._show_time()

    def _show_time(self) -> None:
        countdown = self.presenter.countdown
        words = countdown.text() if countdown.shown else ""
        if words != self.words["time"].text():
            self.words["time"].setText(words)

    def _on_notes(self) -> None:
        if not self._filling:
            key = self.presenter.slide.key
            text = self.notes.toPlainText()
            self.presenter.session.edit(
                _("Note an answer"), note_answer, key, text, clock.today(), typing=f"note.{key}"
            )

    def _on_refused(self, sentence: str, _field: str) -> None:
        self.words["notes_title"].setText(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_N and not event.modifiers():
            self.notes.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.presenter.keys.take(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("bg.page"))

    def _dress(self) -> None:
        scale = scale_of(self.width(), self.height())
        margin = round(64 * scale)
        self.column.setContentsMargins(margin, round(40 * scale), margin, round(48 * scale))
        self.column.setSpacing(round(18 * scale))
        looks: dict[str, tuple[QFont, str]] = {
            "step": (font("label", scale, weight=600), "text.secondary"),
            "time": (font("figure", scale), "text.primary"),
            "question": (font("question", scale, size=48), "text.primary"),
            "why": (font("answer", scale, size=28, weight=400), "text.secondary"),
            "notes_title": (font("label", scale), "text.secondary"),
            "next_title": (font("label", scale), "text.secondary"),
            "next": (font("answer", scale, size=34, weight=600), "text.primary"),
        }
        for name, (made, role) in looks.items():
            self.words[name].setStyleSheet(f"color: {theme().name(role)}; background: transparent;")
            self.words[name].setFont(made)  # after the sheet, which would take it away
        size = font("answer", scale, size=28).pixelSize()
        self.notes.setStyleSheet(f"QPlainTextEdit {{ font-size: {size}px; padding: {round(14 * scale)}px; }}")
