"""The MO card: one way of working on one page: what it is, how common, when and where, what works against it."""

from __future__ import annotations

from collections import Counter

import polars as pl
from scipy.stats import poisson

from sac_dash.briefing.assessing.enablers import KINDS
from sac_dash.briefing.assessing.ground import Ground, ground_of
from sac_dash.briefing.assessing.hours import HoursOfMonth, say_hours
from sac_dash.briefing.assessing.live_series import called
from sac_dash.briefing.assessing.performance import IN_SENTENCE
from sac_dash.briefing.assessing.scope import Scope, scope_of, short_month
from sac_dash.briefing.assessing.trend import RANGE_CAPTION, TrendMonth, say_trend, trend_of
from sac_dash.briefing.assessment_pictures import draw_hours, draw_trend
from sac_dash.briefing.behaviour_content import BehaviourContent, behaviour_called
from sac_dash.briefing.document import (
    Block,
    Column,
    Document,
    Passage,
    Picture,
    Plot,
    Row,
    Shape,
    Table,
    Voice,
)
from sac_dash.briefing.method_advice import DRAFT, advise_on
from sac_dash.briefing.origin import provenance_from
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.products.series_provenance import with_people
from sac_dash.briefing.provenance import Provenance
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.wording import say_day, say_list
from sac_dash.mo.labels import label_code, label_facet, vocabulary
from sac_dash.patterns.aoristic import spread_hours
from sac_dash.patterns.counts import COUNTING_RULE
from sac_dash.patterns.enabler_chain import BEFORE_DAYS, WITHIN_KM, find_chain
from sac_dash.patterns.time_windows import read_windows

PRODUCT = "mo-card"
MONTHS = 24
TREND_IN, HOURS_IN = (3.55, 1.55), (3.45, 1.55)
MOST_ROWS = 6  # of every table, where the page has room for them
MOST_CHAINS, MOST_SERIES = 20, 4


def compose(source: BriefingSource, request: BriefRequest) -> Document:
    """Return the card of a behaviour asked for as ``facet:code`` or by its label.

    Raises
    ------
    SacDashError
        When no offence held states it, or several behaviours are called so.
    """
    ground = ground_of(source)
    scope = scope_of(ground, "", request.month)
    content = BehaviourContent(ground, *behaviour_called(ground, request.scope))
    room = request.room or MOST_ROWS
    blocks: tuple[Block, ...] = (
        Passage("what", "What it is", _what(content), headed=True),
        Passage("how_common", "How common", _how_common(content), headed=True),
        _how_often(content, scope),
        Row(((_areas(content, room),), (_premises(content, room),)), (1.0, 1.0)),
        Row(((_companions(content, room),), (_series(content, room), _enablers(content))), (1.15, 1.0)),
        Passage("works_against", "What works against it", _advice(content), headed=True),
        Passage("not_known", "Not known", _not_known(content), Voice.NOTE, headed=True),
    )
    return Document(
        product=PRODUCT,
        kicker=f"MO card · {label_facet(content.facet)}",
        title=Passage("title", "Finding", _title(content), Voice.FINDING),
        shape=Shape.PORTRAIT,
        dense=True,
        blocks=blocks,
        provenance=_provenance(content, request),
    )


def _title(content: BehaviourContent) -> str:
    return f"{content.label}: {_rate(content)}; last on {say_day(content.last_at)}"


def _rate(content: BehaviourContent) -> str:
    one_in = content.n_known / content.n_in_class
    rate = (
        "nearly every one"
        if one_in < 1.1
        else f"1 in {one_in:.0f}"
        if one_in >= 2
        else f"{content.n_in_class} in {content.n_known}"
    )
    return f"{rate} of {IN_SENTENCE[content.main_class]} that say"


