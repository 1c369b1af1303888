"""A report says what was measured, by which command, on which machine."""

from __future__ import annotations

import json
from pathlib import Path

from sac_dash.cli.benchmark.measuring import measured
from sac_dash.cli.benchmark.report import Figure, Report, write_report


def test_a_report_is_written_for_people_and_machines(tmp_path: Path) -> None:
    report = Report(
        "ingest", "sac-dash benchmark ingest --n 10", (Figure("speed", 51_234.6, "rows/s", "50,000"),)
    )
    page = write_report(report, tmp_path / "benchmarks")
    text = page.read_text()
    assert "| speed | 51,235 | rows/s | 50,000 |" in text
    assert "sac-dash benchmark ingest --n 10" in text
    content = json.loads(page.with_suffix(".json").read_text())
    assert content["figures"][0]["value"] == 51_234.6
    assert "cores" in content["machine"]


def test_time_and_memory_are_measured() -> None:
    with measured() as cost:
        sum(range(1000))
    assert cost.seconds > 0
    assert cost.peak_mb > 1
