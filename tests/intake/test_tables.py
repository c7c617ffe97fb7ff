"""Tables from outside: what CSV and workbook files become, and which of them are refused."""

import codecs
import datetime as dt
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.intake.cells import Choices
from planner.intake.csv_table import find_delimiter
from planner.intake.errors import UnreadableError
from planner.intake.tables import column_name, read_table, rejected_as_csv
from planner.intake.values import flag_of, guess_decimal, read_date, read_number


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    def make(content: str | bytes, encoding: str = "utf-8", name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., Path]:
    """A workbook with rows from A1, changed part by part: ``parts`` maps a member to a function of its bytes."""

    def make(rows: list[list[Any]], parts: dict[str, Callable[[bytes], bytes]] | None = None) -> Path:
        import openpyxl

        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        plain = tmp_path / "plain.xlsx"
        book.save(plain)
        path = tmp_path / "table.xlsx"
        with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                data = old.read(name)
                new.writestr(name, (parts or {}).get(name, lambda data: data)(data))
        return path

    return make


SHEET = "xl/worksheets/sheet1.xml"
ROWS = [["Segment", "Customers"], ["Commuters", 12900], ["Families", 6100]]


def cells(path: Path, **choices: Any) -> list[tuple[Any, ...]]:
    return [row.cells for row in read_table(path, Choices(**choices)).rows]


# CSV: encodings


def test_a_byte_order_mark_is_no_part_of_the_first_heading(csv_file: Any) -> None:
    table = read_table(csv_file(codecs.BOM_UTF8 + b"Segment,Customers\nA,1\n"))
    assert table.head == ("Segment", "Customers")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le"])
def test_accents_come_through_in_the_usual_encodings(csv_file: Any, encoding: str) -> None:
    table = read_table(csv_file("Segment;Coût\nFidèles à l’été;5\n", encoding))
    assert table.head == ("Segment", "Coût")
    assert table.rows[0].cells == ("Fidèles à l’été", "5")


def test_an_encoding_that_nothing_proves_is_told_and_can_be_chosen(csv_file: Any) -> None:
    path = csv_file("Segment;Kunden\nÄltere Käufer €;5\n", "cp1252")
    table = read_table(path)
    assert table.encoding is not None
    assert table.encoding.guessed
    assert any("cp1252" in note for note in table.notes)
    assert cells(path, encoding="latin-1")[0][0] != table.rows[0].cells[0]


def test_mac_roman_is_read_when_it_is_chosen(csv_file: Any) -> None:
    assert cells(csv_file("Segment;N\nété\u2026;5\n", "mac_roman"), encoding="mac_roman")[0][0] == "été…"


def test_nul_and_control_signs_are_taken_out_with_a_note(csv_file: Any) -> None:
    table = read_table(csv_file(b"Segment,N\nCom\x00mu\x07ters,1\n"))
    assert table.rows[0].cells[0] == "Commuters"
    assert any("Control characters" in note for note in table.notes)


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"\n\n  \n", b"%PDF-1.7 binary \x01\x02\x03\x04\x05\x06"])
def test_a_file_without_rows_of_text_is_refused_in_a_sentence(csv_file: Any, content: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"table\.csv"):
        read_table(csv_file(content))


def test_a_pipe_or_a_folder_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, tmp_path / "gone.csv", tmp_path / "gone.xlsx"):
        with pytest.raises(UnreadableError):
            read_table(path)


# CSV: rows


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_by_trial(csv_file: Any, delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row) for row in (["Segment", "Customers", "Note"], ["A", "12", "x y"], ["B", "9", "z"])
    )
    table = read_table(csv_file(text))
    assert table.delimiter == delimiter
    assert table.rows[1].cells == ("B", "9", "z")


def test_decimal_commas_do_not_pass_for_delimiters() -> None:
    assert find_delimiter("Segment;Marge;Perte\nA;1,5;2,5\nB;3,5;4,5\n") == ";"


def test_a_delimiter_in_quotes_is_text(csv_file: Any) -> None:
    assert cells(csv_file('Segment,Needs\n"Commuters, city","Rain gear\nand speed"\n')) == [
        ("Commuters, city", "Rain gear\nand speed")
    ]


