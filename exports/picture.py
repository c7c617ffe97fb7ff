"""The client's logo as a picture: read once for every deliverable; one that cannot be read is left out."""

import base64
import binascii
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_LARGEST = 4_096
"""Pixels on a side; a plan holds none that are larger."""


def logo_picture(encoded: str) -> "Image.Image | None":
    """The logo of a plan without its clear margins, or None where there is none or it is damaged."""
    if not encoded:
        return None
    from PIL import Image

    try:
        with Image.open(io.BytesIO(base64.b64decode(encoded, validate=True)), formats=("PNG", "JPEG")) as source:
            if max(source.size) > _LARGEST or min(source.size) < 1:
                return None
            picture = source.convert("RGBA")
    except (binascii.Error, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    box = picture.getchannel("A").getbbox()
    return picture.crop(box) if box is not None else None  # clear margins would make it look smaller than it is
