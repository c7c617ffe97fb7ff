"""The journeys of a report: the current map, the optimal one with what differs, and the gaps between them."""

from collections.abc import Iterator

from planner.actions.chosen import actions_for, title_of
from planner.journeys.difference import Difference, difference
from planner.journeys.flow import Flow, flow
from planner.journeys.gap_words import gap_detail, gap_title, point_name, stage_name
from planner.journeys.gaps import to_do
from planner.journeys.graph import Graph, graph
from planner.journeys.groups import group_flow, group_name, groups_among
from planner.journeys.questions import Answers, answers
from planner.journeys.records import Journey, State
from planner.journeys.worth import together_note, worths
from planner.language import _, list_text, ngettext, percent
from planner.plan import Plan, find
from planner.report.blocks import (
    Block,
    Bullets,
    Column,
    FigureSpec,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Table,
    Topic,
    amount,
    gained,
    number,
    text,
)
from planner.report.phrases import counted, one_line, segment_name, some

_ENOUGH = 0.4
"""The gaps start on the page of the maps where so much of it is left."""


def topics(plan: Plan) -> tuple[Topic, ...]:
    """For each journey its maps and what makes the difference; the last one says what is still to design."""
    drawn = [j for j in plan.journeys if graph(plan, j.id).points or graph(plan, j.id, "optimal").points]
    missing = tuple(_to_design(plan, [j for j in plan.journeys if j not in drawn]))
    return tuple(_page(plan, j, missing if j is drawn[-1] else ()) for j in drawn)


def journey_name(journey: Journey) -> str:
    """The name of a journey, or words that say that it has none."""
    return journey.name or _("Journey without a name")


def _page(plan: Plan, journey: Journey, missing: tuple[Block, ...]) -> Topic:
    found = difference(plan, journey.id)
    now, then = (_flow(plan, journey, state) for state in ("current", "optimal"))
    return Topic(
        _heading(plan, journey, now, then),
        _lead(plan, journey, found, now),
        (*_maps(plan, journey, found, now, then), *_detail(plan, journey, found), *missing),
        short=journey_name(journey),
        ref=journey.id,
    )


def _flow(plan: Plan, journey: Journey, state: str) -> Flow | None:
    which: State = "optimal" if state == "optimal" else "current"
    return flow(plan, journey.id, which) if graph(plan, journey.id, which).points else None


def leak_words(plan: Plan, journey: Journey, found: Flow) -> str:
    """Where most leave: between Cart and Payment, at Cart; nothing where nobody does."""
    leak = found.biggest_leak
    if leak is None:
        return ""
    seen = graph(plan, journey.id)
    source = point_name(seen.points.get(leak.touchpoint))
    if not leak.target:
        return _("at {point}").format(point=source)
    return _("between {source} and {target}").format(source=source, target=point_name(seen.points.get(leak.target)))


def _heading(plan: Plan, journey: Journey, now: Flow | None, then: Flow | None) -> str:
    name = segment_name(find(plan, "segments", journey.segment)) if journey.segment else journey_name(journey)
    where = leak_words(plan, journey, now) if now else ""
    if now and then and now.conversion is not None and then.conversion is not None:
        return _("{segment}: from {now} to {then} who reach the goal").format(
            segment=name, now=percent(now.conversion), then=percent(then.conversion)
        )
    if where:
        return _("{segment}: most leave {where}").format(segment=name, where=where)
    return _("{segment}: {journey}").format(segment=name, journey=journey_name(journey))


def _lead(plan: Plan, journey: Journey, found: Difference, now: Flow | None) -> str:
    said = []
    if now is not None and now.biggest_leak is not None:
        said.append(
            _("Today {count} of 100 who start leave {where}.").format(
                count=round(now.biggest_leak.share * 100), where=leak_words(plan, journey, now)
            )
        )
    changes = _changes(found)
    if changes:
        said.append(changes)
    elif found.current.points and not graph(plan, journey.id, "optimal").points:
        said.append(_("The optimal journey is still to design."))
    if not said:
        said.append(one_line(journey.goal))
    return " ".join(said)


def _changes(found: Difference) -> str:
    """What the optimal journey does to touchpoints: it adds five, changes three and removes one."""
    parts = []
    added, changed, removed = (found.count(status) for status in ("added", "changed", "removed"))
    if not found.current.points or not (added or changed or removed):
        return ""
    if added:
        parts.append(ngettext("adds one touchpoint", "adds {count} touchpoints", added).format(count=counted(added)))
    if changed:
        if added:
            parts.append(ngettext("changes one", "changes {count}", changed).format(count=counted(changed)))
        else:
            words = ngettext("changes one touchpoint", "changes {count} touchpoints", changed)
            parts.append(words.format(count=counted(changed)))
    if removed:
        if parts:
            parts.append(ngettext("removes one", "removes {count}", removed).format(count=counted(removed)))
        else:
            words = ngettext("removes one touchpoint", "removes {count} touchpoints", removed)
            parts.append(words.format(count=counted(removed)))
    return _("The optimal journey {changes}.").format(changes=list_text(parts))


