"""What analysts decided holds in every later run, whatever else arrives."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from offence_frames import offences

from sac_dash.casework import CodeState, Describe, EditCode, Judge, Recorded, SeriesField, Verdict, fold
from sac_dash.store import Generation, Store
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.decided import apart_rows, corrections, with_decisions
from sac_dash.workflow.ingest_into_store import ingest_into_store
from sac_dash.workflow.known_series import KnownSeries
from sac_dash.workflow.ranking import from_store
from sac_dash.workflow.relink_store import relink_store
from sac_dash.workflow.requests import ReadRequest

HEADER = "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,MO Text"
READ = ReadRequest(today=datetime(2026, 6, 1, tzinfo=UTC))
RIPPED = "Telehandler used to rip ATM from wall, loaded onto flatbed"
FORCED = "Rear door forced with crowbar, till drawer taken"


def export(path: Path, days: range) -> Path:
    """Write one offence a day: every third the same rip-out a short way on, the rest unlike."""
    rows = (
        f"M/{day},Mercia,Burglary - Business and Community,{day % 28 + 1:02d}/01/2026 01:00,"
        f"{day % 28 + 1:02d}/01/2026 02:00,{380_000 + 3_000 * day},{290_000 + 1_000 * day},"
        f'"{RIPPED if day % 3 == 0 else FORCED}"'
        for day in days
    )
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


def members(generation: Generation, series_id: str) -> dict[str, str]:
    """Return the members of a series of the run: reference → role."""
    held = generation.members.filter(pl.col("series_id") == series_id)
    refs = generation.offences["offence_key"].gather(held["row"])
    return dict(zip(refs, held["role"], strict=True))


def test_decisions_outlive_reingest_and_fifty_more_offences(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    first = export(tmp_path / "a.csv", range(1, 25))
    ingest_into_store([first], store, read=READ)
    accepted = ("Mercia:M/3", "Mercia:M/9", "Mercia:M/4")
    decide(store, Judge("A-1", accepted, Verdict.ACCEPTED), "ana")
    decide(store, Judge("A-1", ("Mercia:M/6",), Verdict.REJECTED, "other plant"), "ana")
    decide(store, Describe("A-1", SeriesField.NAME, "Lantern", seen=2), "ana")
    again = ingest_into_store([first], store, read=READ).generation
    more = ingest_into_store([export(tmp_path / "b.csv", range(25, 75))], store, read=READ).generation
    for generation in (again, more):
        held = members(generation, "A-1")
        assert {key for key, role in held.items() if role == "core"} == set(accepted)
        assert "Mercia:M/6" not in held
    book = case_book_of(store)
    assert book.names() == {"A-1": "Lantern"}
    assert book.series["A-1"].judged(Verdict.REJECTED) == ("Mercia:M/6",)


def test_a_series_of_one_accepted_offence_links_without_error(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    ingest_into_store([export(tmp_path / "a.csv", range(1, 13))], store, read=READ)
    decide(store, Judge("A-1", ("Mercia:M/3",), Verdict.ACCEPTED), "ana")
    assert members(relink_store(store), "A-1")["Mercia:M/3"] == "core"


def test_a_corrected_code_changes_the_links_of_the_next_run_and_not_the_reading(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    before = ingest_into_store([export(tmp_path / "a.csv", range(1, 13))], store, read=READ).generation
    row = before.offences["offence_key"].to_list().index("Mercia:M/3")
    present = before.tags.filter((pl.col("row") == row) & (pl.col("state") == "present"))
    for facet, code in present.select("facet", "code").iter_rows():
        decide(store, EditCode("Mercia:M/3", facet, code, CodeState.UNKNOWN), "ana")
    after = relink_store(store)
    assert after.tags.equals(before.tags)

    def strongest(generation: Generation) -> float:
        own = generation.links.filter((pl.col("row_a") == row) | (pl.col("row_b") == row))
        return float(own["log10_bayes_factor"].max())

    assert strongest(after) < strongest(before) - 0.5


def test_an_analysts_word_on_a_listed_series_stands() -> None:
    held = offences(["1", "2", "3"])
    listed = KnownSeries(
        pl.DataFrame({"row": [0, 1], "series": ["Wren", "Wren"]}, schema_overrides={"row": pl.UInt32})
    )
    store_book = [
        Judge("Wren", ("Mercia:2",), Verdict.REJECTED),
        Judge("Wren", ("Mercia:3",), Verdict.ACCEPTED),
    ]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    book = fold(Recorded(seq, at, "ana", action) for seq, action in enumerate(store_book, 1))
    assert with_decisions(listed, held, book).frame.rows() == [(0, "Wren"), (2, "Wren")]
    assert apart_rows(held, book) == ((1, 2),)
    assert corrections(held, book).is_empty()


def test_a_ranking_from_the_store_explains_the_codes_as_corrected(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    generation = ingest_into_store([export(tmp_path / "a.csv", range(1, 13))], store, read=READ).generation
    facet, code, row = generation.tags.select("facet", "code", "row").row(0)
    decide(store, EditCode(generation.offences["offence_key"][row], facet, code, CodeState.ABSENT), "ana")
    stated = from_store(store).tags.filter((pl.col("row") == row) & (pl.col("code") == code))
    assert stated["state"].to_list() == ["absent"] * stated.height
