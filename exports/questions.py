"""Question files: one short table per role, written beside the others of a folder."""

import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from planner.capabilities.questionnaire import question_text
from planner.language import _, speaking
from planner.plan import Plan


def write_question_files(plan: Plan, folder: Path, roles: Iterable[str]) -> list[Path]:
    """Writes the question file of each role; a file that is there is never overwritten, for it may hold answers."""
    with speaking(plan.profile.language):
        return [_write(folder, role, question_text(plan, role)) for role in roles]


def _write(folder: Path, role: str, text: str) -> Path:
    # The mark at the start tells spreadsheets that the text is UTF-8.
    data = text.encode("utf-8-sig")
    handle, name = tempfile.mkstemp(prefix=".ratings-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(name, 0o644)
        target = _free_name(folder, role)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target


def _free_name(folder: Path, role: str) -> Path:
    stem = f"{_('ratings')}-{_plain(role)}"
    names = (stem if at == 1 else f"{stem}-{at}" for at in range(1, 10_000))
    return next(path for name in names if not (path := folder / f"{name}.csv").exists())


def _plain(role: str) -> str:
    """A role as part of a file name that every system takes."""
    letters = unicodedata.normalize("NFKD", role).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-").lower()[:60] or "team"
