"""Facts about transactions: what was read, what was left out and why, for a person to see before anything is done."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.language import ngettext, number


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read: rows in all, rows left out for each reason, customers without a purchase, and first and last day.

    ``notes`` are sentences about what is in doubt.
    """

    rows: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    without_purchase: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    notes: tuple[str, ...] = ()

    @property
    def used(self) -> int:
        """The rows that count."""
        return self.rows - sum(self.left_out.values())

    def sentences(self) -> list[str]:
        """What was left out and why, and the notes."""
        out = []
        for reason, count in self.left_out.items():
            text = ngettext(
                "{count} of {total} rows was left out: {reason}.",
                "{count} of {total} rows were left out: {reason}.",
                count,
            )
            why = reason[:1].lower() + reason[1:]
            out.append(text.format(count=number(count), total=number(self.rows), reason=why))
        if self.without_purchase:
            text = ngettext(
                "{count} customer has returns only, without a purchase, and gets no score.",
                "{count} customers have returns only, without a purchase, and get no score.",
                self.without_purchase,
            )
            out.append(text.format(count=number(self.without_purchase)))
        return [*out, *self.notes]
