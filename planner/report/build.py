"""Build: the report of a plan, in the plan's language."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from planner.clock import today
from planner.language import _, speaking
from planner.plan import Plan
from planner.report.blocks import Note, Report, Section, Topic
from planner.report.cover import period, short_title
from planner.report.sections import Chosen, chosen_sections, is_filled


def unwatched(_share: float) -> None:
    """Progress for who does not watch."""


def build_report(plan: Plan, on: dt.date | None = None, told: Callable[[float], None] = unwatched) -> Report:
    """Everything the client receives: the parts that the plan prints, in its order and language.

    ``told`` hears of the share done before each part; it may raise to stop.
    """
    profile = plan.profile
    with speaking(profile.language):
        shown = [chosen for chosen in chosen_sections(plan) if chosen.shown]
        sections = []
        for at, chosen in enumerate(shown):
            told(at / len(shown))
            sections.append(_section(plan, chosen))
        return Report(
            title=short_title(plan),
            client=profile.client,
            subject=profile.purpose,
            date=on or today(),
            language=profile.language,
            paper=profile.paper,
            period=period(plan),
            brand=profile.brand_colour,
            logo=profile.logo,
            confidentiality=profile.confidentiality,
            version=profile.version_label,
            currency=profile.currency,
            keywords=tuple(s.name for s in sections if s.key != "cover"),
            sections=tuple(sorted(sections, key=lambda s: s.key != "cover")),
        )


def _section(plan: Plan, chosen: Chosen) -> Section:
    kind = chosen.kind
    topics = kind.topics(plan) if is_filled(plan, kind.key) else ()
    if not topics:
        topics = (Topic(kind.name, blocks=(Note(_("Not filled in yet.")),)),)
    if chosen.heading:
        topics = (replace(topics[0], heading=chosen.heading), *topics[1:])
    return Section(kind.key, kind.name, topics)
