"""Before and after: treated and comparable offences in time, with the start marked and both windows shaded.

Bars end at the start, so that none holds some of both sides. A pale bar lies outside the windows: it is history
and is not part of the comparison. Lines are each window's own rate; there is no line across the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sac_dash.domain.british_dates import british_day
from sac_dash.figures.chart_style import ChartStyle, base_layout, count_axis, style_for, time_axis
from sac_dash.figures.trend_bars import MS_A_DAY

PANEL_GAP = 0.16  # of the height


@dataclass(frozen=True)
class CountedRow:
    """One of the two panels.

    Parameters
    ----------
    title
        What is counted; the caller escapes what users wrote.
    counts
        One for each bar.
    rates
        (before, after): offences a bar's length at each window's own rate; None: nothing is compared.
    """

    title: str
    counts: Sequence[int]
    rates: tuple[float, float] | None


@dataclass(frozen=True)
class Span:
    """The time a figure shows.

    Parameters
    ----------
    start, end
        When the intervention began, and ended where it did (local, without zone).
    before_days, after_days
        Lengths of the windows compared.
    bar_days
        Length of a bar.
    first_bar
        Number of the first bar; bar 0 begins at the start, those before it have numbers below 0.
    cut_off
        Where the data end (local, without zone).
    """

    start: datetime
    end: datetime | None
    before_days: float
    after_days: float
    bar_days: int
    first_bar: int
    cut_off: datetime

    def edge(self, bar: int) -> datetime:
        """Return when a bar begins."""
        return self.start + timedelta(days=bar * self.bar_days)

    def inside(self, bar: int) -> bool:
        """Tell whether a bar's middle lies within a window."""
        middle = (bar + 0.5) * self.bar_days
        return -self.before_days <= middle < self.after_days


def draw_before_after(rows: Sequence[CountedRow], span: Span, *, dark: bool = False) -> dict[str, Any]:
    """Draw one panel a row, the treated offences first.

    Parameters
    ----------
    rows
        One or two, each with the same number of counts.
    """
    style = style_for(dark=dark)
    height = (1.0 - PANEL_GAP * (len(rows) - 1)) / len(rows)
    layout = base_layout(style) | {"margin": {"l": 34, "r": 14, "t": 38, "b": 42}, "bargap": 0.0}
    figure: dict[str, Any] = {"data": [], "layout": layout | {"shapes": [], "annotations": []}}
    for index, row in enumerate(rows):
        bottom = 1.0 - height * (index + 1) - PANEL_GAP * index
        number = "" if index == 0 else str(index + 1)
        _add_panel(figure, row, span, style, axis=number, up=(bottom, bottom + height))
    for index in range(len(rows)):
        number = "" if index == 0 else str(index + 1)
        figure["layout"][f"xaxis{number}"]["showticklabels"] = index == len(rows) - 1
        figure["layout"]["shapes"] += _marks(span, style, number)
    figure["layout"]["annotations"] += _mark_labels(span, style)
    return figure


def _add_panel(
    figure: dict[str, Any],
    row: CountedRow,
    span: Span,
    style: ChartStyle,
    *,
    axis: str,
    up: tuple[float, float],
) -> None:
    layout = figure["layout"]
    figure["data"] += [_bars(row, span, style, axis), *_rate_lines(row, span, style, axis)]
    last = max(span.cut_off, span.edge(span.first_bar + len(row.counts)))
    reach = [_iso(span.edge(span.first_bar)), _iso(last)]
    layout[f"xaxis{axis}"] = time_axis(style) | {"range": reach, "anchor": f"y{axis}"}
    top = max([*row.counts, *(row.rates or ())], default=0)
    layout[f"yaxis{axis}"] = count_axis(style, top) | {"domain": list(up), "anchor": f"x{axis}", "nticks": 4}
    layout["annotations"].append(
        {
            "text": row.title,
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": up[1],
            "yref": "paper",
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"size": 12, "color": style.ink},
        }
    )


def _bars(row: CountedRow, span: Span, style: ChartStyle, axis: str) -> dict[str, Any]:
    bars = range(span.first_bar, span.first_bar + len(row.counts))
    whole = [span.edge(bar + 1) <= span.cut_off for bar in bars]
    return {
        "type": "bar",
        "x": [_iso(span.edge(bar) + timedelta(days=span.bar_days / 2)) for bar in bars],
        "y": list(row.counts),
        "width": [0.88 * MS_A_DAY * span.bar_days] * len(row.counts),
        "marker": {
            "color": [style.bar if span.inside(bar) else style.bar_light for bar in bars],
            "pattern": {"shape": ["" if each else "/" for each in whole], "fgcolor": style.paper, "size": 5},
        },
        "hovertext": [
            _hover(span, bar, n, whole=each) for bar, n, each in zip(bars, row.counts, whole, strict=True)
        ],
        "hoverinfo": "text",
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }


def _hover(span: Span, bar: int, n: int, *, whole: bool) -> str:
    first, last = span.edge(bar).date(), (span.edge(bar + 1) - timedelta(minutes=1)).date()
    lines = [f"<b>{british_day(first)} – {british_day(last)}</b>", f"n = {n:,}"]
    if not span.inside(bar):
        lines.append("outside the windows compared")
    if not whole:
        lines.append("the data end within it")
    return "<br>".join(lines)


def _rate_lines(row: CountedRow, span: Span, style: ChartStyle, axis: str) -> list[dict[str, Any]]:
    if row.rates is None:
        return []
    ends = (-span.before_days, 0.0), (0.0, span.after_days)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [_iso(span.start + timedelta(days=day)) for day in days],
            "y": [rate, rate],
            "line": {"color": style.ink, "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
            "xaxis": f"x{axis}",
            "yaxis": f"y{axis}",
        }
        for days, rate in zip(ends, row.rates, strict=True)
    ]


def _marks(span: Span, style: ChartStyle, axis: str) -> list[dict[str, Any]]:
    """Return one panel's shaded windows, the line of the start, and that of the end."""
    up = {"xref": f"x{axis}", "yref": f"y{axis} domain", "y0": 0, "y1": 1}
    first, last = (span.start + timedelta(days=day) for day in (-span.before_days, span.after_days))
    window = {"type": "rect", "layer": "below", "fillcolor": style.band, "line": {"width": 0}}
    shapes = [window | up | {"x0": _iso(first), "x1": _iso(last)}]
    line = {"type": "line", "line": {"color": style.alert, "width": 2}}
    shapes.append(line | up | {"x0": _iso(span.start), "x1": _iso(span.start)})
    if span.end is not None and span.end <= span.cut_off:
        dotted = {"line": {"color": style.alert, "width": 1.5, "dash": "dot"}}
        shapes.append(line | up | dotted | {"x0": _iso(span.end), "x1": _iso(span.end)})
    return shapes


def _mark_labels(span: Span, style: ChartStyle) -> list[dict[str, Any]]:
    """Return the words over the lines; that of the end only where it has room beside the start's."""
    look = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 17, "showarrow": False}
    look |= {"font": {"size": 11, "color": style.alert}}
    labels = [look | {"x": _iso(span.start), "xanchor": "right", "text": f"began {_day(span.start)} ▾"}]
    if span.end is not None and span.end <= span.cut_off:
        last = span.end - timedelta(minutes=1)
        labels.append(look | {"x": _iso(span.end), "xanchor": "left", "text": f"▾ ended {_day(last)}"})
    return labels


def _day(moment: datetime) -> str:
    return british_day(date(moment.year, moment.month, moment.day))


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
