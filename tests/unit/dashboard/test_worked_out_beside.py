"""Work beside a request: begun by the first who asks, there for those who ask later, faults told."""

from __future__ import annotations

from threading import Event

import pytest

from sac_dash.dashboard.worked_out_beside import WorkedOutBeside
from sac_dash.domain.errors import SacDashError


def wait_for(ask):
    for _ in range(500):
        found = ask()
        if found is not None:
            return found
        Event().wait(0.01)
    raise AssertionError("never worked out")


def test_nobody_waits_and_it_is_worked_out_once():
    go, times, kept = Event(), [], WorkedOutBeside(2)

    def build() -> str:
        go.wait(5)
        times.append(1)
        return "done"

    assert kept.get("a", build) is None
    assert kept.get("a", build) is None
    go.set()
    assert wait_for(lambda: kept.get("a", build)) == "done"
    assert len(times) == 1


@pytest.mark.parametrize(
    ("raised", "said"), [(SacDashError("a column is missing"), "missing"), (ValueError("x"), "worked out")]
)
def test_a_fault_is_told_to_whoever_asks(raised, said):
    kept = WorkedOutBeside(2)

    def build() -> str:
        raise raised

    def ask() -> SacDashError | None:
        try:
            return kept.get("a", build)
        except SacDashError as fault:
            return fault

    assert said in str(wait_for(ask))


def test_a_fault_is_told_once_and_then_tried_again():
    kept, faults = WorkedOutBeside(2), [SacDashError("the disk is full")]

    def build() -> str:
        if faults:
            raise faults.pop()
        return "done"

    def ask() -> str | SacDashError | None:
        try:
            return kept.get("a", build)
        except SacDashError as fault:
            return fault

    assert "full" in str(wait_for(ask))
    assert wait_for(ask) == "done"


def test_what_is_still_being_worked_out_is_not_forgotten():
    go, times, kept = Event(), [], WorkedOutBeside(1)

    def slow() -> str:
        go.wait(5)
        times.append(1)
        return "slow"

    assert kept.get("a", slow) is None
    kept.put("b", "given")
    assert kept.get("b", slow) == "given"
    go.set()
    assert wait_for(lambda: kept.get("a", slow)) == "slow"
    assert len(times) == 1
