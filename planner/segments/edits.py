"""The verbs of the segments step: each takes a plan and returns the plan after it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from planner.catalogue import segment_criteria
from planner.edit import (
    Refused,
    amend,
    check_references,
    create,
    duplicate,
    insert,
    move,
    part,
    remove,
    replaced,
    the,
)
from planner.language import _
from planner.plan import Plan
from planner.record import changed
from planner.segments.objectives import weights_for
from planner.segments.records import ChannelPreference, CriterionValue, ObjectiveWeight, Rule, Segment
from planner.segments.rfm_segments import RfmSegment, Source
from planner.weights import rounded_to_total, with_one_more, with_weight


def add_segment(plan: Plan, name: str = "", at: int | None = None, **fields: Any) -> Plan:
    """A segment more."""
    return insert(plan, "segments", create(plan, "segments", name=name, **fields), at)


def edit_segment(plan: Plan, segment: str, **fields: Any) -> Plan:
    """Some fields of a segment changed; money per customer and year, shares from 0 to 1."""
    return amend(plan, "segments", segment, **fields)


def remove_segment(plan: Plan, segment: str) -> Plan:
    """A segment gone with its journeys; objectives and actions lose it."""
    return remove(plan, "segments", segment)


def remove_segments(plan: Plan, segments: Sequence[str]) -> Plan:
    """Several segments gone, each with its journeys."""
    return remove(plan, "segments", *segments)


def move_segment(plan: Plan, segment: str, to_index: int) -> Plan:
    """A segment at another place of the inventory."""
    return move(plan, "segments", segment, to_index)


def duplicate_segment(plan: Plan, segment: str) -> Plan:
    """A copy of a segment right after it."""
    name = the(plan, "segments", segment).name
    return duplicate(plan, "segments", segment, name=_("{name} (copy)").format(name=name)[:300])


def merge_segments(plan: Plan, kept: str, other: str) -> Plan:
    """One segment for two: customers add up, averages are weighted by customers, links are joined."""
    one: Segment = the(plan, "segments", kept)
    two: Segment = the(plan, "segments", other)
    if kept == other:
        raise Refused(_("Choose two different segments to merge."))
    plan = amend(plan, "segments", kept, **_merged_figures(one, two))
    for table in ("objectives", "actions"):
        for row in plan.rows(table):
            if other in row.segments:
                joined = tuple(dict.fromkeys(kept if s == other else s for s in row.segments))
                plan = replaced(plan, table, changed(row, segments=joined))
    for journey in plan.journeys:
        if journey.segment == other:
            plan = replaced(plan, "journeys", changed(journey, segment=kept))
    for requirement in plan.requirements:
        needs = {n.segment: n for n in requirement.needs}
        if other in needs:
            lost = needs.pop(other)
            needs.setdefault(kept, changed(lost, segment=kept))
            plan = replaced(plan, "requirements", changed(requirement, needs=tuple(needs.values())))
    return remove(plan, "segments", other)


def merge_into(plan: Plan, kept: str, others: Sequence[str]) -> Plan:
    """One segment for several: the others go into the kept one, one after the other."""
    for other in others:
        plan = merge_segments(plan, kept, other)
    return plan


def _merged_figures(one: Segment, two: Segment) -> dict[str, Any]:
    customers = (one.customers or 0) + (two.customers or 0)
    fields: dict[str, Any] = {"customers": customers or None}
    for name in (
        "value_to_date",
        "expected_value",
        "average_transaction_value",
        "purchases_per_year",
        "gross_margin",
        "retention",
        "tenure_years",
        "loyalty",
        "predisposition",
        "profile_completeness",
    ):
        a, b = getattr(one, name), getattr(two, name)
        if a is not None and b is not None and customers:
            fields[name] = (a * (one.customers or 0) + b * (two.customers or 0)) / customers
        else:
            fields[name] = a if a is not None else b
    return fields


def build_rfm_segments(plan: Plan, groups: Sequence[RfmSegment], source: Source, date: dt.date) -> Plan:
    """Segments from groups of purchases: those of a known name are brought up to date, the others added.

    What a person wrote stays: words, needs, journeys; conditions too, where the segment was not made from purchases.
    """
    for group in groups:
        known = next((s for s in plan.segments if _same_name(s.name, group.name)), None)
        fields = {**group.fields, "provenance": group.provenance(source, date)}
        if group.rules and (known is None or not known.rules or known.provenance.kind == "rfm"):
            fields["rules"] = group.rules
        if group.lifecycle and not (known and known.lifecycle):
            fields["lifecycle"] = group.lifecycle
        if known is not None:
            kept = {name: value for name, value in fields.items() if value is not None}
            plan = amend(plan, "segments", known.id, **kept)
        else:
            plan = add_segment(plan, group.name, summary=group.hint, **fields)
    return plan


def _same_name(one: str, two: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(two.casefold().split())


def add_rule(plan: Plan, segment: str, attribute: str, operator: str = "is", value: str = "") -> Plan:
    """A condition more that makes a customer belong to the segment."""
    record: Segment = the(plan, "segments", segment)
    rule = part(Rule, attribute=attribute, operator=operator, value=value)
    return amend(plan, "segments", segment, rules=(*record.rules, rule))


def edit_rule(plan: Plan, segment: str, at: int, **fields: Any) -> Plan:
    """Some fields of the condition with that index changed."""
    record: Segment = the(plan, "segments", segment)
    rule = part(Rule, **{**_rule(record, at).__dict__, **fields})
    return amend(plan, "segments", segment, rules=(*record.rules[:at], rule, *record.rules[at + 1 :]))


def remove_rule(plan: Plan, segment: str, at: int) -> Plan:
    """The condition with that index gone."""
    record: Segment = the(plan, "segments", segment)
    _rule(record, at)
    return amend(plan, "segments", segment, rules=record.rules[:at] + record.rules[at + 1 :])


def _rule(segment: Segment, at: int) -> Rule:
    if not 0 <= at < len(segment.rules):
        raise Refused(_("This item is no longer in the plan."))
    return segment.rules[at]


def set_channel(plan: Plan, segment: str, channel: str, preferred: bool = True, consent: float | None = None) -> Plan:
    """Whether the segment prefers a channel, and the share of its customers who consented to it."""
    check_references(plan, "channels", (channel,), "channels")
    record: Segment = the(plan, "segments", segment)
    entry = part(ChannelPreference, channel=channel, preferred=preferred, consent=consent)
    known = any(c.channel == channel for c in record.channels)
    rest = tuple(entry if c.channel == channel else c for c in record.channels)
    return amend(plan, "segments", segment, channels=rest if known else (*rest, entry))


def remove_channel_preference(plan: Plan, segment: str, channel: str) -> Plan:
    """A channel that the segment says nothing about any more."""
    record: Segment = the(plan, "segments", segment)
    return amend(plan, "segments", segment, channels=tuple(c for c in record.channels if c.channel != channel))


def keep_as_vip(plan: Plan, segment: str, vip: bool = True) -> Plan:
    """A segment marked as VIP: being small is fine for it."""
    return amend(plan, "segments", segment, vip=vip)


def assign_objectives(plan: Plan, segment: str, objectives: tuple[str, ...]) -> Plan:
    """Exactly these objectives name the segment; those for all segments stay as they are."""
    the(plan, "segments", segment)
    check_references(plan, "objectives", objectives)
    for objective in plan.objectives:
        has, wanted = segment in objective.segments, objective.id in objectives
        if has and not wanted:
            kept = tuple(s for s in objective.segments if s != segment)
            plan = amend(plan, "objectives", objective.id, segments=kept)
        elif wanted and not has:
            plan = amend(plan, "objectives", objective.id, segments=(*objective.segments, segment))
    return plan


def weigh_objective(plan: Plan, segment: str, objective: str, weight: float) -> Plan:
    """How much an objective counts for one segment, in whole points; the segment's others share the rest of 100."""
    record: Segment = the(plan, "segments", segment)
    now = weights_for(plan, record)
    if objective not in now:
        raise Refused(_("This objective is not for this segment."))
    points = with_weight(list(now.values()), list(now).index(objective), float(round(weight)))
    own = tuple(part(ObjectiveWeight, objective=o, weight=w) for o, w in zip(now, points, strict=True))
    return amend(plan, "segments", segment, objective_weights=own)