def test_the_sep_line_of_spreadsheets_names_the_delimiter(csv_file: Any) -> None:
    table = read_table(csv_file("sep=|\r\nSegment|Note\r\nA|x;y;z\r\n"))
    assert (table.delimiter, table.head, table.heading) == ("|", ("Segment", "Note"), 2)
    assert table.rows[0].line == 3


def test_a_chosen_delimiter_wins(csv_file: Any) -> None:
    assert read_table(csv_file("A;B\n1;2\n"), Choices(delimiter=",")).head == ("A;B",)


def test_quotes_and_megabytes_do_not_slow_the_search_for_the_delimiter() -> None:
    began = time.monotonic()
    find_delimiter(('"' * 199 + "a" + "\n") * 300)
    assert time.monotonic() - began < 2


def test_short_rows_are_filled_and_rows_beyond_the_headings_left_out(csv_file: Any) -> None:
    table = read_table(csv_file("Segment,Customers,Value\nA,1\nB,2,3\nC,1,234,5\n"))
    assert [row.cells for row in table.rows] == [("A", "1", None), ("B", "2", "3")]
    assert [(row.line, row.reason) for row in table.rejected] == [(4, "More cells than headings")]


def test_a_column_without_a_heading_stays_where_most_rows_fill_it(csv_file: Any) -> None:
    assert cells(csv_file("Segment,Customers\nA,1,x\nB,2,y\n")) == [("A", "1", "x"), ("B", "2", "y")]


def test_empty_cells_at_the_end_of_a_row_do_no_harm(csv_file: Any) -> None:
    assert len(read_table(csv_file("Segment,Customers\nA,1,,,\n")).rows) == 1


def test_a_title_above_the_headings_is_passed_over(csv_file: Any) -> None:
    table = read_table(csv_file("Our customers 2027;;\n;;\nSegment;Customers;Value\nA;1;2\n"))
    assert table.head == ("Segment", "Customers", "Value")
    assert table.heading == 3
    assert [row.line for row in table.above] == [1]


def test_the_line_of_the_headings_can_be_chosen(csv_file: Any) -> None:
    assert read_table(csv_file("a,b\nc,d\ne,f\n"), Choices(heading=2)).head == ("c", "d")


def test_a_cell_that_is_too_long_costs_its_row_only(csv_file: Any) -> None:
    table = read_table(csv_file("Segment,Customers\nA," + "x" * 140_000 + "\nB,2\n"))
    assert [row.cells for row in table.rows] == [("B", "2")]
    assert table.rejected[0].line == 2
    assert "131,072" in table.rejected[0].reason


def test_a_quote_that_is_never_closed_costs_its_row_only(csv_file: Any) -> None:
    table = read_table(csv_file('Segment,Customers\nA,1\n"B,2\nC,3\nD,4\n'))
    assert [row.cells[0] for row in table.rows] == ["A", "C", "D"]
    assert [(row.line, row.cells) for row in table.rejected] == [(3, ('"B', "2"))]


def test_many_open_quotes_end_in_plain_reading(csv_file: Any) -> None:
    began = time.monotonic()
    table = read_table(csv_file("Segment,Customers\n" + '"A,1\nB,2\n"C,3\n\n' * 2_000 + '"Z,9\n'))
    assert time.monotonic() - began < 5
    assert table.rows


def test_a_million_columns_are_refused(csv_file: Any) -> None:
    with pytest.raises(UnreadableError, match="200 columns"):
        read_table(csv_file("a" + "," * 1_000_000 + "\n1\n"))


def test_too_many_rows_are_refused(csv_file: Any) -> None:
    with pytest.raises(UnreadableError, match="200,000 rows"):
        read_table(csv_file("a,b\n" + "1,2\n" * 200_050))


def test_a_reader_stops_where_its_report_raises(csv_file: Any) -> None:
    class Stop(Exception):
        pass

    def report(_done: float, _words: str) -> None:
        raise Stop

    with pytest.raises(Stop):
        read_table(csv_file("a,b\n" + "1,2\n" * 5_000), report=report)


