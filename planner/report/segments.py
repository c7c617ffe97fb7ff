"""The segments of a report: all of them side by side, then one page each."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.actions.chosen import actions_for, title_of
from planner.actions.records import Action
from planner.language import NBSP, _, list_text, money_short, ngettext, percent
from planner.language import number as plain
from planner.objectives.metrics import kpis_of
from planner.objectives.records import Kpi
from planner.plan import Plan, by_id
from planner.report.blocks import (
    Beside,
    Block,
    Bullets,
    Cell,
    CellKind,
    Chips,
    Column,
    FigureSpec,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Rule,
    Table,
    Topic,
    amount,
    blank,
    number,
    said,
    share,
    text,
)
from planner.report.phrases import (
    counted,
    kpi_sentence,
    one_line,
    opening,
    segment_name,
    sentences,
    some,
    when,
    within,
)
from planner.segments.objectives import has_own_weights, weights_for
from planner.segments.records import Segment
from planner.segments.rules import rule_sentence
from planner.segments.scoring import criterion_name, scores, stability
from planner.segments.value import gain, segment_clv, share_of_base, total_expected, total_to_date, totals

_MOST_OF_GAIN = 0.5
_MOST_ACTIONS = 9
"""So many actions are listed for a segment; the action plan lists all."""


def topics(plan: Plan) -> tuple[Topic, ...]:
    """The overview, then a page for each segment, highest priority first."""
    ranked = by_priority(plan)
    pages = [(at, s) for at, s in enumerate(ranked, start=1) if is_described(plan, s)]
    return (_overview(plan, ranked), *(_page(plan, s, at, len(ranked)) for at, s in pages))


def is_described(plan: Plan, segment: Segment) -> bool:
    """Whether there is enough to say of a segment for a page of its own."""
    words = (segment.persona, segment.summary, segment.needs, segment.pains)
    figures = (segment.customers, segment.value_to_date, segment.expected_value)
    return (
        any(w.strip() for w in words)
        or any(f is not None for f in figures)
        or bool(segment.rules or actions_for(plan, "segments", segment.id))
    )


def by_priority(plan: Plan) -> list[Segment]:
    """The segments by their score, highest first; in their own order where nothing is scored."""
    found = scores(plan)
    return sorted(plan.segments, key=lambda s: found[s.id].rank if s.id in found else 0)


def holders_of_gain(plan: Plan) -> tuple[list[Segment], float]:
    """The fewest segments that hold over half of what there is to gain, and their share of it."""
    gains = sorted(((g, s) for s in plan.segments if (g := gain(s)) and g > 0), key=lambda pair: -pair[0])
    whole = sum(g for g, _s in gains)
    held = 0.0
    held_by: list[Segment] = []
    for g, segment in gains:
        if whole and held / whole > _MOST_OF_GAIN:
            break
        held, held_by = held + g, [*held_by, segment]
    return held_by, held / whole if whole else 0.0


def _overview(plan: Plan, ranked: list[Segment]) -> Topic:
    valued = any(gain(s) is not None for s in plan.segments)
    picture: tuple[Block, ...] = (
        Heading(_("Where they stand")),
        FigureSpec("segments", words=_("Value to date against future potential of every segment.")),
    )
    stake: tuple[Block, ...] = (
        Heading(_("Value at stake")),
        FigureSpec("waterfall", words=_("From the value of today to the expected value, segment by segment.")),
    )
    without = [segment_name(s) for s in ranked if not is_described(plan, s)]
    missing = Note(_("Not described yet: {names}.").format(names=some(without, 8)))
    return Topic(
        _heading(plan),
        _lead(plan),
        (
            *(picture if valued else ()),
            segments_table(plan, ranked),
            *_criteria(plan),
            *(stake if valued else ()),
            *((missing,) if without else ()),
        ),
        short=_("All segments"),
    )


def _heading(plan: Plan) -> str:
    holders, held = holders_of_gain(plan)
    count = len(plan.segments)
    if not holders or len(holders) > 3 or count < 2:
        return opening(
            ngettext("One segment to work for", "{count} segments to work for", count).format(count=counted(count))
        )
    return ngettext("{names} holds {share} of the gain", "{names} hold {share} of the gain", len(holders)).format(
        names=list_text([segment_name(s) for s in holders]), share=percent(held)
    )


def value_sentence(plan: Plan) -> str:
    """What the segments bring and could bring: Six segments bring €23.2M a year and could bring €29.9M."""
    sums, currency = totals(plan), plan.profile.currency
    if not sums.value_to_date and not sums.expected:
        return ""
    return ngettext(
        "One segment brings {now} a year and could bring {then}.",
        "{count} segments bring {now} a year and could bring {then}.",
        sums.segments,
    ).format(
        count=opening(counted(sums.segments)),
        now=money_short(sums.value_to_date, currency),
        then=money_short(sums.expected, currency),
    )


def _lead(plan: Plan) -> str:
    ranked = by_priority(plan)
    if not scores(plan) or len(ranked) < 2:
        return value_sentence(plan)
    found = scores(plan)
    if found[ranked[0].id].points == found[ranked[-1].id].points:
        return value_sentence(plan)
    order = _("{first} come first by priority, then {second}.").format(
        first=segment_name(ranked[0]), second=segment_name(ranked[1])
    )
    return f"{value_sentence(plan)} {order}".strip()


def segments_table(plan: Plan, ranked: list[Segment]) -> Table:
    """Every segment with size, value, gain, churn and priority, and their sums."""
    currency, found, firm, sums = plan.profile.currency, scores(plan), stability(plan), totals(plan)
    rows = tuple(
        (
            number(at, tone="muted"),
            text(segment_name(s), "strong", ref=s.id),
            number(s.customers),
            share(share_of_base(plan, s), tone="muted"),
            amount(total_to_date(s), currency, short=True),
            amount(total_expected(s), currency, short=True),
            amount(gain(s), currency, short=True, sign=True, tone="strong"),
            share(None if s.retention is None else 1 - s.retention),
            number(found[s.id].points if s.id in found else None, tone="strong"),
            share(firm.get(s.id), tone="muted"),
        )
        for at, s in enumerate(ranked, start=1)
    )
    total = (
        blank(),
        text(_("All segments"), "strong"),
        number(sums.customers or None, tone="strong"),
        blank(),
        amount(sums.value_to_date or None, currency, short=True, tone="strong"),
        amount(sums.expected or None, currency, short=True, tone="strong"),
        amount(sums.gain or None, currency, short=True, sign=True, tone="strong"),
        share(sums.churn, tone="strong"),
        blank(),
        blank(),
    )
    return Table(
        "segments",
        (
            Column("rank", "", "number", 0.45),
            Column("segment", _("Segment"), wide=2.3),
            Column("customers", _("Customers"), "number", 1.1),
            Column("share", _("Of base"), "percent", 0.85),
            Column("value", _("Value a year"), "money", 1.05),
            Column("expected", _("Expected"), "money", 1.05),
            Column("gain", _("Gain"), "money", 0.95),
            Column("lost", _("Lost a year"), "percent", 0.85),
            Column("priority", _("Priority"), "number", 0.95),
            Column("firm", _("Rank holds"), "percent", 0.85),
        ),
        rows,
        total,
    )


def _criteria(plan: Plan) -> Iterator[Block]:
    weighed = [c for c in plan.score_criteria if c.weight > 0]
    if weighed:
        whole = sum(c.weight for c in weighed)
        parts = [f"{criterion_name(c)}{NBSP}{percent(c.weight / whole)}" for c in weighed]
        rule = _("Rank holds: how often a segment keeps its rank when every weight moves by up to 20 %.")
        words = _("{parts}, 0 to 100.").format(parts=list_text(parts))
        yield Paragraph(f"{words} {rule}", lead_in=_("Priority"), tone="muted", small=True)


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of a segment beside that of all customers; ``full`` is the end of its scale."""

    label: str
    own: Cell
    all: Cell
    full: float


