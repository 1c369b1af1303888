"""The house keeps its floors apart: import-linter's contracts hold, and every room is listed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_layers_hold():
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_module_says_why_it_exists():
    import ast

    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "sac_dash").rglob("*.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_room_is_a_lumber_room():
    lumber = {"utils", "helpers", "common", "misc", "util", "helper"}
    assert [str(p) for p in (ROOT / "sac_dash").rglob("*") if p.stem in lumber] == []
