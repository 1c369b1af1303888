"""One measured run of linking coded offences, stage by stage, in a process of its own.

What stands ready is what a store holds: offences and tags as Arrow files, mapped. So the memory measured is that of
linking, not of reading the source, which :func:`read_source` measures by itself.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.cli.benchmark.exact_sample import ExactSample
from sac_dash.cli.benchmark.measuring import measured
from sac_dash.domain.progress import Progress
from sac_dash.linkage.candidates import SearchPieces, search_here
from sac_dash.linkage.pair_search import FoundPairs, Piece, SearchLayout
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.store.frame_files import open_frame, write_frame

OFFENCES, TAGS, LINKS, WIDER = "offences.arrow", "tags.arrow", "links.arrow", "wider.arrow"
STAGES = ("codes", "records", "search", "weighing", "series")
"""Codes into bits and what known series teach; tables and bounds; pairs; their ledgers; series and their checks."""

_TOLD = {"Scoring pairs": "records", "Weighing the best pairs": "weighing", "Growing series": "series"}
_KEPT = ("row_a", "row_b", "probability")


def read_source(request: dict[str, Any]) -> dict[str, Any]:
    """Read and code the files of a request (``files``) into Arrow files in its ``folder``."""
    from sac_dash.ingest import ingest_files
    from sac_dash.mo import load_vocabulary
    from sac_dash.workflow.coding import code_ingested
    from sac_dash.workflow.requests import ReadRequest

    folder = Path(request["folder"])
    vocabulary = load_vocabulary()
    with measured() as cost:
        ingested = ingest_files([Path(file) for file in request["files"]], options=ReadRequest().options())
        coded = code_ingested(ingested, vocabulary)
    write_frame(coded.offences, folder / OFFENCES)
    write_frame(coded.tags, folder / TAGS)
    return {"offences": coded.offences.height, "tags": coded.tags.height, "cost": asdict(cost)}


def link_coded_frames(request: dict[str, Any]) -> dict[str, Any]:
    """Link the offences and tags in the ``folder`` of a request and say what each stage took.

    Besides: ``rehearsal`` (folder of a few offences, linked first so that everything is loaded), ``floor`` (least
    probability kept), ``seed``, ``workers`` of a Dask cluster (0: this process searches), ``sample`` (offences whose
    pairs are all scored afterwards and held against what was found), ``keep`` (file beside the offences that
    the links are written to; none: not kept), ``wider`` (how much deeper below the floor, in log10 units, pairs get
    their full ledger than the product lets them).
    """
    from sac_dash.linkage.link import link_offences
    from sac_dash.workflow.frugal_progress import letting_go

    folder, clock = Path(request["folder"]), StageClock()
    sample = ExactSample(request["sample"], request["seed"])
    parameters = parameters_within_reach(request["floor"], request["wider"])
    with searching_with(request["workers"]) as search:
        few = Path(request["rehearsal"])
        link_offences(open_frame(few / OFFENCES), open_frame(few / TAGS), parameters, search=search)
        with measured() as cost:
            clock.mark(STAGES[0])
            offences, tags = open_frame(folder / OFFENCES), open_frame(folder / TAGS)
            result = link_offences(
                offences, tags, parameters,
                seed=request["seed"], progress=letting_go(clock), search=watched(search, clock, sample),
            )  # fmt: skip
            clock.mark("")
    if request["keep"]:
        write_frame(result.links.select(_KEPT), folder / request["keep"])
    return {
        "offences": result.model["n"],
        "links": result.links.height,
        "series": result.series.height,
        "sha256": digest(result.links),
        "stages": clock.seconds,
        "cost": asdict(cost),
        **sample.compare(),
    }


def parameters_within_reach(floor: float, wider: float = 0.0) -> LinkageParameters:
    """Return the method's parameters with a floor; pairs within reach are searched however small the file."""
    shipped = LinkageParameters()
    slack = shipped.reach.slack_log10 + wider
    reach = replace(shipped.reach, every_pair_up_to=0, min_probability=floor, slack_log10=slack)
    return replace(shipped, reach=reach)


class StageClock:
    """Keeps how long each stage takes: told of progress, or by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._since = "", time.perf_counter()

    def __call__(self, told: str, _: float) -> None:
        """Note that work is at a stage now; the search itself says when it begins."""
        name = _TOLD.get(told)
        if name and not (name == "records" and self._stage == "search"):
            self.mark(name)

    def mark(self, stage: str) -> None:
        """Note that another stage begins; no name is none."""
        now = time.perf_counter()
        if self._stage:
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = stage, now


def watched(search: SearchPieces, clock: StageClock, sample: ExactSample) -> SearchPieces:
    """Return a search that says when it begins and shows what it finds to the sample."""

    def begin(layout: SearchLayout, pieces: Sequence[Piece], progress: Progress) -> Iterator[FoundPairs]:
        clock.mark("search")
        sample.choose(layout)
        return shown(layout, pieces, progress)

    def shown(layout: SearchLayout, pieces: Sequence[Piece], progress: Progress) -> Iterator[FoundPairs]:
        for found in search(layout, pieces, progress):
            sample.note(found)
            yield found

    return begin


@contextmanager
def searching_with(workers: int) -> Iterator[SearchPieces]:
    """Lend the search of this process, or of a cluster of worker processes on this machine, kernels loaded."""
    if not workers:
        yield search_here
        return
    from distributed import Client

    from sac_dash.linkage.compilation import warm_up
    from sac_dash.workflow.cluster_search import searching
    from sac_dash.workflow.requests import Cluster
    from sac_dash.workflow.trial_cluster import trial_cluster

    with ExitStack() as stack:
        shared = stack.enter_context(tempfile.TemporaryDirectory())
        address = stack.enter_context(trial_cluster(workers)).scheduler_address
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(workers)
            client.run(warm_up)
        yield stack.enter_context(searching(Cluster(address, shared)))


def digest(links: pl.DataFrame) -> str:
    """Return the SHA-256 of links: of each column its name, type and values as little-endian bytes."""
    canonical = hashlib.sha256()
    for column in links.get_columns():
        values = column.to_numpy()
        canonical.update(f"{column.name}:{column.dtype}:{len(values)}\n".encode())
        canonical.update(values.astype(values.dtype.newbyteorder("<"), copy=False).tobytes())
    return canonical.hexdigest()
