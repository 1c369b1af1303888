"""Fixtures shared by every test: where the real data lies, and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is not a defect: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SHARED_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data beside the project, or skip where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data beside the project is not on this machine")
    return SHARED_DATA


@pytest.fixture
def today() -> datetime:
    """Return the fixed moment at which tests take place."""
    return datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
