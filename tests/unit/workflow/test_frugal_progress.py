"""Progress that lets go of memory: everything is passed on, and each stage begins without what the last has read."""

from sac_dash.workflow import frugal_progress


def test_it_passes_on_what_it_is_told_and_lets_go_at_every_stage(monkeypatch):
    let_go, told = [], []
    monkeypatch.setattr(frugal_progress, "release_pages", lambda: let_go.append(len(told)))
    monkeypatch.setattr(frugal_progress.time, "monotonic", lambda: 1.0)
    progress = frugal_progress.letting_go(lambda stage, share: told.append((stage, share)))
    for stage, share in (("Reading", 0.0), ("Reading", 0.5), ("Scoring", 0.0), ("Scoring", 1.0)):
        progress(stage, share)
    assert told == [("Reading", 0.0), ("Reading", 0.5), ("Scoring", 0.0), ("Scoring", 1.0)]
    assert let_go == [0, 2]


def test_within_a_stage_it_lets_go_now_and_then(monkeypatch):
    let_go, now = [], iter([1.0, 1.01, 1.2, 1.21])
    monkeypatch.setattr(frugal_progress, "release_pages", lambda: let_go.append(True))
    monkeypatch.setattr(frugal_progress.time, "monotonic", lambda: next(now))
    progress = frugal_progress.letting_go(lambda stage, share: None)
    for _ in range(4):
        progress("Scoring", 0.5)
    assert len(let_go) == 2
