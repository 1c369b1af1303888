"""The command line's contract: commands, options, files, columns, codes, as the design binds them."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from sac_dash.cli.main import run
from sac_dash.linkage import DOMAINS
from sac_dash.store import Store
from sac_dash.workflow.saved_mapping import save_mapping

HEADER = (
    "Crime Ref,HO Code,Offence,Committed From,Committed To,Easting,Northing,Premises Type,Point of Entry,"
    "Method of Entry,MO Text,Property Stolen"
)
TITLE = "Burglary - Business and Community"
RECONCILED = re.compile(
    r"^read ([\d,]+)  accepted ([\d,]+)  duplicate ([\d,]+)  out of scope ([\d,]+)  rejected ([\d,]+)$"
)
COUNT_NAMES = ("read", "accepted", "duplicate", "out_of_scope", "rejected")


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def last_line(self) -> str:
        return self.out.rstrip("\n").splitlines()[-1]


@pytest.fixture
def sac_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    """Return a function that runs the command in this process, with a home of its own."""
    monkeypatch.setenv("SAC_DASH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)

    def execute(*arguments: object) -> Ended:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Ended(code, captured.out, captured.err)

    return execute


def offence_row(n: int, **changes: str) -> str:
    cells = {
        "Crime Ref": f"22/{n}/26",
        "HO Code": "30D",
        "Offence": TITLE,
        "Committed From": f"{n % 27 + 1:02d}/01/2026 01:00",
        "Committed To": f"{n % 27 + 1:02d}/01/2026 04:30",
        "Easting": str(380_000 + 900 * n),
        "Northing": str(290_000 + 400 * n),
        "Premises Type": "Convenience store",
        "Point of Entry": "Rear door",
        "Method of Entry": "Forced",
        "MO Text": "Rear door forced with crowbar. Cigarettes taken. Made off in dark Audi",
        "Property Stolen": "Cigarettes",
    } | changes
    return ",".join(cells.values())


def export(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


def counts(out: Path) -> dict[str, int]:
    return {name: json.loads((out / "quality.json").read_text())["counts"][name] for name in COUNT_NAMES}


def assert_reconciled(out: Path) -> dict[str, int]:
    held = counts(out)
    assert held["read"] == held["accepted"] + held["duplicate"] + held["out_of_scope"] + held["rejected"]
    return held


@pytest.fixture
def twelve(tmp_path: Path) -> Path:
    return export(tmp_path / "export.csv", *(offence_row(n) for n in range(12)))


def test_link_writes_the_contract_files(sac_dash, twelve: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    ended = sac_dash("link", twelve, "--out", out)
    assert ended.code == 0, ended.err
    assert sorted(path.name for path in out.iterdir()) == [
        "links.parquet", "model.json", "offences.parquet", "quality.json", "rejects.csv", "series.parquet",
    ]  # fmt: skip
    assert [path.name for path in out.parent.iterdir()] == ["out"]
    links = pl.read_parquet(out / "links.parquet")
    evidence = [domain.column for domain in DOMAINS]
    assert links.columns == ["crime_ref_a", "crime_ref_b", "log10_bayes_factor", "probability", *evidence]
    assert links.height == 66
    assert (
        links["log10_bayes_factor"] - links.select(pl.sum_horizontal(evidence)).to_series()
    ).abs().max() < 1e-4
    assert links["probability"].is_between(0, 1).all()
    pairs = {frozenset(pair) for pair in links.select("crime_ref_a", "crime_ref_b").iter_rows()}
    assert len(pairs) == links.height
    series = pl.read_parquet(out / "series.parquet")
    assert series.columns == ["crime_ref", "series_id", "membership_prob", "role"]
    assert set(series["role"].unique()) <= {"core", "periphery"}
    offences = pl.read_parquet(out / "offences.parquet")
    facets = [name for name in offences.columns if name.startswith("facet_")]
    assert facets
    assert all(offences.schema[name] == pl.List(pl.String) for name in facets)
    assert assert_reconciled(out) == dict(zip(COUNT_NAMES, (12, 12, 0, 0, 0), strict=True))
    assert json.loads((out / "quality.json").read_text())["warnings"] is not None
    assert json.loads((out / "model.json").read_text())["seed"] == 0
    assert RECONCILED.match(ended.last_line)


def test_a_second_run_gives_the_same_and_leaves_other_files_alone(
    sac_dash, twelve: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert sac_dash("link", twelve, "--out", out).code == 0
    (out / "notes.txt").write_text("mine")
    first = {
        name: pl.read_parquet(out / name) for name in ("links.parquet", "series.parquet", "offences.parquet")
    }
    assert sac_dash("link", twelve, "--out", out, "--jobs", 1).code == 0
    assert all(frame.equals(pl.read_parquet(out / name)) for name, frame in first.items())
    assert (out / "notes.txt").read_text() == "mine"


def test_as_of_makes_a_run_repeatable_to_the_byte(sac_dash, twelve: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        assert sac_dash("link", twelve, "--out", tmp_path / out, "--as-of", "2026-01-20T09:00").code == 0
    written = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert written == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    assert json.loads(written["model.json"])["as_of"].startswith("2026-01-20T09:00")
    assert sac_dash("link", twelve, "--out", tmp_path / "early", "--as-of", "2026-01-05").code == 1
    assert assert_reconciled(tmp_path / "early")["rejected"] == 8


def test_top_is_kept_for_every_offence(sac_dash, tmp_path: Path) -> None:
    source = export(tmp_path / "many.csv", *(offence_row(n) for n in range(40)))
    out = tmp_path / "out"
    assert sac_dash("link", source, "--out", out, "--top", 3).code == 0
    links = pl.read_parquet(out / "links.parquet")
    partners = pl.concat(
        [links["crime_ref_a"].alias("ref"), links["crime_ref_b"].alias("ref")]
    ).value_counts()
    assert partners.height == 40
    assert partners["count"].min() >= 3


def test_suggestions_are_as_few_as_asked(sac_dash, tmp_path: Path) -> None:
    source = export(tmp_path / "many.csv", *(offence_row(n) for n in range(40)))
    assert sac_dash("link", source, "--out", tmp_path / "out", "--suggestions", 0).code == 0
    assert pl.read_parquet(tmp_path / "out" / "series.parquet").is_empty()


def test_known_series_stand_under_their_own_names(sac_dash, twelve: Path, tmp_path: Path) -> None:
    known = tmp_path / "KNOWN.csv"
    known.write_text("crime_ref,series\n22/1/26,Operation Wren\n22/2/26,Operation Wren\n")
    out = tmp_path / "out"
    assert sac_dash("link", twelve, "--out", out, "--known", known).code == 0
    series = pl.read_parquet(out / "series.parquet")
    wren = series.filter(pl.col("series_id") == "Operation Wren")["crime_ref"]
    assert {"22/1/26", "22/2/26"} <= set(wren)


def test_several_forces_are_named(sac_dash, tmp_path: Path) -> None:
    for force in ("Mercia", "Wessex"):
        rows = [f"{offence_row(n)},{force}" for n in range(4)]
        (tmp_path / f"{force}.csv").write_text("\n".join([f"{HEADER},Force", *rows]) + "\n")
    files, out = [tmp_path / "Mercia.csv", tmp_path / "Wessex.csv"], tmp_path / "out"
    assert sac_dash("link", *files, "--out", out).code == 0
    assert {"force_a", "force_b"} <= set(pl.read_parquet(out / "links.parquet").columns)
    assert "force" in pl.read_parquet(out / "series.parquet").columns
    known = tmp_path / "KNOWN.csv"
    known.write_text("crime_ref,series\n22/1/26,X\n")
    ended = sac_dash("link", *files, "--out", out, "--known", known)
    assert ended.code == 2
    assert "several forces" in ended.err
    both = tmp_path / "both.csv"
    both.write_text(
        (tmp_path / "Mercia.csv").read_text()
        + "".join((tmp_path / "Wessex.csv").read_text().splitlines(True)[1:])
    )
    assert "Say which: Mercia:22/1/26, Wessex:22/1/26" in sac_dash("similar", both, "--ref", "22/1/26").err
    assert sac_dash("similar", both, "--ref", "Wessex:22/1/26").code == 0


def test_similar_ranks_and_says_why(sac_dash, tmp_path: Path) -> None:
    rare = {"MO Text": "Roof cut with angle grinder. Safe opened.", "Point of Entry": "Roof"}
    rows = (offence_row(n, **(rare if n in {3, 9} else {})) for n in range(12))
    source = export(tmp_path / "export.csv", *rows)
    ended = sac_dash("similar", source, "--ref", "22/3/26", "--top", 2)
    assert ended.code == 0, ended.err
    assert "  1. " in ended.out
    assert "  2. " in ended.out
    assert "  3. " not in ended.out
    first = ended.out.partition("  1. ")[2].partition("  2. ")[0]
    assert first.startswith("22/9/26 · ")
    assert re.search(r"^ +For +\+\d\.\d\d  Entry: .*Roof", first, flags=re.MULTILINE)
    assert re.search(r"^ +Unknown ", first, flags=re.MULTILINE)
    for ranked in ended.out.split("% probable")[1:]:
        total = float(re.search(r"log10 Bayes factor ([+-]\d+\.\d+)", ranked)[1])
        parts = [
            float(part)
            for part in re.findall(r"^ +(?:For|Against|Neither) +([+-]\d\.\d\d) ", ranked, re.MULTILINE)
        ]
        assert sum(parts) == pytest.approx(total, abs=0.01 * (len(parts) + 2))
    assert sac_dash("similar", source, "--ref", "nothing").code == 2


def test_similar_ranks_from_a_run_as_from_its_files(sac_dash, tmp_path: Path) -> None:
    told = {"MO Text": "Rear door forced with crowbar. Safe not attacked. Cupboard by the till emptied."}
    source = export(tmp_path / "export.csv", *(offence_row(n, **(told if n % 3 else {})) for n in range(12)))
    out = tmp_path / "out"
    assert sac_dash("link", source, "--out", out).code == 0
    now = sac_dash("similar", source, "--ref", "22/3/26", "--top", 4)
    again = sac_dash("similar", "--run", out, "--ref", "22/3/26", "--top", 4)
    assert again.code == 0, again.err
    assert again.out == now.out
    links = pl.read_parquet(out / "links.parquet")
    mine = links.filter((pl.col("crime_ref_a") == "22/3/26") | (pl.col("crime_ref_b") == "22/3/26"))
    said = [float(each) for each in re.findall(r"log10 Bayes factor ([+-]\d+\.\d+)", again.out)]
    assert said == pytest.approx(mine["log10_bayes_factor"].head(4).to_list(), abs=0.006)
    assert sac_dash("similar", "--run", tmp_path, "--ref", "22/3/26").code == 2
    assert sac_dash("similar", "--run", out, "--ref", "nothing").code == 2


def test_a_new_offence_is_ranked_against_a_run_that_never_saw_it(sac_dash, tmp_path: Path) -> None:
    rare = {"MO Text": "Roof cut with angle grinder. Safe opened.", "Point of Entry": "Roof"}
    source = export(
        tmp_path / "old.csv", *(offence_row(n, **(rare if n in {3, 9} else {})) for n in range(12))
    )
    out = tmp_path / "out"
    assert sac_dash("link", source, "--out", out).code == 0
    new = export(tmp_path / "new.csv", offence_row(12, **rare), offence_row(3, **rare))
    ended = sac_dash("similar", new, "--run", out, "--ref", "22/12/26", "--top", 2)
    assert ended.code == 0, ended.err
    assert set(re.findall(r"^ +\d\. (22/\d+/26) ", ended.out, re.MULTILINE)) == {"22/3/26", "22/9/26"}
    assert "Entry: " in ended.out
    known = sac_dash("similar", new, "--run", out, "--ref", "22/3/26", "--top", 2)
    assert known.out == sac_dash("similar", "--run", out, "--ref", "22/3/26", "--top", 2).out


@pytest.mark.parametrize(("allowed", "code"), [(None, 1), ("0.5", 0), ("0.24", 1), ("0.25", 0)])
def test_too_many_rejects_exit_1(sac_dash, tmp_path: Path, allowed: str | None, code: int) -> None:
    bad = offence_row(99, **{"Committed From": "", "Committed To": ""})
    source = export(tmp_path / "some.csv", *(offence_row(n) for n in range(3)), bad)
    out = tmp_path / "out"
    ended = sac_dash("link", source, "--out", out, *(() if allowed is None else ("--max-rejected", allowed)))
    assert ended.code == code, ended.err
    assert assert_reconciled(out)["rejected"] == 1
    with (out / "rejects.csv").open(newline="", encoding="utf-8-sig") as handle:
        assert len(list(csv.reader(handle))) == 2


def test_nothing_to_link_is_said_and_the_files_are_valid(sac_dash, tmp_path: Path) -> None:
    home = {"HO Code": "28E", "Offence": "Burglary - Residential - Home"}
    source = export(tmp_path / "homes.csv", *(offence_row(n, **home) for n in range(3)))
    out = tmp_path / "out"
    ended = sac_dash("link", source, "--out", out)
    assert ended.code == 0, ended.err
    assert assert_reconciled(out)["out_of_scope"] == 3
    assert pl.read_parquet(out / "links.parquet").is_empty()
    assert pl.read_parquet(out / "series.parquet").is_empty()
    assert pl.read_parquet(out / "offences.parquet").is_empty()
    assert any(
        "No series are suggested" in note for note in json.loads((out / "quality.json").read_text())["notes"]
    )


@pytest.mark.parametrize("content", [None, "", HEADER + "\n", "a,b\n1,2\n"])
def test_unusable_input_exits_2_in_one_line_and_writes_nothing(
    sac_dash, tmp_path: Path, content: str | None
) -> None:
    source = tmp_path / "bad.csv"
    if content is not None:
        source.write_text(content)
    ended = sac_dash("link", source, "--out", tmp_path / "out")
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    assert "bad.csv" in ended.err
    assert "Traceback" not in ended.err + ended.out
    assert not (tmp_path / "out").exists()


def test_an_out_that_is_a_file_is_told(sac_dash, twelve: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    ended = sac_dash("link", twelve, "--out", tmp_path / "out")
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
    assert (tmp_path / "out").read_text() == "a file"


def test_ingest_reconciles_and_is_idempotent(sac_dash, twelve: Path) -> None:
    first = sac_dash("ingest", twelve, "--force", "Mercia")
    assert first.code == 0, first.err
    assert RECONCILED.match(first.last_line)
    assert first.last_line == "read 12  accepted 12  duplicate 0  out of scope 0  rejected 0"
    assert "new 12" in first.out
    again = sac_dash("ingest", twelve, "--force", "Mercia")
    assert "new 0" in again.out
    assert "unchanged 12" in again.out
    assert again.last_line == first.last_line
    assert "ingest" in sac_dash("audit", "list").out
    assert sac_dash("audit", "verify").code == 0


def test_a_changed_record_is_a_new_version(sac_dash, twelve: Path, tmp_path: Path) -> None:
    assert sac_dash("ingest", twelve, "--force", "Mercia").code == 0
    changed = export(tmp_path / "later.csv", offence_row(3, **{"MO Text": "Roof lifted"}), offence_row(50))
    ended = sac_dash("ingest", changed, "--force", "Mercia")
    assert ended.code == 0, ended.err
    assert "new 1" in ended.out
    assert "changed 1" in ended.out
    assert "now holds 13 offences" in ended.out


def test_a_saved_mapping_is_used_by_ingest_and_can_be_left_out(
    sac_dash, twelve: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "home")
    mapping = '[columns]\ncrime_ref = "Crime Ref"\nfrom_at = "Committed From"\nto_at = "Committed To"\n'
    text = (
        mapping
        + 'offence_title = "Offence"\n[facets]\nhow = "Method of Entry"\n[options]\nforce = "Mercia"\n'
    )
    save_mapping(store, reversed(HEADER.split(",")), text, "ab1234")
    ended = sac_dash("ingest", twelve)
    assert ended.code == 0, ended.err
    assert "export.csv: read by the mapping saved" in ended.out
    assert "how" in store.require_current().facet_values["facet"].to_list()
    assert set(store.require_current().offences["force"]) == {"Mercia"}
    assert [entry.user for entry in store.decisions.entries("mapping_saved")] == ["ab1234"]
    (tmp_path / "M.toml").write_text(text.replace("how =", "way ="))
    assert "saved" not in sac_dash("ingest", twelve, "--mapping", tmp_path / "M.toml").out
    assert "way" in store.require_current().facet_values["facet"].to_list()
    assert "saved for" not in sac_dash("ingest", twelve, "--no-saved-mapping").out
    assert "unstated" in set(store.require_current().offences["force"])


def test_several_files_are_one_total(sac_dash, tmp_path: Path) -> None:
    files = [export(tmp_path / f"{k}.csv", *(offence_row(n + 20 * k) for n in range(5))) for k in range(3)]
    ended = sac_dash("ingest", *files, "--force", "Mercia")
    assert ended.last_line == "read 15  accepted 15  duplicate 0  out of scope 0  rejected 0"


def test_help_starts_fast_because_nothing_heavy_is_imported() -> None:
    code = (
        "import sys\nfrom sac_dash.cli.main import run\nrun(['--help'])\n"
        "heavy = {'polars', 'numpy', 'numba', 'dash', 'sqlalchemy', 'pyarrow', 'scipy'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_the_installed_command_exits_with_the_codes(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from sac_dash.cli import main; main()",
        "link",
        "absent.csv",
        "--out",
        "out",
    ]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "absent.csv" in ended.stderr
