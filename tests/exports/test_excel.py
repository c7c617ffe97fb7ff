"""The Excel workbook: what its sheets hold, that its formulas come to our figures, and that text stays text."""

import datetime as dt
import io
import json
import math
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from exports.excel.cells import plain
from exports.excel.names import column_heads, sheet_names
from exports.excel.text import LONGEST, cell_text
from exports.excel.writer import check_workbook, workbook_bytes, write_workbook
from exports.figures.paper import contrast
from planner.actions.records import Action, Cost, Dependency
from planner.insight.edits import edit_profile, set_report_sections
from planner.insight.figures import figures
from planner.journeys.edits import group_touchpoints
from planner.plan import Plan, empty_plan
from planner.profile import ReportSection
from planner.record import changed, spaced_ranks
from planner.report.build import build_report
from planner.templates import plan_from
from tests.benchmarks.large_journey import large_journey

SHEETS = [
    *("About", "Summary", "Objectives", "KPIs", "Readings", "Segments", "Scores"),
    *("Journeys", "Touchpoints", "Steps", "Gaps", "Capabilities", "Ratings by role", "SWOT", "Tools", "Maturity"),
    *("Actions", "Requirements", "Platforms", "Platform scores", "Business case", "Costs and gains", "Cash flow"),
    *("Workshop notes", "Definitions and sources", "Assumptions", "Checks", "Lists"),
]
HOSTILE = (
    *("=1+1", "+1", "-1", "@SUM(1)", "\t=1", '=HYPERLINK("http://x","y")', "=cmd|'/c calc'!A1", "#REF!", "#N/A"),
    *("TRUE", "1.5", "2027-03-15", "_x0041_", "[x] #1 'q' @z", "a\nb", "  two  ", "<b>&amp;</b>", "{=1}", "%s {0}"),
)


