"""`sac-dash benchmark`: measure this machine with invented offences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.cli.console import say, shown_progress
from sac_dash.domain.errors import UnusableInputError

if TYPE_CHECKING:
    from sac_dash.cli.benchmark.report import Report

app = typer.Typer(
    help="Measure speed, memory and accuracy on this machine, with invented offences.", no_args_is_help=True
)

Rows = Annotated[int, typer.Option("--n", help="Rows of the invented export.", min=1)]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of the invented force.", min=0)]
Out = Annotated[Path, typer.Option("--out", help="Folder for the JSON and Markdown report.", metavar="DIR")]
REPORTS = Path("benchmarks")


@app.command("ingest")
def ingest(rows: Rows = 200_000, seed: SeedOption = 0, out: Out = REPORTS) -> None:
    """Measure reading and typing a clean CSV."""
    from sac_dash.cli.benchmark.pipeline import benchmark_ingest

    _publish(lambda: benchmark_ingest(rows, seed), out)


@app.command("mo")
def mo(rows: Rows = 50_000, seed: SeedOption = 0, out: Out = REPORTS) -> None:
    """Measure the coding of MO text."""
    from sac_dash.cli.benchmark.pipeline import benchmark_mo

    _publish(lambda: benchmark_mo(rows, seed), out)


@app.command("link")
def link(
    rows: Annotated[
        list[int] | None,
        typer.Option(
            "--n",
            help="Rows of the invented export; several times: how cost grows. [4000; in codes 10000]",
            min=1,
        ),
    ] = None,
    coded: Annotated[
        bool,
        typer.Option("--coded", help="Made-up offences in codes, whose series are known: no text is read."),
    ] = False,
    offences: Annotated[
        list[Path] | None,
        typer.Option(
            "--offences",
            help="Link this file instead, read as ingest reads it (columns facet_NAME); several: how cost grows.",
            metavar="FILE",
        ),
    ] = None,
    truth: Annotated[
        str | None,
        typer.Option(
            help="Which series each offence of --offences is of: a column, or a CSV of crime_ref, series."
        ),
    ] = None,
    floor: Annotated[
        list[float] | None,
        typer.Option(
            "--floor", help="In codes: least probability kept (repeatable). [0.01, 0.1]", min=1e-6, max=0.5
        ),
    ] = None,
    threads: Annotated[
        list[int] | None,
        typer.Option(
            "--threads", help="In codes: cores to use (repeatable: their links must agree). [all]", min=1
        ),
    ] = None,
    dask: Annotated[bool, typer.Option("--dask", help="In codes: also with two Dask workers.")] = False,
    splink: Annotated[
        bool,
        typer.Option("--splink", help="In codes: also with Splink on DuckDB (the extra `peers`)."),
    ] = False,
    sample: Annotated[
        int,
        typer.Option("--sample", help="In codes: offences whose pairs are all scored, as a check.", min=0),
    ] = 200,
    seed: SeedOption = 0,
    out: Out = REPORTS,
) -> None:
    """Measure linking, from file to contract files or in codes alone; with several sizes, how the cost grows."""
    if coded or offences:
        from sac_dash.cli.benchmark.coded_linking import benchmark_coded
        from sac_dash.cli.benchmark.coded_measures import CodedRequest

        request = CodedRequest(
            sizes=tuple(rows or [10_000]), files=tuple(offences or ()), truth=truth,
            floors=tuple(floor or (0.01, 0.1)), threads=tuple(threads or ()), dask=dask, splink=splink,
            sample=sample, seed=seed,
        )  # fmt: skip
        with shown_progress() as progress:
            _publish(lambda: benchmark_coded(request, lambda stage: progress(stage, 0.0)), out)
        return
    if truth or floor or threads or dask or splink:
        raise UnusableInputError(
            "--truth, --floor, --threads, --dask and --splink measure linking in codes",
            remedy="Add --coded (made-up offences) or --offences FILE",
        )
    from sac_dash.cli.benchmark.linking import benchmark_link

    _publish(lambda: benchmark_link(rows or [4_000], seed), out)


@app.command("increment")
def increment(
    offences: Annotated[int, typer.Option("--n", help="Offences the store holds.", min=100)] = 100_000,
    new: Annotated[int, typer.Option("--new", help="Offences that come in at a time.", min=1)] = 50,
    rounds: Annotated[int, typer.Option("--rounds", help="How often.", min=1)] = 6,
    seed: SeedOption = 0,
    out: Out = REPORTS,
) -> None:
    """Measure how soon new offences of a morning are linked and published in a large store."""
    from sac_dash.cli.benchmark.increment import Mornings, benchmark_increment

    _publish(lambda: benchmark_increment(offences, seed, Mornings(new, rounds)), out)


@app.command("rank")
def rank(
    offences: Annotated[
        int, typer.Option("--n", help="Linked offences that a new one is ranked against.", min=100)
    ] = 10_000,
    seed: SeedOption = 0,
    out: Out = REPORTS,
) -> None:
    """Measure how soon a new offence is ranked against a file that was linked before."""
    from sac_dash.cli.benchmark.ranking import benchmark_rank

    _publish(lambda: benchmark_rank(offences, seed), out)


@app.command("accuracy")
def accuracy(
    forces: Annotated[int, typer.Option("--forces", help="How many invented forces.", min=1)] = 3,
    offences: Annotated[int, typer.Option("--n", help="Offences of each force.", min=100)] = 3_900,
    seed: SeedOption = 0,
    known_share: Annotated[
        float, typer.Option("--known-share", help="Share of the series given as known.", min=0.0, max=0.9)
    ] = 0.0,
    out: Out = REPORTS,
) -> None:
    """Measure ranking, series and calibration on unseen invented forces, beside plain baselines."""
    from sac_dash.cli.benchmark.accuracy import benchmark_accuracy

    _publish(lambda: benchmark_accuracy(forces, offences, seed, known_share), out)


@app.command("peers")
def peers(
    labelled: Annotated[
        Path | None,
        typer.Option(
            "--labelled", help="Folder of the crimelinkage data (crimes and folds as CSV).", metavar="DIR"
        ),
    ] = None,
    out: Out = REPORTS,
) -> None:
    """Measure linking on the crimelinkage set, beside what published peers reach on the same folds."""
    from sac_dash.cli.benchmark.peers import benchmark_peers

    if labelled is None:
        say("Skipped: this benchmark needs the labelled crimelinkage data. Name its folder with --labelled.")
        return
    _publish(lambda: benchmark_peers(labelled), out)


@app.command("dashboard")
def dashboard(
    rows: Rows = 4_000,
    seed: SeedOption = 0,
    analysts: Annotated[int, typer.Option("--analysts", help="How many browse at once.", min=1, max=64)] = 8,
    out: Out = REPORTS,
) -> None:
    """Measure the pages over HTTP, for one analyst and for several at once, with that many offences held."""
    from sac_dash.cli.benchmark.dashboard import Crowd, benchmark_dashboard

    _publish(lambda: benchmark_dashboard(rows, seed, Crowd(analysts=analysts)), out)


@app.command("durability")
def durability(
    rounds: Annotated[int, typer.Option("--rounds", help="How many writers are killed.", min=4)] = 200,
    rows: Rows = 300,
    seed: SeedOption = 0,
    out: Out = REPORTS,
) -> None:
    """Kill writers at random moments and flip bytes of what they published; count what is lost or served damaged."""
    from sac_dash.cli.benchmark.durability import benchmark_durability

    _publish(lambda: benchmark_durability(rounds, rows, seed), out)


def _publish(measure: Callable[[], Report], out: Path) -> None:
    from sac_dash.cli.benchmark.report import write_report

    report = measure()
    page = write_report(report, out)
    say(report.markdown())
    say(f"written to {page}")
