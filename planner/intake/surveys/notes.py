"""What to say of a survey beside its figures: what was left out, and how its numbers were taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.intake.surveys.answers import Scale, Why
from planner.language import _, list_text, ngettext, number, percent, short_number, signed
from planner.objectives.metrics import SurveyKind, SurveyScore

_SHOWN_CODES = 12


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Cells that are no answer: what stands there, how often, and why."""

    text: str
    count: int
    why: Why


def survey_notes(kind: SurveyKind, scale: Scale, codes: Sequence[LeftOut], turned: bool, unweighed: int) -> list[str]:
    notes = []
    outside = sorted((code for code in codes if code.why == "outside"), key=lambda code: (len(code.text), code.text))
    if outside:
        count = sum(code.count for code in outside)
        shown = list_text([code.text for code in outside[:_SHOWN_CODES]])
        text = ngettext(
            "{count} answer is outside {low} to {high} and counts as none: {codes}.",
            "{count} answers are outside {low} to {high} and count as none: {codes}.",
            count,
        )
        low, high = short_number(scale.lowest), short_number(scale.highest)
        notes.append(text.format(count=number(count), low=low, high=high, codes=shown))
    inside = [code for code in codes if code.why == "named" and _inside(code.text, scale)]
    if inside:
        count = sum(code.count for code in inside)
        text = ngettext(
            "{count} cell with {codes} was left out as asked, though it is on the scale.",
            "{count} cells with {codes} were left out as asked, though they are on the scale.",
            count,
        )
        notes.append(text.format(count=number(count), codes=list_text([code.text for code in inside])))
    unread = sum(code.count for code in codes if code.why == "unread")
    if unread:
        text = ngettext(
            "{count} cell holds words that are no answer on this scale.",
            "{count} cells hold words that are no answer on this scale.",
            unread,
        )
        notes.append(text.format(count=number(unread)))
    if unweighed:
        text = ngettext(
            "{count} answer has no weight and is not in the weighted figure.",
            "{count} answers have no weight and are not in the weighted figure.",
            unweighed,
        )
        notes.append(text.format(count=number(unweighed)))
    if turned:
        notes.append(
            _("The numbers were turned around: the easiest is 1.")
            if kind == "ces"
            else _("The numbers were turned around: the most satisfied is the highest.")
        )
    elif kind == "ces" and scale.family < 0:
        notes.append(_("1 counts as the least effort. Turn the numbers around where a high one means easy."))
    return notes


def _inside(text: str, scale: Scale) -> bool:
    try:
        return scale.holds(float(text.replace(",", ".")))
    except ValueError:
        return False


def value_text(score: SurveyScore) -> str:
    """The value of a score: +39.8, 82.1 %, 4.21."""
    if score.kind == "nps":
        return signed(score.value, 1)
    return percent(score.value, 1) if score.kind == "csat" else number(score.value, 2)


def margin_text(score: SurveyScore) -> str:
    """How far the true value may be off, in points or on the scale: ±2.6 points, ±0.04."""
    if score.kind == "ces":
        return _("±{margin}").format(margin=number(score.margin, 2))
    margin = score.margin if score.kind == "nps" else score.margin * 100.0
    return _("±{margin} points").format(margin=number(margin, 1))


def ends_text(score: SurveyScore) -> str:
    """The shares at the ends of the scale."""
    high, low = percent(score.high, 1), percent(score.low, 1)
    if score.kind == "nps":
        return _("{high} promoters, {low} detractors").format(high=high, low=low)
    if score.kind == "csat":
        return _("{high} satisfied, {low} dissatisfied").format(high=high, low=low)
    return _("{high} easy, {low} difficult").format(high=high, low=low)


def answers_text(count: int) -> str:
    """How many answers there are."""
    return ngettext("{count} answer", "{count} answers", count).format(count=number(count))
