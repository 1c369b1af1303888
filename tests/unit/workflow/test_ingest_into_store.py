"""An ingest lays files over what is held, forgets nothing that is known, and says what changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from sac_dash.store import Store
from sac_dash.synthetic.demo import demo_force
from sac_dash.workflow.ingest_into_store import IngestOutcome, ingest_into_store
from sac_dash.workflow.requests import LinkRequest, ReadRequest

HEADER = "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,MO Text,Property Stolen"
READ = ReadRequest(today=datetime(2026, 6, 1, tzinfo=UTC))


def export(path: Path, days: range, stolen: str = "Cigarettes") -> Path:
    """Write one burglary a day, far apart and unlike, each with `stolen` as its property."""
    rows = (
        f"M/{day},Mercia,Burglary - Business and Community,{day:02d}/01/2026 01:00,{day:02d}/01/2026 02:00,"
        f"{380_000 + 9_000 * day},{290_000 + 7_000 * day},Way in number {day},{stolen}"
        for day in days
    )
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    return path


def ingest(store: Store, path: Path, known: Path | None = None) -> IngestOutcome:
    return ingest_into_store([path], store, read=READ, link=LinkRequest(known=known))


def known_list(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["crime_ref,series", *rows]) + "\n")
    return path


def members(outcome: IngestOutcome, series: str) -> set[str]:
    generation = outcome.generation
    rows = generation.members.filter(generation.members["series_id"] == series)["row"]
    return set(generation.offences["crime_ref"].gather(rows))


def test_known_series_survive_an_ingest_without_the_list(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    known = known_list(tmp_path / "K.csv", "M/1,Operation Wren", "M/5,Operation Wren")
    first = ingest(store, export(tmp_path / "a.csv", range(1, 7)), known)
    assert members(first, "Operation Wren") >= {"M/1", "M/5"}
    again = ingest(store, export(tmp_path / "b.csv", range(7, 12)))
    assert members(again, "Operation Wren") >= {"M/1", "M/5"}


def test_what_a_list_says_of_offences_still_to_come_is_not_lost(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    known = known_list(tmp_path / "K.csv", "M/1,Wren", "M/8,Wren", "Mercia:M/9,Wren")
    first = ingest(store, export(tmp_path / "a.csv", range(1, 7)), known)
    assert any("2 offences of the list of known series" in note for note in first.quality.notes)
    later = ingest(store, export(tmp_path / "b.csv", range(7, 12)))
    assert members(later, "Wren") >= {"M/1", "M/8", "M/9"}


def test_a_new_list_is_laid_over_the_old_one(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    source = export(tmp_path / "a.csv", range(1, 7))
    ingest(store, source, known_list(tmp_path / "K.csv", "M/1,Wren", "M/5,Wren", "M/6,Wren"))
    newer = ingest(store, source, known_list(tmp_path / "L.csv", "M/2,Heron", "M/6,Heron"))
    assert members(newer, "Wren") >= {"M/1", "M/5"}
    assert members(newer, "Heron") >= {"M/2", "M/6"}
    assert dict(newer.generation.listed_series.iter_rows())["Mercia:M/6"] == "Heron"


def test_changed_property_is_a_change(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    ingest(store, export(tmp_path / "a.csv", range(1, 5)))
    diff = ingest(store, export(tmp_path / "b.csv", range(3, 7), stolen="Tobacco")).diff
    assert diff.by_change == {"property changed": 2}
    assert (len(diff.new), diff.changed["offence_key"].n_unique(), len(diff.unchanged)) == (2, 2, 0)


def test_a_series_keeps_its_name_when_an_earlier_offence_is_recorded_late(tmp_path: Path) -> None:
    force = demo_force(seed=0).export
    store = Store(tmp_path / "home")
    read = ReadRequest(today=datetime(2026, 7, 1, tzinfo=UTC))
    whole, part, late = (tmp_path / name for name in ("whole.csv", "part.csv", "late.csv"))
    force.write_csv(whole)
    best = ingest_into_store([whole], Store(tmp_path / "other"), read=read)
    founder = first_of_best(best)
    force.filter(pl.col("Crime Ref") != founder).write_csv(part)
    force.filter(pl.col("Crime Ref") == founder).write_csv(late)
    before = ingest_into_store([part], store, read=read)
    after = ingest_into_store([late], store, read=read)
    companions = members(best, series_of(best, founder)) - {founder}
    (name,) = {series_of(before, ref) for ref in companions}  # they stood together without the founder
    assert series_of(after, founder) == name  # the founder joined, and renamed nothing
    kept = members(after, name) & members(before, name)
    assert len(kept) >= 0.8 * len(members(before, name))


def series_of(outcome: IngestOutcome, ref: str) -> str:
    generation = outcome.generation
    row = generation.offences["crime_ref"].to_list().index(ref)
    return str(generation.members.filter(pl.col("row") == row)["series_id"][0])


def first_of_best(outcome: IngestOutcome) -> str:
    """Return the reference of the first offence of the first suggestion."""
    generation = outcome.generation
    best = generation.series.filter(pl.col("rank") == 1)["series_id"][0]
    rows = generation.members.filter(pl.col("series_id") == best)["row"]
    return str(generation.offences[rows.to_list()].sort("from_at", "offence_key")["crime_ref"][0])
