"""Health rules of the action plan."""

import datetime as dt
from collections.abc import Iterator

from planner.actions.business_case import budget, has_benefit
from planner.actions.chosen import chosen_actions, title_of
from planner.actions.platforms import comparison, criterion_name
from planner.actions.records import Action, PlatformOption, Requirement
from planner.actions.requirements import RequirementRow, needed_by, requirement_rows
from planner.actions.schedule import schedule
from planner.actions.workload import workload
from planner.insight.finding import Finding, Severity, threshold
from planner.language import _, date_text, list_text, long_month, money_short, ngettext, number, percent
from planner.plan import Plan, by_id, find

_BASIC = ("none", "basic")


def action_rules(plan: Plan) -> Iterator[Finding]:
    """Everything that is missing or weak in the action plan."""
    needed = needed_by(plan)
    wanted = {row.requirement for row in requirement_rows(plan) if row.needs or row.actions}
    for action in chosen_actions(plan):
        yield from _incomplete(action, bool(needed.get(action.id)) or bool(wanted.intersection(action.provides)))
    yield from _timing(plan)
    for row in requirement_rows(plan):
        yield from _uncovered(plan, row)
    yield from _platforms(plan, wanted)
    yield from _close_call(plan)
    yield from _money(plan)
    yield from _overload(plan)


def _at(action: Action) -> tuple[str, str, str, str]:
    return ("actions", "actions", action.id, title_of(action))


def _incomplete(action: Action, enables: bool) -> Iterator[Finding]:
    name = title_of(action)
    if not action.owner.strip():
        yield Finding(
            "actions.no_owner",
            "missing",
            _("{name} has no owner.").format(name=name),
            _("An action gets done when one role answers for it."),
            *_at(action),
        )
    if action.duration_days is None or (action.earliest_start is None and not action.depends):
        yield Finding(
            "actions.no_dates",
            "missing",
            _("{name} has no start or no duration.").format(name=name),
            _("Only dated actions can be followed, and tell when their benefit begins."),
            *_at(action),
        )
    if action.costs and not (action.objectives or action.segments or enables):
        yield _serves_nobody(name, _at(action))
    else:
        yield from _aimless(action, name, enables)
    if not action.costs:
        yield Finding(
            "actions.no_cost",
            "missing",
            _("{name} has no cost.").format(name=name),
            _("Purchase, training, customisation and integration all cost; a plan without them is not funded."),
            *_at(action),
        )
    if not has_benefit(action) and not enables:
        yield Finding(
            "actions.no_benefit",
            "missing",
            _("Nobody has said what {name} brings.").format(name=name),
            _("A benefit, even a range, lets actions be compared and their success be told."),
            *_at(action),
        )


def _aimless(action: Action, name: str, enables: bool) -> Iterator[Finding]:
    if not action.objectives:
        yield Finding(
            "actions.no_objective",
            "hint" if enables else "missing",
            _("{name} serves no objective.").format(name=name),
            _("Every choice is tied to a goal, so that its success can be told."),
            *_at(action),
        )
    if not action.segments and not enables:
        yield Finding(
            "actions.no_segment",
            "missing",
            _("{name} is for no segment.").format(name=name),
            _("Actions start from prioritised segments and their needs."),
            *_at(action),
        )


def _serves_nobody(name: str, at: tuple[str, str, str, str]) -> Finding:
    return Finding(
        "actions.serves_nobody",
        "missing",
        _("{name} costs money and serves nobody.").format(name=name),
        _("An investment counts for the segments and actions that need it."),
        *at,
    )


def _timing(plan: Plan) -> Iterator[Finding]:
    actions = by_id(plan, "actions")
    timetable = schedule(plan)
    for loop in timetable.loops:
        first = actions[loop[0]]
        names = " → ".join(title_of(actions[step]) for step in (*loop, loop[0]))
        yield Finding(
            "actions.loop",
            "missing",
            _("These actions wait for each other: {loop}.").format(loop=names),
            _("In a loop nobody can start. Take one of the dependencies away."),
            *_at(first),
        )
    for violation in timetable.violations:
        action = actions[violation.action]
        if not timetable.slots[action.id].chosen:
            continue
        yield Finding(
            "actions.too_early",
            "weak",
            _("{name} is to start before {other} lets it. The first possible day is {date}.").format(
                name=title_of(action), other=title_of(actions[violation.waits_for]), date=date_text(violation.earliest)
            ),
            _("What an action waits for decides when it can start."),
            *_at(action),
        )
    end = plan.profile.end
    for action in chosen_actions(plan):
        slot = timetable.slots[action.id]
        if end is not None and slot.timed and slot.finish > end:
            yield Finding(
                "actions.after_horizon",
                "weak",
                _("{name} ends on {date}, after the plan does.").format(
                    name=title_of(action), date=date_text(slot.finish)
                ),
                _("What ends later brings nothing within this plan. Start earlier, or move the horizon."),
                *_at(action),
            )


