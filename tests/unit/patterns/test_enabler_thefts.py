"""What enabler thefts give, by their words."""

from __future__ import annotations

from sac_dash.patterns.enabler_thefts import EnablerKind, tell_burnt, tell_enablers

from .offences import at, offences


def kind_of(title: str, text: str = "") -> EnablerKind:
    frame = offences({"from_at": at("2026-01-01T01:00:00"), "offence_title": title, "mo_text": text})
    return tell_enablers(frame)[0]


def test_the_title_tells_the_kind():
    assert kind_of("Theft - agricultural or plant machinery") is EnablerKind.PLANT
    assert kind_of("Theft of number plates", "from parked Audi") is EnablerKind.PLATES
    assert kind_of("Arson - vehicle") is EnablerKind.BURNT
    assert kind_of("Theft of cutting equipment") is EnablerKind.GEAR
    assert kind_of("Theft of motor vehicle", "number plates left at scene") is EnablerKind.CAR


def test_where_the_title_says_nothing_the_text_does():
    assert kind_of("Theft from vehicle", "GRINDER AND GAS BOTTLES STOLEN FROM VAN") is EnablerKind.GEAR
    assert kind_of("Other theft", "Telehandler taken from yard") is EnablerKind.PLANT
    assert kind_of("Other theft") is EnablerKind.OTHER


def test_many_are_told_as_one_by_one_is():
    told = [
        ("Other theft", "Telehandler taken from yard"),
        (None, "Car burnt out"),
        ("Arson - vehicle", "telehandler"),
        ("Other theft", None),
        ("Theft of number plates", None),
        (None, None),
    ]
    rows = [{"from_at": at("2026-01-01T01:00:00"), "offence_title": a, "mo_text": b} for a, b in told]
    kinds = tell_enablers(offences(*rows))
    assert kinds == [kind_of(a or "", b or "") for a, b in told]
    assert tell_enablers(offences(*rows)[:0]) == []
    assert tell_burnt(offences(*rows)).to_list() == [kind is EnablerKind.BURNT for kind in kinds]
    assert tell_burnt(offences(*rows)[:0]).to_list() == []
