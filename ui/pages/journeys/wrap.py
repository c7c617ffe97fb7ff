"""Names in few lines: words wrap, long words break, what is left over is elided."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF


def wrapped(words: str, metrics: QFontMetricsF, room: float, lines: int = 2, first: float | None = None) -> list[str]:
    """The words in at most so many lines; ``first`` is the room of the first line where it is another one."""
    rest = words.split()
    if lines == 2 and len(rest) > 1 and metrics.horizontalAdvance(words) > (room if first is None else first):
        even = _balanced(rest, metrics, room, room if first is None else first)
        if even:
            return even
    out: list[str] = []
    while rest and len(out) < lines:
        wide = first if first is not None and not out else room
        if len(out) == lines - 1:
            out.append(metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, wide))
            break
        count = 1
        while count < len(rest) and metrics.horizontalAdvance(" ".join(rest[: count + 1])) <= wide:
            count += 1
        out.append(metrics.elidedText(" ".join(rest[:count]), Qt.TextElideMode.ElideRight, wide))
        rest = rest[count:]
    return out or [""]


def _balanced(words: list[str], metrics: QFontMetricsF, room: float, first: float) -> list[str]:
    """Two lines that both fit, the longer one as short as can be; nothing where none do."""
    best: list[str] = []
    best_width = float("inf")
    for at in range(1, len(words)):
        lines = [" ".join(words[:at]), " ".join(words[at:])]
        wide = [metrics.horizontalAdvance(line) for line in lines]
        if wide[0] <= first and wide[1] <= room and max(wide) < best_width:
            best, best_width = lines, max(wide)
    return best
