"""Health rules of the capabilities step.

A question is named by its key in the table of assessments, an indicator or a move by its key in that of maturity.
"""

from collections.abc import Iterator, Sequence

from planner.capabilities.maturity import maturity, moving_actions
from planner.capabilities.ratings import (
    QuestionRating,
    addressing_actions,
    depending_actions,
    is_rated,
    question_ratings,
)
from planner.capabilities.swot import WEAKNESS, weaknesses
from planner.insight.finding import Finding, Severity, threshold
from planner.language import _, ngettext, short_number
from planner.plan import Plan


def capability_rules(plan: Plan) -> Iterator[Finding]:
    """Everything that is missing or weak in the capabilities."""
    yield from _low_but_needed(plan)
    rated = question_ratings(plan)
    yield from _unanswered(plan, [r for r in rated if r.average is None])
    yield from _without_evidence([r for r in rated if r.average is not None and not r.evidence])
    yield from _apart(plan)
    yield from _weak(plan)
    yield from _moves(plan)


def _at(rating: QuestionRating) -> tuple[str, str, str, str]:
    return ("capabilities", "assessments", rating.question.key, rating.question.name)


def _low_but_needed(plan: Plan) -> Iterator[Finding]:
    several = int(threshold(plan, "dependent_actions"))
    for rating in question_ratings(plan):
        count = len(depending_actions(plan, rating.question.key))
        if rating.average is None or rating.average >= WEAKNESS or count < several:
            continue
        sentence = ngettext(
            "{name} is rated {rating}, yet {count} action depends on it.",
            "{name} is rated {rating}, yet {count} actions depend on it.",
            count,
        )
        yield Finding(
            "capabilities.low_but_needed",
            "missing",
            sentence.format(name=rating.question.name, rating=short_number(rating.average, 1), count=count),
            _("Actions that rest on a weak capability start late or fail. Lift it first, or plan around it."),
            *_at(rating),
        )


def _unanswered(plan: Plan, blank: Sequence[QuestionRating]) -> Iterator[Finding]:
    if not blank:
        return
    first = blank[0]
    if not is_rated(plan):
        sentence, subject = _("No capability question is rated yet."), ""
    elif len(blank) == 1:
        sentence, subject = _("{name} is not rated.").format(name=first.question.name), first.question.name
    else:
        sentence = ngettext("{count} question is not rated.", "{count} questions are not rated.", len(blank))
        sentence, subject = sentence.format(count=len(blank)), ""
    yield Finding(
        "capabilities.unanswered",
        "missing",
        sentence,
        _("What nobody has looked at can neither carry the plan nor hold it back knowingly."),
        *_at(first)[:3],
        subject,
    )


def _without_evidence(bare: Sequence[QuestionRating]) -> Iterator[Finding]:
    if not bare:
        return
    first = bare[0]
    if len(bare) == 1:
        sentence = _("The rating of {name} has no evidence.").format(name=first.question.name)
        subject = first.question.name
    else:
        sentence = ngettext("{count} rating has no evidence.", "{count} ratings have no evidence.", len(bare))
        sentence, subject = sentence.format(count=len(bare)), ""
    yield Finding(
        "capabilities.no_evidence",
        "weak",
        sentence,
        _("A rating that rests on something seen can be trusted, and checked again next year."),
        *_at(first)[:3],
        subject,
    )


def _apart(plan: Plan) -> Iterator[Finding]:
    most = threshold(plan, "rater_spread")
    for rating in question_ratings(plan):
        if rating.spread < most or rating.agreed is not None:
            continue
        yield Finding(
            "capabilities.raters_apart",
            "weak",
            ngettext(
                "Ratings of {name} lie {count} level apart.",
                "Ratings of {name} lie {count} levels apart.",
                rating.spread,
            ).format(name=rating.question.name, count=rating.spread),
            _("Roles see different things. Talk it over, then rate it together."),
            *_at(rating),
        )


def _weak(plan: Plan) -> Iterator[Finding]:
    for rating in weaknesses(plan):
        if addressing_actions(plan, rating.question.key):
            continue
        yield Finding(
            "capabilities.weakness_not_addressed",
            "weak",
            _("No action addresses a weakness: {name}.").format(name=rating.question.name),
            _("Weaknesses say where to invest, in tools, people or time."),
            *_at(rating),
        )


def _moves(plan: Plan) -> Iterator[Finding]:
    state = maturity(plan)
    if state.next is None or state.arrived:
        return
    severity: Severity = "weak" if state.wanted else "hint"
    for move in state.moves:
        if moving_actions(plan, move.key):
            continue
        yield Finding(
            "capabilities.move_not_taken",
            severity,
            _("No action takes up the move to {stage}: {move}.").format(stage=state.next.stage.name, move=move.text),
            _("Each stage of maturity has known moves that lead to the next."),
            "capabilities",
            "maturity",
            move.key,
            move.text,
            "000",
        )
