"""Where everything stands on a briefing slide, and at which size: one plan for PDF and PPTX.

A slide is read from five metres away. The title is never under 30 points and nothing an officer must take
in is under 16; words that find no room at that size are cut, and :attr:`SlidePlan.too_long` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sac_dash.briefing.document import Bullets, Document, Passage, SlideBody
from sac_dash.briefing.provenance import Provenance
from sac_dash.briefing.rendering.measure import LEADING, Fitted, Line, fit, height_in, wrapped
from sac_dash.briefing.rendering.wording import one_line, paragraphs_of

WIDTH_IN, HEIGHT_IN = 13.333, 7.5
EDGE_IN = 0.4
MARKING_IN = 0.28  # the bands at the top and the foot
STRAP_IN = 0.28  # kicker and banner
FOOT_PT = 6.8
FOOT_GAP_IN = 0.04
TITLE_START_PT, TITLE_FLOOR_PT = 36.0, 30.0
BODY_START_PT, BODY_FLOOR_PT = 20.0, 16.0
LABEL_PT = 14.0
MAP_SHARE = 0.58
PAD_IN = 0.1
BULLET_IN = 0.24
GUTTER_IN = 0.12


@dataclass(frozen=True)
class Box:
    """A place on a page, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Return where it ends."""
        return self.top + self.height


INNER_IN = WIDTH_IN - 2 * EDGE_IN
TOP_BAND = Box(0, 0, WIDTH_IN, MARKING_IN)
FOOT_BAND = Box(0, HEIGHT_IN - MARKING_IN, WIDTH_IN, MARKING_IN)
STRAP = Box(EDGE_IN, 0.34, INNER_IN, STRAP_IN)
TITLE = Box(EDGE_IN, 0.66, INNER_IN, 1.0)
MAP_BOX = Box(EDGE_IN, 1.72, INNER_IN * MAP_SHARE, 3.8)
RIGHT_IN = INNER_IN - MAP_BOX.width - GUTTER_IN
TIMELINE_BOX = Box(WIDTH_IN - EDGE_IN - RIGHT_IN, MAP_BOX.top, RIGHT_IN, 0.8)
ACTIONS_TOP_IN = 5.58
FOOT_CLEAR_IN = 0.07  # between the boxes along the foot and the lines under them


@dataclass(frozen=True)
class TextBox:
    """A labelled text in its place."""

    label: str
    box: Box
    text: Fitted
    bulleted: bool = False


@dataclass(frozen=True)
class SlidePlan:
    """A briefing slide laid out.

    Parameters
    ----------
    title
        The finding.
    distinguishes, does_not_fit
        Right of the map.
    actions
        Look for, ask, contact: along the foot.
    foot
        Its two lines of provenance, wrapped.
    too_long
        One sentence for each text that had to be cut.
    """

    title: TextBox
    distinguishes: TextBox
    does_not_fit: TextBox
    actions: tuple[TextBox, TextBox, TextBox]
    foot: tuple[str, ...]
    too_long: tuple[str, ...]

    def texts(self) -> tuple[TextBox, ...]:
        """Return every text, in the order of reading."""
        return (self.title, self.distinguishes, self.does_not_fit, *self.actions)


def plan_slide(document: Document, slide: SlideBody) -> SlidePlan:
    """Lay a briefing slide out."""
    title = TextBox("Title", TITLE, fit_title(document.title.text, TITLE))
    distinguishes, does_not_fit = _plan_right(slide)
    actions = _plan_actions(slide, actions_box(document.provenance))
    texts = (title, distinguishes, does_not_fit, *actions)
    too_long = tuple(too_long_by(each.label, each.text) for each in texts if each.text.words_over)
    foot = tuple(foot_lines(document.provenance, INNER_IN))
    return SlidePlan(title, distinguishes, does_not_fit, actions, foot, too_long)


def too_long_by(label: str, text: Fitted) -> str:
    """Return the sentence that says how much too long a text is for its place."""
    many = "word" if text.words_over == 1 else "words"
    return f"“{label}” is too long by {text.words_over} {many} to be read from five metres; the end is cut"


def fit_title(text: str, box: Box) -> Fitted:
    """Return a slide's title as it fits its place."""
    return fit([Line(one_line(text), bold=True)], (box.width, box.height), TITLE_START_PT, TITLE_FLOOR_PT)


