"""The text of a Mermaid user journey: its words and its statements, as mermaid 11.17 itself reads them.

Where mermaid is odd, this is odd too: a name that begins with "title " is a title, a third colon ends the
people, "#" starts a comment. What gets lost by that is noted, never silent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.intake.mermaid.text import (
    IN_PEOPLE,
    WHITE,
    Source,
    escaped,
    hold_entities,
    js_number,
    plain,
    prepared,
)


class MermaidError(Exception):
    """The text is not a journey: ``kind`` says why, with the line and what stands there.

    ``other``: no journey at all; ``word``: not expected here; ``task``: a name without a score; ``open``: a
    description that is not closed.
    """

    def __init__(self, kind: str, line: int, found: str) -> None:
        super().__init__(f"{kind} at line {line}: {found}")
        self.kind, self.line, self.found = kind, line, found


@dataclass(frozen=True, slots=True)
class Task:
    """A step; ``score`` is None where it is no number, ``written`` is how score and people stood there."""

    section: str
    name: str
    score: float | None
    people: tuple[str, ...]
    section_at: int = -1
    line: int = 0
    written: str = ""
    ignored: str = ""


@dataclass(slots=True)
class Statements:
    """What a journey's text says, in order; texts are trimmed."""

    title: str = ""
    acc_title: str = ""
    acc_descr: str = ""
    front_matter: str = ""
    sections: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


_JOURNEY = re.compile(rf"(?:{WHITE}*%%[^\n]*\n)*{WHITE}*journey")
_RULES: dict[str, list[tuple[str, re.Pattern[str]]]] = {
    "": [
        (name, re.compile(pattern, re.ASCII | re.IGNORECASE))
        for name, pattern in (
            ("skip", r"%(?!\{)[^\n]*"),
            ("skip", r"[^\}]%%[^\n]*"),
            ("newline", r"\n+"),
            ("skip", rf"{WHITE}+"),
            ("skip", r"#[^\n]*"),
            ("journey", r"journey\b"),
            ("title", rf"title{WHITE}[^#\n;]+"),
            ("acc_title", rf"accTitle{WHITE}*:{WHITE}*"),
            ("acc_descr", rf"accDescr{WHITE}*:{WHITE}*"),
            ("acc_block", rf"accDescr{WHITE}*\{{{WHITE}*"),
            ("section", rf"section{WHITE}[^#:\n;]+"),
            ("name", r"[^#:\n;]+"),
            ("data", r":[^#\n;]+"),
        )
    ],
    "acc_title": [("acc_title_value", re.compile(r"[^\n]*"))],
    "acc_descr": [("acc_descr_value", re.compile(r"[^\n]*"))],
    "acc_block": [("acc_block_end", re.compile(r"\}")), ("acc_block_value", re.compile(r"[^\}]*"))],
}


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    text: str
    at: int


class _MisplacedError(Exception):
    """A word that does not fit where it stands."""

    def __init__(self, kind: str, at: int) -> None:
        super().__init__(kind)
        self.kind, self.at = kind, at


def _words(text: str) -> Iterator[_Word]:
    """The words of the grammar; the first rule that fits wins."""
    at, state, opened = 0, "", 0
    while at < len(text):
        kind, match = next(((k, m) for k, rule in _RULES[state] if (m := rule.match(text, at))), ("", None))
        if match is None:
            raise _MisplacedError("word", at)
        if kind != "skip":
            yield _Word(kind, match[0], at)
        if kind in _RULES:
            state, opened = kind, at
        elif kind != "acc_block_value":
            state = ""
        at = match.end()
    if state:
        raise _MisplacedError("open", opened)


def parse_statements(text: str) -> Statements:
    """What the text of a journey says; raises MermaidError with the line where it is no journey."""
    source, front = prepared(text)
    if not _JOURNEY.match(source.text):
        head = source.text.strip().partition("\n")[0]
        raise MermaidError("other", source.line(0), head[:80])
    try:
        said = _statements(source)
    except _MisplacedError as error:
        end = source.text.find("\n", error.at)
        begin = source.text.rfind("\n", 0, error.at) + 1
        found = plain(source.text[begin : end if end >= 0 else None])[:80]
        raise MermaidError(error.kind, source.line(error.at), found) from None
    said.front_matter = front
    return said


def _statements(source: Source) -> Statements:
    said = Statements()
    words = _words(source.text)
    first = next(words)
    if first.kind != "journey":
        raise _MisplacedError("word", first.at)
    for word in words:
        match word.kind:
            case "title":
                said.title = plain(word.text[6:])
            case "acc_title_value":
                said.acc_title = plain(word.text)
            case "acc_descr_value" | "acc_block_value":
                said.acc_descr = re.sub(rf"\n{WHITE}+", "\n", plain(word.text))
            case "section":
                said.sections.append(plain(word.text[8:]))
            case "name":
                said.tasks.append(_task(said, word, next(words, None), source))
            case "newline" | "acc_title" | "acc_descr" | "acc_block" | "acc_block_end":
                pass
            case _:
                raise _MisplacedError("word", word.at)
    return said


def _task(said: Statements, name: _Word, data: _Word | None, source: Source) -> Task:
    if data is None or data.kind != "data":
        raise _MisplacedError("task", name.at)
    score, people, ignored = task_data(data.text[1:])
    section = said.sections[-1] if said.sections else ""
    at = len(said.sections) - 1
    figure, colon, _rest = data.text[1:].partition(":")
    written = plain(figure) + colon + ",".join(" " + escaped(name, IN_PEOPLE) for name in people if colon)
    return Task(section, plain(name.text), score, people, at, source.line(name.at), written.rstrip(), ignored)


def read_task_data(written: str) -> tuple[float | None, tuple[str, ...], str]:
    """Score, people and the rest, from a text in which entities still stand."""
    return task_data(hold_entities(written))


def task_data(written: str) -> tuple[float | None, tuple[str, ...], str]:
    """Score, people and what mermaid ignores, from what follows the first colon of a task."""
    score, *rest = written.split(":")
    people = tuple(plain(name) for name in rest[0].split(",")) if rest else ()
    return js_number(score), people, plain(":".join(rest[1:]))
