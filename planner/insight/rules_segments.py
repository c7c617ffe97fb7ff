"""Health rules of the segments step."""

from collections.abc import Iterator

from planner.insight.finding import Finding, threshold
from planner.language import _, percent
from planner.objectives.metrics import serves
from planner.plan import Plan
from planner.segments.records import Rule, Segment
from planner.segments.value import base


def segment_rules(plan: Plan) -> Iterator[Finding]:
    """Everything that is missing or weak in the segments."""
    customers = base(plan)
    for segment in plan.segments:
        yield from _one(plan, segment, customers)
    limit = int(threshold(plan, "max_segments"))
    if len(plan.segments) > limit:
        yield Finding(
            "segments.too_many",
            "weak",
            _("{count} segments are many: {limit} are enough for most teams.").format(
                count=len(plan.segments), limit=limit
            ),
            _("With too many segments their sizes get too small and teams lose sight of what comes first."),
            "segments",
        )
    stated = plan.profile.customer_base
    total = sum(s.customers or 0 for s in plan.segments)
    if stated and total > stated:
        yield Finding(
            "segments.more_than_base",
            "weak",
            _("The segments add up to more customers than the base has."),
            _("Overlapping segments count customers twice, and so their value."),
            "segments",
        )
    yield from _overlaps(plan)


def _one(plan: Plan, segment: Segment, customers: int) -> Iterator[Finding]:
    name = segment.name or _("Segment without a name")
    at = ("segments", "segments", segment.id, name)
    if not any(serves(o, segment.id) for o in plan.objectives):
        yield Finding(
            "segments.no_objective",
            "missing",
            _("{name} has no objective.").format(name=name),
            _("A segment is worth having once it has a business goal."),
            *at,
        )
    if not segment.rules:
        yield Finding(
            "segments.no_rules",
            "missing",
            _("{name} has no rule that says who belongs to it.").format(name=name),
            _("Clear definitions make a segment usable for targeted actions."),
            *at,
        )
    if segment.customers is None:
        yield Finding(
            "segments.no_size",
            "missing",
            _("{name} has no number of customers.").format(name=name),
            _("Size decides what a segment can bring."),
            *at,
        )
    if segment.value_to_date is None or segment.expected_value is None:
        yield Finding(
            "segments.no_value",
            "missing",
            _("{name} has no value to date or no expected value.").format(name=name),
            _("Segments matter for what they brought and for what they will bring."),
            *at,
        )
    yield from _shape(plan, segment, name, customers)


def _shape(plan: Plan, segment: Segment, name: str, customers: int) -> Iterator[Finding]:
    at = ("segments", "segments", segment.id, name)
    low = threshold(plan, "min_share_of_base")
    if segment.customers is not None and segment.customers < low * customers and not segment.vip:
        yield Finding(
            "segments.too_small",
            "weak",
            _("{name} is smaller than {limit} of the base.").format(name=name, limit=percent(low)),
            _("Small is fine for a VIP segment. Otherwise merge it so that teams keep few priorities."),
            *at,
        )
    most = int(threshold(plan, "max_rules"))
    if len(segment.rules) > most:
        yield Finding(
            "segments.too_many_rules",
            "weak",
            _("{name} has more than {limit} rules.").format(name=name, limit=most),
            _("Too many criteria overwhelm the teams that work with them."),
            *at,
        )
    if not segment.needs:
        yield Finding(
            "segments.no_needs",
            "hint",
            _("Nobody has noted what {name} need.").format(name=name),
            _("Plans follow from the needs of a segment."),
            *at,
        )
    for preference in segment.channels:
        if preference.preferred and preference.consent == 0:
            yield Finding(
                "segments.no_consent",
                "weak",
                _("{name} prefer a channel that nobody consented to.").format(name=name),
                _("Messages need consent, channel by channel."),
                *at,
                article="003",
            )


def _overlaps(plan: Plan) -> Iterator[Finding]:
    first: dict[frozenset[Rule], Segment] = {}
    for segment in plan.segments:
        one = first.setdefault(frozenset(segment.rules), segment) if segment.rules else segment
        if one is not segment:
            yield Finding(
                "segments.same_rules",
                "weak",
                _("{one} and {two} have the same rules.").format(one=one.name, two=segment.name),
                _("Segments should be told apart by their rules, or customers count twice."),
                "segments",
                "segments",
                segment.id,
                segment.name,
            )