def _how_common(content: BehaviourContent) -> str:
    held = vocabulary().facets.get(content.facet)
    code = held.codes.get(content.code) if held else None
    classes = ", ".join(f"{n:,} {IN_SENTENCE[OffenceClass(name)]}" for name, n in content.classes)
    whole = f"{content.n:,} offence{'' if content.n == 1 else 's'}"
    counted = (
        f"{whole} ({classes})" if len(content.classes) > 1 else f"{whole}, all {classes.partition(' ')[2]}"
    )
    east = f" EAST code {code.east}." if code and code.east else ""
    return (
        f"{counted}, {say_day(content.first_at)} to"
        f" {say_day(content.last_at)}. Of the {content.n_known:,} {IN_SENTENCE[content.main_class]} that say"
        f" anything of the kind, {content.n_in_class:,} state it.{east}"
    )


def _what(content: BehaviourContent) -> str:
    implied = content.ground.source.implied.get((content.facet, content.code), ())
    wider = say_list([label_code(*pair) for pair in implied], 3)
    said = content.phrases()
    words = "; ".join(f"“{phrase}” ({n})" for phrase, n in said)
    kind = f"{label_facet(content.facet)}: {content.label}" + (
        f", a kind of {wider[:1].lower() + wider[1:] if not wider.startswith('ATM') else wider}"
        if wider
        else ""
    )
    return (
        f"{kind}. Read from: {words}." if words else f"{kind}. No words are kept: it was stated in a column."
    )


def _how_often(content: BehaviourContent, scope: Scope) -> Row:
    ground = content.ground
    months = trend_of(ground, scope, ground.count_rows(content.members["row"]), MONTHS)
    hours = HoursOfMonth(spread_hours(read_windows(content.members)), "All of them", content.members)
    trend = draw_trend(ground, scope, months, *TREND_IN, marked=False)
    clock = draw_hours(ground, hours, *HOURS_IN)
    return Row(
        (
            (
                Passage("trend", "How often", say_trend(months), headed=True),
                *_plot(months, trend),
            ),
            (Passage("hours", "When", say_hours(hours), headed=True), *([clock] if clock else [])),
        ),
        (TREND_IN[0], HOURS_IN[0]),
    )


def _plot(months: list[TrendMonth], picture: Picture | None) -> tuple[Block, ...]:
    if picture is None:
        return ()
    series = (
        ("Offences", tuple(each.n for each in months)),
        ("Expected, lower", tuple(each.lower for each in months)),
        ("Expected, upper", tuple(each.upper for each in months)),
    )
    return (Plot("range", tuple(short_month(each.month) for each in months), series, picture, RANGE_CAPTION),)


def _areas(content: BehaviourContent, room: int) -> Table:
    areas = content.areas()
    rows = tuple((name, f"{n:,}", f"{of:,}") for name, n, of in areas[:room])
    more = areas[room:]
    places = f"{len(more)} more place{'s' if len(more) > 1 else ''}"
    left = f" In {places}: {sum(n for _, n, _ in more):,}." if more else ""
    note = f"Of {IN_SENTENCE[content.main_class]} held, whether or not they say.{left}"
    columns = (Column("Where", 2.2), Column("With", 0.8, numeric=True), Column("Of all", 0.8, numeric=True))
    return Table("Where", columns, rows, note, small=True)


def _premises(content: BehaviourContent, room: int) -> Table:
    kinds = content.premises()
    shown = kinds[:room]
    rows = tuple((each.label, f"{each.n_with:,} of {each.n_known:,}", each.otherwise()) for each in shown)
    left = f" {len(kinds) - len(shown)} more not shown." if len(kinds) > len(shown) else ""
    columns = (Column("Premises", 2.0), Column("With it", 1.0), Column("Otherwise", 1.4))
    note = f"Of those that state premises; two kinds count under both.{left}"
    return Table("Premises attacked", columns, rows or (("None stated", "", ""),), note, small=True)


def _companions(content: BehaviourContent, room: int) -> Table:
    found = content.companions(room)
    rows = tuple(
        (
            f"{each.label}{' *' if each.beyond_chance else ''}",
            f"{each.n_with:,} of {each.n_known:,}",
            each.otherwise(),
        )
        for each in found
    )
    none = (("No other behaviour is stated by two of them", "", ""),)
    note = (
        "With it and without it, of those that say. * Beyond chance (exact test; at most 1 in 10 of those"
        " marked is by chance); the others are the commonest."
    )
    columns = (Column("Goes with", 2.4), Column("With it", 1.0), Column("Otherwise", 1.4))
    return Table("What goes with it", columns, rows or none, note, small=True)


