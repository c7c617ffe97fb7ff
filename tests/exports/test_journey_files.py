"""Files of a journey: pictures that can be read and heard, graphs for other programs, names that every system takes."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from exports.figures.palette import colours
from exports.figures.scene import Icon, Rect, Scene, Text, line
from exports.graphs.files import (
    FORMATS,
    GRAPHS,
    deliver_journeys,
    drawn,
    format_of,
    journey_bytes,
    journey_stem,
    put_journey,
)
from exports.pictures.journey import journey_picture, journey_svg
from exports.pictures.svg import svg_text
from exports.replace import CannotBeOpened
from planner.edit import amend
from planner.intake.journeys.edge_list import draft_of_edges
from planner.intake.journeys.graphml import read_graphml
from planner.intake.mermaid.reading import read_mermaid
from planner.intake.tables import read_table
from planner.journeys.edits import group_touchpoints
from planner.plan import Plan
from planner.templates import SAMPLE, plan_from
from tests.journeys.maps import journey_plan

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def sample() -> Plan:
    """The sample in English."""
    return plan_from(SAMPLE, "en")


def texts(svg: str) -> list[str]:
    return ["".join(e.itertext()) for e in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("view", ["current", "optimal", "difference"])
def test_a_picture_says_what_it_shows_and_its_words_are_words(sample: Plan, view: str) -> None:
    svg = journey_svg(sample, "browse", view)  # type: ignore[arg-type]
    root = ET.fromstring(svg)
    size = root.get("width"), root.get("height")
    assert root.get("viewBox") == f"0 0 {size[0]} {size[1]}"
    assert root.findtext(f"{SVG}title", "").startswith("Browse to order: ")
    assert "of those who start reach the goal" in root.findtext(f"{SVG}desc", "")
    assert "Inter" in root.get("font-family", "") and "sans-serif" in root.get("font-family", "")
    words = " ".join(texts(svg))
    state = "current" if view == "current" else "optimal"
    for point in sample.rows(f"{state}_touchpoints"):
        if point.journey == "browse":
            assert all(word in words for word in point.name.split())
    for stage in sample.journeys[0].stages:
        assert stage.name in words


def test_every_colour_is_a_colour_and_nothing_is_outside(sample: Plan) -> None:
    root = ET.fromstring(journey_svg(sample, "browse", "difference"))
    used = {e.get(name, "none") for e in root.iter() for name in ("fill", "stroke")}
    assert all(value == "none" or value.startswith("#") for value in used)
    wide, high = float(root.get("width", "0")), float(root.get("height", "0"))
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("x", "0")) + float(rect.get("width", "0")) <= wide
        assert float(rect.get("y", "0")) + float(rect.get("height", "0")) <= high


def test_names_are_text_whatever_they_hold(sample: Plan) -> None:
    point = sample.current_touchpoints[0]
    for name in ("<script>alert(1)</script>", "A & B", 'say "é" ☃ 日本', "]]>"):
        plan = amend(sample, "current_touchpoints", point.id, name=name)
        svg = journey_svg(plan, point.journey, "current")
        assert not list(ET.fromstring(svg).iter(f"{SVG}script"))
        assert name.split()[0][:6] in " ".join(texts(svg))


def test_items_of_a_scene_become_elements_of_their_kind() -> None:
    items = (
        Rect(1, 2, 30, 40, "accent.fill", "#112233", 4, dash=(3, 2), opacity=0.5, tip="A box"),
        Rect(0, 0, 0, 9, "accent.fill"),
        line([(0, 0), (10, 5)], "#445566", arrow=True),
        Text(5, 6, "Turned", 11, "#000000", 600, "centre", 90, strike=True),
        Icon(1, 1, "globe", 12, "#778899"),
        Icon(1, 1, "no such icon"),
    )
    root = ET.fromstring(svg_text(Scene(50, 60, items, "Said"), colours("light"), "Title", ground=""))
    rects, paths = list(root.iter(f"{SVG}rect")), list(root.iter(f"{SVG}path"))
    assert len(rects) == 1
    assert (rects[0].get("rx"), rects[0].get("stroke-dasharray"), rects[0].get("fill-opacity")) == ("4", "3 2", "0.5")
    assert rects[0].findtext(f"{SVG}title") == "A box"
    assert [p.get("stroke") for p in paths[:2]] == ["#445566", "#445566"]
    assert len(paths) > 2, "the arrow's head and the icon are paths"
    text = root.find(f"{SVG}text")
    assert text is not None
    assert (text.get("text-anchor"), text.get("transform"), text.get("font-weight")) == (
        "middle",
        "rotate(90 5 6)",
        "600",
    )


def test_a_picture_is_in_the_clients_colours_and_the_plans_language(sample: Plan) -> None:
    from planner.insight.edits import edit_profile

    picture = journey_picture(edit_profile(sample, language="fr", brand_colour="#7A1FA2"), "browse", "optimal")
    assert picture.colours["brand"] == "#7A1FA2"
    assert picture.title.endswith("Optimal")
    french = journey_picture(edit_profile(sample, language="fr"), "browse", "current")
    assert "points de contact" in french.scene.sentence


def test_every_journey_and_state_is_written_and_can_be_read_back(sample: Plan, tmp_path: Path) -> None:
    formats = [*GRAPHS, "svg"]
    files = deliver_journeys(sample, tmp_path / "out", formats)  # type: ignore[arg-type]
    views = list(drawn(sample))
    expected = sum(view in format_of(key).views for _journey, view in views for key in formats)
    assert len(files) == len(set(files)) == expected
    assert all(file.is_file() for file in files)
    for file in files:
        if file.suffix == ".graphml":
            assert read_graphml(file).nodes
        elif file.suffix == ".csv":
            assert draft_of_edges(read_table(file)).points
        elif file.suffix == ".mmd" and "flowchart" not in file.name:
            assert read_mermaid(file).tasks


def test_files_are_named_after_segment_journey_and_state(sample: Plan) -> None:
    assert journey_stem(sample, "browse", "current") == "Commuters, Browse to order, current"
    plan = amend(sample, "journeys", "browse", name='a/b: "c" <d>')
    assert journey_stem(plan, "browse", "difference") == "Commuters, a b c d, difference"


def test_two_journeys_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    from planner.journeys.edits import copy_journey

    plan = journey_plan({("Ad", "Pay"): 0.5})
    plan = copy_journey(plan, plan.journeys[0].id, plan.segments[0].id)
    plan = amend(plan, "journeys", plan.journeys[1].id, name=plan.journeys[0].name)
    files = deliver_journeys(plan, tmp_path, ["csv"])
    assert [f.name for f in files] == ["Commuters, current.csv", "Commuters, current 2.csv"]


def test_a_file_that_cannot_be_opened_leaves_the_old_one_in_place(tmp_path: Path) -> None:
    path = tmp_path / "old.svg"
    path.write_text("old")
    with pytest.raises(CannotBeOpened):
        put_journey(path, b"<svg", "svg")
    assert path.read_text() == "old"


def test_only_pictures_show_the_difference(sample: Plan) -> None:
    assert {f.key for f in FORMATS if "difference" in f.views} == {"svg", "png"}
    for key in GRAPHS:
        with pytest.raises(KeyError):
            journey_bytes(sample, "browse", "difference", key)


def test_a_picture_frames_the_touchpoints_of_a_group() -> None:
    plan = plan_from(SAMPLE, "en")
    assert "Checkout" not in journey_bytes(plan, "browse", "current", "svg").decode()
    grouped = group_touchpoints(plan, "browse", ("cart", "payment"), "Checkout")
    assert journey_bytes(grouped, "browse", "current", "svg").decode().count(">Checkout<") == 2
