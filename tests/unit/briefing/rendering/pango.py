"""Whether pages can be set here."""

from __future__ import annotations

import pytest

from sac_dash.briefing.rendering.pdf import can_print

needs_pango = pytest.mark.skipif(not can_print(), reason="Pango is not installed")
