"""Reading a picture that someone chose: PNG or JPEG only, small enough, re-encoded so that nothing else comes along."""

import base64
import io
from pathlib import Path

from planner.intake.decoding import checked_size
from planner.intake.errors import UnreadableError
from planner.language import _

LARGEST_FILE = 5_000_000
MOST_PIXELS = 16_000_000
SIDE = 1_024


def read_logo(path: Path) -> str:
    """The picture as base64 of a PNG of at most 1,024 pixels a side; raises UnreadableError."""
    from PIL import Image

    checked_size(path, LARGEST_FILE)
    try:
        # Other formats have readers that start programs: only these two are ever tried.
        with Image.open(io.BytesIO(path.read_bytes()), formats=["PNG", "JPEG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UnreadableError(_("“{name}” has too many pixels. Use a smaller picture.").format(name=path.name))
            picture.load()
            small = picture.convert("RGBA")
    except UnreadableError:
        raise
    except Exception as error:
        words = _("“{name}” is not a picture that can be used. Choose a PNG or JPEG file.")
        raise UnreadableError(words.format(name=path.name)) from error
    small.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()
