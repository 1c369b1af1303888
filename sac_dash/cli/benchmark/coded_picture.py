"""How the costs of linking coded offences grow, as a picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from sac_dash.cli.benchmark.coded_measures import (
    ASKED_AT,
    GIB_ASKED,
    MB_A_GIB,
    SECONDS_ASKED,
    CodedRequest,
    SizeMeasured,
)
from sac_dash.cli.benchmark.picture import Aim, Line, Panel, Picture

_TITLE = "Linking coded offences: cost by size"


def picture(request: CodedRequest, measured: Sequence[SizeMeasured]) -> Picture:
    """Return time and memory by size, each with what was asked at a million."""
    time = tuple(_lines(request, measured, lambda cost: cost["seconds"]))
    memory = tuple(_lines(request, measured, lambda cost: cost["peak_mb"] / MB_A_GIB))
    asked = [_aims(request, measured, table) for table in (SECONDS_ASKED, GIB_ASKED)]
    panels = Panel("seconds by the clock", time, asked[0]), Panel("peak memory, GiB", memory, asked[1], None)
    return Picture(_TITLE, panels)


def _aims(
    request: CodedRequest, measured: Sequence[SizeMeasured], table: dict[float, float]
) -> tuple[Aim, ...]:
    """Return what was asked at a million, where sizes come near it."""
    if measured[-1].offences < ASKED_AT // 2:
        return ()
    floors = [floor for floor in sorted(request.floors) if floor in table]
    return tuple(Aim(f"asked at a million, floor {floor:g}", ASKED_AT, table[floor]) for floor in floors)


def _lines(
    request: CodedRequest, measured: Sequence[SizeMeasured], read: Callable[[dict[str, float]], float]
) -> list[Line]:
    """Return one line for each way the sizes were linked, ours first."""
    sizes = tuple(float(each.offences) for each in measured)
    lines = []
    for run in measured[0].runs:
        alike = [each.alike(run) for each in measured]
        costs = tuple(read(one.gave["cost"]) if one else math.nan for one in alike)
        main = not run.workers and run is measured[0].main(run.floor)
        lines.append(Line(f"floor {run.floor:g}, {run.done_with}", sizes, costs, main))
    if request.splink:
        costs = tuple(read(each.splink["cost"]) if each.splink else math.nan for each in measured)
        lines.append(Line("Splink on DuckDB", sizes, costs, main=False))
    return lines
