"""Charts an analyst can change: native ones, whose workbook holds text as text."""

from __future__ import annotations

from datetime import datetime

from openpyxl.utils import get_column_letter
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.slide import Slide
from pptx.util import Inches, Pt

from sac_dash.briefing.document import Plot
from sac_dash.briefing.rendering.look import ACCENT, LINE, MUTED
from sac_dash.briefing.rendering.pptx_parts import describe
from sac_dash.briefing.rendering.slide_plan import Box
from sac_dash.briefing.rendering.wording import one_line
from sac_dash.briefing.sheets import as_bytes, new_workbook, put
from sac_dash.domain.spreadsheet_text import neutral_text

KINDS = {"column": XL_CHART_TYPE.COLUMN_CLUSTERED, "line": XL_CHART_TYPE.LINE, "range": XL_CHART_TYPE.LINE}
COLOURS = (ACCENT, "B3541E", "2B5FA3", "5A6776")
BOUND = "8592A1"  # of the ends of a range
SHEET = "Sheet1"  # what the chart's own references say
TEXT_PT = 12


def put_chart(slide: Slide, plot: Plot, box: Box, made_at: datetime) -> None:
    """Put a plot on a slide as a native chart."""
    data = CategoryChartData()
    data.categories = [neutral_text(one_line(each)) for each in plot.categories]
    for name, values in plot.series:
        data.add_series(neutral_text(one_line(name)), values)
    place = (Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height))
    held = slide.shapes.add_chart(KINDS[plot.kind], *place, data)
    describe(held, plot.picture.alt or plot.picture.caption, f"Chart: {plot.picture.key}")
    chart = held.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(plot, made_at))
    chart.font.size, chart.font.color.rgb = Pt(TEXT_PT), RGBColor.from_string(MUTED)
    chart.has_title = False
    chart.has_legend = len(plot.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(LINE)
    chart.value_axis.format.line.fill.background()
    chart.category_axis.format.line.color.rgb = RGBColor.from_string("8592A1")
    _colour(chart, plot.kind)


def _colour(chart: object, kind: str) -> None:
    for place, series in enumerate(chart.plots[0].series):  # type: ignore[attr-defined]
        colour = RGBColor.from_string(COLOURS[place % len(COLOURS)])
        if kind == "range" and place:
            series.smooth, series.format.line.dash_style = False, MSO_LINE.DASH
            series.format.line.color.rgb, series.format.line.width = RGBColor.from_string(BOUND), Pt(1.25)
        elif kind != "column":
            series.smooth = False
            series.format.line.color.rgb, series.format.line.width = colour, Pt(2.25)
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour
    if kind == "column":
        chart.plots[0].gap_width = 60  # type: ignore[attr-defined]


def _workbook(plot: Plot, made_at: datetime) -> bytes:
    """Return the numbers behind the chart, in the cells its references name; no text in it is a formula."""
    book, sheet = new_workbook(SHEET)
    sheet.title = SHEET
    for row, category in enumerate(plot.categories, start=2):
        put(sheet, row, 1, one_line(category))
    for column, (name, values) in enumerate(plot.series, start=2):
        put(sheet, 1, column, one_line(name))
        for row, value in enumerate(values, start=2):
            put(sheet, row, column, value)
        sheet.column_dimensions[get_column_letter(column)].width = 16
    return as_bytes(book, plot.picture.caption or plot.picture.key, made_at)
