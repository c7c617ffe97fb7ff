"""Formulas: templates with the names of columns, cells and lists filled in."""

import re

from exports.excel.book import Formula, templates
from exports.excel.layout import PlacedTable, Places, address, quoted

_PLACE = re.compile(r"\{([^{}]+)\}")


class NotThere(Exception):
    """A formula names something that is not in the workbook."""


def formula_text(formula: Formula, places: Places, own: PlacedTable | None = None) -> str:
    """The first template of a formula whose parts are all there, filled in; nothing where none is."""
    for template in templates(formula):
        try:
            return _PLACE.sub(lambda found: _reference(found[1], places, own), template)
        except NotThere:
            continue
    return ""


def _reference(words: str, places: Places, own: PlacedTable | None) -> str:
    if words.startswith("$"):
        if words[1:] not in places.names:
            raise NotThere(words)
        return words[1:]
    if words.startswith("^"):
        return _of_band(words[1:], own)
    if "^" in words:
        table, _sign, band = words.partition("^")
        return _band_of_table(table, band, places)
    table, sign, keys = words.partition("#" if "#" in words else ".")
    if not sign:
        return _of_row(words, own)
    placed = places.tables.get(table)
    if placed is None:
        raise NotThere(words)
    heads = _heads(placed, keys)
    if sign == "#":
        return f"{placed.table.name}[[#Headers],{heads}]"
    return f"{placed.table.name}[{heads}]" if ":" in keys else f"{placed.table.name}{heads}"


def _of_row(keys: str, own: PlacedTable | None) -> str:
    if own is None:
        raise NotThere(keys)
    return f"{own.table.name}[[#This Row],{_heads(own, keys)}]"


def _heads(placed: PlacedTable, keys: str) -> str:
    try:
        return ":".join(f"[{placed.heads[key]}]" for key in keys.split(":"))
    except KeyError as gone:
        raise NotThere(keys) from gone


def _band_of_table(table: str, band: str, places: Places) -> str:
    placed = places.tables.get(table)
    if placed is None or band not in placed.bands:
        raise NotThere(table)
    keys = list(next(b.cells for b in placed.table.bands if b.key == band))
    first, last = (address(placed.bands[band], placed.column(key), absolute=True) for key in (keys[0], keys[-1]))
    return f"{quoted(placed.sheet)}!{first}:{last}"


def _of_band(words: str, own: PlacedTable | None) -> str:
    band, _dot, keys = words.partition(".")
    if own is None or band not in own.bands:
        raise NotThere(words)
    row = own.bands[band]
    return ":".join(address(row, own.column(key), absolute=True) for key in keys.split(":"))