def _series(content: BehaviourContent, room: int) -> Table:
    found = content.series()
    ground = content.ground
    firm = dict(ground.source.series.select("series_id", pl.col("known") | pl.col("owned")).iter_rows())
    rows = tuple(
        (called(ground, each), f"{n} of {size}", "on record or in hand" if firm.get(each) else "suggested")
        for each, n, size in found[: min(room, MOST_SERIES)]
    )
    more = len(found) - len(rows)
    note = "Members that state it, of all members." + (f" {more} more not shown." if more > 0 else "")
    columns = (Column("Series", 1.6), Column("n", 0.9), Column("Standing", 1.5))
    return Table(
        "Series that use it", columns, rows or (("None with two or more", "", ""),), note, small=True
    )


def _enablers(content: BehaviourContent) -> Passage:
    said = _say_enablers(content.ground, content.members)
    return Passage("enablers", "Enablers", said, Voice.NOTE, headed=True)


def _say_enablers(ground: Ground, members: pl.DataFrame) -> str:
    """Return the thefts before the latest of them beside what an ordinary span holds, all counted together."""
    enablers = ground.offences.filter(pl.col("offence_class") == OffenceClass.ENABLER.value)
    if enablers.is_empty():
        return "No enabler theft is held."
    placed = members.drop_nulls(["easting", "northing"]).tail(MOST_CHAINS)
    if placed.is_empty():
        return "No place is known of these offences."
    chains = [
        find_chain(pl.concat([placed[at], enablers.filter(pl.col("row") != placed["row"][at])]), 0)
        for at in range(placed.height)
    ]
    usual = [each.expected for each in chains]
    n = sum(len(each.before) for each in chains)
    kinds = Counter(KINDS[link.kind] for each in chains for link in each.before).most_common(3)
    named = f" ({', '.join(f'{kind.lower()} {count}' for kind, count in kinds)})" if kinds else ""
    what = (
        f"In the {BEFORE_DAYS:g} days before the latest {placed.height}, within {WITHIN_KM:g} km: {n}"
        f" thefts{named}"
    )
    if any(each is None for each in usual):
        return f"{what}; not enough data to say what is usual."
    expected = sum(each or 0.0 for each in usual)
    chance = float(poisson.sf(n - 1, expected)) if n else 1.0
    shared = " Offences close together share thefts." if placed.height > 1 else ""
    return (
        f"{what}, where {expected:.1f} are usual (as many or more by chance: {chance * 100:.0f} in"
        f" 100).{shared}"
    )


def _advice(content: BehaviourContent) -> str:
    said = advise_on(content.facet, content.code)
    return f"{said} ({DRAFT})" if said else f"No advice is drafted for this behaviour. ({DRAFT})"


def _not_known(content: BehaviourContent) -> str:
    silent = len(content.of_class) - content.n_known
    absent = f" {content.n_absent:,} state that it was not so." if content.n_absent else ""
    unplaced = content.members["easting"].null_count()
    placed = f"Place not known of {unplaced} of {content.n:,}." if unplaced else "The place of each is known."
    return (
        f"{silent:,} of {len(content.of_class):,} {IN_SENTENCE[content.main_class]} say nothing of the kind:"
        f" they are neither with nor without it.{absent} {placed}"
    )


def _provenance(content: BehaviourContent, request: BriefRequest) -> Provenance:
    source = content.ground.source
    made = provenance_from(
        source.generation,
        marking=source.marking,
        made_at=source.made_at,
        made_by=source.made_by,
        decisions=source.book.head,
        subject=f"{label_facet(content.facet)}: {content.label}",
        n=content.n,
        n_unknown=(
            f"{len(content.of_class) - content.n_known:,} of {len(content.of_class):,} of the class say"
            " nothing of the kind"
        ),
        counting_rule=COUNTING_RULE,
        handling=source.handling,
        reference=f"MO/{content.facet}:{content.code}",
        version=request.version,
        period=f"{say_day(content.first_at)} to {say_day(content.last_at)}",
    )
    return with_people(made, request)
