"""The words of shared requirements: their kinds, levels of need, and what covers them."""

from planner.actions.chosen import title_of
from planner.actions.requirements import Cover
from planner.language import _
from planner.plan import Plan, find

LEVEL_ICONS = {"action": "square-check", "platform": "layers", "owned": "package-check"}


def kind_names() -> list[tuple[str, str]]:
    """The kinds of requirements, as key and words."""
    return [
        ("platform", _("Platform")),
        ("skill", _("Skill")),
        ("data", _("Data")),
        ("process", _("Process")),
        ("integration", _("Integration")),
    ]


def level_name(level: str) -> str:
    """The words for a level of need; empty means that it is not needed."""
    return {"essential": _("Essential"), "useful": _("Useful")}.get(level, _("Not needed"))


def cover_name(plan: Plan, cover: Cover) -> str:
    """The name of what covers a requirement."""
    if cover.kind == "action":
        action = find(plan, "actions", cover.id)
        return title_of(action) if action is not None else ""
    platform = find(plan, "platforms", cover.id)
    return (platform.name if platform is not None else "") or _("Platform without a name")
