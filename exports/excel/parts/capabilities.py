"""Capabilities: areas and maturity stages, ratings by role, SWOT, tools, and the indicators of maturity."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exports.excel.book import Block, Chart, Charts, Column, Series, Sheet, Table
from exports.excel.source import Source
from planner.capabilities.maturity import COUNTS, IndicatorState, StageState, dimension_name, maturity
from planner.capabilities.ratings import (
    POSITION_QUESTION,
    SKILL_QUESTION,
    AreaRating,
    QuestionRating,
    addressing_actions,
    area_ratings,
    is_rated,
    question_ratings,
    raters,
)
from planner.capabilities.swot import KINDS, SwotEntry, kind_of, swot
from planner.catalogue import areas, question
from planner.language import _
from planner.plan import find


def sheets(source: Source) -> Iterator[Sheet]:
    """Capabilities, ratings, SWOT, tools, maturity."""
    plan = source.plan
    topic = source.topic("capabilities")
    blocks: list[Block] = []
    if is_rated(plan):
        blocks.append(_areas(list(area_ratings(plan))))
    if plan.maturity:
        blocks.append(_stages(list(maturity(plan).stages)))
    if is_rated(plan):
        blocks.append(Charts((radar_chart(),)))
    yield Sheet(
        "capabilities",
        _("Capabilities"),
        "capabilities",
        _("Capabilities"),
        topic.heading if topic else "",
        topic.lead if topic else "",
        _("The areas rated today against what the plan needs, and the stages of maturity."),
        tuple(blocks),
        (7, 40, 13, 13, 13, 13),
        one_page=True,
    )
    if is_rated(plan):
        yield Sheet(
            "ratings",
            _("Ratings by role"),
            "capabilities",
            _("Ratings of the capabilities by role"),
            "",
            _("1 poor to 5 excellent. What the team agreed on counts, else the mean of the roles."),
            _("Every question rated by role, what is needed, evidence and the actions that mend it."),
            (_ratings(source),),
        )
    entries = [entry for kind in KINDS for entry in swot(plan)[kind] if entry.text.strip()]
    if entries:
        yield Sheet(
            "swot",
            _("SWOT"),
            "capabilities",
            _("Strengths, weaknesses, opportunities, threats"),
            holds=_("Strengths and weaknesses from the ratings, opportunities and threats as written."),
            blocks=(_swot(source, entries),),
        )
    if plan.tools:
        yield Sheet(
            "tools",
            _("Tools"),
            "capabilities",
            _("Tools in use"),
            holds=_("The platforms that are there: how much of them is used, and what they are connected to."),
            blocks=(_tools(source),),
        )
    if plan.maturity:
        yield Sheet(
            "maturity",
            _("Maturity"),
            "capabilities",
            _("Maturity of the relationship"),
            "",
            _("A stage is reached when enough of its indicators are met and every stage before it is reached."),
            _("The indicators of the four stages with their answers; the stages above follow from them."),
            (_indicators(source),),
        )


def radar_chart() -> Chart:
    """The rating of each area today against what the plan needs."""
    return Chart(
        "radar",
        "areas",
        "area",
        (Series("today", _("Today")), Series("needed", _("Needed"), "warn.fill")),
        _("Areas: today and needed"),
        _("The rating of each area today against what the plan needs, from 0 to 5."),
    )


def _areas(items: list[AreaRating]) -> Table:
    return Table(
        "areas",
        (
            Column("no", _("No."), lambda a: items.index(a) + 1, "whole", 7, "code"),
            Column("area", _("Area"), lambda a: a.area.name, wide=40, role="strong"),
            Column(
                "today",
                _("Today"),
                lambda a: a.average,
                "number",
                13,
                formula='IFERROR(AVERAGEIF({ratings.area},{area},{ratings.today}),"")',
            ),
            Column(
                "needed",
                _("Needed"),
                lambda a: a.needed,
                "number",
                13,
                formula='IFERROR(AVERAGEIF({ratings.area},{area},{ratings.needed}),"")',
            ),
            Column(
                "gap",
                _("Short of it by"),
                lambda a: a.gap,
                "number",
                13,
                formula='IF(OR({today}="",{needed}=""),"",{needed}-{today})',
            ),
        ),
        items,
        title=_("Areas"),
    )


def _stages(items: list[StageState]) -> Table:
    return Table(
        "stages",
        (
            Column("no", _("No."), lambda s: items.index(s) + 1, "whole", 7, "code"),
            Column("stage", _("Stage"), lambda s: s.stage.name, wide=40, role="strong"),
            Column(
                "count",
                _("Indicators"),
                lambda s: len(s.indicators),
                "whole",
                13,
                formula="COUNTIF({indicators.no},{no})",
            ),
            Column(
                "met",
                _("Met"),
                lambda s: s.share,
                "percent",
                13,
                formula="IF({count}=0,0,SUMIF({indicators.no},{no},{indicators.counts})/{count})",
            ),
            Column(
                "reached",
                _("Reached"),
                lambda s: int(s.reached),
                "flag",
                13,
                formula='IF(COUNTIFS({stages.no},"<="&{no},{stages.met},"<"&{$stage_reached})=0,1,0)',
            ),
        ),
        items,
        title=_("Stages of maturity"),
    )


@dataclass(frozen=True, slots=True)
class _Rated:
    """A question with its rating and what each role said."""

    rating: QuestionRating
    area: str
    by_role: dict[str, int]


def _ratings(source: Source) -> Table:
    plan = source.plan
    roles = raters(plan)
    names = {area.key: area.name for area in areas()}
    answers: dict[str, list[Any]] = {}
    for answer in plan.assessments:
        answers.setdefault(answer.question, []).append(answer)
    items = [_Rated(r, names[r.question.area], dict(r.roles)) for r in question_ratings(plan)]

    def of(role: str) -> Any:
        return lambda item: item.by_role.get(role)

    def evidence(item: _Rated) -> str:
        given = (a.evidence.strip() for a in answers.get(item.rating.question.key, ()))
        return "\n".join(dict.fromkeys(e for e in given if e))

    def word(item: _Rated) -> str:
        key = item.rating.question.key
        given = answers.get(key, ())
        if key == SKILL_QUESTION:
            return next((source.said("list_skill", a.skill) for a in given if a.skill), "")
        if key == POSITION_QUESTION:
            return next((source.said("list_position", a.budget_position) for a in given if a.budget_position), "")
        return ""

    by_role = tuple(Column(f"r{at}", role, of(role), "whole", 11, "input") for at, role in enumerate(roles))
    every = f"{{r0:r{len(roles) - 1}}}"
    average = (
        f'IF({{agreed}}<>"",{{agreed}},IF(COUNT({every})=0,"",AVERAGE({every})))'
        if roles
        else 'IF({agreed}<>"",{agreed},"")'
    )
    spread = (
        (
            Column(
                "spread",
                _("Apart"),
                lambda i: i.rating.spread,
                "whole",
                8,
                formula=f"IF(COUNT({every})=0,0,MAX({every})-MIN({every}))",
            ),
        )
        if roles
        else ()
    )
    return Table(
        "ratings",
        (
            Column("area", _("Area"), lambda i: i.area, wide=22, role="muted"),
            Column("name", _("Question"), lambda i: i.rating.question.name, wide=30, role="strong"),
            Column("agreed", _("Agreed by the team"), lambda i: i.rating.agreed, "whole", 10, "input"),
            *by_role,
            *spread,
            Column("today", _("Today"), lambda i: i.rating.average, "number", 9, formula=average),
            Column("needed", _("Needed"), lambda i: i.rating.needed, "number", 9, "derived"),
            Column(
                "gap",
                _("Short of it by"),
                lambda i: i.rating.gap,
                "number",
                9,
                formula='IF(OR({today}="",{needed}=""),"",{needed}-{today})',
            ),
            Column(
                "standing",
                _("Standing"),
                lambda i: source.said("list_standing", kind_of(i.rating.average) or ""),
                wide=12,
                formula=(
                    'IF({today}="","",IF({today}>={$strength_from},{$standing_strength},'
                    'IF({today}<{$weakness_under},{$standing_weakness},"")))'
                ),
            ),
            Column("evidence", _("Evidence"), evidence, wide=40),
            Column(
                "actions",
                _("Taken up by"),
                lambda i: source.actions(addressing_actions(plan, i.rating.question.key)),
                wide=34,
            ),
            Column("word", _("In a word"), word, wide=14, printed=False),
            Column("asked", _("Question in full"), lambda i: i.rating.question.question, wide=50, printed=False),
            Column("id", _("Key in the plan"), lambda i: i.rating.question.key, wide=20, role="code", printed=False),
        ),
        items,
    )


def _swot(source: Source, entries: list[SwotEntry]) -> Table:
    plan = source.plan

    def rests_on(entry: SwotEntry) -> str:
        asked = question(entry.question)
        tool = find(plan, "tools", entry.tool)
        point = find(plan, "current_touchpoints", entry.touchpoint)
        said = (asked.name if asked else "", tool.name if tool else "", point.name if point else "")
        return ", ".join(word for word in said if word)

    return Table(
        "swot",
        (
            Column("kind", _("Field"), lambda e: source.said("list_swot", e.kind), wide=16, choices="list_swot"),
            Column("text", _("What we see"), lambda e: e.text, wide=70, role="strong"),
            Column("about", _("Rests on"), rests_on, wide=34),
            Column("average", _("Rated"), lambda e: e.average, "number", 9, "derived"),
            Column("worded", _("Worded by the team"), lambda e: source.yes(e.worded), wide=12, role="derived"),
            Column("pinned", _("Pinned"), lambda e: source.yes(e.pinned), wide=9, choices="list_yes_no"),
        ),
        entries,
    )


def _tools(source: Source) -> Table:
    plan = source.plan
    return Table(
        "tools",
        (
            Column("name", _("Tool"), lambda t: t.name, wide=24, role="strong"),
            Column(
                "kind", _("Kind"), lambda t: source.said("list_tool_kinds", t.kind), wide=24, choices="list_tool_kinds"
            ),
            Column("owned", _("Owned"), lambda t: source.yes(t.owned), wide=9, choices="list_yes_no"),
            Column("usage", _("Use"), lambda t: source.said("list_usage", t.usage), wide=18, choices="list_usage"),
            Column(
                "channels",
                _("Channels"),
                lambda t: ", ".join(w for c in t.channels if (w := source.said("list_channels", c))),
                wide=30,
            ),
            Column("connected", _("Connected to"), lambda t: source.names("tools", t.connected), wide=28),
            Column(
                "model",
                _("Data model"),
                lambda t: source.said("list_models", t.data_model),
                wide=16,
                choices="list_models",
            ),
            Column("cost", _("Cost a year"), lambda t: t.yearly_cost, "money", 13, "input", total="sum"),
            Column("notes", _("Notes"), lambda t: t.notes, wide=44, printed=False),
            Column("id", _("Key in the plan"), lambda t: t.id, wide=16, role="code", printed=False),
        ),
        plan.tools,
        total_label=_("All tools"),
        frozen=1,
    )


def _indicators(source: Source) -> Table:
    plan = source.plan
    items: list[tuple[int, StageState, IndicatorState]] = [
        (at, stage, state) for at, stage in enumerate(maturity(plan).stages, start=1) for state in stage.indicators
    ]
    return Table(
        "indicators",
        (
            Column("no", _("Stage, no."), lambda i: i[0], "whole", 8, "code"),
            Column("stage", _("Stage"), lambda i: i[1].stage.name, wide=18, role="muted"),
            Column("text", _("Indicator"), lambda i: i[2].indicator.text, wide=60, role="strong"),
            Column("dimension", _("Dimension"), lambda i: dimension_name(i[2].indicator.dimension), wide=22),
            Column(
                "answer",
                _("Answer"),
                lambda i: source.said("list_answers", i[2].answer),
                wide=12,
                role="input",
                choices="list_answers",
            ),
            Column(
                "counts",
                _("Counts"),
                lambda i: COUNTS.get(i[2].answer, 0.0),
                "number",
                9,
                formula="IF({answer}={$answer_met},1,IF({answer}={$answer_partly},{$partly_counts},0))",
            ),
            Column("evidence", _("Evidence"), lambda i: i[2].evidence, wide=40),
            Column(
                "actions",
                _("Taken up by"),
                lambda i: source.actions(
                    addressing_actions(plan, i[2].indicator.question) if i[2].indicator.question else ()
                ),
                wide=34,
            ),
        ),
        items,
        frozen=3,
    )
