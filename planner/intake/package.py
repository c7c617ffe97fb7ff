"""Packages: what a spreadsheet file may be before any library opens it.

The reader behind allocates a sheet from its farthest cell, so a file of a few kilobytes could ask for all memory
there is: every part is searched for far cells first.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from planner.intake.cells import MAX_COLUMNS, MOST_ROWS, SMALL, Limits, Report
from planner.intake.csv_table import too_long, too_wide
from planner.intake.errors import UnreadableError
from planner.language import _, number

MAX_MEMBERS = 2_000
_CHUNK = 1 << 22
_LONGEST_TAG = 1 << 16

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(rb"^\s*(?:<!doctype html|<html|<table|<\?xml[^>]*>\s*<(?:html|\?mso|workbook))", re.IGNORECASE)
_DOCTYPE = b"<!DOCTYPE"
_OPEN_DOCUMENT = "content.xml"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""How a part in UTF-16 begins: no program writes sheets so, and none of the patterns below would find a cell in it."""
# Neither pattern runs past the next "<", so that no file can make the search slow.
_ATTRIBUTES = rb"((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>(</)?"
_ODD_CELL = re.compile(rb'<c(?! r=")[\s/>]|:c[\s/>]')
"""A cell without its place, or with a prefix."""
_CELL = re.compile(rb"<(?:[\w.-]+:)?(row|c|table-row|table-cell|covered-table-cell)(?=[\s/>])" + _ATTRIBUTES)
_PLACE = re.compile(rb"(?:^|\s)r\s*=\s*[\"']\s*([A-Za-z]*)([0-9]*)")
_COLUMNS_REPEATED = re.compile(rb"number-columns-repeated\s*=\s*[\"']\s*([0-9]+)")
_ROWS_REPEATED = re.compile(rb"number-rows-repeated\s*=\s*[\"']\s*([0-9]+)")


# Every cell says its place, as all spreadsheet programs write it: then the far ones can be looked for alone.
_FAR = re.compile(
    rb" r=\"\s*(?:[A-Za-z]{3}|[H-Zh-z][A-Za-z]|[Gg][S-Zs-z]|[A-Za-z]{0,2}[0-9]{7}|[A-Za-z]{0,2}[2-9][0-9]{5})"
)
_FAR_ROW_OF_LARGE = re.compile(rb" r=\"\s*(?:[A-Za-z]{3}|[H-Zh-z][A-Za-z]|[Gg][S-Zs-z]|[A-Za-z]{0,2}[0-9]{7})")


