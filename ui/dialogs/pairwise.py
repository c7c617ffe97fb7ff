"""Compare in pairs: which of two counts more, pair by pair, until the weights follow from the answers."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.insight.weighed import WEIGHED, Weighed
from planner.intake.comparisons import read_comparisons
from planner.intake.errors import IntakeError
from planner.intake.names import folded
from planner.intake.tables import SUFFIXES
from planner.language import N_, _, ngettext, number, percent, short_number
from planner.objectives.ahp import FINE, MOST_ITEMS, STRONGEST, Pair, Priorities, circle, pairs, priorities
from planner.segments.edits import weigh_objectives
from ui.dialogs.ask import ask_for_file, tell
from ui.dialogs.frame import Frame
from ui.session import Session
from ui.theme import theme
from ui.whose_weights import whose_menu
from ui.widgets import Button, Card, IconMark, ScrollColumn, Words
from ui.widgets.balance import ENDS, Balance, balance_words
from ui.widgets.bars import ShareBar
from ui.widgets.lines import ElidedWords


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared: its title, its question, and the items with the edit that takes their weights."""

    key: str
    title: str
    question: str
    weighed: Weighed


SUBJECTS = {
    subject.key: subject
    for subject in (
        Subject(
            "objectives",
            N_("Compare objectives in pairs"),
            N_("Which objective matters more for the relationship, and how much?"),
            WEIGHED["objectives"],
        ),
        Subject(
            "score_criteria",
            N_("Compare priority criteria in pairs"),
            N_("Which criterion says more about which segment comes first, and how much?"),
            WEIGHED["score_criteria"],
        ),
        Subject(
            "platform_criteria",
            N_("Compare platform criteria in pairs"),
            N_("Which criterion matters more when platforms are compared, and how much?"),
            WEIGHED["platform_criteria"],
        ),
    )
}

_given: WeakKeyDictionary[QObject, dict[str, dict[Pair, int]]] = WeakKeyDictionary()
"""The answers of each session, so that a comparison can be gone on with; the plan holds the weights only."""


def compare_pairs(window: QWidget, session: Session, key: str) -> "Pairwise | None":
    """Opens the comparison on a window; None where there is nothing to compare, which the user is told."""
    items = SUBJECTS[key].weighed.items(session.plan)
    if session.read_only:
        session.refused.emit(_("Read-only. Edit a copy to change it."), "")
    elif len(items) < 2:
        session.refused.emit(_("There is only something to compare from two on."), "")
    elif len(items) > MOST_ITEMS:
        text = _("At most {count} can be compared in pairs.")
        session.refused.emit(text.format(count=MOST_ITEMS), "")
    else:
        dialog = Pairwise(session, key, window)
        dialog.open()
        return dialog
    return None


class PairRow(QWidget):
    """One pair: a name on each side of a balance. Signal: ``moved(object, object)`` with the pair and the steps."""

    moved = Signal(object, object)

    def __init__(self, pair: Pair, left: str, right: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pair = pair
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 5, 0, 5)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.left = self._name(left, Qt.AlignmentFlag.AlignRight)
        self.right = self._name(right, Qt.AlignmentFlag.AlignLeft)
        self.balance = Balance(self)
        self.balance.set_names(left, right)
        row.addWidget(self.left, 1)
        row.addWidget(self.balance, 1)
        row.addWidget(self.right, 1)
        column.addLayout(row)
        self.words = Words("", "caption", "text.tertiary", self)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        self.balance.moved.connect(self._on_moved)
        self._say()

    def _name(self, words: str, side: Qt.AlignmentFlag) -> Words:
        label = Words(words, "body", "text.primary", self, wrap=True)
        label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def show_steps(self, steps: int | None) -> None:
        """Shows an answer without telling anyone."""
        self.balance.set_steps(steps)
        self._say()

    def _on_moved(self, steps: int | None) -> None:
        self._say()
        self.moved.emit(self.pair, steps)

    def _say(self) -> None:
        steps = self.balance.steps
        self.words.set_text(balance_words(steps, *self.balance.names))
        for label, leans in ((self.left, (steps or 0) < 0), (self.right, (steps or 0) > 0)):
            label.set_role("text.primary", "strong" if leans else "body")


