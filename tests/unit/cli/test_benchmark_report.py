"""A report says what was measured, by which command, on which machine."""

from __future__ import annotations

import json
from pathlib import Path

from sac_dash.cli.benchmark.linking import LinkRun, StageTimes, growth
from sac_dash.cli.benchmark.measuring import Cost, measured
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
    assert cost.cpu_seconds >= 0


def test_growth_is_told_by_size_and_stage() -> None:
    times = StageTimes()
    for stage in ("Reading a.csv", "Reading modus operandi", "Scoring pairs", "writing", "done"):
        times(stage, 0.5)
    assert list(times.seconds) == ["ingest", "MO", "scoring", "writing"]
    runs = [LinkRun(n, 5 * n, Cost(n / 100, 50.0, n / 50), {"MO": 1.0}) for n in (1_000, 2_000)]
    table = growth(runs).markdown()
    assert "| 2,000 | 10,000 | 20.0 | 40.0 |" in "".join(table)
    assert table[3].endswith("| 50 |  |")
    assert table[4].endswith("| 50 | 1.00 |")
