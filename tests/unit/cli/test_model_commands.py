"""`sac-dash model`: out of one store, into another, read before it is trusted, and back again."""

from __future__ import annotations

import json
import pickle
from datetime import date
from pathlib import Path

import pytest

from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.travelling_model import TaughtOn, make_model
from sac_dash.store import Store
from sac_dash.workflow.model_files import write_model

HEADER = "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,MO Text"
TOOLS = ("crowbar", "angle grinder", "bolt croppers", "brick")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    rows = (
        f"M/{n},Quillonshire,Burglary - Business and Community,{n:02d}/01/2026 01:00,{n:02d}/01/2026 02:00,"
        f"{380_000 + 900 * n},{290_000 + 400 * n},Rear door forced with {TOOLS[n % 4]}"
        for n in range(1, 13)
    )
    path = tmp_path / "export.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    parameters = LinkageParameters()
    taught_on = TaughtOn(3, 40, 210)
    model = make_model(parameters, made_on=date(2026, 3, 4), taught_on=taught_on, name="Three forces")
    write_model(model, tmp_path / "three.json")
    return tmp_path / "three.json"


def test_from_one_store_to_another(command, home: Path, export: Path, tmp_path: Path, monkeypatch) -> None:
    assert command("ingest", export, "--as-of", "2026-06-01").code == 0
    sent = command("model", "export", tmp_path / "m.json", "--name", "Wrekin")
    assert sent.code == 0, sent.err
    assert "Wrekin" in sent.out
    assert [entry.payload["what"] for entry in Store(home).decisions.entries("export")] == ["model"]
    shown = command("model", "show", tmp_path / "m.json")
    assert shown.code == 0
    assert "“Wrekin”" in shown.out
    monkeypatch.setenv("SAC_DASH_HOME", str(tmp_path / "other"))
    taken = command("model", "import", tmp_path / "m.json")
    assert taken.code == 0, taken.err
    assert "shipped model" in taken.out
    (entry,) = Store(tmp_path / "other").decisions.entries()
    assert (entry.kind, entry.payload["name"]) == ("model_imported", "Wrekin")
    ingested = command("ingest", export, "--as-of", "2026-06-01")
    assert "“Wrekin”" in ingested.out
    assert command("audit", "verify").code == 0


def test_an_export_names_nobody_unasked(command, export: Path, tmp_path: Path) -> None:
    assert command("link", export, "--out", tmp_path / "run", "--as-of", "2026-06-01").code == 0
    ended = command("model", "export", tmp_path / "m.json", "--run", tmp_path / "run")
    assert ended.code == 0, ended.err
    text = (tmp_path / "m.json").read_text()
    assert "Quillonshire" not in text
    content = json.loads(text)
    assert list(content) == sorted(content)
    assert set(content) == {"checksum", "format", "made_on", "name", "parameters", "taught_on", "version"}
    assert command("model", "show", "--run", tmp_path / "run").code == 0


def test_show_says_domain_by_domain_what_counts(command, model_file: Path) -> None:
    for ended in (command("model", "show", model_file), command("model", "show")):
        assert ended.code == 0, ended.err
        for part in ("Distance: ", "Tools and plant: ", "Support from other offences: ", "Days apart: "):
            assert part in ended.out
    assert "40 known series of 210 offences, 3 forces" in command("model", "show", model_file).out


@pytest.mark.parametrize("back", [("model", "reset"), ("model", "import", "--shipped")])
def test_the_way_back_to_the_shipped_model(
    command, home: Path, model_file: Path, back: tuple[str, ...]
) -> None:
    assert command("model", "import", model_file).code == 0
    assert "“Three forces”" in command("model", "show").out
    ended = command(*back)
    assert ended.code == 0
    assert "No longer in use: “Three forces”" in ended.out
    assert "The next ingest starts from the shipped model." in command("model", "show").out
    kinds = [entry.kind for entry in Store(home).decisions.entries()]
    assert kinds == ["model_imported", "model_reset"]


def test_link_and_similar_may_start_from_a_model(
    command, export: Path, model_file: Path, tmp_path: Path
) -> None:
    ended = command("link", export, "--out", tmp_path / "run", "--model", model_file, "--as-of", "2026-06-01")
    assert ended.code == 0, ended.err
    assert "“Three forces”" in ended.out
    assert (
        json.loads((tmp_path / "run" / "model.json").read_text())["learning"]["prior"]["name"]
        == "Three forces"
    )
    assert command("similar", export, "--ref", "M/1", "--model", model_file).code == 0
    stored = command("similar", "--ref", "M/1", "--model", model_file)
    assert stored.code == 2
    assert "model import" in stored.err
    again = command("similar", "--run", tmp_path / "run", "--ref", "M/1", "--model", model_file)
    assert again.code == 2
    assert "sac-dash link FILE --model" in again.err


@pytest.mark.parametrize(
    "content",
    [b"", pickle.dumps({"weights": [1]}), b"{}", b"\xff\xfe", b" " * 1_000_001, b'{"checksum": "x"}'],
)
def test_an_odd_file_is_refused_in_one_line_everywhere(
    command, home: Path, export: Path, tmp_path: Path, content: bytes
) -> None:
    odd = tmp_path / "odd.json"
    odd.write_bytes(content)
    for arguments in (
        ("model", "import", odd),
        ("model", "show", odd),
        ("link", export, "--out", tmp_path / "run", "--model", odd),
        ("similar", export, "--ref", "M/1", "--model", odd),
    ):
        ended = command(*arguments)
        assert ended.code == 2
        assert ended.err.startswith("odd.json: ")
        assert len(ended.err.splitlines()) == 1
    assert not (tmp_path / "run").exists()
    assert not (home / "models").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("model", "import"),
        ("model", "import", "m.json", "--shipped"),
        ("model", "import", "absent.json"),
        ("model", "show", "absent.json"),
        ("model", "show", "a.json", "--run", "run"),
        ("model", "show", "--run", "absent"),
        ("model", "export", "out.json"),
        ("model", "export", "out.json", "--run", "absent"),
        ("model", "export", "absent/out.json"),
        ("model", "export"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    command, tmp_path: Path, monkeypatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = command(*arguments)
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    assert "Traceback" not in ended.err
    assert not (tmp_path / "out.json").exists()


def test_a_name_that_cannot_stand_in_a_file_is_refused(command, export: Path, tmp_path: Path) -> None:
    assert command("link", export, "--out", tmp_path / "run", "--as-of", "2026-06-01").code == 0
    ended = command("model", "export", tmp_path / "m.json", "--run", tmp_path / "run", "--name", "a\nb")
    assert ended.code == 2
    assert '"name"' in ended.err
    assert not (tmp_path / "m.json").exists()


def test_what_is_held_may_be_linked_anew_at_once(command, home: Path, export: Path, model_file: Path) -> None:
    assert command("model", "import", model_file, "--relink").code == 2
    assert not (home / "models").exists()
    assert command("ingest", export, "--as-of", "2026-06-01").code == 0
    before = Store(home).require_current()
    ended = command("model", "reset", "--relink")
    assert ended.code == 0, ended.err
    assert "Learning started from: shipped" in ended.out
    assert "Linked anew: 12 offences" in ended.out
    after = Store(home).require_current()
    assert after.id != before.id
    assert after.links.equals(before.links)
    assert after.offences.equals(before.offences)
    assert after.model == before.model
    assert Store(home).verify().sound
