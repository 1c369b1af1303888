"""Section 6, the live series: one row each, with what tells it apart and what an analyst has said of it."""

from __future__ import annotations

from sac_dash.briefing.assessing.ground import Ground
from sac_dash.briefing.assessing.live_series import LIVE_DAYS, SeriesMonth, live_now, pattern_said
from sac_dash.briefing.assessing.scope import Scope
from sac_dash.briefing.document import Block, Column, OpenField, Passage, Table
from sac_dash.briefing.series_content import SeriesContent
from sac_dash.briefing.series_words import VEHICLES
from sac_dash.casework import SeriesField
from sac_dash.figures.wording import say_day, say_days, say_list

MOST_SERIES = 10
NO_LIVE = (
    f"No series has an offence here in the {LIVE_DAYS} days to the end of the month, and none is in hand as"
    " active."
)


def series_section(ground: Ground, scope: Scope) -> tuple[Block, ...]:
    """Return the table of live series, or that there are none."""
    live = live_now(ground, scope)
    if not live:
        return (Passage("live_series", "Live series", NO_LIVE),)
    shown = live[:MOST_SERIES]
    rows = tuple(_row(ground, each) for each in shown)
    more = len(live) - len(shown)
    left_out = (
        f" {more} more, suggested with fewer offences in the month, are on the Series page." if more else ""
    )
    note = (
        f"Series with an offence here in the {LIVE_DAYS} days to the end of {scope.month_said} or since, or"
        " in hand as active; as they stand at the end of the data. Confirmed: by an analyst or on the"
        " force's list. The other n of behaviours are those that say anything of the kind. 1 in N: among"
        f" offences of the same class held.{left_out}"
    )
    columns = (
        Column("Series", 1.5),
        Column("Confirmed + possible (here in month)", 1.2),
        Column("Areas and forces", 1.6),
        Column("First to last; tempo", 1.9),
        Column("Rarest shared behaviours", 3.0),
        Column("Vehicles", 1.2),
        Column("OCG ref.", 0.6),
    )
    lead = OpenField("series_leads", "Lead and plan for each live series", "tasking lead", 2)
    return (Table("Live series", columns, rows, note, small=True), lead)


def _row(ground: Ground, series: SeriesMonth) -> tuple[str, ...]:
    content = ground.content(series.series_id)
    return (
        _named(content, series),
        _counted(content, series),
        _reach(content),
        _tempo(content),
        _fingerprint(content),
        say_list(
            [f"{each.label} ({each.n_agree})" for each in content.fingerprint if each.facet in VEHICLES], 2
        )
        or "none recorded by two",
        "yes" if content.value(SeriesField.GROUP_REF) else "no",
    )


def _named(content: SeriesContent, series: SeriesMonth) -> str:
    operation = content.value(SeriesField.OPERATION_REF)
    said = [content.name, content.series_id if not content.name or content.name != content.series_id else ""]
    standing = pattern_said(content) or ("on record" if series.firm else "suggested")
    return "; ".join(filter(None, (*dict.fromkeys(said), operation, standing, "new" if series.begun else "")))


def _counted(content: SeriesContent, series: SeriesMonth) -> str:
    accepted, possible, undecided = content.counted_by_verdict()
    if content.suggestion["known"]:
        accepted, undecided = accepted + undecided, 0
    return f"{accepted} + {possible + undecided} ({series.n_month})"


def _reach(content: SeriesContent) -> str:
    areas = content.areas
    parts = [say_list(areas.areas, 3)] if areas.areas else []
    if areas.n_elsewhere:
        parts.append(f"{areas.n_elsewhere} in other forces")
    if areas.n_unknown:
        parts.append(f"{areas.n_unknown} of no known area")
    return "; ".join(parts) or "not known"


def _tempo(content: SeriesContent) -> str:
    facts = content.facts
    gap = f"; median gap {say_days(facts.median_gap_days)}" if facts.median_gap_days is not None else ""
    since = say_days(facts.days_since_last) if facts.days_since_last >= 1 else "under a day"
    return f"{say_day(facts.first_at)} to {say_day(facts.last_at)}; {since} since last{gap}"


def _fingerprint(content: SeriesContent) -> str:
    told = [
        f"{each.label} {each.n_agree} of {each.n_known}" + (f", {each.rate}" if each.one_in else "")
        for each in content.fingerprint[:3]
    ]
    return "; ".join(told) or "none shared by two"
