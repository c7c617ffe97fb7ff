"""The details of a segment: everything that the table and the card have no room for."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.catalogue import relationship_levels
from planner.change import Change, touches
from planner.insight.edits import edit_profile
from planner.insight.rules_objectives import name_of
from planner.language import _, money, percent
from planner.plan import Plan, by_id, find
from planner.record import changed
from planner.segments.edits import (
    edit_segment,
    remove_channel_preference,
    set_channel,
    set_own_score,
    use_plan_weights,
    weigh_objective,
)
from planner.segments.objectives import has_own_weights, weights_for
from planner.segments.records import ChannelPreference, Segment
from planner.segments.scoring import criterion_name
from planner.segments.value import segment_clv, yearly_margin
from planner.segments.words import LIFECYCLES, STATUSES, lifecycle_words, status_words
from ui.pages.segments.criteria import CriteriaEditor
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Check, Field, FieldSpec, Form, Hairline, Words, number_field, percent_field

_TOUCHED = ("segments", "score_criteria", "channels", "profile", "objectives")


def _statuses() -> list[tuple[str, str]]:
    return [("", _("Not stated")), *((key, status_words(key)) for key in STATUSES)]


def _lifecycles() -> list[tuple[str, str]]:
    return [("", _("No stage")), *((key, lifecycle_words(key)) for key in LIFECYCLES)]


def _levels() -> list[tuple[str, str]]:
    return [("", _("Not stated")), *((level.key, level.name) for level in relationship_levels())]


def _who() -> list[FieldSpec]:
    return [
        FieldSpec("summary", _("In short"), hint=_("Who they are, in one line")),
        FieldSpec("persona", _("Persona"), "area", hint=_("The typical person")),
        FieldSpec("status", _("Status"), "choice", _statuses),
        FieldSpec("lifecycle", _("Lifecycle stage"), "choice", _lifecycles),
        FieldSpec("relationship_level", _("Relationship level"), "choice", _levels),
    ]


def _value() -> list[FieldSpec]:
    return [
        FieldSpec("customers", _("Customers"), "count"),
        FieldSpec("value_to_date", _("Value to date, per customer and year"), "money"),
        FieldSpec("expected_value", _("Expected value, per customer and year"), "money"),
        FieldSpec("average_transaction_value", _("Average transaction value"), "money"),
        FieldSpec("purchases_per_year", _("Purchases per year"), "number"),
        FieldSpec("gross_margin", _("Gross margin"), "percent"),
    ]


def _loyalty() -> list[FieldSpec]:
    return [
        FieldSpec("retention", _("Retention per year"), "percent"),
        FieldSpec("tenure_years", _("Customers for, in years"), "number"),
        FieldSpec("loyalty", _("Loyalty, 0 to 100"), "number", hint=_("The retention counts where this is empty")),
        FieldSpec("predisposition", _("Likely to buy"), "percent"),
        FieldSpec("predisposition_months", _("Within so many months"), "count"),
        FieldSpec("profile_completeness", _("Profiles that are complete"), "percent"),
    ]


def _wants() -> list[FieldSpec]:
    return [
        FieldSpec("needs", _("What they need"), "area"),
        FieldSpec("pains", _("What bothers them"), "area"),
        FieldSpec("vip", _("VIP: may be small"), "switch"),
    ]


def _origin() -> list[FieldSpec]:
    return [
        FieldSpec("source", _("Source of the figures"), hint=_("Where the figures come from")),
        FieldSpec("date", _("As of"), "date"),
    ]


def _worth() -> list[FieldSpec]:
    return [
        FieldSpec("discount_rate", _("Discount rate, whole plan"), "percent"),
        FieldSpec("clv_years", _("Years counted, whole plan"), "count"),
    ]


class ChannelLine(QWidget):
    """A channel with whether it is preferred and the share that consented. Signals: ``preferred(str, bool)`` and
    ``consented(str, object)`` with the channel's id; ``left()`` when typing ends.
    """

    preferred = Signal(str, bool)
    consented = Signal(str, object)
    left = Signal()

    def __init__(self, channel_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.channel_id = channel_id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.check = Check("", self)
        self.check.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.check.clicked.connect(self._on_check)
        self.consent: Field = percent_field("", self)
        self.consent.setFixedWidth(round(84 * theme().scale))
        self.consent.edit.setPlaceholderText(_("consent"))
        self.consent.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.consent.edited.connect(self._on_consent)
        self.consent.committed.connect(self._on_left)
        row.addWidget(self.check, 1)
        row.addWidget(self.consent)

    def show_channel(self, name: str, preference: ChannelPreference | None, read_only: bool) -> None:
        """Brings the line up to a channel."""
        self.check.setText(name)
        self.check.setAccessibleName(_("{channel} is preferred").format(channel=name))
        self.check.setChecked(preference is not None and preference.preferred)
        self.check.setEnabled(not read_only)
        self.consent.edit.setAccessibleName(_("Consent for {channel}").format(channel=name))
        self.consent.set_value(preference.consent if preference else None)
        self.consent.set_read_only(read_only)

    def _on_check(self, checked: bool) -> None:
        self.preferred.emit(self.channel_id, checked)

    def _on_consent(self, value: object) -> None:
        self.consented.emit(self.channel_id, value)

    def _on_left(self, _value: object) -> None:
        self.left.emit()


class PointsLine(QWidget):
    """A name with its points, 0 to 100. Signals: ``rated(str, object)`` with the id of what it is; ``left()``."""

    rated = Signal(str, object)
    left = Signal()

    def __init__(self, item_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item_id = item_id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.name = Words("", "body", "text.primary", self, wrap=True)
        self.value: Field = number_field("", self, 1)
        self.value.setFixedWidth(round(84 * theme().scale))
        self.value.edit.setPlaceholderText(_("0 to 100"))
        self.value.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.value.edited.connect(self._on_value)
        self.value.committed.connect(self._on_left)
        row.addWidget(self.name, 1)
        row.addWidget(self.value)

    def show_points(self, name: str, value: float | None, read_only: bool) -> None:
        """Brings the line up to its points."""
        self.name.set_text(name)
        self.value.edit.setAccessibleName(name)
        self.value.set_value(value)
        self.value.set_read_only(read_only)

    def _on_value(self, value: object) -> None:
        self.rated.emit(self.item_id, value)

    def _on_left(self, _value: object) -> None:
        self.left.emit()


class SegmentDetails(QWidget):
    """The form of the selected segment, and the criteria of the priority score."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.segment_id = ""
        self._channels: dict[str, ChannelLine] = {}
        self._scores: dict[str, PointsLine] = {}
        self._aims: dict[str, PointsLine] = {}
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 18, 20, 24)
        self.body.setSpacing(14)
        self.title = Words("", "subtitle", "text.primary", self, wrap=True)
        self.body.addWidget(self.title)
        self.who = self._form(_who())
        self.level = self._caption()
        self._section(_("What they bring"))
        self.value = self._form(_value())
        self.worth = Words("", "heading", "text.primary", self, wrap=True)
        self.body.addWidget(self.worth)
        self.assumptions = self._caption()
        self.rates = Form(_worth(), self)
        self.rates.field_edited.connect(self._on_rate)
        self.rates.field_left.connect(session.end_typing)
        self.body.addWidget(self.rates)
        self._section(_("How loyal they are"))
        self.loyalty = self._form(_loyalty())
        self._section(_("How to reach them"))
        self.channels = self._column()
        self.no_channels = self._caption()
        self.no_channels.set_text(_("The plan has no channels yet. They come with the first journey."))
        self._section(_("What moves them"))
        self.wants = self._form(_wants())
        self.scores_head = self._section(_("Own ratings"))
        self.scores = self._column()
        self.aims_head = self._section(_("Objectives of this segment"))
        self.aims_words = self._caption()
        self.aims = self._column()
        self.plan_weights = Button(_("Weigh as in the plan"), "quiet", "rotate-ccw", self, small=True)
        self.plan_weights.clicked.connect(self._weigh_as_planned)
        self.body.addWidget(self.plan_weights, alignment=Qt.AlignmentFlag.AlignLeft)
        self._section(_("Where the figures come from"))
        self.kind = self._caption()
        self.origin = Form(_origin(), self)
        self.origin.field_edited.connect(self._on_origin)
        self.origin.field_left.connect(session.end_typing)
        self.body.addWidget(self.origin)
        self.body.addWidget(Hairline(self))
        self.criteria = CriteriaEditor(session, self)
        self.body.addWidget(self.criteria)
        self.body.addStretch(1)
        session.refused.connect(self._on_refused)

    def _section(self, words: str) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        column.addWidget(Hairline(holder))
        column.addWidget(Words(words, "heading", "text.primary", holder))
        self.body.addWidget(holder)
        return holder

    def _caption(self) -> Words:
        words = Words("", "caption", "text.secondary", self, wrap=True)
        self.body.addWidget(words)
        return words

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.body.addLayout(column)
        return column

    def _form(self, specs: list[FieldSpec]) -> Form:
        form = Form(specs, self)
        form.field_edited.connect(self._on_field)
        form.field_left.connect(self.session.end_typing)
        self.body.addWidget(form)
        return form

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that hold fields of the segment."""
        return (self.who, self.value, self.loyalty, self.wants)

    def show_segment(self, segment_id: str, change: Change | None = None) -> None:
        """Brings the form up to a segment of the plan."""
        plan = self.session.plan
        segment: Segment | None = find(plan, "segments", segment_id)
        if segment is None or (segment_id == self.segment_id and not touches(change, *_TOUCHED)):
            return
        self.segment_id = segment_id
        read_only = self.session.read_only
        self.title.set_text(segment.name or _("Segment without a name"))
        for form in self.forms:
            form.set_values({name: getattr(segment, name) for name in form.specs})
            form.set_read_only(read_only)
        self.rates.set_values({name: getattr(plan.profile, name) for name in self.rates.specs})
        self.rates.set_read_only(read_only)
        self.origin.set_values({"source": segment.provenance.source, "date": segment.provenance.date})
        self.origin.set_read_only(read_only)
        hint = next((level.hint for level in relationship_levels() if level.key == segment.relationship_level), "")
        self.level.set_text(hint)
        self.level.setVisible(bool(hint))
        self._show_worth(plan, segment)
        self._show_channels(plan, segment, read_only)
        self._show_scores(plan, segment, read_only)
        self._show_aims(plan, segment, read_only)
        self.kind.set_text(_kind_words(segment))
        self.criteria.show_plan(plan)

    def _show_worth(self, plan: Plan, segment: Segment) -> None:
        worth, margin, currency = segment_clv(plan, segment), yearly_margin(segment), plan.profile.currency
        if worth is None or margin is None:
            self.worth.set_text(_("Lifetime value: not known yet"))
            self.assumptions.set_text(
                _("It needs the gross margin, the retention, and the value to date or purchases with their value.")
            )
            return
        self.worth.set_text(_("Lifetime value {value} per customer").format(value=money(worth, currency)))
        text = _(
            "Gross margin of {margin} a year, {retention} of customers stay each year, discount rate {rate},"
            " {years} years. The first margin comes at once (Gupta and Lehmann 2003)."
        )
        self.assumptions.set_text(
            text.format(
                margin=money(margin, currency),
                retention=percent(segment.retention or 0.0),
                rate=percent(plan.profile.discount_rate),
                years=plan.profile.clv_years,
            )
        )

    def _show_channels(self, plan: Plan, segment: Segment, read_only: bool) -> None:
        wanted = {channel.id: channel for channel in plan.channels}
        _drop(self._channels, wanted)
        known = {preference.channel: preference for preference in segment.channels}
        for channel_id, channel in wanted.items():
            line = self._channels.get(channel_id)
            if line is None:
                line = self._channels[channel_id] = ChannelLine(channel_id, self)
                line.preferred.connect(self._on_preferred)
                line.consented.connect(self._on_consented)
                line.left.connect(self.session.end_typing)
                self.channels.addWidget(line)
            line.show_channel(channel.name, known.get(channel_id), read_only)
        self.no_channels.setVisible(not wanted)

    def _show_scores(self, plan: Plan, segment: Segment, read_only: bool) -> None:
        wanted = {c.id: c for c in plan.score_criteria if c.key == "own"}
        _drop(self._scores, wanted)
        values = {v.criterion: v.value for v in segment.scores}
        for criterion_id, criterion in wanted.items():
            line = self._scores.get(criterion_id)
            if line is None:
                line = self._scores[criterion_id] = PointsLine(criterion_id, self)
                line.rated.connect(self._on_rated)
                line.left.connect(self.session.end_typing)
                self.scores.addWidget(line)
            line.show_points(criterion_name(criterion), values.get(criterion_id), read_only)
        self.scores_head.setVisible(bool(wanted))

    def _show_aims(self, plan: Plan, segment: Segment, read_only: bool) -> None:
        """The objectives that are for the segment, with how much each counts for it."""
        points, known = weights_for(plan, segment), by_id(plan, "objectives")
        if list(self._aims) != list(points):
            _drop(self._aims, dict.fromkeys(()))
        for objective, weight in points.items():
            line = self._aims.get(objective)
            if line is None:
                line = self._aims[objective] = PointsLine(objective, self)
                line.rated.connect(self._on_weighed)
                line.left.connect(self.session.end_typing)
                self.aims.addWidget(line)
            line.show_points(name_of(known[objective]), weight, read_only or len(points) < 2)
        own = has_own_weights(plan, segment)
        self.aims_words.set_text(
            _("Weighed for this segment alone, in points of 100.")
            if own
            else _("As they count in the plan, in points of 100. Type to weigh them for this segment alone.")
        )
        self.aims_head.setVisible(bool(points))
        self.aims_words.setVisible(bool(points))
        self.plan_weights.setVisible(own and not read_only)

    def _on_weighed(self, objective: str, value: Any) -> None:
        if value is not None:
            key = f"segment.{self.segment_id}.objective.{objective}"
            label = _("Weigh objectives for a segment")
            self.session.edit(label, weigh_objective, self.segment_id, objective, float(value), typing=key)

    def _weigh_as_planned(self) -> None:
        self.session.edit(_("Weigh as in the plan"), use_plan_weights, self.segment_id)

    def _on_field(self, name: str, value: Any, typing: bool) -> None:
        key = f"segment.{self.segment_id}.{name}" if typing else ""
        self.session.edit(_("Edit the segment"), edit_segment, self.segment_id, typing=key, **{name: value})

    def _on_rate(self, name: str, value: Any, typing: bool) -> None:
        if value is not None:
            self.session.edit(_("Change the lifetime value"), edit_profile, typing=f"profile.{name}", **{name: value})

    def _on_origin(self, name: str, value: Any, typing: bool) -> None:
        segment: Segment | None = find(self.session.plan, "segments", self.segment_id)
        if segment is not None:
            key = f"segment.{self.segment_id}.origin.{name}" if typing else ""
            origin = changed(segment.provenance, **{name: value})
            label = _("State the source")
            self.session.edit(label, edit_segment, self.segment_id, typing=key, provenance=origin)

    def _on_preferred(self, channel: str, preferred: bool) -> None:
        consent = self._channels[channel].consent.value
        if not preferred and consent is None:
            self.session.edit(_("Choose channels"), remove_channel_preference, self.segment_id, channel)
        else:
            self.session.edit(_("Choose channels"), set_channel, self.segment_id, channel, preferred, consent)

    def _on_consented(self, channel: str, value: Any) -> None:
        preferred = self._channels[channel].check.isChecked()
        key = f"segment.{self.segment_id}.consent.{channel}"
        if value is None and not preferred:
            self.session.edit(_("Note the consent"), remove_channel_preference, self.segment_id, channel, typing=key)
        else:
            label = _("Note the consent")
            self.session.edit(label, set_channel, self.segment_id, channel, preferred, value, typing=key)

    def _on_rated(self, criterion: str, value: Any) -> None:
        key = f"segment.{self.segment_id}.score.{criterion}"
        self.session.edit(_("Rate the segment"), set_own_score, self.segment_id, criterion, value, typing=key)

    def _on_refused(self, sentence: str, field: str) -> None:
        if self.isVisible():
            for form in (*self.forms, self.rates):
                if field in form.editors:
                    form.set_error(field, sentence)


def _drop(lines: dict[str, Any], wanted: dict[str, Any]) -> None:
    for key in [key for key in lines if key not in wanted]:
        gone = lines.pop(key)
        gone.hide()
        gone.deleteLater()


def _kind_words(segment: Segment) -> str:
    origin = segment.provenance
    if origin.kind == "imported":
        return _("Imported from a file, {detail}.").format(detail=origin.detail or _("one row"))
    if origin.kind == "rfm":
        return _("From transactions, by recency, frequency and value: {detail}.").format(detail=origin.detail)
    return _("Typed in by hand.")
