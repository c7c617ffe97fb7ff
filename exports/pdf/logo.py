"""The client's logo: read once, in the proportions it has; a picture that cannot be read is left out."""

import base64
import binascii
import io
from dataclasses import dataclass
from typing import Any

_LARGEST = 1_024
"""Pixels on a side; a plan holds none that are larger."""


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
    if not encoded:
        return None
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    try:
        with Image.open(io.BytesIO(base64.b64decode(encoded, validate=True)), formats=("PNG", "JPEG")) as source:
            if max(source.size) > _LARGEST * 4 or min(source.size) < 1:
                return None
            picture = source.convert("RGBA")
    except (binascii.Error, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    box = picture.getchannel("A").getbbox()
    if box is None:
        return None
    picture = picture.crop(box)  # clear margins would make it look smaller than it is
    return Logo(ImageReader(picture), picture.width, picture.height)
