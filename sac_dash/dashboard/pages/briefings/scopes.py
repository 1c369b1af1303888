"""What a product can be of: series, areas, places on record, behaviours, nights, months; each as options."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl

from sac_dash.briefing.products import ScopeKind
from sac_dash.dashboard import state
from sac_dash.figures.wording import local, say_day
from sac_dash.mo.labels import label_code, label_facet
from sac_dash.patterns.behaviour_rates import PRESENT_STATES
from sac_dash.store import Generation
from sac_dash.workflow.since_sitting import HOUR_LABELS, HOURS, SITTING_MARK

Options = list[dict[str, str]]

SCOPE_LABELS = {
    ScopeKind.SERIES: "Series",
    ScopeKind.AREA: "Area",
    ScopeKind.PLACE: "Site",
    ScopeKind.BEHAVIOUR: "Behaviour",
    ScopeKind.NIGHT: "Since",
}
WHOLE_FORCE = "force"  # the value that stands for "" in a list, which may not hold an empty one
MONTHS_OFFERED = 24
MOST_BEHAVIOURS = 400
_SITTINGS = 6


def options_of(kind: ScopeKind, standing: state.Standing) -> Options:
    """Return what a product of a kind can be of, the likeliest first."""
    makers = {
        ScopeKind.SERIES: series_options,
        ScopeKind.AREA: _areas,
        ScopeKind.PLACE: _sites,
        ScopeKind.BEHAVIOUR: _behaviours,
        ScopeKind.NIGHT: _nights,
    }
    return makers[kind](standing)


@state.per_standing
def series_options(standing: state.Standing) -> Options:
    """Return the series, those in hand first, then those on record, then suggestions by rank."""
    names = standing.book.names()
    held = standing.series.series.filter(pl.col("members") > 0).sort(
        ["owned", "known", "rank", "last_at"], descending=[True, True, False, True], nulls_last=True
    )
    return [
        {
            "value": series_id,
            "label": f"{_called(series_id, names)} · {n} offences, last {say_day(last)}",
        }
        for series_id, n, last in held.select("series_id", "members", "last_at").iter_rows()
    ]


@state.per_generation
def _area_names(generation: Generation) -> list[str]:
    names: list[str] = generation.offences["policing_area"].drop_nulls().unique().sort().to_list()
    return names


def _areas(standing: state.Standing) -> Options:
    names = _area_names(standing.generation)
    return [
        {"value": WHOLE_FORCE, "label": "The whole force"},
        *({"value": each, "label": each} for each in names),
    ]


def _sites(standing: state.Standing) -> Options:
    return [
        {"value": site_id, "label": held.record.name or site_id}
        for site_id, held in standing.book.sites.items()
    ]


@state.per_standing
def _behaviours(standing: state.Standing) -> Options:
    """Return the behaviours read in the data, the commonest first."""
    present = standing.tags.filter(pl.col("state").is_in(PRESENT_STATES))
    counted = (
        present.group_by("facet", "code").agg(n=pl.col("row").n_unique()).sort("n", descending=True)
    ).head(MOST_BEHAVIOURS)
    return [
        {"value": f"{facet}:{code}", "label": f"{label_facet(facet)}: {label_code(facet, code)} ({n:,})"}
        for facet, code, n in counted.iter_rows()
    ]


def _nights(standing: state.Standing) -> Options:
    sittings = [
        {
            "value": f"{SITTING_MARK}{each.seq}",
            "label": f"Sitting of {say_day(each.at)} {local(each.at):%H:%M}",
        }
        for each in reversed(standing.book.sittings[-_SITTINGS:])
    ]
    return [*sittings, *({"value": key, "label": HOUR_LABELS[key]} for key in HOURS)]


def month_options(as_of: datetime) -> Options:
    """Return the months an assessment can be of, the last whole one first."""
    day = local(as_of.astimezone(UTC)).date().replace(day=1)
    months = []
    for _ in range(MONTHS_OFFERED):
        day = date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)
        months.append({"value": f"{day:%Y-%m}", "label": f"{day:%B %Y}"})
    return months


def _called(series_id: str, names: dict[str, str]) -> str:
    return f"{names[series_id]} ({series_id})" if series_id in names else series_id
