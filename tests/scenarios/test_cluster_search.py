"""A cluster finds what this process finds: also with a worker killed midway, and nothing is left behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sac_dash.cli.main import run
from sac_dash.domain.columns import OFFENCES, TAGS
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.progress import Cancelled
from sac_dash.linkage.link import ScoredLinks, score_offences
from sac_dash.linkage.parameters import LinkageParameters, ReachParameters
from sac_dash.workflow import cluster_contact, cluster_piece, cluster_search
from sac_dash.workflow.cluster_search import searching
from sac_dash.workflow.requests import Cluster
from sac_dash.workflow.trial_cluster import trial_cluster

OFFENCES_HELD = 1_500
START = datetime(2025, 1, 1, 1, tzinfo=UTC)
CODES = {"entry_point": 5, "tool": 9, "property": 20, "premises": 8}
PARAMETERS = replace(LinkageParameters(), reach=ReachParameters(every_pair_up_to=5))


@pytest.fixture(scope="module")
def invented() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Offences around some towns over two years, with a few codes each; every tenth without a place."""
    rng = np.random.default_rng(14)
    towns = rng.uniform(0, 90, (6, 2))
    rows, stated = [], []
    for k in range(OFFENCES_HELD):
        x, y = towns[rng.integers(6)] + rng.normal(0, 4, 2)
        at = START + timedelta(days=float(rng.uniform(0, 700)))
        known = {
            "offence_key": f"INV:{k:05d}",
            "crime_ref": f"{k:05d}",
            "force": "INV",
            "offence_class": "commercial_burglary",
            "when_precision": "minute",
            "from_at": at,
            "to_at": at + timedelta(hours=int(rng.choice([1, 10, 60]))),
            "crs": "EPSG:27700" if k % 10 else None,
            "easting": 300_000 + 1000 * x if k % 10 else None,
            "northing": 200_000 + 1000 * y if k % 10 else None,
        }
        rows.append({name: known.get(name) for name in OFFENCES})
        stated += [
            {
                "row": k,
                "facet": facet,
                "code": f"c{rng.integers(codes)}",
                "state": "present",
                "origin": "text",
            }
            for facet, codes in CODES.items()
            if rng.random() < 0.8
        ]
    tags = [{name: tag.get(name) for name in TAGS} for tag in stated]
    return (
        pl.DataFrame(rows, schema=dict(OFFENCES), orient="row"),
        pl.DataFrame(tags, schema=dict(TAGS), orient="row"),
    )


@pytest.fixture(scope="module")
def here(invented: tuple[pl.DataFrame, pl.DataFrame]) -> ScoredLinks:
    return score_offences(*invented, PARAMETERS, top=20)


@pytest.fixture(scope="module")
def cluster() -> Iterator:
    with trial_cluster(workers=2, threads=2) as running:
        yield running


@pytest.fixture
def asked(cluster, tmp_path: Path) -> Cluster:
    return Cluster(cluster.scheduler_address, str(tmp_path / "out"))


def scored_on(asked: Cluster, invented, progress) -> ScoredLinks:
    with searching(asked) as search:
        return score_offences(*invented, PARAMETERS, top=20, search=search, progress=progress)


def test_a_cluster_finds_the_same_and_leaves_nothing(asked, invented, here) -> None:
    told = []
    found = scored_on(asked, invented, lambda stage, share: told.append((stage, share)))
    assert here.links.height > 1000
    assert found.links.equals(here.links)
    assert found.model == here.model
    shares = [share for stage, share in told if stage == "Scoring pairs"]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert not Path(asked.shared).exists()


def test_a_worker_killed_midway_changes_nothing(cluster, asked, invented, here) -> None:
    killed = []

    def kill_one(stage: str, share: float) -> None:
        if stage == "Scoring pairs" and share > 0 and not killed:
            killed.append(share)
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    found = scored_on(asked, invented, kill_one)
    assert killed[0] < 0.5
    assert found.links.equals(here.links)


def test_a_search_that_is_stopped_leaves_nothing(asked, invented) -> None:
    def stop(stage: str, share: float) -> None:
        if stage == "Scoring pairs" and share > 0:
            assert any(Path(asked.shared).iterdir())
            raise Cancelled

    with pytest.raises(Cancelled):
        scored_on(asked, invented, stop)
    assert not Path(asked.shared).exists()


def test_a_place_that_workers_do_not_reach_is_told(asked, invented, monkeypatch: pytest.MonkeyPatch) -> None:
    in_our_memory = Cluster(asked.scheduler, "memory://nobody-else")
    monkeypatch.setattr(cluster_search, "RETRIES", 0)
    with pytest.raises(UnusableInputError, match=r"worker .* reports: the shared copy cannot be read"):
        scored_on(in_our_memory, invented, lambda *_: None)


def test_a_worker_of_another_version_is_told(cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_piece, "__version__", "99.1")
    with pytest.raises(UnusableInputError, match=r"in place of 99\.1"):
        cluster_contact.check_cluster(cluster.scheduler_address)


def test_a_small_file_is_linked_here_and_the_command_says_so(
    cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAC_DASH_HOME", str(tmp_path / "home"))
    source = tmp_path / "few.csv"
    source.write_text(
        "Crime Ref,Offence,Committed From,Committed To,Easting,Northing,MO Text\n"
        + "".join(
            f"1/{k},Burglary - Business and Community,{k + 1:02d}/01/2026 01:00,{k + 1:02d}/01/2026 03:00,"
            f"{380_000 + k},290000,Rear door forced with crowbar\n"
            for k in range(4)
        )
    )
    engine = ["--engine", "dask", "--scheduler", cluster.scheduler_address]
    assert run(["link", str(source), "--out", str(tmp_path / "out"), *engine]) in {0, 1}
    assert "up to 20,000 offences every pair is scored here" in capfd.readouterr().out


def test_nobody_at_the_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_contact, "CONNECT_S", 0.3)
    with pytest.raises(UnusableInputError, match="no scheduler answers at tcp://127"):
        cluster_contact.check_cluster("tcp://127.0.0.1:9")
