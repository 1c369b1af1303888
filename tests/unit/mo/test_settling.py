"""What the sources of one offence say together."""

import pytest

from sac_dash.mo import code_offences, load_vocabulary
from tests.unit.mo.test_coding import offences, pairs, values


def _outcomes(text, *stated):
    tags = code_offences(offences(text), values(*stated), load_vocabulary())
    return {code for facet, code in pairs(tags) if facet == "outcome"}


@pytest.mark.parametrize(
    "text",
    [
        "Rear door forced, cigarettes and cash missing.",
        "Laptops stolen from the office. Tried to force the store room but the door held.",
    ],
)
def test_loot_completes_the_whole_whatever_part_failed(text):
    assert _outcomes(text) == {"completed"}


def test_where_nothing_was_stolen_nothing_was_completed():
    assert "completed" not in _outcomes("Window smashed and offenders entered. Nothing was stolen.")


def test_failed_entry_without_loot_stays_an_attempt():
    assert "attempt" in _outcomes("Offenders tried to force the rear door but failed to gain entry.")
