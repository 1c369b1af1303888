"""The accuracy benchmark judges what was linked against what was invented."""

from sac_dash.cli.benchmark.accuracy import benchmark_accuracy


def test_a_small_force_is_judged():
    figures = {figure.name: figure.value for figure in benchmark_accuracy(1, 300, 0).figures}
    assert 0.4 < figures["recall@10"] <= figures["recall@50"] <= 1.0
    assert figures["recall@10"] <= figures["hit@10"] <= 1.0
    assert any(name.startswith("true where said") for name in figures)


def test_series_that_are_given_are_not_judged():
    report = benchmark_accuracy(1, 300, 0, known_share=0.34)
    figures = {figure.name: figure.value for figure in report.figures}
    assert 0.0 < figures["recall@10"] <= 1.0
    assert report.command.endswith("--known-share 0.34")
    assert [row[0] for row in report.comparison.rows] == ["SAC Dash", "Distance + time", "Same codes"]
