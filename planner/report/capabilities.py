"""The capabilities of a report: where the client stands, strengths and weaknesses, maturity, tools."""

from collections.abc import Iterator

from planner.actions.chosen import is_chosen, title_of
from planner.capabilities.maturity import Maturity, maturity
from planner.capabilities.ratings import (
    AreaRating,
    QuestionRating,
    addressing_actions,
    area_ratings,
    depending_actions,
    is_rated,
    question_ratings,
)
from planner.capabilities.swot import Kind, SwotEntry, swot
from planner.catalogue import Indicator, tool_kinds
from planner.language import _, apart, list_text, ngettext, short_number
from planner.plan import Plan, find
from planner.report.blocks import (
    Beside,
    Block,
    Bullets,
    Cell,
    Column,
    FigureSpec,
    Heading,
    Missing,
    Rule,
    Table,
    Tone,
    Topic,
    amount,
    blank,
    number,
    text,
)
from planner.report.phrases import counted, one_line, opening, out_of, some, when

_MOST = 4
"""So many strengths and weaknesses are named beside each other; the questions say the rest."""
_WIDE_GAP = 1.0
"""From this difference on, a gap is printed in red."""


def topics(plan: Plan) -> tuple[Topic, ...]:
    """One page on where the client stands, then the detail: questions, tools."""
    state = maturity(plan)
    first = Topic(_heading(plan, state), _lead(plan), tuple(_blocks(plan, state)), short=_("Where we stand"))
    rest = tuple(_details(plan))
    if not rest:
        return (first,)
    return first, Topic(_details_heading(plan), blocks=rest, short=_("Questions and tools"))


def _heading(plan: Plan, state: Maturity) -> str:
    if not plan.maturity or state.now is None:
        return _standing(plan)
    missing = len(state.missing)
    if state.next is None:
        return _("Maturity stage reached: {stage}").format(stage=state.now.stage.name)
    return ngettext(
        "Maturity stage {stage}, one gap away from {next}",
        "Maturity stage {stage}, {count} gaps away from {next}",
        missing,
    ).format(stage=state.now.stage.name, next=state.next.stage.name, count=counted(missing))


def _standing(plan: Plan) -> str:
    found = swot(plan)
    strong, weak = len(found["strength"]), len(found["weakness"])
    if not strong and not weak:
        return _("What the client has and needs")
    return _("Strengths to lean on: {strong}. Weaknesses to mend: {weak}.").format(strong=strong, weak=weak)


def _lead(plan: Plan) -> str:
    rated = [a for a in area_ratings(plan) if a.average is not None]
    if not rated:
        return ""
    ready = [a.area.name for a in rated if a.gap is not None and a.gap <= 0.25]
    behind = sorted((a for a in rated if (a.gap or 0) >= _WIDE_GAP), key=lambda a: -(a.gap or 0))
    said = []
    if ready:
        said.append(_("Ready for what the plan needs: {areas}.").format(areas=list_text(ready)))
    if behind:
        names = list_text([a.area.name for a in behind])
        said.append(_("Rated well below what it needs: {areas}.").format(areas=names))
    if not said:
        lowest = min(rated, key=lambda a: a.average or 0)
        said.append(
            _("The lowest area is {area}, rated {rating} of 5.").format(
                area=lowest.area.name, rating=short_number(lowest.average or 0, 1)
            )
        )
    return " ".join(said)


def _blocks(plan: Plan, state: Maturity) -> Iterator[Block]:
    if is_rated(plan):
        yield Beside(
            (FigureSpec("radar", words=_("The rating of each area today against what the plan needs.")),),
            (areas_table(plan),),
            0.57,
        )
    if plan.maturity:
        yield Heading(_("Maturity"))
        yield FigureSpec("maturity", words=_("The four stages of maturity and how far the client has come."))
        yield Rule()
    found = swot(plan)
    if found["strength"] or found["weakness"]:
        yield Beside(_field("strength", found["strength"][:_MOST]), _field("weakness", found["weakness"][:_MOST]))
    if plan.maturity and state.next and state.missing:
        yield Missing(
            _("Missing for {stage}").format(stage=state.next.stage.name),
            tuple((i.indicator.text, _taken_up(plan, i.indicator)) for i in state.missing),
        )


def _field(kind: Kind, entries: tuple[SwotEntry, ...]) -> tuple[Block, ...]:
    titles = {
        "strength": _("Strengths to lean on"),
        "weakness": _("Weaknesses to invest in"),
        "opportunity": _("Opportunities to take"),
        "threat": _("Threats to watch"),
    }
    return (Heading(titles[kind]), Bullets(tuple(one_line(e.text) for e in entries if e.text.strip())))


def _taken_up(plan: Plan, indicator: Indicator) -> str:
    """The first action that lifts the capability behind an indicator, with its months."""
    for action_id in addressing_actions(plan, indicator.question):
        action = find(plan, "actions", action_id)
        if is_chosen(action):
            return f"{title_of(action)}, {when(plan, action)}"
    return _("No action yet")


