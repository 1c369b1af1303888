"""Did it work: an arrest, a circle, an area; what is assessed and what is said not to be."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from sac_dash.domain.columns import TAGS
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.patterns.evaluation.displacement import DisplacementKind
from sac_dash.patterns.evaluation.evaluate import evaluate_intervention
from sac_dash.patterns.evaluation.evaluation import Verdict
from sac_dash.patterns.evaluation.treatment import EvaluationParameters, Treatment
from tests.unit.patterns.offences import at, offences

START = at("2026-01-01")
AS_OF = START + timedelta(days=100)
WINDOWS = EvaluationParameters(before_days=100, after_days=100)


def spread(n, first, last, **given):
    """Return n offences evenly between two days from the start, an hour into the night."""
    days = [round(first + (last - first) * (number + 0.5) / n) for number in range(n)]
    moments = [START + timedelta(days=day, hours=1) for day in days]
    return [{"from_at": moment, "to_at": moment + timedelta(hours=2)} | given for moment in moments]


def atm(**given):
    return {
        "offence_class": "atm_attack",
        "crs": "EPSG:27700",
        "easting": 0.0,
        "northing": 0.0,
        "policing_area": "North",
    } | given


def force(treated=(6, 0), control=(10, 9), history=0, more=()):
    rows = spread(treated[0], -99, -1, **atm()) + spread(treated[1], 1, 99, **atm())
    south = atm(easting=90_000.0, policing_area="South")
    rows += spread(control[0], -99, -1, **south) + spread(control[1], 1, 99, **south)
    rows += spread(history, -1000, -101, **atm()) + list(more)
    rows.append({"from_at": START - timedelta(days=1100), "offence_class": "other"})
    return offences(*rows)


def test_six_to_none_beside_ten_to_nine():
    found = evaluate_intervention(force(), Treatment(START, policing_area="North"), AS_OF, WINDOWS)
    assert (found.treated.before, found.treated.after) == (6, 0)
    assert (found.control.before, found.control.after) == (10, 9)
    assert found.chance_beside == pytest.approx(0.045, abs=0.0005)
    assert found.displacement_difference.z == pytest.approx(-1.0, abs=0.01)
    assert found.verdict is Verdict.FELL
    assert found.silence is not None
    assert "Comparable offences went from 10 to 9" in " ".join(found.findings)


def test_four_to_none_could_not_have_been_told():
    found = evaluate_intervention(
        force((4, 0), (0, 0)), Treatment(START, policing_area="North"), AS_OF, WINDOWS
    )
    assert found.control is None
    assert found.verdict is Verdict.COULD_NOT_TELL
    assert "even none after could not be told from chance (p = 0.062" in " ".join(found.findings)
    assert any("nothing comparable" in each for each in found.caveats)


def test_two_offences_are_not_enough():
    found = evaluate_intervention(
        force((2, 0), (0, 0)), Treatment(START, policing_area="North"), AS_OF, WINDOWS
    )
    assert found.verdict is Verdict.NOT_ENOUGH_DATA
    assert found.findings[-1].startswith("Not enough data")


def test_a_rise_is_called_a_rise():
    found = evaluate_intervention(
        force((3, 20), (10, 10)), Treatment(START, policing_area="North"), AS_OF, WINDOWS
    )
    assert found.verdict is Verdict.ROSE


def test_a_start_at_a_peak_is_a_caveat():
    found = evaluate_intervention(
        force((9, 2), (0, 0), history=15), Treatment(START, policing_area="North"), AS_OF, WINDOWS
    )
    assert found.peak.at_peak
    assert "follows a peak" in " ".join(found.caveats)


def test_what_moved_to_the_ring_is_seen():
    ring = spread(9, 1, 99, **atm(easting=1_500.0))
    circle = Treatment(START, easting=0.0, northing=0.0, radius_m=1_000.0)
    found = evaluate_intervention(force(more=ring), circle, AS_OF, WINDOWS)
    place = next(each for each in found.displacements if each.kind is DisplacementKind.PLACE)
    assert place.rose
    assert (place.counts.before, place.counts.after) == (0, 9)
    assert found.control.after == 9  # the ring is not among the control


def test_target_and_enablers_are_judged_in_the_place():
    shops = spread(1, -99, -1, **atm(offence_class="commercial_burglary")) + spread(
        9, 1, 99, **atm(offence_class="commercial_burglary")
    )
    thefts = spread(3, -99, -1, **atm(offence_class="enabler"))
    found = evaluate_intervention(
        force(more=shops + thefts), Treatment(START, policing_area="North"), AS_OF, WINDOWS
    )
    kinds = {each.kind: each for each in found.displacements}
    assert kinds[DisplacementKind.TARGET].rose
    assert not kinds[DisplacementKind.ENABLERS].rose
    assert (
        f"fewer than {kinds[DisplacementKind.ENABLERS].least_told} could not"
        in kinds[DisplacementKind.ENABLERS].said
    )


def test_other_times_of_day_are_judged():
    evening = [
        each
        | {"from_at": each["from_at"] + timedelta(hours=17), "to_at": each["to_at"] + timedelta(hours=17)}
        for each in spread(8, 1, 99, **atm())
    ]
    found = evaluate_intervention(
        force(more=evening), Treatment(START, policing_area="North"), AS_OF, WINDOWS
    )
    time = next(each for each in found.displacements if each.kind is DisplacementKind.TIME)
    assert time.rose
    assert "other times than night" in time.said


def test_another_method_is_judged_from_what_is_coded():
    gas = spread(8, 1, 99, **atm())
    frame = force(more=gas)
    north = frame["policing_area"].eq_missing("North").to_numpy()
    rows = np.flatnonzero(north & (frame["offence_class"] == "atm_attack").to_numpy())
    tags = pl.DataFrame(
        [
            dict.fromkeys(TAGS)
            | {
                "row": int(row),
                "facet": "atm_attack",
                "code": "rip_out" if frame["from_at"][int(row)] < START else "explosive_gas",
                "state": "present",
            }
            for row in rows
        ],
        schema=dict(TAGS),
    )
    found = evaluate_intervention(frame, Treatment(START, policing_area="North"), AS_OF, WINDOWS, tags)
    method = next(each for each in found.displacements if each.kind is DisplacementKind.METHOD)
    assert method.rose
    assert "another method than “rip out”" in method.said


def test_what_cannot_be_assessed_is_said_with_why():
    both = Treatment(START, classes=tuple(OffenceClass)[:2], policing_area="North")
    found = evaluate_intervention(force(), both, AS_OF, WINDOWS)
    said = {each.kind: each.said for each in found.displacements if not each.assessed}
    assert set(said) == {
        DisplacementKind.PLACE,
        DisplacementKind.METHOD,
        DisplacementKind.TARGET,
        DisplacementKind.ENABLERS,
    }
    assert all(each.startswith("Not assessed: ") for each in said.values())


def test_a_series_is_treated_by_its_flags_and_compared_with_the_rest():
    frame = force()
    flags = (frame["policing_area"] == "North").fill_null(value=False).to_numpy()
    found = evaluate_intervention(frame, Treatment(START, treated=flags), AS_OF, WINDOWS)
    assert (found.treated.before, found.control.before) == (6, 10)
    assert any("were picked" in each for each in found.caveats)
    with pytest.raises(SacDashError, match="flags were given"):
        evaluate_intervention(frame, Treatment(START, treated=flags[:3]), AS_OF, WINDOWS)


def test_windows_shorten_to_the_data_and_the_start_must_lie_within():
    found = evaluate_intervention(
        force(), Treatment(START, policing_area="North"), START + timedelta(days=40), WINDOWS
    )
    assert found.treated.after_days == 40
    assert found.treated.before_days == 100
    for outside in (AS_OF + timedelta(days=1), START - timedelta(days=2000)):
        with pytest.raises(SacDashError, match="outside the data"):
            evaluate_intervention(force(), Treatment(outside), AS_OF, WINDOWS)


def test_an_offence_whose_window_holds_the_start_is_told():
    holds = {"from_at": START - timedelta(hours=5), "to_at": START + timedelta(hours=5)}
    found = evaluate_intervention(
        force(more=[atm() | holds]), Treatment(START, policing_area="North"), AS_OF, WINDOWS
    )
    assert found.straddling == 1
    assert found.treated.before == 7
