"""Named groups: eleven that lie on the grid without a gap, moved, renamed, or made from rules."""

import csv
from pathlib import Path

import pytest

from planner.segments.rfm_grid import Axis, codes_of, second_score
from planner.segments.rfm_groups import (
    CODES,
    GroupRule,
    cells_in_words,
    group_of,
    groups_from_rules,
    standard_groups,
    tile_groups,
    with_cells,
    with_name,
)


@pytest.mark.parametrize("axis", ["both", "frequency", "monetary"])
def test_eleven_groups_hold_every_cell_once(axis: Axis) -> None:
    groups = standard_groups(axis)
    assert len(groups) == 11
    assert sorted(code for group in groups for code in group.cells) == sorted(CODES)


def test_champions_are_the_best_and_lost_the_last() -> None:
    groups = standard_groups()
    assert (groups[0].key, groups[-1].key) == ("champions", "lost")
    assert group_of(groups, "555") is groups[0]
    assert group_of(groups, "111") is groups[-1]


def test_a_half_rounds_up_on_the_axis_of_both() -> None:
    assert second_score(4, 5, "both") == 5
    assert second_score(1, 2, "both") == 2
    assert (second_score(1, 5, "frequency"), second_score(1, 5, "monetary")) == (1, 5)
    assert sum(len(codes_of(3, s, "both")) for s in range(1, 6)) == 25


def test_a_tile_that_is_moved_belongs_to_the_other_group_only() -> None:
    groups = with_cells(standard_groups(), codes_of(5, 4, "both"), "loyal")
    assert [group.key for group in tile_groups(groups, 5, 4, "both")] == ["loyal"]
    assert sorted(code for group in groups for code in group.cells) == sorted(CODES)


def test_a_group_is_renamed_alone() -> None:
    groups = with_name(standard_groups(), "lost", "Gone for good")
    assert [g.name for g in groups if g.name not in {s.name for s in standard_groups()}] == ["Gone for good"]


def test_cells_are_said_as_spans_where_they_are_one_block() -> None:
    groups = {group.key: group for group in standard_groups()}
    assert cells_in_words(groups["loyal"].cells, "both") == (("3–4", "4–5"), True)
    assert cells_in_words(groups["champions"].cells, "both") == (("5", "4–5"), True)
    corner = codes_of(5, 5, "both") | codes_of(4, 4, "both")
    assert cells_in_words(corner, "both") == (("5-5", "4-4"), False)
    assert cells_in_words(frozenset(("555", "111")), "both") == (("555", "111"), False)


def test_the_first_rule_that_fits_names_a_cell_and_the_rest_are_others() -> None:
    rules = [GroupRule("Best", (5, 5), (4, 5), (4, 5)), GroupRule("Recent", (4, 5), (1, 5), (1, 5))]
    groups = groups_from_rules(rules)
    assert [group_of(groups, code).name for code in ("555", "551", "321")] == ["Best", "Recent", "Others"]  # type: ignore[union-attr]


def test_rules_name_the_segments_that_the_r_package_names(data: Path) -> None:
    lines = list(csv.DictReader((data / "rfm/rfm_segment_rules.csv").read_text(encoding="utf-8").splitlines()))
    spans = [
        [(int(line[f"{m}_lower"]), int(line[f"{m}_upper"])) for m in ("recency", "frequency", "monetary")]
        for line in lines
    ]
    groups = groups_from_rules([GroupRule(line["segment"], *span) for line, span in zip(lines, spans, strict=True)])
    with (data / "rfm/expected/rfm_orders_scores_at_2006-12-31.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            group = group_of(groups, row["rfm_score"])
            assert group is not None
            assert group.name == row["segment"]
