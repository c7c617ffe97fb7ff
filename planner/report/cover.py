"""The cover: the title, what the report is about, and the years it covers."""

from planner.language import _
from planner.plan import Plan
from planner.report.blocks import Topic


def topics(plan: Plan) -> tuple[Topic, ...]:
    """One topic: its heading is the title, its kicker the years, its lead the purpose."""
    return (Topic(short_title(plan), plan.profile.purpose, kicker=years(plan)),)


def short_title(plan: Plan) -> str:
    """The title of a plan without its client's name in front, which stands beside it anyway."""
    title, client = plan.profile.title.strip(), plan.profile.client.strip()
    rest = title.removeprefix(client).lstrip(" –—-:,") if client else title
    return rest or title or _("Client relationship strategy")


def years(plan: Plan) -> str:
    """The years over the title: Strategy 2027, Strategy 2027–2028."""
    said = period(plan)
    return _("Strategy {years}").format(years=said) if said else ""


def period(plan: Plan) -> str:
    """The years of the horizon: 2027, 2027–2028; nothing where it is not set."""
    start, end = plan.profile.start, plan.profile.end
    first, last = (start or end), (end or start)
    if first is None or last is None:
        return ""
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
