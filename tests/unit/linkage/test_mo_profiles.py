"""The bound of the codes never lies below what the codes say."""

import numpy as np
import pytest

from sac_dash.linkage import kernels
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.curves import BINS_PER_OCTAVE
from sac_dash.linkage.domains import PAIRWISE
from sac_dash.linkage.mo_profiles import FACET_DOMAINS, STEPS_PER_LOG10, find_profiles, profile_row
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.records import build_records
from sac_dash.linkage.scope import linkable


@pytest.mark.parametrize("max_common", [1024, 2])
def test_the_bound_holds_and_is_tight_between_common_profiles(small_file, max_common):
    offences, tags = small_file
    coded = code_arrays(offences, tags, linkable(offences))
    records, tables = build_records(coded, LinkageParameters())
    profiles = find_profiles(records, tables, max_common)
    n = len(coded)
    row, exact = np.empty(len(profiles.example), np.int16), np.empty(len(profiles.example))
    for i in range(n):
        profile_row(i, records, tables, profiles, row, exact)
        bound = row[profiles.column].sum(axis=1) / STEPS_PER_LOG10
        parts = kernels.pair_evidence(records, tables, PAIRWISE, np.full(n, i), np.arange(n))
        over = np.delete(bound - parts[:, -FACET_DOMAINS:].sum(axis=1), i)
        assert over.min() >= 0.0
        known = exact[profiles.column]
        assert (np.isnan(known) | (known == parts[:, -FACET_DOMAINS:]))[np.arange(n) != i].all()
        assert max_common == 2 or not np.isnan(known).any()
        assert max_common == 2 or over.max() <= 2 * FACET_DOMAINS / STEPS_PER_LOG10


def test_an_octave_of_distance_has_the_bins_the_pass_takes_for_granted():
    assert BINS_PER_OCTAVE == 2
