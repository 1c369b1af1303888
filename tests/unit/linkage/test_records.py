import numpy as np
import polars as pl
import pytest

from sac_dash.linkage import records
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.kernels import DENSITY_STEPS
from sac_dash.linkage.parameters import FacetParameters, LinkageParameters
from sac_dash.linkage.records import build_records, code_rate, shared_code_log10
from sac_dash.linkage.stated_codes import WORD_BITS


def test_what_everybody_does_says_nothing(offences_of, tags_of):
    tags = tags_of([(k, "tool", "brick") for k in range(20)])
    coded = code_arrays(offences_of([{}] * 20), tags, pl.Series([True] * 20))
    tool = next(facet for facet in coded.facets if facet.name == "tool")
    assert code_rate(tool, 0, FacetParameters()) == pytest.approx(1.0)
    assert shared_code_log10(0.5, 1.0, FacetParameters()) == 0.0


def test_rarity_raises_evidence_up_to_a_limit():
    parameters = FacetParameters()
    weights = [shared_code_log10(0.5, rate, parameters) for rate in (0.5, 0.1, 0.01, 1e-9)]
    assert weights == sorted(weights)
    assert weights[-1] == parameters.max_code_log10


def test_the_dense_town_counts_as_dense(offences_of, tags_of):
    rng = np.random.default_rng(2)
    rows = [{"km": tuple(rng.normal(0, 1, 2))} for _ in range(60)]
    rows += [{"km": tuple(rng.uniform(20, 90, 2))} for _ in range(60)]
    coded = code_arrays(offences_of(rows), tags_of([]), pl.Series([True] * 120))
    records, _ = build_records(coded, LinkageParameters())
    near = 12  # about 1.4 km
    density = records.density[:, near] / DENSITY_STEPS
    assert density[:60].mean() > density[60:].mean() + 0.2


def test_arrays_keep_fixed_types(small_file):
    offences, tags = small_file
    records, _ = build_records(code_arrays(offences, tags, pl.Series([True] * 60)), LinkageParameters())
    assert records.x_km.dtype == np.float32
    assert records.present.dtype == records.hour.dtype == np.uint16
    assert records.density.dtype == np.int16
    assert abs(np.median(records.x_km)) <= 5.0


def test_codes_that_people_chose_say_more_than_codes_read_from_prose(offences_of, tags_of):
    tags = tags_of(
        [(0, "tool", "axe"), (1, "tool", "axe"), (2, "tool", "brick"), (0, "own", "x"), (1, "own", "x")]
    )
    said = {}
    for name, text in (("coded", None), ("written", "axe to door")):
        coded = code_arrays(offences_of([{"mo_text": text}] * 3), tags, pl.Series([True] * 3))
        _, tables = build_records(coded, LinkageParameters())
        of = {facet.name: float(tables.code[facet.first_word * WORD_BITS]) for facet in coded.facets}
        said[name] = of
    assert said["coded"]["tool"] == pytest.approx(FacetParameters().coded_factor * said["written"]["tool"])
    assert said["coded"]["own"] == said["written"]["own"]


def test_a_file_that_gains_offences_measures_the_others_as_before(offences_of, tags_of, monkeypatch):
    """Densities rest on a sample: it must not be drawn anew because there is one offence more."""
    monkeypatch.setattr(records, "SAMPLE", 40)
    rng = np.random.default_rng(2)
    rows = [{"km": tuple(rng.uniform(0, 60, 2))} for _ in range(203)]
    made = []
    for count in (200, 203):
        offences = offences_of(rows[:count])
        coded = code_arrays(offences, tags_of([(0, "tool", "crowbar")]), pl.Series([True] * count))
        made.append(build_records(coded, LinkageParameters())[0].density[:200] / DENSITY_STEPS)
    assert np.abs(made[0] - made[1]).mean() < 0.003  # .007 where the sample shifts with the count
