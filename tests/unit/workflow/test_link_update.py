"""What comes into a large store is laid over its links; where that is not sound, everything is linked anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from sac_dash.casework import EditCode, Judge
from sac_dash.casework.actions import CodeState, Verdict
from sac_dash.linkage.parameters import LinkageParameters, ReachParameters
from sac_dash.store import Generation, Store
from sac_dash.workflow import layouts_held, link_update, requests
from sac_dash.workflow.case_book import decide
from sac_dash.workflow.ingest_into_store import ingest_into_store
from sac_dash.workflow.relink_store import relink_store
from sac_dash.workflow.requests import LinkRequest, ReadRequest

HEADER = "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,MO Text,Property Stolen"
READ = ReadRequest(today=datetime(2026, 6, 1, tzinfo=UTC))
WAYS = (
    "Stolen telehandler used to rip ATM from wall, loaded onto a trailer",
    "Shutter cut with a disc cutter, tobacco gantry emptied into wheelie bins",
    "Rear door forced with a crowbar, untidy search, cash taken from the till",
    "Roof tiles removed, mobile phones taken, CCTV hard drive stolen",
)
EVIDENCE = ["row_a", "row_b", "evidence_distance", "evidence_time_gap", "evidence_entry", "evidence_property"]


@pytest.fixture(autouse=True)
def _every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred and twenty offences stand for a million: pairs within reach are scored, two in five may be new."""
    shipped = LinkageParameters()
    large = replace(shipped, reach=ReachParameters(every_pair_up_to=5))
    monkeypatch.setattr(requests, "LinkageParameters", lambda: large)
    monkeypatch.setattr(link_update, "MOST_SHARE", 0.4)


def export(path: Path, numbers: Sequence[int], way: dict[int, str] | None = None, offence: str = "") -> Path:
    """Write offences of four gangs over half a year; `way` gives some of them another text."""
    lines = [HEADER]
    for number in numbers:
        rng = random.Random(number)
        gang = number % 4
        at = datetime(2026, 1, 1, 2, tzinfo=UTC) + timedelta(days=number % 120, minutes=rng.randrange(90))
        said = (way or {}).get(number, WAYS[gang])
        where = 380_000 + 4_000 * gang + rng.randrange(2_000), 290_000 + 3_000 * gang + rng.randrange(2_000)
        kind = offence or "Burglary - Business and Community"
        lines.append(
            f"N/{number},Mercia,{kind},{at:%d/%m/%Y %H:%M},{at + timedelta(hours=1):%d/%m/%Y %H:%M},"
            f'{where[0]},{where[1]},"{said}",{("ATM", "Cigarettes", "Cash", "Phones")[gang]}'
        )
    path.write_text("\n".join(lines) + "\n")
    return path


def no_burglary(path: Path, number: int) -> Path:
    """Write an offence that turned out to be the theft of a telehandler."""
    told = export(path, [number], {number: "Stolen from a yard"}, "Theft of vehicle")
    for property_ in ("ATM", "Cigarettes", "Cash", "Phones"):
        told.write_text(told.read_text().replace(property_, "Telehandler"))
    return told


@pytest.fixture
def held(tmp_path: Path) -> Store:
    store = Store(tmp_path / "home")
    ingest(store, export(tmp_path / "held.csv", range(120)))
    return store


def ingest(store: Store, path: Path, **asked: object) -> Generation:
    return ingest_into_store([path], store, read=READ, link=LinkRequest(**asked)).generation


def linking(generation: Generation) -> tuple[str | None, int]:
    record = generation.model["linking"]
    return record["since"], record["updates"]


def partners(generation: Generation, reference: str) -> int:
    row = generation.offences["crime_ref"].to_list().index(reference)
    return generation.links_of([row]).height


def test_new_offences_are_laid_over_what_is_held(held: Store, tmp_path: Path) -> None:
    before = held.require_current()
    assert linking(before) == (None, 0)
    assert before.weighed["kept"].sum() == before.links.height
    now = ingest(held, export(tmp_path / "new.csv", range(120, 128)))
    assert linking(now) == (before.id, 8)
    assert now.offences.height == 128
    assert all(partners(now, f"N/{number}") for number in range(120, 128))
    assert now.weighed["kept"].sum() == now.links.height
    assert now.weighed.filter("kept").select("row_a", "row_b").equals(now.links.select("row_a", "row_b"))
    both = before.links.select(EVIDENCE).join(now.links.select(EVIDENCE), on=["row_a", "row_b"], how="inner")
    assert both.height > 0.9 * before.links.height
    for name in EVIDENCE[2:]:
        assert both[name].equals(both[f"{name}_right"], check_names=False)  # they were not scored anew


def test_a_series_keeps_its_name_and_takes_the_new_ones(held: Store, tmp_path: Path) -> None:
    before = held.require_current()
    assert before.series.height > 1
    now = ingest(held, export(tmp_path / "new.csv", range(120, 128)))
    named = set(before.series["series_id"])
    assert named & set(now.series["series_id"])
    joined = now.members.filter(pl.col("row") >= 120)
    assert named & set(joined["series_id"])