# Numbers, dates, yes and no


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("12,900", ".", 12_900),
        ("12,9", ",", 12.9),
        ("12 900,50", ",", 12_900.5),
        ("12\u202f900", ",", 12_900),
        ("1.234.567,8", ",", 1_234_567.8),
        ("€1,234.50", ".", 1_234.5),
        ("540 EUR", ".", 540),
        ("5,4 M€", ",", 5_400_000),
        ("58k", ".", 58_000),
        ("(120)", ".", -120),
        ("\u22123", ".", -3),
        ("1.2E+05", ".", 120_000),
        ("1'250.5", ".", 1_250.5),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, decimal: Any, value: float) -> None:
    assert read_number(text, decimal) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["1_000", "nan", "inf", "-Infinity", "1e999", "１２", "١٢", "0x1A", "12abc", "1,2,3", "", "-", "€", "1.2.3"]
)
def test_what_is_no_number_is_never_taken_for_one(text: str) -> None:
    for decimal in (".", ","):
        with pytest.raises(ValueError):
            read_number(text, decimal)  # type: ignore[arg-type]


def test_a_number_with_the_wrong_decimal_sign_is_refused_rather_than_misread() -> None:
    with pytest.raises(ValueError):
        read_number("1,5", ".")


@pytest.mark.parametrize(
    ("texts", "delimiter", "sign", "doubt"),
    [
        (["12,5", "3,75"], ";", ",", ""),
        (["12.5", "1,234.0"], ",", ".", ""),
        (["12,900", "8,300"], ";", ".", "12,900"),
        (["12.900"], ",", ",", "12.900"),
        (["12", "Text, with 1,5 in it"], ";", ",", ""),
        (["12"], ",", ".", ""),
    ],
)
def test_the_decimal_sign_is_taken_from_the_numbers(texts: list[str], delimiter: str, sign: str, doubt: str) -> None:
    assert guess_decimal(texts, delimiter) == (sign, doubt)


def test_numbers_that_could_be_either_are_pointed_out(csv_file: Any) -> None:
    table = read_table(csv_file("Segment;Customers\nA;12,900\nB;8,300\n"))
    assert table.decimal == "."
    assert any("12,900" in note for note in table.notes)
    assert read_table(csv_file("Segment;Customers\nA;12,900\n"), Choices(decimal=",")).notes == ()


def test_a_date_that_could_be_either_way_round_is_refused_until_someone_says() -> None:
    assert read_date("31/12/2027") == dt.date(2027, 12, 31)
    assert read_date("12-31-2027") == dt.date(2027, 12, 31)
    assert read_date("2027-03-04") == dt.date(2027, 3, 4)
    assert read_date("3 mars 2027") == dt.date(2027, 3, 3)
    assert read_date("03/04/2027", day_first=True) == dt.date(2027, 4, 3)
    for text in ("03/04/2027", "31/31/2027", "2027", "tomorrow"):
        with pytest.raises(ValueError):
            read_date(text)


def test_yes_and_no_are_known_in_both_languages() -> None:
    assert [flag_of(word) for word in ("Oui", "yes", "x", "1", "non", "FALSE", "", None, True)] == [
        *(True,) * 4,
        *(False,) * 2,
        *(None,) * 2,
        True,
    ]
    with pytest.raises(ValueError):
        flag_of("perhaps")


# Workbooks


def test_a_workbook_gives_numbers_dates_and_text(xlsx: Any) -> None:
    table = read_table(
        xlsx([["Segment", "Customers", "Since", "VIP"], ["Commuters", 12900, dt.date(2024, 5, 6), True]])
    )
    assert table.head == ("Segment", "Customers", "Since", "VIP")
    assert table.rows[0].cells == ("Commuters", 12900.0, dt.date(2024, 5, 6), True)
    assert table.rows[0].line == 2


