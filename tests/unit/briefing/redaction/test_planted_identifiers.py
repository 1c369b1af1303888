"""Whatever names a person, vehicle, place or operation in an officer's prose goes; all of it is invented."""

from __future__ import annotations

import re

import pytest

from sac_dash.briefing.redaction import KnownIdentifiers, redact_passage

# text, and what must not survive of it
PLANTED = [
    ("Black Audi seen on XX19 FGH at 0214", ("XX19 FGH",)),
    ("blk audi xx19fgh made off twds a49", ("xx19fgh",)),
    ("GREY TRANSIT VRM XX-70-ABC PARKED REAR", ("XX-70-ABC",)),
    ("vrm x x 1 9 f g h poss cloned", ("x x 1 9 f g h",)),
    ("older van, reg A123 BCD, seen twice", ("A123 BCD",)),
    ("trailer plate ABC 123D", ("ABC 123D",)),
    ("pick up index 1234 AB", ("1234 AB",)),
    ("ni plate JIZ 4321 on a flatbed", ("JIZ 4321",)),
    ("private plate K1 NGS on rover", ("K1 NGS",)),
    ("part VRM 'FX19' ending KLM", ("FX19", "KLM")),
    ("plate believed to start BX70 something", ("BX70",)),
    ("last three letters QWZ noted by witness", ("QWZ",)),
    ("plates were WXl9FGH per cctv", ("WXl9FGH",)),
    ("2nd veh ford ranger, reg no YK 68 ZZT", ("YK 68 ZZT",)),
    ("call 07700 900123 if seen", ("07700 900123",)),
    ("k/h on 07700.900.456", ("07700.900.456",)),
    ("MOB 07700 900-789 FOR OWNER", ("07700 900-789",)),
    ("shop tel (01743) 555 0199", ("01743", "555 0199")),
    ("ring 01584 555123 ext 22", ("01584 555123",)),
    ("text sent from +44 (0)7700 900321", ("7700 900321",)),
    ("intl number +353 1 555 0134 used", ("555 0134",)),
    ("0 7 7 0 0 9 0 0 6 5 4 written on a note", ("0 0 6 5 4",)),
    ("phone ending 4417 pinged", ("4417",)),
    ("email gl@shop.example sent cctv", ("gl@shop.example",)),
    ("contact bigkev at mail dot example", ("bigkev",)),
    ("insta: razor_dan99 posted the haul", ("razor_dan99",)),
    ("snapchat user ghostrider22", ("ghostrider22",)),
    ("listed on www.tools4less.example/ad/9", ("tools4less",)),
    ("spoke to Gareth Llewellyn-Price on scene", ("Gareth", "Llewellyn", "Price")),
    ("Kayleigh O'Connor (manager) locked up", ("Kayleigh", "Connor")),
    ("driven by dave smith", ("dave", "smith")),
    ("REPORTED BY KEYHOLDER MRS P. SINGH", ("SINGH",)),
    ("store manager priya patel attended", ("priya", "patel")),
    ("witness mark baker saw lights", ("mark", "baker")),
    ("susp id'd as kyle morgan, known local nominal", ("kyle", "morgan")),
    ("nominal JORDAN O'NEILL AKA RAZOR nearby", ("JORDAN", "NEILL", "RAZOR")),
    ("PC 1234 Wiliams attended", ("1234", "Wiliams")),
    ("oic dc 4471 hughes", ("4471", "hughes")),
    ("staff member zbigniew kowalczyk opened up", ("zbigniew", "kowalczyk")),
    ("Dr A Okonkwo-Bright next door", ("Okonkwo", "Bright")),
    ("tommo the driver ran off", ("tommo",)),
    ("owner told offrs that jaswinder said so", ("jaswinder",)),
    ("delivery to SY11 1AA", ("SY11 1AA", "1AA")),
    ("postcode sy11aa", ("sy11aa",)),
    ("at wr12bd nr the canal", ("wr12bd",)),
    ("HR4-9XZ ON THE PARCEL", ("9XZ",)),
    ("rear of 14a Corve St forced", ("14a", "Corve")),
    ("The Old Forge, Mill Lane broken into", ("Old Forge", "Mill Lane")),
    ("UNIT 4 FOO RETAIL PARK ATTACKED", ("UNIT 4", "FOO RETAIL PARK")),
    ("flat 2, 22 meole brace rd", ("flat 2", "meole")),
    ("garage at 118-120 Abbey Foregate", ("118", "Abbey Foregate")),
    ("lives at 3 the paddock", ("3 the paddock",)),
    ("seen on hollybush lane heading north", ("hollybush",)),
    ("grid SO 123 456", ("123 456",)),
    ("found at 351200, 275100 in a ditch", ("351200", "275100")),
    ("w3w ///filled.count.soap", ("filled.count.soap",)),
    ("dumped at 52.70731, -2.75533", ("52.70731", "2.75533")),
    ("linked to Op LANTERN", ("LANTERN",)),
    ("part of operation nightjar", ("nightjar",)),
    ("OP BLACK KESTREL PLANNED SATURDAY", ("KESTREL",)),
    ("see Operation “Red Kite” log", ("Red Kite",)),
    ("attributed to OCG WM-0147", ("0147", "WM-")),
    ("ocg/wm/012 have plant", ("wm/012",)),
    ("OCG 1234 nominals", ("1234",)),
    ("crime 22/104567/24 same mo", ("104567",)),
    ("urn 12XY0012345", ("0012345",)),
    ("log 0456 of 12th", ("0456",)),
    ("graded 3x5x2, intel log 4432", ("3x5x2", "4432")),
    ("eval B1C source", ("B1C",)),
    ("exhibit ABC/1 seized, DNA hit", ("ABC/1", "DNA")),
    ("footwear mark and SmartWater found", ("SmartWater", "ootwear mark")),
    ("imei 35-209900-176148-1", ("209900", "176148")),
    ("ip 192.168.1.10 on dvr", ("192.168",)),
    ("card 4929 1234 5678 9012 used", ("4929", "9012")),
    ("sort code 12-34-56 acc 12345678", ("12-34-56", "12345678")),
    ("dob 12/03/1990", ("1990",)),
    ("nino QQ 12 34 56 C", ("12 34 56",)),
    ("two white males aged 20-25, IC1", ("white males", "20-25", "IC1")),
    ("loss £12,345.67", ("12,345",)),
]


