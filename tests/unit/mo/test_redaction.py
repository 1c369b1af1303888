"""Descriptions of people do not leave the unit."""

from __future__ import annotations

import pytest

from sac_dash.mo import load_vocabulary, redact


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


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Suspect (M/W, 30s) threw a brick", ("m/w", "30s")),
        ("2 H/M suspects fled in an SUV", ("h/m",)),
        ("males speaking with a Birmingham accent", ("birmingham",)),
        ("hispanic male, 5'10", ("hispanic", "male")),
        ("offenders of Albanian appearance", ("albanian",)),
        ("Brummie accent heard", ("brummie",)),
    ],
)
def test_descriptors_in_other_forces_words(text: str, gone: tuple[str, ...]) -> None:
    cleaned = redact(text).lower()

    assert all(word not in cleaned for word in gone)


def test_no_code_of_the_vocabulary_describes_a_person() -> None:
    labels = {label.lower() for label in load_vocabulary().labels().values()}

    assert not any(
        word in label.split() for label in labels for word in ("male", "female", "white male", "asian")
    )
    assert all(redact(label) == label for label in labels)


def test_offences_keep_their_words() -> None:
    text = "Black Audi, white van, crowbar used on front door, £200 cash"

    assert redact(text) == text
