"""The choice of what a source column is: complete, without doubles, and safe to leave by Enter."""

from __future__ import annotations

import pytest

from sac_dash.dashboard.pages.data.column_words import NOT_USED, use_options
from sac_dash.ingest.mapping import MAPPABLE_COLUMNS


def offered(used_as: str | None) -> list[str]:
    return [item["value"] for group in use_options(used_as, "Way In") for item in group["items"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("used_as", [None, "crime_ref", "mo_text", "facet:entry_method", "facet:way_in"])
def test_every_use_is_offered_once_and_the_one_read_comes_first(used_as):
    values = offered(used_as)
    assert values[0] == (used_as or NOT_USED)
    assert len(values) == len(set(values))
    assert {NOT_USED, "facet:*", *MAPPABLE_COLUMNS} <= set(values)
