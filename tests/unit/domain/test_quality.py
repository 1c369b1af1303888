"""Counts reconcile, or say that they do not."""

import pytest

from sac_dash.domain.errors import SacDashError
from sac_dash.domain.quality import Counts, QualityReport


def test_two_files_add_up():
    total = Counts(10, 7, 1, 1, 1) + Counts(5, 5, 0, 0, 0)
    assert total == Counts(15, 12, 1, 1, 1)
    assert total.check() is total


def test_a_lost_row_is_refused():
    with pytest.raises(SacDashError, match="do not reconcile"):
        Counts(read=10, accepted=9).check()


def test_the_line_a_person_and_a_machine_can_read():
    assert Counts(51344, 48000, 44, 3000, 300).line() == (
        "read 51,344  accepted 48,000  duplicate 44  out of scope 3,000  rejected 300"
    )


def test_report_is_json_ready():
    assert QualityReport(Counts()).as_dict()["counts"]["read"] == 0
