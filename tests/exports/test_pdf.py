"""The PDF: what a client opens, searches, clicks, prints and hears; and that no plan can break it."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from pypdf.generic import DictionaryObject, NameObject

from exports.pdf.writer import Printed, check, print_plan, write_pdf
from planner.actions.edits import add_action
from planner.insight.edits import edit_profile, note_answer, set_report_sections
from planner.language import language
from planner.plan import Plan, empty_plan
from planner.profile import ReportSection
from planner.record import changed, spaced_ranks
from planner.report.blocks import Column, said
from planner.report.build import build_report
from planner.report.sections import SECTIONS
from planner.segments.edits import add_segment
from planner.templates import plan_from

NB = "\u00a0"


@pytest.fixture(scope="module")
def sample() -> Plan:
    return plan_from("velo-lumiere", "en")


@pytest.fixture(scope="module")
def printed(sample: Plan) -> Printed:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORT_TODAY", "2027-03-15")
        return print_plan(sample)


@pytest.fixture(scope="module")
def reader(printed: Printed) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printed.data))


def read(printed: Printed) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printed.data))


def words_of(printed: Printed) -> list[str]:
    """The words of every page, read by the library that also draws them."""
    document = pypdfium2.PdfDocument(printed.data)
    try:
        return [flat(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def text_of(printed: Printed) -> str:
    """All words of a document in one line."""
    return " ".join(words_of(printed))


def flat(words: str) -> str:
    return " ".join(words.replace(NB, " ").replace("\ufffe", "-").split())


def outline(reader: pypdf.PdfReader) -> list[tuple[int, str, int]]:
    """Level, name and page of every entry of the outline."""

    def entries(items: list[object], level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from entries(item, level + 1)
            else:
                yield level, str(item.title), reader.get_destination_page_number(item)  # type: ignore[attr-defined]

    return list(entries(reader.outline, 0))


def fonts(reader: pypdf.PdfReader) -> set[tuple[str, bool]]:
    """Every font of every page, and whether it is embedded."""
    found = set()
    for page in reader.pages:
        resources = page["/Resources"].get_object()
        for font in resources.get("/Font", {}).values():
            entry = font.get_object()
            descriptor = entry.get("/FontDescriptor", DictionaryObject()).get_object()
            found.add((str(entry["/BaseFont"]), "/FontFile2" in descriptor))
    return found


def test_it_states_title_author_subject_keywords_and_language(reader: pypdf.PdfReader) -> None:
    facts = reader.metadata
    assert facts is not None
    assert facts.title == "Vélo Lumière – Client relationship strategy"
    assert facts.author == "Vélo Lumière"
    assert "14 stores" in str(facts.subject)
    assert "Action plan" in str(facts["/Keywords"])
    root = reader.trailer["/Root"].get_object()
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"].get_object()["/DisplayDocTitle"]


def test_its_facts_are_there_as_xmp_too(reader: pypdf.PdfReader) -> None:
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert xmp.dc_title == {"x-default": "Vélo Lumière – Client relationship strategy"}


def test_the_outline_leads_to_every_section_and_topic(reader: pypdf.PdfReader, sample: Plan, printed: Printed) -> None:
    found = outline(reader)
    sections = [name for level, name, _page in found if level == 0]
    report = build_report(sample)
    assert sections == [section.name for section in report.sections]
    assert len(found) == sum(1 + (len(s.topics) if len(s.topics) > 1 else 0) for s in report.sections)
    by_name = {name: page + 1 for level, name, page in found if level == 0}
    assert [by_name[s.name] for s in report.sections] == [first for first, _last in printed.sections.values()]


def test_every_line_of_the_contents_leads_to_the_page_that_it_names(reader: pypdf.PdfReader) -> None:
    contents = reader.pages[1]
    assert "Contents" in contents.extract_text()
    goals = [a.get_object() for a in contents["/Annots"]]
    entries = [(name, page) for _level, name, page in outline(reader) if name != "Cover"]
    assert len(goals) == len(entries)
    numbers = {page.indirect_reference: at for at, page in enumerate(reader.pages)}
    assert [numbers[goal["/Dest"][0]] for goal in goals] == [page for _name, page in entries]
    for name, page in entries:
        assert re.search(re.escape(name) + r"\s*" + str(page + 1), flat(contents.extract_text())), name


def test_every_page_but_the_cover_says_which_of_how_many_it_is(reader: pypdf.PdfReader, printed: Printed) -> None:
    assert len(reader.pages) == printed.pages
    for at, page in enumerate(reader.pages[1:], start=2):
        assert f"{at} / {printed.pages}" in flat(page.extract_text())
    assert f"1 / {printed.pages}" not in flat(reader.pages[0].extract_text())


def test_every_page_carries_title_date_and_confidentiality(reader: pypdf.PdfReader) -> None:
    for page in reader.pages[1:]:
        words = flat(page.extract_text())
        assert "Client relationship strategy 2027" in words
        assert "15 March 2027" in words
        assert "For the management committee" in words


def test_all_fonts_are_embedded_and_none_is_a_standard_one(reader: pypdf.PdfReader) -> None:
    found = fonts(reader)
    assert all("Inter" in name for name, _embedded in found), found
    assert all(embedded for _name, embedded in found), found


def test_the_figures_on_paper_are_those_of_the_report(printed: Printed, sample: Plan) -> None:
    words = text_of(printed).replace(" ", "")
    for table in build_report(sample).tables():
        if not table.printed:
            continue
        for row in (*table.rows, table.total):
            for cell in row:
                if cell.kind in ("money", "percent", "points", "date") and cell.value not in (None, ""):
                    assert flat(said(cell)).replace(" ", "") in words, (table.key, said(cell))


def test_headings_and_names_are_there_to_search_for(printed: Printed, sample: Plan) -> None:
    words = text_of(printed).replace(" ", "")
    for section in build_report(sample).sections:
        for topic in section.topics:
            assert flat(topic.heading).replace(" ", "") in words
    for action in sample.actions:
        assert action.title.replace(" ", "") in words


def roles(node: DictionaryObject) -> Iterator[DictionaryObject]:
    yield node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(inner, dict) and "/S" in inner:
            yield from roles(inner)  # type: ignore[arg-type]


def test_it_is_tagged_so_that_it_can_be_heard(reader: pypdf.PdfReader) -> None:
    root = reader.trailer["/Root"].get_object()
    assert root["/MarkInfo"].get_object()["/Marked"]
    found = list(roles(root["/StructTreeRoot"].get_object()["/K"].get_object()))
    tags = [str(node["/S"]) for node in found]
    assert tags[0] == "/Document"
    for tag in ("/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Figure", "/TOC", "/TOCI"):
        assert tag in tags, tag
    pictures = [node for node in found if node["/S"] == "/Figure"]
    assert all(str(node.get("/Alt", "")).strip() for node in pictures)


def test_every_mark_on_a_page_has_its_place_in_the_structure(reader: pypdf.PdfReader) -> None:
    root = reader.trailer["/Root"].get_object()
    numbers = root["/StructTreeRoot"].get_object()["/ParentTree"].get_object()["/Nums"]
    for at, page in enumerate(reader.pages):
        assert page["/StructParents"] == at
        content = page.get_contents()
        assert content is not None
        marks = {int(n) for n in re.findall(rb"/MCID (\d+)", content.get_data())}
        assert marks == set(range(len(numbers[2 * at + 1].get_object())))


def test_a_repeated_head_is_heard_once(sample: Plan) -> None:
    plan = many_actions(sample, 60)
    printed = print_plan(plan)
    with_head = [at for at, words in enumerate(words_of(printed)) if "Gain a year" in words and "Owner" in words]
    heads = [read(printed).pages[at] for at in with_head]
    assert len(heads) > 1
    spoken = 0
    for page in heads:
        content = page.get_contents()
        assert content is not None
        spoken += content.get_data().count(b"/TH <<")
    assert spoken == len([column for column in actions_columns(plan) if column.head])


def actions_columns(plan: Plan) -> tuple[Column, ...]:
    return next(table for table in build_report(plan).tables() if table.key == "actions").columns


def many_actions(plan: Plan, count: int) -> Plan:
    ranks = spaced_ranks(count)
    return plan.with_rows(
        "actions",
        tuple(
            changed(plan.actions[at % len(plan.actions)], id=f"a{at}", rank=ranks[at], title=f"Action {at}", depends=())
            for at in range(count)
        ),
    )


def test_three_hundred_actions_flow_over_pages_with_repeated_heads(sample: Plan) -> None:
    printed = print_plan(many_actions(sample, 300))
    pages = words_of(printed)
    words = " ".join(pages)
    assert all(f"Action {at} " in words for at in range(300))
    first, last = printed.sections["actions"]
    assert [page for page in pages[first - 1 : last] if "Action 150 " in page and "Owner" in page]


def test_fifty_segments_each_get_their_page() -> None:
    plan = empty_plan(client="Shop", title="Plan")
    for at in range(50):
        plan = add_segment(plan, f"Segment number {at}", customers=10 + at, value_to_date=5.0, expected_value=6.0 + at)
    printed = print_plan(plan)
    first, last = printed.sections["segments"]
    assert last - first >= 50
    words = text_of(printed)
    assert all(f"Segment number {at}" in words for at in range(50))


HOSTILE = "</para><b>bold</b> &amp; <img src='file:///etc/passwd'/> \u202e evil \x00\x07 {0} %s =1+1 𝕏"


def only(plan: Plan, *keys: str) -> Plan:
    """The plan with only some parts of its report, where a test looks at no other."""
    return set_report_sections(plan, [ReportSection(key=kind.key, shown=kind.key in keys) for kind in SECTIONS])


def test_hostile_texts_are_only_texts(sample: Plan) -> None:
    plan = edit_profile(
        sample, client="A & B <Co>", title="<title>", purpose=HOSTILE.replace("\x00", "").replace("\x07", "")
    )
    plan = plan.with_rows("objectives", tuple(changed(o, statement=HOSTILE) for o in plan.objectives))
    plan = plan.with_rows("segments", tuple(changed(s, name="<b>x</b>", persona=HOSTILE) for s in plan.segments))
    printed = print_plan(plan)
    reader = read(printed)
    assert reader.metadata is not None
    assert reader.metadata.author == "A & B <Co>"
    words = text_of(printed)
    assert "</para><b>bold</b> &amp; <img src='file:///etc/passwd'/>" in words
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            assert "/A" not in annotation.get_object() or "file:" not in str(annotation.get_object()["/A"])


def test_a_word_without_an_end_is_broken_and_takes_no_longer(sample: Plan) -> None:
    word = "A" * 20_000
    plan = plan_with_notes(only(edit_profile(sample, purpose=word), "cover", "notes"), word)
    words = text_of(print_plan(plan)).replace(" ", "")
    assert words.count("A") > 20_000


def plan_with_notes(plan: Plan, words: str) -> Plan:
    return note_answer(plan, "objectives_1", words)


def test_characters_that_the_font_lacks_become_boxes_and_are_noted(sample: Plan) -> None:
    plan = edit_profile(sample, purpose="Bonjour 車 and 😀")
    printed = print_plan(plan)
    assert printed.missing == {"車", "😀"}
    words = text_of(printed)
    assert "Bonjour □ and □" in words
    assert "2 characters are not in the fonts of this report and stand as boxes." in words


def test_the_sample_needs_no_box(printed: Printed) -> None:
    assert printed.missing == frozenset()


def test_french_is_written_in_french_while_the_interface_is_english() -> None:
    printed = print_plan(plan_from("velo-lumiere", "fr"))
    assert read(printed).trailer["/Root"].get_object()["/Lang"] == "fr"
    words = text_of(printed)
    assert "15 mars 2027" in words
    assert "23,2 M€" in words
    assert language() == "en"


def test_letter_paper_is_letter_paper(sample: Plan) -> None:
    reader = read(print_plan(edit_profile(only(sample, "cover", "actions"), paper="letter")))
    assert {(float(p.mediabox.width), float(p.mediabox.height)) for p in reader.pages} == {(612.0, 792.0)}


def test_a4_is_the_default(reader: pypdf.PdfReader) -> None:
    assert {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in reader.pages} == {(595, 842)}


def test_an_empty_plan_prints_its_cover() -> None:
    printed = print_plan(empty_plan())
    assert printed.pages == 1
    assert "Client relationship strategy" in text_of(printed)


def test_an_empty_part_that_is_printed_says_so() -> None:
    plan = set_report_sections(empty_plan(), [ReportSection(key="actions")])
    assert "Not filled in yet." in flat(text_of(print_plan(plan)))


def test_nothing_but_the_parts_chosen_is_printed(sample: Plan) -> None:
    printed = print_plan(only(sample, "objectives"))
    assert printed.sections == {"objectives": (1, 1)}
    assert "1 / 1" in text_of(printed)


def test_a_short_report_has_no_contents(sample: Plan) -> None:
    assert "Contents" not in text_of(print_plan(only(sample, "cover", "objectives")))


def test_a_damaged_logo_is_left_out(sample: Plan) -> None:
    plan = only(sample, "cover", "objectives")
    assert len(read(print_plan(plan)).pages[0].images) == 1
    for damaged in ("AAAA", "", "iVBORw0KGgo="):
        assert not read(print_plan(edit_profile(plan, logo=damaged))).pages[0].images


def test_links_lead_only_to_addresses_that_are_safe(sample: Plan) -> None:
    sample = only(sample, "notes")
    plan = plan_with_notes(sample, "https://example.org/evidence")
    links = uris(read(print_plan(plan)))
    assert links == {"https://example.org/evidence"}
    for bad in ("file:///etc/passwd", "javascript:alert(1)", "//host/share", "smb://host/x"):
        assert not uris(read(print_plan(plan_with_notes(sample, bad))))


def uris(reader: pypdf.PdfReader) -> set[str]:
    found = set()
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A")
            if action is not None and action.get_object().get("/S") == NameObject("/URI"):
                found.add(str(action.get_object()["/URI"]))
    return found


def test_the_same_plan_gives_the_same_bytes_where_that_is_asked(sample: Plan) -> None:
    plan = only(sample, "cover", "summary", "segments")
    assert print_plan(plan, invariant=True).data == print_plan(plan, invariant=True).data


def test_it_writes_the_file_and_reports_its_progress(sample: Plan, tmp_path: Path) -> None:
    shares: list[float] = []
    printed = write_pdf(sample, tmp_path / "report.pdf", lambda share, _words: shares.append(share))
    assert (tmp_path / "report.pdf").read_bytes() == printed.data
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


class Stop(Exception):
    """Someone cancelled."""


def test_a_cancelled_export_leaves_the_file_that_was_there(sample: Plan, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"before")

    def cancel(share: float, _words: str) -> None:
        if share > 0.5:
            raise Stop

    with pytest.raises(Stop):
        write_pdf(sample, path, cancel)
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["report.pdf"]


def test_a_file_that_cannot_be_opened_is_not_put_in_place(printed: Printed) -> None:
    check(printed.data, printed.pages)
    with pytest.raises(Exception, match="page"):
        check(printed.data, printed.pages + 1)
    with pytest.raises(Exception, match=r"."):
        check(printed.data[:2_000], printed.pages)


def test_actions_without_anything_print_too() -> None:
    plan = empty_plan()
    for _at in range(3):
        plan = add_action(plan, "")
    assert "Action without a title" in flat(text_of(print_plan(plan)))
