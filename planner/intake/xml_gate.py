"""The gate for XML from outside: its size, depth and number of elements are limited, a document type is refused."""

from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from planner.intake.cells import Report, silent
from planner.intake.decoding import checked_size
from planner.intake.errors import UnreadableError
from planner.language import _, number

MAX_BYTES = 20_000_000
MAX_DEPTH = 60
MAX_ELEMENTS = 400_000


def read_xml(path: Path, report: Report = silent) -> Element:
    """The root of an XML file; raises UnreadableError with the line where it is none, or past a limit."""
    checked_size(path, MAX_BYTES)
    with path.open("rb") as stream:
        return parse_xml(stream, path.name, report)


def parse_xml(stream: IO[bytes], name: str, report: Report = silent) -> Element:
    """The root of an XML document, as ``read_xml`` gives it; ``name`` is what errors call it."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = count = 0
    root: Element | None = None
    try:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            if event == "end":
                depth -= 1
                continue
            root = element if root is None else root
            depth, count = depth + 1, count + 1
            _check(name, depth, count)
            if count % 20_000 == 0:
                report(min(count / MAX_ELEMENTS, 1.0), "")
    except DefusedXmlException as error:
        text = _("“{name}” declares a document type, which is not read here.")
        raise UnreadableError(text.format(name=name)) from error
    except ParseError as error:
        text = _("“{name}”, line {line}: this is no whole XML document.")
        raise UnreadableError(text.format(name=name, line=error.position[0])) from error
    except (LookupError, ValueError) as error:
        raise UnreadableError(_("“{name}” is in an encoding that is not known.").format(name=name)) from error
    if root is None:
        raise UnreadableError(_("“{name}” is empty.").format(name=name))
    return root


def _check(name: str, depth: int, count: int) -> None:
    if depth > MAX_DEPTH:
        raise UnreadableError(_("“{name}” is nested deeper than {limit} levels.").format(name=name, limit=MAX_DEPTH))
    if count > MAX_ELEMENTS:
        text = _("“{name}” has more than {limit} elements, the most that is read here.")
        raise UnreadableError(text.format(name=name, limit=number(MAX_ELEMENTS)))


def local(tag: object) -> str:
    """The name of an element without its namespace; nothing for comments and instructions."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
