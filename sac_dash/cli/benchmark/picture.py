"""How a cost grows with the number of offences, as a picture beside a benchmark's report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH_IN, _HEIGHT_IN, _DPI = 6.4, 4.6, 110
_MAIN, _BESIDE = "-", "--"


@dataclass(frozen=True)
class Line:
    """One cost by size.

    Parameters
    ----------
    label
        What costs it.
    sizes, costs
        Offences, and what they cost; not-a-number where it was not measured.
    main
        Whether it is what the picture is about, or stands beside that.
    """

    label: str
    sizes: tuple[float, ...]
    costs: tuple[float, ...]
    main: bool = True


@dataclass(frozen=True)
class Aim:
    """What was asked at one size."""

    label: str
    size: float
    cost: float


@dataclass(frozen=True)
class Panel:
    """One cost of several methods, with what was asked; both axes are logarithmic.

    Parameters
    ----------
    unit
        Of the cost, as the axis says it.
    proportion_from
        Which line a cost in proportion to the offences is drawn from; None leaves it out.
    """

    unit: str
    lines: tuple[Line, ...]
    aims: tuple[Aim, ...] = ()
    proportion_from: int | None = 0


@dataclass(frozen=True)
class Picture:
    """Panels beside one another."""

    title: str
    panels: tuple[Panel, ...]


def draw(picture: Picture, path: Path) -> None:
    """Write the picture as a PNG."""
    from matplotlib.figure import Figure

    count = len(picture.panels)
    figure = Figure(figsize=(_WIDTH_IN * count, _HEIGHT_IN), layout="constrained")
    figure.suptitle(picture.title, x=0.01, ha="left")
    for axes, panel in zip(figure.subplots(1, count, squeeze=False)[0], picture.panels, strict=True):
        _draw_panel(axes, panel)
    figure.savefig(path, dpi=_DPI, metadata={"Software": None})


def _draw_panel(axes: Axes, panel: Panel) -> None:
    for line in panel.lines:
        style, marker = (_MAIN, "o") if line.main else (_BESIDE, ".")
        width = 2.0 if line.main else 1.2
        axes.plot(line.sizes, line.costs, style, marker=marker, linewidth=width, label=line.label)
    if panel.proportion_from is not None:
        _draw_proportion(axes, panel.lines[panel.proportion_from])
    for aim in panel.aims:
        axes.plot(aim.size, aim.cost, "x", markersize=9, markeredgewidth=2, label=aim.label)
    axes.set(xscale="log", yscale="log", xlabel="offences", ylabel=panel.unit)
    _mark(axes, sorted({size for line in panel.lines for size in line.sizes}))
    axes.grid(alpha=0.3)
    axes.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(0.0, -0.14), ncols=2)


def _draw_proportion(axes: Axes, line: Line) -> None:
    """Draw what the line's first cost would come to if it grew as the offences do."""
    if len(line.sizes) > 1:
        ends = (line.sizes[0], line.sizes[-1])
        costs = [line.costs[0] * size / ends[0] for size in ends]
        axes.plot(ends, costs, ":", color="grey", linewidth=1.2, label="in proportion to offences")


def _mark(axes: Axes, sizes: Sequence[float]) -> None:
    axes.set_xticks(sizes, [f"{size:,.0f}" for size in sizes])
    axes.minorticks_off()
    low, high = axes.get_ylim()
    steps = [base * 10.0**power for power in range(-3, 7) for base in (1, 2, 5)]
    ticks = [step for step in steps if low <= step <= high]
    axes.set_yticks(ticks, [f"{step:,g}" for step in ticks])
