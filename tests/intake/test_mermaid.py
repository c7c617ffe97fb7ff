"""Mermaid journeys are read exactly as mermaid 11.17.2 reads them, and refused with file and line."""

import contextlib
import json
import re
import time
from pathlib import Path

import pytest

from planner.intake.errors import UnreadableError
from planner.intake.mermaid.reading import ParsedJourney, parse_journey, read_mermaid
from planner.intake.mermaid.text import js_number

SAMPLES = Path(__file__).parent.parent / "data" / "journey" / "mermaid"
EXPECTED = json.loads((SAMPLES / "expected_mermaid_11.17.2.json").read_text(encoding="utf-8"))
ODD = json.loads((SAMPLES / "odd_cases.json").read_text(encoding="utf-8"))


def as_mermaid(parsed: ParsedJourney) -> dict[str, object]:
    """A parsed journey in the shape of the reference results."""
    return {
        "title": parsed.title,
        "accTitle": parsed.acc_title,
        "accDescr": parsed.acc_descr,
        "sections": list(parsed.sections),
        "actors": list(parsed.actors),
        "tasks": [
            {"section": t.section, "task": t.name, "score": t.score, "people": list(t.people)} for t in parsed.tasks
        ],
    }


def test_every_sample_has_a_reference_result() -> None:
    assert {case["file"] for case in EXPECTED} == {path.name for path in SAMPLES.glob("*.mmd")}


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["file"])
def test_a_sample_reads_as_mermaid_reads_it(case: dict[str, object]) -> None:
    read = as_mermaid(read_mermaid(SAMPLES / str(case["file"])))
    assert read == {name: case[name] for name in read}


@pytest.mark.parametrize("case", ODD, ids=lambda case: repr(case["text"][:30]))
def test_odd_text_reads_as_mermaid_reads_it_or_is_refused_as_well(case: dict[str, object]) -> None:
    text = str(case["text"])
    if case.get("refused"):
        with pytest.raises(UnreadableError):
            parse_journey(text)
        return
    read = as_mermaid(parse_journey(text))
    assert read == {name: case[name] for name in read}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.mmd")), ids=lambda path: path.name)
def test_line_ends_and_a_mark_change_nothing(path: Path, line_end: str, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    copy = tmp_path / path.name
    copy.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", line_end).encode())
    assert as_mermaid(read_mermaid(copy)) == as_mermaid(read_mermaid(path))


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("flowchart LR\n  A --> B", 1, "flowchart LR"),
        ("journey\n  title x\n\n%% a\n%% b\n  Lost\n  B: 3", 6, "Lost"),
        ("---\ntitle: x\n---\n\njourney\n  A: 3: B\n  C: 4; D: 5", 7, "C: 4; D: 5"),
        ("%%{init: {\n}}%%\njourney\n  A: 3\naccDescr {\n open\nB: 3", 5, "accDescr {"),
        ("journey\r\n  A: 3\r\n  B\r\n", 3, "B"),
    ],
)
def test_an_error_names_file_line_and_text(text: str, line: int, word: str) -> None:
    with pytest.raises(UnreadableError, match=re.escape(f"plan.mmd, line {line}: ")) as caught:
        parse_journey(text, "plan.mmd")
    assert f"“{word}”" in str(caught.value)


def test_a_journey_in_a_markdown_text_is_found_with_its_line() -> None:
    text = "# Notes\n\n```mermaid\nflowchart LR\n A-->B\n```\n\n```mermaid\njourney\n  A: 3: B\n```\n\ntail\n"
    assert parse_journey(text).tasks[0].people == ("B",)
    with pytest.raises(UnreadableError, match="line 10:"):
        parse_journey(text.replace("A: 3: B", "A"))


def test_text_after_a_third_colon_is_kept_aside_and_told() -> None:
    parsed = parse_journey("journey\nCall: 3: Me: at noon: today")
    assert parsed.tasks[0].people == ("Me",)
    assert parsed.tasks[0].ignored == "at noon: today"
    assert "at noon: today" in parsed.notes[0]


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: Plain # note", "Plain"),
        ('title: "A \\"quoted\\" one: yes"', 'A "quoted" one: yes'),
        ("title: 'L''autre'", "L'autre"),
        ("config:\n  title: not this one\ntitle: This one", "This one"),
        ("title: >-\n  on two\n  lines\nconfig: 1", "on two lines"),
        ("config:\n  theme: dark", ""),
    ],
)
def test_the_title_of_the_front_matter_names_the_journey(front: str, title: str) -> None:
    parsed = parse_journey(f"---\n{front}\n---\njourney\nA: 5")
    assert (parsed.title, parsed.front_title, parsed.name) == ("", title, title)


def test_scores_are_kept_as_they_are() -> None:
    scores = [t.score for t in read_mermaid(SAMPLES / "msdocs_en.mmd").tasks]
    assert scores == [4, 6, 7, 5, 7, 8, 6, 8, 8, 7, 8, 9]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", 0.0),
        (" 5 ", 5.0),
        ("1_0", None),
        ("５", None),
        ("NaN", None),
        ("-Infinity", None),
        ("1e400", None),
    ],
)
def test_numbers_are_those_of_javascript(text: str, value: float | None) -> None:
    assert js_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "journey\n" + "<a" * 100_000,
        "\n" * 300_000 + "journey",
        "journey\n" + "%%" * 200_000,
        "journey\n" + "style:" * 60_000,
        "journey\n" + "A: 5: B\n" * 50_000,
        "%%{" * 100_000,
        "---\n" * 100_000,
        "journey" + " " * 300_000 + "accDescr" + " " * 300_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_hostile_text_ends_soon(text: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(UnreadableError):
        parse_journey(text)
    assert time.process_time() - begun < 10


def test_other_encodings_are_read_and_a_guess_is_told(tmp_path: Path) -> None:
    path = tmp_path / "parcours.mmd"
    path.write_bytes("journey\nCaf\u00e9: 5: Zo\u00e9".encode("utf-16"))
    assert read_mermaid(path).tasks[0].name == "Café"
    path.write_bytes("journey\nCaf\u00e9: 5: Zo\u00e9".encode("cp1252"))
    parsed = read_mermaid(path)
    assert parsed.tasks[0].people == ("Zoé",)
    assert "cp1252" in parsed.notes[0]
    path.write_bytes("journey\nCaf\u00e9: 5".encode("mac_roman"))
    assert read_mermaid(path, encoding="mac_roman").tasks[0].name == "Café"