def _maps(plan: Plan, journey: Journey, found: Difference, now: Flow | None, then: Flow | None) -> Iterator[Block]:
    if now is not None:
        yield Heading(_("Current"), more=_state_words(plan, journey, "current", now))
        yield _map(journey, "current", _("The journey as it is today."))
    if then is not None:
        more = _state_words(plan, journey, "optimal", then)
        if now is not None:
            more = " ".join((_conversion(then), _("Green is added, amber changed, red removed.")))
        yield Heading(_("Optimal"), more=more)
        yield _map(journey, "difference" if now is not None else "optimal", _("The journey as it shall be."))
    if now is not None and then is not None:
        outcomes = tuple(_outcomes(plan, journey, found, now, then))[:3]
        if outcomes:
            yield KeyFigures(outcomes, outcomes=True)
    elif now is not None:
        yield Note(_("The optimal journey is not filled in yet."))


def _map(journey: Journey, view: str, words: str) -> FigureSpec:
    return FigureSpec("journey", (("journey", journey.id), ("view", view)), words=words)


def _conversion(found: Flow) -> str:
    if found.conversion is None:
        return ""
    return _("{share} of those who start reach the goal.").format(share=percent(found.conversion))


def _state_words(plan: Plan, journey: Journey, state: State, found: Flow) -> str:
    """What a state comes to: 18 % reach the goal. 3 touchpoints unmeasured, 1 dead end."""
    said = answers(plan, journey.id, state)
    parts = []
    if said.not_measured:
        words = ngettext("{count} touchpoint unmeasured", "{count} touchpoints unmeasured", len(said.not_measured))
        parts.append(words.format(count=len(said.not_measured)))
    ends = len(said.breaks.dead_ends)
    if ends:
        parts.append(ngettext("{count} dead end", "{count} dead ends", ends).format(count=ends))
    return " ".join(w for w in (_conversion(found), ", ".join(parts) + "." if parts else "") if w)


def _outcomes(plan: Plan, journey: Journey, found: Difference, now: Flow, then: Flow) -> Iterator[KeyFigure]:
    best = found.biggest_gain
    if best is not None:
        record = best.record
        source, target = (point_name(found.points[end].record) for end in (record.source, record.target))
        yield KeyFigure(
            _("{source} to {target}, the step that gains most").format(source=source, target=target),
            gained(best.gained),
        )
    together = worths(plan, journey.id).together
    if together is not None and together.conversion:
        words = _("Conversion, from {now} to {then}").format(
            now=percent(now.conversion or 0.0), then=percent(then.conversion or 0.0)
        )
        yield KeyFigure(words, gained(together.conversion))
    if together is not None and together.money:
        yield KeyFigure(
            _("A year, if the segment brings its expected value"),
            amount(together.money, plan.profile.currency, short=True, sign=True),
        )
    before, after = (len(answers(plan, journey.id, s).breaks.dead_ends) for s in ("current", "optimal"))
    if before and after < before:
        yield KeyFigure(_("Dead ends, from {count}").format(count=before), number(after))


def _detail(plan: Plan, journey: Journey, found: Difference) -> Iterator[Block]:
    table = gaps_table(plan, journey)
    if table.rows:
        yield PageBreak(_ENOUGH)
        yield Heading(_("What makes the difference"))
        yield table
    groups = tuple(_groups(plan, journey))
    if groups:
        yield Heading(_("Touchpoints seen together"))
        yield Bullets(groups)
    if found.current.points:
        yield Heading(_("Seven questions to the journey"))
        yield questions_table(plan, journey)
    pains = [p for p in graph(plan, journey.id).points.values() if p.pain.strip() or p.opportunity.strip()]
    if pains:
        yield Heading(_("Pains and opportunities"))
        for point in pains:
            words = " ".join(one_line(w) for w in (point.pain, point.opportunity) if w.strip())
            yield Paragraph(words, lead_in=point_name(point), small=True)


def _groups(plan: Plan, journey: Journey) -> Iterator[str]:
    """Each group with its touchpoints, what comes in and goes on, and where most are lost."""
    now = graph(plan, journey.id)
    seen = now if now.points else graph(plan, journey.id, "optimal")
    for group in groups_among(journey, seen.points).values():
        through = group_flow(seen, flow(plan, journey.id, seen.state), group.touchpoints)
        words = _("{group}: {touchpoints}. Per 100 who start, {comes} come in and {goes} go on.").format(
            group=group_name(group),
            touchpoints=list_text([point_name(seen.points[point]) for point in group.touchpoints]),
            comes=round(through.comes * 100),
            goes=round(through.goes * 100),
        )
        if through.leak:
            leak = _("Most leave at {name}: {share}.")
            words += " " + leak.format(name=point_name(seen.points[through.leak]), share=percent(through.lost))
        yield words


