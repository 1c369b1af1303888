"""The report of the benchmark of coded offences: figures beside what was asked, tables, and how costs grow."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sac_dash.cli.benchmark.coded_measures import (
    DASK_WORKERS,
    GIB_ASKED,
    MB_A_GIB,
    SECONDS_ASKED,
    CodedRequest,
    Run,
    SizeMeasured,
)
from sac_dash.cli.benchmark.coded_picture import picture
from sac_dash.cli.benchmark.coded_run import STAGES
from sac_dash.cli.benchmark.report import Comparison, Figure, Report
from sac_dash.cli.benchmark.splink_peer import STAGES as SPLINK_STAGES
from sac_dash.cli.benchmark.true_links import Judged

_COST_NOTES = (
    (
        "Time from offences and tags (Arrow files, mapped, as a store holds them) to links and series, by the clock; "
        "every run in a process of its own, kernels loaded beforehand. Pairs within 16 km and a year, and within half "
        "a year at any distance, at every size; nothing is blocked. Memory: the most that was resident, mapped files "
        "and libraries (some 300 MB) included; with Dask that of all processes. Power: by which power of the offences "
        "processor time grew since the size before."
    ),
    "Links: the start of the SHA-256 of their bytes. It depends neither on threads nor on who searched.",
)
_TRUTH_NOTES = (
    (
        "Nothing was known to either side. Held: of all true pairs, whatever their distance. Kept of the exact: for "
        "offences drawn by seed every pair within reach was scored without bounds; share of those above the search's "
        "floor that it found. Kept of a deeper search: share of the links that there are when pairs get their full "
        "ledger from ten times further below the floor; looked at up to 150,000 offences."
    ),
)
_SPLINK_NOTES = (
    (
        "Same offences, same definition of a pair, same share of linked pairs to start from. Splink compares each "
        "facet (rare codes count more), distance and days, learns from its blocks by expectation-maximisation without "
        "labels, and blocks as widely as 80 pairs an offence allow: squares in a while, squares and ways of working, "
        "two sets of ways of working in a while. Pairs compared: those of its blocks within reach; ours: every pair "
        "within reach. Time of Splink: table, training, blocking, scoring; of ours: the whole, series included."
    ),
)


def report(request: CodedRequest, measured: Sequence[SizeMeasured]) -> Report:
    """Return the report of what was measured, sizes ascending."""
    tables = [_costs(measured)]
    if any(run.judged or "exact" in run.gave for each in measured for run in each.runs):
        tables.append(_truth(request, measured))
    if measured[-1].main(min(request.floors)).judged:
        tables.append(_calibration(request, measured[-1]))
    if request.splink:
        tables.append(_beside_splink(request, measured))
    name = "link_files" if request.files else "link_coded"
    return Report(
        name, command(request), _figures(request, measured[-1]), further=tuple(tables),
        picture=picture(request, measured),
    )  # fmt: skip


def command(request: CodedRequest) -> str:
    """Return the command that was given; of files their names alone."""
    parts = ["sac-dash benchmark link"]
    parts += [f"--offences {file.name}" for file in request.files] or ["--coded"]
    parts += [f"--n {size}" for size in request.sizes if not request.files]
    parts += [f"--truth {request.truth}"] if request.files and request.truth else []
    parts += [f"--floor {floor:g}" for floor in request.floors]
    parts += [f"--threads {threads}" for threads in request.threads]
    parts += [flag for flag, asked in (("--dask", request.dask), ("--splink", request.splink)) if asked]
    return " ".join([*parts, f"--seed {request.seed}"])


def _figures(request: CodedRequest, largest: SizeMeasured) -> tuple[Figure, ...]:
    """Return the figures of the largest size."""
    figures = [Figure("offences", largest.offences, "offences")]
    for floor in sorted(request.floors):
        cost, said = largest.main(floor).gave["cost"], f"floor {floor:g}"
        figures += [
            Figure(f"time, {said}", cost["seconds"], "s", _asked(SECONDS_ASKED, floor, "s")),
            Figure(f"processor time, {said}", cost["cpu_seconds"], "s"),
            Figure(
                f"peak memory, {said}", cost["peak_mb"] / MB_A_GIB, "GiB", _asked(GIB_ASKED, floor, "GiB")
            ),
        ]
    lowest = largest.main(min(request.floors))
    figures.append(
        Figure("of that, series", lowest.gave["stages"].get("series", 0.0), "s", "at most 8 at a million")
    )
    figures += _worth(lowest)
    figures.append(Figure("floors at which runs differ", _differing(largest), "floors", "0"))
    return (*figures, *_of_dask(lowest, largest), *_of_splink(request, largest))


def _asked(table: dict[float, float], floor: float, unit: str) -> str:
    return f"at most {table[floor]:g} {unit} at a million" if floor in table else ""


def _worth(run: Run) -> list[Figure]:
    """Return what the links of a run are worth."""
    figures = []
    if run.judged:
        figures += [
            Figure(
                "true pairs held, of all",
                run.judged.recall,
                "share",
                "at least 0.40 at a million, floor 0.01",
            ),
            Figure("links that are true", run.judged.precision, "share"),
        ]
    if run.gave.get("exact"):
        share = run.gave["exact_found"] / run.gave["exact"]
        figures.append(Figure("kept of what the exact score reaches", share, "share", "at least 0.999"))
    return figures


def _differing(measured: SizeMeasured) -> int:
    """Return at how many floors runs gave different links."""
    by_floor: dict[float, set[str]] = {}
    for run in measured.runs:
        by_floor.setdefault(run.floor, set()).add(run.gave["sha256"])
    return sum(len(hashes) > 1 for hashes in by_floor.values())


def _of_dask(here: Run, measured: SizeMeasured) -> list[Figure]:
    there = [run for run in measured.runs if run.workers]
    if not there:
        return []
    ratio = there[0].gave["cost"]["seconds"] / here.gave["cost"]["seconds"]
    return [Figure(f"time with {DASK_WORKERS} Dask workers, by the time here", ratio, "times", "at most 1.3")]


def _of_splink(request: CodedRequest, measured: SizeMeasured) -> list[Figure]:
    if measured.splink is None:
        return []
    figures = [Figure("Splink: time", measured.splink["cost"]["seconds"], "s")]
    if measured.splink_judged:
        judged = dict(measured.splink_judged)[min(request.floors)]
        figures.append(Figure("Splink: true pairs held, of all", judged.recall, "share"))
    return figures


def _costs(measured: Sequence[SizeMeasured]) -> Comparison:
    header = (
        "offences", "floor", "with", "links", "time (s)", "processor (s)", *STAGES, "memory (MB)", "power", "SHA-256",
    )  # fmt: skip
    rows = []
    for place, each in enumerate(measured):
        rows.append(_reading_row(each, len(header)))
        for run in each.runs:
            before = measured[place - 1].alike(run) if place else None
            rows.append(
                _cost_row(each, run, _power(measured[place - 1], before, each, run) if before else "")
            )
    return Comparison(header, tuple(rows), _COST_NOTES, "Cost")


def _reading_row(each: SizeMeasured, width: int) -> tuple[str, ...]:
    cost = each.read["cost"]
    cells = (f"{each.offences:,}", "", "reading and coding the file", "", *_times(cost))
    memory = f"{cost['peak_mb']:,.0f}"
    return (*cells, *[""] * (width - len(cells) - 3), memory, "", "")


def _cost_row(each: SizeMeasured, run: Run, power: str) -> tuple[str, ...]:
    gave = run.gave
    return (
        f"{each.offences:,}", f"{run.floor:g}", run.done_with, f"{gave['links']:,}", *_times(gave["cost"]),
        *(f"{gave['stages'].get(stage, 0.0):.1f}" for stage in STAGES), f"{gave['cost']['peak_mb']:,.0f}",
        power, f"`{gave['sha256'][:12]}`",
    )  # fmt: skip


def _times(cost: dict[str, float]) -> tuple[str, str]:
    return f"{cost['seconds']:.1f}", f"{cost['cpu_seconds']:.1f}"


def _power(before: SizeMeasured, was: Run, now: SizeMeasured, run: Run) -> str:
    if now.offences <= before.offences:
        return ""
    grown = math.log(run.gave["cost"]["cpu_seconds"] / was.gave["cost"]["cpu_seconds"])
    return f"{grown / math.log(now.offences / before.offences):.2f}"


def _truth(request: CodedRequest, measured: Sequence[SizeMeasured]) -> Comparison:
    rows = []
    for each in measured:
        for floor in sorted(request.floors):
            run = each.main(floor)
            judged = run.judged
            known = ("", "", "", "") if judged is None else (
                f"{judged.true_pairs:,}", f"{judged.held:,}", f"{judged.recall:.3f}", f"{judged.precision:.3f}",
            )  # fmt: skip
            exact = run.gave.get("exact")
            kept = (
                f"{run.gave['exact_found']:,} of {exact:,} ({run.gave['sampled']} offences)" if exact else ""
            )
            deeper = "" if run.kept_of_wider is None else f"{run.kept_of_wider:.4f}"
            rows.append((f"{each.offences:,}", f"{floor:g}", *known, kept, deeper))
    header = (
        "offences",
        "floor",
        "true pairs",
        "held",
        "held, share of all",
        "true, share of links",
        "kept of the exact",
        "kept of a deeper search",
    )
    return Comparison(header, tuple(rows), _TRUTH_NOTES, "Worth")


def _calibration(request: CodedRequest, largest: SizeMeasured) -> Comparison:
    judged = largest.main(min(request.floors)).judged
    bands = judged.bands if judged else ()
    rows = tuple(
        (f"{band.low:g} to {band.high:g}", f"{band.links:,}", f"{band.said:.3f}", f"{band.true:.3f}")
        for band in bands
    )
    title = f"What was said and what is so, {largest.offences:,} offences"
    return Comparison(("probability", "links", "said", "true"), rows, (), title)


def _beside_splink(request: CodedRequest, measured: Sequence[SizeMeasured]) -> Comparison:
    header = (
        "method", "offences", "floor", "pairs compared", "links", "held, share of all", "true, share of links",
        "time (s)", "processor (s)", "memory (MB)",
    )  # fmt: skip
    rows = []
    for each in measured:
        offences, judged = f"{each.offences:,}", dict(each.splink_judged)
        for floor in sorted(request.floors):
            run = each.main(floor)
            worth = _links_and_worth(run.judged, run.gave["links"])
            rows.append(
                ("SAC Dash", offences, f"{floor:g}", "all within reach", *worth, *_whole(run.gave["cost"]))
            )
        peer = each.splink or {}
        for floor in sorted(judged) or [min(request.floors)]:
            worth = _links_and_worth(judged.get(floor), peer["links"])
            compared = f"{peer['pairs']:,}"
            rows.append(("Splink on DuckDB", offences, f"{floor:g}", compared, *worth, *_whole(peer["cost"])))
    notes = (*_SPLINK_NOTES, *map(_said_of_splink, measured))
    return Comparison(header, tuple(rows), notes, f"Beside Splink {(measured[-1].splink or {})['splink']}")


def _links_and_worth(judged: Judged | None, links: int) -> tuple[str, str, str]:
    if judged is None:
        return f"{links:,}", "", ""
    return f"{judged.links:,}", f"{judged.recall:.3f}", f"{judged.precision:.3f}"


def _whole(cost: dict[str, float]) -> tuple[str, ...]:
    return (*_times(cost), f"{cost['peak_mb']:,.0f}")


def _said_of_splink(each: SizeMeasured) -> str:
    """Return what Splink spent its time on, and what its blocks could have held at most."""
    peer = each.splink or {}
    times = ", ".join(f"{name} {peer['stages'][name]:.1f} s" for name in SPLINK_STAGES)
    true = next((judged.true_pairs for _, judged in each.splink_judged), 0)
    held = f" Its blocks hold {peer['true_in_blocks'] / true:.3f} of the true pairs." if true else ""
    return f"Splink, {each.offences:,} offences: {times}; {len(peer['blocks'])} blocks.{held}"