def check_package(path: Path, report: Report, limits: Limits = SMALL) -> None:
    """Raises UnreadableError where a file is no spreadsheet, is locked, or holds more than is read here."""
    with path.open("rb") as stream:
        head = stream.read(4096)
        if head.startswith(_OLE):
            _check_old(path, stream)
            return
    if _PAGE.match(head):
        reason = _("“{name}” is a web page with the name of a workbook. Save it as .xlsx or .csv, then import it.")
        raise UnreadableError(reason.format(name=path.name))
    if not head.startswith(b"PK"):
        raise damaged(path.name)
    try:
        with zipfile.ZipFile(path) as package:
            _check_members(path.name, package, report, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged(path.name) from error


def damaged(name: str) -> UnreadableError:
    """What to tell of a file that is no workbook, or not a whole one."""
    reason = _("“{name}” cannot be read as a workbook. It may be damaged. Save it again, or as .csv.")
    return UnreadableError(reason.format(name=name))


def locked(name: str) -> UnreadableError:
    """What to tell of a workbook with a password."""
    reason = _("“{name}” is protected by a password. Save it without one, then import it.")
    return UnreadableError(reason.format(name=name))


def _check_old(path: Path, stream: IO[bytes]) -> None:
    stream.seek(0)
    if _ENCRYPTED in stream.read():
        raise locked(path.name)


def _check_members(name: str, package: zipfile.ZipFile, report: Report, limits: Limits) -> None:
    members = package.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise locked(name)
    total = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or total > limits.unpacked:
        reason = _("“{name}” unpacks to more than {limit} MB, the most that is read here.")
        raise UnreadableError(reason.format(name=name, limit=number(limits.unpacked // 1_000_000)))
    done = 0
    for member in members:
        with package.open(member) as stream:
            plain = _Plain(name, limits, member.filename != _OPEN_DOCUMENT)
            for chunk in _chunks(stream):
                done += len(chunk)
                report(min(0.5, 0.5 * done / max(total, 1)), "")
                plain.take(chunk)
        if not plain.near:
            extent = _Extent(name, limits)
            with package.open(member) as stream:
                for chunk in _chunks(stream):
                    report(min(0.5, 0.5 * done / max(total, 1)), "")
                    extent.take(chunk)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


class _Plain:
    """A quick look at one part of a package: ``near`` where all of its cells say that they lie within the limits.

    Raises UnreadableError where it is no part of a workbook.
    """

    def __init__(self, name: str, limits: Limits, near: bool) -> None:
        self._name, self._limits = name, limits
        self._far = _FAR if limits.rows < MOST_ROWS else _FAR_ROW_OF_LARGE
        self._rest, self._cells, self._first = b"", 0, True
        self.near = near

    def take(self, chunk: bytes) -> None:
        """Looks at one more piece of the part."""
        if self._first and chunk.startswith(_WIDE):
            raise damaged(self._name)
        self._first = False
        data = self._rest + chunk
        if _DOCTYPE in data:
            raise damaged(self._name)
        # A tag may go on in the next piece; a longer one than this is none of a sheet's.
        self._rest = data[max(data.rfind(b"<"), len(data) - _LONGEST_TAG, 0) :]
        if self.near:
            self.near = self._is_near(data)

    def _is_near(self, data: bytes) -> bool:
        cells = data.count(b'<c r="')
        self._cells += cells
        if self._cells > self._limits.cells or self._far.search(data):
            return False
        # Nearly all that begins so are cells with their place.
        return (cells == data.count(b"<c") and b":c" not in data) or not _ODD_CELL.search(data)


class _Extent:
    """How far the cells of one part of a package reach; raises UnreadableError where it is too far."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._rest = b""
        self._row = self._column = self._cells = 0
        self._repeat = 1

    def take(self, chunk: bytes) -> None:
        """Looks at one more piece of the part."""
        data = self._rest + chunk
        end = 0
        for tag in _CELL.finditer(data):
            end = tag.end()
            self._tag(tag[1], tag[2], tag[2].endswith(b"/") or tag[3] is not None)
        # A tag may go on in the next piece; a longer one than this is none of a sheet's.
        self._rest = data[max(end, data.rfind(b"<", end), len(data) - _LONGEST_TAG, 0) :]

    def _tag(self, kind: bytes, attributes: bytes, empty: bool) -> None:
        if kind == b"row":
            place = _PLACE.search(attributes)
            self._row = int(place[2]) if place and place[2] else self._row + 1
            self._column = 0
        elif kind == b"table-row":
            self._repeat = _times(_ROWS_REPEATED, attributes)
            self._column = 0
        else:
            self._cell(kind, attributes, empty)

    def _cell(self, kind: bytes, attributes: bytes, empty: bool) -> None:
        if kind == b"c":
            place = _PLACE.search(attributes)
            self._column = _column_number(place[1]) if place and place[1] else self._column + 1
            if place and place[2]:
                self._row = int(place[2])
            repeat = 1
        else:
            wide = _times(_COLUMNS_REPEATED, attributes)
            self._column += wide
            repeat = wide * self._repeat
            if not empty:
                self._row += self._repeat if self._column == wide else 0
        if empty:
            return
        self._cells += repeat
        if self._column > MAX_COLUMNS:
            raise too_wide(self._name)
        if self._row > self._limits.rows + 10 or self._cells > self._limits.cells:
            raise too_long(self._name, self._limits.rows)


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return min(int(found[1][:9]), 10**8) if found else 1


def _column_number(letters: bytes) -> int:
    value = 0
    for letter in letters.upper()[:4]:
        value = value * 26 + letter - 64
    return value
