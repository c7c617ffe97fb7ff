"""Rendering: the real PDF of a plan, and its pages as pictures, made by jobs."""

import threading
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QImage

from planner.plan import Plan

_one_at_a_time = threading.Lock()
"""The renderer keeps global state: it must not be entered twice."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels: blue, green, red, and a byte to spare."""

    number: int
    scale: float
    width: int
    height: int
    stride: int
    data: bytes

    def image(self) -> QImage:
        """The page as Qt's image."""
        made = QImage(self.data, self.width, self.height, self.stride, QImage.Format.Format_RGB32)
        return made.copy()  # the bytes may go


def print_for_preview(plan: Plan, progress: Any) -> Any:
    """The job of printing: what the PDF writer gives, and the plan it is of."""
    from exports.pdf.writer import print_plan

    return plan, print_plan(plan, progress)


def render_pages(data: bytes, wanted: tuple[tuple[int, float], ...], progress: Any) -> list[PageImage]:
    """The job of rendering: pages of a PDF, each at a scale of pixels per point."""
    import pypdfium2

    out = []
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(data)
        try:
            for number, scale in wanted:
                progress.check()
                page = document[number]
                bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
                raw = bytes(bitmap.buffer)
                out.append(PageImage(number, scale, bitmap.width, bitmap.height, bitmap.stride, raw))
                bitmap.close()
                page.close()
        finally:
            document.close()
    return out
