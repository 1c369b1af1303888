"""Open facets and published peers: the labelled set beside the project, and Los Angeles' MO codes.

No label is used to link. The labelled set's figures stand in the design (section 9): its own
package reaches AUC .905, AP .291, hit@10 .793 with training.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.stats import rankdata

from sac_dash.domain.columns import OFFENCES, TAGS
from sac_dash.linkage import evaluate_ranking, explain_link, link_offences

pytestmark = pytest.mark.shared


def _complete(frame: pl.DataFrame, crs: str) -> pl.DataFrame:
    """Fill an offence frame up with what the source does not state."""
    frame = frame.with_columns(
        force=pl.lit("T"),
        offence_key="T:" + pl.col("crime_ref"),
        offence_class=pl.lit("commercial_burglary"),
        when_precision=pl.lit("minute"),
        crs=pl.lit(crs),
    )
    missing = [pl.lit(None).alias(name) for name in OFFENCES if name not in frame.columns]
    return frame.with_columns(missing).select(pl.col(k).cast(v) for k, v in OFFENCES.items())


def _tags(frame: pl.DataFrame) -> pl.DataFrame:
    """Return row, facet and code as tags."""
    frame = frame.with_columns(state=pl.lit("present"), origin=pl.lit("structured"))
    missing = [pl.lit(None).alias(name) for name in TAGS if name not in frame.columns]
    return frame.with_columns(missing).select(pl.col(k).cast(v) for k, v in TAGS.items())


@pytest.fixture(scope="module")
def labelled(shared_data):
    folder = shared_data / "labelled"
    source = pl.read_csv(folder / "crimelinkage_crimes.csv", infer_schema_length=0).with_row_index("row")
    times = [pl.col(name).str.to_datetime().dt.replace_time_zone("UTC") for name in ("DT.FROM", "DT.TO")]
    offences = _complete(
        source.select(
            crime_ref="crimeID",
            from_at=pl.min_horizontal(times),
            to_at=pl.max_horizontal(times),
            easting=pl.col("X").cast(pl.Float64),
            northing=pl.col("Y").cast(pl.Float64),
        ),
        "local-metres",
    )
    codes = source.unpivot(["MO1", "MO2", "MO3"], index="row", variable_name="facet", value_name="code")
    groups = pl.read_csv(folder / "crimelinkage_folds.csv", infer_schema_length=0)
    truth = source.join(groups, on="crimeID").select("row", series="group1")
    return link_offences(offences, _tags(codes.drop_nulls()), top=489), truth


def test_the_labelled_set_is_ranked_as_well_as_trained_peers_without_labels(labelled):
    result, truth = labelled
    solved = truth["row"].to_list()
    links = result.links.filter(pl.col("row_a").is_in(solved) & pl.col("row_b").is_in(solved))
    assert links.height == 75_855
    quality = evaluate_ranking(links, truth)
    assert (quality.seeds, quality.true_pairs) == (149, 265)
    assert quality.average_precision > 0.29  # the trained package's
    assert quality.hit_at_10 > 0.70
    group = dict(truth.iter_rows())
    same = np.array([group[a] == group[b] for a, b in links.select("row_a", "row_b").iter_rows()])
    ranks = rankdata(links["log10_bayes_factor"])
    auc = (ranks[same].sum() - same.sum() * (same.sum() + 1) / 2) / (same.sum() * (~same).sum())
    assert auc > 0.89


def test_a_force_s_own_mo_columns_are_linked_on(labelled):
    result, _ = labelled
    assert result.links["evidence_other_mo"].abs().max() > 0.5
    assert {"MO1", "MO2", "MO3"} <= set(result.model["facets"])


def test_los_angeles_mo_codes_are_an_open_facet_of_many_codes(shared_data):
    source = pl.read_csv(shared_data / "lapd" / "lapd_burglary_mocodes.csv", infer_schema_length=0)
    codes = source.with_row_index("row").select("row", code=pl.col("Mocodes").str.split(" ")).explode("code")
    codes = codes.drop_nulls().filter(pl.col("code") != "").with_columns(facet=pl.lit("Mocodes"))
    n = source.height
    moments = pl.Series(np.arange(n) * 3_600_000_000, dtype=pl.Datetime("us", "UTC"))
    offences = _complete(
        pl.DataFrame({"crime_ref": [str(k) for k in range(n)], "from_at": moments, "to_at": moments}),
        "EPSG:32611",
    )
    tags = _tags(codes)
    result = link_offences(offences, tags, top=10)
    assert len(result.model["facets"]["Mocodes"]["codes"]) > 64
    best = result.links.sort("evidence_other_mo", descending=True).row(0, named=True)
    ledger = explain_link(offences, tags, best, result.model)
    assert any("in both, 1 in" in line.words for line in ledger.of("for"))
