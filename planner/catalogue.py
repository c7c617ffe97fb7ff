"""The catalogue: what the source articles name, in our own words, in English and French.

Each entry has a key, the article it comes from and the checklist rows it answers. Text is in the current language.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import resources
from planner.language import language

ARTICLES = {
    "000": "The 4 Stages of Your Relationship Marketing Maturity",
    "001": "The 4 Stages of Relationship Marketing Explained",
    "002": "Client relationship lifecycle, levels and CRM stages",
    "003": "Customer relationship: principles, metrics and tools",
    "004": "5 Steps to Define Your Client’s Relationship Strategy",
}
"""The source articles by their key."""

FILES = (
    "levers",
    "metrics",
    "channels",
    "stage_models",
    "questions",
    "areas",
    "maturity",
    "tool_kinds",
    "platform_criteria",
    "ideas",
    "coaching",
    "figures",
    "principles",
    "segment_criteria",
    "segment_families",
    "segment_attributes",
    "relationship_levels",
    "rfm_groups",
)


@lru_cache(maxsize=32)
def entries(file: str) -> tuple[Mapping[str, Any], ...]:
    """The raw entries of one file of the catalogue."""
    return tuple(json.loads(resources.text(f"catalogue/{file}.json")))


def _words(entry: Mapping[str, Any]) -> Mapping[str, str]:
    spoken: Mapping[str, str] = entry[language()]
    return spoken


@dataclass(frozen=True, slots=True)
class Lever:
    """A value lever: what an objective works on."""

    key: str
    name: str
    meaning: str
    icon: str
    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric with its definition; ``unit`` and ``better`` as a KPI stores them."""

    key: str
    name: str
    definition: str
    unit: str
    better: str


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """A channel with its icon and whether it is two-way by nature."""

    key: str
    name: str
    icon: str
    two_way: bool


