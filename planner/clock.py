"""Today: the one place that asks for the date, so that pictures and tests can set it."""

import datetime as dt
import os


def today() -> dt.date:
    """The date of today in local time, or the one that RAPPORT_TODAY names (YYYY-MM-DD)."""
    fixed = os.environ.get("RAPPORT_TODAY", "")
    try:
        return dt.date.fromisoformat(fixed)
    except ValueError:
        return dt.datetime.now().astimezone().date()
