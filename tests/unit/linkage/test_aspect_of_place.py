import numpy as np
import pytest

from sac_dash.linkage.aspect_of_place import find_neighbourhoods
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.records import build_records
from sac_dash.linkage.scope import linkable


@pytest.mark.parametrize("grid_km", [0.0, 20.0], ids=["scattered", "many at one place"])
def test_neighbourhoods_hold_every_known_place_once_and_are_alike_in_size(grid_km, offences_of, tags_of):
    km = np.random.default_rng(3).uniform(0, 40, (100, 2))
    km = np.round(km / grid_km) * grid_km if grid_km else km
    offences = offences_of([{"km": tuple(place)} for place in km] + [{}] * 3)
    coded = code_arrays(offences, tags_of([]), linkable(offences))
    records, _ = build_records(coded, LinkageParameters())
    near = find_neighbourhoods(records, 3)
    known = np.flatnonzero(~np.isnan(records.x_km))
    assert len(known) == 100
    assert sorted(np.concatenate(near.members).tolist()) == known.tolist()
    assert all((np.diff(each) > 0).all() for each in near.members)
    if not grid_km:
        assert sorted(map(len, near.members)) == [12] * 4 + [13] * 4
