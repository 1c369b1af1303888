"""Meetings and their actions in the words of the history."""

from __future__ import annotations

from datetime import UTC, datetime

from sac_dash.casework import AddTask, Change, CompleteTask, MarkSitting, Recorded
from sac_dash.dashboard.decision_words import say_action, say_change, say_decision

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def test_a_meeting_is_said_in_plain_words():
    sitting = MarkSitting("g-1", 3, NOW.isoformat())
    assert say_decision(Recorded(4, NOW, "Ana", sitting), {}) == "Ana marked a sitting as held"
    assert say_action(AddTask("Ring the hire shop"), {}) == "added an action: Ring the hire shop"
    assert say_action(CompleteTask(4), {}) == "ticked off action 4"
    assert say_action(CompleteTask(4, done=False), {}) == "opened again action 4"


def test_a_conflict_on_an_action_names_it():
    assert say_change(Change("task=4", "done", "open", "Ana", NOW)) == ("Action 4", "done", "open")
