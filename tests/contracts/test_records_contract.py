"""`sac-dash intervention` and `sac-dash site`: options, printed lines, exit codes, files."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from sac_dash.cli.main import run

INTERVENTIONS = "kind,label,started_at,ended_at,force,series_id,easting,northing,radius_m"
SITES = "name,address,measure,measured_from,measured_to"
RECONCILED = re.compile(r"^read ([\d,]+)  accepted ([\d,]+)  duplicate ([\d,]+)  rejected ([\d,]+)$")
PATROL = ("--kind", "patrol", "--label", "=Op", "--from", "04/03/2026")


@pytest.fixture
def sac_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    monkeypatch.setenv("SAC_DASH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SAC_DASH_USER", "ana")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)

    def execute(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return execute


def listed(header: str, *rows: str) -> str:
    Path("list.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return "list.csv"


def last_counts(out: str) -> list[int]:
    found = RECONCILED.fullmatch(out.rstrip("\n").splitlines()[-1])
    assert found, out
    return [int(number) for number in found.groups()]


def rows_of(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(file).read_text("utf-8-sig"))))


def test_import_reconciles_and_repeats_without_effect(sac_dash):
    rows = (
        "patrol,Op Lantern,04/03/2026,09/03/2026,,S-9,,,",
        "arrest,Two held,2026-03-10,,,,384950,255050,500",
    )
    file = listed(INTERVENTIONS, *rows, rows[0])
    code, out, _ = sac_dash("intervention", "import", file)
    assert (code, last_counts(out)) == (0, [3, 2, 1, 0])
    assert "series S-9 is not held: kept as written" in out
    code, out, _ = sac_dash("intervention", "import", file)
    assert (code, last_counts(out)) == (0, [3, 0, 3, 0])


def test_a_changed_row_is_told_and_listed_as_a_newer_version(sac_dash):
    sac_dash("intervention", "import", listed(INTERVENTIONS, "patrol,Op Lantern,04/03/2026,,,,,,"))
    file = listed(INTERVENTIONS, "patrol,Op Lantern,04/03/2026,09/03/2026,,,,,")
    code, out, _ = sac_dash("intervention", "import", file)
    assert (code, last_counts(out)) == (0, [1, 1, 0, 0])
    assert "a newer version: ended_at nothing → 2026-03-09" in out
    out = sac_dash("intervention", "list")[1]
    assert "Interventions: 1" in out
    assert "9 Mar 2026" in out
    assert "2, ana" in out


def test_rejects_are_told_written_counted_and_imported_once_mended(sac_dash):
    rows = ("patrol,ok,04/03/2026,,,,,,", "=cmd(),x,04/03/2026,,,,,,", "arrest,x,04/03/2026,01/03/2026,,,,,")
    code, out, _ = sac_dash("intervention", "import", listed(INTERVENTIONS, *rows), "--rejects", "r.csv")
    assert (code, last_counts(out)) == (1, [3, 1, 0, 2])
    assert (
        'list.csv, row 3, column "kind": "=cmd()" is no kind of intervention. Use one of arrest, charge'
        in out
    )
    assert 'list.csv, row 4, column "ended_at": it ended before it started' in out
    written = rows_of("r.csv")
    assert [row["reject_row"] for row in written] == ["3", "4"]
    assert written[0]["kind"] == "'=cmd()"
    assert sac_dash("intervention", "import", "list.csv", "--max-rejected", "0.7")[0] == 0
    mended = (
        Path("r.csv").read_text("utf-8-sig").replace("'=cmd()", "charge").replace("01/03/2026", "05/03/2026")
    )
    Path("mended.csv").write_text(mended, "utf-8")
    code, out, _ = sac_dash("intervention", "import", "mended.csv")
    assert (code, last_counts(out)) == (0, [2, 2, 0, 0])


@pytest.mark.parametrize("command", ["intervention", "site"])
@pytest.mark.parametrize("content", [None, "", INTERVENTIONS + "\n", "a,b\n1,2\n", "\0\0\0"])
def test_a_file_that_cannot_be_used_ends_in_one_line(sac_dash, command, content):
    if content is not None:
        Path("list.csv").write_text(content)
    code, _, err = sac_dash(command, "import", "list.csv")
    assert (code, len(err.splitlines())) == (2, 1), err
    assert "list.csv" in err


def test_add_list_and_remove_an_intervention(sac_dash):
    code, out, _ = sac_dash("intervention", "add", *PATROL, "--easting", "384950", "--northing", "255050")
    assert code == 0
    assert re.search(r"added: Patrol, =Op \(I-[0-9a-f]{8}\)", out)
    again = sac_dash("intervention", "add", *PATROL, "--easting", "384950", "--northing", "255050")
    assert "stands already" in again[1]
    assert sac_dash("intervention", "list", "--csv", "out.csv")[0] == 0
    (row,) = rows_of("out.csv")
    assert (row["label"], row["started_at"], row["source"]) == ("'=Op", "2026-03-04", "ana")
    assert last_counts(sac_dash("intervention", "import", "out.csv")[1]) == [1, 0, 1, 0]
    assert sac_dash("intervention", "remove", row["intervention_id"], "--reason", "never happened")[0] == 0
    assert "No interventions yet" in sac_dash("intervention", "list")[1]
    log = sac_dash("audit")[1]
    assert "added an intervention: Patrol" in log
    assert "never happened" in log


def test_add_import_list_and_remove_a_site(sac_dash):
    file = listed(SITES, "Lane Farm,Mill Lane,SmartWater,04/03/2026,", ",,Fog cannon,,")
    code, out, _ = sac_dash("site", "import", file)
    assert (code, last_counts(out)) == (1, [2, 1, 0, 1])
    assert "neither name nor address is given" in out
    assert "added: Shop" in sac_dash("site", "add", "--name", "Shop", "--measure", "=Fog")[1]
    assert "stands already" in sac_dash("site", "add", "--name", "Shop", "--measure", "=Fog")[1]
    out = sac_dash("site", "list")[1]
    assert "Protected sites: 2" in out
    assert "SmartWater" in out
    sac_dash("site", "list", "--csv", "out.csv")
    assert rows_of("out.csv")[1]["measure"] == "'=Fog"
    assert last_counts(sac_dash("site", "import", "out.csv")[1]) == [2, 0, 2, 0]
    for row in rows_of("out.csv"):
        assert sac_dash("site", "remove", row["site_id"])[0] == 0
    assert "site import" in sac_dash("site", "list")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("intervention", "add", "--kind", "hunch", "--label", "x", "--from", "04/03/2026"),
        ("intervention", "add", "--kind", "patrol", "--label", "x", "--from", "soon"),
        ("intervention", "add", "--kind", "patrol", "--label", "x", "--from", "04/03/2062"),
        ("intervention", "add", "--kind", "patrol", "--label", " ", "--from", "04/03/2026"),
        ("intervention", "add", *PATROL, "--to", "01/03/2026"),
        ("intervention", "add", *PATROL, "--radius-m", "500"),
        ("intervention", "remove", "I-9"),
        ("intervention", "list", "--csv", "absent/x.csv"),
        ("site", "add", "--measure", "SmartWater"),
        ("site", "add", "--name", "x", "--from", "soon"),
        ("site", "remove", "P-9"),
    ],
)
def test_arguments_that_cannot_be_used_end_in_one_line(sac_dash, arguments):
    code, _, err = sac_dash(*arguments)
    assert (code, len(err.splitlines())) == (2, 1), err


@pytest.mark.parametrize("command", ["intervention", "site"])
def test_an_empty_book_says_what_to_do(sac_dash, command):
    assert f"{command} import" in sac_dash(command, "list")[1]
