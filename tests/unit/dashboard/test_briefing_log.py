"""What leaves is entered with what was held back; nothing is entered where a disclosure lacks its basis."""

from __future__ import annotations

from pathlib import Path

import pytest

from sac_dash.briefing.making import MadeFile
from sac_dash.briefing.products.request import BriefRequest, People
from sac_dash.dashboard.briefing_log import enter_files
from sac_dash.domain.errors import SacDashError
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of

REMOVED = (("addresses", 8), ("small cells", 2))
FILES = (MadeFile("pack.pdf", "application/pdf", b"x", REMOVED), MadeFile("pack.docx", "", b"y", REMOVED))


def test_a_disclosure_says_once_how_much_of_what_was_held_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    people = People(recipient="Retail group", basis="ISA 7", approver="DI")
    enter_files(store, BriefRequest("industry", "S-1", people=people), FILES, "ana")
    (held,) = case_book_of(store).disclosures
    assert held.removed == REMOVED
    assert [name for name, _ in held.files] == ["pack.pdf", "pack.docx"]


def test_without_a_basis_nothing_is_entered(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(SacDashError, match="basis is missing"):
        enter_files(
            store, BriefRequest("industry", "S-1", people=People("", "", "", "Shop", "", "DI")), FILES, "ana"
        )
    assert case_book_of(store).disclosures == ()