@dataclass(frozen=True, slots=True)
class StageKind:
    """A stage of a model."""

    key: str
    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class StageModel:
    """A way to divide a journey into stages."""

    key: str
    name: str
    stages: tuple[StageKind, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A capability question with its short name and area."""

    key: str
    area: str
    question: str
    name: str


@dataclass(frozen=True, slots=True)
class Area:
    """An area of capability questions."""

    key: str
    name: str
    icon: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that is so at a maturity stage, in one of five dimensions; ``question`` is the capability behind it."""

    key: str
    dimension: str
    text: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A move to the next maturity stage; it can become an action with that lever."""

    key: str
    text: str
    lever: str


@dataclass(frozen=True, slots=True)
class MaturityStage:
    """A maturity stage with its indicators, known challenges and moves to the next."""

    key: str
    name: str
    description: str
    indicators: tuple[Indicator, ...]
    challenges: tuple[str, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An entry with a name and perhaps a hint."""

    key: str
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class CriterionKind:
    """A computed criterion of the priority score; ``standard`` is its weight in the standard set, 0 outside it."""

    key: str
    name: str
    hint: str
    standard: int


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something to tell customers apart by, and its family: profile, behaviour or preference."""

    key: str
    name: str
    family: str


@dataclass(frozen=True, slots=True)
class RfmGroup:
    """A named group of customers by purchases: its spans of scores for recency and for frequency and money.

    ``lifecycle`` is the stage that its customers are in.
    """

    key: str
    name: str
    hint: str
    recency: tuple[int, int]
    other: tuple[int, int]
    lifecycle: str


@dataclass(frozen=True, slots=True)
class Idea:
    """An engagement idea: what to do, how, for which levers, and the step where it is offered.

    ``questions`` are the capabilities that it raises.
    """

    key: str
    title: str
    how: str
    icon: str
    step: str
    levers: tuple[str, ...]
    kind: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoachingQuestion:
    """A question for the room and why it matters."""

    key: str
    question: str
    why: str


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """A figure of an article with whom it names as its source."""

    key: str
    figure: str
    statement: str
    by: str
    article: str
    page: str = ""

    @property
    def source(self) -> str:
        """Whom the article names, and the article."""
        return " · ".join(part for part in (self.by, ARTICLES[self.article]) if part)


@dataclass(frozen=True, slots=True)
class Principle:
    """A thought of the articles that stands behind a step, in our words."""

    key: str
    title: str
    text: str
    article: str
    page: str

    @property
    def source(self) -> str:
        """The article."""
        return ARTICLES[self.article]


@lru_cache(maxsize=4)
def _levers(_code: str) -> tuple[Lever, ...]:
    return tuple(
        Lever(e["key"], _words(e)["name"], _words(e)["meaning"], e["icon"], tuple(e["metrics"]))
        for e in entries("levers")
    )


def levers() -> tuple[Lever, ...]:
    """The seven value levers."""
    return _levers(language())


def lever(key: str) -> Lever | None:
    """A lever by its key."""
    return next((found for found in levers() if found.key == key), None)


def lever_name(key: str) -> str:
    """The name of a lever, or nothing for an own one."""
    found = lever(key)
    return found.name if found else ""


def metrics() -> tuple[Metric, ...]:
    """The metrics with their definitions."""
    return tuple(
        Metric(e["key"], _words(e)["name"], _words(e)["definition"], e["unit"], e["better"]) for e in entries("metrics")
    )


@lru_cache(maxsize=4)
def _channels(_code: str) -> dict[str, ChannelKind]:
    return {e["key"]: ChannelKind(e["key"], _words(e)["name"], e["icon"], e["two_way"]) for e in entries("channels")}


def channel_kinds() -> tuple[ChannelKind, ...]:
    """All channels; the first eight are the lanes of a new plan."""
    return tuple(_channels(language()).values())


def channel_kind(key: str) -> ChannelKind | None:
    """A channel by its key."""
    return _channels(language()).get(key)


def stage_models() -> tuple[StageModel, ...]:
    """The stage models ready to pick."""
    return tuple(
        StageModel(
            e["key"],
            _words(e)["name"],
            tuple(StageKind(s["key"], _words(s)["name"], _words(s)["purpose"]) for s in e["stages"]),
        )
        for e in entries("stage_models")
    )


def stage_model(key: str) -> StageModel | None:
    """A stage model by its key."""
    return next((model for model in stage_models() if model.key == key), None)


@lru_cache(maxsize=4)
def _questions(_code: str) -> tuple[Question, ...]:
    return tuple(Question(e["key"], e["area"], _words(e)["question"], _words(e)["name"]) for e in entries("questions"))


def questions(area: str = "") -> tuple[Question, ...]:
    """The capability questions, of one area or of all."""
    return tuple(q for q in _questions(language()) if not area or q.area == area)


def question(key: str) -> Question | None:
    """A capability question by its key."""
    return next((q for q in _questions(language()) if q.key == key), None)


def areas() -> tuple[Area, ...]:
    """The five areas of capability questions."""
    return tuple(Area(e["key"], _words(e)["name"], e["icon"]) for e in entries("areas"))


def maturity_stages() -> tuple[MaturityStage, ...]:
    """The four maturity stages, lowest first."""
    code = language()
    return tuple(
        MaturityStage(
            e["key"],
            _words(e)["name"],
            _words(e)["description"],
            tuple(Indicator(i["key"], i["dimension"], i[code], i["question"]) for i in e["indicators"]),
            tuple(c[code] for c in e["challenges"]),
            tuple(Move(m["key"], m[code], m["lever"]) for m in e["moves"]),
        )
        for e in entries("maturity")
    )


def tool_kinds() -> tuple[Named, ...]:
    """The kinds of tools."""
    return tuple(Named(e["key"], _words(e)["name"]) for e in entries("tool_kinds"))


def platform_criteria() -> tuple[Named, ...]:
    """Criteria to compare platforms on; the first four are those of a new plan."""
    return tuple(Named(e["key"], _words(e)["name"], _words(e)["hint"]) for e in entries("platform_criteria"))


@lru_cache(maxsize=4)
def _segment_criteria(_code: str) -> tuple[CriterionKind, ...]:
    return tuple(
        CriterionKind(e["key"], _words(e)["name"], _words(e)["hint"], e["standard"])
        for e in entries("segment_criteria")
    )


def segment_criteria() -> tuple[CriterionKind, ...]:
    """The computed criteria of the priority score; the first ones make the standard set."""
    return _segment_criteria(language())


def segment_families() -> tuple[Named, ...]:
    """The families of targeting: by behaviour, by preference, by profile."""
    return tuple(Named(e["key"], _words(e)["name"]) for e in entries("segment_families"))


def segment_attributes() -> tuple[Attribute, ...]:
    """What customers can be told apart by."""
    return tuple(Attribute(e["key"], _words(e)["name"], e["family"]) for e in entries("segment_attributes"))


def relationship_levels() -> tuple[Named, ...]:
    """The four levels of a relation, the first contact first."""
    return tuple(Named(e["key"], _words(e)["name"], _words(e)["hint"]) for e in entries("relationship_levels"))


def rfm_groups() -> tuple[RfmGroup, ...]:
    """The eleven named groups of customers by recency, frequency and money, best first."""
    return tuple(
        RfmGroup(
            e["key"],
            _words(e)["name"],
            _words(e)["hint"],
            (e["recency"][0], e["recency"][1]),
            (e["other"][0], e["other"][1]),
            e["lifecycle"],
        )
        for e in entries("rfm_groups")
    )


def ideas(step: str = "") -> tuple[Idea, ...]:
    """Engagement ideas, of one step or of all."""
    return tuple(
        Idea(
            e["key"],
            _words(e)["title"],
            _words(e)["how"],
            e["icon"],
            e["step"],
            tuple(e["levers"]),
            e["kind"],
            tuple(e.get("questions", ())),
        )
        for e in entries("ideas")
        if not step or e["step"] == step
    )


def coaching(page: str) -> tuple[CoachingQuestion, ...]:
    """The questions for the room on a page."""
    return tuple(
        CoachingQuestion(e["key"], _words(e)["question"], _words(e)["why"])
        for e in entries("coaching")
        if e["page"] == page
    )


def sourced_figures() -> tuple[SourcedFigure, ...]:
    """The articles' figures with their source."""
    return tuple(
        SourcedFigure(e["key"], e["figure"], _words(e)["statement"], e["by"], e["source"], e["page"])
        for e in entries("figures")
    )


def principles(page: str = "") -> tuple[Principle, ...]:
    """The thoughts behind a page, or behind all of them."""
    return tuple(
        Principle(e["key"], _words(e)["title"], _words(e)["text"], e["source"], e["page"])
        for e in entries("principles")
        if not page or e["page"] == page
    )


def answered_rows() -> Iterator[tuple[str, str]]:
    """Every checklist row that an entry answers, with the entry as ``file/key``."""
    for file in FILES:
        for entry in entries(file):
            yield from ((row, f"{file}/{entry['key']}") for row in _rows(entry))


def _rows(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from value.get("answers", ())
        for inner in value.values():
            if isinstance(inner, list | tuple):
                for item in inner:
                    yield from _rows(item)
