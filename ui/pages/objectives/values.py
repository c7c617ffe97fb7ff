"""KPI values as people write them: percent, money and plain numbers, in and out."""

from planner.language import money, short_number, short_percent

UNITS = ("percent", "money", "points", "count", "days", "score", "ratio")


def value_text(value: float | None, unit: str, currency: str) -> str:
    """A KPI's value with its unit; a dash where there is none."""
    if value is None:
        return "–"
    if unit == "percent":
        return short_percent(value)
    if unit == "money":
        return money(value, currency)
    return short_number(value, 1)