def test_a_sheet_is_chosen_by_name_else_the_first_with_rows(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Empty"  # type: ignore[union-attr]
    for name in ("One", "Two"):
        sheet = book.create_sheet(name)
        sheet.append(["Segment", "N"])
        sheet.append([name, 1])
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert read_table(path).sheet == "One"
    assert read_table(path).sheets == ("Empty", "One", "Two")
    assert cells(path, sheet="Two") == [("Two", 1.0)]
    with pytest.raises(UnreadableError, match="Three"):
        read_table(path, Choices(sheet="Three"))


def _replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return change


def test_a_dimension_that_is_too_small_hides_nothing(xlsx: Any) -> None:
    path = xlsx(ROWS, {SHEET: _replaced(b'ref="A1:B3"', b'ref="A1:A1"')})
    assert cells(path) == [("Commuters", 12900.0), ("Families", 6100.0)]


def test_a_dimension_that_is_too_large_costs_nothing(xlsx: Any) -> None:
    path = xlsx(ROWS, {SHEET: _replaced(b'ref="A1:B3"', b'ref="A1:XFD1048576"')})
    assert len(cells(path)) == 2


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c s='1' r='A1048576'><v>1</v></c></row>",
        b'<row r="4"><c r="AAA4"><v>1</v></c></row>',
        b'<row r="99999999"><c><v>1</v></c></row>',
        b'<x:row xmlns:x="u" r="1048576"><x:c r="A1048576"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_a_far_cell_is_refused_before_anyone_makes_room_for_it(xlsx: Any, row: bytes) -> None:
    path = xlsx(ROWS, {SHEET: _replaced(b"</sheetData>", row + b"</sheetData>")})
    with pytest.raises(UnreadableError):
        read_table(path)


def test_far_cells_that_only_have_a_format_are_passed_over(xlsx: Any) -> None:
    row = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    assert len(cells(xlsx(ROWS, {SHEET: _replaced(b"</sheetData>", row)}))) == 2


def test_a_merged_sheet_is_passed_over(xlsx: Any) -> None:
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert len(cells(xlsx(ROWS, {SHEET: _replaced(b"</sheetData>", merged)}))) == 2


def test_an_odd_number_or_date_loses_its_cell_and_not_the_sheet(xlsx: Any) -> None:
    odd = b'<row r="4"><c r="A4" t="inlineStr"><is><t>Odd</t></is></c><c r="B4"><v>NaN</v></c></row></sheetData>'
    path = xlsx(ROWS, {SHEET: _replaced(b"</sheetData>", odd)})
    try:
        rows = cells(path)
    except UnreadableError:
        return
    assert rows[:2] == [("Commuters", 12900.0), ("Families", 6100.0)]


def test_error_values_are_no_numbers(xlsx: Any) -> None:
    assert cells(xlsx([["Segment", "N"], ["A", "#REF!"]]))[0][0] == "A"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(xlsx: Any, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    with pytest.raises(UnreadableError):
        read_table(xlsx(ROWS, {SHEET: lambda _data: bomb.encode(encoding)}))


def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 201_000_000)
    with pytest.raises(UnreadableError, match="200 MB"):
        read_table(path)


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for at in range(2_001):
            package.writestr(f"part{at}.xml", b"")
    with pytest.raises(UnreadableError):
        read_table(path)


def test_a_search_for_far_cells_stays_quick_on_odd_tags(xlsx: Any) -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableError):
        read_table(xlsx(ROWS, {SHEET: lambda _data: b"<c " * 1_500_000}))
    assert time.monotonic() - began < 5


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnreadableError, match="password"):
        read_table(path)


def test_an_encrypted_member_says_so(xlsx: Any) -> None:
    path: Path = xlsx(ROWS)
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match="password"):
        read_table(path)


def test_a_web_page_named_as_a_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "page.xls"
    path.write_text("<html><table><tr><td>Segment</td></tr></table></html>")
    with pytest.raises(UnreadableError, match="web page"):
        read_table(path)


@pytest.mark.parametrize("cut", [10, 200, 2_000])
def test_a_cut_workbook_is_refused_in_a_sentence(xlsx: Any, cut: int) -> None:
    path: Path = xlsx(ROWS)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UnreadableError, match=r"table\.xlsx"):
        read_table(path)


def test_names_that_lead_out_of_the_package_write_nothing(xlsx: Any, tmp_path: Path) -> None:
    path: Path = xlsx(ROWS)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("../../out.xml", b"<x/>")
    assert len(cells(path)) == 2
    assert not list(tmp_path.parent.glob("out.xml"))


