"""The monthly assessment against a force whose counts are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from sac_dash.briefing.assessing.closing import YARDSTICK
from sac_dash.briefing.assessing.ground import ground_of
from sac_dash.briefing.document import Document, Heading, OpenField, Passage, walk
from sac_dash.briefing.products import PRODUCTS
from sac_dash.briefing.products.assessment import compose
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.columns import BOUNDARIES, OFFENCES
from sac_dash.domain.errors import SacDashError
from sac_dash.patterns.expectation import poisson_prediction_range
from tests.unit.briefing.products.invented_months import (
    MAY,
    MONTHS,
    offence,
    offences,
    passage,
    source_of,
    table,
    words_of,
)

pytestmark = pytest.mark.usefixtures("without_pictures")


def made(source: BriefingSource, scope: str = "", month: date | None = None) -> Document:
    return compose(source, BriefRequest("assessment", scope=scope, month=month))


def classes(document: Document) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in table(document, "Offences by class and month").rows}


@pytest.fixture(scope="module")
def steady() -> BriefingSource:
    return source_of(offences())


def test_the_product_is_known_by_its_name() -> None:
    assert PRODUCTS["assessment"].composing().compose is compose
    assert PRODUCTS["assessment"].formats[0] == "pdf"


def test_the_last_whole_month_is_taken(steady: BriefingSource) -> None:
    assert (
        made(steady).title.text
        == "May 2026: 6 ATM attacks and commercial burglaries, within the 1 to 13 expected"
    )


def test_the_range_is_that_of_the_same_month_of_three_years(steady: BriefingSource) -> None:
    lower, upper = poisson_prediction_range(18, 3)
    burglaries = classes(made(steady))["Commercial burglaries"]
    assert burglaries[-3:] == ("2025: 6, 2024: 6, 2023: 6", f"{lower} to {upper}", "within")


def test_a_count_above_its_range_leads_the_changes_and_the_judgement() -> None:
    more = [{"from_at": datetime(2026, 5, 20, 1, tzinfo=UTC) + timedelta(hours=n)} for n in range(14)]
    document = made(source_of(offences(more)))
    assert "20 in May 2026, above the 1 to 13 expected" in passage(document, "changes")
    assert "above the 1 to 13 expected" in document.title.text


def test_a_quiet_month_says_that_nothing_is_outside(steady: BriefingSource) -> None:
    assert "Nothing outside its expected range" in passage(made(steady), "changes")


def test_areas_other_forces_and_the_unknown_add_up_to_the_force() -> None:
    more = [{"from_at": datetime(2026, 5, 20, 1, tzinfo=UTC), "policing_area": None}]
    source = source_of(offences(more))
    force = made(source)
    rows = table(force, "The month by policing area").rows
    counts = {row[0]: [int(cell) for cell in row[1:5]] for row in rows}
    total = counts.pop("All, May 2026")
    assert [sum(column) for column in zip(*counts.values(), strict=True)] == total
    assert (counts["North"], counts["South"]) == ([3, 0, 0, 3], [2, 1, 0, 3])
    assert counts["Other forces"][0] == counts["Not known"][0] == 1
    by_area = sum(int(classes(made(source, area))["Both together"][3]) for area in ("North", "South"))
    assert by_area + 2 == int(classes(force)["Both together"][3]) == 7


def test_force_and_area_have_the_same_sections_in_the_same_order(steady: BriefingSource) -> None:
    def headings(document: Document) -> list[str]:
        return [each.text for each in walk(document.blocks) if isinstance(each, Heading)]

    force = headings(made(steady))
    assert [int(each.split()[0]) for each in force] == list(range(1, 16))
    assert force == headings(made(steady, "north"))


def test_months_begin_at_local_midnight() -> None:
    edges = [
        {"from_at": datetime(2026, 4, 30, 22, 59, tzinfo=UTC)},  # 23:59 on 30 April, British Summer Time
        {"from_at": datetime(2026, 4, 30, 23, 0, tzinfo=UTC)},  # midnight of 1 May
        {"from_at": datetime(2026, 5, 31, 22, 59, tzinfo=UTC)},
        {"from_at": datetime(2026, 5, 31, 23, 0, tzinfo=UTC)},  # midnight of 1 June
    ]
    row = classes(made(source_of(offences(edges))))["Commercial burglaries"]
    assert row[2:4] == ("7", "8")  # April and May, 6 and the one or two that fall in them


def test_nothing_speaks_in_percentages(steady: BriefingSource) -> None:
    for scope in ("", "North"):
        assert "%" not in words_of(made(steady, scope))
        assert "per cent" not in words_of(made(steady, scope))


def test_no_probability_term_is_put_into_anyones_mouth(steady: BriefingSource) -> None:
    document = made(steady)
    said = " ".join(each.text.lower() for each in walk(document.blocks) if isinstance(each, Passage))
    assert not [term for term, _ in YARDSTICK if term.lower() in said]
    assert table(document, "Probability yardstick").rows == YARDSTICK
    fields = {each.key for each in walk(document.blocks) if isinstance(each, OpenField)}
    assert {"probability", "pursue", "prevent", "protect", "prepare", "series_leads"} - fields <= {
        "series_leads"
    }


def test_an_empty_month_says_so_and_fails_nowhere() -> None:
    without_may = offences(months=[each for each in MONTHS if each != MAY])
    document = made(source_of(without_may), month=MAY)
    assert "no ATM attack or commercial burglary" in document.title.text
    assert "%" not in words_of(document)
    assert document.provenance.n == 0


def test_an_area_with_nothing_is_nought_and_not_a_gap(steady: BriefingSource) -> None:
    row = classes(made(steady, "North"))["Enabler thefts"]
    assert row[:4] == ("0", "0", "0", "0")
    assert row[-2:] == ("0 to 2", "within")


def test_an_unknown_area_names_those_held(steady: BriefingSource) -> None:
    with pytest.raises(SacDashError, match="East") as told:
        made(steady, "East")
    assert "North, South" in str(told.value.remedy)


@pytest.mark.parametrize("month", [date(2020, 1, 1), date(2026, 7, 1)])
def test_a_month_without_data_is_refused(steady: BriefingSource, month: date) -> None:
    with pytest.raises(SacDashError, match="no data are held"):
        made(steady, month=month)


def test_no_offences_at_all_are_refused() -> None:
    with pytest.raises(SacDashError, match="no offences are held"):
        made(source_of(pl.DataFrame(schema=dict(OFFENCES))))


def test_a_part_month_is_not_compared(steady: BriefingSource) -> None:
    document = made(steady, month=date(2026, 6, 1))
    assert "the month had not ended" in document.title.text
    assert classes(document)["Commercial burglaries"][-1] == "part month"
    assert "part month" in passage(document, "lag")


def test_a_month_that_may_still_grow_is_not_called_low() -> None:
    slow = offences().with_columns(recorded_at=pl.col("to_at") + timedelta(days=40))
    slow = slow.filter(pl.col("from_at") < datetime(2026, 6, 1, tzinfo=UTC))
    document = made(source_of(slow), month=MAY)
    assert classes(document)["Commercial burglaries"][-1] == "may still grow"
    assert "may still grow" in passage(document, "lag")


def test_one_offence_alone_is_not_enough_data() -> None:
    alone = pl.DataFrame([offence(0, datetime(2026, 5, 3, 1, tzinfo=UTC))], schema=dict(OFFENCES))
    document = made(source_of(alone))
    assert document.title.text.startswith("May 2026: 1 ATM attack or commercial burglary")
    assert classes(document)["Commercial burglaries"][-1] in {"part month", "not enough data"}
    assert "Not enough data" in passage(document, "emerging")
    assert "%" not in words_of(document)


def test_data_known_to_the_month_only_are_counted_but_give_no_hour() -> None:
    monthly = offences().with_columns(
        when_precision=pl.lit("month"), recorded_at=pl.lit(None, OFFENCES["recorded_at"]),
        to_at=pl.col("from_at").dt.month_end(),
    )  # fmt: skip
    document = made(source_of(monthly), month=MAY)
    assert classes(document)["Commercial burglaries"][3] == "6"
    assert "known to the month only" in passage(document, "hours")
    assert "dated to the month only" in passage(document, "limits")


def test_attempts_and_what_is_not_stated_stand_apart() -> None:
    more = [
        {"from_at": datetime(2026, 5, 20, 1, tzinfo=UTC), "attempt": True},
        {"from_at": datetime(2026, 5, 21, 1, tzinfo=UTC), "attempt": None},
    ]
    row = classes(made(source_of(offences(more))))["Commercial burglaries"]
    assert row[3:7] == ("8", "6", "1", "1")


def test_a_month_before_the_area_was_drawn_is_no_history(steady: BriefingSource) -> None:
    drawn = pl.DataFrame(
        [("areas", "N", "North", date(2025, 1, 1), None, b"")], schema=dict(BOUNDARIES), orient="row"
    )
    source = replace(steady, boundaries=drawn)
    row = classes(made(source, "North"))["Commercial burglaries"]
    assert row[-3:] == ("2025: 3", "not enough data", "not enough data")


def test_what_all_areas_share_is_worked_out_once(steady: BriefingSource) -> None:
    made(steady)
    before = ground_of(steady)
    made(steady, "South")
    assert ground_of(steady) is before


def test_the_same_source_gives_the_same_words(steady: BriefingSource) -> None:
    assert words_of(made(replace(steady))) == words_of(made(steady))
