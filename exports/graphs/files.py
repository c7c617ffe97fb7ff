"""Files of a journey: the formats it can be written in, what each is called, and all journeys into a folder."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from exports.deliver import safe_stem
from exports.figures.journey_map import View
from exports.replace import put_file
from planner.journeys.graph import graph
from planner.journeys.records import STATES, Journey
from planner.language import N_, _, speaking
from planner.plan import Plan, find

Format = Literal["graphml", "csv", "mermaid", "flowchart", "svg", "png"]
Maker = Callable[[Plan, str, View, Format], bytes]
STATES_ONLY: tuple[View, ...] = STATES
EVERY_VIEW: tuple[View, ...] = (*STATES, "difference")


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A way to write a journey: its words, the ending of its files, and the views that it can show."""

    key: Format
    words: str
    meaning: str
    suffix: str
    views: tuple[View, ...]


FORMATS: tuple[FileFormat, ...] = (
    FileFormat("graphml", N_("GraphML"), N_("For yEd, Gephi and other graph programs"), ".graphml", STATES_ONLY),
    FileFormat("csv", N_("Edge list"), N_("A CSV file with a row for each step"), ".csv", STATES_ONLY),
    FileFormat("mermaid", N_("Mermaid journey"), N_("Stages, touchpoints, satisfaction as text"), ".mmd", STATES_ONLY),
    FileFormat("flowchart", N_("Mermaid flowchart"), N_("Touchpoints and shares as text"), ".mmd", STATES_ONLY),
    FileFormat("svg", N_("SVG picture"), N_("The map, sharp at any size"), ".svg", EVERY_VIEW),
    FileFormat("png", N_("PNG picture"), N_("The map in pixels, for slides and mail"), ".png", EVERY_VIEW),
)
GRAPHS: tuple[Format, ...] = ("graphml", "csv", "mermaid", "flowchart")
"""The formats that other programs compute with."""


def format_of(key: str) -> FileFormat:
    """The format of that key; raises KeyError for an unknown one."""
    return {one.key: one for one in FORMATS}[key]  # type: ignore[index]


def journey_bytes(plan: Plan, journey: str, view: View, key: Format) -> bytes:
    """A journey in a format, in the plan's language; a PNG needs the window's painter. Raises KeyError."""
    with speaking(plan.profile.language):
        if key == "svg":
            from exports.pictures.journey import journey_svg

            return journey_svg(plan, journey, view).encode()
        if view == "difference":
            raise KeyError(view)
        if key == "graphml":
            from exports.graphs.graphml import graphml_text

            return graphml_text(plan, journey, view).encode()
        if key == "csv":
            from exports.graphs.edge_list import edge_list_text

            return edge_list_text(plan, journey, view).encode("utf-8-sig")
        from exports.graphs.mermaid import flowchart_text, journey_text

        writer = {"mermaid": journey_text, "flowchart": flowchart_text}[key]
        return writer(plan, journey, view).encode()


def put_journey(path: Path, data: bytes, key: Format) -> None:
    """Writes a journey's file in its place once it can be opened; raises SaveError."""
    put_file(path, data, _CHECKS[key])


def _check_xml(data: bytes) -> object:
    from planner.intake.xml_gate import parse_xml

    return parse_xml(io.BytesIO(data), "")


def _check_picture(data: bytes) -> object:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
        picture.verify()
        return picture.size


def _check_text(data: bytes) -> object:
    return data.decode()


_CHECKS: dict[Format, Callable[[bytes], object]] = {
    "graphml": _check_xml,
    "svg": _check_xml,
    "png": _check_picture,
    "csv": _check_text,
    "mermaid": _check_text,
    "flowchart": _check_text,
}


def journey_stem(plan: Plan, journey: str, view: View, key: Format = "graphml") -> str:
    """What to call the file of a journey, without its ending."""
    record: Journey = find(plan, "journeys", journey)
    segment = find(plan, "segments", record.segment)
    names = [segment.name if segment is not None else "", record.name]
    words = [safe_stem(name) for name in names if name] or [_("Journey")]
    state = {"current": _("current"), "optimal": _("optimal"), "difference": _("difference")}[view]
    kind = [_("flowchart")] if key == "flowchart" else []
    return safe_stem(", ".join([*words, state, *kind]))


def deliver_journeys(plan: Plan, folder: Path, formats: Sequence[Format], made: Maker = journey_bytes) -> list[Path]:
    """Writes every journey that has touchpoints, in every state and in each format, into a folder; the files.

    ``made`` gives the bytes of a file, where another one than ``journey_bytes`` can paint more formats.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    with speaking(plan.profile.language):
        for journey, view in drawn(plan):
            for one in map(format_of, formats):
                if view in one.views:
                    stem = journey_stem(plan, journey, view, one.key)
                    file = _free(folder, stem, one.suffix, files)
                    put_journey(file, made(plan, journey, view, one.key), one.key)
                    files.append(file)
    return files


def drawn(plan: Plan) -> Iterator[tuple[str, View]]:
    """Every journey with the views in which there is something to see."""
    for journey in plan.journeys:
        states = [state for state in STATES if graph(plan, journey.id, state).points]
        yield from ((journey.id, state) for state in states)
        if len(states) == len(STATES):
            yield journey.id, "difference"


def _free(folder: Path, stem: str, suffix: str, taken: Sequence[Path]) -> Path:
    """A file that was not written just now: two journeys may be called the same."""
    file, at = folder / f"{stem}{suffix}", 2
    while file in taken:
        file, at = folder / f"{stem} {at}{suffix}", at + 1
    return file
