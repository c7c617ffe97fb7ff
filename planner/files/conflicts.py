"""Conflict copies: files that a sync client put beside a plan when two people saved it; to be merged, never deleted."""

import os
import re
from pathlib import Path

from planner.files import limits
from planner.files.backups import doc_id_in

_MARK = re.compile(
    r"\s*\((?:.*conflict.*|.*conflit.*|\d{1,3})\)$|\.sync-conflict-[0-9A-Za-z-]+$|[-_]conflict[-_.].*$|-[A-Za-z0-9-]{2,63}$",
    re.IGNORECASE,
)


def conflict_copies(path: str | Path) -> tuple[str, ...]:
    """The files beside a plan that hold the same plan and are named as sync clients name them, newest first."""
    folder, name = os.path.split(os.path.realpath(path))
    stem, ending = os.path.splitext(name)
    try:
        doc_id = _doc_id(os.path.join(folder, name))
        names = [other for other in os.listdir(folder) if other != name and other.startswith(stem)]
    except OSError:
        return ()
    found: list[tuple[float, str]] = []
    for other in names:
        rest, its_ending = os.path.splitext(other)
        copy = os.path.join(folder, other)
        if its_ending == ending and _MARK.match(rest[len(stem) :]) and doc_id and _same_plan(copy, doc_id):
            found.append((os.stat(copy).st_mtime, copy))
    return tuple(copy for _time, copy in sorted(found, reverse=True))


def _same_plan(path: str, doc_id: str) -> bool:
    try:
        return os.path.isfile(path) and _doc_id(path) == doc_id
    except OSError:
        return False


def _doc_id(path: str) -> str:
    with open(path, "rb") as stream:
        return doc_id_in(stream.read(limits.HEAD))
