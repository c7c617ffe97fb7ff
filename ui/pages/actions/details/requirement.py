"""The details of a shared requirement: what it is, which question it lifts, what hangs on it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from planner.actions.chosen import title_of
from planner.actions.edits import edit_requirement
from planner.actions.records import Requirement
from planner.actions.requirements import requirement_rows
from planner.catalogue import questions
from planner.language import _, list_text, money_short, short_number
from planner.plan import find
from ui.pages.actions.details.base import Details, FigureList
from ui.pages.actions.requirements.words import cover_name, kind_names
from ui.session import Session
from ui.widgets import FieldSpec


class RequirementDetails(Details):
    """The form of the selected requirement."""

    table = "requirements"
    watches = ("actions", "platforms", "segments", "assessments")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.add_form(
            [
                FieldSpec("name", _("Name")),
                FieldSpec("kind", _("Kind"), "choice", kind_names),
                FieldSpec("question", _("Capability question that it would lift"), "choice", _questions),
                FieldSpec("notes", _("Notes"), "area"),
            ]
        )
        self.add_heading(_("What hangs on it"))
        self.figures = FigureList(self)
        self.body.addWidget(self.figures)
        self.body.addStretch(1)

    def show_rest(self, record: Requirement) -> None:
        plan = self.session.plan
        self.title.set_text(record.name or _("New requirement"))
        row = next(r for r in requirement_rows(plan) if r.requirement == record.id)
        actions = [title_of(found) for a in row.actions if (found := find(plan, "actions", a)) is not None]
        covers = [cover_name(plan, cover) for cover in row.covers]
        could = [find(plan, "platforms", p).name for p in row.could_cover]
        nothing = _("Nothing yet")
        rating = "–" if row.rating is None else short_number(row.rating, 1)
        self.figures.set_rows(
            [
                (_("Rating now"), rating, _("The average of the ratings in Capabilities."), ""),
                (
                    _("Need"),
                    short_number(row.need, 1),
                    _("Essential counts 1, useful one half, over the segments."),
                    "",
                ),
                (_("Needed by"), list_text(actions) or nothing, _("Actions that need it."), ""),
                (
                    _("Benefit that hangs on it"),
                    money_short(row.benefit, plan.profile.currency),
                    _("The likely yearly benefit of the actions that need it."),
                    "",
                ),
                (_("Provided by"), list_text(covers) or nothing, "", "" if covers else "bad.text"),
                (_("Could be provided by"), list_text(could) or nothing, _("Platforms in the comparison."), ""),
            ]
        )

    def carry_out(self, name: str, value: Any, typing: str) -> None:
        self.session.edit(_("Edit the requirement"), edit_requirement, self.record_id, typing=typing, **{name: value})


def _questions() -> list[tuple[str, str]]:
    return [("", _("None")), *((q.key, q.name) for q in questions())]
