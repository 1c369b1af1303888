"""Tables of a judgement are whole in a terminal of 80 columns."""

from __future__ import annotations

import pytest

from sac_dash.cli.evaluation_tables import METHODS, _show_groups
from sac_dash.linkage.bootstrap import Estimate
from sac_dash.linkage.evaluation_report import GroupQuality

NAMES = ["travelling_atm_gang_of_the_motorways", "local"]


def test_the_names_of_groups_are_not_cut_off(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    recall = dict.fromkeys(METHODS, Estimate(0.728, 0.68, 0.79))
    _show_groups(tuple(GroupQuality("label", name, 123, 1_234, recall, recall) for name in NAMES))
    table = [line for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    first = "".join(line.split("│")[1].strip() for line in table)
    assert all(name in first for name in NAMES)
    assert "…" not in "".join(table)
    assert "123 series, 1,234 offences" in first
    assert sum(line.count(".73 (.68–.79)") for line in table) == 6
