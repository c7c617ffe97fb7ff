"""Tables on the command line: the words that say how a file is to be read where it does not say so itself."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from planner.language import _

if TYPE_CHECKING:
    from planner.intake.cells import Choices, Decimal, Table

_SIGNS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|"}
_DECIMALS: "dict[str, Decimal]" = {"point": ".", ".": ".", "comma": ",", ",": ","}


def fill_tables(parser: argparse.ArgumentParser) -> None:
    """The words that go with every file that is a table."""
    words = _("the encoding of a text file, as cp1252; found out without")
    parser.add_argument("--encoding", metavar="NAME", default=None, help=words)
    words = _("what parts the cells of a text file: a sign, or tab")
    parser.add_argument("--delimiter", metavar="SIGN", default=None, help=words)
    words = _("the decimal sign of numbers: point or comma")
    parser.add_argument("--decimal", choices=tuple(_DECIMALS), default=None, help=words)
    parser.add_argument("--sheet", metavar="NAME", default=None, help=_("the sheet of a workbook; else the first"))
    words = _("the line of the headings; found out without")
    parser.add_argument("--heading", metavar="LINE", type=int, default=None, help=words)


def choices_of(options: argparse.Namespace) -> "Choices":
    """How the options want a file to be read; raises UnreadableError."""
    from planner.intake.cells import Choices
    from planner.intake.errors import UnreadableError

    sign = options.delimiter
    if sign is not None:
        sign = _SIGNS.get(sign.casefold(), sign)
        if len(sign) != 1 or sign in '"\r\n' or sign.isalnum():
            raise UnreadableError(_("“{text}” is no sign that parts cells.").format(text=options.delimiter))
    decimal = _DECIMALS[options.decimal] if options.decimal else None
    return Choices(options.encoding, sign, decimal, options.sheet, options.heading)


def read_chosen(path: str, options: argparse.Namespace) -> "Table":
    """The table in a file, read as the options want it; raises UnreadableError."""
    from planner.intake.tables import read_table

    return read_table(Path(path), choices_of(options))
