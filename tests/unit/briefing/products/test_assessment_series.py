"""What an assessment says of series, behaviours, premises, enablers and interventions, with known truth."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from sac_dash.briefing.assessing.emerging import above_own_past
from sac_dash.briefing.assessing.ground import ground_of
from sac_dash.briefing.assessing.live_series import live_now, series_in_month
from sac_dash.briefing.assessing.scope import scope_of
from sac_dash.briefing.document import Document, walk
from sac_dash.briefing.products.assessment import compose
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework import CaseBook, OwnedSeries, Version
from sac_dash.casework.case_book import Statement
from sac_dash.domain.columns import SERIES, SERIES_MEMBERS
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site
from tests.unit.briefing.products.invented_months import offences, passage, source_of, table, words_of

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
NEW, QUIET, OLD = "S-NEW", "S-QUIET", "S-OLD"

pytestmark = pytest.mark.usefixtures("without_pictures")


def made(source: BriefingSource, scope: str = "") -> Document:
    return compose(source, BriefRequest("assessment", scope=scope))


def rows_at(held: pl.DataFrame, *days: str) -> list[int]:
    """Return the first offence in North on each day."""
    numbered = held.with_row_index("row").filter(pl.col("policing_area") == "North")
    return [numbered.filter(pl.col("from_at").dt.date().cast(pl.String) == day)["row"][0] for day in days]


def series_source(book: CaseBook | None = None) -> BriefingSource:
    held = offences()
    members = {
        NEW: rows_at(held, "2026-05-02", "2026-05-08"),
        QUIET: rows_at(held, "2026-04-08", "2026-04-14"),
        OLD: rows_at(held, "2024-03-08", "2024-03-14"),
    }
    placed = [(row, name, 0.9, "core") for name, rows in members.items() for row in rows]
    listed = [
        (name, rank, False, 2, 1.0, 0.7, held["from_at"][rows[0]], held["to_at"][rows[-1]])
        for rank, (name, rows) in enumerate(members.items(), start=1)
    ]
    return source_of(
        held,
        [(row, "tool", "crowbar") for row in members[NEW]],
        book,
        members=pl.DataFrame(placed, schema=dict(SERIES_MEMBERS), orient="row"),
        series=pl.DataFrame(listed, schema=dict(SERIES), orient="row"),
    )


def owned(series_id: str, **fields: str) -> CaseBook:
    stated = {name: Statement(value, 1, AT, "Ana") for name, value in fields.items()}
    return CaseBook(series={series_id: OwnedSeries(series_id, fields=stated)})


def with_records(*records: Intervention, sites: tuple[Site, ...] = ()) -> CaseBook:
    return CaseBook(
        interventions={each.intervention_id: Version(each, 1, 1, AT, "Ana") for each in records},
        sites={each.site_id: Version(each, 1, 1, AT, "Ana") for each in sites},
    )


def test_series_that_began_and_that_fell_quiet_are_told() -> None:
    said = passage(made(series_source()), "changes")
    assert f"New series: 1 with their first offence in the month: {NEW} (2)" in said
    assert f"none since: {QUIET} (2)" in said
    assert OLD not in said


def test_live_series_are_those_of_the_last_sixty_days_or_in_hand_as_active() -> None:
    source = series_source()
    ground = ground_of(source)
    assert [each.series_id for each in live_now(ground, scope_of(ground, "", None))] == [NEW, QUIET]
    in_hand = series_source(owned(OLD, status="active", group_ref="OCG 7", name="Rook"))
    row = next(row for row in table(made(in_hand), "Live series").rows if row[0].startswith("Rook"))
    assert "active" in row[0]
    assert row[-1] == "yes"
    assert "OCG 7" not in words_of(made(in_hand))


def test_a_series_is_live_where_it_struck_alone() -> None:
    source = series_source()
    ground = ground_of(source)
    assert not series_in_month(ground, scope_of(ground, "South", None))
    assert "No series has an offence here" in passage(made(source, "South"), "live_series")


def test_a_behaviour_beyond_its_own_past_is_named_and_one_as_ever_is_not() -> None:
    more = [{"from_at": datetime(2026, 5, 20, 1, tzinfo=UTC) + timedelta(hours=n)} for n in range(5)]
    held = offences(more)
    every = held.with_row_index("row").filter(pl.col("offence_class") == "commercial_burglary")["row"]
    usual = [(row, "entry_point", "rear_door") for row in every[:-5]]
    burst = [(held.height - 1 - n, "tool", "thermal_lance") for n in range(5)]
    rows = table(made(source_of(held, usual + burst)), "Coded behaviours above their own past").rows
    assert [(row[0], row[2], row[3]) for row in rows] == [("Thermal lance", "5 of 5", "0 in 36 months")]


def test_behaviours_that_never_change_are_seldom_named() -> None:
    rng = np.random.default_rng(0)
    named = 0
    for _ in range(40):
        means = rng.uniform(0.2, 4.0, 60)
        history, counts = rng.poisson(means * 30), rng.poisson(means)
        named += bool(above_own_past(counts, history, 30, 0.1).any())
    assert named <= 8  # all true nulls: at most 1 month in 10 would name anything, and 4 of 40 are due


def test_wording_no_code_reads_is_shown_where_it_is_new() -> None:
    text = "Offenders used a purple umbrella"
    more = [
        {"from_at": datetime(2026, 5, 20, 1, tzinfo=UTC) + timedelta(hours=n), "mo_text": text}
        for n in range(4)
    ]
    assert "“purple umbrella” (4; 0 before)" in passage(made(source_of(offences(more))), "new_words")


def test_premises_hit_again_are_listed_with_how_often() -> None:
    shop = {"premises_name": "Ye Olde Shop", "postcode": "SY8 1AA"}
    more = [
        {"from_at": datetime(2026, month, 20, 1, tzinfo=UTC), "easting": 400_000.0, **shop}
        for month in (3, 5)
    ]
    rows = table(made(source_of(offences(more))), "Repeat and at-risk premises").rows
    assert [(row[0], row[2]) for row in rows] == [("Ye Olde Shop", "2")]


def test_enabler_thefts_are_shown_and_the_chain_before_an_attack_is_counted() -> None:
    attack = {"from_at": datetime(2026, 5, 14, 1, tzinfo=UTC), "offence_class": "atm_attack"}
    document = made(source_of(offences([attack])))
    assert passage(document, "enablers").startswith("1 enabler theft, within the 0 to 5 expected.")
    assert table(document, "Enabler thefts and vehicles found burnt").rows[0][0] == "Plant"
    assert "1 before" in passage(document, "chains")


def test_prevention_belongs_to_its_area_and_month() -> None:
    signs = Intervention("I-1", "signage", "Signs at farms", "2026-05-10", policing_area="North")
    before = Intervention("I-2", "smartwater", "Marking day", "2026-03-10", policing_area="North")
    site = Site("P-1", name="Depot", measure="fog cannon", measured_from="2026-01-01")
    source = source_of(offences(), book=with_records(signs, before, sites=(site,)))
    said = passage(made(source, "North"), "prevention")
    assert "Signage: Signs at farms (10 May 2026, North)" in said
    assert "Marking day" not in said
    assert "1 of 1 sites on record" in said
    assert "Signs at farms" not in passage(made(source, "South"), "prevention")
    assert "Signs at farms" in passage(made(source), "prevention")


def test_a_result_carries_its_counts_and_its_caveat() -> None:
    arrest = Intervention("I-1", "arrest", "Two arrests", "2026-05-10", policing_area="North")
    document = made(source_of(offences(), book=with_records(arrest)))
    said = passage(document, "results")
    assert "Arrest: Two arrests (10 May 2026, North)" in said
    assert " before and " in said
    assert "says nothing of what caused it" in passage(document, "results_caveat")


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (Intervention("I-1", "charge", "Charges", "2026-05-10"), "it names no series, area or place"),
        (Intervention("I-1", "charge", "Charges", "2026-05-10", series_id="S-9"), "no member that is held"),
        (
            Intervention("I-1", "charge", "Charges", "2026-05-10", site_id="P-9"),
            "place of its site is not known",
        ),
    ],
)
def test_what_cannot_be_evaluated_says_why(record: Intervention, why: str) -> None:
    assert why in passage(made(source_of(offences(), book=with_records(record))), "results")


def test_gaps_are_counted_of_attacks_and_burglaries_alone() -> None:
    held = offences()
    may = held.with_row_index("row").filter(
        (pl.col("from_at").dt.date().dt.truncate("1mo") == datetime(2026, 5, 1).date())  # noqa: DTZ001 - a day
        & (pl.col("offence_class") == "commercial_burglary")
    )["row"]
    document = made(source_of(held, [(row, "tool", "crowbar") for row in may[:2]]))
    rows = {row[0]: row[1] for row in table(document, "What the records do not say").rows}
    assert (rows["Tool"], rows["Getaway vehicle"], rows["Place"]) == ("4 of 6", "6 of 6", "0 of 6")
    assert "not stated in 6 of 6" in passage(document, "requirements")


def test_every_passage_has_a_key_of_its_own() -> None:
    keys = [each.key for each in made(series_source()).passages()]
    assert len(keys) == len(set(keys))
    assert list(walk(made(series_source()).blocks))
