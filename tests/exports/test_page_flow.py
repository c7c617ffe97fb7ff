"""The flow of pages: what stays together, what begins a new page, and what is cut between lines."""

from exports.pdf.blocks import Maker, pieces_of
from exports.pdf.flow import Flow
from exports.pdf.pieces import Columns, Laid, NewPage, Piece, Stretch, height_of, stacked, tightened
from exports.pdf.tables import table_pieces
from exports.pdf.type import BODY, TITLE, balanced, lines_of, width
from planner.plan import empty_plan
from planner.report.blocks import Bullets, Column, Heading, Paragraph, Table, number, text

TOP, BOTTOM = 0.0, 100.0


def piece(height: float, **rest: object) -> Piece:
    return Piece(height, **rest)  # type: ignore[arg-type]


def flowed(*laid: Laid) -> Flow:
    flow = Flow(TOP, BOTTOM)
    flow.place(laid, 0.0, flow.begin("Part"))
    return flow


def heights(flow: Flow) -> list[list[float]]:
    return [[one.height for _x, _y, one in page.placed] for page in flow.pages]


def test_pieces_fill_a_page_and_go_on_on_the_next() -> None:
    assert heights(flowed(piece(60), piece(40), piece(10))) == [[60, 40], [10]]


def test_the_room_above_is_not_kept_at_the_top_of_a_page() -> None:
    flow = flowed(piece(95), piece(20, before=30.0))
    assert [y for _x, y, _p in flow.pages[1].placed] == [TOP]


def test_a_heading_does_not_stay_behind_alone() -> None:
    assert heights(flowed(piece(80), piece(10, keep=True), piece(20))) == [[80], [10, 20]]


def test_a_heading_stays_with_the_first_pieces_of_columns() -> None:
    columns = Columns(((0.0, (piece(30), piece(30))), (50.0, (piece(10),))))
    flow = flowed(piece(75), piece(10, keep=True), columns)
    assert heights(flow)[0] == [75]


def test_columns_go_on_side_by_side_on_the_next_page() -> None:
    columns = Columns(((0.0, tuple(piece(30) for _at in range(5))), (50.0, tuple(piece(30) for _at in range(4)))))
    flow = flowed(piece(5), columns, piece(7))
    assert [len(page.placed) for page in flow.pages] == [7, 4]
    assert flow.pages[1].placed[-1][1] == 60.0


def test_what_is_held_together_but_higher_than_a_page_is_torn() -> None:
    flow = flowed(*(piece(30, keep=True) for _at in range(6)))
    assert sum(map(len, heights(flow))) == 6
    assert all(y + one.height <= BOTTOM for page in flow.pages for _x, y, one in page.placed)


def test_nothing_ever_reaches_into_the_footer() -> None:
    flow = flowed(*(piece(7 + at % 9, before=at % 5, keep=at % 4 == 0) for at in range(200)))
    assert all(y + one.height <= BOTTOM for page in flow.pages for _x, y, one in page.placed)


def test_a_figure_leaves_room_for_all_that_follows_where_all_of_it_fits() -> None:
    flow = flowed(piece(10), Stretch(piece, 20.0, 90.0), piece(30))
    assert heights(flow) == [[10, 60, 30]]


def test_figures_on_one_page_share_what_is_left() -> None:
    flow = flowed(Stretch(piece, 20.0, 90.0), piece(20), Stretch(piece, 20.0, 90.0))
    assert heights(flow) == [[40, 20, 40]]


def test_a_figure_takes_the_room_where_what_follows_does_not_fit_anyway() -> None:
    assert heights(flowed(piece(10), Stretch(piece, 20.0, 60.0), piece(95))) == [[10, 60], [95]]


def test_a_figure_that_does_not_fit_begins_a_new_page() -> None:
    assert heights(flowed(piece(70), Stretch(piece, 40.0, 60.0))) == [[70], [60]]


def test_a_new_page_may_wait_for_enough_room() -> None:
    assert heights(flowed(piece(50), NewPage(0.4), piece(10))) == [[50, 10]]
    assert heights(flowed(piece(70), NewPage(0.4), piece(10))) == [[70], [10]]
    assert heights(flowed(NewPage(), piece(10))) == [[10]]


