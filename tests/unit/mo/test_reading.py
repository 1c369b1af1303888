"""What clauses do to what they name, and that spans point at the source's words."""

from __future__ import annotations

import pytest

from sac_dash.domain.facets import TagState
from sac_dash.mo.reading import Reader
from sac_dash.mo.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_vocabulary())


def state_of(reader: Reader, text: str, facet: str, code: str) -> TagState | None:
    return next((r.state for r in reader.read(text) if (r.facet, r.code) == (facet, code)), None)


@pytest.mark.parametrize(
    ("text", "facet", "code", "state"),
    [
        ("No alcohol taken", "property", "alcohol", TagState.ABSENT),
        ("Took cigarettes ignoring alcohol and laptops", "property", "computers", TagState.ABSENT),
        ("Took cigarettes ignoring alcohol and laptops", "property", "tobacco", TagState.PRESENT),
        ("Took cigarettes ignoring alcohol and laptops", "ignored", "alcohol", TagState.PRESENT),
        ("Cash taken. Laptops left untouched", "property", "computers", TagState.ABSENT),
        ("Possibly used a crowbar", "tool", "crowbar", TagState.HEDGED),
        ("Suspects used a crowbar", "tool", "crowbar", TagState.PRESENT),
        ("Crowbar suspected", "tool", "crowbar", TagState.HEDGED),
        ("Failed to open safe", "property", "safe", TagState.ABSENT),
        ("Tried to force rear door", "entry_method", "force_lever", TagState.PRESENT),
        ("Entry by unknown means", "entry_method", "force_lever", None),
        ("No alarm fitted", "security_state", "no_alarm", TagState.PRESENT),
        ("Alarm did not activate", "security_state", "alarm_silent", TagState.PRESENT),
        ("No safe but cigarettes taken", "property", "tobacco", TagState.PRESENT),
        ("No force used", "entry_method", "insecure", TagState.PRESENT),
        ("stole car keys, made off on foot, safe not touched", "property", "vehicle_keys", TagState.PRESENT),
        ("stole car keys, made off on foot, safe not touched", "property", "safe", TagState.ABSENT),
        ("nothing to suggest offenders remained on premises", "entry_method", "hid_inside", TagState.ABSENT),
        ("no damage to till", "property", "till", TagState.ABSENT),
    ],
)
def test_clauses_settle_the_state(
    reader: Reader, text: str, facet: str, code: str, state: TagState | None
) -> None:
    assert state_of(reader, text, facet, code) == state


@pytest.mark.parametrize(
    ("text", "facet", "code"),
    [
        ("cut straight through the heavy metal shutter", "entry_method", "shutter_cut"),
        ("shutter had been cut", "entry_method", "shutter_cut"),
        ("upvc door to the rear was forced", "entry_point", "rear_door"),
        ("phone line and alarm cut", "security_defeat", "alarm_cut"),
        ("camera was turned to the wall", "security_defeat", "cctv_turned"),
        ("SMSHD WDW W/ BRICK", "tool", "brick"),
        ("golf vrm XX00 XXX is false", "vehicle_use", "cloned_plates"),
        ("exit to rear", "exit_route", "rear"),
        ("property loaded into waiting van", "exit_route", "loaded_vehicle"),
        ("no VRM displayed", "vehicle_use", "no_plates"),
        ("ATM blown using gas", "atm_attack", "explosive_gas"),
        ("tabaco and cigarretes stolen", "property", "tobacco"),
    ],
)
def test_many_wordings_one_code(reader: Reader, text: str, facet: str, code: str) -> None:
    assert state_of(reader, text, facet, code) == TagState.PRESENT


@pytest.mark.parametrize(
    ("text", "facet", "code"),
    [
        ("Golf club entered", "getaway", "golf"),
        ("cash machine intact", "property", "cash"),
        ("tools stolen from van", "vehicle_use", "stolen_vehicle"),
        ("scene made safe by officers", "property", "safe"),
        ("offenders in the driver seat", "getaway", "seat_cupra"),
        ("padlock cut and shutter forced", "entry_method", "shutter_cut"),
        ("window boarded up by the council", "entry_point", "window"),
        ("saws and power tools stolen", "security_defeat", "power_cut"),
        ("neighbour heard a noise but saw nothing", "tool", "reciprocating_saw"),
        ("levered until lock gave way", "entry_method", "hid_inside"),
        ("damage est 500 pounds", "getaway", "estate_car"),
        ("alarm sounder smashed", "entry_method", "smash_glass"),
        ("footwear mark found", "property", "clothing"),
        ("CCTV seized by police", "security_defeat", "cctv_recorder_taken"),
        ("recorder for CCTV removed", "security_defeat", "cctv_disabled"),
        ("crowbar caught on CCTV", "security_defeat", "cctv_disabled"),
        ("suspicious vehicle seen, no VRM", "vehicle_use", "no_plates"),
        ("police attended, area searched, no trace", "search", "whole_premises"),
        ("made off at speed", "vehicle_use", "dangerous"),
        ("crowbar left at scene", "vehicle_use", "abandoned"),
        ("booted, instrument used thermal lance", "premises", "pharmacy"),
        ("instrument used thermal lance", "entry_method", "force_lever"),
        ("informant locked up, all secure", "premises", "container"),
        ("did not go into the office", "premises", "office"),
        ("drove a vehicle through the doors", "instrument_vehicle", "car"),
        ("property loaded into holdalls", "exit_route", "loaded_vehicle"),
    ],
)
def test_words_that_mean_something_else(reader: Reader, text: str, facet: str, code: str) -> None:
    assert state_of(reader, text, facet, code) is None


def test_spans_point_at_the_words(reader: Reader) -> None:
    text = "At 0200hrs – İstanbul café’s rear-door…\nUNK OFFS took the  roll-ing TOBACCO."

    read = {r.code: text[r.start : r.end] for r in reader.read(text)}
    assert read["rear_door"] == "rear-door"
    assert read["tobacco"] == "TOBACCO"


def test_reading_twice_gives_the_same(reader: Reader) -> None:
    text = "Brick thrown. Brick thrown."

    assert reader.read(text) == reader.read(text)
    assert {r.start for r in reader.read(text)} == {0, 14}
