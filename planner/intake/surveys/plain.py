"""Surveys as plain data: every figure of a question, for ``--json`` and for whoever checks them.

Where numbers were turned around, all figures are of the turned ones, and ``mean_as_answered`` is of those in the file.
Shares are from 0 to 1. ``best`` and ``worst`` are the shares of the one answer at either end of the scale (top-1 and
bottom-1), ``high`` and ``low`` those of the answers that count as good and bad (top-2 and bottom-2 of five).
"""

from typing import Any

from planner.intake.surveys.survey import Scores, SurveyResult
from planner.objectives.metrics import SurveyScore

FORMAT = "rapport-survey"


def survey_as_data(result: SurveyResult) -> dict[str, Any]:
    """Every figure of a question, ready for JSON."""
    ends = (result.scale.highest, result.scale.lowest)
    mean = result.scores.best.mean
    best, worst = ends[::-1] if result.kind == "ces" else ends
    return {
        "question": result.heading,
        "kind": result.kind,
        "scale": [result.scale.lowest, result.scale.highest],
        "turned": result.turned,
        "mean_as_answered": sum(ends) - mean if result.turned else mean,
        "rows": result.rows,
        "counts": {f"{answer:g}": count for answer, count in result.counts.items()},
        **_scores(result.scores, best, worst),
        "groups": {
            group.name: {"merged": len(group.merged), **_scores(group.scores, best, worst)} for group in result.groups
        },
        # Words that were not understood may be anything a person wrote: they are counted only.
        "left_out": [
            {"why": code.why, "said": None if code.why == "unread" else code.text, "count": code.count}
            for code in result.left_out
        ],
        "notes": list(result.notes),
    }


def _scores(scores: Scores, best: float, worst: float) -> dict[str, Any]:
    found = {"unweighted": _score(scores.plain, best, worst)}
    if scores.weighted is not None:
        found["weighted"] = _score(scores.weighted, best, worst)
    return found


def _score(score: SurveyScore, best: float, worst: float) -> dict[str, Any]:
    shares = dict(score.shares)
    return {
        "value": score.value,
        "answers": score.answers,
        "effective_answers": score.effective,
        "standard_error": score.error,
        "margin": score.margin,
        "mean": score.mean,
        "deviation": score.deviation,
        "high": score.high,
        "low": score.low,
        "best": shares.get(best, 0.0),
        "worst": shares.get(worst, 0.0),
        "shares": {f"{answer:g}": share for answer, share in score.shares},
    }
