"""The whole scan over an invented force: planted signs ring, what lacks data is said, nothing later is seen."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest

from sac_dash.domain.columns import OFFENCES, TAGS
from sac_dash.domain.errors import SacDashError
from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.patterns.alerts.scan import ScanParameters, scan_for_alerts, standard_detectors
from sac_dash.patterns.alerts.watch import Found, Watch
from tests.unit.patterns.alerts.unchanging_force import AS_OF, unchanging_force


def planted(**kinds):
    """Return the force with offences planted in its last days: each kind a list of (days before, differences)."""
    force, tags = unchanging_force(3)
    rows = []
    for name, given in kinds.items():
        for number, (days, more) in enumerate(given):
            moment = AS_OF - timedelta(days=days)
            plain = {
                "offence_key": f"{name}:{number}",
                "offence_class": "commercial_burglary",
                "crs": "EPSG:27700",
            }
            rows.append(
                dict.fromkeys(OFFENCES)
                | plain
                | {"from_at": moment, "to_at": moment, "when_precision": "minute"}
                | more
            )
    return pl.concat([force, pl.DataFrame(rows, schema=dict(OFFENCES))]), tags


def of_kind(scan, kind) -> list[Alert]:
    return [each for each in scan.alerts if each.kind is kind]


def test_premises_hit_three_times_ring():
    where = {"easting": 390_000.0, "northing": 260_000.0, "premises_name": "Corner Shop"}
    force, _ = planted(shop=[(40, where), (20, where), (2, where)])
    scan = scan_for_alerts(force, AS_OF)
    found = of_kind(scan, AlarmKind.REPEAT_PREMISES)
    assert found[0].offence_keys == ("shop:0", "shop:1", "shop:2")
    assert "Corner Shop: 3 offences at the same premises" in found[0].why[0]
    assert found[0].chance_per_year < 0.01


def test_two_offences_with_rare_ways_ring_and_common_ways_do_not():
    force, tags = planted(rare=[(15, {}), (3, {})], common=[(14, {}), (4, {})])
    n = force.height
    said = [(n - 4, code) for code in ("tool 11", "getaway 11")] + [
        (n - 3, code) for code in ("tool 11", "getaway 11")
    ]
    said += [(row, code) for row in (n - 2, n - 1) for code in ("tool 1", "getaway 1")]
    more = [
        dict.fromkeys(TAGS)
        | {"row": row, "facet": code.split()[0], "code": code, "state": "present", "origin": "text"}
        for row, code in said
    ]
    scan = scan_for_alerts(force, AS_OF, None, pl.concat([tags, pl.DataFrame(more, schema=dict(TAGS))]))
    found = [set(each.offence_keys) for each in of_kind(scan, AlarmKind.RARE_BEHAVIOUR)]
    assert {"rare:0", "rare:1"} in found
    assert not any({"common:0", "common:1"} <= each for each in found)


def test_a_chain_of_thefts_and_a_burnt_vehicle_rings():
    far = {"easting": 100_000.0, "northing": 100_000.0}
    theft = far | {"offence_class": "enabler"}
    force, _ = planted(
        chain=[
            (6.0, theft | {"offence_title": "Theft of telehandler"}),
            (5.9, theft | {"offence_title": "Number plates stolen"}),
            (5.5, far | {"offence_class": "atm_attack"}),
            (4.0, theft | {"offence_title": "Arson, burnt out vehicle"}),
        ]
    )
    found = of_kind(scan_for_alerts(force, AS_OF), AlarmKind.ENABLER_CHAIN)
    chain = next(each for each in found if "chain:2" in each.offence_keys)
    assert chain.offence_keys == ("chain:0", "chain:1", "chain:2", "chain:3")
    assert "2 enabler thefts" in chain.why[0]
    assert "1 vehicles burnt" in chain.why[0]


def test_what_is_recorded_after_the_moment_is_not_seen():
    where = {"easting": 390_000.0, "northing": 260_000.0}
    late = where | {"recorded_at": AS_OF + timedelta(days=1)}
    force, _ = planted(shop=[(40, where), (20, where), (2, late)])
    assert not any("shop:2" in each.offence_keys for each in scan_for_alerts(force, AS_OF).alerts)


def test_what_lacks_data_is_said_and_its_part_goes_to_the_rest():
    force, tags = unchanging_force(3)
    young = AS_OF - timedelta(days=4 * 365)
    scan = scan_for_alerts(force, young, ScanParameters(AlarmBudget(4)), tags)
    assert "not enough data" in scan.not_watched[AlarmKind.WEEKLY_COUNT][0].why
    assert AlarmKind.WEEKLY_COUNT not in scan.per_year
    assert sum(scan.per_year.values()) == pytest.approx(4)
    assert (
        scan_for_alerts(force, AS_OF).not_watched[AlarmKind.RARE_BEHAVIOUR][0].why
        == "no behaviours are coded"
    )


def test_an_empty_file_watches_nothing_and_says_so():
    empty = pl.DataFrame(schema=dict(OFFENCES))
    scan = scan_for_alerts(empty, AS_OF)
    assert scan.alerts == ()
    assert len(scan.not_watched) == len(standard_detectors())


def test_a_further_detector_joins_with_its_part_of_the_budget():
    class Silent:
        kind = AlarmKind.SPACE_TIME

        def cannot_watch(self, watch: Watch) -> str | None:
            return None

        def find(self, watch: Watch, per_year: float) -> Found:
            return Found((), (f"{per_year:.2f}",))

    force, _ = unchanging_force(3)
    scan = scan_for_alerts(force, AS_OF, ScanParameters(detectors=(*standard_detectors(), Silent())))
    assert scan.per_year[AlarmKind.SPACE_TIME] > 0
    assert sum(scan.per_year.values()) == pytest.approx(4)


def test_a_missing_column_is_named():
    force, _ = unchanging_force(3)
    with pytest.raises(SacDashError) as told:
        scan_for_alerts(force.drop("from_at"), AS_OF)
    assert told.value.column == "from_at"


def test_nothing_is_altered():
    force, tags = unchanging_force(3)
    before = force.clone(), tags.clone()
    scan_for_alerts(force, AS_OF, None, tags)
    assert force.equals(before[0])
    assert tags.equals(before[1])
