"""What the guide shows of the catalogue on a page: questions and ideas, and which ideas the plan has."""

from planner.catalogue import (
    CoachingQuestion,
    Idea,
    Principle,
    SourcedFigure,
    areas,
    coaching,
    ideas,
    lever_name,
    principles,
    question,
    sourced_figures,
)
from planner.language import _
from planner.plan import Plan


def questions_for(page: str) -> list[CoachingQuestion]:
    """The questions for the room."""
    return list(coaching(page))


def background_for(page: str) -> list[Principle | SourcedFigure]:
    """The figures and thoughts of the articles that stand behind a page."""
    return [*(f for f in sourced_figures() if f.page == page), *principles(page)]


def catalogue_title(page: str) -> str:
    """What the ideas of a page are called."""
    return {
        "objectives": _("Ideas for objectives"),
        "segments": _("Ideas for segments"),
        "journeys": _("Ideas for touchpoints"),
        "capabilities": _("Ways to close the gaps"),
        "actions": _("Ideas for actions"),
    }.get(page, _("Ideas from the catalogue"))


def ideas_for(page: str, plan: Plan) -> list[tuple[Idea, str, bool]]:
    """Ideas of a page: the idea, what it is good for, and whether the plan has it."""
    known = {words.casefold() for words in _words_of(page, plan)}
    out = []
    for idea in ideas(page):
        hint = _raised(idea) or (lever_name(idea.levers[0]) if idea.levers else _("For several objectives"))
        out.append((idea, hint, idea.title.casefold() in known))
    return out


def _raised(idea: Idea) -> str:
    """The area of capabilities that an idea raises, in a few words."""
    keys = {asked.area for key in idea.questions if (asked := question(key)) is not None}
    return next((_("Raises {area}").format(area=area.name) for area in areas() if area.key in keys), "")


def _words_of(page: str, plan: Plan) -> list[str]:
    if page == "objectives":
        return [o.statement for o in plan.objectives]
    if page == "journeys":
        return [t.name for t in (*plan.current_touchpoints, *plan.optimal_touchpoints)]
    return [a.title for a in plan.actions]
