"""The verbs of the journeys page: what canvas, outline, menus and details all ask for, each one undoable step."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from planner.journeys.edits import (
    add_touchpoint,
    connect,
    copy_touchpoints,
    edit_touchpoints,
    edit_transition,
    group_touchpoints,
    move_touchpoint,
    place_touchpoints,
    remove_touchpoints,
    remove_transition,
    rename_group,
    ungroup,
)
from planner.journeys.records import State, Touchpoint, Transition, Trigger, touchpoints_table, transitions_table
from planner.language import _, ngettext
from planner.plan import Plan, by_id
from planner.record import new_id
from ui.pages.journeys.selection import Selection
from ui.session import Session

Places = Mapping[str, tuple[str, str]]


class Verbs(QObject):
    """Edits of one state of one journey. Signal: ``added(str)`` with the id of a touchpoint that is new."""

    added = Signal(str)

    def __init__(self, session: Session, selection: Selection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.selection = selection
        self.journey = ""
        self.state: State = "current"
        self.allowed = True

    @property
    def may_edit(self) -> bool:
        """Whether what is shown can be edited: a state of a journey, in a plan that is not read-only."""
        return bool(self.journey) and self.allowed and not self.session.read_only

    def point(self, point: str) -> Touchpoint | None:
        """A touchpoint of the state."""
        return by_id(self.session.plan, touchpoints_table(self.state)).get(point)

    def step(self, edge: str) -> Transition | None:
        """A step of the state."""
        return by_id(self.session.plan, transitions_table(self.state)).get(edge)

    # Touchpoints

    def add(self, stage: str, channel: str, name: str, source: str = "", kind: str = "forward") -> str:
        """A touchpoint in a cell, perhaps with a step to it; its id, or nothing where it was refused."""
        if not self.may_edit:
            return ""
        point = new_id()
        edit = _add_with_step if source else add_touchpoint
        more: dict[str, Any] = {"source": source, "kind": kind} if source else {}
        label = _("Add touchpoint")
        done = self.session.edit(label, edit, self.journey, self.state, name, stage, channel, id=point, **more)
        if not done:
            return ""
        self.selection.take(point)
        self.added.emit(point)
        return point

    def rename(self, point: str, name: str) -> None:
        """Another name for a touchpoint."""
        if self.may_edit:
            self.session.edit(_("Rename touchpoint"), edit_touchpoints, self.state, (point,), name=name)

    def change(self, label: str, points: Sequence[str], typing: str = "", **fields: Any) -> None:
        """The same fields changed on some touchpoints."""
        if self.may_edit and points:
            self.session.edit(label, edit_touchpoints, self.state, tuple(points), typing=typing, **fields)

    def rate(self, points: Sequence[str], satisfaction: int | None) -> None:
        """Satisfaction of some touchpoints; the same one again clears it."""
        known = [p for p in map(self.point, points) if p is not None]
        value = None if known and all(p.satisfaction == satisfaction for p in known) else satisfaction
        self.change(_("Rate satisfaction"), points, satisfaction=value)

    def toggle(self, field: str, points: Sequence[str]) -> None:
        """Two-way, measured or goal switched on for some touchpoints, or off where all have it."""
        known = [p for p in map(self.point, points) if p is not None]
        on = not all(getattr(p, field) for p in known)
        label = {
            "two_way": _("Change the communication"),
            "measured": _("Change what is measured"),
            "goal": _("Change the goal"),
        }
        fields: dict[str, Any] = {field: on}
        self.change(label[field], points, **fields)

    def toggle_trigger(self, points: Sequence[str]) -> None:
        """A follow-up added to some touchpoints, or taken away where all have one."""
        known = [p for p in map(self.point, points) if p is not None]
        off = bool(known) and all(p.trigger is not None for p in known)
        self.change(_("Change the follow-up"), points, trigger=None if off else Trigger())

    def place(self, places: Places) -> None:
        """Touchpoints in other cells."""
        moved = {p: cell for p, cell in places.items() if self._cell(p) not in (None, cell)}
        if self.may_edit and moved:
            label = ngettext("Move touchpoint", "Move touchpoints", len(moved))
            self.session.edit(label, place_touchpoints, self.state, moved)

    def move_to(self, point: str, stage: str, channel: str, index: int) -> None:
        """A touchpoint in a cell at a place of it."""
        if self.may_edit:
            self.session.edit(_("Move touchpoint"), move_touchpoint, self.state, point, stage, channel, index)

    def _cell(self, point: str) -> tuple[str, str] | None:
        record = self.point(point)
        return (record.stage, record.channel) if record is not None else None

    def copy_to(self, points: Sequence[str], places: Places) -> None:
        """Copies of touchpoints in cells; they are chosen then."""
        if self.may_edit and points:
            label = ngettext("Duplicate touchpoint", "Duplicate touchpoints", len(points))
            before = set(by_id(self.session.plan, touchpoints_table(self.state)))
            if self.session.edit(label, copy_touchpoints, self.state, tuple(points), dict(places)):
                now = by_id(self.session.plan, touchpoints_table(self.state))
                self.selection.take(*(p for p in now if p not in before))

    def remove(self) -> None:
        """What is chosen, touchpoints or an edge, taken away."""
        if not self.may_edit:
            return
        if self.selection.edge:
            self.remove_edge(self.selection.edge)
        elif self.selection.points:
            points = self.selection.points
            name = self.name_of(points[0])
            label = ngettext("Delete {name}", "Delete {count} touchpoints", len(points))
            label = label.format(name=name, count=len(points))
            self.session.edit(label, remove_touchpoints, self.state, points)

    def name_of(self, point: str) -> str:
        """A touchpoint's name, or words for one without."""
        record = self.point(point)
        return (record.name if record else "") or _("Touchpoint without a name")

    # Groups

    def group(self, points: Sequence[str], name: str = "") -> str:
        """Touchpoints shown as one; the id of their group, or nothing where it was refused."""
        label = _("Group touchpoints")
        if self.may_edit and self.session.edit(label, group_touchpoints, self.journey, tuple(points), name):
            return str(by_id(self.session.plan, "journeys")[self.journey].groups[-1].id)
        return ""

    def rename_group(self, group: str, name: str, typing: str = "") -> None:
        """Another name for a group."""
        if self.may_edit:
            self.session.edit(_("Rename the group"), rename_group, self.journey, group, name, typing=typing)

    def ungroup(self, group: str) -> None:
        """A group taken apart."""
        if self.may_edit:
            self.session.edit(_("Ungroup touchpoints"), ungroup, self.journey, group)

    # Steps

    def join(self, source: str, target: str, kind: str = "forward") -> None:
        """A step from one touchpoint to another; it is chosen then."""
        if not self.may_edit:
            return
        kind = "loop" if source == target and kind == "forward" else kind
        before = set(by_id(self.session.plan, transitions_table(self.state)))
        if self.session.edit(_("Connect touchpoints"), connect, self.journey, self.state, source, target, kind):
            now = by_id(self.session.plan, transitions_table(self.state))
            fresh = next((step for step in now if step not in before), "")
            self.selection.take_edge(fresh, source)

    def change_edge(self, edge: str, typing: str = "", **fields: Any) -> bool:
        """Share, delay or kind of a step changed; False where it was refused."""
        if not self.may_edit:
            return False
        return self.session.edit(_("Edit the step"), edit_transition, self.state, edge, typing=typing, **fields)

    def remove_edge(self, edge: str) -> None:
        """A step taken away; its source is chosen then."""
        step = self.step(edge)
        if self.may_edit and step is not None:
            self.session.edit(_("Delete the step"), remove_transition, self.state, edge)
            self.selection.take(step.source)


def _add_with_step(
    plan: Plan, journey: str, state: State, name: str, stage: str, channel: str, *, id: str, source: str, kind: str
) -> Plan:
    plan = add_touchpoint(plan, journey, state, name, stage, channel, id=id)
    return connect(plan, journey, state, source, id, kind)