def gaps_table(plan: Plan, journey: Journey) -> Table:
    """What there is to do between the two states: what each gap is worth alone, and the actions that close it."""
    worth, currency = worths(plan, journey.id).alone, plan.profile.currency
    rows = []
    gaps = sorted(
        to_do(plan, journey.id), key=lambda gap: -round(worth[gap.key].conversion, 12) if gap.key in worth else 0.0
    )
    for gap in gaps:
        value = worth.get(gap.key)
        conversion, money = (value.conversion, value.money) if value else (None, None)
        actions = [title_of(action) for action in actions_for(plan, "gaps", gap.key)]
        rows.append(
            (
                text(gap_title(plan, gap), "strong", ref=gap.key),
                text(gap_detail(plan, gap), "muted"),
                gained(conversion, tone="" if conversion else "muted"),
                amount(money, currency, short=True, sign=True, tone="" if money else "muted"),
                text(some(actions)) if actions else text(_("No action yet"), "warn"),
            )
        )
    return Table(
        f"gaps.{journey.id}",
        (
            Column("gap", _("What to do"), wide=2.4),
            Column("detail", _("Where, or what changes"), wide=2.6),
            Column("conversion", _("Alone"), "points", 0.8),
            Column("money", _("A year"), "money", 0.9),
            Column("actions", _("Closed by"), wide=2.2),
        ),
        tuple(rows),
        caption=together_note(plan, worths(plan, journey.id)),
    )


def questions_table(plan: Plan, journey: Journey) -> Table:
    """The seven questions with their answers today and, where it is designed, in the optimal journey."""
    states: list[State] = [s for s in ("current", "optimal") if graph(plan, journey.id, s).points]
    answered = [_answer_words(plan, graph(plan, journey.id, s), answers(plan, journey.id, s)) for s in states]
    heads = {"current": _("Today"), "optimal": _("Optimal")}
    return Table(
        f"questions.{journey.id}",
        (Column("question", _("Question"), wide=2), *(Column(s, heads[s], wide=3) for s in states)),
        tuple(
            (text(question, "muted"), *(text(said[at][1]) for said in answered))
            for at, (question, _answer) in enumerate(answered[0])
        ),
    )


def _answer_words(plan: Plan, seen: Graph, found: Answers) -> list[tuple[str, str]]:
    count = len(seen.points)
    used = [f"{_lane(plan, use.channel)} {len(use.touchpoints)}" for use in found.channels if use.touchpoints]
    bare = [stage_name(seen, stage) for stage in found.uncovered]
    ends = [point_name(seen.points[p]) for p in (*sorted(found.breaks.dead_ends), *sorted(found.breaks.unreachable))]
    of_all = _("{count} of {all}")
    return [
        (_("Touchpoints by channel"), ", ".join(used)),
        (_("Stages covered"), _("all but {stages}").format(stages=list_text(bare)) if bare else _("all of them")),
        (_("Where the path breaks"), list_text(ends) if ends else _("nowhere")),
        (
            _("One-way and two-way"),
            _("{one} one-way, {two} two-way").format(one=len(found.one_way), two=len(found.two_way)),
        ),
        (_("With a follow-up"), of_all.format(count=len(found.followed), all=count)),
        (_("Measured"), of_all.format(count=len(found.measured), all=count)),
        (_("Best and worst of their channel"), _best_and_worst(seen, found)),
    ]


def _lane(plan: Plan, channel: str) -> str:
    record = find(plan, "channels", channel)
    return record.name if record is not None else _("no channel")


def _best_and_worst(seen: Graph, found: Answers) -> str:
    names = [point_name(seen.points[s.touchpoint]) for s in (found.best, found.worst) if s is not None]
    if len(names) == 2:
        return _("{best}, {worst}").format(best=names[0], worst=names[1])
    return names[0] if names else "–"


def _to_design(plan: Plan, empty: list[Journey]) -> Iterator[Block]:
    """What is still missing: journeys without a touchpoint, and segments without a journey."""
    said = [
        _("{journey}, for {segment}: no touchpoint yet").format(
            journey=journey_name(j), segment=segment_name(find(plan, "segments", j.segment))
        )
        for j in empty
    ]
    served = {j.segment for j in plan.journeys}
    said += [
        _("{segment}: no journey yet").format(segment=segment_name(s)) for s in plan.segments if s.id not in served
    ]
    if said:
        yield Heading(_("Still to design"))
        yield Bullets(tuple(said))
