"""Compiled code never outlives a change of what it was compiled from."""

from __future__ import annotations

import os
from pathlib import Path

from sac_dash.domain.stale_code import drop_stale_code


def test_only_what_is_older_than_the_sources_goes(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").mkdir()
    ages = {"a.py": 100, "b.py": 200, "__pycache__/a.f-1.nbi": 150, "__pycache__/b.f-1.nbc": 250}
    for name, age in {**ages, "__pycache__/a.cpython.pyc": 50}.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (age, age))

    assert drop_stale_code(tmp_path) == 1
    assert sorted(path.name for path in (tmp_path / "__pycache__").iterdir()) == [
        "a.cpython.pyc",
        "b.f-1.nbc",
    ]
