"""Mermaid journeys: reads a file or a text as mermaid itself does, and says where and why it cannot."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from planner.intake.cleaning import clean_text
from planner.intake.decoding import encoding_note, read_text
from planner.intake.errors import UnreadableError
from planner.intake.mermaid.grammar import MermaidError, Task, parse_statements
from planner.intake.mermaid.text import sorted_names
from planner.language import _, ngettext

MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class ParsedJourney:
    """What a journey says; ``title`` is that of its body, ``front_title`` that of its front matter."""

    title: str = ""
    acc_title: str = ""
    acc_descr: str = ""
    sections: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    front_title: str = ""
    front_matter: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()

    @property
    def actors(self) -> tuple[str, ...]:
        """Everyone named in a task, once, in mermaid's order; the empty name too where a list is empty."""
        return sorted_names({name for task in self.tasks for name in task.people})

    @property
    def name(self) -> str:
        """What to call the journey."""
        return self.title or self.front_title or self.acc_title


def read_mermaid(path: Path, encoding: str | None = None) -> ParsedJourney:
    """The journey in a file (.mmd, or the first one in a Markdown text); raises UnreadableError."""
    text, found = read_text(path, MAX_BYTES, encoding)
    return parse_journey(text, path.name, (encoding_note(found),) if found.guessed else ())


def parse_journey(text: str, source: str = "", notes: tuple[str, ...] = ()) -> ParsedJourney:
    """The journey in a text; ``source`` names it in errors. Raises UnreadableError with the line."""
    source = source or _("The text")
    text, dropped = clean_text(text)
    if dropped:
        notes = (*notes, _("Control characters were left out."))
    if not text.strip():
        raise UnreadableError(_("“{name}” is empty.").format(name=source))
    block, lines_before = _fenced(text)
    try:
        said = parse_statements(block)
    except MermaidError as error:
        raise UnreadableError(_sentence(error, source, lines_before)) from None
    ignored = [task for task in said.tasks if task.ignored]
    if ignored:
        notes = (*notes, _ignored_note(ignored, lines_before))
    return ParsedJourney(
        said.title,
        said.acc_title,
        said.acc_descr,
        tuple(said.sections),
        tuple(said.tasks),
        front_title(said.front_matter),
        said.front_matter,
        source,
        notes,
    )


_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[ \t]*mermaid[^\n]*\n(.*?)^[ \t]*\1", re.MULTILINE | re.DOTALL)


def _fenced(text: str) -> tuple[str, int]:
    """The first journey that stands in a fenced block of a Markdown text, and the lines before it."""
    blocks = list(_FENCE.finditer(text))
    chosen = next((b for b in blocks if re.search(r"^\s*journey\b", b[2], re.MULTILINE)), None)
    chosen = chosen or (blocks[0] if blocks else None)
    return (chosen[2], text.count("\n", 0, chosen.start(2))) if chosen else (text, 0)


def _sentence(error: MermaidError, source: str, lines_before: int) -> str:
    reasons = {
        "other": _("{file}, line {line}: this is not a Mermaid journey. It begins with “{text}”, not with “journey”."),
        "word": _("{file}, line {line}: “{text}” does not fit into a Mermaid journey."),
        "task": _("{file}, line {line}: “{text}” has no score. A task is written as “name: score: people”."),
        "open": _("{file}, line {line}: the description that begins with “{text}” is not closed."),
    }
    return reasons[error.kind].format(file=source, line=error.line + lines_before, text=error.found)


def _ignored_note(tasks: list[Task], lines_before: int) -> str:
    first = tasks[0]
    return ngettext(
        "Mermaid ignores what follows the third colon of {count} task; it is kept in the notes"
        " (line {line}: “{text}”).",
        "Mermaid ignores what follows the third colon of {count} tasks; it is kept in the notes"
        " (first in line {line}: “{text}”).",
        len(tasks),
    ).format(count=len(tasks), line=first.line + lines_before, text=first.ignored)


_TITLE = re.compile(r"^title[ \t]*:[ \t]*(.*)$", re.MULTILINE)


def front_title(front_matter: str) -> str:
    """The title in the front matter; of YAML only what a title needs."""
    indent = len(front_matter) - len(front_matter.lstrip(" \t"))
    body = "\n".join(line[indent:] for line in front_matter.split("\n"))
    match = _TITLE.search(body)
    value = match[1].strip() if match else ""
    if match and re.fullmatch(r"[|>][+-]?", value):
        following = body[match.end() :].lstrip("\n").split("\n")
        lines = []
        for line in following:
            if line[:1] not in (" ", "\t"):
                break
            lines.append(line.strip())
        return " ".join(lines)
    if value.startswith('"'):
        return _quoted(value)
    if value.startswith("'"):
        return value[1:].rpartition("'")[0].replace("''", "'")
    return re.split(r"\s#", value, maxsplit=1)[0].strip()


def _quoted(value: str) -> str:
    inner = value[: value.rfind('"') + 1]
    try:
        read = json.loads(inner)
    except ValueError:
        return inner.strip('"')
    return clean_text(str(read))[0]