def test_pieces_can_be_set_closer_together() -> None:
    laid = (piece(10), Columns(((0.0, (piece(10), piece(10, before=20.0))),), before=10.0))
    assert stacked(laid) == 10 + 10 + 40
    assert stacked(tightened(laid, 0.5)) == 10 + 5 + 30


def rows(count: int) -> Table:
    return Table(
        "t",
        (Column("name", "Name"), Column("value", "Value", "number")),
        tuple((text(f"Row {at}"), number(at)) for at in range(count)),
        (text("Sum"), number(count)),
    )


def test_a_table_repeats_its_head_on_every_page_and_keeps_its_total_off_a_page_alone() -> None:
    pieces = table_pieces(rows(40), 300.0, "Table:1")
    head, total = pieces[0], pieces[-1]
    flow = Flow(0.0, 300.0)
    flow.place(pieces, 0.0, flow.begin("Part"))
    for page in flow.pages:
        assert page.placed[0][2].height == head.height
    last = [one for _x, _y, one in flow.pages[-1].placed]
    assert last[-1] is total
    assert len(last) > 2


def test_a_row_higher_than_a_page_goes_on_under_itself() -> None:
    table = Table("t", (Column("a", "A"), Column("b", "B")), ((text("word " * 900), text("short")),))
    pieces = table_pieces(table, 200.0, "Table:1")
    assert len(pieces) > 3
    assert all(one.height < 200 for one in pieces)
    flow = Flow(0.0, 250.0)
    flow.place(pieces, 0.0, flow.begin("Part"))
    assert all(y + one.height <= 250 for page in flow.pages for _x, y, one in page.placed)


def test_columns_of_figures_get_what_they_need_and_words_share_the_rest() -> None:
    pieces = table_pieces(rows(3), 300.0, "Table:1")
    figure = next(item for item in pieces[1].parts[1].items)
    assert figure.x == 300.0  # type: ignore[union-attr]


def test_a_table_without_rows_prints_its_total_only() -> None:
    table = Table("t", (Column("a", "A"), Column("b", "B", "number")), (), (text("Sum"), number(1)), bare=True)
    assert len(table_pieces(table, 200.0, "Table:1")) == 1


def test_lines_fit_and_lose_no_word() -> None:
    words = "one two three four five six seven eight nine ten " * 5
    lines = lines_of(words, BODY, 120.0)
    assert all(width(line, BODY) <= 120.0 for line in lines)
    assert " ".join(lines).split() == words.split()


def test_a_word_that_is_too_long_is_broken() -> None:
    lines = lines_of("A" * 500, BODY, 100.0)
    assert "".join(lines) == "A" * 500
    assert all(width(line, BODY) <= 100.0 for line in lines)


def test_the_last_of_so_many_lines_ends_in_an_ellipsis() -> None:
    lines = lines_of("word " * 100, BODY, 100.0, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert lines_of("short", BODY, 100.0, 2) == ["short"]


def test_a_title_is_broken_into_lines_of_about_the_same_length() -> None:
    one, two = balanced("Commuters first: win back those lost between Cart and Payment", TITLE, 570.0)
    assert abs(width(one, TITLE) - width(two, TITLE)) < 120


def test_a_long_paragraph_may_be_torn_but_not_behind_its_first_or_before_its_last_line() -> None:
    pieces = pieces_of((Paragraph("word " * 300, lead_in="Lead"),), 200.0, Maker(empty_plan()))
    kept = [one.keep for one in pieces if isinstance(one, Piece)]
    assert len(kept) > 10
    assert kept[0]
    assert kept[-2]
    assert not any(kept[1:-2])


def test_headings_hold_on_to_what_they_head() -> None:
    heading, *bullets = pieces_of((Heading("Needs"), Bullets(("one", "two"))), 200.0, Maker(empty_plan()))
    assert isinstance(heading, Piece)
    assert heading.keep
    assert len(bullets) == 2
    assert height_of(heading) > 0
