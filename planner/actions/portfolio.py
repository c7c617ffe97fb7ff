"""The portfolio: the actions and platforms that bring most within the budget, and why each is in or out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.actions.business_case import Case, action_cases, case_of, cost_of_platform, has_benefit
from planner.actions.chosen import title_of
from planner.actions.records import Action, PlatformOption
from planner.actions.requirements import needed_by
from planner.actions.selection import Selection, best_selection
from planner.catalogue import question
from planner.language import _, money_short, ngettext
from planner.plan import Plan, by_id, find

_MORE = 1e-6
"""By which share a selection must be better to count as better."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An action that is not funded, and why in one sentence."""

    action: str
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """The smallest addition to the budget that would change the choice, and the value today that it would add."""

    extra: float
    gain: float


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What to fund. ``unit_value`` is the value today of one more unit of budget, None without a cap.

    ``problem`` is a sentence where the cap cannot be kept. ``proven`` says that nothing better exists.
    """

    chosen: tuple[str, ...]
    platforms: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    case: Case
    cap: float | None
    unit_value: float | None = None
    next_step: Step | None = None
    problem: str = ""
    proven: bool = True


def best_fit(plan: Plan, reconsider: bool = False) -> Portfolio:
    """The portfolio with the highest expected value today within the cap; all that is not pinned out without one.

    An action needs what it waits for and one provider for each of its requirements; a platform is paid once. What
    is pinned in, done or chosen already stays, and so does an action that earns nothing itself but provides what
    segments need, where the cap allows. What is pinned out stays out, unless it is to be reconsidered.
    """
    items = _Items(plan, reconsider)
    cap = plan.profile.budget_cap
    if cap is None:
        free = tuple(a.id for a in items.actions if items.pinned.get(a.id) is not False)
        return _portfolio(plan, items, free, tuple(p.id for p in plan.platforms if p.chosen))
    for keep_enablers in (True, False):
        found = items.best(cap, keep_enablers)
        if found is not None:
            step = items.next_step(cap, found, keep_enablers)
            chosen, platforms = items.names(found)
            return _portfolio(plan, items, chosen, platforms, found.unit_values[0], step, proven=found.proven)
    return _over_the_cap(plan, items, cap)


def _over_the_cap(plan: Plan, items: "_Items", cap: float) -> Portfolio:
    """What stays in any case, where that alone does not fit."""
    least = items.cheapest()
    if least is None:
        result = _portfolio(plan, items, *items.names_of_pinned())
        return replace(result, problem=_("What is pinned in needs something that nothing provides."))
    result = _portfolio(plan, items, *items.names(least))
    sentence = _("What is pinned in, done or chosen costs {cost}, more than the cap of {cap}.").format(
        cost=money_short(result.case.cost, plan.profile.currency), cap=money_short(cap, plan.profile.currency)
    )
    return replace(result, problem=sentence)


def _portfolio(
    plan: Plan,
    items: "_Items",
    chosen: tuple[str, ...],
    platforms: tuple[str, ...],
    unit_value: float | None = None,
    next_step: Step | None = None,
    proven: bool = True,
) -> Portfolio:
    actions = by_id(plan, "actions")
    case = case_of(plan, [actions[a] for a in chosen], [p for p in plan.platforms if p.id in platforms])
    cap = plan.profile.budget_cap
    spare = None if cap is None else cap - case.cost
    left_out = tuple(
        LeftOut(action.id, items.reason(action, set(chosen) | set(platforms), spare))
        for action in items.actions
        if action.id not in chosen
    )
    return Portfolio(chosen, platforms, left_out, case, cap, unit_value, next_step, proven=proven)


class _Items:
    """The plan as a selection: its actions and the platforms it may buy, each an item with a value and a cost."""

    def __init__(self, plan: Plan, reconsider: bool) -> None:
        self._plan = plan
        self.actions = [a for a in plan.actions if a.status != "dropped"]
        self._platforms = [p for p in plan.platforms if p.chosen or not p.owned]
        self.pinned = dict(_pins(self.actions, self._platforms, reconsider))
        self._at = {item.id: at for at, item in enumerate([*self.actions, *self._platforms])}
        cases = action_cases(plan)
        self._cases = [*(cases[a.id] for a in self.actions), *(cost_of_platform(plan, p) for p in self._platforms)]
        self._costs = [case.cost for case in self._cases]
        self._values = [case.npv for case in self._cases]
        self._owned = {r for p in plan.platforms if p.owned for r in p.provides}
        self._givers: dict[str, list[str]] = {}
        items: list[Action | PlatformOption] = [*self.actions, *self._platforms]
        for item in items:
            for requirement in dict.fromkeys(item.provides):
                self._givers.setdefault(requirement, []).append(item.id)
        self._needs = {a.id: list(self._needs_of(a)) for a in self.actions}

    def _needs_of(self, action: Action) -> Iterator[tuple[str, list[str]]]:
        """What an action cannot do without: the id of the action or requirement, and the items that give it."""
        if action.status == "done":
            return
        for dependency in action.depends:
            if dependency.action in self._at:
                yield dependency.action, [dependency.action]
        for requirement in action.requires:
            if requirement not in self._owned and requirement not in action.provides:
                yield requirement, self._givers.get(requirement, [])

    def _usable(self, options: Sequence[str]) -> list[str]:
        return [option for option in options if self.pinned.get(option) is not False]

    def _rows(self) -> list[tuple[int, list[int]]]:
        """The needs as rows; one that cannot be met is passed over where the action is in whatever happens."""
        rows = []
        for action, needs in self._needs.items():
            for _item, options in needs:
                usable = self._usable(options)
                if usable or not self.pinned.get(action):
                    rows.append((self._at[action], [self._at[option] for option in usable]))
        return rows

    def _fixed(self, keep_enablers: bool) -> dict[int, bool]:
        fixed = {self._at[item]: pin for item, pin in self.pinned.items()}
        if keep_enablers:
            fixed |= {self._at[a]: True for a in enablers(self._plan) if a not in self.pinned and self._possible(a)}
        return fixed

    def _possible(self, action: str) -> bool:
        return all(self._usable(options) for _item, options in self._needs[action])

    def best(self, cap: float, keep_enablers: bool) -> Selection | None:
        """The most valuable items within the cap."""
        return best_selection(self._values, [self._costs], [cap], self._rows(), self._fixed(keep_enablers))

    def cheapest(self) -> Selection | None:
        """The least that what is pinned in costs, with all that it needs."""
        return best_selection([-cost - 1e-6 for cost in self._costs], [], [], self._rows(), self._fixed(False))

    def next_step(self, cap: float, found: Selection, keep_enablers: bool) -> Step | None:
        """The cheapest selection that is worth more, seen from the one found."""
        better = found.value + max(abs(found.value), 1.0) * _MORE
        more = best_selection(
            [-cost for cost in self._costs],
            [[-value for value in self._values]],
            [-better],
            self._rows(),
            self._fixed(keep_enablers),
        )
        if more is None or not more.proven:
            return None
        value = sum(self._values[i] for i in more.chosen)
        return Step(max(0.0, -more.value - cap), value - found.value)

    def names(self, selection: Selection) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the actions and of the platforms of a selection."""
        count = len(self.actions)
        actions = tuple(self.actions[i].id for i in selection.chosen if i < count)
        return actions, tuple(self._platforms[i - count].id for i in selection.chosen if i >= count)

    def names_of_pinned(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the actions and of the platforms that are in whatever happens."""
        pinned = {item for item, pin in self.pinned.items() if pin}
        actions = tuple(a.id for a in self.actions if a.id in pinned)
        return actions, tuple(p.id for p in self._platforms if p.id in pinned)

    def reason(self, action: Action, chosen: set[str], spare: float | None) -> str:
        """Why an action is left out, as a sentence."""
        if self.pinned.get(action.id) is False:
            return _("Left out by hand.")
        for item, options in self._needs[action.id]:
            if chosen.intersection(options):
                continue
            if not options:
                return _("Needs {name}, which nothing provides.").format(name=self._name(item))
            if self._worth(action) > 0:
                return _("Needs {name}, which is left out.").format(name=self._name(item))
        if not has_benefit(action):
            return _("Nobody has said what it brings.")
        if self._worth(action) <= 0:
            return _("It costs more than it brings.")
        if spare is not None and self._costs[self._at[action.id]] > spare + 1e-6:
            return _("Other actions bring more under the cap.")
        return _("What it needs costs more than it brings.")

    def _worth(self, action: Action) -> float:
        return self._values[self._at[action.id]]

    def _name(self, item: str) -> str:
        action: Action | None = find(self._plan, "actions", item)
        if action is not None:
            return title_of(action)
        return str(find(self._plan, "requirements", item).name) or _("a requirement without a name")


def _pins(
    actions: Sequence[Action], platforms: Sequence[PlatformOption], reconsider: bool
) -> Iterator[tuple[str, bool]]:
    for action in actions:
        if action.pin == "in" or action.status == "done":
            yield action.id, True
        elif action.pin == "out" and not reconsider:
            yield action.id, False
    for platform in platforms:
        if platform.chosen:
            yield platform.id, True


def enablers(plan: Plan) -> list[str]:
    """The actions without a benefit of their own that provide what a segment needs: they are kept if money allows."""
    wanted = {requirement.id for requirement in plan.requirements if requirement.needs}
    return [
        a.id for a in plan.actions if not has_benefit(a) and wanted.intersection(a.provides) and a.status != "dropped"
    ]


def kept_because(plan: Plan) -> Mapping[str, str]:
    """In a few words, why an action is worth keeping beside what it brings itself: ``Needed by 4``."""
    words = {}
    enabling, needing_by = set(enablers(plan)), needed_by(plan)
    for action in plan.actions:
        needing = len(needing_by.get(action.id, ()))
        if needing:
            words[action.id] = ngettext("Needed by {count}", "Needed by {count}", needing).format(count=needing)
        elif action.id in enabling:
            measures = any(_measures(plan, requirement) for requirement in action.provides)
            words[action.id] = _("Measures KPIs") if measures else _("Makes others possible")
    return words


def _measures(plan: Plan, requirement: str) -> bool:
    record = find(plan, "requirements", requirement)
    about = question(record.question) if record is not None else None
    return about is not None and about.area == "performance"
