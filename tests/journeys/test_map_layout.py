"""The geometry of a journey map: columns, lanes, stacks, ways of edges, spots of labels."""

import itertools

import pytest

from exports.figures.journey_labels import Label, labels
from exports.figures.journey_layout import Box, Grid, Sizes, Spot, emptiest_corner, nearest, place
from exports.figures.journey_map import EdgeLook, JourneyMap, Tone, View, edge_words, journey_map, label_words
from exports.figures.journey_routes import Link, Route, arrow, routes
from exports.figures.words import width as words_width
from planner.language import speaking
from planner.templates import SAMPLE, plan_from
from tests.benchmarks.large_journey import JOURNEY, large_journey

STAGES = ["one", "two", "three", "four"]
LANES = ["web", "mail", "shop"]


def grid(*spots: tuple[str, str, str], width: float = 0, height: float = 0) -> Grid:
    """A map of touchpoints given as id, stage and lane."""
    return place(STAGES, LANES, [Spot(*spot) for spot in spots], width, height)


def way(of: Grid, *links: tuple[str, str]) -> list[Route]:
    """The ways of edges given as source and target."""
    found = routes(of, [Link(f"{at}", *link) for at, link in enumerate(links)])
    return [found[str(at)] for at in range(len(links))]


def crosses(route: Route, box: Box) -> bool:
    """Whether an edge runs through the inside of a touchpoint."""
    inside = box.grown(-2)
    points = [
        (a[0] + (b[0] - a[0]) * t / 8, a[1] + (b[1] - a[1]) * t / 8)
        for a, b in itertools.pairwise(route.points)
        for t in range(9)
    ]
    return any(inside.contains(x, y) for x, y in points)


# --- The grid ---------------------------------------------------------------------------------------------------------


def test_columns_share_the_width_and_nodes_grow_with_them_up_to_a_limit() -> None:
    narrow, wide = grid(("a", "one", "web"), width=4 * 140), grid(("a", "one", "web"), width=4 * 400)
    assert narrow.boxes["a"].width == 140 - Sizes().roomy_gap
    assert wide.boxes["a"].width == Sizes().node_most
    assert wide.columns[-1].end == 1600


def test_columns_never_get_too_narrow_for_a_touchpoint() -> None:
    found = grid(("a", "one", "web"), width=100)
    assert all(band.size >= Sizes().node_width for band in found.columns)
    assert found.width > 100


def test_a_lane_without_touchpoints_shrinks() -> None:
    found = grid(("a", "one", "web"))
    sizes = {band.key: band.size for band in found.lanes}
    assert sizes["mail"] == Sizes().empty
    assert sizes["web"] > sizes["mail"]
    assert [band.empty for band in found.lanes] == [False, True, True]


def test_touchpoints_of_a_cell_stack_with_a_gap_and_the_lane_grows() -> None:
    found = grid(("a", "one", "web"), ("b", "one", "web"), ("c", "one", "web"), ("d", "two", "web"))
    boxes = [found.boxes[key] for key in "abc"]
    assert [b.y - a.bottom for a, b in itertools.pairwise(boxes)] == [Sizes().between] * 2
    lane = found.lanes[0]
    assert lane.start < boxes[0].y and boxes[-1].bottom < lane.end
    assert found.boxes["d"].centre[1] == pytest.approx(lane.start + lane.size / 2, abs=1)


def test_the_map_fills_the_height_there_is() -> None:
    found = grid(("a", "one", "web"), ("b", "one", "mail"), height=500)
    assert found.height == 500


def test_a_touchpoint_without_stage_or_channel_gets_a_place_of_its_own() -> None:
    found = grid(("a", "one", "web"), ("b", "", "gone"))
    assert [band.key for band in found.columns][-1] == ""
    assert [band.key for band in found.lanes][-1] == ""
    assert found.cell_at(*found.boxes["b"].centre) == ("", "")
    assert "" not in [band.key for band in grid(("a", "one", "web")).columns]


def test_a_point_tells_its_cell_and_the_place_in_it() -> None:
    found = grid(("a", "two", "mail"), ("b", "two", "mail"))
    assert found.cell_at(*found.boxes["a"].centre) == ("two", "mail")
    assert found.cell_at(-50, -50) == ("one", "web")
    assert found.place_in_cell("two", "mail", found.boxes["a"].y - 1) == 0
    assert found.place_in_cell("two", "mail", found.boxes["b"].bottom) == 2
    assert found.place_in_cell("two", "mail", found.boxes["b"].bottom, moving=("a",)) == 1


