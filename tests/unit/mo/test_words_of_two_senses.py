"""Words that an analyst caught meaning something else."""

import pytest

from sac_dash.domain.facets import TagState
from sac_dash.mo import load_vocabulary
from sac_dash.mo.reading import Reader

READER = Reader(load_vocabulary())


def _present(text):
    return {(r.facet, r.code) for r in READER.read(text) if r.state is TagState.PRESENT}


@pytest.mark.parametrize(
    ("text", "facet", "code"),
    [
        ("Offenders captured on footage leaving in a Ford Focus", "getaway", "renault"),
        ("ATM casing cut open with grinder", "group", "recce"),
        ("cut a hoe in the shutter with a grinder", "tool", "crossbar_spade"),
        ("quarter of an hour inside", "group", "over_hour"),
        ("half hour inside the store", "group", "over_hour"),
        ("one male stayed behind counter", "entry_method", "hid_inside"),
        ("crime number passed to informant", "carrier", "human_chain"),
        ("fish and chip shop attacked", "entry_method", "reached_in"),
        ("cash from ATM stolen", "atm_attack", "rip_out"),
        ("alarm box removed from front wall", "entry_method", "wall_breached"),
        ("through-the-wall ATM attacked with grinder", "entry_method", "wall_breached"),
        ("brick thrown through drive thru window", "entry_method", "ram_raid"),
    ],
)
def test_the_other_sense_is_not_read(text, facet, code):
    assert (facet, code) not in _present(text)


@pytest.mark.parametrize(
    ("text", "facet", "code"),
    [
        ("left in a Renault Captur", "getaway", "renault"),
        ("males seen casing the premises", "group", "recce"),
        ("on site over an hour", "group", "over_hour"),
        ("offender stayed behind until staff left", "entry_method", "hid_inside"),
        ("boxes passed out of window", "carrier", "human_chain"),
        ("fished keys out, reached through letterbox", "entry_method", "reached_in"),
        ("ATM stolen from foyer", "atm_attack", "rip_out"),
        ("gained entry through wall from unit next door", "entry_method", "wall_breached"),
        ("through-the-wall ATM attacked with grinder", "atm_install", "through_wall"),
    ],
)
def test_the_sense_that_is_meant_still_is(text, facet, code):
    assert (facet, code) in _present(text)
