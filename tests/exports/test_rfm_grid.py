"""The RFM grid as a picture: a tile for each pair of scores, with its customers, its money and its group."""

import datetime as dt
from decimal import Decimal

import pytest

from exports.figures.rfm_grid import rfm_grid, tile_of, tile_ref
from exports.figures.scene import Rect, Scene, Text
from planner.segments.rfm_grid import Cell, Grid, Sums
from planner.segments.rfm_groups import codes_of, standard_groups, with_cells

CELLS = (Cell(5, 5, 5, Sums(170, 900, Decimal(126_000))), Cell(1, 1, 1, Sums(124, 124, Decimal(1_493))))
GRID = Grid(CELLS, dt.date(2026, 12, 31), dt.date(2025, 12, 31))


def drawn(width: float = 680, height: float = 340, **more: str) -> Scene:
    return rfm_grid(GRID, standard_groups(), "both", width, height, **more)


def words(scene: Scene, ref: str) -> list[str]:
    return [item.words for item in scene.items if isinstance(item, Text) and item.ref == ref]


def test_every_tile_is_there_with_its_group_and_inside_the_picture() -> None:
    scene = drawn()
    refs = {item.ref for item in scene.items if item.ref}
    assert refs == {tile_ref(r, s) for r in range(1, 6) for s in range(1, 6)}
    assert words(scene, "5-5") == ["170", "Champions", "€126k"]
    assert words(scene, "1-1") == ["124", "Lost", "€1,493"]
    for item in scene.items:
        if isinstance(item, Rect):
            assert 0 <= item.x <= item.x + item.width <= scene.width
            assert 0 <= item.y <= item.y + item.height <= scene.height


@pytest.mark.parametrize("height", [150, 220, 340, 700])
def test_the_group_is_said_however_low_the_tiles_are(height: float) -> None:
    assert any("Champ" in said for said in words(drawn(height=height), "5-5"))


def test_the_chosen_tile_and_its_group_are_outlined() -> None:
    scene = drawn(chosen="5-5", group="champions")
    lines = {item.ref: item.line for item in scene.items if isinstance(item, Rect) and item.stroke.startswith("accent")}
    assert lines == {"5-5": 2.5, "5-4": 1.5}


def test_a_tile_of_two_groups_names_both() -> None:
    groups = with_cells(standard_groups(), frozenset(("555",)), "loyal")
    scene = rfm_grid(GRID, groups, "both", 900, 400)
    tips = {item.tip for item in scene.items if item.ref == "5-5"}
    assert tips == {"Champions + Loyal customers: 170 customers, €126k"}
    assert "555" in codes_of(5, 5, "both")


def test_the_table_and_the_sentence_say_the_same() -> None:
    scene = drawn()
    assert len(scene.table.rows) == 25
    assert ("5", "5", "Champions", "170", "€126k") in scene.table.rows
    assert scene.sentence == "294 customers on five by five scores of recency and of frequency and money."


def test_the_ref_of_a_tile_tells_its_scores() -> None:
    assert tile_of(tile_ref(4, 2)) == (4, 2)
