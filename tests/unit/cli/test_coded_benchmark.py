"""The benchmark of coded offences: what is made up, what a run tells, and what its links are held against."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sac_dash.cli.benchmark import coded_run
from sac_dash.cli.benchmark.coded_force import (
    FACETS,
    TRUTH_COLUMN,
    CodedHabits,
    coded_force,
    write_coded_force,
)
from sac_dash.cli.benchmark.coded_measures import CodedRequest, Run, SizeMeasured
from sac_dash.cli.benchmark.coded_run import LINKS, OFFENCES, TAGS, digest, link_coded_frames, read_source
from sac_dash.cli.benchmark.coded_tables import report
from sac_dash.cli.benchmark.exact_sample import ExactSample
from sac_dash.cli.benchmark.fresh_process import run_fresh
from sac_dash.cli.benchmark.report import write_report
from sac_dash.cli.benchmark.true_links import Judged, judge_links, read_truth, share_kept, true_pairs_of
from sac_dash.cli.main import run
from sac_dash.domain.errors import UnusableInputError
from sac_dash.linkage.candidates import find_candidates, search_here
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.pair_search import FoundPairs
from sac_dash.linkage.records import build_records
from sac_dash.linkage.scope import linkable
from sac_dash.store.frame_files import open_frame

N = 200


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of made-up offences, read and coded, beside the file they came from."""
    folder = tmp_path_factory.mktemp("coded")
    write_coded_force(folder / "force.parquet", N, 1)
    told = read_source({"files": [str(folder / "force.parquet")], "folder": str(folder)})
    assert told["offences"] == N
    return folder


def _asked(folder: Path, **more) -> dict:
    asked = {"folder": str(folder), "rehearsal": str(folder), "floor": 0.01, "seed": 0, "workers": 0}
    return {**asked, "sample": 0, "keep": "", "wider": 0.0, **more}


def test_a_made_up_force_is_repeated_by_its_seed_and_has_the_series_it_states():
    habits = CodedHabits()
    force = coded_force(5_000, 3, habits)
    assert force.equals(coded_force(5_000, 3, habits))
    assert not force.equals(coded_force(5_000, 4, habits))
    lengths = force[TRUTH_COLUMN].drop_nulls().value_counts()["count"]
    assert 2 <= lengths.min() <= lengths.max() <= habits.longest
    assert lengths.sum() / 5_000 == pytest.approx(habits.series_share, abs=0.02)
    assert (force["from_at"] <= force["to_at"]).all()
    for name, (codes, unstated) in FACETS.items():
        column = force[f"facet_{name}"]
        assert column.n_unique() == codes + 1
        assert column.null_count() / 5_000 == pytest.approx(unstated, abs=0.03)


def test_offences_of_a_series_are_alike_where_others_are_not():
    force = coded_force(5_000, 3, CodedHabits()).with_row_index()
    series = force.filter(pl.col(TRUTH_COLUMN).is_not_null()).group_by(TRUTH_COLUMN)
    kept = series.agg(pl.col("facet_tool").drop_nulls().unique_counts().max() / pl.col("facet_tool").count())
    assert kept["facet_tool"].drop_nulls().mean() > 0.6
    assert force["facet_tool"].value_counts(normalize=True).drop_nulls()["proportion"].max() < 0.4


def test_a_force_s_own_codes_are_read_as_they_are(read):
    tags = open_frame(read / TAGS)
    assert set(tags["facet"].unique()) == set(FACETS)
    assert tags["code"].str.contains(r"^=c\d\d$").all()


def test_a_run_says_what_each_stage_took_and_misses_no_pair(read):
    told = link_coded_frames(_asked(read, sample=50, keep=LINKS))
    assert list(told["stages"]) == list(coded_run.STAGES)
    assert sum(told["stages"].values()) <= told["cost"]["seconds"]
    assert told["offences"] == N
    assert told["exact"] == told["exact_found"] > 0
    assert told["besides"] == 0
    links = open_frame(read / LINKS)
    assert links.height == told["links"]
    assert links["probability"].min() >= 0.01
    truth = true_pairs_of(read_truth(TRUTH_COLUMN, [read / "force.parquet"], open_frame(read / OFFENCES)))
    judged = judge_links(links, truth, 0.01)
    assert judged.recall > 0.5
    assert sum(band.links for band in judged.bands) == judged.links == links.height


def test_a_pair_that_the_search_lost_is_noticed(read):
    parameters = coded_run.parameters_within_reach(0.01)
    offences, tags = open_frame(read / OFFENCES), open_frame(read / TAGS)
    records, tables = build_records(code_arrays(offences, tags, linkable(offences)), parameters)
    sample = ExactSample(N, 0)

    def losing(layout, pieces, progress):
        sample.choose(layout)
        for number, found in enumerate(search_here(layout, pieces, progress)):
            kept = slice(1, None) if number == 0 else slice(None)
            sample.note(FoundPairs(found.a[kept], found.b[kept], found.score[kept]))
            yield found

    find_candidates(records, tables, parameters, keep=50, search=losing)
    told = sample.compare()
    assert told["exact"] == told["exact_found"] + 1


def test_links_have_one_hash():
    links = pl.DataFrame({"row_a": [0, 1], "probability": [0.5, 0.25]})
    assert digest(links) == digest(links.clone())
    assert digest(links) != digest(links.reverse())
    assert digest(links) != digest(links.cast({"probability": pl.Float32}))


