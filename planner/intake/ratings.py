"""The answers of a role from the question file that someone sent back."""

from pathlib import Path

from planner.capabilities.questionnaire import NoAnswers, RatingSheet, answers_in
from planner.intake.cleaning import clean_text
from planner.intake.decoding import read_text
from planner.intake.errors import UnreadableError

MAX_BYTES = 2_000_000


def read_answers(path: Path) -> RatingSheet:
    """The answers in a question file; raises UnreadableError with a sentence that names the file and the line."""
    text, _encoding = read_text(path, MAX_BYTES)
    try:
        return answers_in(clean_text(text)[0], path.name)
    except NoAnswers as error:
        raise UnreadableError(str(error)) from error
