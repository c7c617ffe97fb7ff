"""Answers: how many gave each answer of a survey, as columns in the colours of its ends."""

from collections.abc import Mapping

from exports.figures.scene import Item, Rect, Scene, Table, Text
from planner.intake.surveys.answers import Scale
from planner.language import _, list_text, named, number, percent, short_number
from planner.objectives.metrics import Boxes, SurveyKind, boxes

_SIZE = 11.0
_FOOT = 20.0
_HEAD = 18.0


def answers(
    kind: SurveyKind, scale: Scale, counts: Mapping[float, int], width: float, height: float, size: float = 1.0
) -> Scene:
    """A column for every answer of a scale, with its number below and its share above."""
    ends = boxes(kind, scale.lowest, scale.highest)
    every = [float(at) for at in range(round(scale.lowest), round(scale.highest) + 1)]
    tally = {answer: sum(n for value, n in counts.items() if round(value) == answer) for answer in every}
    total, most = sum(tally.values()) or 1, max(tally.values(), default=0) or 1
    small, slot = _SIZE * size, width / max(len(every), 1)
    bottom, room = height - _FOOT * size, height - (_FOOT + _HEAD) * size
    items: list[Item] = [Rect(0, bottom, width, 1, "line.hair")]
    for at, answer in enumerate(every):
        middle, high = slot * (at + 0.5), room * tally[answer] / most
        wide = min(slot * 0.66, 46 * size)
        tip = named(short_number(answer), number(tally[answer]))
        items.append(Rect(middle - wide / 2, bottom - high, wide, high, _role(answer, ends), radius=2 * size, tip=tip))
        items.append(Text(middle, height - 5 * size, short_number(answer), small, "text.secondary", align="centre"))
        share = percent(tally[answer] / total)
        items.append(Text(middle, bottom - high - 5 * size, share, small, "text.primary", 500, "centre"))
    rows = [(short_number(answer), number(tally[answer])) for answer in every]
    said = _("Answers: {counts}.").format(counts=list_text([named(answer, count) for answer, count in rows]))
    return Scene(width, height, tuple(items), said, Table((_("Answer"), _("Count")), tuple(rows)))


def _role(answer: float, ends: Boxes) -> str:
    turned = ends.high < ends.low
    if answer <= ends.high if turned else answer >= ends.high:
        return "ok.fill"
    if answer >= ends.low if turned else answer <= ends.low:
        return "bad.fill"
    return "line.control"
