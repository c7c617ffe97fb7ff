"""The levers of actions: by what means an action works on the relationship."""

from planner.language import _

_SAME = {"message": "message_scenario"}
"""Keys that the catalogue's ideas and moves use for a lever."""


def levers_of_actions() -> tuple[tuple[str, str], ...]:
    """The levers that an action can name, as key and words."""
    return (
        ("content", _("Content")),
        ("community", _("Community")),
        ("event", _("Event")),
        ("message_scenario", _("Message scenario")),
        ("service", _("Service")),
        ("loyalty", _("Loyalty")),
        ("data", _("Data")),
        ("platform", _("Platform")),
    )


def action_lever(key: str) -> str:
    """The lever's key as actions store it, whatever the catalogue calls it."""
    return _SAME.get(key, key)


def action_lever_name(key: str) -> str:
    """The words for an action's lever; empty where it has none."""
    return dict(levers_of_actions()).get(action_lever(key), key)
