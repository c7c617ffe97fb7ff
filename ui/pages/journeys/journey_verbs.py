"""The verbs of whole journeys: new, copy, rename, stage model, order, delete, start the optimal state."""

from PySide6.QtCore import QObject, Signal

from planner.journeys.edits import (
    add_journey,
    copy_journey,
    edit_journey,
    move_journey,
    remove_journey,
    set_stage_model,
    start_optimal,
)
from planner.journeys.records import Journey
from planner.language import _
from planner.plan import Plan, find
from ui.session import Session


class JourneyVerbs(QObject):
    """Edits of journeys. Signal: ``made(str)`` with the id of a journey that is new and wants to be seen."""

    made = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session

    def new(self, segment: str, model: str = "buyer_use") -> str:
        """A journey for a segment; its id, or nothing where it was refused."""
        return self._made(self.session.edit(_("Add journey"), add_journey, segment, "", model))

    def copy(self, journey: str, segment: str) -> str:
        """A copy of a journey for a segment."""
        return self._made(self.session.edit(_("Copy journey"), copy_journey, journey, segment))

    def _made(self, done: bool) -> str:
        if not done:
            return ""
        journey = self.session.plan.journeys[-1].id
        self.made.emit(journey)
        return journey

    def rename(self, journey: str, name: str, *, typing: bool = False) -> None:
        """Another name."""
        key = f"journey.{journey}.name" if typing else ""
        self.session.edit(_("Rename journey"), edit_journey, journey, name=name, typing=key)

    def set_model(self, journey: str, model: str, mapping: dict[str, str] | None = None) -> None:
        """The stages of another model."""
        self.session.edit(_("Change the stage model"), set_stage_model, journey, model, mapping)

    def move(self, journey: str, by: int) -> None:
        """Up or down among the journeys of its segment."""
        record: Journey | None = find(self.session.plan, "journeys", journey)
        if record is not None:
            peers = [j.id for j in self.session.plan.journeys if j.segment == record.segment]
            self.session.edit(_("Move journey"), move_journey, journey, peers.index(journey) + by)

    def delete(self, journey: str) -> None:
        """The journey gone; Undo brings it back."""
        record: Journey | None = find(self.session.plan, "journeys", journey)
        name = (record.name if record else "") or _("journey")
        self.session.edit(_("Delete {name}").format(name=name), remove_journey, journey)

    def start_optimal(self, journey: str) -> None:
        """The optimal state as a copy of the current one."""
        self.session.edit(_("Start the optimal journey"), start_optimal, journey)


def has_touchpoints(plan: Plan, journey: str, state: str) -> bool:
    """Whether a state of a journey has begun."""
    return any(point.journey == journey for point in plan.rows(f"{state}_touchpoints"))
