"""How a search is cut for many threads, how long it waits, and which addresses are this machine's."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sac_dash.domain.errors import UnusableInputError
from sac_dash.linkage.pair_search import FoundPairs, Piece
from sac_dash.workflow import cluster_search
from sac_dash.workflow.cluster_contact import is_on_this_machine
from sac_dash.workflow.cluster_search import split_pieces


@pytest.mark.parametrize("at_least", [1, 3, 40, 1000])
def test_pieces_are_cut_finer_without_losing_a_tile(at_least: int) -> None:
    pieces = [Piece("far", 0, 5), Piece("near", 5, 69), Piece("address", 0, 1)]
    finer = split_pieces(pieces, at_least)
    assert len(finer) >= min(at_least, 20)
    for piece in pieces:
        tiles = [tile for each in finer if each.which == piece.which for tile in range(each.first, each.stop)]
        assert tiles == list(range(piece.first, piece.stop))


def test_what_came_counts_although_the_worker_that_had_it_is_gone() -> None:
    none = np.zeros(0, np.int32)
    found = FoundPairs(none, none, np.zeros(0))
    assert cluster_search._result(SimpleNamespace(status="cancelled"), found) is found
    with pytest.raises(UnusableInputError, match="scheduler was lost"):
        cluster_search._result(SimpleNamespace(status="cancelled"), None)


def test_no_pieces_stay_none() -> None:
    assert split_pieces([], 12) == []


class _Cluster:
    def __init__(self, workers: dict[str, int] | None) -> None:
        self.workers = workers

    def nthreads(self) -> dict[str, int]:
        if self.workers is None:
            raise OSError
        return self.workers


@pytest.mark.parametrize(
    ("workers", "told"), [({}, "no workers any more"), (None, "scheduler was lost"), ({"tcp://a": 2}, None)]
)
def test_nobody_is_waited_for_in_vain(
    workers: dict[str, int] | None, told: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_search, "_LOOK_S", 0.001)
    monkeypatch.setattr(cluster_search, "_ASK_S", 0.0)
    monkeypatch.setattr(cluster_search, "NO_WORKERS_S", 0.0)
    patience = cluster_search._Patience(_Cluster(workers))
    if told is None:
        patience.wait()
    else:
        with pytest.raises(UnusableInputError, match=told):
            patience.wait()


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("tcp://127.0.0.1:8786", True),
        ("localhost:8786", True),
        ("tls://[::1]:8786", True),
        ("tcp://192.0.2.1:8786", False),
        ("tcp://nowhere.invalid:8786", False),
    ],
)
def test_addresses_of_this_machine_are_known(address: str, here: bool) -> None:
    assert is_on_this_machine(address) is here
