"""Keys are called what stands on the keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from planner.language import set_language
from ui.app import speak
from ui.widgets.key_words import keys_said


@pytest.fixture
def french(qapp: QApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    qapp.installTranslator(translator)
    set_language("fr")
    yield
    set_language("en")
    qapp.removeTranslator(translator)


@pytest.mark.parametrize("keys", ["Enter, F2", "Ctrl+Enter", "1–5, 0", "← →, Shift+← Shift+→", "+, −, 0, Ctrl+0"])
def test_english_keys_stay_as_they_are(qapp: QApplication, keys: str) -> None:
    assert keys_said(keys) == keys


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("Enter, F2", "Entrée, F2"),
        ("Alt+Up", "Alt+Haut"),
        ("Ctrl+Shift+M", "Ctrl+Maj+M"),
        ("Shift+arrows", "Maj+flèches"),
        ("← →, Shift+← Shift+→", "← →, Maj+← Maj+→"),
    ],
)
def test_french_keys_have_their_french_names(french: None, keys: str, said: str) -> None:
    assert keys_said(keys) == said


def test_the_words_of_qt_follow_the_language_there_and_back(qapp: QApplication) -> None:
    speak(qapp, "fr")
    assert keys_said("Ctrl+Enter") == "Ctrl+Entrée"
    speak(qapp, "en")
    assert keys_said("Ctrl+Enter") == "Ctrl+Enter"
