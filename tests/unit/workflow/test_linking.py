"""What cannot be linked gives empty frames and a reason."""

from __future__ import annotations

import polars as pl
import pytest
from offence_frames import offences, tags

from sac_dash.domain.columns import LINKS
from sac_dash.domain.quality import Counts, QualityReport
from sac_dash.ingest.normalisation import MONTH_NOTE
from sac_dash.linkage import DOMAINS
from sac_dash.workflow.known_series import KnownSeries, known_series
from sac_dash.workflow.linking import link_coded, with_link_notes
from sac_dash.workflow.requests import LinkRequest, Reach


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        (offences([]), "no offence was accepted"),
        (offences(["1", "2"], offence_class="other"), "does not tell commercial burglary from residential"),
        (offences(["1", "2"], when_precision=["month", "month"]), "only the month"),
        (offences(["1"]), "1 of 1 offences"),
        (offences(["1", "2"], offence_class="enabler"), "0 of 2 offences"),
    ],
)
def test_no_series_and_why(held: pl.DataFrame, reason: str) -> None:
    linked = link_coded(held, tags(), known_series(held, None), LinkRequest())
    assert linked.no_series_reason is not None
    assert reason in linked.no_series_reason
    assert linked.result.links.is_empty()
    assert linked.result.series.is_empty()
    assert set(linked.result.links.columns) == {*LINKS, *(domain.column for domain in DOMAINS)}


def quality(*notes: str) -> QualityReport:
    return QualityReport(Counts(), notes=notes)


def test_why_there_are_no_series_is_said_once_and_kept_apart() -> None:
    linked = link_coded(offences(["1"]), tags(), known_series(offences(["1"]), None), LinkRequest())
    told = with_link_notes(quality("Something else."), linked)
    assert told.notes == ("Something else.", linked.no_series_reason)
    assert told.no_series_reason == linked.no_series_reason
    of_months = with_link_notes(quality(MONTH_NOTE), linked)
    assert of_months.notes == (MONTH_NOTE,)
    assert of_months.no_series_reason == MONTH_NOTE


def test_where_there_are_series_there_is_no_reason_for_none() -> None:
    held = offences([str(n) for n in range(6)], known_series=["Wren", "Wren", None, None, None, None])
    linked = link_coded(held, tags(), known_series(held, None), LinkRequest())
    assert with_link_notes(quality(MONTH_NOTE), linked).no_series_reason is None


def test_offences_that_can_be_linked_are() -> None:
    held = offences([str(n) for n in range(6)])
    linked = link_coded(
        held, tags((0, "tool", "crowbar"), (1, "tool", "crowbar")), known_series(held, None), LinkRequest()
    )
    assert linked.result.links.height == 15


def test_references_that_are_not_there_are_counted() -> None:
    held = offences([])
    known = KnownSeries(known_series(held, None).frame, tuple(str(n) for n in range(7)))
    note = link_coded(held, tags(), known, LinkRequest()).notes[0]
    assert note == "7 offences of the list of known series are not in the input: 0, 1, 2, 3, 4 …"


def test_a_request_changes_reach_and_floor_alone() -> None:
    parameters = LinkRequest(reach=Reach(5, 100, 50), min_probability=0.2).parameters()
    reach = parameters.reach
    assert (reach.local_km, reach.local_days, reach.national_days, reach.min_probability) == (5, 100, 50, 0.2)
    assert parameters.distance == LinkRequest().parameters().distance
