"""Marks, telephone numbers and postcodes of every format go, whatever text they are set in."""

from __future__ import annotations

import re
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from sac_dash.briefing.redaction import KnownIdentifiers, redact_passage
from sac_dash.briefing.redaction.lexicon import AREAS, is_ordinary

LETTER = st.sampled_from("BCDFGHJKLMNPQRSTVWXYZ")
DIGIT = st.sampled_from(string.digits)
SOME = settings(max_examples=60, deadline=None, derandomize=True)


def of(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


def many(each: st.SearchStrategy[str], n: int) -> st.SearchStrategy[str]:
    return st.lists(each, min_size=n, max_size=n).map("".join)


GAP = st.sampled_from(["", " ", "-"])
CURRENT = of(many(LETTER, 2), many(DIGIT, 2), GAP, many(LETTER, 3))
PREFIX = of(LETTER, many(DIGIT, 3), GAP, many(LETTER, 3))
SUFFIX = of(many(LETTER, 3), GAP, many(DIGIT, 3), LETTER)
DRAMA = st.tuples(st.sampled_from(["07700", "+44 7700", "0044 7700", "(0)7700"]), GAP, many(DIGIT, 3)).map(
    lambda parts: f"{parts[0]}{parts[1]}900{parts[1]}{parts[2]}"
)
POSTCODE = of(
    st.sampled_from(sorted(area for area in AREAS if len(area) == 2)),
    st.sampled_from("123456789"),
    st.sampled_from(["", " "]),
    DIGIT,
    many(st.sampled_from("ABDEFGHJLNPQRSTUWXYZ"), 2),
).filter(lambda code: not re.search(r"\d(?:ST|ND|RD|TH|FT|HR|IN|XL)$", code))
WORDS = st.lists(
    st.sampled_from(
        [
            "rear",
            "door",
            "forced",
            "by",
            "offs",
            "using",
            "crowbar,",
            "white",
            "van",
            "seen",
            "alarm",
            "cut",
            ".",
            "tobacco",
            "taken",
            "at",
            "0200",
        ]
    ),
    max_size=8,
).map(" ".join)


@SOME
@given(mark=st.one_of(CURRENT, PREFIX, SUFFIX), before=WORDS, after=WORDS, lower=st.booleans())
def test_no_registration_mark_survives(mark: str, before: str, after: str, lower: bool) -> None:
    said = mark.lower() if lower else mark
    left = redact_passage(f"{before} reg {said} {after}").text
    assert plain(mark) not in plain(left)


@SOME
@given(mark=CURRENT, before=WORDS, after=WORDS)
def test_a_current_mark_needs_no_word_beside_it(mark: str, before: str, after: str) -> None:
    left = redact_passage(f"{before} {mark} {after}").text
    assert is_ordinary(mark[-3:]) or plain(mark) not in plain(left)


@SOME
@given(number=DRAMA, before=WORDS, after=WORDS)
def test_no_telephone_number_survives(number: str, before: str, after: str) -> None:
    left = redact_passage(f"{before} {number} {after}").text
    assert re.sub(r"\D", "", number)[-9:] not in re.sub(r"\D", "", left)


@SOME
@given(code=POSTCODE, before=WORDS, after=WORDS, lower=st.booleans())
def test_no_full_postcode_survives(code: str, before: str, after: str, lower: bool) -> None:
    left = redact_passage(f"{before} {code.lower() if lower else code} {after}").text
    assert plain(code) not in plain(left)


@SOME
@given(text=st.text(max_size=200))
def test_any_text_can_be_redacted(text: str) -> None:
    known = KnownIdentifiers(people=("Ann Example",), references=("22/104",))
    left = redact_passage(f"{text} ann-example 22/104", known)
    assert "ann-example" not in left.text


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