def test_truth_is_a_column_or_a_list(read, tmp_path):
    offences, source = open_frame(read / OFFENCES), read / "force.parquet"
    by_column = read_truth(TRUTH_COLUMN, [source], offences)
    stated = pl.read_parquet(source).select("crime_ref", series=TRUTH_COLUMN)
    stated.drop_nulls().write_csv(tmp_path / "list.csv")
    by_list = read_truth(str(tmp_path / "list.csv"), [source], offences)
    assert by_column.sort("row").equals(by_list.sort("row"))
    with pytest.raises(UnusableInputError, match="neither a file nor a column"):
        read_truth("no_such_column", [source], offences)


def test_links_are_held_against_the_truth():
    truth = true_pairs_of(pl.DataFrame({"row": [0, 1, 2, 5, 6], "series": ["a", "a", "a", "b", "b"]}))
    links = pl.DataFrame(
        {"row_a": [0, 1, 3, 5], "row_b": [1, 2, 4, 6], "probability": [0.9, 0.03, 0.6, 0.005]},
        schema_overrides={"row_a": pl.UInt32, "row_b": pl.UInt32, "probability": pl.Float32},
    )  # fmt: skip
    judged = judge_links(links, truth, 0.01)
    assert (judged.true_pairs, judged.links, judged.held) == (4, 3, 2)
    assert (judged.recall, judged.precision) == (0.5, pytest.approx(2 / 3))
    assert [(band.links, band.true) for band in judged.bands] == [(1, 1.0), (2, 0.5)]


def test_links_are_held_against_those_of_a_deeper_search():
    links = pl.DataFrame({"row_a": [0, 1], "row_b": [4, 3]})
    deeper = pl.DataFrame({"row_a": [0, 0, 1, 2], "row_b": [3, 4, 3, 4]})
    assert share_kept(links, deeper) == 0.5
    assert share_kept(links, deeper.clear()) == 1.0
    slack = [coded_run.parameters_within_reach(0.1, wider).reach.slack_log10 for wider in (0.0, 1.0)]
    assert slack[1] - slack[0] == 1.0


def test_a_fresh_process_answers_and_passes_errors_on(tmp_path):
    asked = {"files": [str(tmp_path / "absent.csv")], "folder": str(tmp_path)}
    with pytest.raises(UnusableInputError, match=r"absent\.csv"):
        run_fresh(read_source, asked, threads=1)


def _measured(offences: int, *, seconds: float, splink: bool) -> SizeMeasured:
    judged = Judged(1_000, 500, 400, ())
    cost = {"seconds": seconds, "cpu_seconds": 2 * seconds, "peak_mb": 600.0}
    gave = {
        "links": 500, "series": 3, "sha256": "ab" * 32, "cost": cost, "offences": offences,
        "stages": dict.fromkeys(coded_run.STAGES, seconds / 5),
    }  # fmt: skip
    sampled = {"sampled": 10, "exact": 200, "exact_found": 200, "besides": 0}
    runs = (
        Run(0.01, 2, 0, gave | sampled, judged), Run(0.01, 1, 0, gave), Run(0.01, None, 2, gave),
    )  # fmt: skip
    measured = SizeMeasured("force.parquet", {"offences": offences, "cost": cost}, runs)
    if not splink:
        return measured
    peer = {
        "splink": "5.0.0", "pairs": 9_000, "links": 300, "true_in_blocks": 500, "blocks": ["x"], "cost": cost,
        "stages": {"table": 1.0, "training": 2.0, "blocking": 3.0, "scoring": 4.0},
    }  # fmt: skip
    return replace(measured, splink=peer, splink_judged=((0.01, Judged(1_000, 300, 200, ())),))


def test_the_report_says_growth_agreement_and_the_peer(tmp_path):
    request = CodedRequest(
        files=(tmp_path / "a.parquet",), truth="series", floors=(0.01,), threads=(1, 2),
        dask=True, splink=True,
    )  # fmt: skip
    sizes = [_measured(10_000, seconds=2.0, splink=True), _measured(1_000_000, seconds=200.0, splink=True)]
    written = report(request, sizes)
    text = write_report(written, tmp_path).read_text()
    assert "--offences a.parquet --truth series --floor 0.01 --threads 1 --threads 2 --dask --splink" in text
    assert str(tmp_path) not in text
    figures = {figure.name: figure.value for figure in written.figures}
    assert figures["floors at which runs differ"] == 0
    assert figures["kept of what the exact score reaches"] == 1.0
    assert figures["true pairs held, of all"] == 0.4
    assert figures["Splink: true pairs held, of all"] == 0.2
    assert "| 1,000,000 | 0.01 | 2 threads | 500 | 200.0 | 400.0 |" in text
    assert "| 1.00 | `abababababab` |" in text
    assert "Its blocks hold 0.500 of the true pairs." in text
    assert (tmp_path / "link_files.png").read_bytes().startswith(b"\x89PNG")


def test_different_links_of_runs_that_must_agree_are_told():
    measured = _measured(10_000, seconds=2.0, splink=False)
    other = replace(measured.runs[1], gave={**measured.runs[1].gave, "sha256": "cd" * 32})
    written = report(CodedRequest(floors=(0.01,)), [replace(measured, runs=(measured.runs[0], other))])
    assert next(each.value for each in written.figures if each.name == "floors at which runs differ") == 1


def test_options_of_coded_offences_ask_for_coded_offences(capsys):
    assert run(["benchmark", "link", "--dask"]) == 2
    assert "Add --coded" in capsys.readouterr().err


def test_facet_mixes_are_drawn_as_they_say():
    force = coded_force(20_000, 0, replace(CodedHabits(), series_share=0.0, trades=1))
    assert force[TRUTH_COLUMN].null_count() == 20_000
    assert np.isclose(force["facet_premises"].null_count() / 20_000, FACETS["premises"][1], atol=0.01)
