"""The contract of `sac-dash evaluate`: options, exit codes, what the JSON holds."""

from __future__ import annotations

import json

import polars as pl
import pytest

from sac_dash.cli.main import run
from sac_dash.synthetic.habits import SimulationHabits
from sac_dash.synthetic.simulation import simulate_force
from sac_dash.workflow.link_files import link_files
from sac_dash.workflow.requests import LinkRequest


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with a run of an invented force, a third of its series given, and the truth."""
    here = tmp_path_factory.mktemp("evaluate")
    force = simulate_force(SimulationHabits(offences=420, series=36), 9_400)
    force.export.write_csv(here / "export.csv")
    truth = force.truth.drop_nulls("series").select("crime_ref", "series", "force", template="shape")
    truth = truth.unique(["force", "crime_ref"], maintain_order=True)
    given = truth["series"].unique(maintain_order=True)[::3].to_list()
    truth.write_csv(here / "truth.csv")
    truth.filter(truth["series"].is_in(given)).drop("template").write_csv(here / "known.csv")
    link_files([here / "export.csv"], here / "run", link=LinkRequest(known=here / "known.csv"))
    return here


def test_a_run_is_judged_and_every_figure_written(folder, tmp_path, capsys):
    out = tmp_path / "judged.json"
    arguments = ["--truth", folder / "truth.csv", "--known", folder / "known.csv", "--run", folder / "run"]
    assert run(["evaluate", *map(str, arguments), "--json", str(out)]) == 0
    said = capsys.readouterr().out
    for words in (
        "recall@10",
        "hit@10",
        "average precision",
        "purity",
        "B³ F",
        "local series",
        "known series",
    ):
        assert words in said
    judged = json.loads(out.read_text("utf-8"))
    assert [each["method"] for each in judged["methods"]] == ["sac_dash", "distance_time", "same_codes"]
    ours = judged["methods"][0]["ranking"]
    assert set(ours) == {"recall_at_10", "recall_at_30", "recall_at_50", "hit_at_10", "average_precision"}
    assert ours["hit_at_10"]["low"] <= ours["hit_at_10"]["value"] <= ours["hit_at_10"]["high"]
    assert len(judged["calibration"]) == 10
    assert judged["given_series"] == 12
    assert judged["parameters"]["bootstrap"]["rounds"] >= 200
    assert {each["kind"] for each in judged["groups"]} == {"reach", "period", "offence_class", "label"}


def test_the_same_judgement_twice_is_the_same(folder, tmp_path):
    for name in ("one", "two"):
        arguments = ["--truth", folder / "truth.csv", "--run", folder / "run", "--json", tmp_path / name]
        assert run(["evaluate", *map(str, arguments)]) == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def not_given(folder, path, most=None):
    """Write the truth of the series that the run was not given, the first `most` of them."""
    truth = pl.read_csv(folder / "truth.csv", infer_schema=False)
    given = pl.read_csv(folder / "known.csv", infer_schema=False)["series"].unique().implode()
    rest = truth.filter(~pl.col("series").is_in(given))
    kept = rest["series"].unique(maintain_order=True).head(most or rest.height)
    rest.filter(pl.col("series").is_in(kept.implode())).write_csv(path)
    return path


def test_what_the_run_was_given_is_not_judged_even_where_nobody_says_so(folder, tmp_path):
    judged = {}
    for said in ([], ["--known", str(folder / "known.csv")]):
        out = tmp_path / f"judged{len(said)}.json"
        arguments = ["--truth", str(folder / "truth.csv"), "--run", str(folder / "run"), *said]
        assert run(["evaluate", *arguments, "--json", str(out)]) == 0
        judged[len(said)] = json.loads(out.read_text("utf-8"))["methods"][0]["ranking"]
    assert judged[0] == judged[2]


def test_a_truth_of_some_series_is_told_apart(folder, tmp_path, capsys):
    some = not_given(folder, tmp_path / "some.csv", 12)
    arguments = ["--truth", some, "--run", folder / "run", "--partial-truth"]
    assert run(["evaluate", *map(str, arguments)]) == 0
    assert "lists some series only" in capsys.readouterr().out


def test_few_series_are_said_to_be_few(folder, tmp_path, capsys):
    few = not_given(folder, tmp_path / "few.csv", 1)
    assert run(["evaluate", "--truth", str(few), "--run", str(folder / "run")]) == 0
    assert "NOT ENOUGH DATA: 1 series" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--truth", "nowhere.csv"], "no such file"),
        (["--truth", "TRUTH", "--run", "nowhere"], "does not hold a run"),
        (["--truth", "KNOWN", "--known", "KNOWN"], "given to the run"),
        (["--truth", "TRUTH", "--json", "nowhere/at/all.json"], "no folder to stand in"),
    ],
)
def test_what_cannot_be_used_ends_with_one_line_and_code_2(folder, capsys, arguments, problem):
    named = {"TRUTH": folder / "truth.csv", "KNOWN": folder / "known.csv"}
    if "--run" not in arguments:
        arguments = [*arguments, "--run", str(folder / "run")]
    assert run(["evaluate", *(str(named.get(each, each)) for each in arguments)]) == 2
    captured = capsys.readouterr()
    assert problem in captured.err
    assert len(captured.err.strip().splitlines()) == 1
