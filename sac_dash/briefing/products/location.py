"""The location briefing with its trigger plan: what is known of a place, and room for a commander's plan.

In the order of IIMARCH (College of Policing, *Briefing and debriefing*): information, intention, method,
administration, risk assessment, communications, human rights. The program fills what analysis can say; intention,
routes, containment, command and necessity are a commander's and stand open. Nothing is ever put in their place.
"""

from __future__ import annotations

from dataclasses import dataclass

from sac_dash.briefing import location_words as words
from sac_dash.briefing.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    OpenField,
    Passage,
    Row,
    Shape,
    Voice,
)
from sac_dash.briefing.likely_series import LikelySeries, likeliest_series
from sac_dash.briefing.origin import provenance_from
from sac_dash.briefing.place_asked import AskedPlace, place_asked
from sac_dash.briefing.place_history import PlaceHistory, history_of
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.products.series_provenance import with_people
from sac_dash.briefing.provenance import Provenance
from sac_dash.briefing.series_content import SeriesContent, content_of
from sac_dash.briefing.series_pictures import MapSite, draw_series_map
from sac_dash.briefing.series_words import unknowns, window_days
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.intervention import INTERVENTION_LABELS, InterventionKind
from sac_dash.domain.stated_time import say_stated
from sac_dash.patterns.enabler_reach import measure_reach

PRODUCT = "location"
MAP_IN = (3.3, 2.6)
COMMANDER, ANALYST, RESTRICTED = "commander", "analyst", "whoever holds it; restricted"
NOT_RECORDED = "not on record"
COUNTING_RULE = (
    "each offence counted once, attempts included: members of the series, and ATM attacks and commercial"
    " burglaries within 1 km of the place"
)


def compose(source: BriefingSource, request: BriefRequest) -> Document:
    """Return the briefing of a place.

    Raises
    ------
    SacDashError
        When no such place or series is held.
    """
    place = place_asked(source, request.scope)
    named = LikelySeries(request.series, "Named by the analyst") if request.series else None
    chosen = named or likeliest_series(source, place)
    content = content_of(source, chosen.series_id) if chosen.series_id else None
    nearest = words.nearest_offence(source, place, content) if content else None
    briefed = _Briefed(place, content, history_of(source, place), nearest, chosen)
    blocks = (
        *_information(source, briefed),
        *_trigger_plan(source, content),
        *_command(source, content),
        *_after(source, place, content),
    )
    return Document(
        product=PRODUCT,
        kicker=f"Location briefing and trigger plan · {place.called}",
        title=Passage("title", "Finding", words.headline(place, content, nearest), Voice.FINDING),
        shape=Shape.PORTRAIT,
        blocks=blocks,
        provenance=_provenance(source, request, briefed),
    )


@dataclass(frozen=True, eq=False)
class _Briefed:
    """The place, the series it is briefed against, and what lies between them."""

    place: AskedPlace
    content: SeriesContent | None
    history: PlaceHistory
    nearest: words.Nearest | None
    chosen: LikelySeries


def _information(source: BriefingSource, briefed: _Briefed) -> tuple[Block, ...]:
    content = briefed.content
    against = content.title if content else "none"
    window = words.likely_window(content) if content else "Not enough data: no series is named."
    return (
        Heading("1 Information"),
        Row(
            (
                (Facts(premises_facts(source, briefed.place)),),
                (
                    OpenField("restricted", "Keyholder, opening hours", RESTRICTED, 1),
                    OpenField("atm", "ATM: install, operator, fill days", RESTRICTED, 1),
                ),
            ),
            (1.35, 1.0),
        ),
        Passage("series", "Briefed against", f"{against}. {briefed.chosen.reason}.", headed=True),
        _why(source, briefed),
        Passage("window", "Likely window", window, headed=True),
    )


def _why(source: BriefingSource, briefed: _Briefed) -> Block:
    """Return why this place, beside the map where there is one."""
    content, history = briefed.content, briefed.history
    if content is None:
        return Bullets("why", "About this place", words.say_history(source, history), headed=True)
    told = words.why_here(source, briefed.place, content, history, briefed.nearest)
    said = Bullets("why", "Why this place", told, headed=True)
    drawn = draw_series_map(source, content, *MAP_IN, site=_site_of(briefed.place))
    return Row(((said,), (drawn,)), (1.15, 1.0)) if drawn else said


def _site_of(place: AskedPlace) -> MapSite | None:
    """Return the place as a map sets it off, where it is known."""
    if place.easting is None or place.northing is None or place.crs is None:
        return None
    return MapSite(place.easting, place.northing, place.crs, place.called)


