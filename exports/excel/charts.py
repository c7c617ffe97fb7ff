"""Charts: native ones, on the columns of tables, with a title and words that say what they show."""

from collections.abc import Iterator
from typing import Any

from exports.excel.book import Chart, Charts, Series
from exports.excel.formats import axis_format, number_format
from exports.excel.layout import PlacedTable, Places, address, quoted, units
from exports.excel.styles import FONT, Styles
from planner.language import _

_CENTIMETRE = 360_000
_MOST_BUBBLES = 40


def add_charts(
    sheet: Any, charts: Charts, row: int, widths: list[float], places: Places, styles: Styles, currency: str
) -> list[tuple[str, str]]:
    """Puts charts beside each other below a row; the name and words of each."""
    said = []
    left = 0.0
    for chart in charts.charts:
        placed = places.tables.get(chart.table)
        if placed is None:
            continue
        drawn = _drawn(chart, placed, styles, currency)
        drawn.width, drawn.height = chart.wide, chart.high
        drawn.anchor = _anchor(chart, left, row, widths)
        sheet.add_chart(drawn)
        said.append((chart.title, chart.words))
        left += chart.wide + 0.5
    return said


def _anchor(chart: Chart, left: float, row: int, widths: list[float]) -> Any:
    """The place of a chart: so many centimetres from the left edge, whatever the columns are."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
    from openpyxl.drawing.xdr import XDRPositiveSize2D

    rest = int(left * _CENTIMETRE)
    column = 0
    while column < len(widths) - 1 and rest >= units(widths[column]):
        rest -= units(widths[column])
        column += 1
    size = XDRPositiveSize2D(int(chart.wide * _CENTIMETRE), int(chart.high * _CENTIMETRE))
    return OneCellAnchor(_from=AnchorMarker(col=column, colOff=rest, row=row - 1, rowOff=0), ext=size)


def _drawn(chart: Chart, placed: PlacedTable, styles: Styles, currency: str) -> Any:
    make = {"bubble": _bubbles, "bar": _bars, "line": _line, "radar": _radar}[chart.shape]
    drawn = make(chart, placed, styles)
    drawn.title = _title(chart.title, styles)
    drawn.title.overlay = False
    drawn.graphical_properties = _shape(None, None)
    drawn.roundedCorners = False
    if chart.shape != "radar":
        _axis(drawn.x_axis, chart.x_title, styles)
        _axis(drawn.y_axis, chart.y_title, styles)
        drawn.x_axis.majorGridlines = None
        drawn.y_axis.number_format = axis_format(chart.kind, currency)
        drawn.y_axis.majorGridlines.spPr = _shape(None, styles.colours["line.hair"])
    if chart.shape == "bubble":
        drawn.x_axis.number_format = axis_format(chart.kind, currency)
    if chart.shape == "bar":  # each bar says its value
        drawn.y_axis.delete, drawn.y_axis.majorGridlines = True, None
    if drawn.legend is not None:
        drawn.legend.position = "r" if chart.shape == "bubble" else "b"
        drawn.legend.txPr = _text(styles, 900)
    return drawn


def _reference(placed: PlacedTable, key: str, row: int = 0) -> Any:
    from openpyxl.chart import Reference

    words = placed.cells(key)
    if row:
        words = f"{quoted(placed.sheet)}!{address(row, placed.column(key), True)}"
    return Reference(range_string=words)


def _bubbles(chart: Chart, placed: PlacedTable, styles: Styles) -> Any:
    """A series for each bubble, so that each has its name in the legend; one for all where they are many."""
    from openpyxl.chart import BubbleChart
    from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
    from openpyxl.chart.series import SeriesLabel, XYSeries

    drawn = BubbleChart()
    drawn.bubbleScale = 60
    single = len(placed.table.items) > _MOST_BUBBLES
    rows: list[int] = [0] if single else list(range(placed.first, placed.last + 1))
    for at, row in enumerate(rows):
        series = XYSeries(idx=at, order=at)
        series.xVal = AxDataSource(numRef=NumRef(f=str(_reference(placed, chart.x, row))))
        series.yVal = NumDataSource(numRef=NumRef(f=str(_reference(placed, chart.series[0].values, row))))
        series.bubbleSize = NumDataSource(numRef=NumRef(f=str(_reference(placed, chart.size, row))))
        if not single:
            series.tx = SeriesLabel(strRef=StrRef(f=str(_reference(placed, chart.labels, row))))
        colour = styles.colours[_BUBBLES[at % len(_BUBBLES)]]
        series.spPr = _shape(colour, "#FFFFFF")
        series.invertIfNegative = False
        drawn.series.append(series)
    if single:
        drawn.legend = None
    return drawn


_BUBBLES = tuple(
    f"channel.{name}" for name in ("website", "email", "sms", "social", "store", "sales", "service", "app")
)


def _filled_series(chart: Chart, placed: PlacedTable) -> Iterator[tuple[Series, Any]]:
    from openpyxl.chart import Series as ChartSeries

    for what in chart.series:
        series = ChartSeries(_reference(placed, what.values), title=what.name or None)
        series.cat = _categories(chart, placed)
        yield what, series


def _categories(chart: Chart, placed: PlacedTable) -> Any:
    from openpyxl.chart.data_source import AxDataSource, NumRef, StrRef

    words = str(_reference(placed, chart.labels))
    kind = next(c.kind for c in placed.table.columns if c.key == chart.labels)
    if kind in ("month", "date"):
        return AxDataSource(numRef=NumRef(f=words))
    return AxDataSource(strRef=StrRef(f=words))


def _bars(chart: Chart, placed: PlacedTable, styles: Styles) -> Any:
    from openpyxl.chart import BarChart
    from openpyxl.chart.label import DataLabelList

    drawn = BarChart()
    drawn.type = "bar"
    drawn.gapWidth = 45
    drawn.legend = None if len(chart.series) == 1 else drawn.legend
    for what, series in _filled_series(chart, placed):
        series.spPr = _shape(styles.colours[what.colour], None)
        series.invertIfNegative = False
        series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
        series.dLbls.txPr = _text(styles, 900)
        drawn.series.append(series)
    drawn.x_axis.scaling.orientation = "maxMin"  # the first row on top
    return drawn


def _line(chart: Chart, placed: PlacedTable, styles: Styles) -> Any:
    from openpyxl.chart import LineChart

    drawn = LineChart()
    drawn.legend = None if len(chart.series) == 1 else drawn.legend
    for what, series in _filled_series(chart, placed):
        series.graphicalProperties = _shape(None, styles.colours[what.colour], 22_000)
        series.smooth = False
        series.marker.symbol = "none"
        drawn.series.append(series)
    count = len(placed.table.items)
    drawn.x_axis.number_format = number_format("month", "")
    drawn.x_axis.tickLblSkip = drawn.x_axis.tickMarkSkip = max(1, count // 6)
    drawn.x_axis.tickLblPos = "low"
    return drawn


def _radar(chart: Chart, placed: PlacedTable, styles: Styles) -> Any:
    from openpyxl.chart import RadarChart

    drawn = RadarChart()
    drawn.type = "marker"
    for what, series in _filled_series(chart, placed):
        series.graphicalProperties = _shape(None, styles.colours[what.colour], 22_000)
        series.marker.symbol = "circle"
        series.marker.size = 5
        series.marker.graphicalProperties = _shape(styles.colours[what.colour], styles.colours[what.colour])
        drawn.series.append(series)
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max, drawn.y_axis.majorUnit = 0, 5, 1
    drawn.y_axis.delete = drawn.x_axis.delete = False
    drawn.y_axis.majorGridlines.spPr = _shape(None, styles.colours["line.hair"])
    drawn.y_axis.number_format = "0"
    drawn.y_axis.txPr = drawn.x_axis.txPr = _text(styles, 800)
    return drawn


def _axis(axis: Any, title: str, styles: Styles) -> None:
    axis.delete = False
    axis.txPr = _text(styles, 900)
    axis.spPr = _shape(None, styles.colours["line.strong"])
    axis.majorTickMark = "none"
    if title:
        axis.title = _title(title, styles, 900, False)


def _shape(fill: str | None, line: str | None, width: int = 9_525) -> Any:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    shape = GraphicalProperties(solidFill=fill.lstrip("#")) if fill else GraphicalProperties(noFill=True)
    shape.line = LineProperties(solidFill=line.lstrip("#"), w=width) if line else LineProperties(noFill=True)
    return shape


def _font(styles: Styles, size: int, bold: bool, colour: str) -> Any:
    from openpyxl.drawing.text import CharacterProperties, Font

    return CharacterProperties(latin=Font(typeface=FONT), sz=size, b=bold, solidFill=styles.colours[colour].lstrip("#"))


def _text(styles: Styles, size: int) -> Any:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties

    look = ParagraphProperties(defRPr=_font(styles, size, False, "text.secondary"))
    return RichText(p=[Paragraph(pPr=look, endParaRPr=_font(styles, size, False, "text.secondary"))])


def _title(words: str, styles: Styles, size: int = 1_200, bold: bool = True) -> Any:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RegularTextRun

    font = _font(styles, size, bold, "text.primary" if bold else "text.secondary")
    run = RegularTextRun(rPr=font, t=words or _("Chart"))
    rich = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=font), r=[run])])
    return Title(tx=Text(rich=rich), overlay=False)
