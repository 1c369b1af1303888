"""Out of a run, into a store, and from there into the next run; no record goes with it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.linkage.parameters import Calibration, LinkageParameters
from sac_dash.linkage.travelling_model import TaughtOn, TravellingModel, make_model
from sac_dash.store import Store
from sac_dash.workflow.ingest_into_store import ingest_into_store
from sac_dash.workflow.link_files import link_files
from sac_dash.workflow.model_files import render_model, write_model
from sac_dash.workflow.model_report import described, model_lines
from sac_dash.workflow.requests import LinkRequest, ReadRequest
from sac_dash.workflow.travelling_models import (
    import_model,
    log_export,
    model_of_run,
    model_of_store,
    prior_models,
    reset_models,
    with_store_priors,
)

DAY = date(2026, 3, 4)
READ = ReadRequest(today=datetime(2026, 6, 1, tzinfo=UTC))
HEADER = (
    "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,Premises Name,Address,Town,"
    "Policing Area,MO Text,facet_plumstone"
)
OFFENCES = 32
SERIES = 8
TOOLS = ("crowbar", "angle grinder", "bolt croppers", "brick")
DISTINCTIVE = (
    "Quillonshire", "QX/77", "Zebedee Stores", "Thackeray Mews", "Oxbarrow", "Vale of Plum", "Marzipan",
    "xylophone", "plumstone", "ZZ9", "Operation Gargoyle", "391234", "291234",
)  # fmt: skip


def distinctive_export(path: Path) -> Path:
    """Write a force whose every name, place, reference and code could be found again in another file."""
    rows = (
        f"QX/77{n:02d},Quillonshire,Burglary - Business and Community,{n % 28 + 1:02d}/01/2026 01:00,"
        f"{n % 28 + 1:02d}/01/2026 02:00,{391234 + 700 * (n % SERIES)},{291234 + 40 * (n // SERIES)},"
        f"Zebedee Stores {n},{n} Thackeray Mews,Oxbarrow,Vale of Plum,"
        f"Marzipan xylophone rear door forced with {TOOLS[n % len(TOOLS)]},ZZ9{n % 3}"
        for n in range(OFFENCES)
    )
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("force")


@pytest.fixture(scope="module")
def known(folder: Path) -> Path:
    lines = [f"QX/77{n:02d},Operation Gargoyle {n % SERIES}" for n in range(OFFENCES)]
    (folder / "K.csv").write_text("\n".join(["crime_ref,series", *lines]) + "\n")
    return folder / "K.csv"


@pytest.fixture(scope="module")
def filled(folder: Path, known: Path) -> Store:
    store = Store(folder / "home")
    source = distinctive_export(folder / "export.csv")
    ingest_into_store([source], store, read=READ, link=LinkRequest(known=known))
    return store


@pytest.fixture(scope="module")
def run_folder(folder: Path, known: Path) -> Path:
    source = distinctive_export(folder / "again.csv")
    link_files([source], folder / "run", read=READ, link=LinkRequest(known=known))
    return folder / "run"


def taught_run(run_folder: Path, target: Path, **learning: Any) -> Path:
    """Return a copy of a run whose model says that its series taught something."""
    shutil.copytree(run_folder, target)
    model = json.loads((target / "model.json").read_text())
    model["parameters"]["calibration"]["tools"]["agree"] = 0.654321987
    model["parameters"]["calibration"]["plumstone"] = {"agree": 0.5}
    model["parameters"]["facets"]["consistency"]["plumstone"] = 0.7
    model["learning"] = {
        "level": "Quillonshire's own",
        "reason": "Operation Gargoyle",
        "known_series": 3,
        "known_offences": 9,
        "prior": {"name": "Vale of Plum", "checksum": "x"},
        "shift": {"tools": 0.34},
        **learning,
    }
    (target / "model.json").write_text(json.dumps(model))
    return target


def file_of(model: TravellingModel, path: Path) -> Path:
    write_model(model, path)
    return path


def model(agree: float, series: int, name: str) -> TravellingModel:
    calibration = {**LinkageParameters().calibration, "tools": Calibration(agree, 0.5)}
    parameters = replace(LinkageParameters(), calibration=calibration)
    return make_model(parameters, made_on=DAY, taught_on=TaughtOn(1, series, 4 * series), name=name)


def test_nothing_of_a_record_leaves(filled: Store, run_folder: Path, tmp_path: Path) -> None:
    held = (run_folder / "model.json").read_text()
    assert "zz9" in held.casefold()  # what must not leave is there to leave
    assert "plumstone" in held
    taught = taught_run(run_folder, tmp_path / "taught")
    for sent in (model_of_store(filled, made_on=DAY), model_of_run(taught, made_on=DAY)):
        text = render_model(sent.model).casefold()
        assert not [word for word in DISTINCTIVE if word.casefold() in text]
        assert '"codes"' not in text
        assert '"known"' not in text


def test_a_name_leaves_only_when_it_is_given(filled: Store) -> None:
    named = model_of_store(filled, made_on=DAY, name="Quillonshire 2026").model
    assert "Quillonshire 2026" in render_model(named)
    with pytest.raises(SacDashError, match="name"):
        model_of_store(filled, made_on=DAY, name="two\nlines")


def test_a_taught_run_says_what_taught_it(run_folder: Path, tmp_path: Path) -> None:
    run = model_of_run(taught_run(run_folder, tmp_path / "taught"), made_on=DAY)
    assert run.model.taught_on == TaughtOn(forces=1, series=3, offences=9)
    assert run.model.parameters.calibration["tools"].agree == pytest.approx(0.6543)
    lines = model_lines(run.model, run.learning)
    assert "Learning started from: Vale of Plum" in lines
    assert "  Tools and plant: 34 points more" in lines
    assert any(line.startswith("  Tools and plant: agreement counts more (65% instead of ") for line in lines)


def test_series_that_moved_nothing_taught_nothing(run_folder: Path, tmp_path: Path) -> None:
    run = model_of_run(taught_run(run_folder, tmp_path / "taught", level="as given", shift={}), made_on=DAY)
    assert run.model.taught_on == TaughtOn()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"parameters": 3}'])
def test_a_folder_without_a_run_is_refused(run_folder: Path, tmp_path: Path, content: str) -> None:
    shutil.copytree(run_folder, tmp_path / "run")
    (tmp_path / "run" / "model.json").write_text(content)
    for folder in (tmp_path / "run", tmp_path / "nowhere"):
        with pytest.raises(UnusableInputError, match="does not hold a run"):
            model_of_run(folder, made_on=DAY)


def test_imports_add_up_until_the_reset(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    assert prior_models(store) == ()
    one, two = model(0.2, 10, "one"), model(0.6, 30, "two")
    first = import_model(store, file_of(one, tmp_path / "1.json"), "analyst")
    assert (first.in_use, first.already) == ((one,), False)
    again = import_model(store, file_of(one, tmp_path / "copy.json"), "analyst")
    assert (again.in_use, again.already) == ((one,), True)
    second = import_model(store, file_of(two, tmp_path / "2.json"), "analyst")
    assert second.in_use == prior_models(store) == (one, two)
    assert "mean of 2 imported models" in second.lines()[-1]
    assert reset_models(store, "analyst") == (one, two)
    assert prior_models(store) == reset_models(store, "analyst") == ()
    kinds = [entry.kind for entry in store.decisions.entries()]
    assert kinds == ["model_imported", "model_imported", "model_reset"]
    assert import_model(store, tmp_path / "1.json", "analyst").in_use == (one,)
    assert store.verify().sound


def test_an_import_says_how_it_differs(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    sent = model(3.0, 10, "one")
    lines = import_model(store, file_of(sent, tmp_path / "1.json"), "analyst").lines()
    assert lines[0] == f"Imported: {described(sent)}"
    assert any(
        line.startswith("  Tools and plant: agreement counts more (300% instead of ") for line in lines
    )


def test_a_refused_file_changes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    (tmp_path / "bad.json").write_text(render_model(model(0.5, 3, "one")).replace("0.5", "0.6"))
    with pytest.raises(UnusableInputError, match="checksum"):
        import_model(store, tmp_path / "bad.json", "analyst")
    assert store.decisions.entries() == []
    assert not store.models.folder.exists()


def test_ones_own_model_coming_home_is_told(tmp_path: Path) -> None:
    store, sent = Store(tmp_path / "home"), model(0.5, 3, "ours")
    log_export(store, sent, tmp_path / "m.json", "analyst")
    imported = import_model(store, file_of(sent, tmp_path / "m.json"), "analyst")
    assert imported.own
    assert any("count twice" in line for line in imported.lines())


def test_the_next_ingest_is_offered_what_was_imported(filled: Store, tmp_path: Path) -> None:
    sent = model(2.5, 10, "Elsewhere")
    import_model(filled, file_of(sent, tmp_path / "1.json"), "analyst")
    assert with_store_priors(LinkRequest(), filled).priors == (sent,)
    own = model(0.1, 2, "other")
    assert with_store_priors(LinkRequest(priors=(own,)), filled).priors == (own,)
    outcome = ingest_into_store([distinctive_export(tmp_path / "export.csv")], filled, read=READ)
    assert any("“Elsewhere”" in note for note in outcome.quality.notes)
    reset_models(filled, "analyst")


def test_a_run_may_start_from_a_model(tmp_path: Path) -> None:
    source = distinctive_export(tmp_path / "export.csv")
    plain = link_files([source], tmp_path / "plain", read=READ)
    begun = link_files(
        [source], tmp_path / "begun", read=READ, link=LinkRequest(priors=(model(2.5, 10, "Elsewhere"),))
    )
    tools = [outcome.linked.links.select(pl.sum("evidence_tools")).item() for outcome in (plain, begun)]
    assert tools[0] != tools[1]
    assert begun.linked.model["parameters"]["calibration"]["tools"]["agree"] == pytest.approx(2.5)
