"""Descriptions of people do not leave the unit."""

from __future__ import annotations

import pytest

from sac_dash.mo import redact


@pytest.mark.parametrize(
    "text",
    [
        "IC1 male seen",
        "two black males",
        "suspect aged 20-25 years",
        "a 30 year old man",
        "Eastern European appearance",
        "Romanian suspects",
        "in his early twenties",
        "6ft tall, slim build",
    ],
)
def test_descriptors_are_removed(text: str) -> None:
    cleaned = redact(text).lower()

    for word in (
        "ic1",
        "black",
        "male",
        "20",
        "30",
        "man",
        "european",
        "romanian",
        "twenties",
        "6ft",
        "slim",
    ):
        assert word not in cleaned


def test_offences_keep_their_words() -> None:
    text = "Black Audi, white van, crowbar used on front door, £200 cash"

    assert redact(text) == text
