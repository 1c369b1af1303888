"""A strip under a trend: how many of each period's offences do not say what the groups tell apart.

A method that is seldom written down looks rare. The strip stands apart from the bars, so that what is not known
is neither added to a count nor taken for nought.
"""

from __future__ import annotations

from typing import Any

from sac_dash.figures.chart_style import ChartStyle
from sac_dash.figures.palette import with_opacity
from sac_dash.figures.trend_bars import TrendPeriod, bar_trace, name_period

_HEIGHT = 0.06  # of the plot
_GAP = 0.07  # so that its name clears the axis' nought
_FAINTEST, _DARKEST = 0.10, 0.85


def add_strip(figure: dict[str, Any], periods: list[TrendPeriod], style: ChartStyle) -> None:
    """Add the strip to a figure under construction, where any offence does not say."""
    if not any(each.n_unknown for each in periods):
        return
    layout = figure["layout"]
    layout["yaxis"] = layout["yaxis"] | {"domain": [_HEIGHT + _GAP, 1]}
    layout["xaxis"] = layout["xaxis"] | {"anchor": "y2"}
    layout["yaxis2"] = {
        "domain": [0, _HEIGHT],
        "range": [0, 1],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickmode": "array",
        "tickvals": [0.5],
        "ticktext": ["not said"],
        "tickfont": {"size": 10, "color": style.muted},
    }
    figure["data"].append(_strip(periods, style))


def _strip(periods: list[TrendPeriod], style: ChartStyle) -> dict[str, Any]:
    asked = [each for each in periods if each.n_asked]
    shades = [_FAINTEST + (_DARKEST - _FAINTEST) * _share(each) if each.n_unknown else 0.0 for each in asked]
    return bar_trace(asked, style) | {
        "y": [1] * len(asked),
        "marker": {"color": [with_opacity(style.muted, shade) for shade in shades], "line": {"width": 0}},
        "hovertext": [_say(each) for each in asked],
        "yaxis": "y2",
    }


def _share(period: TrendPeriod) -> float:
    return (period.n_unknown or 0) / (period.n_asked or 1)


def _say(period: TrendPeriod) -> str:
    return f"<b>{name_period(period)}</b><br>{period.n_unknown or 0:,} of {period.n_asked:,} do not say"
