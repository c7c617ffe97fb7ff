"""Cached values: what formulas come to, put into the file, so that readers that do not calculate show it too.

The library writes formulas without their results. The parts of the file are gone through once more: every cell with a
formula gets its value, every chart and picture the words that say what it shows, and fonts the order of the standard.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from exports.excel.cells import Plain

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_FONT = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml$")
_DRAWN = re.compile(r"xl/drawings/drawing(\d+)\.xml$")


def with_values(
    data: bytes,
    computed: Sequence[Mapping[str, Plain]],
    growing: Sequence[Set[int]],
    described: Sequence[Sequence[tuple[str, str]]],
    told: Callable[[float], None],
) -> bytes:
    """The workbook with the values of its formulas, by sheet and address.

    ``told`` hears of the share done, and may raise to stop. ``growing`` are the rows of each sheet that fit themselves
    to what is written in them. ``described`` holds for each sheet with drawings, in order, the name and words of each
    of them.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        parts = source.infolist()
        for at, info in enumerate(parts):
            told(at / len(parts))
            part = source.read(info.filename)
            if found := _SHEET.search(info.filename):
                part = _filled(part, computed[int(found[1]) - 1], growing[int(found[1]) - 1])
            elif info.filename == "xl/styles.xml":
                part = _ordered(part)
            elif found := _DRAWN.search(info.filename):
                part = _said(part, described[int(found[1]) - 1])
            target.writestr(info, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _filled(part: bytes, values: Mapping[str, Plain], growing: Set[int]) -> bytes:
    if not values and not growing:
        return part
    from lxml import etree

    root = etree.fromstring(part)
    for row in root.iter(f"{_MAIN}row"):
        if int(row.get("r")) in growing:
            row.attrib.pop("customHeight", None)
    for formula in root.iter(f"{_MAIN}f"):
        cell = formula.getparent()
        if cell.tag == f"{_MAIN}c":
            _fill(cell, values[cell.get("r")])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _fill(cell: Any, value: Plain) -> None:
    result = cell.find(f"{_MAIN}v")
    if isinstance(value, bool):
        cell.set("t", "b")
        result.text = "1" if value else "0"
    elif value is None or isinstance(value, str):
        cell.set("t", "str")
        result.text = value or ""
    else:
        cell.attrib.pop("t", None)
        result.text = repr(_serial(value))


def _serial(value: float | dt.date) -> float:
    from openpyxl.utils.datetime import to_excel

    return to_excel(value) if isinstance(value, dt.date) else value


def _ordered(part: bytes) -> bytes:
    """The styles with the parts of each font in the order of the standard, which the library does not keep."""
    from lxml import etree

    root = etree.fromstring(part)
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda piece: _FONT.index(etree.QName(piece).localname))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _said(part: bytes, words: Sequence[tuple[str, str]]) -> bytes:
    from lxml import etree

    root = etree.fromstring(part)
    for element, (name, said) in zip(root.iter(f"{_DRAWING}cNvPr"), words, strict=True):
        element.set("name", name)
        element.set("descr", said)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