def foot_lines(provenance: Provenance, room_in: float, size_pt: float = FOOT_PT) -> list[str]:
    """Return the two lines of provenance as they wrap at the foot of a page."""
    return [line for said in provenance.foot() for line in wrapped(one_line(said), room_in, size_pt) if line]


def foot_height_in(provenance: Provenance) -> float:
    """Return the room a slide's lines of provenance take above the lower marking."""
    return len(foot_lines(provenance, INNER_IN)) * FOOT_PT * LEADING / 72 + FOOT_GAP_IN


def actions_box(provenance: Provenance) -> Box:
    """Return the place along the foot: down to the lines of provenance, however many they are."""
    bottom = HEIGHT_IN - MARKING_IN - foot_height_in(provenance) - FOOT_CLEAR_IN
    return Box(EDGE_IN, ACTIONS_TOP_IN, INNER_IN, bottom - ACTIONS_TOP_IN)


def _plan_right(slide: SlideBody) -> tuple[TextBox, TextBox]:
    top = TIMELINE_BOX.bottom + 0.5 * GUTTER_IN
    high, wide = MAP_BOX.bottom - top, RIGHT_IN - 2 * PAD_IN
    said, against = slide.distinguishes, slide.does_not_fit
    bullets, lines = _bullet_lines(said), _lines(against)
    frame = 2 * (_label_in() + PAD_IN)
    size = fit([*bullets, *lines], (wide, high - frame), BODY_START_PT, BODY_FLOOR_PT).size_pt
    wanted = height_in(lines, wide, size)
    lower = (
        min(wanted, 0.42 * (high - frame))
        if height_in(bullets, wide, size) + wanted > high - frame
        else wanted
    )
    upper_box = Box(TIMELINE_BOX.left, top, RIGHT_IN, high - lower - _label_in() - PAD_IN)
    lower_box = Box(TIMELINE_BOX.left, upper_box.bottom, RIGHT_IN, MAP_BOX.bottom - upper_box.bottom)
    return (
        TextBox(said.label, upper_box, fit(bullets, (wide, _room(upper_box)), size, size), bulleted=True),
        TextBox(against.label, lower_box, fit(lines, (wide, _room(lower_box)), size, size)),
    )


def _plan_actions(slide: SlideBody, whole: Box) -> tuple[TextBox, TextBox, TextBox]:
    passages = (slide.look_for, slide.ask, slide.contact)
    wide = (whole.width - 2 * GUTTER_IN) / 3
    boxes = [
        Box(whole.left + place * (wide + GUTTER_IN), whole.top, wide, whole.height) for place in range(3)
    ]
    room = (wide - 2 * PAD_IN, whole.height - PAD_IN - _label_in())
    sizes = [fit(_lines(each), room, BODY_START_PT, BODY_FLOOR_PT).size_pt for each in passages]
    look, ask, contact = (
        TextBox(each.label, box, fit(_lines(each), room, min(sizes), min(sizes)))
        for each, box in zip(passages, boxes, strict=True)
    )
    return look, ask, contact


def _room(box: Box) -> float:
    return box.height - PAD_IN - _label_in()


def _label_in() -> float:
    return LABEL_PT * 1.3 / 72


def _lines(passage: Passage) -> Sequence[Line]:
    return [Line(each) for each in paragraphs_of(passage.text)] or [Line("")]


def _bullet_lines(bullets: Bullets) -> Sequence[Line]:
    return [Line(one_line(each), indent_in=BULLET_IN, gap_pt=1) for each in bullets.items] or [Line("")]
