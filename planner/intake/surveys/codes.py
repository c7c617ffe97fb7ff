"""Code lists: the file beside a survey that says what its codes mean, column by column."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path

from planner.intake.cells import Choices, Table
from planner.intake.errors import UnreadableError
from planner.intake.names import folded
from planner.intake.surveys.answers import Scale, families, family_of, plain, says_nothing, words
from planner.intake.surveys.columns import guess_kind
from planner.intake.surveys.survey import Question
from planner.intake.tables import read_table
from planner.intake.values import text_of
from planner.language import _
from planner.objectives.metrics import SurveyKind

_SPAN = re.compile(r"(?<![\d.])(\d{1,3})\s*[^\d;=]{0,60}?\s*(?:\.\.+|…|–|-|\bto\b|\bà\b)\s*(\d{1,3})(?![\d.])")
_LABEL = re.compile(r"(?<![\d.])(\d{1,3})\s*[:=)]?\s+([^\d,;.=]+)|(?<![\d.])(\d{1,3})\s*[:=]\s*([^\d,;=]+)")
_SAME_AS = re.compile(r"(?:as|like|see|comme|voir)\s+([\w*]+)", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|/|\bor\b|\band\b|\bou\b|\bet\b)\s*")
_NUMBERED = ("code", "value", "valeur", "answer code", "reponse")
_NAMED = ("column", "variable", "question id", "field", "name", "colonne", "champ")


@dataclass
class Codes:
    """What the codes of one column mean: its question, its scale, its codes for no answer and its labels."""

    question: str = ""
    scale: Scale | None = None
    missing: list[str] = field(default_factory=list)
    labels: dict[float, str] = field(default_factory=dict)

    def turned(self, effort: bool) -> bool | None:
        """Whether the labels say that the numbers run the other way; None where they say nothing."""
        family = family_of(Counter(self.labels.values()))
        levels = sorted((v, families()[family][w]) for v, w in self.labels.items() if w in families()[family])
        if family < 0 or len(levels) < 2 or levels[0][1] == levels[-1][1]:
            return None
        return (levels[-1][1] > levels[0][1]) == effort


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of the columns of a survey, by folded heading; a heading may hold ``*``."""

    source: str
    columns: dict[str, Codes]

    def of(self, heading: str) -> Codes | None:
        """The codes of a column; its own before those of a pattern."""
        name = folded(heading)
        if name in self.columns:
            return self.columns[name]
        return next((codes for key, codes in self.columns.items() if "*" in key and fnmatchcase(name, key)), None)


def read_codes(path: str | Path, choices: Choices | None = None) -> CodeList:
    """The code list in a file: a row a column, or a row a code; raises UnreadableError where it is neither."""
    return codes_of(read_table(path, choices))


def codes_of(table: Table) -> CodeList:
    """The code list in a table."""
    if len(table.head) < 2:
        reason = _("“{name}” is no code list. A row names a column of the survey and says what its codes mean.")
        raise UnreadableError(reason.format(name=table.source))
    heads = [plain(head) for head in table.head]
    name = next((at for at, head in enumerate(heads) if head in _NAMED), 0)
    coded = next((at for at, head in enumerate(heads) if head in _NUMBERED and at != name), -1)
    columns: dict[str, Codes] = {}
    same: dict[str, str] = {}
    before = ""
    for row in table.rows:
        texts = [" ".join(text_of(cell).split()) for cell in row.cells]
        key = before = folded(texts[name]) or before
        codes = columns.setdefault(key, Codes())
        rest = [text for at, text in enumerate(texts) if at not in (name, coded) and text]
        if coded >= 0 and re.fullmatch(r"-?\d{1,4}", texts[coded]):
            _take_label(codes, texts[coded], rest[-1] if rest else "")
            continue
        codes.question = codes.question or next(iter(rest), "")
        for text in rest[1:] or rest:
            if found := _SAME_AS.match(text):
                same[key] = folded(found[1])
            else:
                _take_text(codes, text)
    for key, other in same.items():
        if other in columns and columns[key].scale is None:
            columns[key].scale = columns[other].scale
            columns[key].missing += columns[other].missing
            columns[key].labels |= columns[other].labels
    for codes in columns.values():
        _settle(codes)
    return CodeList(table.source, columns)


def _take_text(codes: Codes, text: str) -> None:
    """What one cell says of the codes: ``5 good .. 1 bad; 6 = never used; 0, Blank = blank``."""
    for clause in text.split(";"):
        left, equals, right = clause.partition("=")
        if equals and says_nothing(right) and "=" not in right:
            codes.missing += [code for code in _JOINED.split(left.strip()) if code]
            continue
        if span := _SPAN.search(clause):
            low, high = sorted((float(span[1]), float(span[2])))
            found = Scale(low, high)
            codes.scale = codes.scale or found
        for one, said, other, more in _LABEL.findall(clause):
            _take_label(codes, one or other, said or more)


def _take_label(codes: Codes, code: str, label: str) -> None:
    if says_nothing(label):
        codes.missing.append(code)
    elif said := plain(label):
        codes.labels.setdefault(float(code), said)


def _settle(codes: Codes) -> None:
    """The scale of a column holds every code that is an answer, also those between its ends."""
    if codes.scale is not None or len(codes.labels) >= 2:
        ends = [*codes.labels, *((codes.scale.lowest, codes.scale.highest) if codes.scale else ())]
        codes.scale = Scale(min(ends), max(ends))


def _kind(codes: Codes) -> SurveyKind | None:
    easy = codes.labels and family_of(Counter(codes.labels.values())) in words()["easy"]
    return "ces" if easy else None


def with_codes(question: Question, table: Table, codes: CodeList) -> Question:
    """A question with what a code list says of its column, where nobody said otherwise."""
    found = codes.of(table.head[question.column])
    if found is None:
        return question
    kind = question.kind or _kind(found) or guess_kind(table, question.column, (*question.missing, *found.missing))
    return replace(
        question,
        kind=kind,
        missing=tuple({folded(code): code for code in (*found.missing, *question.missing)}.values()),
        scale=question.scale or (found.scale if kind != "nps" else None),
        turned=found.turned(kind == "ces") if question.turned is None else question.turned,
    )
