"""A scene looks the same on screen and on paper: both painters are laid over each other."""

import io
import math

import pytest
from PIL import Image, ImageChops, ImageStat

from exports.figures.icons import path_steps, shapes
from exports.figures.on_paper import Paper, missing, paint_on_paper, printable, register_fonts
from exports.figures.palette import colours
from exports.figures.paper import VISIBLE, WHITE, contrast, paper_colours
from exports.figures.scene import Icon, Path, Rect, Scene, Text, circle, line, polygon

WIDE, HIGH = 320.0, 200.0


def everything() -> Scene:
    """A scene with every kind of item, with and without their options."""
    return Scene(
        WIDE,
        HIGH,
        (
            Rect(0, 0, WIDE, HIGH, "bg.surface"),
            Rect(10, 10, 80, 40, "accent.fill", radius=6),
            Rect(100, 10, 80, 40, "warn.soft", "warn.fill", radius=6, line=2, dash=(4, 3)),
            Rect(190, 10, 0, 40, "bad.fill", radius=6),
            Rect(200, 10, 60, 40, "bad.fill", opacity=0.4),
            circle(290, 30, 18, "ok.fill", "text.primary", line=2.0),
            line([(10, 70), (90, 110), (160, 70)], "text.secondary", 1.5, arrow=True),
            line([(10, 120), (160, 120)], "accent.fill", 3, dash=(8, 4)),
            polygon([(180, 70), (230, 110), (190, 115)], "info.soft", "info.fill", 2.0),
            Path((("M", 240, 70), ("C", 260, 120, 290, 50, 310, 110)), "", "bad.fill", 2.0, arrow=True),
            Icon(20, 140, "globe", 32, "text.primary"),
            Icon(60, 140, "shopping-cart", 32, "accent.fill"),
            Text(110, 160, "Vélo Lumière", 16, "text.primary", 600),
            Text(310, 185, "right 12,900", 12, "text.secondary", align="right"),
            Text(180, 150, "turned", 12, "bad.text", turn=-90),
            Text(240, 160, "middle", 12, align="centre"),
        ),
    )


def on_screen(scene: Scene, scale: int) -> Image.Image:
    from PySide6.QtGui import QColor, QImage, QPainter

    from ui.widgets.figure import paint_scene

    palette = colours("light")
    image = QImage(int(scene.width * scale), int(scene.height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint_scene(painter, scene, lambda role: QColor(role if role.startswith("#") else palette[role]))
    painter.end()
    data = bytes(image.constBits())
    return Image.frombytes("RGB", (image.width(), image.height()), data, "raw", "BGRX")


def printed(scene: Scene, scale: int) -> Image.Image:
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(scene.width, scene.height), initialFontName="Inter-400", invariant=True)
    paint_on_paper(canvas, scene, colours("light"), scene.height)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(stream.getvalue())
    try:
        return document[0].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures per channel, of 255."""
    assert one.size == other.size
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def test_screen_and_paper_show_the_same_picture(qapp: object) -> None:
    from ui.theme import theme
    from ui.theme.theme import load_fonts

    load_fonts()
    theme().set("light")
    scene = everything()
    assert difference(on_screen(scene, 2), printed(scene, 2)) < 2.5


@pytest.mark.parametrize("key", ["thread", "radar", "waterfall", "timeline", "journey"])
def test_the_figures_of_the_report_look_the_same_on_screen(qapp: object, key: str) -> None:
    from exports.figures.drawn import scenes
    from planner.report.build import build_report
    from planner.templates import plan_from
    from ui.theme import theme
    from ui.theme.theme import load_fonts

    load_fonts()
    theme().set("light")
    plan = plan_from("velo-lumiere", "en")
    figure = next(figure for figure in build_report(plan).figures() if figure.key == key)
    scene = scenes(plan, figure, 700.0, 360.0)[0]
    # Screens and paper smooth letters differently, and a third of these pictures is letters.
    assert difference(on_screen(scene, 2), printed(scene, 2)) < 4.0


def test_the_comparison_of_pictures_notices_a_missing_item(qapp: object) -> None:
    from ui.theme import theme
    from ui.theme.theme import load_fonts

    load_fonts()
    theme().set("light")
    scene = everything()
    less = Scene(scene.width, scene.height, tuple(i for i in scene.items if not isinstance(i, Rect) or i.x != 10))
    assert difference(on_screen(scene, 2), printed(less, 2)) > 2.5


def test_a_rectangle_without_width_leaves_no_mark() -> None:
    empty = Scene(WIDE, HIGH, (Rect(50, 50, 0, 40, "bad.fill", radius=8),))
    assert printed(empty, 1).getextrema() == ((255, 255),) * 3


def test_every_bundled_icon_can_be_drawn_as_paths() -> None:
    import resources

    names = [path.stem for path in resources.path("icons").glob("*.svg")]
    assert len(names) > 100
    for name in names:
        found = shapes(name)
        assert found, name
        for shape in found:
            numbers = [n for step in shape.steps for n in step[1:]]
            assert all(isinstance(n, float) and -3 <= n <= 27 for n in numbers), name


def test_an_unknown_icon_is_nothing() -> None:
    assert shapes("no-such-icon") == ()


def test_an_arc_ends_where_it_should_and_keeps_its_radius() -> None:
    steps = path_steps("M12 2a10 10 0 0 1 0 20")
    assert steps[-1][-2:] == (12.0, 22.0)
    for step in steps[1:]:
        assert math.hypot(float(step[-2]) - 12, float(step[-1]) - 12) == pytest.approx(10)


def test_flags_of_arcs_may_touch_what_follows() -> None:
    assert path_steps("M0 0a5 5 0 018 6")[-1][-2:] == (8.0, 6.0)


def test_smooth_curves_mirror_the_handle_before() -> None:
    steps = path_steps("M0 0C0 5 5 10 10 10s10 5 10 10")
    assert steps[-1][1:3] == (15.0, 10.0)


def test_words_without_a_glyph_become_boxes() -> None:
    assert printable("Vélo 車 Ω") == "Vélo □ Ω"
    assert missing("Vélo 車 😀") == {"車", "😀"}


def test_a_sign_of_control_leaves_no_mark() -> None:
    assert printable("one\u200btwo\tthree") == "onetwo three"


@pytest.mark.parametrize("brand", ["#1E5B52", "#FFE600", "#FFFFFF", "#000000", "#E94B3C", "#7FD1FF"])
def test_shapes_show_and_words_read_in_any_brand_colour(brand: str) -> None:
    roles = paper_colours(brand)
    assert contrast(roles["accent.fill"], WHITE) >= VISIBLE
    assert contrast(roles["accent.text"], WHITE) >= 4.5
    assert contrast(roles["brand.on"], roles["brand"]) >= 4.5
    assert contrast(roles["text.onAccent"], roles["accent.fill"]) >= 3.0


def test_paper_places_the_origin_where_asked() -> None:
    paper = Paper(None, {}, 100.0, 2.0, 10.0, 20.0).at(5, 5, 0.5)
    assert paper.spot(1, 1) == (10 + 10 + 1, 100 - (20 + 10) - 1)
