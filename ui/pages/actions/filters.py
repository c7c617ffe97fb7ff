"""The filter that the tabs share: by segment, role, status, lever and words."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from planner.actions.board import SHARED, STATUSES, status_name
from planner.actions.levers import action_lever, levers_of_actions
from planner.actions.records import Action
from planner.language import _, ngettext
from planner.plan import Plan
from ui.theme import theme
from ui.widgets import Button, FieldSpec, Form, Words

SHARED_KEY = "-"
"""Stands for the actions of no segment or of several."""


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """What the actions shown have in common; an empty part lets everything through."""

    text: str = ""
    segments: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()

    @property
    def parts(self) -> int:
        """How many parts narrow the actions down."""
        return sum(bool(getattr(self, part.name)) for part in fields(self))

    def fits(self, action: Action) -> bool:
        """Whether an action is shown."""
        words = self.text.casefold().strip()
        if words and words not in f"{action.title}\n{action.description}\n{action.notes}".casefold():
            return False
        if self.segments and not set(self.segments) & set(_segment_keys(action)):
            return False
        return (
            (not self.owners or action.owner.strip() in self.owners)
            and (not self.statuses or action.status in self.statuses)
            and (not self.levers or action_lever(action.lever) in self.levers)
        )


def _segment_keys(action: Action) -> tuple[str, ...]:
    return action.segments if len(action.segments) == 1 else (*action.segments, SHARED_KEY)


class Look(QObject):
    """What the tabs show in common. Signal: ``changed()`` when the filter differs."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.filter = ActionFilter()

    def set_filter(self, filtered: ActionFilter) -> None:
        """Narrows the actions down otherwise."""
        if filtered != self.filter:
            self.filter = filtered
            self.changed.emit()

    def shown(self, plan: Plan) -> list[Action]:
        """The actions that the filter lets through, in the order of the plan."""
        return [action for action in plan.actions if self.filter.fits(action)]


class FilterPanel(QFrame):
    """The fields of the filter, floating under its button."""

    def __init__(self, look: Look, plan: Plan, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Filter the actions"))
        self.look, self.plan = look, plan
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 16, 16, 14)
        body.setSpacing(14)
        every = _("All")
        self.form = Form(
            [
                FieldSpec("text", _("Words"), hint=_("In title, description or notes")),
                FieldSpec("segments", _("Segments"), "multi", self._segments, hint=every),
                FieldSpec("owners", _("Owners"), "multi", self._owners, hint=every),
                FieldSpec("statuses", _("Status"), "multi", [(s, status_name(s)) for s in STATUSES], hint=every),
                FieldSpec("levers", _("Levers"), "multi", levers_of_actions(), hint=every),
            ],
            self,
        )
        self.form.field_edited.connect(self._on_field)
        body.addWidget(self.form)
        foot = QHBoxLayout()
        self.count = Words("", "small", "text.secondary", self)
        self.clear = Button(_("Clear"), "quiet", parent=self, small=True)
        self.clear.clicked.connect(self._on_clear)
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.clear)
        body.addLayout(foot)
        self.setFixedWidth(round(300 * theme().scale))
        self._show()

    def _segments(self) -> Sequence[tuple[str, str]]:
        return [*((s.id, s.name) for s in self.plan.segments), (SHARED_KEY, _("Shared"))]

    def _owners(self) -> Sequence[tuple[str, str]]:
        roles = (*self.plan.profile.participants, *(a.owner.strip() for a in self.plan.actions))
        return [*((role, role) for role in dict.fromkeys(roles) if role), (SHARED, _("No owner"))]

    def _on_field(self, name: str, value: Any, _typing: bool) -> None:
        self.look.set_filter(replace(self.look.filter, **{name: value}))
        self._show()

    def _on_clear(self) -> None:
        self.look.set_filter(ActionFilter())
        self._show()

    def _show(self) -> None:
        now = self.look.filter
        self.form.set_values({part.name: getattr(now, part.name) for part in fields(now)})
        count, total = len(self.look.shown(self.plan)), len(self.plan.actions)
        words = ngettext("{count} of {total} action", "{count} of {total} actions", total)
        self.count.set_text(words.format(count=count, total=total))
        self.clear.setEnabled(bool(now.parts))


class FilterButton(Button):
    """Opens the filter and says how many of its parts are set."""

    def __init__(self, look: Look, plan: Any, parent: QWidget | None = None) -> None:
        super().__init__("", "secondary", "list-filter", parent)
        self.look, self._plan = look, plan
        self.setCheckable(True)
        self.clicked.connect(self._open)
        look.changed.connect(self._show)
        self._show()

    def _open(self) -> None:
        self._show()
        panel = FilterPanel(self.look, self._plan(), self)
        corner = self.mapToGlobal(QPoint(self.width() - panel.sizeHint().width(), self.height() + 4))
        panel.move(corner)
        panel.show()
        panel.form.editors["text"].setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self) -> None:
        count = self.look.filter.parts
        self.setText(_("Filter: {count}").format(count=count) if count else _("Filter"))
        self.setChecked(bool(count))
        self.updateGeometry()