def _gap(rating: AreaRating | QuestionRating) -> Cell:
    gap = rating.gap
    if gap is None or gap <= 0:
        return blank()
    tone: Tone = "bad" if gap >= _WIDE_GAP else ""
    return number(-gap, 1, sign=True, tone=tone)


def areas_table(plan: Plan) -> Table:
    """The five areas: today, needed, gap."""
    return Table(
        "areas",
        (
            Column("area", _("Area"), wide=2.6),
            Column("today", _("Today"), "number", 0.8),
            Column("needed", _("Needed"), "number", 0.9),
            Column("gap", _("Gap"), "number", 0.8),
        ),
        tuple(
            (text(a.area.name), number(a.average, 1, tone="strong"), number(a.needed, 1), _gap(a))
            for a in area_ratings(plan)
        ),
    )


def _details_heading(plan: Plan) -> str:
    weak = [r for r in question_ratings(plan) if r.average is not None and r.average < 2.5]
    taken = sum(bool(addressing_actions(plan, r.question.key)) for r in weak)
    if not weak:
        return _("No question is rated as a weakness")
    return opening(
        ngettext("{part} weakness has an action", "{part} weaknesses have an action", len(weak)).format(
            part=out_of(taken, len(weak))
        )
    )


def _details(plan: Plan) -> Iterator[Block]:
    if is_rated(plan):
        yield questions_table(plan)
    found = swot(plan)
    outside: tuple[Kind, Kind] = ("opportunity", "threat")
    fields = [_field(kind, found[kind]) for kind in outside if found[kind]]
    if len(fields) == 2:
        yield Beside(fields[0], fields[1])
    elif fields:
        yield from fields[0]
    if plan.tools:
        yield Heading(_("Tools in use"))
        yield tools_table(plan)


def questions_table(plan: Plan) -> Table:
    """Every question with its rating, what is needed, evidence, and the actions that mend it."""
    return Table(
        "questions",
        (
            Column("area", _("Area"), wide=1.35),
            Column("question", _("Question"), wide=2.1),
            Column("today", _("Today"), "number", 0.7),
            Column("needed", _("Needed"), "number", 0.8),
            Column("gap", _("Gap"), "number", 0.7),
            Column("evidence", _("Evidence"), wide=2.6),
            Column("action", _("Taken up by"), wide=2.0),
        ),
        tuple(
            (
                text(area.area.name, "muted") if at == 0 else blank(),
                text(rating.question.name),
                number(rating.average, 1, tone="strong"),
                number(rating.needed, 1),
                _gap(rating),
                text(_evidence(plan, rating.question.key), "muted"),
                text(_menders(plan, rating.question.key)),
            )
            for area in area_ratings(plan)
            for at, rating in enumerate(area.questions)
        ),
    )


def _evidence(plan: Plan, question: str) -> str:
    found = (one_line(a.evidence) for a in plan.assessments if a.question == question)
    return apart(dict.fromkeys(e for e in found if e))


def _menders(plan: Plan, question: str) -> str:
    return some((title_of(find(plan, "actions", i)) for i in addressing_actions(plan, question)), 3)


def tools_table(plan: Plan) -> Table:
    """The tools with their kind, how much of them is used, and what they are connected to."""
    kinds = {kind.key: kind.name for kind in tool_kinds()}
    usage = {"none": _("Not used"), "basic": _("Basic functions"), "full": _("Most functions")}
    models = {"": "", "single": _("One table"), "multi": _("Several tables")}
    return Table(
        "tools",
        (
            Column("tool", _("Tool"), wide=1.7),
            Column("kind", _("Kind"), wide=1.6),
            Column("usage", _("Use"), wide=1.3),
            Column("channels", _("Channels"), wide=1.8),
            Column("connected", _("Connected to"), wide=1.8),
            Column("model", _("Data model"), wide=1.2),
            Column("cost", _("A year"), "money", 0.9),
        ),
        tuple(
            (
                text(t.name, "strong", ref=t.id),
                text(kinds.get(t.kind, t.kind)),
                text(usage[t.usage] if t.owned else _("Not owned")),
                text(_names(plan, "channels", t.channels), "muted"),
                text(_names(plan, "tools", t.connected), "muted"),
                text(models[t.data_model], "muted"),
                amount(t.yearly_cost, plan.profile.currency, short=True),
            )
            for t in plan.tools
        ),
    )


def _names(plan: Plan, table: str, ids: tuple[str, ...]) -> str:
    found = (find(plan, table, i) for i in ids)
    return some((record.name for record in found if record is not None), 6)


def weakest_words(plan: Plan) -> str:
    """The weakness that most actions wait for, in its own words; nothing where there is none."""
    found = [e for e in swot(plan)["weakness"] if e.text.strip()]
    waiting = {e.ref: len(depending_actions(plan, e.question)) for e in found}
    return one_line(max(found, key=lambda e: waiting[e.ref]).text) if found else ""
