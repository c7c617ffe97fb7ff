"""Choosing items for the most value within several budgets: solved exactly as a mixed-integer programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TIME_LIMIT = 30.0
"""Seconds after which the best selection found so far is given, marked as not proven."""
_SCALE = 1_000.0
"""Coefficients are scaled to this size, so that the solver's tolerances are fractions of a cent."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The items chosen, by index, their value, and whether it is proven that no selection is worth more.

    ``unit_values`` says per budget what one more unit of it is worth where items may be bought in part: the
    price of the constraint in the linear relaxation.
    """

    chosen: tuple[int, ...]
    value: float
    proven: bool
    unit_values: tuple[float, ...]


def best_selection(
    values: Sequence[float],
    costs: Sequence[Sequence[float]],
    budgets: Sequence[float],
    needs: Sequence[tuple[int, Sequence[int]]] = (),
    fixed: Mapping[int, bool] | None = None,
) -> Selection | None:
    """The most valuable items within every budget; None where nothing satisfies all conditions.

    ``costs`` has a row per budget with the cost of every item. A need says that an item is chosen only together
    with at least one of some others. ``fixed`` items are chosen, or not, in any case.
    """
    if not values:
        return Selection((), 0.0, True, (0.0,) * len(budgets))
    model = _Model(values, costs, budgets, needs, fixed or {})
    exact = model.solved(whole=True)
    if exact is None:
        return None
    chosen = tuple(i for i, share in enumerate(exact.shares) if share > 0.5)
    relaxed = model.solved(whole=False)
    prices = relaxed.prices if relaxed else (0.0,) * len(budgets)
    return Selection(chosen, sum(values[i] for i in chosen), exact.proven, prices)


@dataclass(frozen=True, slots=True)
class _Solution:
    shares: Sequence[float]
    prices: tuple[float, ...]
    proven: bool


class _Model:
    """The programme as the solver takes it: one column per item, a row per budget and per need."""

    def __init__(
        self,
        values: Sequence[float],
        costs: Sequence[Sequence[float]],
        budgets: Sequence[float],
        needs: Sequence[tuple[int, Sequence[int]]],
        fixed: Mapping[int, bool],
    ) -> None:
        self._value_scale = _scale(values)
        self._scales = [_scale([*row, limit]) for row, limit in zip(costs, budgets, strict=True)]
        self._values = [value * self._value_scale for value in values]
        self._lower = [float(fixed.get(i, False)) for i in range(len(values))]
        self._upper = [float(fixed.get(i, True)) for i in range(len(values))]
        self._rows: list[dict[int, float]] = []
        self._limits: list[float] = []
        for row, limit, scale in zip(costs, budgets, self._scales, strict=True):
            self._rows.append({i: cost * scale for i, cost in enumerate(row) if cost})
            self._limits.append(limit * scale)
        for item, options in needs:
            if item not in options:
                self._rows.append({item: 1.0, **dict.fromkeys(options, -1.0)})
                self._limits.append(0.0)

    def solved(self, whole: bool) -> _Solution | None:
        """The best shares of the items, whole or in part, with the prices of the budgets."""
        import highspy
        from highspy._core import _Highs

        solver = _Highs()  # the public class around it greets on standard output
        options = {
            "output_flag": False,
            "time_limit": TIME_LIMIT,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 1e-6,
            "mip_feasibility_tolerance": 1e-9,
            "primal_feasibility_tolerance": 1e-9,
            "threads": 1,
        }
        for name, value in options.items():
            solver.setOptionValue(name, value)
        solver.passModel(self._programme(highspy, whole))
        solver.run()
        status = solver.getModelStatus()
        found = solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if status == highspy.HighsModelStatus.kInfeasible or not found:
            return None
        solution = solver.getSolution()
        duals = list(solution.row_dual) if not whole else []
        prices = tuple(abs(dual) * scale / self._value_scale for dual, scale in zip(duals, self._scales, strict=False))
        return _Solution(list(solution.col_value), prices, status == highspy.HighsModelStatus.kOptimal)

    def _programme(self, highspy: Any, whole: bool) -> Any:
        import numpy as np

        entries = [sorted(row.items()) for row in self._rows]
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = len(self._values), len(entries)
        programme.sense_ = highspy.ObjSense.kMaximize
        programme.col_cost_ = np.array(self._values)
        programme.col_lower_, programme.col_upper_ = np.array(self._lower), np.array(self._upper)
        programme.row_lower_ = np.full(len(entries), -highspy.kHighsInf)
        programme.row_upper_ = np.array(self._limits)
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = np.cumsum([0, *map(len, entries)])
        programme.a_matrix_.index_ = np.array([i for row in entries for i, _value in row], dtype=np.int32)
        programme.a_matrix_.value_ = np.array([value for row in entries for _i, value in row], dtype=float)
        if whole:
            programme.integrality_ = [highspy.HighsVarType.kInteger] * len(self._values)
        return programme


def _scale(numbers: Sequence[float]) -> float:
    largest = max((abs(number) for number in numbers), default=0.0)
    return _SCALE / largest if largest else 1.0
