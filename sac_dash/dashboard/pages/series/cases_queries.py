"""What the comparative case table asks: the table of a series under the decisions that stand."""

from __future__ import annotations

from collections.abc import Sequence

from sac_dash.briefing.case_table import Cases, cases_of
from sac_dash.dashboard import state
from sac_dash.dashboard.class_rates import class_rates

MOST_TELLING = 24  # behaviours shown at first: what fits a screen beside the offences


def find_cases(series_id: str, offence_keys: Sequence[str], *, everything: bool = False) -> Cases:
    """Return the table of a series' members as it stands.

    Parameters
    ----------
    offence_keys
        The members on screen.
    everything
        Every shared behaviour, not only the most telling.
    """
    generation = state.store().require_current()
    most = None if everything else MOST_TELLING
    rates = class_rates(generation)
    return cases_of(generation, state.case_book(), rates, series_id, offence_keys, most=most)