def _uncovered(plan: Plan, row: RequirementRow) -> Iterator[Finding]:
    if row.covered or not (row.needs or row.actions):
        return
    record: Requirement = find(plan, "requirements", row.requirement)
    name = record.name or _("Requirement without a name")
    severity: Severity = "missing" if row.actions else "weak"
    if row.actions:
        sentence = ngettext(
            "Nothing provides {name}, which {count} action needs.",
            "Nothing provides {name}, which {count} actions need.",
            len(row.actions),
        ).format(name=name, count=len(row.actions))
    else:
        sentence = ngettext(
            "Nothing provides {name}, which {count} segment needs.",
            "Nothing provides {name}, which {count} segments need.",
            len(row.needs),
        ).format(name=name, count=len(row.needs))
    yield Finding(
        "actions.not_provided",
        severity,
        sentence,
        _("What several segments share is worth one investment. Until it is there, their actions cannot run."),
        "actions",
        "requirements",
        row.requirement,
        name,
    )


def _platforms(plan: Plan, wanted: set[str]) -> Iterator[Finding]:
    bought = [p for p in plan.platforms if p.chosen and not p.owned]
    most = int(threshold(plan, "max_new_platforms"))
    if len(bought) > most:
        yield Finding(
            "actions.too_many_platforms",
            "weak",
            _("{count} new platforms are many: a handful, at most {limit}, is enough.").format(
                count=len(bought), limit=most
            ),
            _("Each platform has to be bought, learned, connected and looked after."),
            "actions",
            "platforms",
            bought[-1].id,
        )
    for platform in bought:
        name = platform.name or _("Platform without a name")
        at = ("actions", "platforms", platform.id, name)
        needed = wanted.intersection(platform.provides)
        if not needed:
            yield _serves_nobody(name, at)
            continue
        owned = next((p for p in plan.platforms if p.owned and needed <= set(p.provides) and _unused(plan, p)), None)
        if owned is not None:
            yield Finding(
                "actions.owned_would_do",
                "weak",
                _("{owned} is owned, hardly used, and would do instead of buying {name}.").format(
                    owned=owned.name, name=name
                ),
                _("Using more of what is there costs least and is learned fastest."),
                *at,
            )


def _unused(plan: Plan, platform: PlatformOption) -> bool:
    """Whether the tool behind an owned option is used at a basic level at most; without a tool nobody can tell."""
    tool = find(plan, "tools", platform.tool)
    return tool is not None and tool.usage in _BASIC


def _close_call(plan: Plan) -> Iterator[Finding]:
    result = comparison(plan)
    if result.margin is None or result.margin >= threshold(plan, "close_call"):
        return
    names = {p.id: p.name for p in plan.platforms}
    first, second = result.rows[0], result.rows[1]
    criteria = [c for c in plan.platform_criteria if c.weight / 100 >= result.margin and c.weight > 0]
    if not criteria:
        return
    heaviest = criterion_name(max(criteria, key=lambda criterion: criterion.weight))
    yield Finding(
        "actions.close_call",
        "weak",
        _("{first} leads {second} by {margin}: less than one rating of {criterion}. Ask two more people.").format(
            first=names[first.platform],
            second=names[second.platform],
            margin=number(result.margin, 2),
            criterion=heaviest,
        ),
        _("A lead that one opinion can turn is no reason to buy yet."),
        "actions",
        "platforms",
        first.platform,
        heaviest,
    )


def _money(plan: Plan) -> Iterator[Finding]:
    money = budget(plan)
    if money.over > 0:
        yield Finding(
            "actions.over_budget",
            "missing",
            _("The budget exceeds the cap by {amount}.").format(amount=money_short(money.over, plan.profile.currency)),
            _("What is not funded will not happen: leave out what brings least, or ask for more."),
            "actions",
            "profile",
            plan.profile.id,
        )
    claims: dict[str, list[Action]] = {}
    for action in chosen_actions(plan):
        for gap in dict.fromkeys(action.gaps) if has_benefit(action) else ():
            claims.setdefault(gap, []).append(action)
    told: set[tuple[str, ...]] = set()
    for actions in claims.values():
        ids = tuple(a.id for a in actions)
        if len(actions) > 1 and ids not in told:
            told.add(ids)
            yield Finding(
                "actions.benefit_twice",
                "weak",
                _("{names} claim the benefit of the same gap.").format(names=list_text([title_of(a) for a in actions])),
                _("A gap closes once. Count its benefit for one action, or share it between them."),
                *_at(actions[-1]),
            )


def _overload(plan: Plan) -> Iterator[Finding]:
    most = threshold(plan, "workload")
    for role in workload(plan):
        month, load = max(role.months.items(), key=lambda entry: entry[1].share)
        if load.share > most + 1e-9:
            yield Finding(
                "actions.overload",
                "weak",
                _("{role} is planned at {share} in {month}.").format(
                    role=role.role, share=percent(load.share), month=long_month(dt.date(*month, 1))
                ),
                _("Nobody gets more done than the month has days: move, shorten or share an action."),
                "actions",
                "actions",
                load.actions[0],
                role.role,
            )
