"""Stages: those of the catalogue's models, and where each stage goes when a journey takes another model."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from planner.catalogue import StageModel, stage_model
from planner.journeys.records import Journey, Stage
from planner.language import language, speaking

OWN = "own"
"""The model of a journey whose stages someone made."""


def stages_of_model(key: str, language: str) -> tuple[Stage, ...]:
    """The stages of a model in a language, with the catalogue's keys as ids; none for an unknown model."""
    model = model_in(key, language)
    return tuple(Stage(id=kind.key, name=kind.name) for kind in model.stages) if model else ()


def model_in(key: str, language: str) -> StageModel | None:
    """A stage model as a language names it."""
    with speaking(language):
        return stage_model(key)


def purpose_of(journey: Journey, stage: str) -> str:
    """What a stage of the catalogue is for, in the language spoken; nothing for one of the team's own."""
    return _purposes(journey.stage_model, language()).get(stage, "")


@lru_cache(maxsize=40)
def _purposes(model: str, _code: str) -> Mapping[str, str]:
    known = stage_model(model)
    return {kind.key: kind.purpose for kind in known.stages} if known is not None else {}


def mapped(old: Sequence[Stage], new: Sequence[Stage], wished: Mapping[str, str] | None = None) -> dict[str, str]:
    """The new stage for every old one: as wished, else the one of that id or name, else the one at that place.

    A stage without a namesake goes between those of the stages around it, in proportion, so that a journey keeps
    its direction. All ids become "" where there is no new stage.
    """
    if not new:
        return {stage.id: "" for stage in old}
    ids = [stage.id for stage in new]
    at = {stage_id: place for place, stage_id in enumerate(ids)}
    names = {stage.name.casefold(): stage.id for stage in reversed(new) if stage.name}
    out: dict[str, str] = {}
    for stage in old:
        for choice in ((wished or {}).get(stage.id), stage.id, names.get(stage.name.casefold())):
            if choice in at:
                out[stage.id] = str(choice)
                break
    anchors = [(-0.5, -0.5), *((i, at[out[s.id]]) for i, s in enumerate(old) if s.id in out)]
    anchors.append((len(old) - 0.5, len(new) - 0.5))
    for i, stage in enumerate(old):
        if stage.id not in out:
            (x1, y1), (x2, y2) = _around(anchors, i)
            place = round(y1 + (i - x1) / (x2 - x1) * (y2 - y1))
            out[stage.id] = ids[min(max(place, 0), len(ids) - 1)]
    return out


def _around(anchors: Sequence[tuple[float, float]], x: float) -> tuple[tuple[float, float], tuple[float, float]]:
    return max(a for a in anchors if a[0] < x), min(a for a in anchors if a[0] > x)
