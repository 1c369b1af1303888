import polars as pl
import pytest

from sac_dash.linkage import explain_link, link_offences
from sac_dash.linkage.ledger_words import humanise, one_in


@pytest.fixture
def explained(small_file):
    result = link_offences(*small_file)

    def explain(a, b, **options):
        link = result.links.filter((pl.col("row_a") == a) & (pl.col("row_b") == b)).row(0, named=True)
        return explain_link(*small_file, link, result.model, links=result.links, **options), link

    return explain


def test_the_ledger_shown_is_the_score_used(explained):
    ledger, link = explained(0, 1)
    assert sum(line.log10 for line in ledger.lines) == pytest.approx(link["log10_bayes_factor"], abs=1e-4)
    assert ledger.probability == link["probability"]


def test_reasons_are_in_the_offences_words(explained):
    ledger, _ = explained(0, 1)
    words = {line.domain: line for line in ledger.lines}
    assert "Telehandler in both, 1 in 20" in words["tools"].words
    assert words["tools"].verdict == "for"
    assert words["distance"].words.startswith("500 m apart")
    assert words["time_gap"].words == "4 days apart"
    assert words["entry"].words == "Entry point: Rear door against Front door"
    assert words["entry"].verdict == "against"


def test_what_nobody_states_is_unknown_and_named(explained):
    ledger, link = explained(0, 1)
    assert not [line for line in ledger.lines if line.domain == "getaway"]  # nobody in this file states it
    partner = link["row_b"]
    assert partner == 1
    for line in ledger.of("unknown"):
        assert line.log10 == 0.0


def test_a_silent_offence_is_named(offences_of, tags_of):
    offences = offences_of([{"km": (1, k)} for k in range(4)])
    tags = tags_of([(0, "tool", "axe"), (1, "tool", "axe")])
    result = link_offences(offences, tags)
    link = result.links.filter((pl.col("row_a") == 0) & (pl.col("row_b") == 2)).row(0, named=True)
    line = next(x for x in explain_link(offences, tags, link, result.model).lines if x.domain == "tools")
    assert (line.verdict, line.words) == ("unknown", "Tool: not stated in 0002")


def test_a_contradiction_is_told(offences_of, tags_of):
    offences = offences_of([{"km": (1, k)} for k in range(4)])
    tags = tags_of([(0, "property", "alcohol"), (1, "property", "alcohol", "absent")])
    result = link_offences(offences, tags)
    link = result.links.filter((pl.col("row_a") == 0) & (pl.col("row_b") == 1)).row(0, named=True)
    line = next(x for x in explain_link(offences, tags, link, result.model).lines if x.domain == "property")
    assert line.verdict == "against"
    assert line.words == "Alcohol in 0000, said not in 0001"


def test_labels_of_the_vocabulary_are_used(explained):
    ledger, _ = explained(0, 1, labels={("instrument_vehicle", "telehandler"): "Telescopic handler"})
    assert any("Telescopic handler in both" in line.words for line in ledger.lines)


def test_strongest_reasons_for_come_first(explained):
    ledger, _ = explained(0, 1)
    own = [line.log10 for line in ledger.of("for") if line.domain != "collective"]
    assert own == sorted(own, reverse=True)
    assert ledger.of("for")[-1].domain == "collective"  # what other offences lend is told last
    assert ledger.lines[0].verdict == "for"


def test_small_words():
    assert humanise("rear_door") == "Rear door"
    assert one_in(7, 980) == "1 in 140"
    assert one_in(0, 10) == "rate unknown"
    assert one_in(7, 10) == "as in 70% of those stated"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("performance_car", "the likes of these travel, so it counts little"),
        ("van", "only a travelling one would fit"),
        ("on_foot", "the likes of these (alone, on foot or a bicycle) seldom travel"),
    ],
)
def test_a_long_distance_is_told_by_the_kind_of_the_pair(offences_of, tags_of, code, words):
    offences = offences_of([{"km": (0, 0)}, {"km": (70, 70)}, *({"km": (k, k)} for k in range(0, 70, 5))])
    tags = tags_of([(0, "getaway", code), (1, "getaway", code)])
    result = link_offences(offences, tags)
    link = result.links.filter((pl.col("row_a") == 0) & (pl.col("row_b") == 1)).row(0, named=True)
    line = next(x for x in explain_link(offences, tags, link, result.model).lines if x.domain == "distance")
    assert line.words == f"99 km apart: too far for a local pattern; {words}"


def test_agreements_never_pose_as_reasons_against(explained):
    ledger, _ = explained(0, 1)
    assert not [line for line in ledger.of("against") if line.words.startswith("Telehandler")]


def test_open_codes_and_acronyms_read_as_words():
    assert humanise("=patio") == "Patio"
    assert humanise("atm_cash") == "ATM cash"
    assert humanise("cctv_covered") == "CCTV covered"


def test_that_both_are_cash_machine_attacks_is_a_reason_in_words(offences_of, tags_of):
    rows = [{"offence_class": "atm_attack", "km": (k, 0)} for k in range(2)] + [
        {"km": (k, 3)} for k in range(18)
    ]
    offences, tags = offences_of(rows), tags_of([(k, "tool", "axe") for k in range(20)])
    result = link_offences(offences, tags)
    link = result.links.filter((pl.col("row_a") == 0) & (pl.col("row_b") == 1)).row(0, named=True)
    line = next(x for x in explain_link(offences, tags, link, result.model).lines if x.domain == "premises")
    assert line.verdict == "for"
    assert line.words == "ATM attack in both, 1 in 10"


def test_the_lines_of_every_link_sum_to_its_score(offences_of, tags_of):
    rows = [
        {"offence_class": "atm_attack" if k % 5 == 0 else "commercial_burglary", "km": (k, 0)}
        for k in range(20)
    ]
    stated = [(k, "tool", "axe") for k in range(20)] + [(k, "atm_attack", "cut") for k in (1, 2, 5)]
    offences, tags = offences_of(rows), tags_of(stated)
    result = link_offences(offences, tags)
    for link in result.links.iter_rows(named=True):
        ledger = explain_link(offences, tags, link, result.model)
        assert sum(line.log10 for line in ledger.lines) == pytest.approx(ledger.total, abs=1e-3)
        assert not any(
            "not stated" in line.words for line in ledger.lines if line.verdict in ("for", "against")
        )
