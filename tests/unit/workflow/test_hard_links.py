"""Hard links into the case book: which offences are meant, what stands already, what is not held."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from sac_dash.casework import HardLink
from sac_dash.domain.columns import OFFENCES, empty
from sac_dash.domain.errors import AmbiguousReferenceError, SacDashError, UnusableInputError
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.hard_links import add_hard_link, import_hard_links, links_naming

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def holding(folder, *keys: str) -> Store:
    store = Store(folder / "home")
    rows = pl.DataFrame(
        {
            "offence_key": keys,
            "crime_ref": [key.partition(":")[2] for key in keys],
            "force": [key.partition(":")[0] for key in keys],
            "from_at": [NOW] * len(keys),
            "to_at": [NOW] * len(keys),
            "offence_class": "atm_attack",
        }
    )
    store.publish(
        GenerationFrames(offences=pl.concat([empty(OFFENCES), rows], how="diagonal_relaxed")), "one"
    )
    return store


def imported(store: Store, folder, *rows: str):
    path = folder / "links.csv"
    path.write_text(
        "\n".join(["force a,crime ref a,force b,crime ref b,kind,reference", *rows]) + "\n", "utf-8"
    )
    return import_hard_links(store, path, "ana", NOW)


def test_a_list_is_one_decision_and_its_repetition_none(tmp_path):
    store = holding(tmp_path, "West:1", "West:2")
    first = imported(store, tmp_path, ",1,,2,dna,L1", ",2,,1,dna,L1", ",1,,2,footwear,")
    assert first.line() == "read 3  accepted 2  duplicate 1  rejected 0"
    again = imported(store, tmp_path, ",1,,2,dna,L1", ",2,,1,dna,L1", ",1,,2,footwear,")
    assert again.line() == "read 3  accepted 0  duplicate 3  rejected 0"
    assert len(store.decisions.entries("decision")) == 1
    assert [link.kind for link in case_book_of(store).hard_links] == ["dna", "footwear"]
    assert case_book_of(store).hard_links_of("West:1")


def test_a_blank_force_is_the_only_one_held_or_that_of_the_only_reference(tmp_path):
    store = holding(tmp_path, "West:1", "West:2", "Gwent:2", "Gwent:3")
    done = imported(
        store, tmp_path, ",1,,3,dna,", ",1,,2,dna,", ",1,,99,dna,", ",1,gwent,2,dna,", ",1,,Gwent:2,dna,x"
    )
    assert [link.offences for link in done.added] == [
        ("Gwent:3", "West:1"),
        ("Gwent:2", "West:1"),
        ("Gwent:2", "West:1"),
    ]
    assert done.counts.rejected == 2
    assert (
        'row 3, column "force b": the reference 2 stands for offences of several forces'
        in done.reject_lines[0]
    )
    assert "Say which: Gwent:2, West:2" in done.reject_lines[0]
    assert "99 is not held and no force is given" in done.reject_lines[1]


def test_an_offence_that_is_not_held_is_told_and_kept(tmp_path):
    store = holding(tmp_path, "West:1")
    done = imported(store, tmp_path, ",1,Dyfed,77,vehicle,VRM")
    assert done.not_held == ("Dyfed:77",)
    assert case_book_of(store).hard_links_of("Dyfed:77")


def test_an_offence_is_not_tied_to_itself(tmp_path):
    done = imported(holding(tmp_path, "West:1"), tmp_path, ",1,West,1,dna,")
    assert "same offence" in done.reject_lines[0]


def test_an_empty_store_asks_for_the_force(tmp_path):
    store = Store(tmp_path / "home")
    done = imported(store, tmp_path, ",1,,2,dna,", "A,1,A,2,dna,")
    assert (done.counts.accepted, done.counts.rejected) == (1, 1)


def test_one_is_added_by_hand_once(tmp_path):
    store = holding(tmp_path, "West:1", "West:2")
    link = HardLink("", "1", "", "2", "cctv")
    assert add_hard_link(store, link, "ana").added
    assert not add_hard_link(store, link, "ana").added
    with pytest.raises(SacDashError, match="same offence"):
        add_hard_link(store, HardLink("", "1", "", "1", "cctv"), "ana")


def test_links_are_found_by_offence(tmp_path):
    store = holding(tmp_path, "West:1", "West:2", "Gwent:2")
    imported(store, tmp_path, ",1,West,2,dna,", ",1,Gwent,2,dna,", ",1,Dyfed,7,dna,")
    assert len(links_naming(store, None)) == 3
    assert len(links_naming(store, "1")) == 3
    assert [link.offences for link in links_naming(store, "Gwent:2")] == [("Gwent:2", "West:1")]
    assert len(links_naming(store, "7")) == 1
    with pytest.raises(AmbiguousReferenceError, match="several forces"):
        links_naming(store, "2")
    with pytest.raises(UnusableInputError, match="no offence 8"):
        links_naming(store, "8")
