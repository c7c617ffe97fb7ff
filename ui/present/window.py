"""Present mode: one question and one picture at a time, full screen, with the answers and votes of the room."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QLabel, QWidget

from exports.figures.scene import Scene
from planner.change import Change
from planner.language import _, ngettext
from ui import settings
from ui.guard import guarded
from ui.present.answers import AnswersView
from ui.present.countdown import Countdown
from ui.present.facilitator import FacilitatorView
from ui.present.foot import Foot
from ui.present.head import Head, step_words
from ui.present.keys import Keys
from ui.present.parts import Curtain
from ui.present.picture import Picture
from ui.present.pictures import picture
from ui.present.places import Places, places
from ui.present.room import Answer, add_answer, answers, cast, count_vote
from ui.present.screens import choose, next_after
from ui.present.slides import Slide, first_of, slides
from ui.present.type import font, scale_of
from ui.session import Session
from ui.theme import theme

ROOM_TABLES = frozenset({"votes", "noted_answers"})
"""What is said in the room changes no slide and no picture."""


@guarded
class PresentWindow(QWidget):
    """The plan of a session in front of a room. Signals: ``slide_changed(object)`` with the slide, ``left()``."""

    slide_changed = Signal(object)
    left = Signal()

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        page: str = "objectives",
        segment: str = "",
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(640, 400)
        self.setWindowTitle(_("Present"))
        self.session = session
        self.segment = segment
        self.slides = slides(session.plan, segment)
        self.at = first_of(self.slides, page)
        self.voting = False
        self.countdown = Countdown(now)
        self.facilitator: FacilitatorView | None = None
        self._scenes: dict[tuple[str, str, int, int], Scene] = {}
        self._build()
        self.keys = Keys(self)
        self._tick = QTimer(self)
        self._tick.setInterval(200)
        self._tick.timeout.connect(self._on_tick)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(60)
        self._ahead.timeout.connect(self._make_next)
        session.changed.connect(self._on_changed)
        session.refused.connect(self._on_refused)
        theme().changed.connect(self._on_theme)
        self._show_slide()
        self._on_theme()
        self.setFocus()

    def _build(self) -> None:
        self.head = Head(self.countdown, self)
        self.question, self.why = _words(self), _words(self)
        self.picture = Picture(self)
        self.room = AnswersView(self)
        self.room.read_only = self.session.read_only
        self.room.noted.connect(self._on_noted)
        self.room.note_left.connect(self.stop_noting)
        self.room.voted.connect(self._on_voted)
        self.foot = Foot(self, read_only=self.session.read_only, screens=len(QGuiApplication.screens()) > 1)
        self.foot.back_asked.connect(self.back)
        self.foot.next_asked.connect(self.forth)
        self.foot.asked.connect(self._on_hint)
        self.curtain = Curtain(self)
        self.curtain.hide()

    # Where it is shown

    def open(self) -> None:
        """Fills the display for the room; the facilitator's view opens on another one where there is one."""
        parent = self.parentWidget()
        home = parent.screen() if parent is not None else None
        stage, desk = choose(QGuiApplication.screens(), home, settings.load("present_screen"))
        self._fill(stage)
        if desk is not None:
            self.open_facilitator(desk)

    def open_facilitator(self, screen: QScreen | None = None) -> FacilitatorView:
        """Shows the next question and the notes on a display of their own."""
        if self.facilitator is None:
            self.facilitator = FacilitatorView(self)
        if screen is not None:
            self.facilitator.setScreen(screen)
            self.facilitator.setGeometry(screen.availableGeometry())
        self.facilitator.show()
        self.facilitator.activateWindow()
        return self.facilitator

    def _fill(self, screen: QScreen | None) -> None:
        if screen is not None:
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()

    def next_display(self) -> None:
        """Goes to the next display, and remembers it."""
        screen = next_after(QGuiApplication.screens(), self.screen())
        if screen is None or screen is self.screen():
            return
        settings.save("present_screen", screen.name())
        other = self.screen()
        self.showNormal()  # a window in full screen does not change its display everywhere
        self._fill(screen)
        if self.facilitator is not None:
            self.open_facilitator(other)

    # Slides

    @property
    def slide(self) -> Slide:
        """The slide that is shown."""
        return self.slides[self.at]

    def following(self) -> Slide | None:
        """The slide after this one."""
        return self.slides[self.at + 1] if self.at + 1 < len(self.slides) else None

    def forth(self) -> None:
        """The next slide; leaves after the last one."""
        if self.following() is None:
            self.leave()
        else:
            self.go(self.at + 1)

    def back(self) -> None:
        """The slide before."""
        self.go(self.at - 1)

    def go(self, at: int) -> None:
        """Another slide; the vote on the one before is closed."""
        at = min(max(at, 0), len(self.slides) - 1)
        if at != self.at:
            self.stop_noting()
            self.at, self.voting = at, False
            self._show_slide()

    def go_to_step(self, page: str) -> None:
        """The first slide of a step."""
        self.go(first_of(self.slides, page))

    def _show_slide(self) -> None:
        slide = self.slide
        self.head.show_slide(slide)
        self.question.setText(slide.question)
        self.why.setText(slide.why)
        self.foot.show_slide(slide, self.at == 0, self.following() is None)
        self.picture.setAccessibleName(slide.about or step_words(slide.page))
        self._show_answers()
        self._arrange()
        self.picture.set_maker(self._scene_now)
        self._say(f"{self.foot.place.words()}. {slide.question}")
        self.slide_changed.emit(slide)
        self._ahead.start()

    def _on_changed(self, change: Change | None) -> None:
        if change is None or any(delta.table not in ROOM_TABLES for delta in change.deltas):
            key = self.slide.key
            self._scenes.clear()
            self.picture.forget()
            self.slides = slides(self.session.plan, self.segment)
            self.at = next((at for at, slide in enumerate(self.slides) if slide.key == key), 0)
            self._show_slide()
        else:
            self._show_answers()
            self._arrange()
            self.slide_changed.emit(self.slide)

    # The picture

    def scene(self, slide: Slide, width: float, height: float) -> Scene:
        """The picture of a slide in a size; made once, also for several slides."""
        key = (slide.picture, slide.item, round(width), round(height))
        known = self._scenes.get(key)
        if known is None:
            known = self._scenes[key] = picture(self.session.plan, slide, width, height, self._scale())
        return known

    def _scene_now(self, width: float, height: float) -> Scene:
        return self.scene(self.slide, width, height)

    def _make_next(self) -> None:
        slide = self.following()
        if slide is not None and slide.picture:
            box = self._places(slide, self._column_shown(slide, answers(self.session.plan, slide))).picture
            self.picture.prepare(self.scene(slide, box.width(), box.height()), box.size())

    # Answers and votes

    def _answers(self) -> tuple[Answer, ...]:
        return answers(self.session.plan, self.slide)

    def _show_answers(self) -> None:
        known = self._answers()
        title = _("The objectives") if self.slide.on_objectives else _("Answers from the room")
        self.room.show_answers(title, known, voting=self.voting, cast=cast(self.session.plan, self.slide))
        self.foot.show_on(note=self.room.noting, vote=self.voting, timer=self.countdown.shown)

    def start_noting(self) -> None:
        """Opens the field for an answer."""
        if self.session.read_only:
            return
        self.room.open_field(self.slide.question)
        self._show_answers()
        self._arrange()
        self.activateWindow()
        self.room.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_noting(self) -> None:
        """Closes the field; what was typed and not added is gone."""
        if self.room.noting:
            self.room.close_field()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_answers()
            self._arrange()

    def _on_noted(self, words: str) -> None:
        if self.session.edit(_("Note an answer"), add_answer, self.slide.key, words):
            self._say(_("Noted: {answer}").format(answer=words.strip()))
            self.stop_noting()

    def toggle_vote(self) -> None:
        """Opens the vote on the answers, or closes it; the votes stay in the plan."""
        if self.session.read_only:
            return
        self.voting = not self.voting
        self._show_answers()
        self._arrange()
        self._say(self.room.hint())

    def _on_voted(self, at: int) -> None:
        self.vote(at, 1)

    def vote(self, at: int, count: int) -> None:
        """Votes more for an answer, or fewer."""
        known = self._answers()
        if not self.voting or not 0 <= at < len(known):
            return
        if self.session.edit(_("Count a vote"), count_vote, self.slide, at, count):
            votes = self._answers()[at].votes
            words = ngettext("{name}: {count} vote", "{name}: {count} votes", votes)
            # A secret vote is only counted.
            self._say(words.format(name=known[at].words, count=votes) if votes else self.room.votes())

    def _on_refused(self, sentence: str, _field: str) -> None:
        self.room.say(sentence)
        self._say(sentence)

    # Time, blank, leaving

    def toggle_timer(self) -> None:
        """Starts the time, lets it rest, lets it run on."""
        self.countdown.toggle()
        self._show_timer()

    def put_timer_away(self) -> None:
        """Shows no time any more."""
        self.countdown.put_away()
        self._show_timer()

    def add_time(self, minutes: int) -> None:
        """Minutes more or fewer."""
        self.countdown.add(minutes)
        self._show_timer()

    def _show_timer(self) -> None:
        if self.countdown.running:
            self._tick.start()
        else:
            self._tick.stop()
        self.head.show_time()
        self.foot.show_on(timer=self.countdown.shown)

    def _on_tick(self) -> None:
        if self.countdown.over:
            self._say(_("The time is up."))
        self._show_timer()

    def toggle_blank(self) -> None:
        """Draws the curtain, or opens it."""
        self.curtain.setVisible(not self.curtain.isVisible())
        self.curtain.raise_()
        if self.curtain.isVisible():
            self._say(_("The screen is blank. Any key brings it back."))

    def leave(self) -> None:
        """Ends the presentation."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.end_typing()
        self._tick.stop()
        self._ahead.stop()
        if self.facilitator is not None:
            self.facilitator.close()
        self.left.emit()
        event.accept()

    # Keys

    def _on_hint(self, name: str) -> None:
        {
            "note": self.stop_noting if self.room.noting else self.start_noting,
            "vote": self.toggle_vote,
            "timer": self.toggle_timer,
            "display": self.next_display,
            "blank": self.toggle_blank,
            "leave": self.leave,
        }[name]()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.take(event):
            super().keyPressEvent(event)

    def _say(self, words: str) -> None:
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # Layout

    def _scale(self) -> float:
        return scale_of(self.width(), self.height())

    def _column_shown(self, slide: Slide, known: tuple[Answer, ...]) -> bool:
        """A wide picture has the whole width until the room has answered."""
        return not slide.wide or bool(known)

    def _places(self, slide: Slide, column: bool) -> Places:
        return places(self.width(), self.height(), self._scale(), slide, column)

    def _arrange(self) -> None:
        slide = self.slide
        column = self._column_shown(slide, self._answers()) or self.room.noting or self.voting
        here = self._places(slide, column)
        self.head.setGeometry(here.head)
        self.foot.setGeometry(here.foot)
        self.question.setFont(here.font)
        self.question.setGeometry(here.question)
        self.why.setFont(font("answer", self._scale(), weight=400))
        self.why.setGeometry(here.picture)
        self.why.setVisible(not slide.picture)
        self.room.setVisible(column)
        self.room.setGeometry(here.column)
        self.picture.setVisible(bool(slide.picture))
        self.picture.setGeometry(here.picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in (self.head, self.room, self.foot):
            part.set_scale(self._scale())
        self.curtain.setGeometry(self.rect())
        self._scenes.clear()
        self._arrange()
        self._ahead.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("bg.page"))

    def _on_theme(self) -> None:
        self.picture.forget()
        self.question.setStyleSheet(f"color: {theme().name('text.primary')}; background: transparent;")
        self.why.setStyleSheet(f"color: {theme().name('text.secondary')}; background: transparent;")
        self._arrange()
        self.update()


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label
