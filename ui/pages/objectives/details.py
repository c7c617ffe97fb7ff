"""The details of an objective: its lever and reasons, its KPIs with their readings."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner import clock
from planner.catalogue import levers, metrics
from planner.change import Change, touches
from planner.language import _, date_text
from planner.objectives.edits import (
    add_kpi,
    add_reading,
    edit_kpi,
    edit_objective,
    remove_kpi,
    remove_reading,
    set_weight,
)
from planner.objectives.metrics import kpis_of, standing
from planner.objectives.records import Kpi, Objective, Unit
from planner.plan import find
from ui.pages.objectives.touched import touched
from ui.pages.objectives.values import value_text
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, FieldSpec, Form, Hairline, IconButton, Words, number_field, percent_field
from ui.widgets.containers import clear_layout
from ui.widgets.text import Field

if TYPE_CHECKING:
    from exports.figures.scene import Scene

CHART = 150
"""How high the chart of readings is."""


def _units() -> list[tuple[str, str]]:
    return [
        ("percent", _("Percent")),
        ("money", _("Money")),
        ("points", _("Points")),
        ("count", _("Number")),
        ("days", _("Days")),
        ("score", _("Score")),
        ("ratio", _("Ratio")),
    ]


def _levers() -> list[tuple[str, str]]:
    return [*((lever.key, lever.name) for lever in levers()), ("own", _("Own objective"))]


def _metrics() -> list[tuple[str, str]]:
    return [("", _("Own metric")), *((metric.key, metric.name) for metric in metrics())]


class ObjectiveDetails(QWidget):
    """The form of the selected objective and of its KPIs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.objective_id = ""
        self._kpi_forms: dict[str, KpiForm] = {}
        body = QVBoxLayout(self)
        body.setContentsMargins(20, 18, 20, 24)
        body.setSpacing(14)
        self.title = Words("", "subtitle", "text.primary", self, wrap=True)
        body.addWidget(self.title)
        self.form = Form(
            [
                FieldSpec("lever", _("Value lever"), "choice", _levers),
                FieldSpec("name", _("Short name"), hint=_("Where the lever’s name does not fit")),
                FieldSpec("weight", _("Weight, in points of 100"), "number"),
                FieldSpec("segments", _("For these segments"), "multi", self._segments, hint=_("All segments")),
                FieldSpec("rationale", _("Why it matters"), "area"),
            ],
            self,
        )
        self.form.field_edited.connect(self._on_field)
        self.form.field_left.connect(session.end_typing)
        body.addWidget(self.form)
        body.addWidget(Hairline(self))
        self.kpis = QVBoxLayout()
        self.kpis.setSpacing(18)
        body.addLayout(self.kpis)
        self.add = Button(_("Add a KPI"), "secondary", "plus", self)
        self.add.clicked.connect(self._add_kpi)
        body.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)

    def _segments(self) -> list[tuple[str, str]]:
        return [(s.id, s.name) for s in self.session.plan.segments]

    def show_objective(self, objective_id: str, change: Change | None = None) -> None:
        """Brings the form up to an objective of the plan."""
        objective: Objective | None = find(self.session.plan, "objectives", objective_id)
        if objective is None:
            return
        if objective_id == self.objective_id and not self._reached(change):
            return
        self.objective_id = objective_id
        self.title.set_text(objective.statement or _("New objective"))
        self.form.set_values({name: getattr(objective, name) for name in self.form.specs})
        self.form.set_shown("name", True)
        self.form.set_read_only(self.session.read_only)
        self.add.setVisible(not self.session.read_only)
        self._show_kpis()

    def _reached(self, change: Change | None) -> bool:
        """Whether a change reaches this objective, its KPIs, or what its fields offer."""
        reached = touched(change, self.session.plan)
        return reached is None or self.objective_id in reached or touches(change, "segments", "profile")

    def _show_kpis(self) -> None:
        wanted = {kpi.id: kpi for kpi in kpis_of(self.session.plan, self.objective_id)}
        for kpi_id in list(self._kpi_forms):
            if kpi_id not in wanted:
                gone = self._kpi_forms.pop(kpi_id)
                gone.hide()
                gone.deleteLater()
        for kpi_id, kpi in wanted.items():
            if kpi_id not in self._kpi_forms:
                self._kpi_forms[kpi_id] = KpiForm(self.session, kpi_id, self)
                self.kpis.addWidget(self._kpi_forms[kpi_id])
            self._kpi_forms[kpi_id].show_kpi(kpi)

    def focus_kpi(self) -> None:
        """Adds a KPI where there is none and puts the cursor into its name."""
        if not self._kpi_forms:
            self._add_kpi()
        for form in self._kpi_forms.values():
            form.form.editors["name"].setFocus()
            return

    def _on_field(self, name: str, value: Any, typing: bool) -> None:
        key = f"objective.{self.objective_id}.{name}" if typing else ""
        if name == "weight":
            if value is not None:
                label = _("Change a weight")
                self.session.edit(label, set_weight, self.objective_id, float(value), typing=key)
            return
        self.session.edit(_("Edit the objective"), edit_objective, self.objective_id, typing=key, **{name: value})

    def _add_kpi(self) -> None:
        self.session.edit(_("Add a KPI"), add_kpi, self.objective_id)


