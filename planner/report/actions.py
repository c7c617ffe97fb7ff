"""The action plan of a report: when, who, for how much, and what the actions share."""

from collections.abc import Iterator

from planner.actions.chosen import chosen_actions, title_of
from planner.actions.money import cost
from planner.actions.records import Action
from planner.actions.requirements import Cover, RequirementRow, shared_requirements
from planner.actions.schedule import Schedule, schedule
from planner.clock import today
from planner.language import _, long_date, ngettext
from planner.plan import Plan, find
from planner.report.blocks import (
    Beside,
    Block,
    Cell,
    Column,
    FigureSpec,
    Heading,
    Paragraph,
    Table,
    Topic,
    amount,
    blank,
    day,
    number,
    share,
    text,
)
from planner.report.budget import budget_blocks
from planner.report.phrases import (
    counted,
    one_line,
    opening,
    out_of,
    segment_name,
    some,
)


def topics(plan: Plan) -> tuple[Topic, ...]:
    """The timeline, then every action, then the requirements that they share."""
    times = schedule(plan)
    out = [
        Topic(_heading(plan, times), _lead(plan, times), tuple(_timeline(plan, times)), short=_("Timeline and budget")),
        Topic(_("Who does what, by when"), _owners(plan), tuple(_all(plan, times)), short=_("All actions")),
    ]
    rows = shared_requirements(plan)
    if rows:
        out.append(
            Topic(
                _requirements_heading(plan, rows),
                _requirements_lead(rows),
                (requirements_table(plan, rows),),
                short=_("Shared requirements"),
            )
        )
    return tuple(out)


def _heading(plan: Plan, times: Schedule) -> str:
    count = len(chosen_actions(plan))
    said = ngettext("One action", "{count} actions", count).format(count=opening(counted(count)))
    if times.end is not None:
        period = str(times.end.year) if times.start.year == times.end.year else ""
        period = period or _("{first} to {last}").format(first=times.start.year, last=times.end.year)
        said = _("{actions} in {period}").format(actions=said, period=period)
    base = foundation(plan)
    if base is None:
        return said
    return _("{actions}, led by {foundation}").format(actions=said, foundation=title_of(base[0]))


def foundation(plan: Plan) -> tuple[Action, tuple[str, ...]] | None:
    """The action that most others wait for, directly or not, with those others; None where none waits for two."""
    waiting: dict[str, set[str]] = {}
    chosen = {a.id: a for a in chosen_actions(plan)}

    def before(action_id: str, seen: frozenset[str]) -> set[str]:
        found: set[str] = set()
        for dependency in chosen[action_id].depends:
            if dependency.action in chosen and dependency.action not in seen:
                found |= {dependency.action} | before(dependency.action, seen | {dependency.action})
        return found

    for action in chosen:
        for first in before(action, frozenset({action})):
            waiting.setdefault(first, set()).add(action)
    best = max(waiting, key=lambda i: len(waiting[i]), default=None)
    if best is None or len(waiting[best]) < 2:
        return None
    return chosen[best], tuple(sorted(waiting[best]))


def _lead(plan: Plan, times: Schedule) -> str:
    said = []
    base = foundation(plan)
    if base is not None:
        action, waiting = base
        words = {"name": title_of(action), "count": counted(len(waiting))}
        if action.id in times.critical:
            said.append(_("{name} is on the critical path: {count} actions depend on it.").format(**words))
        else:
            said.append(_("{count} actions depend on {name}.").format(**words | {"count": opening(words["count"])}))
    if times.end is not None:
        said.append(_("The plan ends on {date}.").format(date=long_date(times.end)))
    if times.violations:
        said.append(
            ngettext(
                "One action asks to start before what it waits for.",
                "{count} actions ask to start before what they wait for.",
                len(times.violations),
            ).format(count=opening(counted(len(times.violations))))
        )
    return " ".join(said)


def _timeline(plan: Plan, times: Schedule) -> Iterator[Block]:
    yield FigureSpec(
        "timeline",
        words=_("The actions over time with what they wait for; the critical path stands out."),
        lead_in=_("Strong outline"),
        caption=_("critical path. Filled part: done on {date}.").format(date=long_date(today())),
    )
    yield from budget_blocks(plan)


def _owners(plan: Plan) -> str:
    owners = {a.owner.strip() for a in chosen_actions(plan) if a.owner.strip()}
    without = sum(not a.owner.strip() for a in chosen_actions(plan))
    said = []
    if owners:
        said.append(
            ngettext("One role owns the actions.", "{count} roles own the actions.", len(owners)).format(
                count=opening(counted(len(owners)))
            )
        )
    if without:
        said.append(
            ngettext("One action has no owner yet.", "{count} actions have no owner yet.", without).format(
                count=opening(counted(without))
            )
        )
    return " ".join(said)


