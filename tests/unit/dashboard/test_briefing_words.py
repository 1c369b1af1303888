"""Decisions about documents read as sentences in the history and the log."""

from __future__ import annotations

from datetime import UTC, datetime

from sac_dash.casework import Change, Disclose, KeepBriefing, SetHandling
from sac_dash.dashboard.decision_words import say_action, say_change

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def test_decisions_about_documents_are_said_in_words():
    assert (
        say_action(SetHandling("OFFICIAL", "P", "Ask first"), {})
        == "set the handling of documents to OFFICIAL, handling code P: Ask first"
    )
    assert say_action(SetHandling("OFFICIAL"), {}).endswith("OFFICIAL, no handling code")
    kept = KeepBriefing("series_bulletin", "S-12", "March 2026", (("synopsis", "x"),), snapshot="g1")
    assert (
        say_action(kept, {})
        == "kept the briefing series bulletin of S-12, March 2026, 1 passage in the analyst's words"
    )
    given = Disclose(
        "industry_pack", "S-12", "Partnership", "ISA 12", "DI A", "", (("pack.pdf", ""),), (("name", 3),)
    )
    assert say_action(given, {}) == (
        "disclosed industry pack of S-12 to Partnership (pack.pdf); basis ISA 12, approved by DI A,"
        " 3 details removed first"
    )


def test_a_conflict_over_documents_is_said_in_words():
    change = Change("briefing=bulletin S-12", "version 1", "version 2", "ana", NOW)
    assert say_change(change) == ("Briefing: bulletin S-12", "version 1", "version 2")
    assert say_change(Change("handling", "OFFICIAL", "SECRET", "ana", NOW))[0] == "Marking and handling"