class KpiForm(QWidget):
    """The form of one KPI with its readings."""

    def __init__(self, session: Session, kpi_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.kpi_id = kpi_id
        self._unit: Unit = "percent"
        self._shown: tuple[object, ...] = ()
        self._charted: tuple[Any, ...] = ()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Words(_("KPI"), "heading", "text.primary", self))
        head.addStretch(1)
        self.remove = IconButton("trash-2", _("Delete this KPI"), parent=self, size=28)
        self.remove.clicked.connect(self._remove)
        head.addWidget(self.remove)
        body.addLayout(head)
        self.form = Form(
            [
                FieldSpec("metric", _("Metric"), "choice", _metrics),
                FieldSpec("name", _("Name")),
                FieldSpec("unit", _("Unit"), "choice", _units),
                FieldSpec("better", _("Better when"), "segmented", [("higher", _("Higher")), ("lower", _("Lower"))]),
            ],
            self,
        )
        body.addWidget(self.form)
        self.definition = Words("", "caption", "text.secondary", self, wrap=True)
        body.addWidget(self.definition)
        self.values = QVBoxLayout()
        body.addLayout(self.values)
        self._value_form: Form | None = None
        self.rest = Form(
            [
                FieldSpec("due", _("Target date"), "date"),
                FieldSpec("owner", _("Owner, as a role"), "owner", self._roles),
                FieldSpec("segment", _("Measured on"), "choice", self._segments),
            ],
            self,
        )
        body.addWidget(self.rest)
        for form in (self.form, self.rest):
            form.field_edited.connect(self._on_field)
            form.field_left.connect(session.end_typing)
        body.addWidget(Words(_("Readings"), "small", "text.secondary", self))
        from ui.widgets import FigureView

        self.chart = FigureView(self)
        self.chart.setAccessibleName(_("Plan against actual"))
        self.chart.setFixedHeight(round(CHART * theme().scale))
        body.addWidget(self.chart)
        self.standing = Words("", "caption", "text.secondary", self, wrap=True)
        body.addWidget(self.standing)
        self.readings = QVBoxLayout()
        self.readings.setSpacing(4)
        body.addLayout(self.readings)
        row = QHBoxLayout()
        self.reading: Field | None = None
        self.reading_row = row
        body.addLayout(row)
        self.paste = Button(_("Paste or import readings…"), "quiet", "clipboard-paste", self, small=True)
        self.paste.clicked.connect(self._import_readings)
        body.addWidget(self.paste, alignment=Qt.AlignmentFlag.AlignLeft)

    def _roles(self) -> list[tuple[str, str]]:
        return [(role, role) for role in self.session.plan.profile.participants]

    def _segments(self) -> list[tuple[str, str]]:
        return [("", _("All customers")), *((s.id, s.name) for s in self.session.plan.segments)]

    def show_kpi(self, kpi: Kpi) -> None:
        """Brings the form up to a KPI."""
        if self._value_form is None or kpi.unit != self._unit:
            self._build_values(kpi.unit)
        assert self._value_form is not None
        self.form.set_values({name: getattr(kpi, name) for name in self.form.specs})
        self._value_form.set_values({name: getattr(kpi, name) for name in self._value_form.specs})
        self.rest.set_values({name: getattr(kpi, name) for name in self.rest.specs})
        definition = next((m.definition for m in metrics() if m.key == kpi.metric), "")
        self.definition.set_text(definition)
        self.definition.setVisible(bool(definition))
        for form in (self.form, self._value_form, self.rest):
            form.set_read_only(self.session.read_only)
        self.remove.setVisible(not self.session.read_only)
        self._show_chart(kpi)
        self._show_readings(kpi)

    def _show_chart(self, kpi: Kpi) -> None:
        """Plan against actual, where there is anything to draw."""
        profile = self.session.plan.profile
        drawn = bool(kpi.readings) or None not in (kpi.baseline, kpi.target, kpi.due)
        self.chart.setVisible(drawn)
        said = standing(kpi, profile.start, clock.today())
        self.standing.set_text(said)
        self.standing.setVisible(bool(said))
        shown = (kpi, profile.currency, profile.start)
        if drawn and shown != self._charted:
            self._charted = shown
            self.chart.set_maker(self._draw)

    def _draw(self, width: float, height: float) -> "Scene":
        # Seldom drawn, and it brings the report's words along.
        from exports.figures.readings import readings

        kpi, currency, start = self._charted
        return readings(kpi, width, height, currency=currency, start=start, scale=theme().scale)

    def _build_values(self, unit: Unit) -> None:
        self._unit = unit
        kind = {"percent": "percent", "money": "money"}.get(unit, "number")
        if self._value_form is not None:
            self._value_form.hide()
            self._value_form.deleteLater()
        self._value_form = Form(
            [FieldSpec("baseline", _("Baseline"), kind), FieldSpec("target", _("Target"), kind)], self
        )
        self._value_form.field_edited.connect(self._on_field)
        self._value_form.field_left.connect(self.session.end_typing)
        self.values.addWidget(self._value_form)
        if self.reading is not None:
            self.reading.hide()
            self.reading.deleteLater()
        make = percent_field if unit == "percent" else number_field
        self.reading = make(_("Value of today"), self)
        self.reading.edit.setPlaceholderText(_("Value of today, then Enter"))
        self.reading.edit.returnPressed.connect(self._add_reading)
        self.reading_row.insertWidget(0, self.reading)

    def _show_readings(self, kpi: Kpi) -> None:
        shown = (kpi.readings, kpi.unit, self.session.plan.profile.currency, self.session.read_only)
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self.readings)
        for reading in reversed(kpi.readings[-8:]):
            row = QWidget(self)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(Words(date_text(reading.date), "small", "text.secondary", row))
            line.addStretch(1)
            value = value_text(reading.value, kpi.unit, self.session.plan.profile.currency)
            line.addWidget(Words(value, "strong", "text.primary", row))
            if not self.session.read_only:
                cross = IconButton(
                    "x", _("Delete the reading of {date}").format(date=date_text(reading.date)), parent=row, size=24
                )
                cross.clicked.connect(_ReadingGone(self, reading.date, row).remove)
                line.addWidget(cross)
            self.readings.addWidget(row)
        if self.reading is not None:
            self.reading.setVisible(not self.session.read_only)
        self.paste.setVisible(not self.session.read_only)

    def _add_reading(self) -> None:
        assert self.reading is not None
        value = self.reading.value
        if value is not None:
            self.reading.set_value(None)
            self.reading.edit.clear()
            self.session.edit(_("Note a reading"), add_reading, self.kpi_id, clock.today(), float(value))

    def _import_readings(self) -> None:
        from ui.dialogs.readings import import_readings

        import_readings(self.window(), self.session, self.kpi_id)

    def _on_field(self, name: str, value: Any, typing: bool) -> None:
        key = f"kpi.{self.kpi_id}.{name}" if typing else ""
        fields = {name: value}
        if name == "metric":
            fields |= _from_catalogue(str(value))
        self.session.edit(_("Edit the KPI"), edit_kpi, self.kpi_id, typing=key, **fields)

    def _remove(self) -> None:
        self.session.edit(_("Delete a KPI"), remove_kpi, self.kpi_id)


class _ReadingGone(QObject):
    """Deletes the reading of one day."""

    def __init__(self, form: KpiForm, date: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._form, self._date = form, date

    def remove(self) -> None:
        """Takes the reading away."""
        session = self._form.session
        session.edit(_("Delete a reading"), remove_reading, self._form.kpi_id, self._date)


def _from_catalogue(key: str) -> dict[str, Any]:
    metric = next((m for m in metrics() if m.key == key), None)
    return {"name": metric.name, "unit": metric.unit, "better": metric.better} if metric else {}
