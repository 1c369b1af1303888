"""`sac-dash evaluate-operation`: the worked numbers, the list, JSON, and what bad arguments get."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sac_dash.cli.main import run


@pytest.fixture
def sac_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    monkeypatch.setenv("SAC_DASH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)

    def execute(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(["evaluate-operation", *arguments])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return execute


def ingested() -> str:
    """Bring six attacks before and none after in North, ten and nine in South, into the store; return the id."""
    rows = [f"N{n},atm_attack,North,{n + 2:02}/03/2026 02:00" for n in range(6)]
    rows += [f"S{n},atm_attack,South,{n + 2:02}/03/2026 03:00" for n in range(10)]
    rows += [f"T{n},atm_attack,South,{n + 16:02}/03/2026 03:00" for n in range(9)]
    rows += ["B1,atm_attack,South,01/03/2026 00:10", "B2,atm_attack,West,28/03/2026 23:00"]
    table = "\n".join(["crime_ref,offence_class,policing_area,from_at", *rows]) + "\n"
    Path("o.csv").write_text(table, "utf-8")
    Path("m.toml").write_text('[options]\nforce = "Marches"\noffence_class = "atm_attack"\n', "utf-8")
    assert run(["ingest", "o.csv", "--mapping", "m.toml"]) == 0
    done = ["intervention", "add", "--kind", "patrol", "--label", "Op Lantern", "--from", "15/03/2026"]
    assert run([*done, "--area", "North", "--id", "I-LANTERN"]) == 0
    return "I-LANTERN"


def test_the_worked_numbers_come_out_by_hand(sac_dash):
    code, out, _ = sac_dash("--counts", "6,0,10,9")
    assert code == 0
    assert out.startswith("It fell: 6 before and 0 after, while comparable offences went from 10 to 9")
    assert re.search(r"Fisher\)\s+│ p = 0\.045 ", out)
    assert "−5.0 (SE 5.0, z −1.0)" in out
    assert "familiar, under-powered here" in out
    assert "what caused it" in out
    code, out, _ = sac_dash("--counts", "4,0")
    assert (code, out.splitlines()[0]) == (0, "Not enough data: 4 before and 0 after cannot reach 5 %.")


def test_the_same_as_json_for_a_machine(sac_dash):
    told = json.loads(sac_dash("--counts", "6,0,10,9", "--json")[1])
    assert round(told["chance_beside"], 3) == 0.045
    assert told["displacement_difference"]["z"] == -1.0
    assert told["verdict"] == "fell"
    endless = json.loads(sac_dash("--counts", "0,3", "--json")[1])
    assert endless["ratio"]["upper"] is None


def test_one_on_record_is_listed_and_evaluated(sac_dash):
    ident = ingested()
    code, out, _ = sac_dash()
    assert code == 0
    assert re.search(rf"{ident} +│ Op Lantern +│ 15 Mar 2026 +│ can be evaluated", out)
    code, out, _ = sac_dash(ident, "--control", "South", "--class", "atm_attack", "--before", "13")
    assert code == 0
    assert "Compared with: ATM attacks in South." in out
    assert "It fell: 6 before and 0 after, while comparable offences went from 10 to 9" in out
    assert "not assessed: no circle is stated" in out
    told = json.loads(sac_dash(ident, "--control", "South", "--before", "13", "--json")[1])
    assert (told["intervention_id"], told["treated"]["before"], told["control"]["after"]) == (ident, 6, 9)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--counts", "6,0,10"),
        ("--counts", "six,0"),
        ("--counts", "-1,0"),
        ("--counts", "999999999,0"),
        ("--counts", "6,0", "--control", "South"),
        ("I-9",),
        ("I-9", "--before", "0"),
        ("I-9", "--class", "enabler"),
    ],
)
def test_arguments_that_cannot_be_used_end_in_one_line(sac_dash, arguments):
    code, _, err = sac_dash(*arguments)
    assert (code, len(err.splitlines())) == (2, 1), err


def test_an_empty_book_says_what_to_do(sac_dash):
    assert "intervention add" in sac_dash()[1]
