"""The series bulletin: one page that says who, what, where, when and how, and what speaks against it.

It fits one page whatever the series: with many offences the latest stand in the table and the rest are
counted under it, with where to find them.
"""

from __future__ import annotations

from typing import Any

from sac_dash.briefing import series_words as words
from sac_dash.briefing.document import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Passage,
    Row,
    Shape,
    Table,
    Voice,
)
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.products.series_provenance import series_provenance
from sac_dash.briefing.series_content import SeriesContent, content_of
from sac_dash.briefing.series_pictures import draw_series_map, draw_week
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework import SeriesField
from sac_dash.domain.offence_class import CLASS_LABELS, OffenceClass
from sac_dash.figures.place_words import place_of, premises_of
from sac_dash.figures.window_words import say_window
from sac_dash.figures.wording import say_day, say_days

PRODUCT = "bulletin"
MOST_BEHAVIOURS = 5
MAP_IN, WEEK_IN = (4.0, 2.3), (3.0, 2.3)


def compose(source: BriefingSource, request: BriefRequest) -> Document:
    """Return the bulletin of a series.

    Raises
    ------
    SacDashError
        When no series is called so.
    """
    content = content_of(source, request.scope)
    blocks = (
        *_top(content),
        _pictures(source, content),
        offence_table(content),
        *_evidence(content),
        *_foot(source, content),
    )
    return Document(
        product=PRODUCT,
        kicker=f"Series bulletin · {content.title}",
        title=Passage("title", "Finding", words.headline(content), Voice.FINDING),
        shape=Shape.PORTRAIT,
        dense=True,
        blocks=blocks,
        provenance=series_provenance(source, content, request, PRODUCT),
    )


def _top(content: SeriesContent) -> tuple[Block, ...]:
    facts = series_facts(content)
    return (
        Row(((Facts(facts[::2]),), (Facts(facts[1::2]),)), (1.0, 1.25)),
        Passage("synopsis", "Synopsis", words.synopsis(content, how=False)),
    )


def series_facts(content: SeriesContent) -> tuple[tuple[str, str], ...]:
    """Return the facts that head every product about a series."""
    facts = content.facts
    gap = "too few to say" if facts.median_gap_days is None else say_days(facts.median_gap_days)
    stated = [
        ("Operation", content.value(SeriesField.OPERATION_REF)),
        ("Pattern type", content.value(SeriesField.PATTERN_TYPE).replace("_", " ").capitalize()),
        ("Status", content.value(SeriesField.STATUS).capitalize()),
    ]
    return (
        ("Offences", f"{content.n}" + (f", {facts.n_attempts} attempted" if facts.n_attempts else "")),
        ("First and last", f"{say_day(facts.first_at)} to {say_day(facts.last_at)}"),
        ("Median gap", gap),
        ("Rests on", words.strength(content)),
        *((label, value) for label, value in stated if value),
    )


def _pictures(source: BriefingSource, content: SeriesContent) -> Block:
    drawn = draw_series_map(source, content, *MAP_IN)
    week = draw_week(source, content, *WEEK_IN)
    left: tuple[Block, ...] = (
        (drawn,) if drawn else (Passage("no_map", "Map", "No place is known of these offences.", Voice.NOTE),)
    )
    right: tuple[Block, ...] = (
        (week,) if week else (Passage("no_hours", "Hours", words.say_hours(content), Voice.NOTE),)
    )
    return Row((left, right), (MAP_IN[0], WEEK_IN[0]))


def offence_table(content: SeriesContent) -> Table:
    """Return the offences of a series in order of time."""
    return Table(
        title="Offences",
        columns=(
            Column("No.", 0.5, numeric=True),
            Column("Crime ref.", 1.5),
            Column("Between", 2.3),
            Column("Place and premises", 3.0),
            Column("What", 2.2),
            Column("Loss", 0.9, numeric=True),
        ),
        rows=tuple(_offence_row(row) for row in content.members.iter_rows(named=True)),
        note="Times are windows in local time; the offence may lie anywhere in them.",
        small=True,
        shortened="The latest {shown} of {all}; all are in the comparative case table.",
    )


def _offence_row(row: dict[str, Any]) -> tuple[str, ...]:
    attempt = " (attempt)" if row["attempt"] else ""
    return (
        str(row["number"]),
        row["crime_ref"],
        say_window(row["from_at"], row["to_at"], row["when_precision"]),
        f"{place_of(row)}: {premises_of(row)}",
        f"{CLASS_LABELS[OffenceClass(row['offence_class'])]}{attempt}",
        "not stated" if row["value_gbp"] is None else f"£{row['value_gbp']:,.0f}",
    )


def _evidence(content: SeriesContent) -> tuple[Block, ...]:
    against = words.does_not_fit(content)
    unknown = "; ".join(words.unknowns(content, most=3)) or "nothing that two of them share"
    return (
        Row(
            (
                (fingerprint_table(content, MOST_BEHAVIOURS),),
                (
                    Heading("Against, and not known", 2),
                    Passage("against", "Does not fit", f"{against}.", headed=True),
                    Passage("unknown", "Not known", f"{unknown[:1].upper()}{unknown[1:]}.", headed=True),
                    Passage("silence", "Silence", words.silence(content), headed=True),
                ),
            ),
            (1.15, 1.0),
        ),
    )


def fingerprint_table(content: SeriesContent, most: int) -> Table:
    """Return the behaviours that tell a series apart, with how many agree and how rare each is."""
    rows = tuple(
        (each.label, f"{each.n_agree} of {each.n_known}", each.rate if each.one_in else "not known")
        for each in content.fingerprint[:most]
    )
    return Table(
        title="What they share",
        columns=(Column("Behaviour", 3), Column("Agree", 1), Column("1 in N", 1)),
        rows=rows or (("No recorded behaviour is shared by two of them", "", ""),),
        note="Of those that say anything of the kind; 1 in N among offences of the same class held.",
        small=True,
    )


def _foot(source: BriefingSource, content: SeriesContent) -> tuple[Block, ...]:
    ask = f"Report sightings, recoveries and similar offences, quoting {content.called}."
    return (
        Row(
            (
                (Passage("action", "Action requested", ask, headed=True),),
                (Passage("contact", "Contact", source.made_by, headed=True),),
            ),
            (2.0, 1.0),
        ),
    )
