"""Type and measures of present mode: the tokens of 'present', in pixels of a display 1,080 high."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics

from exports.figures.palette import tokens

HEIGHT = 1080.0
WIDTH = 1600.0
"""A display that is narrower for its height is scaled by its width, so that answers have their room."""


def scale_of(width: int, height: int) -> float:
    """How large a display is: 1 at a height of 1,080."""
    return max(0.3, min(height / HEIGHT, width / WIDTH))


def font(style: str, scale: float, *, size: float = 0.0, weight: int = 0) -> QFont:
    """The font of a style of 'present' (question, answer, label, figure), perhaps in another size or weight."""
    token = tokens()["type"]
    spec = token["present"][style]
    made = QFont()
    display = style in ("question", "figure")
    family = [token["familyDisplay"]] if display else []
    made.setFamilies([*family, token["family"], *token["fallback"]])
    made.setPixelSize(max(9, round((size or spec["size"]) * scale)))
    made.setWeight(QFont.Weight(weight or spec["weight"]))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if display:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
    if style == "figure":
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def smallest() -> float:
    """The smallest type of present mode."""
    return float(tokens()["type"]["present"]["minimum"])


def wrapped_height(words: str, made: QFont, width: int) -> int:
    """How high words are in a column."""
    box = QFontMetrics(made).boundingRect(0, 0, max(1, width), 100_000, int(Qt.TextFlag.TextWordWrap), words)
    return box.height()


def balanced(words: str, made: QFont, width: int) -> int:
    """The narrowest column that takes no more lines: its lines are then of like length."""
    high = wrapped_height(words, made, width)
    if high <= QFontMetrics(made).height() * 1.5:
        return width
    low, wide = width // 2, width
    while wide - low > 4:
        middle = (low + wide) // 2
        if wrapped_height(words, made, middle) <= high and _longest_word(words, made) <= middle:
            wide = middle
        else:
            low = middle
    return wide


def _longest_word(words: str, made: QFont) -> int:
    metrics = QFontMetrics(made)
    return max((metrics.horizontalAdvance(word) for word in words.split()), default=0)


def area(x: float, y: float, width: float, height: float, scale: float) -> QRectF:
    """A rectangle of the design, on this display."""
    return QRectF(x * scale, y * scale, width * scale, height * scale)
