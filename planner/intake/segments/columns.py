"""Columns of segment tables: what each could hold, and what its heading lets guess, in English and in French."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import resources
from planner.intake.names import folded
from planner.language import N_, _
from planner.plan import Plan
from planner.segments.scoring import criterion_name

Kind = Literal[
    "name",
    "text",
    "count",
    "money",
    "total",
    "number",
    "years",
    "months",
    "index",
    "share",
    "lost",
    "choice",
    "flag",
    "rules",
    "channels",
    "customer",
]
RowsAre = Literal["segments", "customers"]


@dataclass(frozen=True, slots=True)
class Target:
    """Something of a segment that a column can hold; ``of_customers`` where it can be a column of a customer list."""

    key: str
    label: str
    kind: Kind
    synonyms: tuple[str, ...]
    of_customers: bool = False

    @property
    def is_share(self) -> bool:
        """Whether its cells are percentages."""
        return self.kind in ("share", "lost")


_TARGETS: tuple[tuple[str, str, Kind, bool], ...] = (
    ("name", N_("Segment"), "name", True),
    ("customer", N_("Customer number"), "customer", True),
    ("summary", N_("Summary"), "text", False),
    ("persona", N_("Persona"), "text", False),
    ("rules", N_("Criteria"), "rules", False),
    ("customers", N_("Customers"), "count", False),
    ("value_to_date", N_("Value to date, per customer and year"), "money", True),
    ("value_total", N_("Value to date, all customers, per year"), "total", False),
    ("expected_value", N_("Expected value, per customer and year"), "money", True),
    ("expected_total", N_("Expected value, all customers, per year"), "total", False),
    ("average_transaction_value", N_("Average transaction value"), "money", True),
    ("purchases_per_year", N_("Purchases per year"), "number", True),
    ("gross_margin", N_("Gross margin"), "share", True),
    ("retention", N_("Retention"), "share", True),
    ("churn", N_("Churn"), "lost", True),
    ("tenure_years", N_("Tenure, in years"), "years", True),
    ("tenure_months", N_("Tenure, in months"), "months", True),
    ("loyalty", N_("Loyalty, 0 to 100"), "index", True),
    ("predisposition", N_("Predisposition to buy"), "share", True),
    ("predisposition_months", N_("Months of the predisposition"), "months", False),
    ("profile_completeness", N_("Profile completeness"), "share", True),
    ("status", N_("Status"), "choice", False),
    ("lifecycle", N_("Lifecycle stage"), "choice", False),
    ("relationship_level", N_("Relationship level"), "choice", False),
    ("channels", N_("Preferred channels"), "channels", False),
    ("needs", N_("Needs"), "text", False),
    ("pains", N_("Pains"), "text", False),
    ("vip", N_("VIP"), "flag", False),
)
"""Key, label, kind, and whether it can be a column of a customer list."""

MANY, MOST = 20, 50
"""A table names seldom more than many segments; where more than most are just called names, they are of customers."""
_JUST_NAMES = frozenset(("name", "nom", "libelle"))
_CONSENT = ("consent", "consentement", "opt in", "optin", "opt")
_RATED = frozenset(("score", "rank", "rang", "quintile", "note", "points"))
"""A heading with one of these words tells how something is rated, not how much of it there is."""
_SIGNS = re.compile(r"[^0-9a-z]+")
_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")


def targets(plan: Plan, rows_are: RowsAre = "segments") -> list[Target]:
    """What the columns of a table can hold, in the current language: consent per channel and own criteria too."""
    said = _synonyms()
    fixed = [Target(key, _(label), kind, said[key], of_customers) for key, label, kind, of_customers in _TARGETS]
    out = [t for t in fixed if (t.of_customers if rows_are == "customers" else t.kind != "customer")]
    for channel in plan.channels:
        label = _("Consent: {channel}").format(channel=channel.name)
        words = tuple(f"{word} {_plain(channel.name)}" for word in _CONSENT)
        out.append(Target(f"consent:{channel.id}", label, "share", words, True))
    for criterion in plan.score_criteria:
        if criterion.key == "own":
            name = criterion_name(criterion)
            out.append(Target(f"score:{criterion.id}", name, "index", (_plain(name),), True))
    return out


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, tuple[str, ...]]:
    """What headings call each target, as folded words: no case, no accents, no signs."""
    return {key: tuple(words) for key, words in json.loads(resources.text("headings/segments.json")).items()}


def _plain(heading: str) -> str:
    return _SIGNS.sub(" ", folded(heading)).strip()


def guess_targets(head: Sequence[str], offered: Iterable[Target]) -> tuple[str, ...]:
    """The target of each column, by its heading; nothing where none fits. No target is given twice."""
    offered = list(offered)
    pairs = sorted(
        (
            (_fit(heading, target), -at, -order, target.key)
            for at, heading in enumerate(head)
            for order, target in enumerate(offered)
        ),
        reverse=True,
    )
    found = [""] * len(head)
    taken: set[str] = set()
    for fit, at, _order, key in pairs:
        if fit > 0 and not found[-at] and key not in taken:
            found[-at] = key
            taken.add(key)
    return tuple(found)


def _fit(heading: str, target: Target) -> float:
    """How well a heading says a target: over 2 in the same words, less where it says more than that."""
    whole = _plain(heading)
    bare = _plain(_IN_BRACKETS.sub(" ", heading)) or whole
    if not whole:
        return 0.0
    label = _plain(target.label)
    rated = target.kind != "index" and not _RATED.isdisjoint(bare.split())
    best = 0.0
    for order, said in enumerate((label, *target.synonyms)):
        if said in (whole, bare):
            # The first words are the surest: a list of customers has a name too.
            return 3.0 - order / 100
        # Words of three letters and fewer stand in too many headings.
        if len(said) > 3 and not rated and f" {said} " in f" {bare} ":
            best = max(best, 1.0 + len(said) / (len(bare) + 1))
    return best


def rows_are(names: Sequence[str], heading: str, head: Sequence[str], offered: Iterable[Target]) -> RowsAre:
    """What the rows of a table stand for: customers where the names come again and again, or are too many."""
    filled = [folded(name) for name in names if name]
    different = len(set(filled))
    repeated = len(filled) >= 4 and different <= len(filled) / 2
    numbered = any(_fit(heading, target) > 2 for heading in head for target in offered if target.kind == "customer")
    persons = different > MOST and _plain(heading) in _JUST_NAMES
    customers = repeated or persons or (numbered and different < len(filled))
    return "customers" if customers else "segments"


def belongs(key: str, cells: Sequence[object]) -> bool:
    """Whether a column of a customer list can hold what its heading says.

    What names every row anew is a person's name and no segment's; what comes again and again says yes or no, and
    not who a customer is.
    """
    filled = [folded(str(cell)) for cell in cells if cell not in (None, "")]
    if len(filled) < MANY:
        return True
    different = len(set(filled))
    return different <= len(filled) / 2 if key == "name" else key != "customer" or different > len(filled) / 10
