"""The counting of right, false and missed codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sac_dash.mo.accuracy import CORE, EVERY, LabelledText, Score, codes_read, load_texts, measure_reading
from sac_dash.mo.reading import Reader
from sac_dash.mo.vocabulary import load_vocabulary

TEXT = "Rear door forced with crowbar. Cigarettes stolen."
READ = frozenset(
    {
        ("entry_point", "rear_door"),
        ("entry_method", "force_lever"),
        ("tool", "crowbar"),
        ("property", "tobacco"),
    }
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_vocabulary())


@pytest.fixture(scope="module")
def read(reader: Reader) -> frozenset[tuple[str, str]]:
    """Whatever the reader makes of the text: the counting is judged here, not the reading."""
    return codes_read(reader, TEXT)


def test_a_plain_text_is_read_as_expected(reader: Reader) -> None:
    assert codes_read(reader, TEXT) >= READ


def test_right_labels_score_one(reader: Reader, read: frozenset[tuple[str, str]]) -> None:
    score = measure_reading(reader, [LabelledText(TEXT, "uk", read)]).score(CORE)

    assert score.right == score.read == score.meant >= len(READ)


def test_a_false_reading_costs_precision_and_a_missed_one_recall(reader: Reader) -> None:
    labels = frozenset({("tool", "hammer")})
    score = measure_reading(reader, [LabelledText(TEXT, "uk", labels)], ["tool"]).score(CORE)

    assert (score.right, score.read, score.meant) == (0, 1, 1)
    assert (score.precision, score.recall) == (0, 0)


def test_arguable_codes_are_neither_asked_for_nor_held_against(
    reader: Reader, read: frozenset[tuple[str, str]]
) -> None:
    crowbar = frozenset({("tool", "crowbar")})
    accuracy = measure_reading(reader, [LabelledText(TEXT, "uk", read - crowbar, arguable=crowbar)])

    assert accuracy.score("tool") == Score(0, 0, 0)
    assert accuracy.score(CORE).precision == 1


def test_what_a_label_implies_is_meant_too(reader: Reader) -> None:
    labels = frozenset({("getaway", "audi_performance")})
    score = measure_reading(reader, [LabelledText("Made off in an Audi RS6.", "uk", labels)]).score("getaway")

    assert score.meant > 1
    assert score.recall == 1


def test_bait_taken_is_counted(reader: Reader) -> None:
    bait = frozenset({("tool", "crowbar"), ("tool", "hammer")})
    accuracy = measure_reading(reader, [LabelledText(TEXT, "uk", READ - bait, absent=bait)])

    assert (accuracy.bait_taken, accuracy.bait) == (1, 2)


def test_facets_not_asked_about_are_not_judged(reader: Reader) -> None:
    accuracy = measure_reading(reader, [LabelledText(TEXT, "uk", READ)], ["tool"])

    assert accuracy.score(EVERY).meant == 1
    assert "property" not in accuracy.scores


def test_texts_without_the_optional_fields_load(tmp_path: Path) -> None:
    path = tmp_path / "texts.json"
    path.write_text(json.dumps([{"text": "x", "codes": {"tool": ["hammer"]}}]), encoding="utf-8")

    assert load_texts(path) == [LabelledText("x", "", frozenset({("tool", "hammer")}))]
