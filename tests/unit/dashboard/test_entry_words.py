"""Every entry of the log has words; one that nobody knows is shown for what it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sac_dash.casework import CodeState, EditCode, Judge, Verdict, to_payload
from sac_dash.dashboard.entry_words import _WORDS, label_kind, log_row, say_entry
from sac_dash.store import Entry, EntryKind

COUNTS = {"read": 1912, "accepted": 1524, "duplicate": 12, "out_of_scope": 364, "rejected": 12}
REJECTED = Judge("S-1", ("W:1",), Verdict.REJECTED, "other plant")
EDITED = EditCode("W:1", "tool", "crowbar", CodeState.ABSENT)
ADDED = {"layer": "lpa", "areas": 2, "valid_from": "2026-01-19", "file": "b.json"}
EXPORTED = {"what": "comparison", "of": "S-1", "file": "c.xlsx", "n": 7}
IMPORTED = {"file": "m.json", "name": "Gwent", "taught_on": {"series": 4}}
SAID = [
    (EntryKind.INGEST, {"files": ["a.csv"], "counts": COUNTS, "diff": "new 3"}, "ingested a.csv: read 1,912"),
    (EntryKind.PUBLISH, {"note": "boundaries added"}, "published: boundaries added"),
    (EntryKind.LINK, {"models": ["x"]}, "linked what is held anew, from 1 imported model"),
    (EntryKind.LINK, {"models": []}, "linked what is held anew"),
    (EntryKind.SERIES_NAMED, {"series_id": "S-1", "name": "Lantern"}, "named S-1 Lantern"),
    (EntryKind.DECISION, to_payload(REJECTED), "rejected 1 in Kestrel: other plant"),
    (EntryKind.DECISION, to_payload(EDITED), "says absent Tool: Crowbar"),
    (EntryKind.BOUNDARIES_ADDED, ADDED, "added 2 areas of lpa"),
    (EntryKind.BOUNDARIES_ADDED, {"layers": ["lpa"]}, "added boundaries: lpa"),
    (EntryKind.MAPPING_SAVED, {"source": "x", "columns": ["a", "b"]}, "source with 2 columns"),
    (EntryKind.EXPORT, EXPORTED, "exported the comparison of S-1 as c.xlsx, 7 offences"),
    (EntryKind.RESTORE, {"file": "b.zip", "generation": "g"}, "restored the backup b.zip"),
    (EntryKind.MODEL_IMPORTED, IMPORTED, "imported the model m.json (Gwent), taught by 4 series"),
    (EntryKind.MODEL_RESET, {}, "went back to the shipped model"),
]


def entry(kind, payload):
    return Entry(3, datetime(2026, 3, 4, 1, 2, tzinfo=UTC), str(kind), "Ana", payload, "", "f" * 64)


@pytest.mark.parametrize(("kind", "payload", "words"), SAID)
def test_an_entry_is_said_in_words(kind, payload, words):
    assert words in say_entry(entry(kind, payload), {"S-1": "Kestrel"})


def test_every_kind_the_product_writes_has_words_and_a_name():
    assert {*_WORDS, EntryKind.DECISION} == set(EntryKind)
    assert all(label_kind(kind)[0].isupper() for kind in EntryKind)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [("decision", {"action": "of tomorrow", "what": "x"}), ("ingest", {"unreadable": "x"}), ("own word", {"what": "x"}),
     ("export", {"other": ["x"]})],
)  # fmt: skip
def test_what_nobody_knows_is_shown_for_what_it_holds(kind, payload):
    assert "x" in say_entry(entry(kind, payload), {})


def test_an_entry_without_words_is_cut_short():
    assert len(say_entry(entry("own", {"x": "y" * 9_000}), {})) < 500


def test_a_row_for_a_csv_names_the_hash():
    row = log_row(replace(entry("publish", {"note": "n"}), user="Ben"), {})
    assert row == (3, "2026-03-04T01:02:00+00:00", "Ben", "Publication", "published: n", "f" * 64)