class WeightRow(QWidget):
    """An item with its weight as a bar and in percent."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        words = QHBoxLayout()
        label = ElidedWords(name, "small", "text.primary", self)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.figure = Words("", "label", "text.primary", self)
        words.addWidget(label, 1)
        words.addWidget(self.figure)
        column.addLayout(words)
        self.bar = ShareBar(self, width=212)
        column.addWidget(self.bar)

    def show_weight(self, share: float, most: float) -> None:
        """Another weight; the bar of the heaviest is full."""
        self.figure.set_text(percent(share, 1))
        self.bar.set_share(share / most if most else 0.0)


class Pairwise(Frame):
    """The dialog: pairs on the left, weights and consistency on the right. It edits once, at the end."""

    def __init__(self, session: Session, key: str, parent: QWidget | None = None) -> None:
        self.subject = SUBJECTS[key]
        super().__init__(_(self.subject.title), parent, _(self.subject.question))
        self.session = session
        self.items = self.subject.weighed.items(session.plan)
        self.names = dict(self.items)
        known = _given.setdefault(session, {}).setdefault(key, {})
        every = pairs([item for item, _name in self.items])
        self.answers: dict[Pair, int] = {pair: known[pair] for pair in every if pair in known}
        self.rows: dict[Pair, PairRow] = {}
        self.weight_rows: dict[str, WeightRow] = {}
        self.take_room(900, 600)
        self.setMinimumSize(640, 420)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addWidget(self._build_pairs(every), 1)
        middle.addWidget(self._build_weights())
        self.body.addLayout(middle, 1)
        self._build_foot()
        self._show()

    def _build_pairs(self, every: list[Pair]) -> QWidget:
        scroll = ScrollColumn(self, (0, 0, 10, 0))
        scroll.body.setSpacing(2)
        for pair in every:
            row = PairRow(pair, self.names[pair[0]], self.names[pair[1]], scroll)
            row.show_steps(self.answers.get(pair))
            row.moved.connect(self._on_moved)
            self.rows[pair] = row
            scroll.body.addWidget(row)
        scroll.body.addStretch(1)
        self.listed = scroll
        return scroll

    def _build_weights(self) -> QWidget:
        card = Card(self)
        card.setFixedWidth(round(212 * theme().scale) + 46)
        card.body.setSpacing(9)
        card.body.addWidget(Words(_("Weights"), "heading", "text.primary", card))
        listed = ScrollColumn(card, (0, 0, 12, 0))
        listed.body.setSpacing(9)
        for item, name in self.items:
            self.weight_rows[item] = WeightRow(name, listed)
            listed.body.addWidget(self.weight_rows[item])
        listed.body.addStretch(1)
        card.body.addWidget(listed, 1)
        state = QHBoxLayout()
        state.setSpacing(8)
        self.mark = IconMark("circle-dashed", "text.tertiary", 16, card)
        self.state = Words("", "strong", "text.primary", card, wrap=True)
        state.addWidget(self.mark, alignment=Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.state, 1)
        card.body.addLayout(state)
        self.doubt = Words("", "small", "text.secondary", card, wrap=True)
        card.body.addWidget(self.doubt)
        self.look = Button(_("Look at this pair"), "link", parent=card, small=True)
        self.look.clicked.connect(self._look)
        card.body.addWidget(self.look, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def _build_foot(self) -> None:
        self.clear = Button(_("Start over"), "quiet", "rotate-ccw", self)
        self.clear.clicked.connect(self._clear)
        self.file = Button(_("Comparisons from a file…"), "quiet", "file-down", self)
        self.file.clicked.connect(self._browse)
        self.foot.insertWidget(0, self.file)
        self.foot.insertWidget(0, self.clear)
        cancel = Button(_("Cancel"), "secondary", parent=self)
        cancel.clicked.connect(self.reject)
        self.use = Button(_("Use as weights"), "primary", "check", self)
        self.use.clicked.connect(self._use)
        self.primary = self.use
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.use)

    # Answers

    @property
    def ratios(self) -> dict[Pair, float]:
        """How many times as much the first of each compared pair counts."""
        return {pair: (steps + 1.0) ** -1 if steps > 0 else 1.0 - steps for pair, steps in self.answers.items()}

    @property
    def found(self) -> Priorities:
        """What the answers come to."""
        return priorities([item for item, _name in self.items], self.ratios)

    @property
    def round(self) -> tuple[str, str, str] | None:
        """Three items whose answers go round in a circle."""
        return circle([item for item, _name in self.items], self.ratios)

    def _on_moved(self, pair: Pair, steps: int | None) -> None:
        if steps is None:
            self.answers.pop(pair, None)
        else:
            self.answers[pair] = steps
        self._show()

    def _clear(self) -> None:
        self.answers.clear()
        for row in self.rows.values():
            row.show_steps(None)
        self._show()

    def _show(self) -> None:
        found = self.found
        most = max(found.weights.values())
        for item, row in self.weight_rows.items():
            row.show_weight(found.weights[item], most)
        self.use.setEnabled(bool(self.answers))
        self.clear.setEnabled(bool(self.answers))
        self._say(found)
        _given[self.session][self.subject.key] = dict(self.answers)

    def _say(self, found: Priorities) -> None:
        doubtful = not found.consistent and found.doubt is not None
        self.doubt.setVisible(doubtful or bool(found.open_pairs))
        self.look.setVisible(doubtful or bool(found.open_pairs))
        if found.open_pairs and (round_ := self.round) is not None:
            self._say_round(round_)
            return
        if found.ratio is None:
            left = len(found.open_pairs)
            self.mark.set("circle-dashed", "text.tertiary")
            self.state.set_text(ngettext("{count} pair left", "{count} pairs left", left).format(count=number(left)))
            self.doubt.set_text(_("What is not compared follows from the rest."))
            self.look.setText(_("Go to the next pair"))
            return
        ratio = number(found.ratio, 2)
        if not doubtful or found.doubt is None:
            self.mark.set("circle-check", "ok.text")
            self.state.set_text(_("Consistent: {ratio}").format(ratio=ratio))
            return
        self.mark.set("triangle-alert", "warn.text")
        text = _("Inconsistent: {ratio}, more than {limit}")
        self.state.set_text(text.format(ratio=ratio, limit=number(FINE, 2)))
        doubt = found.doubt
        text = _("“{first}” over “{second}”: you said {said}, the others say {others}.")
        self.doubt.set_text(
            text.format(
                first=self.names[doubt.first],
                second=self.names[doubt.second],
                said=_times(doubt.said),
                others=_times(doubt.others_say),
            )
        )
        self.look.setText(_("Look at this pair"))

    def _say_round(self, round_: tuple[str, str, str]) -> None:
        """Three answers that contradict each other need no others to say so."""
        first, second, third = (self.names[item] for item in round_)
        self.mark.set("triangle-alert", "warn.text")
        self.state.set_text(_("The answers go round in a circle"))
        text = _("{first} counts more than {second}, {second} more than {third}, and yet {third} more than {first}.")
        self.doubt.set_text(text.format(first=first, second=second, third=third))
        self.look.setText(_("Look at this pair"))

    def _look(self) -> None:
        found = self.found
        pair = (found.doubt.first, found.doubt.second) if found.doubt else next(iter(found.open_pairs), None)
        if found.open_pairs and (round_ := self.round) is not None:
            first, _second, third = round_
            pair = (first, third) if (first, third) in self.rows else (third, first)
        if pair is not None:
            self.listed.ensureWidgetVisible(self.rows[pair], 0, 60)
            self.rows[pair].balance.setFocus(Qt.FocusReason.OtherFocusReason)

    # From a file

    def _browse(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        path = ask_for_file(self, _("Choose a file"), _("Tables") + f" ({kinds})")
        if path:
            self.choose(path)

    def choose(self, path: str) -> None:
        """Takes the comparisons of a file whose names are those compared here."""
        title = _("The comparisons could not be read")
        try:
            found = read_comparisons(path)
        except IntakeError as error:
            tell(self, title, str(error))
            return
        ids = {folded(name): item for item, name in self.items}
        taken = 0
        for part in found.parts:
            for (first, second), times in part.answers.items():
                a, b = ids.get(folded(first)), ids.get(folded(second))
                if a and b and a != b:
                    pair, ratio = ((a, b), times) if (a, b) in self.rows else ((b, a), 1 / times)
                    self.answers[pair] = _steps(ratio)
                    self.rows[pair].show_steps(self.answers[pair])
                    taken += 1
        if not taken:
            tell(self, title, _("No pair of this file is compared here. Its names must be the same as here."))
        self._show()

    def _use(self) -> None:
        menu = whose_menu(self.session.plan, self) if self.subject.key == "objectives" else None
        if menu is None:
            self._use_for("")
            return
        menu.triggered.connect(self._on_whose)
        menu.popup(self.use.mapToGlobal(self.use.rect().bottomLeft()))

    def _on_whose(self, action: QAction) -> None:
        self._use_for(str(action.data()))

    def _use_for(self, segment: str) -> None:
        weights = {item: share * 100.0 for item, share in self.found.weights.items()}
        label = _("Use compared weights")
        if segment:
            done = self.session.edit(label, weigh_objectives, segment, weights)
        else:
            done = self.session.edit(label, self.subject.weighed.take, weights)
        if done:
            self.session.announced.emit(label)
            self.accept()


def _steps(ratio: float) -> int:
    """The steps of the balance that are nearest to a ratio of the left to the right."""
    times = min(max(ratio, 1 / ratio), STRONGEST)
    steps = min(round(times) - 1, ENDS)
    return -steps if ratio > 1 else steps


def _times(ratio: float) -> str:
    return short_number(ratio, 1) if ratio >= 1 else _("1/{times}").format(times=short_number(1 / ratio, 1))