def comparison(plan: Plan, segment: Segment) -> list[Compared]:
    """What tells a segment from all customers; the others are weighted by their size."""
    currency = plan.profile.currency
    values = [s.value_to_date for s in plan.segments]
    expected = [s.expected_value for s in plan.segments]
    orders = [s.purchases_per_year for s in plan.segments]
    complete = [s.profile_completeness for s in plan.segments]
    money = 1.25 * max((v for v in (segment.value_to_date, segment.expected_value) if v is not None), default=0.0)
    lines: tuple[tuple[str, list[float | None], float | None, CellKind, float], ...] = (
        (_("Value per year"), values, segment.value_to_date, "money", money),
        (_("Expected value"), expected, segment.expected_value, "money", money),
        (_("Lost per year"), [_lost(s) for s in plan.segments], _lost(segment), "percent", 0.0),
        (_("Orders per year"), orders, segment.purchases_per_year, "number", 0.0),
        (_("Profile complete"), complete, segment.profile_completeness, "percent", 1.0),
    )
    out = []
    for label, of_all, own, kind, scale in lines:
        middle = _weighted(plan, of_all)
        if own is None or middle is None:
            continue
        full = max(scale, 1.3 * max(own, middle))
        full = min(full, 1.0) if kind == "percent" else full
        out.append(Compared(label, _cell(own, kind, currency), _cell(middle, kind, currency), full))
    return out


