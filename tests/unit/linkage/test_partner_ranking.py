"""One offence against a file ranks as the scores of all its pairs do."""

import numpy as np

from sac_dash.linkage import kernels
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.domains import PAIRWISE
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.partner_ranking import prepare_file, rank_against
from sac_dash.linkage.scope import linkable


def test_the_best_partners_come_first_with_their_evidence(small_file):
    offences, tags = small_file
    coded = code_arrays(offences, tags, linkable(offences))
    prepared = prepare_file(coded, LinkageParameters())
    n = len(coded)
    for position in (0, 7, 31):
        ranking = rank_against(prepared, position, top=5)
        others = np.delete(np.arange(n), position)
        every = kernels.pair_evidence(
            prepared.records, prepared.tables, PAIRWISE, np.full(n - 1, position), others
        ).sum(axis=1)
        assert np.allclose(ranking.evidence.sum(axis=1), np.sort(every)[::-1][:5])
        assert position not in ranking.partner
    assert set(rank_against(prepared, 0, top=2).partner.tolist()) == {1, 2}


def test_a_ranking_holds_no_more_than_there_are(offences_of, tags_of):
    offences = offences_of([{"km": (k, 0)} for k in range(3)])
    coded = code_arrays(offences, tags_of([]), linkable(offences))
    ranking = rank_against(prepare_file(coded, LinkageParameters()), 1)
    assert sorted(ranking.partner.tolist()) == [0, 2]
