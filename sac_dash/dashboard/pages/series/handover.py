"""A series handed on for organised-crime mapping: what the records say of it, gathered for the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from sac_dash.briefing.case_sheet import offence_rows, unknown_of
from sac_dash.briefing.case_table import Cases
from sac_dash.briefing.comparing import members_of
from sac_dash.briefing.handover_workbook import (
    HANDOVER_BEHAVIOURS,
    HANDOVER_HISTORY,
    HANDOVER_LINKS,
    HandOver,
    handover_workbook,
)
from sac_dash.casework import HARD_LINK_LABELS, HardLinkKind, OwnedSeries, SeriesField, Verdict
from sac_dash.dashboard import state
from sac_dash.dashboard.decision_words import say_action, say_value
from sac_dash.dashboard.pages.series.cases_queries import find_cases
from sac_dash.dashboard.pages.series.provenance import file_name, hand_out, provenance_of, title_of
from sac_dash.dashboard.shell.cut_off import cut_off
from sac_dash.domain.facets import TagState
from sac_dash.domain.offence_key import reference_of
from sac_dash.figures.wording import say_day, say_days, say_list, say_moment
from sac_dash.mo.labels import STAGE_LABELS, label_code
from sac_dash.patterns.series_facts import SeriesFacts, state_facts

_HARM = "harm"


def export_handover(series_id: str, offence_keys: Sequence[str]) -> dict[str, Any]:
    """Return the hand-over sheet of a series as a download, once the log says that it left.

    Parameters
    ----------
    offence_keys
        The members as they stand.

    Raises
    ------
    SacDashError
        When the series carries no group reference.
    """
    cases = find_cases(series_id, offence_keys, everything=True)
    n = len(cases.members)
    provenance = provenance_of(series_id, n, unknown_of(cases))
    content = handover_workbook(gather(cases), provenance)
    return hand_out(content, "organised-crime hand-over", series_id, file_name("handover", series_id), n)


def gather(cases: Cases) -> HandOver:
    """Return what is handed over of a series."""
    owned = state.case_book().series.get(cases.series_id, OwnedSeries(cases.series_id))
    return HandOver(
        title=title_of(cases.series_id),
        group_ref=owned.value_of(SeriesField.GROUP_REF),
        facts=_facts(cases, owned),
        harm=_harm(cases),
        offences=offence_rows(cases.members),
        behaviours=_behaviours(cases),
        links=_links(cases),
        history=_history(owned),
    )


def _facts(cases: Cases, owned: OwnedSeries) -> list[tuple[str, str]]:
    generation = state.store().require_current()
    members = members_of(generation, cases.offences)
    facts = state_facts(members, cut_off(generation).as_of or generation.published_at)
    forces = members["force"].unique().sort().to_list()
    loss = members["value_gbp"].drop_nulls()
    stated = [
        (label, say_value(field, owned.value_of(field)) if owned.value_of(field) else "not set")
        for label, field in (
            ("Operation", SeriesField.OPERATION_REF),
            ("Pattern type", SeriesField.PATTERN_TYPE),
            ("Status", SeriesField.STATUS),
        )
    ]
    return [
        *stated,
        ("Offences", _offences(facts, owned)),
        ("First and last", f"{say_day(facts.first_at)} to {say_day(facts.last_at)}"),
        ("Tempo", _tempo(facts)),
        ("Forces", say_list(forces, 20)),
        ("Areas", say_list(facts.areas, 20) or "not known"),
        ("Towns", say_list(facts.towns, 20) or "not known"),
        ("Premises", say_list(facts.premises_types, 20) or "not known"),
        (
            "Recorded loss",
            f"£{loss.sum():,.0f}, stated in {len(loss)} of {facts.n}" if len(loss) else "not stated",
        ),
    ]


def _offences(facts: SeriesFacts, owned: OwnedSeries) -> str:
    accepted, possible = len(owned.judged(Verdict.ACCEPTED)), len(owned.judged(Verdict.POSSIBLE))
    rejected = len(owned.judged(Verdict.REJECTED))
    return (
        f"{facts.n}, of them {facts.n_attempts} attempts; accepted by analysts {accepted}, held possible {possible},"
        f" undecided {max(0, facts.n - accepted - possible)}; rejected and left out {rejected}"
    )


def _tempo(facts: SeriesFacts) -> str:
    gap = "too few to say" if facts.median_gap_days is None else say_days(facts.median_gap_days)
    return f"median gap {gap}; {say_days(facts.days_since_last)} quiet at the end of the data"


def _harm(cases: Cases) -> list[str]:
    """Return what the members' codes flag as harm, with in how many offences."""
    generation, rows = state.store().require_current(), [row["row"] for row in cases.members]
    flagged = generation.tags.filter(
        pl.col("row").is_in(rows) & (pl.col("facet") == _HARM) & (pl.col("state") != str(TagState.ABSENT))
    )
    counted = (
        flagged.group_by("code").agg(n=pl.col("row").n_unique()).sort("n", "code", descending=[True, False])
    )
    return [f"{label_code(_HARM, code)} ({n})" for code, n in counted.iter_rows()]


def _behaviours(cases: Cases) -> pl.DataFrame:
    rows = [
        {
            "stage": STAGE_LABELS.get(column.stage, column.stage.capitalize()),
            "facet": column.facet_label,
            "behaviour": column.label,
            "rate": column.rate,
            "n_agree": column.n_agree,
            "n_known": column.n_known,
        }
        for column in sorted(cases.columns, key=lambda column: column.telling)
        if column.n_agree > 1
    ]
    return pl.DataFrame(rows, schema=dict(HANDOVER_BEHAVIOURS))


def _links(cases: Cases) -> pl.DataFrame:
    book, ours = state.case_book(), set(cases.offences)
    links = dict.fromkeys(link for key in cases.offences for link in book.hard_links_of(key))
    ends = {key for link in links for key in link.offences}
    held = set(members_of(state.store().require_current(), sorted(ends))["offence_key"])
    rows = []
    for link in links:
        one, other = link.offences if link.offences[0] in ours else reversed(link.offences)
        standing = "in the series" if other in ours else "held, not in it" if other in held else "not held"
        kind = HARD_LINK_LABELS[HardLinkKind(link.kind)] if link.kind in set(HardLinkKind) else link.kind
        rows.append(
            (kind, reference_of(one), other, link.reference, link.recorded_at[:10], link.source, standing)
        )
    return pl.DataFrame(rows, schema=dict(HANDOVER_LINKS), orient="row")


def _history(owned: OwnedSeries) -> pl.DataFrame:
    names = state.case_book().names()
    rows = [(say_moment(entry.at), entry.user, say_action(entry.action, names)) for entry in owned.history]
    return pl.DataFrame(rows, schema=dict(HANDOVER_HISTORY), orient="row")
