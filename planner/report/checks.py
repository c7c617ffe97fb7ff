"""Before you send: what a client would stumble over in the report, and what is in order; nothing here blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.insight.finding import Finding
from planner.insight.health import Health, health
from planner.language import N_, _, ngettext
from planner.plan import Plan
from planner.report.sections import chosen_sections, is_filled


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at before sending: in order or not, in a sentence; where it is not, where to mend it."""

    code: str
    ok: bool
    sentence: str
    page: str = ""
    table: str = ""
    item: str = ""


_GOOD: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("objectives", N_("Every objective has a KPI."), ("objectives.no_kpi",)),
    ("kpis", N_("Every KPI has a baseline, a target, a date and an owner."), ("objectives.kpi_incomplete",)),
    ("segments", N_("Every segment has its size and value."), ("segments.no_size", "segments.no_value")),
    ("owners", N_("Every action has an owner and dates."), ("actions.no_owner", "actions.no_dates")),
    ("schedule", N_("Every action starts after what it waits for."), ("actions.too_early", "actions.loop")),
    ("budget", N_("The budget stays under its cap."), ("actions.over_budget",)),
)
"""What should be in order, with the health findings that say that it is not."""

_NEEDS = {
    "objectives": "objectives",
    "kpis": "kpis",
    "segments": "segments",
    "owners": "actions",
    "schedule": "actions",
    "budget": "actions",
}
"""The table without which there is nothing to say."""


def before_sending(plan: Plan, known: Health | None = None) -> tuple[Check, ...]:
    """The checks in the language spoken: what is in order first, then what to look at.

    ``known`` is the health of the plan, where it has been computed.
    """
    found = [*_cover(plan), *_from_health(plan, known or health(plan)), *_sections(plan), *_journeys(plan)]
    return tuple(sorted(found, key=lambda check: not check.ok))


def _from_health(plan: Plan, known: Health) -> Iterator[Check]:
    findings = known.findings
    for code, good, codes in _GOOD:
        if not plan.rows(_NEEDS[code]):
            continue
        bad = [finding for finding in findings if finding.code in codes]
        if not bad:
            if code == "budget" and plan.profile.budget_cap is None:
                continue
            yield Check(code, True, _(good))
        else:
            yield _bad(code, bad)


def _bad(code: str, bad: Sequence[Finding]) -> Check:
    """The first finding, and how many more there are of its kind."""
    first = bad[0]
    more = len(bad) - 1
    sentence = first.sentence
    if more:
        words = ngettext("{sentence} One more like it.", "{sentence} {count} more like it.", more)
        sentence = words.format(sentence=sentence, count=more)
    return Check(code, False, sentence, first.page, first.table, first.item)


def _cover(plan: Plan) -> Iterator[Check]:
    if plan.profile.client.strip() and plan.profile.title.strip():
        yield Check("cover", True, _("The cover names the client and the plan."))
    elif plan.profile.client.strip():
        yield Check("cover", False, _("The plan has no title for the cover."), "deliverables", "profile")
    else:
        yield Check("cover", False, _("The cover does not name the client."), "deliverables", "profile")


def _sections(plan: Plan) -> Iterator[Check]:
    for chosen in chosen_sections(plan):
        if chosen.shown and not is_filled(plan, chosen.kind.key):
            words = _("{section} is printed, but not filled in yet: its page says so.")
            yield Check(f"section.{chosen.kind.key}", False, words.format(section=chosen.kind.name), chosen.kind.page)


def _journeys(plan: Plan) -> Iterator[Check]:
    drawn = {t.journey for t in (*plan.current_touchpoints, *plan.optimal_touchpoints)}
    for journey in plan.journeys:
        if journey.id not in drawn:
            name = journey.name or _("Journey without a name")
            words = _("{journey} is empty: the report lists it as still to design.").format(journey=name)
            yield Check("journey.empty", False, words, "journeys", "journeys", journey.id)