class Book:
    """A workbook as its readers see it: formulas and styles by one, values by the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.written = openpyxl.load_workbook(io.BytesIO(data))
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as read:
            self.values = {n: read.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in read.sheet_names}

    def tables(self) -> Iterator[tuple[Any, Any]]:
        """Every table with its sheet."""
        for sheet in self.written.worksheets:
            yield from ((sheet, table) for table in sheet.tables.values())

    def heads(self, name: str) -> tuple[Any, list[str], range]:
        """The sheet of a table, its heads and the rows of its items."""
        sheet, table = next((s, t) for s, t in self.tables() if t.name == name)
        first, last = (openpyxl.utils.cell.coordinate_from_string(c) for c in table.ref.split(":"))
        end = last[1] - (table.totalsRowCount or 0)
        return sheet, [column.name for column in table.tableColumns], range(first[1] + 1, end + 1)

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The items of a table as readers see them."""
        sheet, heads, rows = self.heads(name)
        values = self.values[sheet.title]
        return [dict(zip(heads, values[row - 1], strict=False)) for row in rows]

    def column(self, name: str, head: str) -> list[Any]:
        """The cells of a column, with formulas and styles."""
        sheet, heads, rows = self.heads(name)
        return [sheet.cell(row, heads.index(head) + 1) for row in rows]

    def named(self, name: str) -> Any:
        """The value of the cell with a name."""
        sheet, cell = self.written.defined_names[name].attr_text.rsplit("!", 1)
        column, row = openpyxl.utils.cell.coordinate_from_string(cell.replace("$", ""))
        return self.values[sheet.strip("'")][row - 1][openpyxl.utils.column_index_from_string(column) - 1]

    def cells(self) -> Iterator[Any]:
        """Every cell that holds something."""
        for sheet in self.written.worksheets:
            yield from (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def book_of(plan: Plan) -> Book:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORT_TODAY", "2027-03-15")
        return Book(workbook_bytes(plan))


@pytest.fixture(scope="module")
def sample() -> Plan:
    return plan_from("velo-lumiere", "en")


@pytest.fixture(scope="module")
def book(sample: Plan) -> Book:
    return book_of(sample)


@pytest.fixture(scope="module")
def found(sample: Plan) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORT_TODAY", "2027-03-15")
        return figures(sample)


def same(value: Any, wanted: Any) -> bool:
    if wanted is None:
        return value in ("", None)
    if isinstance(wanted, int | float):
        return isinstance(value, int | float) and math.isclose(value, wanted, rel_tol=1e-9, abs_tol=1e-9)
    return bool(value == wanted)


def as_day(value: Any) -> str | None:
    return value.isoformat()[:10] if isinstance(value, dt.date) else None


# What is there


def test_the_sample_has_a_sheet_for_every_part(book: Book) -> None:
    assert list(book.values) == SHEETS


def test_every_table_is_a_real_one_with_its_heads_a_filter_and_a_name_of_its_own(book: Book) -> None:
    names = [table.name for _sheet, table in book.tables()]
    assert len(names) == len(set(names)) > 20
    assert all(name.startswith("tbl") for name in names)
    for sheet, table in book.tables():
        row = [cell.value for cell in sheet[table.ref][0]]
        assert row == [column.name for column in table.tableColumns]
        assert len({head.casefold() for head in row}) == len(row)
        assert table.autoFilter is not None


def test_heads_stay_in_sight_and_are_repeated_on_every_page(book: Book) -> None:
    sheet, _heads, rows = book.heads("tblActions")
    assert sheet.freeze_panes == f"C{rows.start}"
    assert sheet.print_title_rows == f"${rows.start - 1}:${rows.start - 1}"


def test_a_sheet_prints_landscape_on_the_papers_width_with_its_page_and_what_is_confidential(book: Book) -> None:
    for sheet in book.written.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.left.text == "For the management committee"
        assert sheet.oddFooter.center.text == "Page &P of &N"
        assert sheet.print_area


def test_a_plan_on_letter_paper_prints_on_letter_paper(sample: Plan) -> None:
    sheets = book_of(edit_profile(sample, paper="letter")).written.worksheets
    assert {sheet.page_setup.paperSize for sheet in sheets} == {1}


def test_signs_that_headers_take_for_codes_are_doubled(sample: Plan) -> None:
    written = book_of(edit_profile(sample, confidentiality="R&D &P", title="T" * 300)).written.worksheets[0]
    assert written.oddFooter.left.text == "R&&D &&P"
    assert len(str(written.oddHeader)) <= 255


def test_the_properties_say_what_it_is(book: Book) -> None:
    facts = book.written.properties
    assert (facts.title, facts.language) == ("Vélo Lumière – Client relationship strategy", "en-GB")
    assert book.written.calculation.fullCalcOnLoad


def test_every_cell_has_a_named_style_of_the_workbook(book: Book) -> None:
    assert {cell.style.split(" ")[0] for cell in book.cells()} == {"Rapport"}


@pytest.mark.parametrize("brand", ["#1E5B52", "#FFE600", "#FFFFFF", "#000000", "#808080"])
def test_heads_can_be_read_on_any_brand_colour(sample: Plan, brand: str) -> None:
    head = book_of(edit_profile(sample, brand_colour=brand)).written["Objectives"]["A5"]
    assert head.fill.start_color.rgb == "FF" + brand[1:]
    assert contrast("#" + head.font.color.rgb[2:], brand) >= 4.5


def test_charts_and_the_logo_say_what_they_show(book: Book) -> None:
    with zipfile.ZipFile(io.BytesIO(book.data)) as parts:
        drawings = [parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/drawings/drawing")]
    said = [words for drawing in drawings for words in re.findall(r'<\w*:?cNvPr [^>]*descr="([^"]*)"', drawing)]
    assert len(said) == sum(drawing.count("cNvPr id=") for drawing in drawings) == 8
    assert all(said)
    assert sum(len(sheet._charts) for sheet in book.written.worksheets) == 7


def test_what_may_be_chosen_comes_from_a_list_that_holds_the_cells_words(book: Book) -> None:
    for sheet in book.written.worksheets:
        for rule in sheet.data_validations.dataValidation:
            area = book.written.defined_names[rule.formula1].attr_text
            name, cells = area.rsplit("!", 1)
            words = {row[0].value for row in book.written[name.strip("'")][cells.replace("$", "")]}
            for cell in (c for line in sheet[str(rule.sqref)] for c in line):
                if cell.data_type == "s" and rule.showErrorMessage:
                    assert cell.value in words, (sheet.title, cell.coordinate)
    assert any(rule.formula1 == "list_status" for rule in book.written["Actions"].data_validations.dataValidation)


def test_links_lead_to_sheets_that_are_there(book: Book) -> None:
    goals = [cell.hyperlink.location for cell in book.cells() if cell.hyperlink]
    assert {goal.rsplit("!", 1)[0].strip("'") for goal in goals} == set(book.values)


# Formulas and their values


def test_a_column_has_one_formula_at_most(book: Book) -> None:
    for sheet, table in book.tables():
        for head in (column.name for column in table.tableColumns):
            cells = book.column(table.name, head)
            formulas = {c.value for c in cells if c.data_type == "f"}
            own = table.name == "tblChecks"  # each check compares figures of its own
            assert own or len(formulas) <= 1, (sheet.title, head)
            assert own or not formulas or all(c.data_type == "f" for c in cells), (sheet.title, head)


NUMBER = re.compile(r"(?<![\w.\[$])\d+(?:\.\d+)?(?![\w\]])")
TEXT = re.compile(r'"[^"]*"|\[[^\[\]]*\]|\'[^\']*\'')


def test_formulas_hold_no_figure_but_nought_one_and_the_code_of_a_subtotal(book: Book) -> None:
    seen = set()
    for cell in book.cells():
        if cell.data_type == "f":
            seen |= set(NUMBER.findall(TEXT.sub("", cell.value)))
    assert seen <= {"0", "1", "109"}


def test_formulas_use_functions_that_every_program_knows(book: Book) -> None:
    used = {f for c in book.cells() if c.data_type == "f" for f in re.findall(r"([A-Z][A-Z0-9.]+)\(", c.value)}
    assert used.isdisjoint({"LET", "LAMBDA", "XLOOKUP", "FILTER", "MAXIFS", "MINIFS", "TEXTJOIN", "IFS", "SWITCH"})
    assert {"SUMIFS", "INDEX", "PV", "WORKDAY", "SUMPRODUCT"} <= used


def test_every_formula_has_its_value_in_the_file_and_none_is_an_error(book: Book) -> None:
    with zipfile.ZipFile(io.BytesIO(book.data)) as parts:
        sheets = [parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/worksheets/sheet")]
    cells = [c for sheet in sheets for c in re.findall(r"<c [^>]*><f>.*?</c>", sheet)]
    assert len(cells) > 1_500
    assert all("<v>" in cell or "<v/>" in cell for cell in cells)
    assert not any(str(v).startswith("#") for rows in book.values.values() for row in rows for v in row)


def test_segments_have_the_figures_of_the_plan(book: Book, found: dict[str, Any]) -> None:
    values, scores = found["segments"]["value"], found["segments"]["scores"]
    rows = {row["Key in the plan"]: row for row in book.rows("tblSegments")}
    assert rows.keys() == values.keys()
    for item, row in rows.items():
        wanted = values[item]
        heads = {"Value a year": "to_date", "Expected a year": "expected", "Gain a year": "gain"}
        heads |= {"Of base": "share_of_base", "Worth of a customer, 5 years": "clv"}
        assert all(same(row[head], wanted[key]) for head, key in heads.items()), item
        assert same(row["Priority"], scores[item]["points"])
        assert row["Rank by priority"] == scores[item]["rank"]
        assert same(row["Rank holds"], found["segments"]["stability"][item])


def test_kpis_have_the_progress_of_the_plan(book: Book, found: dict[str, Any]) -> None:
    for row in book.rows("tblKpis"):
        wanted = found["objectives"]["kpis"][row["Key in the plan"]]
        assert same(row["Progress"], wanted["progress"])
        assert same(row["Now"], wanted["now"])
        assert as_day(row["Read on"]) == wanted["now_date"]


def test_journeys_have_the_flow_of_the_plan(book: Book, found: dict[str, Any]) -> None:
    states = {"Current": "current", "Optimal": "optimal"}
    journeys = {row["No."]: row["Key in the plan"] for row in book.rows("tblJourneys")}
    for row in book.rows("tblJourneys"):
        flow = found["journeys"][row["Key in the plan"]][states[row["State"]]]
        assert same(row["Reach the goal"], flow["conversion"])
        assert same(row["Worth a year if all arrive"], flow["value"])
    for row in book.rows("tblTouchpoints"):
        point = found["journeys"][journeys[row["Journey, no."]]][states[row["State"]]]["points"][row["Key in the plan"]]
        assert same(row["Leak"], point["leak"])
        assert same(row["Leak a year"], point["money"])
    gaps = {gap["key"]: gap["worth"] for journey in found["journeys"].values() for gap in journey["gaps"]}
    rows = book.rows("tblGaps")
    assert len(rows) == len(gaps)
    assert all(same(row["A year, alone"], gaps[row["Key in the plan"]]["money"]) for row in rows)


def test_capabilities_have_the_ratings_and_the_maturity_of_the_plan(book: Book, found: dict[str, Any]) -> None:
    for row in book.rows("tblRatings"):
        wanted = found["capabilities"]["questions"][row["Key in the plan"]]
        assert same(row["Today"], wanted["average"])
        assert same(row["Needed"], wanted["needed"])
        assert row["Apart"] == wanted["spread"]
    areas = zip(book.rows("tblAreas"), found["capabilities"]["areas"].values(), strict=True)
    assert all(same(row["Short of it by"], area["gap"]) for row, area in areas)
    stages = list(zip(book.rows("tblStages"), found["capabilities"]["maturity"]["stages"].values(), strict=True))
    assert all(same(row["Met"], stage["share"]) for row, stage in stages)
    assert all(bool(row["Reached"]) == stage["reached"] for row, stage in stages)


def test_actions_have_the_dates_and_the_business_case_of_the_plan(book: Book, found: dict[str, Any]) -> None:
    slots, cases = found["actions"]["schedule"]["slots"], found["actions"]["business_case"]["actions"]
    for row in book.rows("tblActions"):
        slot = slots[row["Key in the plan"]]
        assert (as_day(row["Start"]), as_day(row["End"])) == (slot["start"], slot["finish"])
    money = {row["Key in the plan"]: row for row in book.rows("tblMoney")}
    for item, case in cases.items():
        assert same(money[item]["Cost in the plan"], case["cost"])
        assert same(money[item]["Worth today"], case["npv"])
        assert same(money[item]["Return on cost"], case["roi"])
        assert same(money[item]["Months to pay back"], case["payback_months"])


def test_the_business_case_is_that_of_the_plan(book: Book, found: dict[str, Any]) -> None:
    case = found["actions"]["business_case"]["plan"]
    assert same(book.named("planned_cost"), case["cost"])
    assert same(book.named("worth_today"), case["npv"])
    assert same(book.named("gain_likely"), case["benefit"]["likely"])
    assert same(book.named("gain_expected"), case["benefit"]["expected"])
    assert same(book.named("left_under_cap"), -found["actions"]["budget"]["over"])
    kinds = {row["Kind of cost"]: row["Amount"] for row in book.rows("tblKinds")}
    assert same(kinds["Customising"], found["actions"]["costs_by_kind"]["customisation"])
    assert all(
        same(row["Net"], net) for row, net in zip(book.rows("tblMonths"), found["actions"]["cash_flow"], strict=True)
    )


def test_platforms_have_the_weighted_scores_of_the_plan(book: Book, found: dict[str, Any]) -> None:
    wanted = {row["platform"]: row for row in found["actions"]["platforms"]["rows"]}
    for row in book.rows("tblPlatforms"):
        assert same(row["Weighted score, of 5"], wanted[row["Key in the plan"]]["score"])
        assert same(row["A year over 3 years"], wanted[row["Key in the plan"]]["yearly_cost"])


def test_requirements_have_the_need_of_the_plan(book: Book, found: dict[str, Any]) -> None:
    for row in book.rows("tblRequirements"):
        wanted = found["actions"]["requirements"][row["Key in the plan"]]
        assert same(row["Sum of needs"], wanted["need"])
        assert same(row["Rated"], wanted["rating"])
        assert same(row["Gain that needs it"], wanted["benefit"] or None)


def test_the_workbook_says_what_the_report_says(book: Book, sample: Plan) -> None:
    report = build_report(sample)
    printed = {table.key: table for table in report.tables()}
    pairs = {
        "segments": ("tblSegments", {"value": "Value a year", "priority": "Priority", "lost": "Lost a year"}),
        "kpis": ("tblKpis", {"now": "Now", "target": "Target", "progress": "Progress", "due": "Due"}),
        "actions": ("tblActions", {"cost": "Cost", "gain": "Likely gain a year", "end": "End", "done": "Done"}),
        "objectives": ("tblObjectives", {"weight": "Weight"}),
    }
    for key, (name, heads) in pairs.items():
        at = {column.key: place for place, column in enumerate(printed[key].columns)}
        rows = book.rows(name)
        assert len(rows) == len(printed[key].rows)
        for row, cells in zip(rows, printed[key].rows, strict=True):
            for column, head in heads.items():
                value = cells[at[column]].value
                assert same(row[head], value) or (head == "Done" and not row[head]), (key, column)
    cases = {section.key: section.topics[0].heading for section in report.sections}
    assert book.written["Business case"]["A2"].value == cases["budget"]


def test_all_checks_agree(book: Book) -> None:
    assert {row["Agrees"] for row in book.rows("tblChecks")} == {True}
    assert book.named("sums_agree") is True


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here to calculate the workbook anew")
@pytest.mark.parametrize(
    ("key", "language"), [("velo-lumiere", "en"), ("velo-lumiere", "fr"), ("b2b", "en"), ("hostile", "en")]
)
def test_libreoffice_calculates_the_same_values(key: str, language: str, tmp_path: Path) -> None:
    plan = plan_from("velo-lumiere" if key == "hostile" else key, language)
    data = book_of(hostile_plan(plan, HOSTILE) if key == "hostile" else plan).data
    (tmp_path / "bare.xlsx").write_bytes(without_values(data))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "bare.xlsx")], check=True, capture_output=True, timeout=180)
    ours, theirs = Book(data).values, Book((tmp_path / "out" / "bare.xlsx").read_bytes()).values
    wrong = [
        (name, row, at, value, other)
        for name, rows in ours.items()
        for row, (line, calculated) in enumerate(zip(rows, theirs[name], strict=False), start=1)
        for at, (value, other) in enumerate(zip(line, calculated, strict=False), start=1)
        if value != other and not same(other, value)
    ]
    assert wrong == []


