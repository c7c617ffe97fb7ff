"""The details of one touchpoint, or of several edited together."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.catalogue import channel_kind, metrics
from planner.edit import Refused, part
from planner.journeys.consent import by_preference, standings
from planner.journeys.edits import set_entry
from planner.journeys.graph import graph
from planner.journeys.groups import group_name
from planner.journeys.records import Touchpoint, Trigger, entries_table
from planner.language import _, ngettext
from planner.plan import find
from ui.pages.journeys.details_group import INSET, GroupHead
from ui.pages.journeys.details_parts import DetailsColumn, FigureRows, LinkChips
from ui.pages.journeys.details_steps import StepRows
from ui.pages.journeys.follow_up import FollowUpCard
from ui.pages.journeys.grouping import meant_group
from ui.pages.journeys.point_facts import contact_rows, figure_rows, links_of
from ui.pages.journeys.speech import channel_words, stage_words, standing_words
from ui.pages.journeys.verbs import Verbs
from ui.plain import plain_tip
from ui.widgets import Button, FieldSpec, IconMark, InPlaceText, Words
from ui.widgets.key_words import keys_said

LOOSE = "none"
"""Chosen for no channel or no stage: an empty choice says that touchpoints differ."""
COMPUTED = ("communication", "starts", "trigger_action", "trigger_hours", "followed")


class PointDetails(DetailsColumn):
    """The form of the chosen touchpoints: where they differ a field is empty, what is typed goes to all of them.

    Signal: ``asked(str)`` with a verb for the page: group, or ``fold:`` with the key of a group.
    """

    asked = Signal(str)

    def __init__(self, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(verbs.session, parent)
        self.verbs = verbs
        self.points: tuple[str, ...] = ()
        self.is_open: Callable[[str], bool] = bool
        """Whether a group is open on the map."""
        self._build_head()
        self.add_form(
            [
                FieldSpec(
                    "communication",
                    _("Communication"),
                    "segmented",
                    [("one", _("One-way")), ("two", _("Two-way"))],
                ),
                FieldSpec("satisfaction", _("Satisfaction"), "rating", ramp=True),
                FieldSpec("measured", _("Measured"), "switch"),
                FieldSpec("metric", _("Metric"), "owner", _metrics, hint=_("For example CSAT")),
                FieldSpec("metric_value", _("Value of the metric"), "number"),
            ],
            self._on_field,
        )
        self.follow_up = FollowUpCard(self)
        self.follow_up.accepted.connect(self._add_follow_up)
        self.body.addWidget(self.follow_up)
        self.flow_label = self.add_label(_("Flow"))
        self.figures = FigureRows(self)
        self.body.addWidget(self.figures)
        self.link_label = self.add_label(_("Linked to"))
        self.links = LinkChips(self.session, self)
        self.body.addWidget(self.links)
        self.add_form(
            [
                FieldSpec("owner", _("Owner, as a role"), "owner", self._roles),
                FieldSpec("notes", _("Note"), "area"),
            ],
            self._on_field,
        )
        self._build_rest()
        self.steps_head = self.add_heading(_("Steps"))
        self.steps = StepRows(verbs, self)
        self.body.addWidget(self.steps)
        self.body.addStretch(1)

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.icon = IconMark("circle-dashed", "text.tertiary", 14, self)
        self.place = Words("", "small", "text.secondary", self)
        row.addWidget(self.icon)
        row.addWidget(self.place, 1)
        self.body.addLayout(row)
        self.name = InPlaceText("", self, "subtitle")
        self.name.setAccessibleName(_("Name"))
        self.name.set_placeholder(_("Name it"))
        self.name.edited.connect(self._on_name)
        self.name.committed.connect(self._on_left)
        self.title = Words("", "subtitle", "text.primary", self)
        inset = QHBoxLayout()
        inset.setSpacing(0)
        inset.addSpacing(-7)  # its words start where the others do
        inset.addWidget(self.name)
        self.body.addLayout(inset)
        self.body.addWidget(self.title)
        self.group_head = GroupHead(self.verbs, self)
        self.group_head.left.connect(self._on_left)
        self.group_head.asked.connect(self.asked)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addSpacing(-INSET)
        beside.addWidget(self.group_head)
        self.body.addLayout(beside)
        self.group_button = Button(_("Group…"), "secondary", "group", self, small=True)
        self.group_button.setToolTip(plain_tip(_("Show them as one ({keys})").format(keys=keys_said("Ctrl+G"))))
        self.group_button.clicked.connect(self._ask_group)
        self.body.addWidget(self.group_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.in_group = LinkChips(self.session, self)
        self.body.addWidget(self.in_group)

    def _build_rest(self) -> None:
        currency = self.session.plan.profile.currency
        self.add_heading(_("What happens here"))
        self.add_form(
            [
                FieldSpec("channel", _("Channel"), "choice", self._channels),
                FieldSpec("stage", _("Stage"), "choice", self._stages),
                FieldSpec("content", _("Content offered"), "area"),
                FieldSpec("system", _("System behind it")),
                FieldSpec("goal", _("A goal of the journey"), "switch"),
                FieldSpec("moment_that_matters", _("A moment that matters"), "switch"),
                FieldSpec("starts", _("Share of the segment that starts here"), "percent"),
            ],
            self._on_field,
        )
        self.add_heading(_("When customers stop here"))
        self.add_form(
            [
                FieldSpec("followed", _("A follow-up is sent"), "switch"),
                FieldSpec("trigger_action", _("What follows"), hint=_("For example a reminder by e-mail")),
                FieldSpec("trigger_hours", _("After how many hours"), "number"),
            ],
            self._on_field,
        )
        self.add_heading(_("Contacts"))
        self.contact_figures = FigureRows(self)
        self.body.addWidget(self.contact_figures)
        self.add_form(
            [
                FieldSpec("contacts", _("Contacts of one visit"), "number", hint="1"),
                FieldSpec("contact_limit", _("At most, per customer and month"), "number"),
                FieldSpec("cost_per_contact", _("Cost per contact, in {currency}").format(currency=currency), "money"),
            ],
            self._on_field,
        )
        self.add_heading(_("What customers say"))
        self.add_form(
            [
                FieldSpec("satisfaction_measure", _("Satisfaction is measured by"), "choice", _measures),
                FieldSpec("evidence", _("Backed by data"), "choice", _evidences),
                FieldSpec("pain", _("Pain"), "area"),
                FieldSpec("opportunity", _("Opportunity"), "area"),
            ],
            self._on_field,
        )

    def _channels(self) -> list[tuple[str, str]]:
        """The channels, those that the segment prefers first, each with where it stands."""
        plan, journey = self.session.plan, self.verbs.journey
        if find(plan, "journeys", journey) is None:
            return []
        known = standings(plan, journey)
        said = [(c, standing_words(known[c.id])) for c in by_preference(plan, journey)]
        named = [(c.id, channel_words(plan, c.id), words) for c, words in said]
        options = [(key, _("{channel} ({standing})").format(channel=n, standing=w) if w else n) for key, n, w in named]
        return [*options, (LOOSE, _("No channel"))]

    def _stages(self) -> list[tuple[str, str]]:
        record = find(self.session.plan, "journeys", self.verbs.journey)
        stages = record.stages if record is not None else ()
        return [*((s.id, s.name or _("Stage without a name")) for s in stages), (LOOSE, _("No stage"))]

    def _roles(self) -> list[tuple[str, str]]:
        return [(role, role) for role in self.session.plan.profile.participants]

    # Showing

    def show_points(self, points: Sequence[str]) -> None:
        """Brings the form up to some touchpoints of the state that is shown."""
        records = [p for p in map(self.verbs.point, points) if p is not None]
        if not records:
            return
        self.points = tuple(p.id for p in records)
        one = records[0] if len(records) == 1 else None
        self.name.setVisible(one is not None)
        self._show_place(records)
        self._show_group(records)
        if one is not None:
            self.name.set_text(one.name)
        else:
            count = len(records)
            self.title.set_text(ngettext("{count} touchpoint", "{count} touchpoints", count).format(count=count))
        for form in self.forms:
            form.set_values({name: _shared([self._value(p, name) for p in records]) for name in form.specs})
        self._show_shown(records)
        self._show_facts(one)
        read_only = not self.verbs.may_edit
        self.set_read_only(read_only)
        self.name.set_read_only(read_only)

    def _show_group(self, records: Sequence[Touchpoint]) -> None:
        """The group that they are, or the one that a single touchpoint is in."""
        verbs = self.verbs
        plan = self.session.plan
        group = meant_group(plan, verbs.journey, self.points)
        there = graph(plan, verbs.journey, verbs.state).points
        inside = [point for point in group.touchpoints if point in there] if group is not None else []
        whole = group is not None and len(records) > 1 and {*inside} == {*self.points}
        self.group_head.setVisible(whole)
        self.title.setVisible(len(records) > 1 and not whole)
        self.group_button.setVisible(len(records) > 1 and not whole and verbs.may_edit)
        alone = group is not None and len(records) == 1 and len(inside) > 1
        links = [(group_name(group), "group", "journeys", "groups", group.id)] if alone and group is not None else []
        self.in_group.show_links(links)
        self.in_group.setVisible(bool(links))
        if whole and group is not None:
            self.group_head.show_group(group, is_open=self.is_open(group.id))

    def _ask_group(self) -> None:
        self.asked.emit("group")

    def _show_place(self, records: Sequence[Touchpoint]) -> None:
        plan = self.session.plan
        seen = graph(plan, self.verbs.journey, self.verbs.state)
        channels = {p.channel for p in records}
        stages = {p.stage for p in records}
        channel = channel_words(plan, records[0].channel) if len(channels) == 1 else _("Several channels")
        stage = stage_words(seen, records[0].stage) if len(stages) == 1 else _("several stages")
        self.place.set_text(_("{channel}, {stage}").format(channel=channel, stage=stage))
        lane = find(plan, "channels", records[0].channel) if len(channels) == 1 else None
        kind = channel_kind(lane.kind) if lane else None
        from exports.figures.journey_map import channel_role

        self.icon.set(kind.icon if kind else "circle-dashed", channel_role(lane.kind) if lane else "text.tertiary")

    def _value(self, point: Touchpoint, name: str) -> Any:
        if name == "communication":
            return "two" if point.two_way else "one"
        if name == "followed":
            return point.trigger is not None
        if name == "trigger_action":
            return point.trigger.action if point.trigger else ""
        if name == "trigger_hours":
            return point.trigger.after_hours if point.trigger else None
        if name == "starts":
            rows = self.session.plan.rows(entries_table(self.verbs.state))
            return next((e.share for e in rows if e.touchpoint == point.id), None)
        if name in ("channel", "stage"):
            return getattr(point, name) or LOOSE
        return getattr(point, name)

    def _show_shown(self, records: Sequence[Touchpoint]) -> None:
        """Hides what would only be empty: the metric of what is not measured, the follow-up where there is none."""
        measured, followed = any(p.measured for p in records), any(p.trigger for p in records)
        for form in self.forms:
            for name in form.specs:
                if name in ("metric", "metric_value"):
                    form.set_shown(name, measured)
                elif name in ("trigger_action", "trigger_hours"):
                    form.set_shown(name, followed)
                elif name == "starts":
                    form.set_shown(name, len(records) == 1)

    def _show_facts(self, one: Touchpoint | None) -> None:
        for widget in (self.flow_label, self.figures, self.contact_figures, self.steps_head, self.steps):
            widget.setVisible(one is not None)
        links = links_of(self.session.plan, self.verbs.state, one.id) if one is not None else ()
        self.links.show_links(links)
        self.link_label.setVisible(bool(links))
        self.links.setVisible(bool(links))
        if one is None:
            self.follow_up.hide()
            return
        self.figures.show_rows(figure_rows(self.session.plan, self.verbs.journey, self.verbs.state, one.id))
        self.contact_figures.show_rows(contact_rows(self.session.plan, self.verbs.journey, self.verbs.state, one.id))
        self.follow_up.show_point(self.session.plan, self.verbs.journey, self.verbs.state, one, self.verbs.may_edit)
        self.steps.show_steps(one.id)

    # Editing

    def focus_name(self) -> None:
        """Puts the cursor into the name."""
        self.name.setFocus()
        self.name.selectAll()

    def _on_name(self, text: str) -> None:
        key = f"point.{self.points[0]}.name"
        self.verbs.change(_("Rename touchpoint"), self.points[:1], typing=key, name=text)

    def _on_field(self, name: str, value: Any, typing: bool) -> None:
        key = f"point.{','.join(self.points)[:200]}.{name}" if typing else ""
        if name == "communication":
            self._change(key, two_way=value == "two")
        elif name in ("channel", "stage"):
            self._change("", **{name: "" if value == LOOSE else value})
        elif name == "starts":
            self._set_start(value, key)
        elif name == "followed":
            self._change(key, trigger=Trigger() if value else None)
        elif name in ("trigger_action", "trigger_hours"):
            self._change_trigger(name, value, key)
        else:
            self._change(key, **{name: value})

    def _change(self, key: str, **fields: Any) -> None:
        self.verbs.change(_("Edit the touchpoint"), self.points, key, **fields)

    def _set_start(self, share: float | None, key: str) -> None:
        verbs = self.verbs
        if verbs.may_edit:
            self.session.edit(
                _("Change where customers start"),
                set_entry,
                verbs.journey,
                verbs.state,
                self.points[0],
                share,
                typing=key,
            )

    def _change_trigger(self, name: str, value: Any, key: str) -> None:
        record = self.verbs.point(self.points[0])
        before = (record.trigger if record else None) or Trigger()
        fields = {"action": before.action, "after_hours": before.after_hours}
        fields["action" if name == "trigger_action" else "after_hours"] = value
        try:
            trigger = part(Trigger, **fields)
        except Refused as refusal:
            self.session.refused.emit(str(refusal), name)
            return
        self._change(key, trigger=trigger)

    def _add_follow_up(self) -> None:
        record = self.verbs.point(self.points[0]) if self.points else None
        if record is not None:
            action = _("Reminder for {name}").format(name=record.name)[:300]
            self.verbs.change(_("Add a follow-up"), self.points[:1], trigger=Trigger(action=action, after_hours=24.0))


def _shared(values: Sequence[Any]) -> Any:
    """The value that all have; None where they differ."""
    return values[0] if all(value == values[0] for value in values) else None


def _metrics() -> list[tuple[str, str]]:
    return [(metric.key, metric.name) for metric in metrics()]


def _measures() -> list[tuple[str, str]]:
    return [("", _("Not said")), ("csat", _("CSAT")), ("ces", _("Customer effort (CES)"))]


def _evidences() -> list[tuple[str, str]]:
    return [("none", _("Not yet")), ("partly", _("Partly")), ("fully", _("Fully"))]
