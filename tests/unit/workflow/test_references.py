"""A reference names one offence, or the user is asked."""

from __future__ import annotations

import polars as pl
import pytest
from offence_frames import offences

from sac_dash.domain.errors import AmbiguousReferenceError, UnusableInputError
from sac_dash.workflow.references import find_offence, rows_of

TWO_FORCES = offences(["1/26", "2/26", "1/26"], ["Mercia", "Mercia", "Wessex"])


def test_a_bare_reference_of_one_offence() -> None:
    assert find_offence(TWO_FORCES, " 2/26 ") == 1


def test_a_reference_with_its_force() -> None:
    assert find_offence(TWO_FORCES, "Wessex:1/26") == 2


def test_an_ambiguous_reference_is_asked_back() -> None:
    with pytest.raises(
        AmbiguousReferenceError, match=r"several forces\. Say which: Mercia:1/26, Wessex:1/26"
    ):
        find_offence(TWO_FORCES, "1/26")


def test_an_unknown_reference_is_told_with_the_nearest() -> None:
    with pytest.raises(UnusableInputError, match=r"there is no offence 3/26.*Did you mean"):
        find_offence(TWO_FORCES, "3/26")


def test_a_reference_may_hold_a_colon() -> None:
    assert find_offence(offences(["A:1", "B:1"]), "B:1") == 1


def test_lists_of_references() -> None:
    listed = pl.DataFrame(
        {"crime_ref": ["2/26", "1/26", "none", "Wessex:1/26"], "force": [None, "Wessex", None, None]}
    )
    assert rows_of(TWO_FORCES, listed)["row"].to_list() == [1, 2, None, 2]


def test_an_ambiguous_reference_in_a_list() -> None:
    with pytest.raises(AmbiguousReferenceError, match="1/26"):
        rows_of(TWO_FORCES, pl.DataFrame({"crime_ref": ["1/26"]}))
