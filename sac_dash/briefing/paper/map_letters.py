"""Words on a map: written about a point where there is room, else left out; and the white under furniture."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from sac_dash.briefing.paper.map_page import Page
from sac_dash.briefing.paper.placing import Box
from sac_dash.briefing.paper.sheet import PAPER
from sac_dash.figures.palette import LIGHT_GROUND

LETTER_WIDTH = 0.6  # of the size of letters, on average


def write_label(  # noqa: PLR0917 - what is written, where, and how it looks
    axes: Axes,
    page: Page,
    at: tuple[float, float],
    words: str,
    size: float,
    colour: str,
    off: float,
    *,
    bold: bool = False,
) -> bool:
    """Write words about a point where there is room, and tell whether there was."""
    width = width_of(words, size) * (1.08 if bold else 1.0)
    box = page.occupied.place_about(*at, width, size * 1.25, off)
    if box is None:
        return False
    x, y = page.ground(box[0], (box[1] + box[3]) / 2)
    axes.text(x, y, words, ha="left", va="center_baseline", fontsize=size, color=colour, zorder=7,
              fontweight="bold" if bold else "normal",
              path_effects=[withStroke(linewidth=1.6, foreground=LIGHT_GROUND.label_halo)])  # fmt: skip
    return True


def draw_backing(axes: Axes, page: Page, box: Box) -> None:
    """Lay translucent white under a piece of furniture."""
    left, bottom = page.ground(box[0], box[1])
    right, top = page.ground(box[2], box[3])
    axes.add_patch(
        Rectangle(
            (left, bottom),
            right - left,
            top - bottom,
            facecolor=PAPER,
            edgecolor="none",
            alpha=0.82,
            zorder=8.5,
        )
    )


def width_of(words: str, size: float) -> float:
    """Return about how wide words are at a size, both in points."""
    return len(words) * size * LETTER_WIDTH