def test_the_nearest_touchpoint_in_a_direction_is_found() -> None:
    found = grid(("a", "one", "web"), ("b", "two", "web"), ("c", "two", "shop"), ("d", "four", "web"))
    assert nearest(found.boxes, "a", 1, 0) == "b"
    assert nearest(found.boxes, "b", 0, 1) == "c"
    assert nearest(found.boxes, "b", 1, 0) == "d"
    assert nearest(found.boxes, "a", -1, 0) == "a"


def test_a_small_map_docks_in_the_emptiest_corner() -> None:
    view = Box(0, 0, 400, 300)
    lower_left = emptiest_corner([], view, 100, 60, 10)
    assert (lower_left.x, lower_left.bottom) == (10, 290)
    upper_right = emptiest_corner([Box(0, 150, 400, 150), Box(0, 0, 150, 300)], view, 100, 60, 10)
    assert (upper_right.right, upper_right.y) == (390, 10)


def test_a_small_map_keeps_off_what_is_chosen_even_where_it_covers_more_then() -> None:
    view, chosen = Box(0, 0, 400, 300), Box(20, 240, 60, 40)
    full = [Box(300, 200, 90, 90), Box(0, 0, 400, 120)]
    docked = emptiest_corner([*full, chosen], view, 100, 60, 10, kept=[chosen])
    assert not docked.overlap(chosen) and docked.overlap(full[0])


# --- Edges ------------------------------------------------------------------------------------------------------------


def test_an_edge_goes_out_at_the_right_and_in_at_the_left() -> None:
    found = grid(("a", "one", "web"), ("b", "two", "shop"))
    (route,) = way(found, ("a", "b"))
    a, b = found.boxes["a"], found.boxes["b"]
    assert route.points[0] == (a.right, a.centre[1])
    assert route.end[0] == b.x
    assert b.y < route.end[1] < b.centre[1]  # it comes from above
    assert abs(route.angle) < 0.6  # nearly level


def test_an_edge_back_goes_out_at_the_left_and_in_at_the_right() -> None:
    found = grid(("a", "one", "web"), ("b", "two", "shop"))
    (route,) = way(found, ("b", "a"))
    assert route.points[0][0] == found.boxes["b"].x
    assert route.end[0] == found.boxes["a"].right


def test_neighbours_on_one_height_are_joined_by_a_straight_line() -> None:
    found = grid(("a", "one", "web"), ("b", "two", "web"))
    (route,) = way(found, ("a", "b"))
    assert len(route.points) == 2 and route.short


def test_there_and_back_on_one_height_are_two_lines() -> None:
    found = grid(("a", "one", "web"), ("b", "two", "web"))
    there, back = way(found, ("a", "b"), ("b", "a"))
    assert there.points[0][1] != back.points[0][1]


def test_in_one_column_edges_go_from_bottom_to_top() -> None:
    found = grid(("a", "one", "web"), ("b", "one", "shop"))
    (down,) = way(found, ("a", "b"))
    assert down.points[0][1] == found.boxes["a"].bottom
    assert down.end[1] == found.boxes["b"].y
    both = way(found, ("a", "b"), ("b", "a"))
    assert both[0].points[0][0] < both[1].points[0][0]


def test_in_one_column_an_edge_goes_around_what_is_between() -> None:
    found = grid(("a", "one", "web"), ("b", "one", "mail"), ("c", "one", "shop"))
    (route,) = way(found, ("a", "c"))
    assert not crosses(route, found.boxes["b"])


def test_an_edge_over_several_columns_passes_no_touchpoint() -> None:
    spots = [("a", "one", "web"), ("m", "two", "web"), ("n", "three", "web"), ("z", "four", "web")]
    found = grid(*spots)
    (route,) = way(found, ("a", "z"))
    assert not crosses(route, found.boxes["m"])
    assert not crosses(route, found.boxes["n"])


def test_an_edge_over_empty_columns_stays_straight() -> None:
    found = grid(("a", "one", "web"), ("z", "four", "web"), ("m", "two", "shop"))
    (route,) = way(found, ("a", "z"))
    assert {y for _x, y in route.points} == {found.boxes["a"].centre[1]}


def test_two_edges_between_the_same_touchpoints_do_not_lie_on_each_other() -> None:
    found = grid(("a", "one", "web"), ("b", "two", "web"))
    one, two = way(found, ("a", "b"), ("a", "b"))
    assert one.points != two.points


def test_an_edge_to_itself_is_a_loop_that_ends_on_top() -> None:
    found = grid(("a", "two", "mail"))
    (route,) = way(found, ("a", "a"))
    assert route.end[1] == found.boxes["a"].y
    assert route.points[0][0] == found.boxes["a"].right


def test_the_arrow_points_where_the_edge_goes() -> None:
    found = grid(("a", "one", "web"), ("b", "one", "shop"))
    (down,) = way(found, ("a", "b"))
    wings = arrow(down, 8)
    assert wings[1][1:] == down.end
    assert float(wings[0][2]) < down.end[1] and float(wings[2][2]) < down.end[1]


