"""Comparisons in pairs on the command line: what ``rapport import --comparisons`` says and does."""

import argparse
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from planner.language import _, named, ngettext, number, percent, quoted, short_number

if TYPE_CHECKING:
    from planner.intake.comparisons import Comparisons
    from planner.objectives.ahp import Priorities


def import_comparisons(plan: Any, options: argparse.Namespace) -> tuple[Any, list[str]]:
    """The plan with the weights that the comparisons of a file come to, and what to print; raises Refused."""
    from planner.intake.comparisons import comparisons_of
    from ui.table_words import read_chosen

    found = comparisons_of(read_chosen(options.comparisons, options))
    # The weights are worth having even where nothing of the plan has these names.
    print(json.dumps(_as_data(found), ensure_ascii=False, indent=1) if options.json else "\n".join(_lines(found)))
    if options.dry_run:
        return plan, []
    plan, told = _taken(plan, found)
    return plan, [] if options.json else [told]


def _taken(plan: Any, found: "Comparisons") -> tuple[Any, str]:
    from planner.edit import Refused
    from planner.insight.weighed import subject_of, take_weights, with_objectives

    for weights in _weighings(found):
        if table := subject_of(plan, weights):
            return take_weights(plan, table, weights), _TAKEN[table]()
    if not plan.objectives:
        return with_objectives(plan, next(_weighings(found))), _("They are the objectives of the plan now.")
    text = _("Neither the objectives nor the criteria of the plan have the names compared in “{name}”.")
    raise Refused(text.format(name=found.source))


_TAKEN = {
    "objectives": lambda: _("The objectives of the plan have these weights now."),
    "score_criteria": lambda: _("The criteria of the segments have these weights now."),
    "platform_criteria": lambda: _("The criteria of the platforms have these weights now."),
}


def _weighings(found: "Comparisons") -> Iterator[Mapping[str, float]]:
    """What the comparisons come to, the result of all of them together first."""
    whole = found.hierarchy()
    if whole is not None:
        yield whole.weights
        yield whole.criteria.weights
    else:
        yield from (part.priorities().weights for part in found.parts)


def _lines(found: "Comparisons") -> Iterator[str]:
    from planner.intake.left_out import row_notes

    whole = found.hierarchy()
    if whole is not None:
        yield named(_("All together"), _shares(whole.weights))
    for part in found.parts:
        weighed = part.priorities()
        yield named(part.name or _("Weights"), _shares(weighed.weights))
        yield "  " + _consistency(weighed)
    yield from row_notes(found.rejected)


def _shares(weights: Mapping[str, float]) -> str:
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{name} {percent(share, 1)}" for name, share in ranked)


def _consistency(found: "Priorities") -> str:
    from planner.objectives.ahp import FINE

    if found.ratio is None:
        count = len(found.open_pairs)
        return ngettext("{count} pair is open.", "{count} pairs are open.", count).format(count=number(count))
    if found.consistent or found.doubt is None:
        return _("Consistent: {ratio}").format(ratio=number(found.ratio, 3))
    text = _(
        "Inconsistent: {ratio}, more than {limit}. Look at {first} over {second}: {said} said, {others} by the rest."
    )
    doubt = found.doubt
    return text.format(
        ratio=number(found.ratio, 3),
        limit=number(FINE, 2),
        first=quoted(doubt.first),
        second=quoted(doubt.second),
        said=short_number(doubt.said, 2),
        others=short_number(doubt.others_say, 2),
    )


def _as_data(found: "Comparisons") -> dict[str, Any]:
    whole = found.hierarchy()
    return {
        "format": "rapport-comparisons",
        "source": found.source,
        "parts": [{"name": part.name, **_priorities(part.priorities())} for part in found.parts],
        "together": dict(whole.weights) if whole is not None else None,
        "left_out": len(found.rejected),
    }


def _priorities(found: "Priorities") -> dict[str, Any]:
    doubt = found.doubt
    return {
        "weights": dict(found.weights),
        "consistency_ratio": found.ratio,
        "consistency_index": found.index,
        "eigenvalue": found.eigenvalue,
        "consistent": found.consistent,
        "open_pairs": [list(pair) for pair in found.open_pairs],
        "doubt": None
        if doubt is None
        else {"first": doubt.first, "second": doubt.second, "said": doubt.said, "others_say": doubt.others_say},
    }
