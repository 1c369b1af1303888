"""What the repository promises about itself: no real details, no addresses in the pins, commands explained."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_personal_data_or_registry_host_is_tracked():
    done = subprocess.run(
        [sys.executable, ".ci/scan_personal_data.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_scan_finds_what_it_is_for(tmp_path):
    sys.path.insert(0, str(ROOT / ".ci"))
    try:
        from scan_personal_data import findings
    finally:
        sys.path.pop(0)
    note = tmp_path / "note.txt"
    note.write_text("ring " + "07911" + " 123456\nor 07700 900123, in a " + "BD51" + " SMR", encoding="utf-8")
    assert [line.split(": ")[1] for line in findings(note)] == [
        "looks like a telephone number",
        "looks like a registration mark",
    ]


def test_a_real_number_behind_an_invented_one_is_found(tmp_path):
    sys.path.insert(0, str(ROOT / ".ci"))
    try:
        from scan_personal_data import findings
    finally:
        sys.path.pop(0)
    note = tmp_path / "note.txt"
    note.write_text("07700 900123 and " + "07911" + " 123456, kept in /" + "home/someone", encoding="utf-8")
    assert [line.split(": ")[1] for line in findings(note)] == [
        "looks like a telephone number",
        "looks like a path of one machine",
    ]


def test_what_a_commit_is_checked_against_is_tracked():
    assert (ROOT / ".secrets.baseline").is_file()


def test_the_pins_hold_versions_and_nothing_else():
    lines = [
        line
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!-]*", line)] == []


def test_every_make_target_explains_itself():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.findall(r"^\.PHONY: (\S+)", makefile, re.MULTILINE))
    explained = set(re.findall(r"^([a-z][a-z-]*):.*## ", makefile, re.MULTILINE))
    assert phony == explained
    assert {"help", "run", "demo", "test", "check", "bench", "docs"} <= explained