def _cell(value: float, kind: CellKind, currency: str) -> Cell:
    if kind == "money":
        return amount(value, currency)
    return share(value) if kind == "percent" else number(value, 1)


def _lost(segment: Segment) -> float | None:
    return None if segment.retention is None else 1.0 - segment.retention


def _weighted(plan: Plan, values: list[float | None]) -> float | None:
    """The mean over the segments, weighted by customers where every one that counts has some."""
    known = [(v, s.customers or 0) for v, s in zip(values, plan.segments, strict=True) if v is not None]
    if not known:
        return None
    whole = sum(count for _v, count in known)
    if not whole:
        return sum(v for v, _count in known) / len(known)
    return sum(v * count for v, count in known) / whole


def _page(plan: Plan, segment: Segment, at: int, count: int) -> Topic:
    return Topic(
        segment_name(segment),
        _portrait(plan, segment),
        tuple(_blocks(plan, segment)),
        kicker=_kicker(plan, segment, at, count),
        colour="accent.fill",
        short=segment_name(segment),
        ref=segment.id,
    )


def _blocks(plan: Plan, segment: Segment) -> Iterator[Block]:
    name = segment_name(segment)
    figures = tuple(_key_figures(plan, segment))
    if figures:
        yield KeyFigures(figures)
    stand = (
        Heading(_("Where they stand")),
        FigureSpec(
            "segments",
            (("segment", segment.id),),
            words=_("{name} among all segments: value to date against future potential.").format(name=name),
        ),
    )
    beside = (
        Heading(_("Compared with all customers")),
        FigureSpec(
            "compare",
            (("segment", segment.id),),
            words=_("{name} beside the average of all customers.").format(name=name),
            caption=_("The mark shows the average of all segments."),
        ),
    )
    pictures = [stand] if gain(segment) is not None else []
    if comparison(plan, segment):
        pictures.append(beside)
    if pictures:
        yield Beside(pictures[0], pictures[1] if len(pictures) > 1 else ())
    who, what = tuple(_who(segment)), tuple(_what(plan, segment))
    if pictures and (who or what):
        yield Rule()
    if who or what:
        yield Beside(who or what, what if who else ())


def _kicker(plan: Plan, segment: Segment, at: int, count: int) -> str:
    score = scores(plan).get(segment.id)
    if score is None:
        return _("Segment {at} of {count}").format(at=at, count=count)
    return _("Segment {at} of {count}, priority score {score}").format(at=at, count=count, score=plain(score.points))


def _portrait(plan: Plan, segment: Segment) -> str:
    words = one_line(segment.persona) or one_line(segment.summary)
    gains = {s.id: g for s in plan.segments if (g := gain(s)) is not None}
    if len(gains) > 1 and gains.get(segment.id) == max(gains.values()) and gains[segment.id] > 0:
        words = " ".join((words, _("No other segment has more to gain."))).strip()
    return words


