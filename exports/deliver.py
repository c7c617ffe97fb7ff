"""Delivering: writes the deliverables of a plan into a folder, each by its own writer."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from planner.language import _
from planner.plan import Plan

Progress = Callable[[float, str], None]
Writer = Callable[[Plan, Path, Progress], object]

SUFFIXES = {"pdf": ".pdf", "excel": ".xlsx"}
"""The kinds of deliverables with the ending of their files."""

_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')


def writer(kind: str) -> Writer:
    """The function that writes a kind of deliverable; its library is loaded only now."""
    if kind == "pdf":
        from exports.pdf.writer import write_pdf

        return write_pdf
    from exports.excel.writer import write_workbook

    return write_workbook


def quietly(_share: float, _words: str = "") -> None:
    """Progress for who does not watch."""


def deliver(plan: Plan, folder: Path, kinds: Sequence[str] | None = None, progress: Progress = quietly) -> list[Path]:
    """Writes the deliverables of these kinds, all where none is named; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = list(kinds or SUFFIXES)
    files = []
    for at, kind in enumerate(chosen):
        file = folder / (file_stem(plan) + SUFFIXES[kind])
        writer(kind)(plan, file, _part_of(progress, at, len(chosen)))
        files.append(file)
    return files


def _part_of(progress: Progress, at: int, count: int) -> Progress:
    def part(share: float, words: str = "") -> None:
        progress((at + share) / count, words)

    return part


def file_stem(plan: Plan) -> str:
    """A file name for the deliverables of a plan, without its ending, that every system takes."""
    return safe_stem(plan.profile.title or plan.profile.client or _("Plan"))


def safe_stem(words: str) -> str:
    """A file name made of words, without its ending, that every system takes."""
    words = unicodedata.normalize("NFC", words)
    stem = " ".join(_FORBIDDEN.sub(" ", words).split()).strip(". ")
    while len(stem.encode()) > 120:
        stem = stem[:-1].rstrip(". ")
    return f"{stem}_" if _RESERVED.match(stem) else stem or _("Plan")