def test_an_edge_to_something_that_is_not_there_is_left_out() -> None:
    found = grid(("a", "one", "web"))
    assert routes(found, [Link("x", "a", "gone")]) == {}


# --- Labels -----------------------------------------------------------------------------------------------------------


def spots(found: Grid, links: list[Link], *sizes: tuple[float, float]) -> dict[str, Label]:
    """Where the labels of edges stand that may have each of these sizes."""
    return labels(found, routes(found, links), {link.id: sizes for link in links})


def test_the_label_of_a_short_edge_stands_above_it() -> None:
    found = grid(("a", "one", "web"), ("b", "two", "web"))
    spot = spots(found, [Link("e", "a", "b")], (30, 15))["e"].box
    assert spot.bottom < found.boxes["a"].centre[1]
    assert found.boxes["a"].right < spot.centre[0] < found.boxes["b"].x


def test_labels_keep_off_each_other() -> None:
    found = grid(("a", "one", "web"), ("b", "one", "mail"), ("c", "one", "shop"), ("z", "two", "mail"))
    placed = spots(found, [Link(key, key, "z") for key in "abc"], (30, 15))
    for one, two in itertools.combinations(placed.values(), 2):
        assert one.box.overlap(two.box) == 0


def test_a_label_wider_than_the_gap_is_set_in_the_fullest_words_that_fit() -> None:
    found = grid(("a", "one", "web"), ("b", "two", "web"))
    gap = found.boxes["b"].x - found.boxes["a"].right
    (label,) = spots(found, [Link("e", "a", "b")], (gap + 20, 15), (gap + 1, 15), (gap - 2, 15), (8, 15)).values()
    assert (label.choice, label.free) == (2, True)
    assert not any(label.box.overlap(box) for box in found.boxes.values())


def test_a_long_label_moves_along_its_edge_to_where_nothing_is() -> None:
    found = grid(("a", "one", "web"), ("b", "two", "shop"))
    gap = found.boxes["b"].x - found.boxes["a"].right
    (label,) = spots(found, [Link("e", "a", "b")], (gap + 20, 15), (8, 15)).values()
    assert (label.choice, label.free) == (0, True)
    assert not any(label.box.overlap(box) for box in found.boxes.values())


def test_a_label_that_finds_no_room_says_so_and_is_in_nobodys_way() -> None:
    found = grid(("a", "one", "web"), ("b", "two", "web"))
    links = [Link("e", "a", "b"), Link("f", "a", "b"), Link("g", "a", "b"), Link("h", "a", "b"), Link("i", "a", "b")]
    placed = spots(found, links, (30, 30))
    shown = [label.box for label in placed.values() if label.free]
    assert 0 < len(shown) < len(links)
    assert not any(one.overlap(two) for one, two in itertools.combinations(shown, 2))
    assert not any(box.overlap(label) for box in found.boxes.values() for label in shown)


def test_who_finds_no_room_chooses_first_in_another_round() -> None:
    spots_ = [("a", "one", "web"), ("b", "two", "web"), ("c", "one", "mail"), ("d", "two", "mail")]
    found = grid(*spots_)
    links = [Link("long", "a", "d"), Link("short", "a", "b"), Link("back", "d", "a"), Link("other", "c", "d")]
    assert all(label.free for label in spots(found, links, (34, 15)).values())


@pytest.mark.parametrize(
    ("share", "estimated", "words"),
    [
        (0.42, False, ["42 %", "42"]),
        (0.125, False, ["12.5 %", "12 %", "12"]),
        (0.125, True, ["≈ 12.5 %", "≈ 12 %", "12 %", "12"]),
        (0.004, False, ["0.4 %", "0.4"]),
        (1.0, False, ["100 %", "100"]),
        (0.0, False, ["0 %", "0"]),
    ],
)
def test_a_share_has_shorter_words_that_stay_true(share: float, estimated: bool, words: list[str]) -> None:
    look = EdgeLook("e", "a", "b", edge_words(share, estimated), False, share=share, estimated=estimated)
    assert [w.replace("\u00a0", " ") for w in label_words(look)] == words


@pytest.mark.parametrize("tone", ["added", "changed", "removed", "same"])
def test_a_share_among_points_gained_keeps_its_percent_sign(tone: Tone) -> None:
    look = EdgeLook("e", "a", "b", edge_words(0.125), False, tone, share=0.125)
    assert [w.replace("\u00a0", " ") for w in label_words(look)] == ["12.5 %", "12 %"]


def test_a_difference_has_no_other_words() -> None:
    assert label_words(EdgeLook("e", "a", "b", "+17", False, "changed")) == ("+17",)
    assert label_words(EdgeLook("e", "a", "b", "", False)) == ()


