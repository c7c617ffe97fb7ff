"""The logo of the sample's client: half a wheel with five spokes, drawn here."""

import base64
import io
import math

SIZE = 512
FINE = 4


def logo(colour: str) -> str:
    """A PNG in one colour as base64."""
    from PIL import Image, ImageDraw

    side = SIZE * FINE
    picture = Image.new("RGBA", (side, side // 2 + side // 16), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    middle, ground, radius, stroke = side / 2, side / 2, side * 0.44, side // 18
    draw.arc((middle - radius, ground - radius, middle + radius, ground + radius), 180, 360, fill=colour, width=stroke)
    for turn in (-60, -30, 0, 30, 60):
        angle = math.radians(turn - 90)
        ends = [(middle + r * math.cos(angle), ground + r * math.sin(angle)) for r in (side * 0.14, side * 0.32)]
        draw.line(ends, fill=colour, width=stroke * 2 // 3)
    hub = side * 0.05
    draw.ellipse((middle - hub, ground - hub, middle + hub, ground + hub), fill=colour)
    small = picture.resize((SIZE, picture.height // FINE), Image.Resampling.LANCZOS).quantize(32)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()