@pytest.mark.parametrize(("text", "gone"), PLANTED)
@pytest.mark.parametrize("case", [str, str.upper, str.lower])
def test_no_planted_identifier_survives(text: str, gone: tuple[str, ...], case) -> None:
    left = _normal(redact_passage(f"Offs forced the rear door. {case(text)}").text)
    for identifier in gone:
        assert _normal(identifier) not in left, left


def test_all_planted_in_one_text_without_punctuation() -> None:
    text = " then ".join(re.sub(r"[.,;]\s", " ", text) for text, _ in PLANTED)
    left = redact_passage(text).text.casefold()
    survived = [each for _, gone in PLANTED for each in gone if each.casefold() in left]
    assert survived == []


def test_what_the_caller_knows_goes_however_it_is_typed() -> None:
    known = KnownIdentifiers(
        people=("Ann Meadow",),
        premises=("Corner Stores",),
        registrations=("XX19FGH",),
        operations=("Lantern",),
        groups=("The Bakers",),
        references=("22/104",),
        allowed=("Oswestry",),
    )
    left = redact_passage(
        "a. meadow? ann-meadow of CORNER stores, oswestry; lantern, the bakers; ref 22 / 104", known
    ).text.casefold()
    for gone in ("ann-meadow", "corner stores", "lantern", "bakers", "104"):
        assert gone not in left
    assert "oswestry" in left


def test_a_postcode_leaves_its_outward_half_and_a_sum_its_band() -> None:
    done = redact_passage("At SY11 1AA, loss £12,000")
    assert done.text == "At SY11, loss £10,000 to £25,000"
    assert {str(each.category): each.n for each in done.removed} == {"postcode": 1, "exact value": 1}


def test_runs_of_a_kind_leave_one_mark() -> None:
    done = redact_passage("seen by Gareth Jones, Priya Patel and Liam Hughes")
    assert done.text == "seen by [removed: name]"
    assert done.n == 1


def test_a_text_without_details_stays_as_it_is() -> None:
    assert redact_passage("").text == ""
    assert redact_passage("Rear door forced").removed == ()


def _normal(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
