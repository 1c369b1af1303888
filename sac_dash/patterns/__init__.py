"""What is changing: counts over time with what history leads one to expect, and the facts of a series.

Small counts are the rule here, so this room gives counts and exact ranges, never a percentage
change, and says "not enough data" in so many words. It knows no screen, file or setting.
"""

from __future__ import annotations

from pathlib import Path

from sac_dash.domain.stale_code import drop_stale_code

for folder in (Path(__file__).parent, Path(__file__).parent / "alerts"):
    drop_stale_code(folder)
