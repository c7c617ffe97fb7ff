"""The client's logo on the first sheet."""

import io
from typing import Any

from exports.excel.book import Book
from exports.excel.layout import PIXEL, units
from exports.picture import logo_picture
from planner.language import _

_HIGH = 44
_WIDE = 190


def add_logo(sheet: Any, book: Book, widths: list[float]) -> list[tuple[str, str]]:
    """Puts the logo at the right of the first rows; its name and words, or nothing where there is none."""
    picture = logo_picture(book.logo)
    if picture is None:
        return []
    from openpyxl.drawing.image import Image
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
    from openpyxl.drawing.xdr import XDRPositiveSize2D

    data = io.BytesIO()
    picture.save(data, "PNG")
    image = Image(data)
    scale = min(_WIDE / image.width, _HIGH / image.height)
    image.width, image.height = max(1, int(image.width * scale)), max(1, int(image.height * scale))
    last = len(widths) - 1
    spare = max(0, units(widths[last]) - image.width * PIXEL)
    start = AnchorMarker(col=last, colOff=spare, row=0, rowOff=6 * PIXEL)
    image.anchor = OneCellAnchor(_from=start, ext=XDRPositiveSize2D(image.width * PIXEL, image.height * PIXEL))
    sheet.add_image(image)
    return [(_("Logo"), _("Logo of {client}").format(client=book.client or book.title))]
