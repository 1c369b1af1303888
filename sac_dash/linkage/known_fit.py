"""Fit with a known series: who resembles one of its offences should resemble the others.

An offence that shares its town and its brick with a single member of a known series, and nothing with the rest,
looks linked as long as pairs are judged one by one. The rest of the series is evidence too. So where one offence
of a pair belongs to a known series and the other does not, that the others of it fit worse than that one does
counts against the link. That they fit better counts for nothing here: support of other offences says it already.

How much it counts is a compromise, measured on invented forces: where all of a series is known, more would
rank better; where half of it is still to be found, more would hide what is looked for (docs/adr/0008).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.evidence_parameters import KnownFitParameters

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


def evidence_of_known_fit(
    records: kernels.Records,
    tables: kernels.Tables,
    known: Positions | None,
    a: Positions,
    b: Positions,
    *,
    parameters: KnownFitParameters,
) -> Floats:
    """Return what known series say against each pair, log10 units; never positive.

    Parameters
    ----------
    known
        Number of each offence's known series by canonical position, -1 for none; None where none is known.
    a, b
        Canonical positions.
    """
    found = np.zeros(len(a))
    if known is None or parameters.weight == 0.0:
        return found
    for stranger, member in ((a, b), (b, a)):
        asked = np.flatnonzero((known[member] >= 0) & (known[stranger] != known[member]))
        if len(asked):
            found[asked] += _worse_than_own(records, tables, known, stranger[asked], member[asked])
    return np.maximum(parameters.weight * found, -parameters.limit_log10)


def number_known(series: dict[str, list[int]], n: int) -> Positions | None:
    """Return each offence's number of known series (-1: none), or None where no two offences are known.

    Parameters
    ----------
    series
        Canonical positions by series.
    n
        Offences in the file.
    """
    number = np.full(n, -1, np.int64)
    several = sorted(sorted(set(members)) for members in series.values() if len(set(members)) > 1)
    for place, members in enumerate(several):
        number[members] = place
    return number if several else None


def _worse_than_own(
    records: kernels.Records, tables: kernels.Tables, known: Positions, stranger: Positions, member: Positions
) -> Floats:
    """Return by how much a stranger fits the rest of each member's series worse than that member: 0 or less."""
    by_series = np.argsort(known, kind="stable")
    size = np.bincount(known[known >= 0])
    first = np.cumsum(np.r_[np.count_nonzero(known < 0), size])
    asked, question = np.unique(stranger * len(size) + known[member], return_inverse=True)
    who, series = asked // len(size), asked % len(size)
    count = size[series]
    begins = np.repeat(first[series] - np.r_[0, np.cumsum(count)[:-1]], count)
    others = by_series[begins + np.arange(count.sum())]
    fits = kernels.pair_totals(records, tables, np.repeat(who, count), others)
    total = np.bincount(np.repeat(np.arange(len(asked)), count), weights=fits)
    own = kernels.pair_totals(records, tables, stranger, member)
    rest = (total[question] - own) / np.maximum(count[question] - 1, 1)
    return np.asarray(np.minimum(rest - own, 0.0))