def _all(plan: Plan, times: Schedule) -> Iterator[Block]:
    yield actions_table(plan, times)
    told = [a for a in chosen_actions(plan) if a.description.strip() or a.assumption.strip()]
    if told:
        yield Heading(_("What each action is, and what its gain rests on"))
        words = tuple(Paragraph(_described(a), lead_in=title_of(a), small=True) for a in told)
        half = (len(words) + 1) // 2
        yield Beside(words[:half], words[half:])


def _described(action: Action) -> str:
    words = [one_line(action.description)]
    if action.assumption.strip():
        words.append(_("Assumption: {words}").format(words=one_line(action.assumption)))
    return " ".join(w for w in words if w)


def actions_table(plan: Plan, times: Schedule) -> Table:
    """Every action that is carried out, with segment, owner, dates, cost and gain."""
    currency = plan.profile.currency
    actions = chosen_actions(plan)
    gains = [a.benefit_likely for a in actions if a.benefit_likely is not None]
    total = (
        blank(),
        text(_("All actions"), "strong"),
        *(blank() for _at in range(5)),
        amount(sum(cost(plan, a) for a in actions), currency, short=True, tone="strong"),
        amount(sum(gains), currency, short=True, tone="strong"),
    )
    return Table(
        "actions",
        (
            Column("rank", "", "number", 0.5),
            Column("action", _("Action"), wide=2.7),
            Column("for", _("For"), wide=1.5),
            Column("owner", _("Owner"), wide=1.5),
            Column("start", _("Start"), "date", 1.05),
            Column("end", _("End"), "date", 1.05),
            Column("done", _("Done"), "percent", 0.7),
            Column("cost", _("Cost"), "money", 0.75),
            Column("gain", _("Gain a year"), "money", 0.85),
        ),
        tuple(_action_row(plan, times, a, at) for at, a in enumerate(actions, start=1)),
        total,
    )


def _action_row(plan: Plan, times: Schedule, action: Action, at: int) -> tuple[Cell, ...]:
    slot = times.slots[action.id]
    currency = plan.profile.currency
    return (
        number(at, tone="muted"),
        text(title_of(action), "strong", ref=action.id),
        text(_for(plan, action), "muted"),
        text(action.owner),
        day(slot.start if slot.timed else action.earliest_start),
        day(slot.finish if slot.timed else None),
        share(action.done if action.done else None, tone="muted"),
        amount(cost(plan, action) if action.costs else None, currency, short=True),
        amount(action.benefit_likely, currency, short=True, tone="strong"),
    )


def _for(plan: Plan, action: Action) -> str:
    """The segments that an action is for; shared where it names none or more than two."""
    names = [segment_name(find(plan, "segments", i)) for i in action.segments if find(plan, "segments", i)]
    return ", ".join(names) if 0 < len(names) <= 2 else _("Shared")


def _requirements_heading(plan: Plan, rows: list[RequirementRow]) -> str:
    first = find(plan, "requirements", rows[0].requirement)
    segments = len(rows[0].needs)
    return ngettext("{name} is needed by one segment", "{name} is needed by {count} segments", segments).format(
        name=first.name or _("One requirement"), count=counted(segments)
    )


def _requirements_lead(rows: list[RequirementRow]) -> str:
    covered = sum(row.covered for row in rows)
    return opening(
        _("{part} requirements are covered by an action, a chosen platform or what is owned.").format(
            part=out_of(covered, len(rows))
        )
    )


def requirements_table(plan: Plan, rows: list[RequirementRow]) -> Table:
    """The requirements: how much each segment needs them, what hangs on them, what covers them."""
    currency = plan.profile.currency
    return Table(
        "requirements",
        (
            Column("requirement", _("Requirement"), wide=2.2),
            Column("essential", _("Essential for"), wide=2.4),
            Column("useful", _("Useful for"), wide=1.8),
            Column("rating", _("Rated"), "number", 0.7),
            Column("actions", _("Actions"), "number", 0.8),
            Column("benefit", _("Gain that needs it"), "money", 1.0),
            Column("covered", _("Covered by"), wide=2.2),
        ),
        tuple(
            (
                text(find(plan, "requirements", row.requirement).name, "strong", ref=row.requirement),
                text(_needing(plan, row, "essential"), "muted"),
                text(_needing(plan, row, "useful"), "muted"),
                number(row.rating, 1),
                number(len(row.actions)),
                amount(row.benefit or None, currency, short=True),
                text(some(_cover(plan, c) for c in row.covers)) if row.covers else text(_("Nothing yet"), "bad"),
            )
            for row in rows
        ),
    )


def _needing(plan: Plan, row: RequirementRow, level: str) -> str:
    names = (segment_name(find(plan, "segments", i)) for i, cell in row.needs.items() if cell.level == level)
    return some(names, 6)


def _cover(plan: Plan, cover: Cover) -> str:
    if cover.kind == "action":
        return title_of(find(plan, "actions", cover.id))
    return str(find(plan, "platforms", cover.id).name)
