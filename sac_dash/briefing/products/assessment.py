"""The monthly tactical assessment, section Organised Acquisitive Crime: for the force, and alike for each area.

Fifteen sections in the order of the National Intelligence Model's product as practised. Figures are drafted from
the data by rule and carry their n; probability, confidence, leads and recommendations are left to people.
"""

from __future__ import annotations

from collections import Counter

import polars as pl

from sac_dash.briefing.assessing.closing import lag_note, limits_section, recommendations_section
from sac_dash.briefing.assessing.emerging import emerging_section
from sac_dash.briefing.assessing.enablers import enabler_section
from sac_dash.briefing.assessing.gaps import FACETS, gaps_section
from sac_dash.briefing.assessing.ground import LINKED, Ground, ground_of
from sac_dash.briefing.assessing.headline import (
    changes_section,
    judgement_section,
    say_title,
    themes_of_month,
)
from sac_dash.briefing.assessing.hours import hours_of_month, say_hours
from sac_dash.briefing.assessing.interventions import prevention_section, results_section
from sac_dash.briefing.assessing.performance import area_lines, class_lines
from sac_dash.briefing.assessing.performance_tables import performance_section
from sac_dash.briefing.assessing.repeat_premises import repeat_section
from sac_dash.briefing.assessing.scope import Scope, scope_of, short_month
from sac_dash.briefing.assessing.series_table import series_section
from sac_dash.briefing.assessing.trend import RANGE_CAPTION, say_trend, trend_of
from sac_dash.briefing.assessment_pictures import draw_hours, draw_map, draw_trend
from sac_dash.briefing.document import (
    Block,
    Column,
    Document,
    Heading,
    Passage,
    Plot,
    Row,
    Shape,
    Table,
    Voice,
)
from sac_dash.briefing.origin import provenance_from, say_unknown
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.products.series_provenance import with_people
from sac_dash.briefing.provenance import Provenance
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.tags_of import tags_of
from sac_dash.mo.labels import label_facet
from sac_dash.patterns.counts import COUNTING_RULE

PRODUCT = "assessment"
TREND_IN, MAP_IN, HOURS_IN = (7.0, 2.2), (4.2, 3.4), (7.0, 2.2)
_TITLES = (
    "Headline judgement", "Key changes since last month", "Performance", "Trend", "Where", "Live series",
    "Emerging behaviours", "When", "Repeat and at-risk premises", "Enablers", "Prevention delivered", "Results",
    "Intelligence gaps and requirements", "Recommendations", "Assumptions, data limits, yardstick",
)  # fmt: skip


def compose(source: BriefingSource, request: BriefRequest) -> Document:
    """Return the assessment of the force (scope "") or of an area, for a month or the last whole one.

    Raises
    ------
    SacDashError
        When no offence is held, none of the area is, or the data hold nothing of the month.
    """
    ground = ground_of(source)
    scope = scope_of(ground, request.scope, request.month)
    lines = class_lines(ground, scope)
    areas = [] if scope.area else area_lines(ground, scope)
    note = lag_note(ground, scope)
    sections: tuple[tuple[Block, ...], ...] = (
        (*judgement_section(ground, scope, lines), *([note] if note else [])),
        changes_section(ground, scope, lines, areas),
        performance_section(ground, scope, lines, areas),
        _trend(ground, scope),
        _where(ground, scope),
        series_section(ground, scope),
        emerging_section(ground, scope),
        _when(ground, scope),
        repeat_section(ground, scope),
        enabler_section(ground, scope, lines),
        prevention_section(ground, scope),
        results_section(ground, scope),
        gaps_section(ground, scope),
        recommendations_section(),
        limits_section(ground, scope),
    )
    return Document(
        product=PRODUCT,
        kicker=f"Monthly tactical assessment · Organised acquisitive crime · {scope.called}",
        title=Passage("title", "Finding", say_title(scope, lines), Voice.FINDING),
        shape=Shape.PORTRAIT,
        blocks=tuple(
            block
            for number, (title, section) in enumerate(zip(_TITLES, sections, strict=True), start=1)
            for block in (Heading(f"{number} {title}"), *section)
        ),
        provenance=_provenance(ground, scope, request),
    )


def _trend(ground: Ground, scope: Scope) -> tuple[Block, ...]:
    months = trend_of(ground, scope)
    said = Passage("trend", "Trend", f"ATM attacks and commercial burglaries: {say_trend(months)}")
    picture = draw_trend(ground, scope, months, *TREND_IN)
    if picture is None:
        return (said,)
    plot = Plot(
        kind="range",
        categories=tuple(short_month(each.month) for each in months),
        series=(
            ("Offences", tuple(each.n for each in months)),
            ("Expected, lower", tuple(each.lower for each in months)),
            ("Expected, upper", tuple(each.upper for each in months)),
        ),
        picture=picture,
        caption=RANGE_CAPTION,
    )
    return (plot, said)


def _where(ground: Ground, scope: Scope) -> tuple[Block, ...]:
    themes, n = themes_of_month(ground, scope)
    if not n:
        none = f"No ATM attack or commercial burglary is held of {scope.month_said}: there is no map."
        return (Passage("no_map", "Map", none),)
    counted = Counter(themes.values()).most_common()
    rows = [(theme[:1].upper() + theme[1:], f"{count} of {n}") for theme, count in counted]
    rows.append(("No theme recorded", f"{n - len(themes)} of {n}"))
    table = Table(
        "By method or what was taken",
        (Column("Theme", 2.4), Column(scope.month_said, 1, numeric=True)),
        tuple(rows),
        "The first that a record states: method of ATM attacks, goods or ram raid of burglaries.",
        small=True,
    )
    picture = draw_map(ground, scope, themes, *MAP_IN)
    if picture is None:
        why = Passage(
            "no_map",
            "Map",
            f"No place is known of the month's {n} attacks and burglaries: there is no map.",
            Voice.NOTE,
        )
        return (why, table)
    return (Row(((picture,), (table,)), (MAP_IN[0], 2.8)),)


def _when(ground: Ground, scope: Scope) -> tuple[Block, ...]:
    found = hours_of_month(ground, scope)
    picture = draw_hours(ground, found, *HOURS_IN)
    return (*([picture] if picture else []), Passage("hours", "When", say_hours(found)))


def _provenance(ground: Ground, scope: Scope, request: BriefRequest) -> Provenance:
    source = ground.source
    month = ground.offences.filter(scope.of_month())
    made = provenance_from(
        source.generation,
        marking=source.marking,
        made_at=source.made_at,
        made_by=source.made_by,
        decisions=source.book.head,
        subject=f"organised acquisitive crime, {scope.called}, {scope.month_said}",
        n=month.height,
        n_unknown=_unknown(ground, month),
        counting_rule=COUNTING_RULE,
        handling=source.handling,
        reference=f"OAC/{scope.month:%Y%m}/{scope.area or 'force'}",
        version=request.version,
        period=scope.month_said,
    )
    return with_people(made, request)


def _unknown(ground: Ground, month: pl.DataFrame) -> str:
    linked = month.filter(pl.col("offence_class").is_in(LINKED))
    if linked.is_empty():
        return "no attack or burglary in the month"
    tags = tags_of(ground.source.tags, linked["row"])
    known = dict(tags.group_by("facet").agg(pl.col("row").n_unique()).iter_rows())
    stated = [(label_facet(facet), known.get(facet, 0)) for facet in FACETS]
    return say_unknown([*stated, ("place", linked["easting"].count())], linked.height, most=3)
