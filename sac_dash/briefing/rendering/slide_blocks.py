"""A briefing slide as blocks, for a format that has pages but no slides."""

from __future__ import annotations

from sac_dash.briefing.document import Block, Document, Heading, Passage, Picture, Row, SlideBody, Voice
from sac_dash.briefing.rendering.look import NOTHING_DRAWN


def blocks_of(document: Document) -> tuple[Block, ...]:
    """Return a document's blocks, a slide's in the order and proportions of the slide."""
    if document.slide is None:
        return document.blocks
    slide = document.slide
    right: tuple[Block, ...] = (
        *_drawn(slide.timeline),
        Heading(slide.distinguishes.label, 2),
        slide.distinguishes,
        *_titled(slide.does_not_fit),
    )
    foot = tuple(_titled(each) for each in (slide.look_for, slide.ask, slide.contact))
    return (Row((_map(slide), right), (58, 42)), Row(foot, (1, 1, 1)), *document.blocks)


def _map(slide: SlideBody) -> tuple[Block, ...]:
    return _drawn(slide.map) or (Passage("", "", slide.no_map or NOTHING_DRAWN, Voice.NOTE),)


def _drawn(picture: Picture | None) -> tuple[Picture, ...]:
    return (picture,) if picture else ()


def _titled(passage: Passage) -> tuple[Block, ...]:
    return (Heading(passage.label, 2), passage)