def drawn(
    shown: JourneyMap, width: float, height: float, text: float
) -> tuple[Grid, dict[str, Route], dict[str, Label]]:
    """A map as the canvas draws it at a size and a size of text."""
    stages, lanes = [s.id for s in shown.stages], [lane.id for lane in shown.lanes]
    found = place(stages, lanes, shown.spots(), width, height, Sizes().scaled(text))
    ways = routes(found, shown.links())
    sizes = {
        key: [(words_width(words, 11 * text, 600) + 6 * text, 18 * text) for words in label_words(look)]
        for key, look in shown.edges.items()
        if look.words
    }
    return found, ways, labels(found, ways, sizes)


def flaws(shown: JourneyMap, width: float = 944, height: float = 662, text: float = 1.0) -> list[str]:
    """Edges that run through a touchpoint they do not join, and labels that lie on a touchpoint or on another one."""
    found, ways, placed = drawn(shown, width, height, text)
    out = []
    for key, route in ways.items():
        ends = {shown.edges[key].source, shown.edges[key].target}
        out += [f"{key} runs through {p}" for p, box in found.boxes.items() if p not in ends and crosses(route, box)]
    seen = {key: label.box for key, label in placed.items() if label.free}
    for key, box in seen.items():
        out += [f"{key} is written on {p}" for p, node in found.boxes.items() if box.overlap(node)]
    pairs = itertools.combinations(seen, 2)
    return out + [f"{one} lies on {two}" for one, two in pairs if seen[one].overlap(seen[two])]


SCREENS = {"first start": (944, 662), "1366 x 698": (826, 424), "panel closed": (1086, 424), "smallest": (752, 380)}


@pytest.mark.parametrize("view", ["current", "optimal", "difference"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("text", [1.0, 1.15, 1.3])
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_of_the_sample_lies_on_anything_and_every_label_is_there(
    view: View, language: str, text: float, screen: str
) -> None:
    with speaking(language):
        shown = journey_map(plan_from(SAMPLE, language), "browse", view)
        assert flaws(shown, *SCREENS[screen], text) == []
        assert [key for key, label in drawn(shown, *SCREENS[screen], text)[2].items() if not label.free] == []


@pytest.mark.parametrize("view", ["current", "optimal", "difference"])
@pytest.mark.parametrize("back", [0, 30])
@pytest.mark.parametrize("text", [1.0, 1.3])
def test_not_even_in_a_journey_of_120_touchpoints(view: View, back: int, text: float) -> None:
    shown = journey_map(large_journey(120, 180, 8, back=back, optimal=True), JOURNEY, view)
    assert flaws(shown, text=text) == []
    placed = drawn(shown, 944, 662, text)[2].values()
    assert sum(label.free for label in placed) > 0.97 * len(placed)


def test_a_crowd_of_labels_on_one_touchpoint_parts() -> None:
    found = place(STAGES, LANES, [Spot(f"p{n}", "one", LANES[n % 3]) for n in range(9)] + [Spot("z", "two", "mail")])
    placed = spots(found, [Link(f"p{n}", f"p{n}", "z") for n in range(9)], (32, 15)).values()
    assert all(label.free for label in placed)
    assert not any(one.box.overlap(two.box) for one, two in itertools.combinations(placed, 2))


def test_the_same_journey_is_always_laid_out_the_same() -> None:
    shown = journey_map(plan_from(SAMPLE, "en"), "browse", "difference")
    maps = []
    for _ in range(2):
        found = place([s.id for s in shown.stages], [lane.id for lane in shown.lanes], shown.spots(), 944, 662)
        maps.append((found.boxes, routes(found, shown.links())))
    assert maps[0] == maps[1]


# --- What the map says ------------------------------------------------------------------------------------------------


def test_the_map_marks_dead_ends_and_the_worst_leak() -> None:
    shown = journey_map(plan_from(SAMPLE, "en"), "browse", "current")
    assert [n.id for n in shown.nodes.values() if n.mark == "dead_end"] == ["app"]
    assert [e.id for e in shown.edges.values() if e.tone == "worst"] == ["cart--payment"]
    assert shown.edges["retargeting--cart"].dashed


def test_the_difference_marks_what_is_added_changed_and_removed() -> None:
    shown = journey_map(plan_from(SAMPLE, "en"), "browse", "difference")
    marks = {mark: [n.id for n in shown.nodes.values() if n.mark == mark] for mark in ("added", "changed", "removed")}
    assert len(marks["added"]) == 5
    assert len(marks["changed"]) == 3
    assert marks["removed"] == ["retargeting"]
    assert shown.edges["cart--payment"].words == "+17"
    assert shown.edges["payment--confirmation"].words == "−6"
