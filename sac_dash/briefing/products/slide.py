"""The briefing slide: one series, one finding, read from five metres away.

Left the journey on the map; right when, what sets it apart, and one thing that does not fit, because a
room that is shown only what agrees learns nothing. Along the foot what to look for, what is asked, whom to
call. Template: domain notes on practice; at most some sixty words.
"""

from __future__ import annotations

from sac_dash.briefing import series_words as words
from sac_dash.briefing.document import Bullets, Document, Passage, Shape, SlideBody, Voice
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.products.series_provenance import series_provenance
from sac_dash.briefing.rendering import MAP_IN, TIMELINE_IN
from sac_dash.briefing.series_content import content_of
from sac_dash.briefing.series_pictures import draw_series_map, draw_windows
from sac_dash.briefing.source import BriefingSource

PRODUCT = "slide"


def compose(source: BriefingSource, request: BriefRequest) -> Document:
    """Return the slide of a series.

    Raises
    ------
    SacDashError
        When no series is called so.
    """
    content = content_of(source, request.scope)
    drawn = draw_series_map(source, content, *MAP_IN, for_slide=True)
    slide = SlideBody(
        map=drawn,
        no_map="" if drawn else f"No place is known of these {content.n} offences: there is no map.",
        timeline=draw_windows(source, content, *TIMELINE_IN, for_slide=True),
        distinguishes=Bullets("distinguishes", "What sets it apart", words.distinguishing(content)),
        does_not_fit=Passage("does_not_fit", "Does not fit", words.does_not_fit(content)),
        look_for=Passage("look_for", "Look for", words.look_for(content)),
        ask=Passage("ask", "Ask of officers", f"Report sightings and recoveries, quoting {content.called}"),
        contact=Passage("contact", "Contact", source.made_by),
    )
    return Document(
        product=PRODUCT,
        kicker=f"Series {content.called}",
        title=Passage("title", "Finding", words.slide_headline(content), Voice.FINDING),
        shape=Shape.SLIDE,
        blocks=(),
        provenance=series_provenance(source, content, request, PRODUCT),
        slide=slide,
    )
