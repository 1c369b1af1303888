"""The benchmark against peers: its protocol leaks nothing, and a missing set is told."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest

from sac_dash.cli.benchmark import peers
from sac_dash.cli.benchmark.labelled_set import CRIMES_FILE, FOLDS_FILE, read_labelled_set
from sac_dash.cli.main import run
from sac_dash.domain.errors import UnusableInputError


@pytest.fixture
def folder(tmp_path):
    """Return a set of 24 solved crimes, every two next door on following nights, and four unsolved ones."""
    start = datetime.fromisoformat("1993-01-06 23:00")
    crimes = ["crimeID,X,Y,DT.FROM,DT.TO,MO1,MO2,MO3"]
    folds = ["crimeID,group1,fold_s0,fold_s1"]
    for n in range(28):
        when = start + timedelta(days=9 * (n // 2) + n % 2)
        crimes.append(f"C:{n},{1700 * (n // 2) + 50 * (n % 2)},{n % 5},{when},{when},{n // 2 % 3},a,")
        if n < 24:
            folds.append(f"C:{n},{n // 2},{n // 2 % 3},{n // 2 % 2}")
    (tmp_path / CRIMES_FILE).write_text("\n".join(crimes) + "\n")
    (tmp_path / FOLDS_FILE).write_text("\n".join(folds) + "\n")
    return tmp_path


def test_the_set_is_read_as_linking_reads_it(folder):
    labelled = read_labelled_set(folder)
    assert (labelled.offences.height, labelled.truth.height, len(labelled.folds)) == (28, 24, 2)
    assert set(labelled.tags["facet"]) == {"MO1", "MO2"}
    assert labelled.folds[0][4] == 2


def test_no_model_that_scores_a_pair_has_seen_its_series(folder, monkeypatch):
    labelled, seen = read_labelled_set(folder), []

    def link(_labelled, known):
        seen.append(set(known["row"].to_list()))
        number = float(len(seen) - 1)
        return np.full((28, 28), number), 1.0

    monkeypatch.setattr(peers, "_link", link)
    scored = peers.score_held_out(labelled)
    fold = labelled.folds[0]
    for row, held in fold.items():
        assert row not in seen[held]
    # a pair's score: the mean of the models numbered by its ends' folds
    assert scored.matrices[0][0, 4] == (fold[0] + fold[4]) / 2
    assert len(seen) == 3 + 2


def test_the_report_stands_beside_its_peers(folder):
    report = peers.benchmark_peers(folder)
    page = report.markdown()
    assert "crimelinkage (R), logistic | .905 | .291 | .793" in page
    assert next(each.value for each in report.figures if each.name == "AUC") > 0.9
    assert "distance + time | 1.000" in page


def test_adjusted_rand_of_the_same_and_of_unrelated_groupings():
    same = np.array([0, 0, 1, 1, 2])
    assert peers.adjusted_rand(same, same + 7) == 1.0
    assert peers.adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == pytest.approx(-0.5)


def test_a_set_that_is_not_there_is_told(tmp_path, capsys):
    with pytest.raises(UnusableInputError, match="labelled crimelinkage data"):
        read_labelled_set(tmp_path)
    assert run(["benchmark", "peers"]) == 0
    assert "Skipped" in capsys.readouterr().out