def weigh_objectives(plan: Plan, segment: str, votes: Mapping[str, float]) -> Plan:
    """The objectives of one segment weighed in proportion to votes, in whole points."""
    now = weights_for(plan, the(plan, "segments", segment))
    counts = [float(votes.get(objective, 0)) for objective in now]
    if not sum(counts):
        raise Refused(_("No vote is for an objective of this segment."))
    points = zip(now, rounded_to_total(counts), strict=True)
    own = tuple(part(ObjectiveWeight, objective=o, weight=w) for o, w in points)
    return amend(plan, "segments", segment, objective_weights=own)


def use_plan_weights(plan: Plan, segment: str) -> Plan:
    """The objectives count for the segment as they do in the plan again."""
    return amend(plan, "segments", segment, objective_weights=())


def add_criterion(plan: Plan, key: str = "own", name: str = "") -> Plan:
    """A criterion more in the priority score, with an equal share of the weight."""
    if key != "own" and any(c.key == key for c in plan.score_criteria):
        raise Refused(_("This criterion is part of the score already."))
    weights = with_one_more([c.weight for c in plan.score_criteria])
    plan = insert(plan, "score_criteria", create(plan, "score_criteria", key=key, name=name))
    return _weighed(plan, weights)


def use_standard_criteria(plan: Plan) -> Plan:
    """The standard criteria with their weights, where the score has none yet."""
    if plan.score_criteria:
        return plan
    for kind in segment_criteria():
        if kind.standard:
            plan = insert(plan, "score_criteria", create(plan, "score_criteria", key=kind.key))
    return _weighed(plan, [float(kind.standard) for kind in segment_criteria() if kind.standard])


