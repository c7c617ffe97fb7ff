"""The speed of the journey canvas, beside a bare scene of the same items.

The bare scene has the same boxes, lines and words: one painted item for each, drawn straight away, without level of
detail, kept words, snapshots or batches, and without headers, mini-map and page around it.
"""

import os
import statistics
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsItem, QGraphicsScene, QGraphicsView

from tests.benchmarks.large_journey import JOURNEY, large_journey

Act = Callable[[int], object]


def main() -> None:
    """Measures canvas, edits and layout, and prints a line each."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from ui.app import dress, make_app

    app = make_app()
    dress(app, "en", "light", 1.0)
    canvas(app)
    edits(app)
    tidying()


def line(what: str, ratio: float | None, aim: str, seconds: float) -> None:
    """One result: a ratio where there is one, its aim, and the time it stands for."""
    words = f"{ratio:6.2f} x" if ratio is not None else " " * 8
    print(f"{what:<66} {words}   {seconds * 1000:8.2f} ms here   {aim}", flush=True)


def side_by_side(ours: Act, theirs: Act, times: int = 9) -> tuple[float, float]:
    """The medians of two acts, taken in turns."""
    took: tuple[list[float], list[float]] = ([], [])
    for n in range(times + 1):
        for act, kept in zip((ours, theirs), took, strict=True):
            begun = time.perf_counter()
            act(n)
            kept.append(time.perf_counter() - begun)
    return statistics.median(took[0][1:]), statistics.median(took[1][1:])


def alone(act: Act, times: int = 9) -> float:
    """The median of an act."""
    return side_by_side(act, lambda _n: None, times)[0]


class BareNode(QGraphicsItem):
    """A box with a coloured edge, a name, signs and a meter."""

    def __init__(self, item: Any) -> None:
        super().__init__()
        self._area = QRectF(0, 0, item.width, item.height)
        self._look = item.look
        self.setPos(item.pos())
        self.setZValue(2)

    def boundingRect(self) -> QRectF:
        return self._area.adjusted(-1, -1, 1, 1)

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        from ui.theme import theme

        look, area = self._look, self._area
        painter.setPen(QPen(theme().color("line.strong"), 1))
        painter.setBrush(theme().color("bg.surface"))
        painter.drawRoundedRect(area, 6, 6)
        painter.fillRect(QRectF(0, 0, 5, area.height()), theme().color(f"ramp.satisfaction.{look.satisfaction}"))
        painter.setPen(theme().color("text.primary"))
        painter.setFont(theme().font("node"))
        words = QRectF(12, 4, area.width() - 18, area.height() - 22)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, look.name)
        left, y = 12.0, area.height() - 20
        for icon in (
            "arrow-left-right" if look.two_way else "arrow-right",
            "gauge",
            *(["zap"] if look.trigger else []),
        ):
            painter.drawPixmap(QPointF(left, y), theme().pixmap(icon, "text.tertiary", 13))
            left += 17
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(1, 6):
            role = f"ramp.satisfaction.{look.satisfaction}" if number <= look.satisfaction else "line.hair"
            painter.setBrush(theme().color(role))
            painter.drawRoundedRect(QRectF(area.width() - 40 + number * 6, y + 2, 4, 8), 1, 1)


class BareEdge(QGraphicsItem):
    """A line with an arrow, and its label."""

    def __init__(self, edge: Any, spot: Any) -> None:
        super().__init__()
        self._path, self._head, self._words = edge._path, edge._head, edge.look.words
        self._spot = QRectF(spot.x, spot.y, spot.width, spot.height) if spot is not None else QRectF()
        self._area = (self._path.boundingRect() | self._head.boundingRect() | self._spot).adjusted(-2, -2, 2, 2)

    def boundingRect(self) -> QRectF:
        return self._area

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        from ui.theme import theme

        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().color("text.tertiary"), 1.5))
        painter.drawPath(self._path)
        painter.drawPath(self._head)
        if not self._spot.isEmpty():
            painter.fillRect(self._spot, QColor("white"))
            painter.setFont(theme().font("micro"))
            painter.drawText(self._spot, Qt.AlignmentFlag.AlignCenter, self._words)


class BareView(QGraphicsView):
    """A view of the bare items, of the same size and with the same settings as ours."""

    def __init__(self, ours: Any) -> None:
        super().__init__()
        scene = QGraphicsScene(self)
        self.nodes = {key: BareNode(item) for key, item in ours.journey.nodes.items()}
        for key, edge in ours.journey.edges.items():
            label = ours.journey.labels.get(key)
            scene.addItem(BareEdge(edge, label.label.box if label is not None and label.isVisible() else None))
        for node in self.nodes.values():
            scene.addItem(node)
        scene.setSceneRect(ours.journey.sceneRect())
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(ours.renderHints())
        self.setViewportUpdateMode(ours.viewportUpdateMode())
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setAlignment(ours.alignment())
        self.resize(ours.size())
        self.show()

    def look_as(self, ours: Any) -> None:
        """Shows the same part of the scene at the same size."""
        self.setTransform(ours.transform())
        for mine, other in (
            (self.horizontalScrollBar(), ours.horizontalScrollBar()),
            (self.verticalScrollBar(), ours.verticalScrollBar()),
        ):
            mine.setValue(other.value())


def _window(app: QApplication, points: int, steps: int, *, optimal: bool = False) -> tuple[Any, Any]:
    """A window on a large journey, laid out and painted, its late figures there."""
    from ui.session import Session
    from ui.window import PlanWindow

    window = PlanWindow(Session(large_journey(points, steps, back=steps // 15, optimal=optimal)))
    window.resize(1440, 900)
    window.show()
    window.go("journeys")
    settle(app)
    return window, window.page("journeys")


def settle(app: QApplication) -> None:
    """Lets everything that is still to come be there: figures of large journeys, findings after a pause."""
    from ui.jobs import jobs_running

    still = 0
    while still < 30:
        app.processEvents()
        time.sleep(0.01)
        still = 0 if jobs_running() else still + 1


def canvas(app: QApplication) -> None:
    """1,000 touchpoints and 1,500 transitions: opening, painting, zooming, panning, dragging."""
    warm, _page = _window(app, 20, 30)  # what is loaded once is not what is measured
    warm.close()
    window, page = _window(app, 1_000, 1_500)
    begun = time.perf_counter()
    page.canvas.scene.show_nothing()
    page.show_map()
    page.canvas.view.viewport().repaint()
    line("open 1,000 touchpoints and 1,500 transitions", None, "aim 400 ms", time.perf_counter() - begun)
    settle(app)
    view, port = page.canvas.view, page.canvas.view.viewport()
    bare = BareView(view)
    app.processEvents()

    for words, zoom in (("at full size", 1.0), ("names only, at 0.5", 0.5), ("all of it, zoomed out to 0.25", 0.25)):
        view.set_zoom(zoom)
        view.come_to_rest()
        bare.look_as(view)
        settle(app)
        ours, theirs = side_by_side(lambda _n: port.repaint(), lambda _n: bare.viewport().repaint())
        line(f"whole repaint, {words} / bare scene", ours / theirs, "aim 1.30", ours)

    def zoom_ours(n: int) -> None:
        view.set_zoom(0.5 + 0.02 * (n % 9))
        port.repaint()

    def zoom_bare(n: int) -> None:
        bare.setTransform(QTransform.fromScale(0.5 + 0.02 * (n % 9), 0.5 + 0.02 * (n % 9)))
        bare.viewport().repaint()

    bare.look_as(view)
    ours, theirs = side_by_side(zoom_ours, zoom_bare)
    line("zoom step / bare scene", ours / theirs, "aim 8 ms", ours)
    view.set_zoom(1.0)
    view.come_to_rest()
    bare.look_as(view)
    settle(app)

    def pan(of_view: QGraphicsView) -> Act:
        def step(n: int) -> None:
            of_view.verticalScrollBar().setValue(200 + 8 * n)
            app.processEvents()

        return step

    ours, theirs = side_by_side(pan(view), pan(bare))
    line("pan step / bare scene", ours / theirs, "aim 5 ms", ours)

    _drag(app, page, bare)
    bare.close()
    window.close()


def _drag(app: QApplication, page: Any, bare: BareView) -> None:
    """Dragging the touchpoint with the usual number of edges, and the one with the most of those in view."""
    from ui.pages.journeys.gestures import MoveNodes

    view, scene = page.canvas.view, page.canvas.scene
    seen = [key for key, item in scene.nodes.items() if view.shown().contains(item.area())]
    ends = Counter(end for link in scene.map.links() for end in (link.source, link.target))
    by_edges = sorted(seen, key=lambda key: ends[key])
    for words, point in (("usual", by_edges[len(by_edges) // 2]), ("most", by_edges[-1])):
        page.selection.take(point)
        settle(app)
        start = scene.nodes[point].area().center()
        drag = MoveNodes(view, page.verbs, [point], point, start, copying=False)

        def drag_ours(n: int, drag: Any = drag, start: QPointF = start) -> None:
            drag.move(start + QPointF(2 * n, n), QPointF())
            app.processEvents()

        def drag_bare(n: int, point: str = point, start: QPointF = start) -> None:
            bare.nodes[point].setPos(start + QPointF(2 * n, n))
            app.processEvents()

        ours, theirs = side_by_side(drag_ours, drag_bare)
        what = f"drag of a touchpoint of the {words} edges ({ends[point]}) / its bare box alone"
        line(what, ours / theirs, "aim 5 ms" if words == "usual" else "", ours)
        drag.drop()
        settle(app)


def edits(app: QApplication) -> None:
    """What an edit of 200 touchpoints takes until the page is repainted; late figures come after it."""
    from planner.journeys.edits import edit_touchpoints, edit_transition, move_touchpoint

    window, page = _window(app, 200, 300, optimal=True)
    page.selection.take("p5")

    def once(label: str, edit: Any, *arguments: Any, **fields: Any) -> None:
        window.session.edit(label, edit, "current", *arguments, **fields)
        page.repaint()

    def rename(n: int) -> None:
        once("Rename", edit_touchpoints, ("p5",), name=f"Words {n}")

    def share(n: int) -> None:
        once("Share", edit_transition, "t5", share=0.01 * (n % 20))

    def move(n: int) -> None:
        once("Move", move_touchpoint, "p5", f"s{n % 2}", "c1")

    for view in ("current", "difference"):
        page.show_view(view)
        settle(app)
        for words, act in (("another name", rename), ("another share", share), ("another cell", move)):
            took = []
            for n in range(8):
                begun = time.perf_counter()
                act(n)
                took.append(time.perf_counter() - begun)
                settle(app)
            line(f"edit of 200 touchpoints, {view}: {words}", None, "aim 50 ms", statistics.median(took[1:]))
    window.close()


def tidying() -> None:
    """Tidying the sample, and the crossings that it leaves beside those of graphviz where that is installed."""
    from planner.journeys.edits import tidy
    from planner.templates import SAMPLE, plan_from
    from tests.benchmarks.crossings import compared

    plan = plan_from(SAMPLE, "en")
    took = max(alone(lambda _n, j=j.id: tidy(plan, j, "optimal")) for j in plan.journeys)  # type: ignore[misc]
    line("tidy up a journey of the sample, the slowest", None, "aim 10 ms", took)
    large = large_journey(120, 180, 8, 4, back=12)
    line("tidy up 120 touchpoints and 180 steps", None, "", alone(lambda _n: tidy(large, JOURNEY, "current"), 5))
    for found in compared():
        theirs = f"dot {found.dot} (without lanes {found.dot_without_lanes})" if found.dot is not None else ""
        print(f"crossings of {found.name:<44} before {found.before:>4}, tidy {found.after:>4}   {theirs}", flush=True)
    if found.dot is None:
        print("graphviz is not installed: its crossings are not compared", flush=True)
