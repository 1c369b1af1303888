"""The paper every picture is drawn on: one look, one way to bytes, the marking in each.

The object-oriented interface of matplotlib is used and never pyplot, which keeps figures for a whole process
and belongs to one thread. Letters are those of DejaVu Sans, which ships inside matplotlib, so that neither
layout nor bytes depend on what fonts a machine has.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial

from matplotlib import rcdefaults, rcParams
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from sac_dash.briefing.document import Picture

DPI = 300
INK, MUTED, FAINT, LINE, PAPER = "#1f2933", "#5a6776", "#8592a1", "#cbd3dc", "#ffffff"
ACCENT, BAND, WARN = "#3848b4", "#dfe4f7", "#b3541e"
MARKING_IN = 0.17  # height of the strip that bears the marking
# Set once, for the whole process: neither a machine's matplotlibrc nor another thread may change a picture.
rcdefaults()
rcParams.update({"font.family": "DejaVu Sans", "svg.hashsalt": "sac-dash", "svg.fonttype": "path"})


@dataclass(frozen=True)
class Burned:
    """What is burned into a picture: its marking, and whether its data is made up."""

    marking: str
    invented: bool = False

    def words(self) -> str:
        """Return the line at the picture's edge."""
        return f"{self.marking} · invented data" if self.invented else self.marking


@dataclass(frozen=True)
class Scale:
    """Sizes of letters in points: on A4, or on a slide that is read from five metres."""

    small: float = 5.6
    normal: float = 6.6
    large: float = 7.6
    marker: float = 6.4  # radius of a numbered marker, in points


ON_PAPER = Scale()
ON_SLIDE = Scale(small=8.0, normal=9.5, large=11.0, marker=9.0)


def new_sheet(width_in: float, height_in: float) -> Figure:
    """Return an empty sheet of a size in inches."""
    figure = Figure(figsize=(width_in, height_in), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def axes_on(figure: Figure, left: float, bottom: float, right: float, top: float) -> Axes:
    """Return axes whose edges stand so many inches from the sheet's edges."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes(
        (left / width, bottom / height, (width - left - right) / width, (height - bottom - top) / height)
    )
    axes.tick_params(colors=MUTED)
    for spine in axes.spines.values():
        spine.set_color(LINE)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return axes


def finish(
    figure: Figure, key: str, alt: str, burned: Burned, *, caption: str = "", scale: Scale = ON_PAPER
) -> Picture:
    """Burn the marking in and return the picture: PNG at 300 dots an inch, SVG on demand, the same bytes each time."""
    width, height = (float(each) for each in figure.get_size_inches())
    figure.text(
        1 - 0.04 / width, 0.03 / height, burned.words(), ha="right", va="bottom",
        fontsize=scale.small - 0.6, color=MUTED, fontweight="bold",
    )  # fmt: skip
    png = io.BytesIO()
    FigureCanvasAgg(figure).print_png(png, metadata={"Software": None}, pil_kwargs={"compress_level": 6})
    return Picture(key, png.getvalue(), partial(_svg, figure), alt, width, height, caption)


def _svg(figure: Figure) -> bytes:
    out = io.BytesIO()
    FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None})
    return out.getvalue()