def test_one_update_upon_another_and_then_linked_whole(held: Store, tmp_path: Path) -> None:
    first = held.require_current().id
    ingest(held, export(tmp_path / "a.csv", range(120, 124)))
    now = ingest(held, export(tmp_path / "b.csv", range(122, 130)))  # two of them are held already, unchanged
    assert linking(now) == (first, 10)
    again = ingest(held, tmp_path / "b.csv")
    assert linking(again) == (first, 10)
    assert again.links.equals(now.links)
    whole = relink_store(held)
    assert linking(whole) == (None, 0)
    assert set(whole.series["series_id"]) & set(now.series["series_id"])
    then = ingest(held, export(tmp_path / "c.csv", range(130, 132)))
    assert linking(then) == (whole.id, 2)


def test_a_process_that_lives_on_publishes_what_new_ones_do(held: Store, tmp_path: Path) -> None:
    """The file as it was laid out the morning before gives what laying it out anew gives, morning after morning."""
    shutil.copytree(held.home, tmp_path / "other")
    mornings = [
        export(tmp_path / "a.csv", range(120, 126)),
        export(tmp_path / "b.csv", [3, 126, 127], {3: WAYS[2]}),
        no_burglary(tmp_path / "c.csv", 5),
        export(tmp_path / "d.csv", range(128, 131)),
        no_burglary(tmp_path / "e.csv", 130),  # the last row of all
        export(tmp_path / "f.csv", [7, 8, 131]),
    ]
    for number, path in enumerate(mornings):
        living = ingest(held, path)
        anew = ingest(Store(tmp_path / "other"), path)
        assert linking(living)[1] == linking(anew)[1]
        for name in ("links", "weighed", "members", "series"):
            assert getattr(living, name).equals(getattr(anew, name)), (number, name)
        assert {**living.model, "linking": None} == {**anew.model, "linking": None}
        assert layouts_held.held_layout(held, living.id) is not None
        assert living.weighed.select("row_a", "row_b").is_unique().all()
    gone = living.offences["crime_ref"].is_in(["N/5", "N/130"]).arg_true()
    assert len(gone) == 2
    assert living.links_of(gone).is_empty()


def test_an_offence_read_otherwise_is_scored_anew(held: Store, tmp_path: Path) -> None:
    before = held.require_current()
    told = {8: WAYS[2]}
    now = ingest(held, export(tmp_path / "again.csv", range(6, 10), told))
    assert linking(now) == (before.id, 1)
    row = now.offences["crime_ref"].to_list().index("N/8")
    was = {(a, b) for a, b in before.links_of([row]).select("row_a", "row_b").iter_rows()}
    assert was != {(a, b) for a, b in now.links_of([row]).select("row_a", "row_b").iter_rows()}


def test_an_offence_that_is_no_burglary_any_more_has_no_links(held: Store, tmp_path: Path) -> None:
    before = held.require_current()
    assert partners(before, "N/10")
    now = ingest(held, no_burglary(tmp_path / "again.csv", 10))
    assert now.offences["offence_class"][10] == "enabler"
    assert linking(now)[0] == before.id
    assert partners(now, "N/10") == 0


def test_a_corrected_code_counts_at_the_next_ingest(held: Store, tmp_path: Path) -> None:
    before = held.require_current()
    decide(held, EditCode("Mercia:N/12", "tool", "crowbar", CodeState.PRESENT), "ana")
    now = ingest(held, export(tmp_path / "new.csv", [120]))
    assert linking(now) == (before.id, 2)
    row = now.offences["crime_ref"].to_list().index("N/12")
    assert (
        before.links_of([row])["log10_bayes_factor"].to_list()
        != now.links_of([row])["log10_bayes_factor"].to_list()
    )


def test_an_accepted_offence_holds_its_series_together(held: Store, tmp_path: Path) -> None:
    before = held.require_current()
    series = before.series["series_id"][0]
    key = before.offences["offence_key"][before.members.filter(series_id=series)["row"][0]]
    stranger = next(
        each
        for row, each in enumerate(before.offences["offence_key"])
        if row not in set(before.members.filter(series_id=series)["row"])
    )
    decide(held, Judge(series, (key, stranger), Verdict.ACCEPTED, "seen on film"), "ana")
    now = ingest(held, export(tmp_path / "new.csv", [121]))
    assert linking(now)[0] == before.id
    found = now.members.filter(series_id=series)["row"]
    assert {key, stranger} <= set(now.offences["offence_key"].gather(found))


@pytest.mark.parametrize("asked", [{"whole": True}, {"seed": 3}, {"top": 20}, {"min_probability": 0.02}])
def test_what_is_asked_otherwise_is_linked_anew(
    held: Store, tmp_path: Path, asked: dict[str, object]
) -> None:
    now = ingest(held, export(tmp_path / "new.csv", range(120, 124)), **asked)
    assert linking(now) == (None, 0)


def test_many_new_offences_are_linked_anew(held: Store, tmp_path: Path) -> None:
    assert linking(ingest(held, export(tmp_path / "new.csv", range(120, 260)))) == (None, 0)


def test_a_store_of_before_there_was_an_update_is_linked_anew(
    held: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Generation, "rows", lambda _self, name: 0 if name == "weighed" else 1)
    assert linking(ingest(held, export(tmp_path / "new.csv", [120]))) == (None, 0)
