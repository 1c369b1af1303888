"""One offence against a file ranks as the scores of all its pairs do."""

import numpy as np
import pytest

from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.link import score_offences
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.partner_ranking import prepare_file, rank_against
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.scoring import weigh_without_others

COLUMNS = [domain.column for domain in DOMAINS]


def test_the_best_partners_come_first_with_their_evidence(small_file):
    offences, tags = small_file
    coded = code_arrays(offences, tags, linkable(offences))
    prepared = prepare_file(coded, tags, LinkageParameters())
    n = len(coded)
    for position in (0, 7, 31):
        ranking = rank_against(prepared, position, top=5)
        others = np.delete(np.arange(n), position)
        low, high = np.minimum(others, position), np.maximum(others, position)
        every = weigh_without_others(prepared.scales, low, high).sum(axis=1, dtype=np.float64)
        assert np.allclose(ranking.total, np.sort(every)[::-1][:5])
        assert np.allclose(ranking.evidence.sum(axis=1), ranking.total)
        assert position not in ranking.partner
    assert set(rank_against(prepared, 0, top=2).partner.tolist()) == {1, 2}


def test_the_scores_are_those_of_the_run_shared_matches_included(small_file):
    offences, tags = small_file
    scored = score_offences(offences, tags)
    coded = code_arrays(offences, tags, linkable(offences))
    prepared = prepare_file(coded, tags, LinkageParameters(), scored.links)
    found = {
        (row["row_a"], row["row_b"]): [row[name] for name in COLUMNS]
        for row in scored.links.iter_rows(named=True)
    }
    shared = 0
    for position in range(len(coded)):
        ranking = rank_against(prepared, position, top=8)
        for partner, evidence in zip(ranking.partner, ranking.evidence, strict=True):
            ends = sorted((int(coded.rows[position]), int(coded.rows[partner])))
            assert evidence.tolist() == pytest.approx(found[tuple(ends)], abs=1e-5)
            shared += evidence[COLUMNS.index("evidence_collective")] > 0.0
    assert shared


def test_a_ranking_holds_no_more_than_there_are(offences_of, tags_of):
    offences = offences_of([{"km": (k, 0)} for k in range(3)])
    coded = code_arrays(offences, tags_of([]), linkable(offences))
    ranking = rank_against(prepare_file(coded, tags_of([]), LinkageParameters()), 1)
    assert sorted(ranking.partner.tolist()) == [0, 2]
