"""KPI bullets: where each KPI stands between its baseline and its target, and where it would be on a straight line."""

from exports.figures.scene import Item, Rect, Scene, Table, Text, polygon
from exports.figures.words import elided
from exports.figures.words import width as words_width
from planner.clock import today
from planner.language import _, date_text, ngettext, percent
from planner.objectives.metrics import expected_progress, kpi_figures, kpis_of
from planner.objectives.records import Kpi
from planner.plan import Plan
from planner.report.phrases import kpi_name, kpi_value

_SIZE = 12.0
_ROW = 38.0
_SMALL = 10.5
_BAR = 8.0


def kpis_in_order(plan: Plan) -> list[Kpi]:
    """The KPIs in the order of their objectives."""
    return [kpi for objective in plan.objectives for kpi in kpis_of(plan, objective.id)]


def kpi_bullets(plan: Plan, width: float, scale: float = 1.0, shown: list[Kpi] | None = None) -> Scene:
    """A bullet for each KPI: baseline at its left end, target at its right, filled as far as it has come."""
    rows = kpis_in_order(plan) if shown is None else shown
    size, small = _SIZE * scale, _SMALL * scale
    labels, left, right = width * 0.38, width * 0.47, _right(plan, rows, width, size)
    items: list[Item] = []
    for at, kpi in enumerate(rows):
        y = _ROW * scale * (at + 0.5)
        base = y + size * 0.36
        figures, currency = kpi_figures(kpi), plan.profile.currency
        name, under = elided(kpi_name(kpi), labels, size, 600), elided(_who_and_when(kpi), labels, small)
        items.append(Text(0, y - 2 * scale, name, size, "text.primary", 600, ref=kpi.id))
        items.append(Text(0, y + 13 * scale, under, small, "text.tertiary", ref=kpi.id))
        before, after = (kpi_value(kpi, value, currency) for value in (figures.baseline, figures.target))
        items.append(Text(left - 10 * scale, base, before, size, "text.tertiary", 400, "right"))
        items += _bullet(plan, kpi, left, right, y, scale)
        items.append(Text(right + 10 * scale, base, after, size, "text.primary", 600))
        items.append(Text(width, base, _now(plan, kpi), size, "text.secondary", 400, "right"))
    return Scene(width, _ROW * scale * len(rows), tuple(items), sentence(plan), table(plan))


def _right(plan: Plan, rows: list[Kpi], width: float, size: float) -> float:
    """Where the bullets end, so that the target and the reading behind them never meet."""
    currency = plan.profile.currency
    targets = [words_width(kpi_value(kpi, kpi_figures(kpi).target, currency), size, 600) for kpi in rows]
    readings = [words_width(_now(plan, kpi), size) for kpi in rows]
    behind = max(targets, default=0.0) + max(readings, default=0.0) + 2.4 * size
    return max(width * 0.56, min(width * 0.76, width - behind))


def _who_and_when(kpi: Kpi) -> str:
    if kpi.due is None:
        return kpi.owner
    due = _("by {date}").format(date=date_text(kpi.due))
    return f"{kpi.owner}, {due}" if kpi.owner else due


def _now(plan: Plan, kpi: Kpi) -> str:
    figures = kpi_figures(kpi)
    if figures.now is None:
        return _("not read yet")
    return _("now {value}").format(value=kpi_value(kpi, figures.now, plan.profile.currency))


def _bullet(plan: Plan, kpi: Kpi, left: float, right: float, y: float, scale: float) -> list[Item]:
    bar, wide = _BAR * scale, right - left
    done = kpi_figures(kpi).progress
    tip = _("{name}: {done} of the way").format(name=kpi_name(kpi), done=percent(done)) if done is not None else ""
    out: list[Item] = [Rect(left, y - bar / 2, wide, bar, "bg.sunken", radius=bar / 2, ref=kpi.id, tip=tip)]
    expected = expected_progress(kpi, plan.profile.start, today())
    if done is not None and done > 0:
        behind = expected is not None and done < expected - 0.05
        role = "warn.fill" if behind else "accent.fill"
        out.append(Rect(left, y - bar / 2, wide * min(1.0, done), bar, role, radius=bar / 2, ref=kpi.id, tip=tip))
    elif done is not None and done < 0:
        # It went the wrong way: a mark before the start says so.
        out.append(polygon([(left, y), (left + bar, y - bar / 2), (left + bar, y + bar / 2)], "bad.fill"))
    if expected is not None and kpi.target is not None and kpi.baseline is not None:
        out.append(Rect(left + wide * expected - scale, y - bar, 2 * scale, 2 * bar, "text.primary"))
    return out


def sentence(plan: Plan) -> str:
    """How many KPIs move, in one sentence."""
    rows = kpis_in_order(plan)
    moved = sum((kpi_figures(kpi).progress or 0.0) > 0 for kpi in rows)
    return ngettext(
        "{moved} of {count} KPI has moved towards its target.",
        "{moved} of {count} KPIs have moved towards their target.",
        len(rows),
    ).format(moved=moved, count=len(rows))


def table(plan: Plan) -> Table:
    """The same figures as a table: KPI, baseline, now, target, progress."""
    currency = plan.profile.currency
    rows = []
    for kpi in kpis_in_order(plan):
        figures = kpi_figures(kpi)
        values = (kpi_value(kpi, v, currency) for v in (figures.baseline, figures.now, figures.target))
        rows.append((kpi_name(kpi), *values, "–" if figures.progress is None else percent(figures.progress)))
    return Table((_("KPI"), _("Baseline"), _("Now"), _("Target"), _("Progress")), tuple(rows))
