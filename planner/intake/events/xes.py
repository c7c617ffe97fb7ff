"""XES: the events of an XML event log (IEEE 1849), written as rows of case, activity, time and lifecycle.

The log is read as it streams by and never held. A document type, and with it every entity, is refused at once.
"""

import csv
import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from planner.intake.cells import Report
from planner.intake.cleaning import fitted
from planner.intake.decoding import checked_size
from planner.intake.errors import UnreadableError
from planner.language import _, number

MAX_BYTES = 2_000_000_000
MAX_EVENTS = 20_000_000
MAX_DEPTH = 40
COLUMNS = ("case", "activity", "time", "lifecycle")
_KEYS = {"concept:name": "activity", "time:timestamp": "time", "lifecycle:transition": "lifecycle"}
_CHUNK = 1 << 20
_LONGEST = 500


def is_xes(head: bytes) -> bool:
    """Whether the beginning of a file is that of an event log in XML, perhaps packed by gzip."""
    if head.startswith(b"\x1f\x8b"):
        return True
    plain = head.replace(b"\x00", b"")
    return b"<log" in plain and (b"xes" in plain.lower() or b"<trace" in plain or b"<extension" in plain)


def write_events(path: Path, out: Path, report: Report) -> int:
    """Writes the events of a log as a CSV file without headings; how many. Raises UnreadableError."""
    size = checked_size(path, MAX_BYTES)
    with path.open("rb") as raw, out.open("w", encoding="utf-8", newline="") as rows:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        stream: Any = gzip.GzipFile(fileobj=raw) if packed else raw
        log = _Log(csv.writer(rows, lineterminator="\n"), path.name)
        try:
            _feed(log, stream, raw, size, report)
        except expat.ExpatError as error:
            text = _("“{name}”, line {line}: this is no whole XML document.")
            raise UnreadableError(text.format(name=path.name, line=error.lineno)) from error
        except (OSError, EOFError) as error:
            raise UnreadableError(_("“{name}” is packed, and damaged.").format(name=path.name)) from error
    if not log.is_log:
        raise UnreadableError(_("“{name}” is no event log in the XES format.").format(name=path.name))
    return log.events


def _feed(log: "_Log", stream: IO[bytes], raw: IO[bytes], size: int, report: Report) -> None:
    total = 0
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
        if total > MAX_BYTES:
            text = _("“{name}” is larger than {limit} MB, the most that is read here.")
            raise UnreadableError(text.format(name=log.source, limit=number(MAX_BYTES // 1_000_000)))
        log.parser.Parse(chunk, False)
        report(0.6 * raw.tell() / size, "")
    log.parser.Parse(b"", True)


class _Log:
    """Follows the elements of a log and writes every event once it is over."""

    def __init__(self, writer: Any, source: str) -> None:
        self.source, self._writer = source, writer
        self.events, self.is_log = 0, False
        self._depth = self._trace_at = self._event_at = 0
        self._cases, self._case = 0, ""
        self._event: dict[str, str] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse

    def _refuse(self, *_what: object) -> None:
        text = _("“{name}” declares a document type, which is not read here.")
        raise UnreadableError(text.format(name=self.source))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            text = _("“{name}” is nested deeper than {limit} levels.")
            raise UnreadableError(text.format(name=self.source, limit=MAX_DEPTH))
        bare = name.rpartition(":")[2]
        if self._depth == 1:
            self.is_log = bare == "log"
        elif bare == "trace" and not self._trace_at:
            self._trace_at, self._cases = self._depth, self._cases + 1
            self._case = f"#{self._cases}"
        elif bare == "event" and self._trace_at and not self._event_at:
            self._event_at, self._event = self._depth, {}
        elif self._event_at and self._depth == self._event_at + 1:
            key = _KEYS.get(attributes.get("key", ""))
            if key:
                self._event[key] = attributes.get("value", "")
        elif self._trace_at and self._depth == self._trace_at + 1 and attributes.get("key") == "concept:name":
            self._case = attributes.get("value", "").strip() or self._case

    def _end(self, _name: str) -> None:
        if self._depth == self._event_at:
            self._event_at = 0
            self._write()
        elif self._depth == self._trace_at:
            self._trace_at = 0
        self._depth -= 1

    def _write(self) -> None:
        self.events += 1
        if self.events > MAX_EVENTS:
            text = _("“{name}” has more than {limit} events, the most that is read here.")
            raise UnreadableError(text.format(name=self.source, limit=number(MAX_EVENTS)))
        event = self._event
        activity = fitted(event.get("activity", ""), _LONGEST)
        self._writer.writerow((self._case, activity, event.get("time", ""), event.get("lifecycle", "").lower()))
