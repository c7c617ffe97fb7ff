"""PNG pictures: twice the size of their scene, in the colours they are given whatever the theme."""

import io

import pytest
from PIL import Image

from exports.figures.scene import Icon, Rect, Scene
from exports.pictures.journey import journey_picture
from planner.plan import Plan
from ui.pictures import LARGEST, png_of
from ui.theme import theme


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=("PNG",)).convert("RGBA")


@pytest.mark.usefixtures("qapp")
def test_a_journey_is_painted_at_twice_its_size_and_says_its_density(sample: Plan) -> None:
    picture = journey_picture(sample, "browse", "current")
    data = png_of(picture.scene, picture.colours)
    image = Image.open(io.BytesIO(data))
    assert image.size == (round(picture.scene.width * 2), round(picture.scene.height * 2))
    assert image.info["dpi"][0] == pytest.approx(192, abs=1)
    assert len(opened(data).getcolors(1 << 24) or ()) > 50


@pytest.mark.usefixtures("qapp")
def test_colours_and_icons_are_those_given_and_not_those_of_the_window() -> None:
    scene = Scene(40, 20, (Rect(0, 0, 20, 20, "ground"), Icon(22, 2, "circle-dot", 16, "ink")))
    colours = {"ground": "#112233", "ink": "#00FF00"}
    light = png_of(scene, colours)
    theme().set("dark")
    try:
        assert png_of(scene, colours) == light
    finally:
        theme().set("light")
    image = opened(light)
    assert image.getpixel((5, 5)) == (0x11, 0x22, 0x33, 255)
    assert (0, 255, 0, 255) in {colour for _count, colour in image.getcolors(1 << 16) or ()}


@pytest.mark.usefixtures("qapp")
def test_a_picture_past_what_programs_open_is_painted_smaller() -> None:
    image = opened(png_of(Scene(LARGEST, 100.0, (Rect(0, 0, 10, 10, "#112233"),)), {}))
    assert image.size == (LARGEST, 100)
