"""Findings: what a health rule says, and the thresholds that rules go by."""

from dataclasses import dataclass
from typing import Literal

from planner.plan import Plan

Severity = Literal["missing", "weak", "hint"]

THRESHOLDS: dict[str, float] = {
    "max_segments": 7,
    "min_share_of_base": 0.01,
    "max_rules": 4,
    "top_segments": 3,
    "max_channels_of_stage": 6,
    "rater_spread": 2,
    "dependent_actions": 2,
    "max_new_platforms": 5,
    "close_call": 0.25,
    "workload": 1.0,
    "leak": 0.10,
    "high_churn": 0.30,
}
"""The limits of the rules; a plan may set its own."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: a stable code, one sentence that names the item, why, and where to mend it.

    ``subject`` is the part of the sentence to stress; ``article`` the source that says why; ``points`` what it
    takes off the health score.
    """

    code: str
    severity: Severity
    sentence: str
    why: str
    page: str
    table: str = ""
    item: str = ""
    subject: str = ""
    article: str = "004"


def threshold(plan: Plan, key: str) -> float:
    """A limit as the plan sets it, else the default."""
    own = next((t.value for t in plan.profile.thresholds if t.key == key), None)
    return THRESHOLDS[key] if own is None else own