def _key_figures(plan: Plan, segment: Segment) -> Iterator[KeyFigure]:
    currency = plan.profile.currency
    of_base = share_of_base(plan, segment)
    if segment.customers is not None:
        label = _("Customers")
        if of_base is not None:
            label = _("Customers, {share} of the base").format(share=said(share(of_base, short=of_base < 0.01)))
        yield KeyFigure(label, number(segment.customers))
    now, then = total_to_date(segment), total_expected(segment)
    if now is not None:
        expected = amount(then, currency, short=True) if then is not None else None
        yield KeyFigure(_("Value per year"), amount(now, currency, short=True), expected)
    if segment.retention is not None:
        yield KeyFigure(_("Lost per year"), share(1.0 - segment.retention))
    if segment.loyalty is not None:
        yield KeyFigure(_("Loyalty, of 100"), number(segment.loyalty))
    else:
        worth = segment_clv(plan, segment)
        if worth is not None:
            label = _("Worth of a customer, {years} years").format(years=plan.profile.clv_years)
            yield KeyFigure(label, amount(worth, currency))


def _who(segment: Segment) -> Iterator[Block]:
    if segment.needs.strip():
        yield Heading(_("What they need"))
        yield Bullets(tuple(sentences(segment.needs)))
    if segment.pains.strip():
        yield Heading(_("What gets in their way"))
        yield Bullets(tuple(sentences(segment.pains)))
    if segment.rules:
        yield Heading(_("How they are defined"))
        yield Chips(tuple(rule_sentence(rule) for rule in segment.rules))


def _what(plan: Plan, segment: Segment) -> Iterator[Block]:
    found = actions_for(plan, "segments", segment.id)
    if found:
        yield Heading(_("What we will do"))
        yield _actions_table(plan, segment, found)
    kpis = _kpis_for(plan, segment)
    if kpis:
        yield Heading(_("How we will know"))
        yield from _own_weights(plan, segment)
        yield from (Paragraph(kpi_sentence(kpi, plan.profile.currency)) for kpi in kpis)


def own_weights(plan: Plan, segment: Segment) -> list[str]:
    """The objectives as they count for this segment alone, the heaviest first; none where they count as in the plan."""
    if not has_own_weights(plan, segment):
        return []
    known = by_id(plan, "objectives")
    points = sorted(weights_for(plan, segment).items(), key=lambda pair: -pair[1])
    return [f"{within(known[objective])}{NBSP}({percent(weight / 100)})" for objective, weight in points if weight]


def _own_weights(plan: Plan, segment: Segment) -> Iterator[Paragraph]:
    if words := own_weights(plan, segment):
        text = _("For {segment} the objectives count in their own way: {objectives}.")
        yield Paragraph(text.format(segment=segment_name(segment), objectives=list_text(words)))


def _kpis_for(plan: Plan, segment: Segment) -> list[Kpi]:
    """The KPIs of the objectives that name the segment; of those that are for all where none does."""
    own = [o for o in plan.objectives if segment.id in o.segments]
    chosen = own or [o for o in plan.objectives if not o.segments]
    found = [kpi for o in chosen for kpi in kpis_of(plan, o.id)]
    return [kpi for kpi in found if kpi.segment in ("", segment.id) and kpi.target is not None]


def _actions_table(plan: Plan, segment: Segment, actions: list[Action]) -> Table:
    currency = plan.profile.currency
    known = [a.benefit_likely for a in actions if a.benefit_likely is not None]
    shown = actions if len(actions) <= _MOST_ACTIONS + 1 else actions[:_MOST_ACTIONS]
    total = (
        text(_("Expected gain per year"), "strong"),
        blank(),
        amount(sum(known), currency, short=True, tone="strong"),
    )
    return Table(
        f"actions.{segment.id}",
        (
            Column("action", _("Action"), wide=2.5),
            Column("when", _("When"), wide=1.15),
            Column("benefit", _("Gain a year"), "money", 0.85),
        ),
        (
            *(
                (
                    text(title_of(a), ref=a.id),
                    text(when(plan, a)),
                    amount(a.benefit_likely, currency, short=True, tone="strong"),
                )
                for a in shown
            ),
            *_others(actions[len(shown) :], currency),
        ),
        total if known else (),
        bare=True,
    )


def _others(actions: list[Action], currency: str) -> Iterator[tuple[Cell, ...]]:
    """The actions that are not listed, in one row."""
    if actions:
        gains = [a.benefit_likely for a in actions if a.benefit_likely is not None]
        words = _("{count} more, in the action plan").format(count=len(actions))
        yield text(words, "muted"), blank(), amount(sum(gains), currency, short=True, tone="muted")
