"""Mermaid to plan: a parsed journey becomes the current or optimal journey of a segment, as one edit."""

from dataclasses import dataclass
from typing import Any, Literal

from planner.edit import amend
from planner.intake.cleaning import fitted, one_line
from planner.intake.errors import UnreadableError
from planner.intake.journeys.place import journey_of, segment_id, with_journey
from planner.intake.mermaid.graph import (
    LONGEST_NAME,
    MAX_STAGES,
    stages_of,
    touchpoints_of,
    with_graph,
)
from planner.intake.mermaid.marks import Scale, markup_of, scale_of
from planner.intake.mermaid.notes import people_notes, replace_note, score_notes
from planner.intake.mermaid.reading import ParsedJourney
from planner.journeys.graph import of_journey
from planner.journeys.records import STATES, Journey, Stage, State, touchpoints_table
from planner.language import _
from planner.plan import Plan, find


@dataclass(frozen=True, slots=True)
class JourneyImport:
    """What an import would do; ``notes`` are sentences to show before it is done."""

    parsed: ParsedJourney
    segment: str
    state: State
    scale: Literal["five", "ten"]
    makes_segment: bool
    replaced: int
    notes: tuple[str, ...]

    @property
    def label(self) -> str:
        """The words for Undo."""
        return _("Import journey “{name}”").format(name=one_line(self.parsed.name or self.parsed.source, 60))


def read_journey(
    parsed: ParsedJourney, plan: Plan, segment: str, state: State = "current", scale: Scale = "auto"
) -> JourneyImport:
    """What importing into a segment (its id, or a name, new or not) would do; raises UnreadableError."""
    if not parsed.tasks:
        raise UnreadableError(_("{file} holds no task: there is nothing to import.").format(file=parsed.source))
    if len(parsed.sections) > MAX_STAGES:
        reason = _("{file} has {count} sections. A journey holds at most {limit} stages.")
        raise UnreadableError(reason.format(file=parsed.source, count=len(parsed.sections), limit=MAX_STAGES))
    known = segment_id(plan, segment)
    name = find(plan, "segments", known).name if known else fitted(segment, LONGEST_NAME)
    journey = journey_of(plan, known, parsed.name) if known else None
    replaced = len(of_journey(plan, touchpoints_table(state), journey.id)) if journey else 0
    chosen = scale_of(parsed.tasks) if scale == "auto" else scale
    notes = [*parsed.notes]
    if not known:
        notes.append(_("The segment “{name}” is added.").format(name=name))
    if replaced:
        notes.append(replace_note(name, state, replaced))
    notes += score_notes(parsed.tasks, chosen)
    notes += people_notes(parsed)
    return JourneyImport(parsed, name, state, chosen, not known, replaced, tuple(notes))


def apply_journey(plan: Plan, imported: JourneyImport) -> Plan:
    """The plan with the journey in it; a graph of that state that is there already is replaced."""
    parsed, state = imported.parsed, imported.state
    plan, journey = with_journey(plan, imported.segment, parsed.name)
    other = STATES[1 - STATES.index(state)]
    keep = bool(of_journey(plan, touchpoints_table(other), journey.id))
    stages, stage_ids = stages_of(journey, parsed.sections, keep)
    plan = amend(plan, "journeys", journey.id, **_journey_fields(journey, parsed, stages, keep))
    mine, twins = (of_journey(plan, touchpoints_table(s), journey.id) for s in (state, other))
    points = touchpoints_of(mine, twins, journey.id, parsed.tasks, stage_ids, imported.scale)
    return with_graph(plan, journey.id, state, points)


def _journey_fields(journey: Journey, parsed: ParsedJourney, stages: tuple[Stage, ...], keep: bool) -> dict[str, Any]:
    ids = {stage.id for stage in stages}
    fields: dict[str, Any] = {
        "stages": stages,
        "stage_model": "own",
        "source": fitted(parsed.source, LONGEST_NAME),
        "markup": markup_of(parsed),
        "scope_from": journey.scope_from if journey.scope_from in ids else "",
        "scope_to": journey.scope_to if journey.scope_to in ids else "",
    }
    if parsed.acc_descr:
        fields["scenario"] = parsed.acc_descr[:20_000]
    if parsed.name and not (keep and journey.name):
        fields["name"] = fitted(parsed.name, LONGEST_NAME)
    return fields
