"""Whose thing it was, and in what part of the story it stands."""

from __future__ import annotations

import pytest

from sac_dash.mo.accuracy import codes_read
from sac_dash.mo.reading import Reader
from sac_dash.mo.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_vocabulary())


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("Witness was driving his Ford Focus past the shop", "getaway"),
        ("Owner's BMW was on the drive", "getaway"),
        ("Delivery driver in a Mercedes Sprinter disturbed the offenders", "getaway"),
        ("Property stolen: angle grinder, 2 x sledgehammers, ladders", "tool"),
        ("DeWalt drill and Makita grinder stolen", "tool"),
        ("Advised to fit roller shutters and to keep ladders locked away", "tool"),
        ("Crime prevention: remove cash from tills overnight", "property"),
        ("Premises is a cafe next door to a jewellers", "entry_point"),
        ("Made off in the direction of the retail park", "premises"),
        ("Incident in Hammer Lane", "tool"),
        ("Operation Sledgehammer is the local response", "tool"),
        ("Safe attacked with a grinder", "property"),
        ("Till drawers forced", "entry_method"),
        ("Offenders drank two cans of lager", "property"),
        ("wearing North Face jackets", "property"),
        ("The five lever deadlock", "tool"),
        ("Smoke cloak did not activate", "security_defeat"),
        ("Unclear whether the rear door was the point of entry", "entry_point"),
    ],
)
def test_the_thing_is_there_but_is_not_that(reader: Reader, text: str, facet: str) -> None:
    assert {code for found, code in codes_read(reader, text) if found == facet} == set()


@pytest.mark.parametrize(
    ("text", "facet", "code"),
    [
        ("Stole a DeWalt drill and a chainsaw", "property", "power_tools"),
        ("Stole a Ford Transit", "property", "vehicles"),
        ("Telehandler stolen from yard", "property", "plant_machinery"),
        ("Witness saw a white van leave", "getaway", "van"),
        ("Made off in a stolen black Audi", "getaway", "audi"),
        ("Cut padlock with bolt croppers, drill stolen", "tool", "bolt_cutters"),
        ("Premises is a cafe next door to a jewellers", "premises", "cafe"),
        ("Entire safe removed", "property", "safe"),
        ("Door forced and cash taken from till", "entry_method", "force_lever"),
        ("Stolen Manitou driven into the front of the store", "entry_method", "plant_demolition"),
    ],
)
def test_what_it_is_instead(reader: Reader, text: str, facet: str, code: str) -> None:
    assert (facet, code) in codes_read(reader, text)


@pytest.mark.parametrize(
    ("text", "facet", "code"),
    [
        ("left in a silver Yamaha MT-07", "getaway", "motorbike"),
        ("fled in a wht Chevy Silverado", "getaway", "pickup"),
        ("seen in a Mercedes A45 AMG", "getaway", "mercedes_amg"),
        ("Takeuchi TB216 driven through the wall", "instrument_vehicle", "digger"),
        ("JCB 531 used to rip out the ATM", "instrument_vehicle", "telehandler"),
        ("entry via roll-up door", "entry_point", "roller_shutter"),
        ("gas station entered", "premises", "petrol_station"),
        ("liquor store entered", "premises", "newsagent"),
    ],
)
def test_makes_models_and_words_from_elsewhere(reader: Reader, text: str, facet: str, code: str) -> None:
    assert (facet, code) in codes_read(reader, text)


@pytest.mark.parametrize(
    ("text", "read", "not_read"),
    [
        ("IP advised offenders forced rear door with a crowbar", {"rear_door", "crowbar"}, {"smash_glass"}),
        ("RP advised to fit a crowbar proof rear door", set(), {"rear_door", "crowbar"}),
        ("offenders stealing drills and grinders", {"power_tools"}, {"lock_drilled", "drill"}),
        ("no vehicles seen", set(), {"on_foot"}),
        ("left in L200 pick up", {"pickup"}, {"axe"}),
        ("levered with a case opener", {"crowbar"}, {"recce"}),
    ],
)
def test_what_an_analyst_found_misread(reader, text, read, not_read):
    codes = {code for _, code in codes_read(reader, text)}
    assert read <= codes
    assert not codes & not_read
