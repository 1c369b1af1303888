"""Nothing is read into text that is not English."""

from __future__ import annotations

import pytest

from sac_dash.mo.language import LanguageParameters, is_foreign
from sac_dash.mo.reading import Reader
from sac_dash.mo.vocabulary import load_vocabulary

FOREIGN = [
    "Der Täter hebelte die Tür der Bar auf und entwendete den Safe.",
    "Unbekannte brachen in der Nacht in eine Tankstelle ein. Das Gas war abgestellt.",
    "Les auteurs ont forcé la porte du bar avec un pied de biche et ont pris la caisse.",
    "Los autores entraron por la puerta y se llevaron la caja del bar.",
    "Sprawcy weszli przez okno na zapleczu, nie został zabrany żaden sejf, ale się bar",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_foreign_text_is_told(text: str) -> None:
    assert is_foreign(text)
    assert Reader(load_vocabulary()).read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Offs forced rear door of bar, safe taken",
        "UNK SUSP SMASHED FRONT GLASS, FLED SB ON FOOT",
        "Entry to ind est unit, value est 500, des res, la la land: no more than that was seen by the witness",
    ],
)
def test_english_and_shorthand_are_not(text: str) -> None:
    assert not is_foreign(text)


def test_how_much_is_enough_is_a_parameter() -> None:
    assert is_foreign("der und", LanguageParameters(fewest_foreign_words=2))
    assert not is_foreign("der und")
