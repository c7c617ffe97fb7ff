"""Words: how the choices of a segment read: status, lifecycle stage, relationship level, quadrant."""

from planner.catalogue import relationship_levels
from planner.language import _

STATUSES = ("prospective", "one_time", "repeat")
LIFECYCLES = ("new", "active", "loyal", "advocate", "at_risk", "lapsed")
QUADRANTS = ("win_back", "grow", "serve", "keep")


def status_words(status: str) -> str:
    """The name of a status, nothing for none."""
    return {"prospective": _("Prospective"), "one_time": _("One-time buyers"), "repeat": _("Repeat buyers")}.get(
        status, ""
    )


def lifecycle_words(stage: str) -> str:
    """The name of a lifecycle stage, nothing for none."""
    return {
        "new": _("New"),
        "active": _("Active"),
        "loyal": _("Loyal"),
        "at_risk": _("At risk"),
        "lapsed": _("Lapsed"),
        "advocate": _("Advocate"),
    }.get(stage, "")


def level_words(level: str) -> str:
    """The name of a relationship level, nothing for none."""
    return next((known.name for known in relationship_levels() if known.key == level), "")


def quadrant_words(quadrant: str) -> str:
    """What to do in a quadrant of the value chart."""
    return {"win_back": _("Win back"), "grow": _("Grow"), "serve": _("Serve"), "keep": _("Keep")}.get(quadrant, "")


def lifecycle_role(stage: str) -> str:
    """The colour role of a lifecycle stage; a neutral one for none."""
    keys = {stage: stage for stage in ("new", "active", "loyal", "lapsed", "advocate")} | {"at_risk": "atRisk"}
    return f"lifecycle.{keys[stage]}" if stage in keys else "line.control"
