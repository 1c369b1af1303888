"""Benchmark of the morning: some fifty offences come into a large store that is linked already.

The store is filled in a process of its own, so that what the mornings take is theirs; they follow one another in
one process, as in a server's, and the first of them is what a command has to do that starts anew.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sac_dash.cli.benchmark.coded_force import TRUTH_COLUMN, CodedHabits, coded_force
from sac_dash.cli.benchmark.fresh_process import run_fresh
from sac_dash.cli.benchmark.linking import StageTimes
from sac_dash.cli.benchmark.measuring import measured
from sac_dash.cli.benchmark.report import Comparison, Figure, Report

if TYPE_CHECKING:
    from sac_dash.store import Store

_NOTE = (
    "The rounds follow one another in one process; the first also imports, opens and proves what is held. Looking: the "
    "new offences scored against all within reach, what they are compared by made beforehand. Published: from the file "
    "to the new generation, series and their checks included."
)
_STAGES = (
    ("Typing", "reading"),
    ("Reading modus", "coding, merging"),
    ("Reading codes", "codes into bits"),
    ("Measuring", "base rates"),
    ("Scoring", "scoring"),
    ("Growing", "series, publishing"),
)


@dataclass(frozen=True)
class Mornings:
    """How many offences come in, and how often."""

    new: int = 50
    rounds: int = 6


def benchmark_increment(offences: int, seed: int, mornings: Mornings) -> Report:
    """Measure ingests of new offences into a store of `offences` made-up ones in codes, and linking it anew after."""
    with tempfile.TemporaryDirectory() as name:
        request: dict[str, Any] = {
            "folder": name,
            "batches": _write_files(Path(name), offences, seed, mornings),
        }
        filling = run_fresh(fill, request)
        rounds = run_fresh(do_mornings, request)
        whole = run_fresh(link_whole, request)
    figures = _figures(offences, mornings, filling, rounds, whole)
    command = f"sac-dash benchmark increment --n {offences} --new {mornings.new} --rounds {mornings.rounds}"
    return Report("increment", f"{command} --seed {seed}", figures, _table(rounds["rounds"]))


def _write_files(folder: Path, offences: int, seed: int, mornings: Mornings) -> int:
    """Write the offences held and, newest last, those of each morning; return how many mornings there are."""
    coming = mornings.new * mornings.rounds
    force = (
        coded_force(offences + coming, seed, CodedHabits()).drop(TRUTH_COLUMN).sort("from_at", "crime_ref")
    )
    force.head(offences).write_parquet(folder / "held.parquet")
    for number in range(mornings.rounds):
        batch = force.slice(offences + number * mornings.new, mornings.new)
        batch.write_parquet(folder / f"new_{number}.parquet")
    return mornings.rounds


def fill(request: dict[str, Any]) -> dict[str, Any]:
    """Bring the offences held into a store and link them whole."""
    from sac_dash.store import Store
    from sac_dash.workflow.ingest_into_store import ingest_into_store

    folder = Path(request["folder"])
    with measured() as cost:
        ingest_into_store([folder / "held.parquet"], Store(folder / "store"))
    return {"seconds": cost.seconds, "peak_mb": cost.peak_mb}


def do_mornings(request: dict[str, Any]) -> dict[str, Any]:
    """Ingest one batch after the other, then look for the partners of each once more, by itself."""
    folder, done = Path(request["folder"]), []
    with measured() as cost:
        began = time.perf_counter()
        from sac_dash.store import Store

        store = Store(folder / "store")
        for number in range(request["batches"]):
            done.append(_ingest(folder / f"new_{number}.parquet", store, began))
            began = time.perf_counter()
    return {"rounds": done, "looking_ms": _look(folder, request["batches"]), "peak_mb": cost.peak_mb}


def _ingest(batch: Path, store: Store, began: float) -> dict[str, Any]:
    """Ingest one batch; return seconds by the clock since `began`, of the processor and by stage."""
    from sac_dash.workflow.ingest_into_store import ingest_into_store

    with measured() as cost:
        stages = StageTimes(_STAGES)
        outcome = ingest_into_store([batch], store, progress=stages)
        stages("done", 1.0)
    linking = outcome.generation.model["linking"]
    return {
        "seconds": time.perf_counter() - began,
        "cpu_seconds": cost.cpu_seconds,
        "stages": stages.seconds,
        "updated": linking["since"] is not None,
    }


def _look(folder: Path, batches: int) -> list[float]:
    """Return the milliseconds that scoring each batch against all others takes, twice over; the first warms up."""
    from sac_dash.linkage.asked_scan import scan_asked
    from sac_dash.linkage.candidates import reach_of
    from sac_dash.linkage.laid_out import lay_out
    from sac_dash.linkage.linked_rows import find_rows
    from sac_dash.linkage.parameters import LinkageParameters
    from sac_dash.linkage.scope import linkable
    from sac_dash.linkage.scoring import make_scales
    from sac_dash.store import Store

    held = Store(folder / "store").require_current()
    parameters = LinkageParameters()
    laid = lay_out(held.offences, held.tags, linkable(held.offences), parameters.combination)
    scales = make_scales(laid.coded, held.tags, parameters, laid=laid)
    reach = reach_of(len(laid.coded), parameters)
    took: list[float] = []
    for number in (0, *range(batches), *range(batches)):
        references = pl.read_parquet(folder / f"new_{number}.parquet")["crime_ref"]
        rows = held.offences["crime_ref"].is_in(references.implode()).arg_true().cast(pl.Int64).to_numpy()
        asked = np.sort(find_rows(laid.coded, rows))
        began = time.perf_counter()
        scan_asked(asked, scales, reach)
        took.append((time.perf_counter() - began) * 1000.0)
    return took[1:]


def link_whole(request: dict[str, Any]) -> dict[str, Any]:
    """Link everything anew; return what it took and how far it agrees with the last morning."""
    from sac_dash.store import Store
    from sac_dash.workflow.relink_store import relink_store

    store = Store(Path(request["folder"]) / "store")
    before = store.require_current()
    links, names = before.links.select("row_a", "row_b", "probability"), set(before.series["series_id"])
    with measured() as cost:
        whole = relink_store(store)
    both = links.join(whole.links.select("row_a", "row_b", "probability"), on=["row_a", "row_b"], how="inner")
    apart = np.abs(both["probability"].to_numpy() - both["probability_right"].to_numpy())
    same = len(names & set(whole.series["series_id"]))
    return {
        "seconds": cost.seconds,
        "links": whole.links.height,
        "of_updated": 100.0 * both.height / max(links.height, 1),
        "of_whole": 100.0 * both.height / max(whole.links.height, 1),
        "difference": float(apart.max(initial=0.0)),
        "names": 100.0 * same / max(len(names), 1),
    }


def _figures(
    offences: int, mornings: Mornings, filling: dict[str, Any], rounds: dict[str, Any], whole: dict[str, Any]
) -> tuple[Figure, ...]:
    published = [each["seconds"] for each in rounds["rounds"]]
    updated = sum(each["updated"] for each in rounds["rounds"])
    return (
        Figure("offences held", offences, "offences"),
        Figure("new offences a round", mornings.new, "offences"),
        Figure("rounds that went on from the links held", updated, "rounds", f"{mornings.rounds}"),
        Figure("p50, new offences scored against all held", _percentile(rounds["looking_ms"], 50), "ms"),
        Figure(
            "p95, new offences scored against all held",
            _percentile(rounds["looking_ms"], 95),
            "ms",
            "under 20",
        ),
        Figure(
            "p95, published, by a process that lives on",
            _percentile(published[1:] or published, 95),
            "s",
            "under 2",
        ),
        Figure("published, by a process that starts anew", published[0], "s"),
        Figure("peak memory of the rounds", rounds["peak_mb"], "MB"),
        Figure("the store filled and linked whole", filling["seconds"], "s"),
        Figure("linked anew after all rounds", whole["seconds"], "s"),
        Figure("links then", whole["links"], "pairs"),
        Figure("of the links before, found then too", whole["of_updated"], "%"),
        Figure("of the links then, there before", whole["of_whole"], "%"),
        Figure("greatest difference between their probabilities", whole["difference"], "probability"),
        Figure("series names before that stand then", whole["names"], "%"),
    )


def _percentile(values: list[float], share: float) -> float:
    return float(np.percentile(values, share))


def _table(rounds: list[dict[str, Any]]) -> Comparison:
    names = tuple(dict.fromkeys(name for each in rounds for name in each["stages"]))
    rows = tuple(
        (
            str(number),
            f"{each['seconds']:.2f}",
            f"{each['cpu_seconds']:.2f}",
            *(f"{each['stages'].get(name, 0.0):.2f}" for name in names),
        )
        for number, each in enumerate(rounds, 1)
    )
    return Comparison(("round", "published (s)", "processor (s)", *names), rows, (_NOTE,))
