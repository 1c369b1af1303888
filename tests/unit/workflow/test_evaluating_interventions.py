"""From a record to its offences and its comparison, over offences whose counts are known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import polars as pl
import pytest

from sac_dash.casework import CaseBook, Version
from sac_dash.domain.columns import OFFENCES, TAGS, empty
from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.domain.site import Site
from sac_dash.patterns.evaluation.evaluation import Verdict
from sac_dash.workflow.comparable_offences import ControlKind
from sac_dash.workflow.evaluating_interventions import (
    EvaluationChoice,
    evaluate_record,
    find_record,
    say_why_not,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
ATM, SHOP = "atm_attack", "commercial_burglary"
NORTH = Intervention("I-1", "patrol", "Op North", "2026-01-01", force="Marches", policing_area="North")


def row(number, day, offence_class, area, force="Marches", easting=400_000.0):
    at = START + timedelta(days=day, hours=1)
    return dict.fromkeys(OFFENCES) | {
        "offence_key": f"{force}:{number}", "crime_ref": str(number), "force": force, "offence_class": offence_class,
        "recorded_at": at + timedelta(hours=5), "from_at": at, "to_at": at + timedelta(hours=3),
        "when_precision": "minute", "policing_area": area, "easting": easting, "northing": 300_000.0,
    }  # fmt: skip


def spread(n, first, last):
    return [first + (last - first) * (each + 0.5) / n for each in range(n)]


def offences():
    planned = [
        *((day, ATM, "North", "Marches", 400_000.0) for day in spread(6, -90, -1)),
        *((day, ATM, "South", "Marches", 450_000.0) for day in spread(10, -90, -1)),
        *((day, ATM, "South", "Marches", 450_000.0) for day in spread(9, 1, 90)),
        *((day, ATM, "West", "Marches", 500_000.0) for day in spread(6, -90, -1)),
        *((day, SHOP, "North", "Marches", 400_100.0) for day in spread(4, -90, 90)),
        (-30, ATM, "North", "Other", 900_000.0),
        (-91, SHOP, "West", "Marches", 500_000.0),
        (90, SHOP, "West", "Marches", 500_000.0),
    ]
    rows = [row(number, *each) for number, each in enumerate(planned)]
    return pl.DataFrame(rows, schema=dict(OFFENCES))


FRAME = offences()
GENERATION = SimpleNamespace(offences=FRAME, published_at=START + timedelta(days=91))
SERIES = SimpleNamespace(
    members=lambda: pl.DataFrame(
        {"row": [0, 1, 2, 3], "series_id": ["S-1"] * 4}, schema_overrides={"row": pl.UInt32}
    )
)
ATMS = EvaluationChoice(classes=(OffenceClass.ATM_ATTACK,))


def ask(record, choice=ATMS, book=None):
    return evaluate_record(GENERATION, book or CaseBook(), record, choice, series=SERIES, tags=empty(TAGS))


def test_an_area_is_held_against_the_area_chosen_and_the_worked_numbers_come_out():
    choice = EvaluationChoice((OffenceClass.ATM_ATTACK,), ControlKind.AREAS, ("South",))
    done = ask(NORTH, choice)
    found = done.evaluation
    assert (found.treated.before, found.treated.after) == (6, 0)  # the other force's North is not of it
    assert (found.control.before, found.control.after) == (10, 9)
    assert round(found.chance_beside, 3) == 0.045
    assert found.verdict is Verdict.FELL
    assert done.treated_said == "ATM attacks in North, in Marches"
    assert done.control_said == "ATM attacks in South"


def test_windows_are_equal_by_default_and_as_asked_otherwise():
    treated = ask(NORTH).evaluation.treated
    assert treated.before_days == treated.after_days == pytest.approx(90.25, abs=0.2)
    asked = ask(NORTH, EvaluationChoice(before_days=30)).evaluation.treated
    assert (asked.before_days, asked.after_days) == (30.0, 30.0)
    unequal = ask(NORTH, EvaluationChoice(before_days=60, after_days=20)).evaluation.treated
    assert (unequal.before_days, unequal.after_days) == (60.0, 20.0)


def test_similar_areas_are_those_with_as_many_before():
    done = ask(NORTH, EvaluationChoice((OffenceClass.ATM_ATTACK,), ControlKind.SIMILAR))
    assert "(West, South, North)" in done.control_said  # the other force's North has one
    assert done.evaluation.control.before == 17


def test_another_class_of_the_same_area_can_be_the_comparison():
    done = ask(NORTH, EvaluationChoice((OffenceClass.ATM_ATTACK,), ControlKind.OTHER_CLASS))
    assert done.control_said == "commercial burglaries in the same area"
    assert (done.evaluation.control.before, done.evaluation.control.after) == (2, 2)
    assert ask(NORTH, EvaluationChoice(control=ControlKind.NONE)).evaluation.control is None


def test_a_series_is_its_members_and_its_class():
    done = ask(Intervention("I-2", "arrest", "Two held", "2026-01-01", series_id="S-1"), EvaluationChoice())
    assert done.evaluation.treated.total == 4
    assert done.treated_said == "ATM attacks of the series S-1"
    assert done.control_said == "ATM attacks that are not of the series"
    assert done.evaluation.control.before == 6 + 10 + 6 + 1 - 4
    assert any("a series has no history before its first offence" in each for each in done.evaluation.caveats)


def test_a_place_has_a_circle_and_a_site_lends_its_own():
    here = Intervention("I-3", "smartwater", "Shops", "2026-01-01", easting=400_000.0, northing=300_000.0)
    assert ask(here).treated_said == "ATM attacks within 1,000 m of the place"
    assert ask(here).evaluation.treated.before == 6
    site = Site("P-1", "Lane Farm", easting=400_000.0, northing=300_000.0)
    book = CaseBook(sites={"P-1": Version(site, 1, 1, START, "ana")})
    at_site = Intervention("I-4", "smartwater", "Farm", "2026-01-01", site_id="P-1")
    assert ask(at_site, book=book).evaluation.treated.before == 6


@pytest.mark.parametrize(
    ("record", "choice", "said"),
    [
        (Intervention("I", "patrol", "Later", "2026-06-01"), ATMS, "after the data end"),
        (Intervention("I", "patrol", "Early", "2020-06-01"), ATMS, "before the data begin"),
        (Intervention("I", "patrol", "x", "2026-01-01", series_id="S-9"), ATMS, "no member that is held"),
        (Intervention("I", "patrol", "x", "2026-01-01", policing_area="Moon"), ATMS, "policing area Moon"),
        (Intervention("I", "patrol", "x", "2026-01-01", site_id="P-9"), ATMS, "site P-9 is not known"),
        (NORTH, EvaluationChoice(control=ControlKind.AREAS, areas=("Moon",)), "Moon"),
        (NORTH, EvaluationChoice(control=ControlKind.AREAS), "no area to compare with"),
        (NORTH, EvaluationChoice(before_days=0.0), "cannot be 0 days"),
    ],
)
def test_what_cannot_be_evaluated_says_why(record, choice, said):
    with pytest.raises(SacDashError, match=said):
        ask(record, choice)


def test_an_id_that_is_not_held_is_told():
    with pytest.raises(UnusableInputError, match="I-9"):
        find_record(CaseBook(), "I-9")
    assert say_why_not(FRAME, NORTH, START + timedelta(days=90)) == ""