@pytest.mark.parametrize(
    "more",
    [
        b"".join(
            b'<conditionalFormatting sqref="A%d"><cfRule type="expression" priority="%d"><formula>1</formula></cfRule>'
            b"</conditionalFormatting>" % (n, n)
            for n in range(1, 20_001)
        ),
        b'<row r="5"/>' * 2_000_000,
        b"<!--" + b" " * 20_000_000 + b"-->",
    ],
    ids=["20,000 conditional formats", "2,000,000 empty rows", "a long comment"],
)
def test_what_is_no_cell_costs_little(xlsx: Any, more: bytes) -> None:
    at = b"</sheetData>" if more.startswith(b"<row") else b"</worksheet>"
    began = time.monotonic()
    path = xlsx(ROWS, {SHEET: _replaced(at, more + at)})
    assert cells(path) == [("Commuters", 12900.0), ("Families", 6100.0)]
    assert time.monotonic() - began < 30


def test_many_names_of_ranges_cost_little(xlsx: Any) -> None:
    names = b"".join(b'<definedName name="n%d">Sheet!$A$1</definedName>' % n for n in range(50_000))
    change = _replaced(b"</sheets>", b"</sheets><definedNames>" + names + b"</definedNames>")
    path = xlsx(ROWS, {"xl/workbook.xml": lambda data: change(data.replace(b"<definedNames />", b""))})
    assert len(cells(path)) == 2


def test_a_million_shared_texts_that_no_cell_uses_cost_little(xlsx: Any) -> None:
    texts = b"<si><t>x</t></si>" * 1_500_000
    change = _replaced(b"</sst>", texts + b"</sst>")
    began = time.monotonic()
    assert (
        len(cells(xlsx([["Segment", "N"], ["Commuters", 1], ["Families", 2]], {"xl/sharedStrings.xml": change}))) == 2
    )
    assert time.monotonic() - began < 30


def test_one_cell_of_200_megabytes_is_refused_by_its_size(xlsx: Any) -> None:
    long = b'<row r="4"><c r="A4" t="inlineStr"><is><t>' + b"x" * 201_000_000 + b"</t></is></c></row></sheetData>"
    with pytest.raises(UnreadableError, match="200 MB"):
        read_table(xlsx(ROWS, {SHEET: _replaced(b"</sheetData>", long)}))


_ODS = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="T">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)
_TEXT = '<table:table-cell office:value-type="string"{more}><text:p>{words}</text:p></table:table-cell>'
_BLANK_END = (
    '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def _ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
            "</m:manifest>",
        )
        package.writestr("content.xml", _ODS.format(rows=rows))
    return path


def _row(*words: str, more: str = "") -> str:
    return f"<table:table-row{more}>" + "".join(_TEXT.format(words=w, more="") for w in words) + "</table:table-row>"


def test_an_opendocument_sheet_is_read_with_its_endless_blank_rows(tmp_path: Path) -> None:
    path = _ods(tmp_path / "t.ods", _row("Segment", "Needs") + _row("Commuters", "Speed") + _BLANK_END)
    assert cells(path) == [("Commuters", "Speed")]


@pytest.mark.parametrize(
    "rows",
    [
        _row("a", "b", more=' table:number-rows-repeated="1048576"'),
        "<table:table-row>"
        + _TEXT.format(words="a", more=' table:number-columns-repeated="16384"')
        + "</table:table-row>",
    ],
)
def test_repeated_cells_are_refused_past_the_limits(tmp_path: Path, rows: str) -> None:
    with pytest.raises(UnreadableError):
        read_table(_ods(tmp_path / "t.ods", rows))


# Out again


def test_left_out_rows_are_written_with_line_and_reason_and_no_formula(csv_file: Any) -> None:
    table = read_table(csv_file("Segment,Customers\n=1+1,2,3\n@x,1,2\nA,1\nB,2\n"))
    lines = rejected_as_csv(table.head, table.rejected).decode("utf-8-sig").splitlines()
    assert lines[0] == "Line,Why it was left out,Segment,Customers"
    assert lines[1] == "2,More cells than headings,'=1+1,2,3"
    assert lines[2].startswith("3,More cells than headings,'@x")


def test_columns_are_called_as_spreadsheets_call_them() -> None:
    assert [column_name(at) for at in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]
