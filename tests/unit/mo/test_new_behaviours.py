"""What recurs and is not read comes up; what everyone writes, or what tells of a person, does not."""

from __future__ import annotations

import polars as pl
import pytest

from sac_dash.domain.columns import TAGS
from sac_dash.mo.new_behaviours import UnreadParameters, unread_phrases
from sac_dash.mo.vocabulary import load_vocabulary

PLACES = ("barn", "mill", "yard", "shed", "byre", "loft", "wharf", "quay", "lodge", "grange")


def phrases_of(
    texts: list[str | None],
    tags: pl.DataFrame | None = None,
    parameters: UnreadParameters | None = None,
    **limits: int,
) -> dict[str, int]:
    offences = pl.DataFrame({"mo_text": texts}, schema={"mo_text": pl.String})
    tags = pl.DataFrame(schema=dict(TAGS)) if tags is None else tags
    found = unread_phrases(offences, tags, load_vocabulary(), parameters=parameters, **limits)
    return dict(zip(found["phrase"].to_list(), found["offences"].to_list(), strict=True))


def span(row: int, start: int, end: int) -> pl.DataFrame:
    tag = {"row": [row], "facet": ["tool"], "code": ["crowbar"], "start": [start], "end": [end]}
    return pl.DataFrame(tag).select(
        *(
            (pl.col(name) if name in tag else pl.lit(None)).cast(kind).alias(name)
            for name, kind in TAGS.items()
        )
    )


def test_a_recurring_phrase_is_counted_once_an_offence() -> None:
    texts: list[str | None] = [
        f"Left a pink flamingo by the {place}. Pink flamingo again." for place in PLACES[:5]
    ]

    assert phrases_of(texts) == {"left a pink flamingo": 5}


def test_too_few_offences_are_no_pattern() -> None:
    assert "pink flamingo" not in phrases_of(["pink flamingo left"] * 4)


def test_words_inside_a_span_are_not_unread() -> None:
    texts: list[str | None] = ["pink flamingo left"] * 5
    tags = pl.concat([span(row, 0, len("pink flamingo")) for row in range(5)])

    assert phrases_of(texts, tags) == {}


def test_no_phrase_crosses_punctuation_or_a_span() -> None:
    assert "flamingo windmill" not in phrases_of(["Pink flamingo. Windmill broken"] * 5)


def test_the_longest_wording_stands_for_its_parts() -> None:
    found = phrases_of(["they painted pink flamingo shapes"] * 6)

    assert "painted pink flamingo shapes" in found
    assert "pink flamingo" not in found


def test_house_style_is_left_out_where_there_are_enough_texts() -> None:
    texts: list[str | None] = ["Times and date shown."] * 200 + ["Pink flamingo left."] * 10

    found = phrases_of(texts)

    assert "pink flamingo left" in found or "pink flamingo" in found
    assert not any("date shown" in phrase for phrase in found)


def test_a_small_force_has_no_house_style_to_tell() -> None:
    assert phrases_of(["Pink flamingo"] * 20) == {"pink flamingo": 20}


def test_descriptions_of_people_never_come_up() -> None:
    assert (
        phrases_of(["romanian suspects aged 30 spoke romanian language"] * 6, min_offences=5)
        .keys()
        .isdisjoint({"romanian suspects", "aged 30"})
    )


def test_small_words_and_numbers_begin_and_end_nothing() -> None:
    for phrase in phrases_of(["at about 10 pink flamingo of the 20"] * 6):
        assert phrase.split()[0] in ("pink", "flamingo")
        assert phrase.split()[-1] in ("pink", "flamingo")


def test_most_frequent_first_and_no_more_than_asked() -> None:
    texts: list[str | None] = ["pink flamingo"] * 7 + ["brass trumpet"] * 9 + [None, ""]

    assert list(phrases_of(texts, top=1)) == ["brass trumpet"]


def test_examples_are_rows() -> None:
    offences = pl.DataFrame({"mo_text": ["nil", *["pink flamingo"] * 6]})
    found = unread_phrases(offences, pl.DataFrame(schema=dict(TAGS)), load_vocabulary())

    assert found["examples"].to_list() == [[1, 2, 3]]


@pytest.mark.parametrize("longest", [2, 3])
def test_length_is_bounded(longest: int) -> None:
    found = phrases_of(["red green blue yellow mauve"] * 6, parameters=UnreadParameters(longest=longest))

    assert max(len(phrase.split()) for phrase in found) <= longest
