"""The briefing slide: fixed places, sizes for five metres, and nothing cut in silence."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from sac_dash.briefing.document import Bullets, Passage
from sac_dash.briefing.rendering import overlong
from sac_dash.briefing.rendering.slide_plan import (
    BODY_FLOOR_PT,
    HEIGHT_IN,
    MAP_BOX,
    TIMELINE_BOX,
    TITLE_FLOOR_PT,
    WIDTH_IN,
    foot_height_in,
    plan_slide,
)

LONG = "stop every flatbed that carries a telehandler by night " * 20


def crowded(slide):
    body = slide.slide
    return replace(
        slide,
        title=Passage("title", "Title", LONG),
        slide=replace(
            body,
            distinguishes=Bullets("apart", "What sets it apart", (LONG, LONG, LONG)),
            does_not_fit=Passage("not", "What does not fit", LONG),
            look_for=Passage("look", "Look for", LONG),
        ),
    )


def boxes(plan):
    return [MAP_BOX, TIMELINE_BOX, *(text.box for text in plan.texts())]


def overlap(one, other):
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 1e-6 and down > 1e-6


def test_nothing_overlaps_or_leaves_the_slide_however_much_is_said(slide):
    for document in (slide, crowded(slide)):
        plan = plan_slide(document, document.slide)
        assert not [pair for pair in combinations(boxes(plan), 2) if overlap(*pair)]
        for box in boxes(plan):
            assert box.left >= 0
            assert box.left + box.width <= WIDTH_IN
            assert box.bottom <= HEIGHT_IN - foot_height_in(document.provenance)


def test_it_can_be_read_from_five_metres(slide):
    for document in (slide, crowded(slide)):
        plan = plan_slide(document, document.slide)
        assert plan.title.text.size_pt >= TITLE_FLOOR_PT >= 30
        assert all(text.text.size_pt >= BODY_FLOOR_PT >= 16 for text in plan.texts())


def test_a_slide_of_sixty_words_fits_whole(slide):
    assert overlong(slide) == ()


def test_three_facts_of_two_lines_and_one_against_have_room(slide):
    fact = "Telehandler from a farm in the same night: 1 in 140 here"
    full = replace(
        slide.slide,
        distinguishes=Bullets("apart", "What sets it apart", (fact, fact, fact)),
        does_not_fit=Passage("not", "What does not fit", "Offence 4: a disc cutter, and no plant was stolen"),
        look_for=Passage(
            "look", "Look for", "A telehandler on the road after 22:00 with a flatbed close behind it"
        ),
    )
    assert overlong(replace(slide, slide=full)) == ()


def test_what_is_cut_is_said_for_each_text(slide):
    said = overlong(crowded(slide))
    assert len(said) == 4
    assert all("too long by" in each for each in said)
    assert said[0].startswith("“Title”")


def test_the_fact_that_speaks_against_is_never_pushed_out(slide):
    plan = plan_slide(crowded(slide), crowded(slide).slide)
    assert len(plan.does_not_fit.text.lines[0].text.split()) > 8


def test_only_slides_can_be_too_long(portrait):
    assert overlong(portrait) == ()
