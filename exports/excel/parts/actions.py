"""The action plan with every field and its schedule, and the requirements that actions share."""

from collections.abc import Iterator
from typing import Any

from exports.excel.book import Column, Entry, Sheet, Table
from exports.excel.source import Source
from planner.actions.business_case import action_cases, benefit_of, has_benefit, timings
from planner.actions.chosen import is_chosen, title_of
from planner.actions.levers import action_lever
from planner.actions.records import Action
from planner.actions.requirements import Cover, RequirementRow, shared_requirements
from planner.actions.schedule import schedule
from planner.capabilities.maturity import move_of
from planner.catalogue import question
from planner.insight.names import GAPS, item_name
from planner.language import NBSP, _, signed
from planner.plan import find
from planner.report.phrases import objective_name, segment_name, segments_said
from planner.report.segments import by_priority


def sheets(source: Source) -> Iterator[Sheet]:
    """Actions, requirements."""
    topic = source.topic("actions")
    yield Sheet(
        "actions",
        _("Actions"),
        "actions",
        _("Action plan"),
        topic.heading if topic else "",
        topic.lead if topic else "",
        _("Every action with owner, dates, state, cost and gain, and all that it rests on."),
        (_actions(source),),
    )
    if source.plan.requirements:
        yield Sheet(
            "requirements",
            _("Requirements"),
            "actions",
            _("Requirements that actions share"),
            "",
            _("Essential counts one, useful a part of it. Grey cells follow from the actions for a segment."),
            _("Which segment needs which capability, what hangs on it and what covers it."),
            (_requirements(source),),
        )


def budget_state(action: Action) -> str:
    """Whether an action is in the plan, left out or dropped, as a key of the list of states."""
    if action.status == "dropped":
        return "dropped"
    return "in" if is_chosen(action) else "out"


def _looked_up(column: str) -> str:
    return f"INDEX({{money.{column}}},MATCH({{no}},{{money.no}},0))"


_MONTHS = (
    "MAX(0,(YEAR({{{day}}})-YEAR({{$plan_start}}))*{{$months_a_year}}+MONTH({{{day}}})-MONTH({{$plan_start}}){after})"
)


def _actions(source: Source) -> Table:
    plan = source.plan
    times, when, cases = schedule(plan), timings(plan), action_cases(plan)

    def slot(action: Action) -> Any:
        return times.slots[action.id]

    return Table(
        "actions",
        (
            Column("no", _("No."), lambda a: source.number("actions", a.id), wide=6, role="code"),
            Column("title", _("Action"), title_of, wide=34, role="strong"),
            Column("segments", _("For"), lambda a: segments_said(plan, a.segments), wide=22, role="muted"),
            Column("owner", _("Owner"), lambda a: a.owner, wide=19, choices="list_roles", strict=False),
            Column(
                "status",
                _("Status"),
                lambda a: source.said("list_status", a.status),
                wide=12,
                role="input",
                choices="list_status",
            ),
            Column("done", _("Done"), lambda a: a.done, "percent", 8, "input"),
            Column("start", _("Start"), lambda a: slot(a).start, "date", 13, "derived"),
            Column(
                "end",
                _("End"),
                lambda a: slot(a).finish,
                "date",
                13,
                formula=(
                    "IF(N({days})<1,{start},WORKDAY({start}-1,{days},{holidays.day}))",
                    "IF(N({days})<1,{start},WORKDAY({start}-1,{days}))",
                ),
            ),
            Column("days", _("Working days"), lambda a: a.duration_days, "whole", 9, "input"),
            Column("after", _("Waits for"), lambda a: _after(source, a), wide=13),
            Column("critical", _("Critical"), lambda a: int(slot(a).critical), "flag", 8, "derived"),
            Column("float", _("Spare days"), lambda a: slot(a).total_float, "whole", 8, "derived"),
            Column(
                "state",
                _("In the budget"),
                lambda a: source.said("list_budget", budget_state(a)),
                wide=13,
                formula=(
                    "IF({status}={$status_dropped},{$budget_dropped},IF({pin}={$pin_out},{$budget_out},{$budget_in}))"
                ),
            ),
            Column(
                "cost",
                _("Cost"),
                lambda a: cases[a.id].cost if a.costs else None,
                "money",
                12,
                formula=_looked_up("cost"),
                total="SUMIF({actions.state},{$budget_in},{actions.cost})",
                total_value=sum(cases[a.id].cost for a in plan.actions if is_chosen(a)),
            ),
            Column(
                "gain",
                _("Likely gain a year"),
                lambda a: benefit_of(a).likely if has_benefit(a) else None,
                "money",
                13,
                formula=_looked_up("gain"),
                total="SUMIF({actions.state},{$budget_in},{actions.gain})",
                total_value=sum(benefit_of(a).likely for a in plan.actions if is_chosen(a)),
            ),
            Column("review", _("Review"), lambda a: a.review, "date", 13, "input"),
            Column("description", _("What it is"), lambda a: a.description, wide=46, printed=False),
            Column("objectives", _("Objectives"), lambda a: _objectives(source, a), wide=32, printed=False),
            Column(
                "lever",
                _("Lever"),
                lambda a: source.said("list_action_levers", action_lever(a.lever)),
                wide=18,
                choices="list_action_levers",
                printed=False,
            ),
            Column("earliest", _("Not before"), lambda a: a.earliest_start, "date", 13, "input", printed=False),
            Column("late_start", _("Latest start"), lambda a: slot(a).late_start, "date", 13, "derived", printed=False),
            Column("late_end", _("Latest end"), lambda a: slot(a).late_finish, "date", 13, "derived", printed=False),
            Column(
                "free",
                _("Spare days before the next"),
                lambda a: slot(a).free_float,
                "whole",
                10,
                "derived",
                printed=False,
            ),
            Column(
                "effort", _("Effort, days"), lambda a: a.effort_days, "number", 9, "input", total="sum", printed=False
            ),
            Column(
                "pin",
                _("Pinned"),
                lambda a: source.said("list_pin", a.pin),
                wide=11,
                role="input",
                choices="list_pin",
                printed=False,
            ),
            Column(
                "paid",
                _("Paid in month"),
                lambda a: when[a.id].paid,
                "whole",
                9,
                formula=_MONTHS.format(day="start", after=""),
                printed=False,
            ),
            Column(
                "earns",
                _("Brings from month"),
                lambda a: when[a.id].earns_from,
                "whole",
                9,
                formula=_MONTHS.format(day="end", after="+1"),
                printed=False,
            ),
            Column("requires", _("Needs"), lambda a: source.names("requirements", a.requires), wide=34, printed=False),
            Column(
                "provides", _("Provides"), lambda a: source.names("requirements", a.provides), wide=34, printed=False
            ),
            Column(
                "gaps",
                _("Closes gaps"),
                lambda a: "\n".join(item_name(plan, GAPS, key) for key in a.gaps),
                wide=40,
                printed=False,
            ),
            Column("questions", _("Mends"), lambda a: _questions(a.questions), wide=30, printed=False),
            Column("moves", _("Takes up moves"), lambda a: _moves(a.moves), wide=40, printed=False),
            Column("notes", _("Notes"), lambda a: a.notes, wide=44, printed=False),
            Column("id", _("Key in the plan"), lambda a: a.id, wide=16, role="code", printed=False),
        ),
        plan.actions,
        total_label=_("In the plan"),
    )


