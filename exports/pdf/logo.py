"""The client's logo on paper, in the proportions it has."""

from dataclasses import dataclass
from typing import Any

from exports.picture import logo_picture


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture for reportlab, with its size in pixels."""

    image: Any
    width: int
    height: int

    def fitted(self, wide: float, high: float) -> tuple[float, float]:
        """The size at which it fits into a box."""
        scale = min(wide / self.width, high / self.height)
        return self.width * scale, self.height * scale


def read_logo(encoded: str) -> Logo | None:
    """The logo of a plan, or None where there is none or it is damaged."""
    picture = logo_picture(encoded)
    if picture is None:
        return None
    from reportlab.lib.utils import ImageReader

    return Logo(ImageReader(picture), picture.width, picture.height)
