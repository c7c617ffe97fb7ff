"""The words for the best fit under the cap: what it funds, what it leaves out, and why."""

from planner.actions.chosen import is_chosen, title_of
from planner.actions.portfolio import Portfolio
from planner.language import _, list_text, money_short, ngettext
from planner.plan import Plan, find


def differs(plan: Plan, fit: Portfolio) -> bool:
    """Whether the best fit would change anything."""
    funded = {a.id for a in plan.actions if is_chosen(a)}
    return funded != set(fit.chosen) or {p.id for p in plan.platforms if p.chosen} != set(fit.platforms)


def fit_words(plan: Plan, fit: Portfolio) -> tuple[str, str]:
    """What the best fit is, and what it leaves out and why."""
    currency = plan.profile.currency
    count = len(fit.chosen)
    words = ngettext(
        "Best fit: {count} action for {cost}, bringing {gain} a year.",
        "Best fit: {count} actions for {cost}, bringing {gain} a year.",
        count,
    ).format(
        count=count, cost=money_short(fit.case.cost, currency), gain=money_short(fit.case.benefit.likely, currency)
    )
    if fit.problem:
        return fit.problem, words
    if not differs(plan, fit):
        return words, _("That is what is funded already.")
    return words, _left_out_words(plan, fit)


def _left_out_words(plan: Plan, fit: Portfolio) -> str:
    titles = [title_of(find(plan, "actions", out.action)) for out in fit.left_out]
    if not titles:
        return _("Nothing is left out.")
    if len(titles) == 1:
        return _("Left out: {title}. {reason}").format(title=titles[0], reason=fit.left_out[0].reason)
    shown = titles if len(titles) <= 3 else [*titles[:3], _("{count} more").format(count=len(titles) - 3)]
    return _("Left out: {titles}.").format(titles=list_text(shown))
