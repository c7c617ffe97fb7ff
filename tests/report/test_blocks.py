"""Cells as people read them, and phrases that bend with their numbers."""

import datetime as dt

import pytest

from planner.language import speaking
from planner.objectives.records import Kpi
from planner.report.blocks import amount, blank, day, gained, number, said, share, text
from planner.report.phrases import counted, kpi_sentence, months_said, opening, out_of, sentences, some

NB = "\u00a0"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (text("Commuters"), "Commuters"),
        (text(""), "–"),
        (blank(), ""),
        (number(None), "–"),
        (number(12_900), "12,900"),
        (number(2.0, 1), "2.0"),
        (number(2.0, 1, short=True), "2"),
        (number(-1.25, 1, sign=True), "−1.2"),
        (number(3, unit="months"), f"3{NB}months"),
        (amount(5_420_000, "EUR", short=True), "€5.4M"),
        (amount(1_250, "EUR", sign=True), "+€1,250"),
        (share(0.265), f"26{NB}%"),
        (share(0.265, short=True), f"26.5{NB}%"),
        (gained(0.17), f"+17{NB}pts"),
        (day(dt.date(2027, 12, 31)), f"31{NB}Dec{NB}2027"),
    ],
)
def test_a_cell_reads_as_people_write_it(cell: object, words: str) -> None:
    assert said(cell) == words  # type: ignore[arg-type]


def test_a_cell_follows_the_language_spoken() -> None:
    with speaking("fr"):
        assert said(amount(5_420_000, "EUR", short=True)) == f"5,4{NB}M€"


def test_small_counts_are_words_and_large_ones_digits() -> None:
    assert [counted(2), counted(12), counted(13), counted(1_500)] == ["two", "twelve", "13", "1,500"]
    assert [out_of(0, 6), out_of(1, 1), out_of(4, 6)] == ["none of six", "one of one", "four of six"]


def test_an_opening_keeps_the_capitals_of_names() -> None:
    assert opening("the VIP club") == "The VIP club"
    assert opening("") == ""


def test_months_name_the_year_only_where_it_changes() -> None:
    assert months_said(dt.date(2027, 2, 1), dt.date(2027, 2, 20)) == "Feb"
    assert months_said(dt.date(2027, 2, 1), dt.date(2027, 4, 7)).replace(NB, " ") == "Feb to Apr"
    assert months_said(dt.date(2027, 11, 1), dt.date(2028, 1, 7)).replace(NB, " ") == "Nov 2027 to Jan 2028"


def test_a_text_becomes_the_points_that_it_makes() -> None:
    assert sentences("- See the price.\n• Gear for rain\n\nTwo. Sentences.") == [
        "See the price",
        "Gear for rain",
        "Two. Sentences.",
    ]


def test_a_long_list_of_names_is_cut_and_counted() -> None:
    assert some(["a", "b", "c"], 2) == "a, b, c"
    assert some(["a", "b", "c", "d"], 2) == "a, b and 2 more"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Rate, still without a target."),
        ({"target": 0.26}, f"Rate at 26{NB}%."),
        ({"baseline": 0.18, "target": 0.26}, f"Rate from 18{NB}% to 26{NB}%."),
        (
            {"baseline": 0.18, "target": 0.26, "due": dt.date(2027, 9, 30)},
            f"Rate from 18{NB}% to 26{NB}% by 30{NB}September 2027.",
        ),
    ],
)
def test_what_a_kpi_shall_become_is_said_as_far_as_it_is_known(fields: dict[str, object], words: str) -> None:
    kpi = Kpi(id="k", rank="V001", objective="o", name="Rate", **fields)  # type: ignore[arg-type]
    assert kpi_sentence(kpi, "EUR") == words
