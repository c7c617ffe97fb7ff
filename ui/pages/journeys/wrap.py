"""Names in few lines: words wrap evenly, what is left over is elided."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF


def wrapped(words: str, metrics: QFontMetricsF, room: float, lines: int = 2) -> list[str]:
    """The words in at most so many lines."""
    rest = words.split()
    if metrics.horizontalAdvance(words) <= room or len(rest) < 2:
        return [metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)]
    if lines == 2:
        even = _balanced(rest, metrics, room)
        if even:
            return even
    out: list[str] = []
    while rest and len(out) < lines:
        if len(out) == lines - 1:
            out.append(metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, room))
            break
        count = 1
        while count < len(rest) and metrics.horizontalAdvance(" ".join(rest[: count + 1])) <= room:
            count += 1
        out.append(metrics.elidedText(" ".join(rest[:count]), Qt.TextElideMode.ElideRight, room))
        rest = rest[count:]
    return out


def _balanced(words: list[str], metrics: QFontMetricsF, room: float) -> list[str]:
    """Two lines that both fit, the longer one as short as can be; nothing where none do."""
    best: list[str] = []
    best_width = float("inf")
    for at in range(1, len(words)):
        lines = [" ".join(words[:at]), " ".join(words[at:])]
        wide = max(metrics.horizontalAdvance(line) for line in lines)
        if wide <= room and wide < best_width:
            best, best_width = lines, wide
    return best