def premises_facts(source: BriefingSource, place: AskedPlace) -> tuple[tuple[str, str], ...]:
    """Return what is on record of the premises, what is not said so."""
    address = ", ".join(filter(None, (place.address, place.town, place.postcode)))
    coded = place.kind_label
    kind = (
        f"{place.premises_type} ({coded})" if place.premises_type and coded != place.premises_type else coded
    )
    metres = (
        f"{place.easting:.0f}, {place.northing:.0f}"
        if place.easting is not None and place.northing is not None
        else ""
    )
    grid = " · ".join(filter(None, (place.grid_reference, metres)))
    return (
        ("Premises", f"{place.name or 'name not on record'} ({place.found_as})"),
        ("Type", kind or NOT_RECORDED),
        ("Address", address or NOT_RECORDED),
        ("Grid reference", grid or "place not known"),
        ("Measures", measures_of(source, place)),
    )


def measures_of(source: BriefingSource, place: AskedPlace) -> str:
    """Return the measures on record at a place, with dates."""
    if place.site is None:
        return "no site record, so none known"
    site = place.site
    said = []
    if site.measure:
        said.append(f"{site.measure}{_span(site.measured_from, site.measured_to)}")
    for version in source.book.interventions.values():
        done = version.record
        if done.site_id == site.site_id:
            label = INTERVENTION_LABELS[InterventionKind(done.kind)]
            said.append(f"{label}: {done.label}{_span(done.started_at, done.ended_at)}")
    return "; ".join(said) or "none on record"


def _span(start: str, end: str) -> str:
    if not start:
        return ", from when not stated"
    return f", {say_stated(start)} to {say_stated(end)}" if end else f", from {say_stated(start)}"


def _trigger_plan(source: BriefingSource, content: SeriesContent | None) -> tuple[Block, ...]:
    reach = measure_reach(source.offences, content.members["row"].to_list()) if content else None
    return (
        Heading("Trigger conditions", 2),
        Bullets("triggers", "Any one of these", words.triggers(source, content, reach)),
        OpenField("vrms", "Listed vehicles: registrations for ANPR", RESTRICTED, 1),
    )


def _command(source: BriefingSource, content: SeriesContent | None) -> tuple[Block, ...]:
    """Return what a commander fills: every field open, with the fixed line on gas where it applies."""
    safety = words.safety_line(source, content)
    warning = (Passage("safety", "Do not approach", safety, headed=True),) if safety else ()
    return (
        Heading("2 Intention"),
        OpenField("intention", "Intention", COMMANDER, 2),
        Heading("3 Method"),
        *warning,
        _pair(
            OpenField("routes", "Response routes A and B", COMMANDER, 2),
            OpenField("containment", "Containment points", COMMANDER, 2),
        ),
        _pair(
            OpenField("egress", "Egress corridors, places where vehicles were left", COMMANDER, 2),
            OpenField("support", "NPAS, dogs, armed response: considerations", COMMANDER, 2),
        ),
        _pair(
            OpenField("administration", "4 Administration: staff, kit, logs", COMMANDER, 2),
            OpenField("risk", "5 Risk assessment", COMMANDER, 2),
        ),
        _pair(
            OpenField("communications", "6 Communications: talkgroup, command", COMMANDER, 2),
            OpenField("rights", "7 Human rights: necessity, proportionality", COMMANDER, 2),
        ),
    )


def _after(source: BriefingSource, place: AskedPlace, content: SeriesContent | None) -> tuple[Block, ...]:
    return (
        Passage("scene", "Scene preservation", words.scene(source, place, content), headed=True),
        OpenField("review", "Review date and owner", ANALYST, 1),
    )


def _pair(left: OpenField, right: OpenField) -> Row:
    return Row(((left,), (right,)), (1.0, 1.0))


def _provenance(source: BriefingSource, request: BriefRequest, briefed: _Briefed) -> Provenance:
    place, content = briefed.place, briefed.content
    rows = {*briefed.history.rows, *(content.members["row"].to_list() if content else ())}
    unknown = "; ".join(unknowns(content, most=2)) if content else "no series, so nothing is compared"
    made = provenance_from(
        source.generation,
        marking=source.marking,
        made_at=source.made_at,
        made_by=source.made_by,
        decisions=source.book.head,
        subject=place.called,
        n=len(rows),
        n_unknown=unknown or "nothing that is shared",
        counting_rule=COUNTING_RULE,
        handling=source.handling,
        reference=f"LOC/{place.reference}",
        version=request.version,
        period=window_days(content) if content else "",
    )
    return with_people(made, request)
