"""Styles: every cell has a named style, made of its role and its kind, in the colours of paper and of the brand."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from exports.excel.book import Kind, Role
from exports.excel.formats import number_format
from exports.figures.paper import contrast, paper_colours

FONT = "Calibri"
"""On every machine that opens workbooks; the house's own font may be missing there."""
SIZE = 10
_INPUT = "#1F3FA8"
"""Typed figures are blue, as people who audit workbooks expect."""
_WRAPPED = ("text",)


class Styles:
    """The named styles of a workbook, each made when it is first used."""

    def __init__(self, workbook: Any, brand: str, currency: str) -> None:
        self._workbook = workbook
        self._currency = currency
        self._known: dict[str, Any] = {}
        self._quoted: dict[tuple[int, ...], Any] = {}
        self.colours = paper_colours(brand)

    def cell(self, role: Role, kind: Kind) -> str:
        """The name of the style of a cell."""
        name = f"Rapport {role or 'plain'} {kind}"
        if name not in self._known:
            self._add(name, **self._cell(role, kind))
        return name

    def special(self, what: str) -> str:
        """The name of the style of a title, a heading, the head of a column."""
        name = f"Rapport {what}"
        if name not in self._known:
            self._add(name, **self._special(what))
        return name

    def figure(self, kind: Kind) -> str:
        """The name of the style of a large figure."""
        name = f"Rapport figure {kind}"
        if name not in self._known:
            parts = self._special("figure")
            parts["number_format"] = number_format(kind, self._currency)
            self._add(name, **parts)
        return name

    def array(self, name: str) -> Any:
        """What a cell with that style holds: setting it is much faster than naming the style."""
        return self._known[name]

    def quoted(self, array: Any) -> Any:
        """The same style for a text that could be taken for a formula: programs show it as it is."""
        key = tuple(array)
        if key not in self._quoted:
            self._quoted[key] = copy(array)
            self._quoted[key].quotePrefix = 1
        return self._quoted[key]

    def _add(self, name: str, **parts: Any) -> None:
        from openpyxl.styles import NamedStyle

        style = NamedStyle(name=name, **parts)
        self._workbook.add_named_style(style)
        cell = self._workbook.worksheets[0].cell(1, 1)
        before = cell._style
        cell.style = name
        self._known[name], cell._style = cell._style, before

    def _cell(self, role: Role, kind: Kind) -> dict[str, Any]:
        from openpyxl.styles import Alignment, Border, Side

        ink: Mapping[Role, str] = {
            "muted": "text.tertiary",
            "code": "text.tertiary",
            "derived": "text.secondary",
            "link": "text.link",
        }
        colour = _INPUT if role == "input" else self.colours[ink.get(role, "text.primary")]
        line = Side(style="hair", color=rgb(self.colours["line.strong"]))
        border = Border(bottom=line)
        if role == "total":
            strong = Side(style="thin", color=rgb(self.colours["text.secondary"]))
            border = Border(top=strong, bottom=strong)
        aside = "left" if kind == "text" else "center" if kind in ("flag", "truth") else "right"
        return {
            "font": self._font(
                colour, bold=role in ("strong", "total"), underline="single" if role == "link" else None
            ),
            "alignment": Alignment(
                horizontal=aside,
                vertical="center",
                wrap_text=kind in _WRAPPED and role != "code",
                indent=1 if aside == "right" else 0,
            ),
            "border": border,
            "fill": self._fill(role),
            "number_format": number_format(kind, self._currency),
        }

    def _fill(self, role: Role) -> Any:
        from openpyxl.styles import PatternFill

        fills: Mapping[Role, str] = {"input": "#F4F6FD", "derived": "#F6F4EF"}
        if role not in fills:
            return PatternFill()
        return PatternFill("solid", start_color=rgb(fills[role]))

    def _special(self, what: str) -> dict[str, Any]:
        from openpyxl.styles import Alignment, Border, PatternFill, Side

        primary, secondary = self.colours["text.primary"], self.colours["text.secondary"]
        accent = self.colours["brand.words"]
        right = Alignment(horizontal="right", vertical="center")
        top = Alignment(vertical="top", wrap_text=True)
        if what == "title":
            return {"font": self._font(accent, 18, bold=True), "alignment": Alignment(vertical="center")}
        if what == "finding":
            return {"font": self._font(primary, 12, bold=True), "alignment": top}
        if what == "lead":
            return {"font": self._font(secondary, 10), "alignment": top}
        if what == "heading":
            return {"font": self._font(accent, 12, bold=True), "alignment": Alignment(vertical="center")}
        if what == "figure":
            return {"font": self._font(primary, 20, bold=True), "alignment": Alignment(horizontal="left")}
        if what == "label":
            side = Side(style="thin", color=rgb(self.colours["accent.fill"]))
            return {"font": self._font(secondary, 10), "alignment": top, "border": Border(top=side)}
        if what == "band":
            return {
                "font": self._font(secondary, SIZE, italic=True),
                "alignment": right,
            }
        if what == "back":
            return {"font": self._font(self.colours["text.link"], underline="single"), "alignment": right}
        if what.startswith("head"):
            brand = self.colours["brand"]
            pale = contrast(brand, "#FFFFFF") < 1.5
            side = Side(style="medium", color=rgb(self.colours["accent.fill"]))
            return {
                "font": self._font(self.colours["brand.on"], SIZE, bold=True),
                "alignment": Alignment(
                    horizontal=what.removeprefix("head").strip() or "left",
                    vertical="center",
                    wrap_text=True,
                    indent=1 if what == "head right" else 0,
                ),
                "fill": PatternFill("solid", start_color=rgb(brand)),
                "border": Border(bottom=side) if pale else Border(),
            }
        return {"font": self._font(primary), "alignment": top}

    def _font(self, colour: str, size: float = SIZE, **more: Any) -> Any:
        from openpyxl.styles import Font

        return Font(name=FONT, size=size, color=rgb(colour), **more)


def rgb(colour: str) -> str:
    """A colour as the file writes it."""
    return "FF" + colour.lstrip("#")[:6].upper()