def _after(source: Source, action: Action) -> str:
    said = []
    for dependency in action.depends:
        name = source.number("actions", dependency.action)
        if name:
            lag = dependency.lag_days
            said.append(_("{name} {lag} d").format(name=name, lag=signed(lag)).replace(" ", NBSP) if lag else name)
    return ", ".join(said)


def _objectives(source: Source, action: Action) -> str:
    found = (find(source.plan, "objectives", item) for item in action.objectives)
    return ", ".join(objective_name(objective) for objective in found if objective is not None)


def _questions(keys: tuple[str, ...]) -> str:
    found = (question(key) for key in keys)
    return ", ".join(asked.name for asked in found if asked is not None)


def _moves(keys: tuple[str, ...]) -> str:
    found = (move_of(key) for key in keys)
    return "\n".join(move.text for move in found if move is not None)


def _requirements(source: Source) -> Table:
    plan = source.plan
    segments = by_priority(plan)
    rows = shared_requirements(plan)

    def record(row: RequirementRow) -> Any:
        return find(plan, "requirements", row.requirement)

    def need_of(segment: str) -> Any:
        def cell(row: RequirementRow) -> Entry:
            need = row.needs.get(segment)
            if need is None:
                return Entry(None, role="input")
            return Entry(source.said("list_needs", need.level), role="derived" if need.derived else "input")

        return cell

    needs = tuple(
        Column(f"s{at}", segment_name(s), need_of(s.id), wide=13, choices="list_needs") for at, s in enumerate(segments)
    )
    every = f"{{s0:s{len(segments) - 1}}}"
    counted = (
        (
            Column(
                "need",
                _("Sum of needs"),
                lambda r: r.need,
                "number",
                8,
                formula=f"COUNTIF({every},{{$need_essential}})+COUNTIF({every},{{$need_useful}})*{{$useful_counts}}",
            ),
        )
        if segments
        else ()
    )
    return Table(
        "requirements",
        (
            Column("no", _("No."), lambda r: source.number("requirements", r.requirement), wide=6, role="code"),
            Column("name", _("Requirement"), lambda r: record(r).name, wide=28, role="strong"),
            Column(
                "kind",
                _("Kind"),
                lambda r: source.said("list_requirement_kinds", record(r).kind),
                wide=13,
                choices="list_requirement_kinds",
            ),
            *needs,
            *counted,
            Column(
                "rating",
                _("Rated"),
                lambda r: r.rating,
                "number",
                8,
                formula='IFERROR(INDEX({ratings.today},MATCH({question},{ratings.id},0)),"")',
            ),
            Column("actions", _("Actions"), lambda r: len(r.actions), "whole", 9, "derived"),
            Column("benefit", _("Gain that needs it"), lambda r: r.benefit or None, "money", 13, "derived"),
            Column("covered", _("Covered by"), lambda r: _covers(source, r.covers), wide=32),
            Column(
                "could",
                _("Could be covered by"),
                lambda r: source.names("platforms", r.could_cover),
                wide=28,
                printed=False,
            ),
            Column("asked", _("Lifts"), lambda r: _questions((record(r).question,)), wide=28, printed=False),
            Column("question", _("Question, key"), lambda r: record(r).question, wide=18, role="code", printed=False),
            Column("notes", _("Notes"), lambda r: record(r).notes, wide=40, printed=False),
            Column("id", _("Key in the plan"), lambda r: r.requirement, wide=16, role="code", printed=False),
        ),
        rows,
    )


def _covers(source: Source, covers: tuple[Cover, ...]) -> str:
    said = []
    for cover in covers:
        if cover.kind == "action":
            said.append(source.actions((cover.id,)))
        else:
            said.append(source.names("platforms", (cover.id,)))
    return ", ".join(said)
