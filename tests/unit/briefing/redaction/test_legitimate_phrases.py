"""How an offence was done stays readable: roads, machines, tools, brands and times are no identifiers."""

from __future__ import annotations

import pytest

from sac_dash.briefing.redaction import redact_passage

KEPT = [
    "Two offenders used a telehandler to pull the machine from the wall",
    "Stihl saw and cutting disc used on the shutter",
    "made off on the A49 towards the M5",
    "left via the A5 and the M54 at speed",
    "Audi RS4 on false plates",
    "JCB 531-70 stolen from a nearby farm",
    "Manitou MT625 used as an instrument",
    "Merlo telehandler driven through the front wall",
    "Entry via rear fire exit between 0200 and 0300 hrs",
    "BMW 320D and VW Golf R",
    "PIN pad and ATM cassettes taken",
    "Alarm activated at 02:15, offenders on scene for 4 mins",
    "Unit broken into by forcing roller shutter",
    "left via main road in a flatbed lorry",
    "angle grinder, bolt croppers and crowbar",
    "Massey Ferguson tractor used to ram front",
    "2 x vehicles, white Ford Transit and a grey VW Caddy",
    "24/7 garage, 50 cartons of cigarettes, Lambert & Butler",
    "smashed glass with a sledgehammer at 3am",
    "at 10 the alarm sounded",
    "A49 via the slip road",
    "in 20 min",
    "high performance car, sat nav left behind",
    "shutter jemmied, till drawer taken",
    "roof tiles removed and ceiling cut",
    "phone line cut before entry",
    "CCTV recorder taken, camera sprayed",
    "gas and explosive used on the ATM",
    "chain and strap fixed to a 4x4",
    "Ifor Williams trailer stolen the same night",
    "John Deere quad taken",
    "untidy search of the office only",
    "offender hid inside until closing",
    "side street behind the shops",
    "country lane with no lighting",
    "door kicked in, 3 attempts at the lock",
    "alarm box foamed",
    "Bosch and Makita power tools",
    "BLACK AUDI SEEN LEAVING AT SPEED",
    "FORCED REAR DOOR WITH CROWBAR, ALARM ACTIVATED",
    "Land Rover Defender reversed into the front window",
    "Seat Leon Cupra and a VW Golf GTI",
    "Ford Focus ST waiting nearby",
    "entered by the kitchen window",
    "cut padlock on the gate, drove across fields",
    "cash machine dragged onto a flatbed",
    "wheelie bin used to carry tobacco",
    "gloves, balaclava and dark clothing",
    "loaded into a Luton van",
    "burnt out vehicle found the next day",
    "vehicle stolen the same night from a farm",
    "attempt only, disturbed by security guard",
    "mobile phones and laptops taken",
    "copper cable cut with bolt croppers",
    "door off its hinges",
    "Mercedes Sprinter on cloned plates",
    "skylight smashed with a brick",
    "sacks filled and passed through the hole",
    "no entry gained",
    "Petrol station kiosk attacked on a Sunday",
    "Volvo XC90 and an Audi S3",
    "generator 6 kVA and 20 litres of diesel",
    "Hilti breaker, DeWalt drill",
    "operation of the shutter was not affected",
]


@pytest.mark.parametrize("text", KEPT)
def test_a_phrase_about_the_deed_stays_unchanged(text: str) -> None:
    assert redact_passage(text).text == text
