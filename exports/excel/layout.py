"""Layout: where every block of every sheet stands, so that formulas can name each other's cells."""

from dataclasses import dataclass, field

from exports.excel.book import Block, Book, Cards, Cell, Charts, Entry, Grid, Heading, Sheet, Table, Words
from exports.excel.names import column_heads, sheet_names

TOP = 5
"""The row in which the blocks of a sheet begin: above are the title, the finding and the lead."""
POINTS_PER_CENTIMETRE = 72 / 2.54
ROW = 15.0
"""The height of a row in points that nobody sets."""


PIXEL = 9_525
"""English metric units of a pixel, in which drawings are placed."""


def units(width: float) -> int:
    """The width of a column in those units."""
    return (int(width * 7) + 5) * PIXEL


def letter(column: int) -> str:
    """The letters of a column, from 1."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def address(row: int, column: int, absolute: bool = False) -> str:
    """A cell as formulas write it: B7 or $B$7."""
    return f"${letter(column)}${row}" if absolute else f"{letter(column)}{row}"


def quoted(sheet: str) -> str:
    """The name of a sheet as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table at its place: the row of its heads, the heads themselves, and the rows of its bands."""

    table: Table
    sheet: str
    head: int
    heads: dict[str, str]
    bands: dict[str, int]

    @property
    def first(self) -> int:
        """The row of its first item."""
        return self.head + 1

    @property
    def last(self) -> int:
        """The row of its last item."""
        return self.head + len(self.table.items)

    @property
    def end(self) -> int:
        """Its last row, the totals included."""
        return self.last + (1 if self.table.has_total else 0)

    def column(self, key: str) -> int:
        """The number of a column, from 1."""
        return list(self.heads).index(key) + 1

    def reference(self) -> str:
        """All of it: A5:K17."""
        return f"{address(self.head, 1)}:{address(self.end, len(self.heads))}"

    def cells(self, key: str) -> str:
        """The cells of a column, on its sheet, as charts name them."""
        at = self.column(key)
        return f"{quoted(self.sheet)}!{address(self.first, at, True)}:{address(self.last, at, True)}"


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block with the first of its rows."""

    block: Block
    row: int


@dataclass(frozen=True, slots=True)
class PlacedSheet:
    """A sheet under the name that it got, with its blocks at their rows."""

    sheet: Sheet
    name: str
    blocks: tuple[PlacedBlock, ...]


@dataclass(slots=True)
class Places:
    """Where everything is: sheets by key, tables by key, and the cells or lists that have a name."""

    sheets: list[PlacedSheet] = field(default_factory=list)
    tables: dict[str, PlacedTable] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def sheet(self, key: str) -> PlacedSheet | None:
        """A sheet by its key."""
        return next((placed for placed in self.sheets if placed.sheet.key == key), None)


def laid_out(book: Book) -> Places:
    """The places of a workbook. A table without items is left out, so that nothing refers to it."""
    places = Places()
    names = sheet_names(sheet.name for sheet in book.sheets)
    for sheet, name in zip(book.sheets, names, strict=True):
        row = TOP
        blocks = []
        for block in sheet.blocks:
            blocks.append(PlacedBlock(block, row))
            if isinstance(block, Table):
                row = _place_table(places, block, name, row)
            elif isinstance(block, Grid):
                _place_names(places, block, name, row)
                row += len(block.rows) + bool(block.heads) + 1
            else:
                row += _height(block)
        places.sheets.append(PlacedSheet(sheet, name, tuple(blocks)))
    return places


def _height(block: Block) -> int:
    """How many rows a block takes that is neither a table nor a grid."""
    if isinstance(block, Cards):
        return 3
    if isinstance(block, Charts):
        tallest = max((chart.high for chart in block.charts), default=0.0)
        return int(tallest * POINTS_PER_CENTIMETRE / ROW) + 2
    return 1 if isinstance(block, Heading | Words) else 0


def _place_table(places: Places, table: Table, sheet: str, row: int) -> int:
    row += bool(table.title)
    bands = {band.key: row + at for at, band in enumerate(table.bands)}
    head = row + len(bands)
    heads = dict(zip((c.key for c in table.columns), column_heads(c.head for c in table.columns), strict=True))
    placed = PlacedTable(table, sheet, head, heads, bands)
    if not table.items:
        return row + 2
    places.tables[table.key] = placed
    for band in table.bands:
        for key, cell in band.cells.items():
            _name(places, cell, sheet, bands[band.key], placed.column(key))
    return placed.end + 2


def _place_names(places: Places, grid: Grid, sheet: str, row: int) -> None:
    first = row + bool(grid.heads)
    for at, cells in enumerate(grid.rows):
        for column, cell in columns_of(cells):
            if isinstance(cell, Entry):
                _name(places, cell, sheet, first + at, column)
    for name, column, start, count in grid.lists:
        top, end = address(first + start, column, True), address(first + start + count - 1, column, True)
        places.names[name] = f"{quoted(sheet)}!{top}:{end}"


def columns_of(cells: tuple[Cell, ...]) -> list[tuple[int, Cell]]:
    """The cells of a line of a grid, each with its column from 1."""
    out: list[tuple[int, Cell]] = []
    column = 1
    for cell in cells:
        out.append((column, cell))
        column += cell.spread if isinstance(cell, Entry) else 1
    return out


def _name(places: Places, cell: Entry, sheet: str, row: int, column: int) -> None:
    if cell.name:
        places.names[cell.name] = f"{quoted(sheet)}!{address(row, column, True)}"
