"""What the figures of place say in words: n, what was left out, what stands out, how to read it."""

from __future__ import annotations

import numpy as np

from sac_dash.dashboard.pages.patterns.words import say_basis
from sac_dash.figures.area_months import MAX_AREAS
from sac_dash.figures.near_repeat_table import RARE, is_rare, metres_name
from sac_dash.figures.shares_in_words import say_share
from sac_dash.figures.wording import say_list
from sac_dash.patterns.area_counts import AreaCounts, unplaced
from sac_dash.patterns.hot_spots import HotSpotParameters, HotSpots
from sac_dash.patterns.near_repeats import NearRepeats
from sac_dash.patterns.repeats import RepeatPremises
from sac_dash.workflow.trend_words import say_change

_SOON_DAYS = 28


def say_near(table: NearRepeats) -> str:
    """Return the caption of the Knox table: the soonest repeat and near repeat that stand out, and how many would."""
    cells = [(int(row), int(day)) for row, day in np.ndindex(*table.ratio.shape)]
    rare = sorted((cell for cell in cells if is_rare(table, cell)), key=_soon)
    first = [next((cell for cell in rare if (cell[0] == 0) is same), None) for same in (True, False)]
    said = ". ".join(say_square(table, cell) for cell in first if cell is not None)
    chance = RARE * len(cells)
    found = f"{said}." if said else "No square holds more pairs than chance readily brings."
    count = f"{len(rare)} of {len(cells)} squares have p ≤ .05 (*), about {chance:.0f} by chance"
    return f"{found} {count} · {say_basis(table.basis)} · {table.n_shuffles:,} shuffles. No proof of the same people."


def say_square(table: NearRepeats, cell: tuple[int, int]) -> str:
    """Return one square: ``Within 230 m and 7 days: 2.4 times chance (12 pairs, 5.0 by chance), p .010``."""
    row, day = cell
    pairs = f"{int(table.observed[cell]):,} pairs, {float(table.expected[cell]):.1f} by chance"
    times = float(table.ratio[cell])
    often = f"{times:.1f} times chance" if np.isfinite(times) else "never by chance"
    return f"{_where(table, row)} {_when(table, day)}: {often} ({pairs}), p {_p(float(table.p_value[cell]))}"


def say_hot(spots: HotSpots, n_left: int, hottest: tuple[str, ...] = ()) -> str:
    """Return the caption of the squares; `n_left` of them are not drawn, the hottest lie near `hottest`."""
    rule = HotSpotParameters()
    n_hot = int(spots.hot.sum())
    side = metres_name(spots.square_m)
    near = f", the hottest near {say_list(hottest)}" if hottest else ""
    found = (
        f"{n_hot:,} of {int(spots.judged.sum()):,} squares are hot (outlined){near}: more within"
        f" {metres_name(rule.radius_m)} than an even spread gives (Gi*, corrected: about"
        f" {100 * rule.false_share:.0f} in 100 called hot may be so by chance)."
        if n_hot
        else f"No square of {side} stands out beyond chance after correction (Gi*)."
    )
    left = f" The {n_left:,} emptiest squares are not drawn." if n_left else ""
    return f"{say_basis(spots.basis)} · {side} squares. {found}{left} Follows shops as much as offenders."


def say_again(table: RepeatPremises) -> str:
    """Return the caption of the repeats."""
    soon = int(np.flatnonzero(table.within_days == _SOON_DAYS)[0])
    share = float(table.again_share[soon])
    within = (
        f" After an offence {_interval(table, soon)} are hit again within {_SOON_DAYS} days."
        if np.isfinite(share)
        else ""
    )
    return (
        f"{say_basis(table.basis)} · {table.n_repeats:,} at premises hit before: {say_share(table.repeat_share)}."
        f"{within} Kaplan–Meier, 95 % interval."
    )


def say_premises(table: RepeatPremises, n_shown: int) -> str:
    """Return the line above the list."""
    more = f", the {n_shown} most hit listed" if table.n_repeat_premises > n_shown else ""
    return f"{table.n_repeat_premises:,} of {table.n_premises:,} premises hit more than once{more}"


def say_areas(counts: AreaCounts, *, held: bool) -> str:
    """Return the caption of the areas; `held` says whether boundaries are."""
    changes = "; ".join(map(say_change, counts.changes))
    n_areas = counts.counts["group"].n_unique()
    said = (
        f"Boundaries changed (upright line): {changes}."
        if changes
        else "No boundary changed in these months."
        if held
        else "No boundaries are held: areas as the source states them."
    )
    left = f" The {n_areas - MAX_AREAS:,} smallest areas are in the CSV." if n_areas > MAX_AREAS else ""
    unknown = unplaced(counts.counts)
    none = f" · {unknown:,} in no known area" if unknown else ""
    return f"{say_basis(counts.basis)}{none} · by month in which the window begins. {said}{left}"


def _where(table: NearRepeats, row: int) -> str:
    if row == 0:
        return "At the same premises"
    far = metres_name(float(table.metres[row]))
    return f"Within {far}" if row == 1 else f"At {metres_name(float(table.metres[row - 1]))} to {far}"


def _when(table: NearRepeats, day: int) -> str:
    last = f"{table.days[day]:g} days"
    if day == 0:
        return f"within {last}"
    return f"after {table.days[day - 1]:g} to {last}"


def _soon(cell: tuple[int, int]) -> tuple[int, int]:
    """Order squares: the soonest first, the nearest of those first."""
    return cell[1], cell[0]


def _p(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _interval(table: RepeatPremises, at: int) -> str:
    low, high = float(table.low[at]), float(table.high[at])
    share = float(table.again_share[at])
    return say_share(share, low, high) if np.isfinite(low) and np.isfinite(high) else say_share(share)