def without_values(data: bytes) -> bytes:
    """The workbook as it was before the values of its formulas were put in: a program has to calculate them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(r'(<c [^>]*?)(?: t="(?:str|b)")?([^>]*><f>[^<]*</f>)<v>[^<]*</v>', r"\1\2", part.decode())
                part = text.replace("</f><v/>", "</f>").encode()
                assert b"</f><v" not in part
            target.writestr(name, part)
    return out.getvalue()


# Text


def hostile_plan(plan: Plan, texts: tuple[str, ...]) -> Plan:
    """The plan with every text that may be anything replaced by one of these."""
    turn = iter(range(10**9))
    for table in plan.tables():
        rows = tuple(_hostile(row, texts, turn) for row in plan.rows(table))
        plan = plan.with_rows(table, rows)
    return plan


def _hostile(record: Any, texts: tuple[str, ...], turn: Iterator[int]) -> Any:
    for name, value in record:
        if isinstance(value, str) and name not in ("id", "rank", "logo", "paper", "language"):
            try:
                record = changed(record, **{name: texts[next(turn) % len(texts)]})
            except ValidationError:
                continue  # a key, a colour: it takes no free text
    return record


def test_text_is_never_a_formula_whatever_it_looks_like(sample: Plan, book: Book) -> None:
    hostile = book_of(hostile_plan(sample, HOSTILE))
    formulas = {cell.value for cell in hostile.cells() if cell.data_type == "f"}
    assert not formulas & {f"={text}" for text in HOSTILE} | formulas & set(HOSTILE)
    # In brackets stand the heads of columns, some of which are names that someone gave.
    outside = [re.sub(r"\[[^\[\]]*\]", "", formula) for formula in formulas]
    assert not any("HYPERLINK" in formula or "cmd|" in formula for formula in outside)
    assert {cell.data_type for cell in hostile.cells()} <= {"s", "n", "f", "d", "b"}
    marked = [c for c in hostile.cells() if c.data_type == "s" and c.value.startswith(("=", "+", "-", "@"))]
    assert len(marked) > 50
    assert all(cell.quotePrefix for cell in marked)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip() == text])
def test_text_comes_back_as_it_was(sample: Plan, text: str) -> None:
    plan = sample.with_rows("actions", tuple(changed(a, notes=text) for a in sample.actions))
    again = book_of(plan)
    cells = {cell.value for cell in again.column("tblActions", "Notes")}
    assert {cell.replace("_x005F_", "_") for cell in cells} == {text}  # openpyxl leaves escapes as they are
    assert {row["Notes"] for row in again.rows("tblActions")} == {text}


def test_texts_of_the_world_come_back_as_they_were(sample: Plan, data: Path) -> None:
    texts = json.loads((data / "i18n/naughty_strings_non_ascii_sample.json").read_text(encoding="utf-8"))
    actions = tuple(
        changed(sample.actions[0], id=f"a{at}", rank=rank, title=text, depends=())
        for at, (text, rank) in enumerate(zip(texts, spaced_ranks(len(texts)), strict=True))
    )
    again = book_of(sample.with_rows("actions", actions))
    assert [cell.value for cell in again.column("tblActions", "Action")] == [cell_text(text) for text in texts]


def test_control_signs_and_lone_surrogates_are_taken_out() -> None:
    assert plain("a\x00b\x07c\ufffe\ud800d\r\ne") == "abcd\ne"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_stays_empty(value: float) -> None:
    assert plain(value) is None


def test_a_day_that_no_sheet_knows_is_written_as_text() -> None:
    assert plain(dt.date(1899, 12, 31)) == "31\u00a0Dec\u00a01899"
    assert plain(dt.date(2027, 3, 15)) == dt.date(2027, 3, 15)


@given(st.text(alphabet=st.sampled_from("a😀 \n"), min_size=0, max_size=40), st.integers(0, 2_000))
def test_a_text_has_no_more_units_than_a_cell_can_hold(words: str, times: int) -> None:
    text = cell_text(words * times)
    assert len(text.encode("utf-16-le")) // 2 <= LONGEST


def test_a_text_that_was_cut_says_so(sample: Plan) -> None:
    plan = sample.with_rows("actions", (changed(sample.actions[0], notes="😀" * 20_000),))
    (cell,) = book_of(plan).column("tblActions", "Notes")
    assert cell.value.startswith("😀" * 16_000)
    assert cell.value.endswith("(cut: a cell holds no more)")


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_names_of_sheets_are_those_that_every_program_takes(wanted: list[str]) -> None:
    names = sheet_names([*wanted, "History", "'a'", "x" * 40, "X" * 40])
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_heads_of_columns_are_never_empty_and_never_twice(wanted: list[str]) -> None:
    heads = column_heads([*wanted, "A", "a", ""])
    assert all(heads)
    assert len({head.casefold() for head in heads}) == len(heads)
    assert not set("".join(heads)) & set("[]#'@\n")


def test_dates_are_dates_and_numbers_are_numbers(book: Book) -> None:
    for head in ("Start", "Review", "Not before"):
        cells = [c for c in book.column("tblActions", head) if c.value is not None]
        assert cells
        assert all(cell.is_date for cell in cells)
    assert all(cell.is_date for cell in book.column("tblReadings", "Date"))
    assert all(cell.data_type == "n" for cell in book.column("tblSegments", "Customers"))
    assert book.column("tblActions", "Start")[0].number_format == "[$-809]d mmm yyyy"
    assert book.column("tblMoney", "Paid once")[0].number_format == '"€"#,##0;-"€"#,##0'


# Other plans


def test_an_empty_plan_has_a_workbook_too() -> None:
    empty = book_of(empty_plan())
    assert list(empty.values) == ["About", "Assumptions", "Lists"]
    assert not any(cell.data_type == "e" for cell in empty.cells())


def test_parts_that_someone_wants_printed_before_they_are_filled_in_say_so() -> None:
    keys = ("summary", "objectives", "segments", "journeys", "capabilities", "actions", "platforms", "budget", "notes")
    plan = set_report_sections(empty_plan(), tuple(ReportSection(key=key) for key in keys))
    empty = book_of(plan)
    assert {"Summary", "Objectives", "Segments", "Actions", "Business case"} <= set(empty.values)
    assert "None yet." in [value for row in empty.values["Objectives"] for value in row]


def test_a_part_that_is_not_printed_is_not_there_and_what_rests_on_it_keeps_its_values(
    sample: Plan, book: Book
) -> None:
    hidden = ("actions", "segments", "capabilities", "platforms")
    plan = set_report_sections(sample, tuple(ReportSection(key=key, shown=False) for key in hidden))
    less = book_of(plan)
    gone = {"Actions", "Requirements", "Segments", "Scores", "Ratings by role", "Platforms"}
    assert gone.isdisjoint(less.values)
    text = "".join(str(c.value) for c in less.cells() if c.data_type == "f")
    assert "tblActions" not in text
    assert "tblSegments" not in text
    assert less.named("worth_today") == pytest.approx(book.named("worth_today"))
    assert [row["Worth a year if all arrive"] for row in less.rows("tblJourneys")] == [
        row["Worth a year if all arrive"] for row in book.rows("tblJourneys")
    ]


def test_three_hundred_actions_are_all_there(sample: Plan) -> None:
    ranks = spaced_ranks(300)
    actions = tuple(
        Action(
            id=f"a{at}",
            rank=rank,
            title=f"Action {at}",
            duration_days=at % 40,
            depends=(Dependency(action=f"a{at - 7}", lag_days=at % 3),) if at >= 7 else (),
            costs=(Cost(kind="people", amount=100.0 * at), Cost(kind="running", amount=10.0)),
            benefit_likely=None if at % 5 else 1_000.0 * at,
            pin="out" if at % 11 == 3 else "",
            status="dropped" if at % 13 == 5 else "planned",
        )
        for at, rank in enumerate(ranks)
    )
    plan = sample.with_rows("actions", actions)
    many = book_of(plan)
    cases = figures(plan)["actions"]["business_case"]
    rows = {row["Key in the plan"]: row for row in many.rows("tblMoney")}
    assert len(many.rows("tblActions")) == 300
    assert all(same(rows[item]["Worth today"], case["npv"]) for item, case in cases["actions"].items())
    assert same(many.named("planned_cost"), cases["plan"]["cost"])
    assert {row["Agrees"] for row in many.rows("tblChecks") if row["Group"] == "Sums agree"} == {True}


DAYS = st.sampled_from([dt.date.min, dt.date.max, dt.date(2027, 2, 28), None])
MONEY = st.sampled_from([0.0, 1e15, 0.01, 1e-300])
GAINS = st.sampled_from([0.0, 1e15, -1e15, 0.01, None])


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_plan_at_the_limits_of_its_fields_has_a_workbook_without_errors(sample: Plan, data: st.DataObject) -> None:
    actions = tuple(
        changed(
            action,
            earliest_start=data.draw(DAYS),
            duration_days=data.draw(st.sampled_from([None, 0, 10_000])),
            costs=(Cost(kind="running", amount=data.draw(MONEY)), Cost(kind="media", amount=data.draw(MONEY))),
            benefit_low=data.draw(GAINS),
            benefit_likely=data.draw(GAINS),
            benefit_high=data.draw(GAINS),
        )
        for action in sample.actions
    )
    rate = data.draw(st.sampled_from([0.0, 1.0]))
    profile = changed(sample.profile, start=data.draw(DAYS), end=data.draw(DAYS), discount_rate=rate, clv_years=1)
    limits = book_of(sample.with_rows("actions", actions).with_rows("profile", (profile,)))
    wanted = figures(sample.with_rows("actions", actions).with_rows("profile", (profile,)))
    assert same(limits.named("worth_today"), wanted["actions"]["business_case"]["plan"]["npv"])
    assert not any(str(v).startswith("#") for rows in limits.values.values() for row in rows for v in row)


def test_a_workbook_is_in_the_plans_language() -> None:
    french = book_of(plan_from("velo-lumiere", "fr"))
    assert french.written.properties.language == "fr-FR"
    assert list(french.values)[:3] == ["À propos", "Résumé", "Objectifs"]
    assert {"Rentabilité", "Hypothèses", "Contrôles"} <= set(french.values)
    formats = {cell.number_format for cell in french.cells()}
    assert "[$-40C]d mmm yyyy" in formats
    assert '#,##0" €";-#,##0" €"' in formats


def test_a_plan_in_another_currency_shows_it(sample: Plan) -> None:
    francs = book_of(edit_profile(sample, currency="CHF"))
    assert '"CHF "#,##0;-"CHF "#,##0' in {cell.number_format for cell in francs.cells()}


def test_the_templates_have_workbooks_whose_sums_agree() -> None:
    for key in ("retail", "b2b", "subscription"):
        book = book_of(plan_from(key, "en"))
        assert all(row["Agrees"] for row in book.rows("tblChecks")), key


# The file


class Stopped(Exception):
    """Someone pressed Cancel."""


def test_progress_rises_to_the_end(sample: Plan, tmp_path: Path) -> None:
    told: list[float] = []
    write_workbook(sample, tmp_path / "plan.xlsx", lambda share, _words="": told.append(share))
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 20


def test_a_long_table_is_told_of_while_it_is_written() -> None:
    told: list[str] = []
    workbook_bytes(large_journey(250, 300), lambda _share, words="": told.append(words))
    assert told.count("Touchpoints of the journeys") > 3


@pytest.mark.parametrize("at", [0.0, 0.1, 0.3, 0.69, 0.7, 0.84, 0.9, 0.96])
def test_who_cancels_finds_the_old_file_and_nothing_else(sample: Plan, tmp_path: Path, at: float) -> None:
    def stop(share: float, _words: str = "") -> None:
        if share >= at:
            raise Stopped

    old = tmp_path / "plan.xlsx"
    old.write_bytes(b"old")
    with pytest.raises(Stopped):
        write_workbook(sample, old, stop)
    assert old.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [old]


def test_a_workbook_that_cannot_be_opened_is_noticed(book: Book) -> None:
    check_workbook(book.data)
    with pytest.raises(Exception, match=r".+"):
        check_workbook(book.data[: len(book.data) // 2])


def test_the_logo_is_left_out_where_it_is_damaged(sample: Plan) -> None:
    damaged = book_of(edit_profile(sample, logo="AAAA"))
    assert not damaged.written["About"]._images
    assert "Summary" in damaged.values


def test_touchpoints_say_their_group(sample: Plan) -> None:
    grouped = group_touchpoints(sample, "browse", ("cart", "payment"), "Checkout")
    rows = Book(workbook_bytes(grouped)).rows("tblTouchpoints")
    grouped_now = {row["Touchpoint"] for row in rows if (row["State"], row["Group"]) == ("Current", "Checkout")}
    assert grouped_now == {"Cart", "Payment"}
