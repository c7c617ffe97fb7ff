"""Templates: the plans that ship with Rapport to start from, and the sample to look at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import resources
from planner.language import _, language

if TYPE_CHECKING:
    from planner.plan import Plan

SAMPLE = "velo-lumiere"
BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Template:
    """A plan to start from: its key, its name and what is in it."""

    key: str
    name: str
    hint: str


def templates() -> tuple[Template, ...]:
    """The templates in the order they are offered, the blank one first."""
    return (
        Template(BLANK, _("Blank plan"), _("Start from the first question")),
        Template("retail", _("Retail and online shop"), _("6 segments, 8 channels")),
        Template("b2b", _("B2B services"), _("Accounts and renewals")),
        Template("subscription", _("Subscription"), _("Usage and renewals")),
    )


def keys() -> tuple[str, ...]:
    """The keys that ``plan_from`` knows."""
    return (*(template.key for template in templates()), SAMPLE)


def file_name(key: str, code: str) -> str:
    """The name of a template's file under resources, in a language."""
    return f"templates/{key}.rapport" if code == "en" else f"templates/{key}.{code}.rapport"


def plan_from(key: str, code: str = "") -> "Plan":
    """A new plan from a template, in the language given or spoken; raises KeyError for an unknown key."""
    # The start window lists the templates before any plan, and so pydantic, is needed.
    from planner.plan import Plan, empty_plan
    from planner.record import changed, new_id

    code = code or language()
    if key == BLANK:
        return empty_plan(language=code)
    if key not in keys():
        raise KeyError(key)
    file = file_name(key, code)
    if not resources.path(file).is_file():
        file = file_name(key, "en")
    return changed(Plan.model_validate_json(resources.text(file)), doc_id=new_id())
