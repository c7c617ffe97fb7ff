"""The RFM question: one SQL text for the embedded engine and, transpiled, for a warehouse.

Its steps stand in resources/queries/rfm.sql. The engine runs them one by one, so that moving a break point asks the
last ones only; a warehouse gets all of them as one query.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import resources
from planner.segments.rfm import DAYS_PER_YEAR, MEASURES, SCORES, Definition, Measure, year_before

_STEP = re.compile(r"^-- step (\w+)\n", re.MULTILINE)
LIMITS = tuple(f"{measure}_{at}" for measure in MEASURES for at in range(1, SCORES))
"""The columns of the break points in the answer."""
ANSWER = (
    "analysed_on",
    "compared_with",
    "recency_score",
    "frequency_score",
    "monetary_score",
    "part",
    "customers",
    "purchases",
    "paid",
    "tenure_days",
    "counted_days",
    "customers_then",
    "came_back",
    *LIMITS,
)
"""The columns of the answer; ``part`` only where a column splits the customers."""


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    parts = _STEP.split(resources.text("queries/rfm.sql"))
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def steps(definition: Definition, parted: bool = False) -> dict[str, str]:
    """The steps after ``purchases`` in order, each a query on the ones before it, the answer last.

    The definition must say the analysis date: how dates are moved is written differently everywhere.
    """
    assert definition.at is not None
    part = "part, " if parted else ""
    words = {
        "bought": "TRUE" if definition.returns == "count" else "paid > 0",
        "paid": "CASE WHEN paid > 0 THEN paid ELSE 0 END" if definition.returns == "leave_out" else "paid",
        "order_no": "order_no, " if definition.frequency == "orders" else "",
        "frequency": _frequency(definition),
        "now_on": _date(definition.at),
        "then_on": _date(definition.since or year_before(definition.at)),
        "taste": ", t.part" if parted else "",
        "tastes": " LEFT JOIN tastes AS t ON t.customer = c.customer AND t.place = 1" if parted else "",
        "limits": ",\n  ".join(_limits(definition)) + ("" if _all_own(definition) else "\nFROM counted"),
        "scores": ",\n  ".join(f"{_score(m, f'f.{m}')} AS {m}_score" for m in MEASURES),
        "scores_then": ",\n  ".join(f"{_score(m, f'f.{m}_then')} AS {m}_score_then" for m in MEASURES),
        "year": str(DAYS_PER_YEAR),
        "part": part,
        "part_of_figures": ", f.part" if parted else "",
        "part_of_cells": "c.part, " if parted else "",
        "order_of_parts": ", c.part" if parted else "",
        "limits_of_answer": ",\n  ".join(f"l.{name}" for name in LIMITS),
    }
    left_out = (
        {"moves"} | ({"tallies", "counted"} if _all_own(definition) else set()) | (set() if parted else {"tastes"})
    )
    return {name: text.format(**words) for name, text in _texts().items() if name not in left_out}


def days(definition: Definition) -> str:
    """The first step after ``purchases``, which needs no date."""
    return steps(replace(definition, at=dt.date(2000, 1, 1)), False)["days"]


def moves() -> str:
    """How many customers went from which cell to which, as a query on the step ``scored``."""
    return _texts()["moves"]


def question(purchases: str, definition: Definition, parted: bool = False) -> str:
    """The whole question as one query, given the query of the transactions."""
    return chained({"purchases": purchases, **steps(definition, parted)})


def chained(queries: dict[str, str]) -> str:
    """Queries as one: all but the last stand in its WITH."""
    *before, last = queries.items()
    with_ = ",\n".join(f"{name} AS (\n{_indented(text)}\n)" for name, text in before)
    return f"WITH {with_}\n{last[1]}" if before else last[1]


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))


def _frequency(definition: Definition) -> str:
    if definition.frequency == "rows":
        return "SUM(d.bought)"
    if definition.frequency == "orders":
        return "COUNT(DISTINCT CASE WHEN d.bought > 0 THEN d.order_no END)"
    return "COUNT(CASE WHEN d.bought > 0 THEN 1 END)"


def _date(day: dt.date) -> str:
    return f"CAST('{day.isoformat()}' AS DATE)"


def _limits(definition: Definition) -> Iterable[str]:
    for measure in MEASURES:
        own = definition.breaks(measure)
        for fifth in range(1, SCORES):
            if own is not None:
                value = own[fifth - 1]
                limit = "NULL" if value is None else f"{value:f}"
                yield f"CAST({limit} AS DECIMAL(18, 4)) AS {measure}_{fifth}"
            else:
                # The first value above the limit: those below it reach the place of the limit already.
                reached = f"{SCORES} * (below - 1) >= {fifth} * (everyone - 1)"
                case = f"CASE WHEN measure = '{measure}' AND {reached} THEN amount END"
                yield f"MIN({case}) AS {measure}_{fifth}"


def _all_own(definition: Definition) -> bool:
    return all(definition.breaks(measure) is not None for measure in MEASURES)


def _score(measure: Measure, value: str) -> str:
    reached = [f"CASE WHEN {value} >= l.{measure}_{fifth} THEN 1 ELSE 0 END" for fifth in range(1, SCORES)]
    if measure == "recency":
        return f"{SCORES} - " + " - ".join(reached)
    return "1 + " + " + ".join(reached)
