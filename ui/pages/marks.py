"""Marks that pages share: the colour of a segment's dot, the initials of a role, the icon of a criterion."""

import re

from planner.plan import Plan, find
from planner.segments.words import lifecycle_role


def segment_role(plan: Plan, segment_id: str) -> str:
    """The colour role of a segment's dot: its lifecycle stage."""
    segment = find(plan, "segments", segment_id)
    return lifecycle_role(segment.lifecycle if segment else "")


def initials(role: str) -> str:
    """Two or three letters for a role: CRM lead is CRM, E-commerce manager is EC, Data analyst is DA."""
    words = role.split()
    short = next((w for w in words if 2 <= len(w) <= 4 and w.isalpha() and w.isupper()), "")
    if short:
        return short
    joined = next((w for w in words if re.fullmatch(r"\w+(-\w+)+", w)), "")
    parts = joined.split("-") if joined else [w for w in words if len(w) > 3 or not w.islower()] or words
    return "".join(part[0] for part in parts[:3] if part).upper()
