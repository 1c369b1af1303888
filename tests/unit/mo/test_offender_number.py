"""How many offenders there were."""

from __future__ import annotations

import pytest

from sac_dash.mo.offender_number import code_of_count, find_offender_number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Unk offs x3 forced door", "three"),
        ("four masked males", "four_plus"),
        ("2 suspects seen", "two"),
        ("3 x unknown males", "three"),
        ("offender(s) x 2", "two"),
        ("gang of five", "four_plus"),
        ("believed four in number", "four_plus"),
        ("One male kept watch while two males entered", "two"),
        ("SUSP 1 AND SUSP 2 used a pry tool", "two"),
        ("S1-3 entered the store", "three"),
        ("Male 1 forces the till while males 2 and 3 fill bags", "three"),
        ("Four of them got out", "four_plus"),
        ("One masked driver remained while 3 others ran inside", "four_plus"),
        ("2 in, 1 driver", "three"),
        ("3 + driver", "four_plus"),
        ("1 male and 1 female", "two"),
        ("The pair then made off", "two"),
        ("a quartet in balaclavas", "four_plus"),
        ("2 shaven-headed males", "two"),
        ("Suspects: 4", "four_plus"),
        ("offenders unk to owner x3", "three"),
        ("Suspect (M/W) threw a rock", "one"),
        ("Unknown male has entered", "one"),
        ("He then made off on foot", "one"),
    ],
)
def test_numbers_as_officers_write_them(text: str, code: str) -> None:
    counted = find_offender_number(text)

    assert counted is not None
    assert counted.code == code


@pytest.mark.parametrize(
    "text",
    [
        "2 tills forced",
        "two members of staff",
        "3 vehicles",
        "no offender seen",
        "",
        "a pair of bolt croppers",
        "male member of staff aged 30",
        "suspect 30 years",
        "window to the male toilets",
        "within 2 mins",
        "Unk male/s",
        "Offender forced the door",
        "Witness saw a male",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_offender_number(text) is None


def test_doubt_is_kept() -> None:
    counted = find_offender_number("at least 3 offenders")

    assert counted is not None
    assert counted.hedged


@pytest.mark.parametrize(
    ("value", "code"), [("3", "three"), ("4+", "four_plus"), ("Two offenders", "two"), ("0", None)]
)
def test_structured_numbers(value: str, code: str | None) -> None:
    assert code_of_count(value) == code
