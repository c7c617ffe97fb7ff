"""The priority criteria: what counts for the score and how much, always 100 points together."""

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.catalogue import segment_criteria
from planner.language import _, ngettext, number
from planner.plan import Plan
from planner.segments.edits import (
    add_criterion,
    edit_criterion,
    move_criterion,
    remove_criterion,
    set_criteria_weights,
    set_criterion_weight,
    use_standard_criteria,
)
from planner.segments.records import ScoreCriterion
from planner.segments.scoring import criterion_name
from ui.guard import guarded
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Field, IconButton, InPlaceText, Words, number_field
from ui.widgets.reorder import Grip, ReorderList


@guarded
class CriterionRow(QWidget):
    """One criterion. Signals: ``named(str, str)`` and ``weighed(str, float)`` with its id while someone types;
    ``left()`` when typing ends; ``asked(str, str)`` with its id and a verb.
    """

    named = Signal(str, str)
    weighed = Signal(str, float)
    left = Signal()
    asked = Signal(str, str)

    def __init__(self, criterion_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion_id = criterion_id
        self._key = "own"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        self.grip = Grip(self)
        row.addWidget(self.grip)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.name = InPlaceText("", self)
        self.name.setAccessibleName(_("Name of the criterion"))
        self.hint = Words("", "caption", "text.secondary", self, wrap=True)
        self.hint.setContentsMargins(5, 0, 0, 0)
        words.addWidget(self.name)
        words.addWidget(self.hint)
        row.addLayout(words, 1)
        self.weight: Field = number_field(_("Weight, in points of 100"), self, 0)
        self.weight.setFixedWidth(round(52 * theme().scale))
        self.weight.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.weight, alignment=Qt.AlignmentFlag.AlignTop)
        self.more = IconButton("ellipsis", _("More for this criterion"), parent=self, size=24)
        row.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignTop)
        self.name.edited.connect(self._on_name)
        self.name.committed.connect(self._on_left)
        self.weight.edited.connect(self._on_weight)
        self.weight.committed.connect(self._on_left)
        self.more.clicked.connect(self._open_menu)

    def show_criterion(self, criterion: ScoreCriterion, read_only: bool) -> None:
        """Brings the row up to a criterion."""
        self._key = criterion.key
        kind = next((k for k in segment_criteria() if k.key == criterion.key), None)
        self.name.set_text(criterion.name or (kind.name if kind else ""))
        self.name.set_placeholder(kind.name if kind else _("Own criterion"))
        self.name.set_read_only(read_only)
        self.hint.set_text(kind.hint if kind else _("Rated 0 to 100 per segment, in its details."))
        self.weight.set_value(criterion.weight)
        self.weight.set_read_only(read_only)
        self.weight.edit.setAccessibleName(_("Weight of {criterion}").format(criterion=criterion_name(criterion)))
        self.setAccessibleName(
            _("{criterion}, weight {weight}").format(
                criterion=criterion_name(criterion), weight=number(criterion.weight)
            )
        )
        self.grip.setVisible(not read_only)
        self.more.setVisible(not read_only)

    def _on_name(self, text: str) -> None:
        self.named.emit(self.criterion_id, text)

    def _on_weight(self, value: Any) -> None:
        if value is not None:
            self.weighed.emit(self.criterion_id, float(value))

    def _on_left(self, _value: object) -> None:
        self.left.emit()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        part = menu.addMenu(_("Computed from"))
        for key, words in [*((k.key, k.name) for k in segment_criteria()), ("own", _("Own ratings"))]:
            action = QAction(words, part)
            action.setCheckable(True)
            action.setChecked(key == self._key)
            action.setData(f"key:{key}")
            part.addAction(action)
        for verb, words in (("up", _("Move up")), ("down", _("Move down")), ("remove", _("Delete criterion"))):
            if verb == "remove":
                menu.addSeparator()
            action = QAction(words, menu)
            action.setData(verb)
            menu.addAction(action)
        menu.triggered.connect(self._on_verb)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _on_verb(self, action: QAction) -> None:
        if action.data():
            self.asked.emit(self.criterion_id, str(action.data()))