def edit_criterion(plan: Plan, criterion: str, **fields: Any) -> Plan:
    """The name of a criterion changed, or what it is computed from; its weight is set with the others."""
    key = fields.get("key", "own")
    if key != "own" and any(c.key == key and c.id != criterion for c in plan.score_criteria):
        raise Refused(_("This criterion is part of the score already."), "key")
    return amend(plan, "score_criteria", criterion, **fields)


def remove_criterion(plan: Plan, criterion: str) -> Plan:
    """A criterion gone from the score; the others take over its weight."""
    plan = remove(plan, "score_criteria", criterion)
    return _weighed(plan, rounded_to_total([c.weight for c in plan.score_criteria]))


def move_criterion(plan: Plan, criterion: str, to_index: int) -> Plan:
    """A criterion at another place of the list."""
    return move(plan, "score_criteria", criterion, to_index)


def set_criterion_weight(plan: Plan, criterion: str, weight: float) -> Plan:
    """The weight of a criterion in points; the others scale so that all add to 100."""
    at = [c.id for c in plan.score_criteria].index(the(plan, "score_criteria", criterion).id)
    return _weighed(plan, with_weight([c.weight for c in plan.score_criteria], at, weight))


def set_criteria_weights(plan: Plan, weights: Mapping[str, float]) -> Plan:
    """Several weights at once, in proportion, as whole points that add to 100."""
    wanted = [float(weights.get(c.id, c.weight)) for c in plan.score_criteria]
    return _weighed(plan, rounded_to_total(wanted))


def _weighed(plan: Plan, weights: list[float]) -> Plan:
    for criterion, weight in zip(plan.score_criteria, weights, strict=True):
        if criterion.weight != weight:
            plan = replaced(plan, "score_criteria", changed(criterion, weight=weight))
    return plan


def set_own_score(plan: Plan, segment: str, criterion: str, value: float | None) -> Plan:
    """The typed value of an own criterion, 0 to 100; None takes it away."""
    check_references(plan, "score_criteria", (criterion,))
    record: Segment = the(plan, "segments", segment)
    rest = tuple(v for v in record.scores if v.criterion != criterion)
    if value is not None:
        rest = (*rest, part(CriterionValue, criterion=criterion, value=float(value)))
    return amend(plan, "segments", segment, scores=rest)
