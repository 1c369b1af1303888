"""Workers get ready one after the other, and none waits for ever."""

from __future__ import annotations

import threading
from pathlib import Path

from sac_dash.cli.worker_turn import WorkerTurn


def test_one_worker_at_a_time(tmp_path: Path) -> None:
    first, second = WorkerTurn(tmp_path), WorkerTurn(tmp_path, longest_s=0.3)
    assert first.take()
    assert not second.take()
    threading.Thread(target=first.give_back).start()  # by the thread that got things ready
    assert WorkerTurn(tmp_path).take()


def test_a_worker_that_is_told_to_stop_waits_no_longer(tmp_path: Path) -> None:
    holder = WorkerTurn(tmp_path)
    assert holder.take()
    assert not WorkerTurn(tmp_path).take(lambda: False)
    holder.give_back()


def test_giving_back_what_was_not_had_harms_nobody(tmp_path: Path) -> None:
    holder, late = WorkerTurn(tmp_path), WorkerTurn(tmp_path, longest_s=0.1)
    assert holder.take()
    assert not late.take()
    late.give_back()
    assert not WorkerTurn(tmp_path, longest_s=0.1).take()
    holder.give_back()


def test_where_no_lock_can_be_had_both_go_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not WorkerTurn(tmp_path / "file" / "below", longest_s=1).take()