class CriteriaEditor(QWidget):
    """All criteria with their weights; the standard set is offered where there is none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(Words(_("Priority criteria"), "heading", "text.primary", self))
        head.addStretch(1)
        self.total = Words("", "label", "ok.text", self)
        head.addWidget(self.total)
        column.addLayout(head)
        self.purpose = Words(
            _("What makes a segment come first. The weights share 100 points."),
            "small",
            "text.secondary",
            self,
            wrap=True,
        )
        column.addWidget(self.purpose)
        self.rows = ReorderList(self)
        self.rows.moved.connect(self._on_moved)
        column.addWidget(self.rows)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        self.add = Button(_("Criterion"), "quiet", "plus", self, small=True)
        self.add.clicked.connect(self._open_menu)
        self.equal = Button(_("Weigh equally"), "quiet", "scale", self, small=True)
        self.equal.clicked.connect(self._weigh_equally)
        self.pairs = IconButton("list-checks", _("Compare in pairs…"), parent=self, size=28)
        self.pairs.clicked.connect(self._compare)
        self.standard = Button(_("Use the standard criteria"), "secondary", "plus", self, small=True)
        self.standard.clicked.connect(self._use_standard)
        for button in (self.standard, self.add, self.equal):
            foot.addWidget(button)
        foot.addWidget(self.pairs)
        foot.addStretch(1)
        column.addLayout(foot)

    def show_plan(self, plan: Plan) -> None:
        """Brings the rows up to a plan."""
        read_only = self.session.read_only
        rows: dict[str, QWidget] = {}
        for criterion in plan.score_criteria:
            row = self.rows.row(criterion.id)
            if not isinstance(row, CriterionRow):
                row = CriterionRow(criterion.id, self.rows)
                row.named.connect(self._on_named)
                row.weighed.connect(self._on_weighed)
                row.left.connect(self.session.end_typing)
                row.asked.connect(self._on_asked)
            row.show_criterion(criterion, read_only)
            rows[criterion.id] = row
        self.rows.set_rows(rows)
        count, total = len(plan.score_criteria), sum(c.weight for c in plan.score_criteria)
        points = ngettext("{count} point", "{count} points", round(total)).format(count=number(total))
        self.total.set_text(points if count else "")
        self.rows.setVisible(bool(count))
        self.standard.setVisible(not count and not read_only)
        self.add.setVisible(not read_only)
        for button in (self.equal, self.pairs):
            button.setVisible(count > 1 and not read_only)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        used = {criterion.key for criterion in self.session.plan.score_criteria}
        for kind in segment_criteria():
            if kind.key not in used:
                action = QAction(kind.name, menu)
                action.setData(kind.key)
                menu.addAction(action)
        menu.addSeparator()
        own = QAction(_("Own criterion"), menu)
        own.setData("own")
        menu.addAction(own)
        menu.triggered.connect(self._on_picked)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))

    def _on_picked(self, action: QAction) -> None:
        key = str(action.data())
        if self.session.edit(_("Add a criterion"), add_criterion, key) and key == "own":
            row = self.rows.row(self.session.plan.score_criteria[-1].id)
            if isinstance(row, CriterionRow):
                row.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use_standard(self) -> None:
        self.session.edit(_("Use the standard criteria"), use_standard_criteria)

    def _compare(self) -> None:
        from ui.dialogs.pairwise import compare_pairs

        compare_pairs(self.window(), self.session, "score_criteria")

    def _weigh_equally(self) -> None:
        weights = {criterion.id: 1.0 for criterion in self.session.plan.score_criteria}
        self.session.edit(_("Weigh criteria equally"), set_criteria_weights, weights)

    def _on_named(self, criterion: str, name: str) -> None:
        label = _("Name a criterion")
        self.session.edit(label, edit_criterion, criterion, name=name, typing=f"criterion.{criterion}.name")

    def _on_weighed(self, criterion: str, weight: float) -> None:
        label = _("Change a weight")
        self.session.edit(label, set_criterion_weight, criterion, weight, typing=f"criterion.{criterion}.weight")

    def _on_moved(self, criterion: str, to: int) -> None:
        self.session.edit(_("Move a criterion"), move_criterion, criterion, to)

    def _on_asked(self, criterion: str, verb: str) -> None:
        if verb.startswith("key:"):
            key = verb.removeprefix("key:")
            self.session.edit(_("Change a criterion"), edit_criterion, criterion, key=key, name="")
        elif verb == "remove":
            self.session.edit(_("Delete a criterion"), remove_criterion, criterion)
        else:
            at = self.rows.ids().index(criterion)
            self._on_moved(criterion, max(0, at + (-1 if verb == "up" else 1)))
