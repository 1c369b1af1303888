"""What no file may hold is taken out, and what turns text is shown."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sac_dash.briefing.rendering.markup import tag
from sac_dash.briefing.rendering.wording import one_line, paragraphs_of, plain_text, runs_right_to_left


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_whatever_was_written_is_well_formed_xml(text):
    ET.fromstring(tag("p", text, title=text))


def test_line_ends_and_tabs_stay():
    assert plain_text("a\r\nb\tc\rd") == "a\nb\tc\nd"


def test_marks_that_turn_text_are_written_out():
    assert plain_text("exe\u202ecod") == "exe⟨202E⟩cod"


def test_paragraphs_are_parted_by_blank_lines():
    assert paragraphs_of(" one\nmore \n\n \n two\n\n") == ["one\nmore", "two"]
    assert paragraphs_of(" \n ") == []


@pytest.mark.parametrize(
    ("text", "turned"), [("قرب", True), ("22 قرب", True), ("near قرب", False), ("22", False)]
)
def test_the_first_letter_says_the_direction(text, turned):
    assert runs_right_to_left(text) is turned


def test_a_title_is_one_line():
    assert one_line("a\n b\x00 ") == "a b"
