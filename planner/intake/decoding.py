"""Decoding: which encoding a text file has, by its mark or by strict trial, and never a silent guess."""

import codecs
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from planner.intake.errors import UnreadableError
from planner.language import _, number

ENCODINGS = ("utf-8", "cp1252", "utf-16", "mac_roman", "latin-1")
"""What a preview offers to choose from."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20
_NOT_IN_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
_BINARY = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1a\x1b\x00")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file; ``guessed`` where nothing proves it and a person should look."""

    name: str
    guessed: bool = False


def checked_size(path: Path, limit: int) -> int:
    """The size of a regular file in bytes; raises UnreadableError where it is none, or is over the limit."""
    try:
        facts = os.stat(path)  # a pipe named like a file would hang open()
    except OSError as error:
        reason = _("“{name}” could not be opened. It may have been moved, or you may not have access to it.")
        raise UnreadableError(reason.format(name=path.name)) from error
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableError(_("“{name}” is not a file.").format(name=path.name))
    if facts.st_size > limit:
        reason = _("“{name}” is larger than {limit} MB, the most that is read here.")
        raise UnreadableError(reason.format(name=path.name, limit=number(limit // 1_000_000)))
    if facts.st_size == 0:
        raise UnreadableError(_("“{name}” is empty.").format(name=path.name))
    return facts.st_size


def find_encoding(path: Path) -> Encoding:
    """The encoding of a text file: its byte order mark, else strict UTF-8, else a guess that says so."""
    with path.open("rb") as stream:
        head = stream.read(65_536)
        for mark, name in _MARKS:
            if head.startswith(mark):
                return Encoding(name)
        if wide := _wide(head):
            return Encoding(wide, guessed=True)
        if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff")) or len(_BINARY & set(head)) > 4:
            reason = _("“{name}” does not hold text. Choose a CSV or an Excel file.")
            raise UnreadableError(reason.format(name=path.name))
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        try:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return Encoding(_guess(path), guessed=True)
    return Encoding("utf-8")


def _wide(head: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    if len(head) < 4 or head.count(0) < len(head) // 4:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else ""


def _guess(path: Path) -> str:
    # Windows files by far; bytes that Windows does not know point to an old Mac.
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if not _NOT_IN_CP1252.isdisjoint(chunk):
                return "mac_roman"
    return "cp1252"


def codec_of(path: Path, chosen: str | None) -> Encoding:
    """The encoding to read with: the chosen one, else the found one."""
    if chosen is None:
        return find_encoding(path)
    with path.open("rb") as stream:
        head = stream.read(4)
    name = chosen.lower()
    if name in ("utf-8", "utf8") and head.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    if name == "utf-16" and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16-le"
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise UnreadableError(_("The encoding “{name}” is not known.").format(name=chosen)) from error
    return Encoding(name)


def wrong_encoding(path: Path, encoding: str) -> UnreadableError:
    """What to tell when a file does not decode as it was asked to."""
    reason = _("“{name}” cannot be read as {encoding}. Choose another encoding.")
    return UnreadableError(reason.format(name=path.name, encoding=encoding))


def read_text(path: Path, limit: int, encoding: str | None = None) -> tuple[str, Encoding]:
    """The text of a file of at most ``limit`` bytes and the encoding it was read with."""
    checked_size(path, limit)
    found = codec_of(path, encoding)
    try:
        return path.read_bytes()[: limit + 1].decode(found.name), found
    except (UnicodeDecodeError, UnicodeError) as error:
        raise wrong_encoding(path, found.name) from error


def read_beginning(path: Path, most: int, limit: int, encoding: str | None = None) -> tuple[str, Encoding]:
    """The whole lines in the first ``most`` bytes of a file of at most ``limit`` bytes, and how they were read."""
    size = checked_size(path, limit)
    if size <= most:
        return read_text(path, most, encoding)
    found = codec_of(path, encoding)
    with path.open("rb") as stream:
        head = stream.read(most)
    try:
        text = codecs.getincrementaldecoder(found.name)("strict").decode(head)
    except UnicodeDecodeError as error:
        raise wrong_encoding(path, found.name) from error
    end = max(text.rfind("\n"), text.rfind("\r"))
    return text[: end + 1] or text, found


def copy_in_utf8(path: Path, copy: Path, encoding: str) -> Path:
    """A copy of a text file of any size in UTF-8, with its line ends as they are."""
    try:
        with (
            open(path, encoding=encoding, newline="") as source,
            copy.open("w", encoding="utf-8", newline="") as target,
        ):
            shutil.copyfileobj(source, target, _CHUNK)
    except UnicodeError as error:
        raise wrong_encoding(path, encoding) from error
    return copy


def encoding_note(encoding: Encoding) -> str:
    """What a person should know about the encoding, or nothing."""
    if not encoding.guessed:
        return ""
    reason = _("The file does not say how its letters are encoded. It was read as {encoding}: check the accents.")
    return reason.format(encoding=encoding.name)
