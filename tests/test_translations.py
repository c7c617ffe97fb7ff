"""Every visible string is translatable and has its French."""

import re

import pytest

from tests.tools.translations import LANGUAGES, gathered, missing, mo_bytes, mo_path, po_path, po_text, updated

PLACE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_string_has_its_translation(code: str) -> None:
    assert missing(code) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_files_are_up_to_the_source(code: str) -> None:
    assert po_path(code).read_bytes() == po_text(code), "run python -m tests.tools.translations"
    assert mo_path(code).read_bytes() == mo_bytes(code), "run python -m tests.tools.translations"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_string(code: str) -> None:
    wrong = []
    for message in updated(code):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = {name for text in ids for name in PLACE.findall(text)}
        for text in texts:
            found = set(PLACE.findall(text))
            one_of_many = len(texts) > 1 and found <= wanted
            if message.id and text and found != wanted and not one_of_many:
                wrong.append((ids[0], text))
    assert wrong == []


LOOSE = re.compile(r"[ ][:;!?%»]|[^\u202f\u00a0.…?!/][;!?](?=\s|$)|«[^\u00a0]|[^\u00a0]»")
"""A sign without its no-break space, or with one that breaks."""


def test_french_signs_have_their_spaces() -> None:
    wrong = [
        text
        for message in updated("fr")
        for text in (message.string if isinstance(message.string, tuple | list) else (message.string,))
        if message.id and LOOSE.search(text)
    ]
    assert wrong == []


def test_strings_are_whole_sentences_with_named_places() -> None:
    """No string is put together from parts, and none has places without a name."""
    wrong = [message.id for message in gathered() if message.id and re.search(r"\{\}|\{\d|%s|%d", str(message.id))]
    assert wrong == []
