"""A cue governs the thing beside it, and no more; what is excluded, theirs or elsewhere is no conduct."""

from __future__ import annotations

import pytest

from sac_dash.mo.accuracy import codes_read
from sac_dash.mo.reading import Reader
from sac_dash.mo.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_vocabulary())


def codes_of(reader: Reader, text: str, facet: str) -> set[str]:
    return {code for found, code in codes_read(reader, text) if found == facet}


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("Grey Astra eliminated from enquiries", "getaway"),
        ("IP drives a BMW", "getaway"),
        ("pedal cycle parked nearby belongs to staff", "getaway"),
        ("pedal cycle parked nearby belongs to staff", "vehicle_use"),
        ("pedal cycle parked nearby belongs to staff", "property"),
        ("bolt croppers belonging to IP", "tool"),
        ("no trace of white Transit", "getaway"),
        ("bakery next door not entered", "premises"),
        ("cafe opposite has CCTV", "premises"),
        ("no CCTV at nearby petrol station", "premises"),
        ("no CCTV at nearby petrol station", "security_state"),
        ("witness from post office heard bang", "premises"),
        ("rear door remained secure", "entry_point"),
        ("fire exit found secure", "entry_point"),
        ("loading bay intact", "entry_point"),
        ("no damage to the door at back of premises", "entry_point"),
        ("unlike previous, no cctv wires cut", "security_defeat"),
        ("unlike previous, no cctv wires cut", "security_state"),
        ("not a case of camera covered with bag", "security_defeat"),
        ("no evidence of BT line being cut", "security_defeat"),
        ("no sign of a crowbar being used", "tool"),
        ("They could have used the side gate", "entry_point"),
        ("As in the previous burglary where a sledgehammer was used", "tool"),
        ("Owner is going to fit a roller shutter", "entry_point"),
        ("shutter was not forced", "entry_method"),
        ("oxy acetylene bottles stolen", "tool"),
        ("tiles and slates wheeled away", "vehicle_use"),
        ("head torches worn", "vehicle_use"),
    ],
)
def test_what_is_named_but_not_done(reader: Reader, text: str, facet: str) -> None:
    assert codes_of(reader, text, facet) == set()


@pytest.mark.parametrize(
    ("text", "facet", "code"),
    [
        ("crowbar not recovered", "tool", "crowbar"),
        ("using croppers belonging to the IP", "tool", "bolt_cutters"),
        ("no vehicles seen forced rear door", "entry_point", "rear_door"),
        ("no alarm fitted forced rear door", "entry_method", "force_lever"),
        ("area search no trace made off in sprinter van", "getaway", "sprinter"),
        ("no damage to shutter brick used", "tool", "brick"),
        ("Audi eliminated from enquiry moped seen leaving", "getaway", "moped"),
        ("left on mountain bike", "getaway", "bicycle"),
        ("cigarettes belonging to the staff stolen", "property", "tobacco"),
        ("forced boarded up rear window and stole copper pipe", "property", "metal"),
        ("drills and Stihl saws stolen", "property", "power_tools"),
        ("premises is a cafe next door to the bank", "premises", "cafe"),
        ("ignored scratch cards cctv moved to face up", "security_defeat", "cctv_turned"),
        ("fuel not taken iphones and samsung phones taken", "property", "phones"),
    ],
)
def test_what_stands_beside_it_is_left_alone(reader: Reader, text: str, facet: str, code: str) -> None:
    assert code in codes_of(reader, text, facet)


@pytest.mark.parametrize(
    ("text", "ignored", "taken"),
    [
        ("ignored scratch cards went straight to cigarettes stole the lot", {"lottery"}, {"tobacco"}),
        ("red diesel not taken, iphones and samsung phones taken", {"fuel"}, {"phones", "apple_products"}),
        ("removed laptops alcohol left untouched", {"alcohol"}, {"computers"}),
        ("alcohol untocuhed, cash takne", {"alcohol"}, {"cash"}),
        ("Charity box, alcohol and vapes all left behind", {"charity_box", "alcohol", "vapes"}, set()),
        ("tv left on wall not touched laptops taken", {"televisions"}, {"computers"}),
        ("did not touch wines & spirits", {"alcohol"}, set()),
    ],
)
def test_what_was_left_and_what_was_not(
    reader: Reader, text: str, ignored: set[str], taken: set[str]
) -> None:
    assert ignored <= codes_of(reader, text, "ignored")
    assert taken <= codes_of(reader, text, "property")
    assert not ignored & codes_of(reader, text, "property")
    assert not taken & codes_of(reader, text, "ignored")


@pytest.mark.parametrize(
    ("one", "other", "facet", "shared"),
    [
        ("used a petrol saw", "used an angle grinder", "tool", "power_saw"),
        ("entry via toilet window", "entry via rear window", "entry_point", "secondary_window"),
        ("wearing a snood", "wearing balaclavas", "disguise", "face_covered"),
        ("stole televisions", "stole a playstation", "property", "electricals"),
        ("at the kebab shop", "at the cafe", "premises", "food_outlet"),
        ("made off in an Audi RS4", "made off in a Cupra", "getaway", "performance_car"),
        ("five males", "7 males", "offender_number", "five_plus"),
        ("padlock cropped", "euro cylinder snapped", "entry_method", "lock_attack"),
    ],
)
def test_near_synonyms_share_a_parent(reader: Reader, one: str, other: str, facet: str, shared: str) -> None:
    assert shared in codes_of(reader, one, facet) & codes_of(reader, other, facet)


@pytest.mark.parametrize(
    ("text", "facet", "code"),
    [
        ("carried out by the armful", "carrier", "by_hand"),
        ("loaded into shopping baskets", "carrier", "basket"),
        ("taken in cardboard boxes", "carrier", "cardboard_box"),
        ("made several trips to the van", "carrier", "multiple_trips"),
        ("inside approx 5 mins", "group", "few_minutes"),
        ("inside for half an hour", "group", "half_hour"),
        ("on site over an hour", "group", "over_hour"),
        ("returned second time same night", "group", "came_back"),
        ("upstairs searched", "search", "upstairs"),
        ("till area only", "search", "till_only"),
        ("approached premises via rear fields", "approach", "fields"),
        ("came over back fence", "approach", "gardens"),
        ("made off across rear gardens", "exit_route", "gardens"),
        ("vehicle reversed up to doors", "approach", "vehicle_close"),
        ("van left round the corner", "vehicle_use", "parked_away"),
        ("nails left across the road", "security_defeat", "tyre_deflation"),
        ("tape placed over camera", "security_defeat", "cctv_taped"),
        ("alarm activated several times on earlier nights", "security_defeat", "alarm_tested"),
    ],
)
def test_how_it_was_done(reader: Reader, text: str, facet: str, code: str) -> None:
    assert code in codes_of(reader, text, facet)


def test_numbered_suspects_are_no_audis(reader: Reader) -> None:
    text = "S1 and S2 broke the door, S3 waited in a Honda"

    assert codes_of(reader, text, "getaway") == {"honda"}
    assert codes_of(reader, text, "offender_number") == {"three"}
    assert "audi" in codes_of(reader, "left in an S3", "getaway")
