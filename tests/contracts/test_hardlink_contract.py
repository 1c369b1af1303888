"""`sac-dash hardlink` and `sac-dash audit`: options, printed lines, exit codes, files."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from sac_dash.cli.main import run
from sac_dash.store import Store
from sac_dash.store.database import entries_table

HEADER = "force_a,crime_ref_a,force_b,crime_ref_b,kind,reference,recorded_at,source"
RECONCILED = re.compile(r"^read ([\d,]+)  accepted ([\d,]+)  duplicate ([\d,]+)  rejected ([\d,]+)$")


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


def listed(*rows: str) -> str:
    Path("links.csv").write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return "links.csv"


def last_counts(out: str) -> list[int]:
    found = RECONCILED.fullmatch(out.rstrip("\n").splitlines()[-1])
    assert found, out
    return [int(number) for number in found.groups()]


def test_import_reconciles_and_repeats_without_effect(sac_dash):
    file = listed("W,1,W,2,dna,L-1,04/03/2026,NDNAD", "W,1,G,9,footwear,,,", "W,2,W,1,dna,L-1,,")
    code, out, _ = sac_dash("hardlink", "import", file)
    assert (code, last_counts(out)) == (0, [3, 2, 1, 0])
    assert "G:9 is not held: the link is kept" in out
    code, out, _ = sac_dash("hardlink", "import", file)
    assert (code, last_counts(out)) == (0, [3, 0, 3, 0])


def test_rejects_are_told_written_and_counted(sac_dash, tmp_path):
    file = listed("W,1,W,2,dna,,,", "W,1,,,dna,,,", "W,1,W,3,=cmd(),,,")
    code, out, _ = sac_dash("hardlink", "import", file, "--rejects", "r.csv")
    assert (code, last_counts(out)) == (1, [3, 1, 0, 2])
    assert 'links.csv, row 3, column "crime_ref_b": crime reference is blank. Give the reference' in out
    assert "r.csv" in out
    rows = list(csv.DictReader(io.StringIO(Path("r.csv").read_text("utf-8-sig"))))
    assert [row["reject_row"] for row in rows] == ["3", "4"]
    assert rows[1]["kind"] == "'=cmd()"
    assert sac_dash("hardlink", "import", file, "--max-rejected", "0.7")[0] == 0


def test_rejects_mended_are_imported(sac_dash):
    sac_dash("hardlink", "import", listed("W,1,W,2,hunch,,,"), "--rejects", "r.csv")
    text = Path("r.csv").read_text("utf-8-sig").replace(",hunch,", ",dna,")
    Path("mended.csv").write_text(text, "utf-8")
    code, out, _ = sac_dash("hardlink", "import", "mended.csv")
    assert (code, last_counts(out)) == (0, [1, 1, 0, 0])


@pytest.mark.parametrize("content", [None, "", HEADER + "\n", "a,b\n1,2\n", "\0\0\0"])
def test_a_file_that_cannot_be_used_ends_in_one_line(sac_dash, content):
    if content is not None:
        Path("links.csv").write_text(content)
    code, _, err = sac_dash("hardlink", "import", "links.csv")
    assert (code, len(err.splitlines())) == (2, 1), err
    assert "links.csv" in err


def test_add_and_list(sac_dash):
    ends = ("--ref-a", "W:1", "--ref-b", "G:9", "--kind", "dna")
    code, out, _ = sac_dash("hardlink", "add", *ends, "--reference", "=L", "--recorded-at", "04/03/2026")
    assert code == 0
    assert "added: DNA, G:9 with W:1" in out
    assert "stands already" in sac_dash("hardlink", "add", *ends, "--reference", "=L")[1]
    out = sac_dash("hardlink", "list", "--ref", "9")[1]
    assert "DNA" in out
    assert "W:1" in out
    assert "ana" in out
    assert sac_dash("hardlink", "list", "--csv", "out.csv")[0] == 0
    (row,) = csv.DictReader(io.StringIO(Path("out.csv").read_text("utf-8-sig")))
    assert (row["crime_ref_a"], row["reference"]) == ("1", "'=L")
    assert last_counts(sac_dash("hardlink", "import", "out.csv")[1]) == [1, 0, 1, 0]


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "--ref-a", "W:1", "--ref-b", "W:2", "--kind", "hunch"),
        ("add", "--ref-a", "W:1", "--ref-b", "W:1", "--kind", "dna"),
        ("add", "--ref-a", "1", "--ref-b", "2", "--kind", "dna"),
        ("add", "--ref-a", "W:1", "--ref-b", "W:2", "--kind", "dna", "--recorded-at", "soon"),
        ("remove", "--ref-a", "1", "--ref-b", "2"),
        ("remove", "--ref-a", "1", "--ref-b", "2", "--kind", "hunch"),
        ("list", "--ref", "nothing"),
        ("list", "--csv", "absent/x.csv"),
    ],
)
def test_arguments_that_cannot_be_used_end_in_one_line(sac_dash, arguments):
    code, _, err = sac_dash("hardlink", *arguments)
    assert (code, len(err.splitlines())) == (2, 1), err


def test_a_link_entered_in_error_is_removed_and_the_log_keeps_why(sac_dash):
    sac_dash("hardlink", "import", listed("W,1,W,2,dna,L-1,,", "W,1,W,2,footwear,,,"))
    code, _, err = sac_dash("hardlink", "remove", "--ref-a", "W:2", "--ref-b", "1")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "--kind" in err
    code, out, _ = sac_dash(
        "hardlink", "remove", "--ref-a", "W:2", "--ref-b", "1", "--kind", "dna", "--reason", "wrong sample"
    )
    assert (code, out.strip()) == (0, "removed: DNA L-1, W:1 with W:2")
    assert "Hard links: 1" in sac_dash("hardlink", "list")[1]
    assert "wrong sample" in sac_dash("audit")[1]


def test_an_empty_book_says_what_to_do(sac_dash):
    assert "hardlink import" in sac_dash("hardlink", "list")[1]


def test_audit_says_who_did_what_and_proves_the_chain(sac_dash, tmp_path):
    sac_dash("hardlink", "import", listed("W,1,W,2,dna,L-1,,"))
    Store(tmp_path / "home").decisions.append("export", {"what": "list", "file": "=x.csv"}, "ben")
    code, out, _ = sac_dash("audit")
    assert code == 0
    assert "added a hard link: DNA" in out
    assert "ana" in out
    assert "Verified: 2 entries" in out
    out = sac_dash("audit", "--kind", "export", "--user", "BEN")[1]
    assert "ben" in out
    assert "ana" not in out
    assert "0 entries" in sac_dash("audit", "--since", "2999-01-01")[1]
    assert "ana" in sac_dash("audit", "list")[1]


def test_audit_as_csv_holds_every_entry_and_no_formula(sac_dash, tmp_path):
    log = Store(tmp_path / "home").decisions
    for number in range(60):
        log.append("publish", {"note": f"{number}"}, "=ben")
    assert sac_dash("audit", "--csv", "log.csv")[0] == 0
    rows = list(csv.DictReader(io.StringIO(Path("log.csv").read_text("utf-8-sig"))))
    assert len(rows) == 60
    assert rows[0]["who"] == "'=ben"
    assert rows[-1]["what"] == "published: 59"


def test_audit_ends_with_2_where_the_chain_is_broken(sac_dash, tmp_path):
    log = Store(tmp_path / "home").decisions
    for number in range(3):
        log.append("publish", {"note": f"{number}"}, "ben")
    engine = sa.create_engine(log.url)
    with engine.begin() as connection:
        names = connection.execute(sa.text("select name from sqlite_master where type='trigger'")).scalars()
        for name in names.all():
            connection.execute(sa.text(f"drop trigger {name}"))
        connection.execute(sa.update(entries_table).where(entries_table.c.seq == 2).values(user="cal"))
    engine.dispose()
    code, out, err = sac_dash("audit")
    assert code == 2
    assert "cal" in out
    assert "entry 2: was changed" in err
    assert len(err.splitlines()) == 1
    assert sac_dash("audit", "--csv", "log.csv")[0] == 2
    assert sac_dash("audit", "verify")[0] == 2
