"""A prepared file in which a few offences are coded anew, without preparing the rest again.

An analyst who corrects one code wants the ranking at once. What the correction changes is that offence: its
codes, its residual wording, its profile, how far its kind travels. How rare codes and words are, and how often
codes go together, stays as the run counted it. Those are the figures the evidence names ("1 in 140"), and
scores of offences nobody corrected stay those of the run; one offence more or less would move them by about
the inverse of their count. A code nobody had is as rare as a count of none makes it, and says nothing where
nobody stated anything of its facet. The next run counts anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage.coded_offences import FacetCode, codes_without_bit, recode
from sac_dash.linkage.mo_profiles import recode_profiles
from sac_dash.linkage.mo_wording import recode_terms
from sac_dash.linkage.mobility import mobility_points
from sac_dash.linkage.partner_ranking import PreparedFile
from sac_dash.linkage.reach_index import recode_index


def new_codes(prepared: PreparedFile, tags: pl.DataFrame, rows: Iterable[int]) -> frozenset[FacetCode]:
    """Return the codes that some offences state now and that no offence of the prepared file had.

    They have no place in it: prepare it with them beside (:func:`coded_offences.code_arrays`), then recode.
    """
    return codes_without_bit(prepared.scales.coded, tags, _positions(prepared, rows))


def recode_file(prepared: PreparedFile, tags: pl.DataFrame, rows: Iterable[int]) -> PreparedFile:
    """Return a prepared file in which some offences have the codes that `tags` give them.

    Parameters
    ----------
    prepared
        Made of the same offences; it is left as it is.
    tags
        Of those offences at least, as corrected (``domain.columns.TAGS``).
    rows
        Rows of the offences frame; those that cannot be linked are left out.
    """
    positions = _positions(prepared, rows)
    if not len(positions):
        return prepared
    scales = prepared.scales
    held = tags.filter(pl.col("row").is_in(scales.coded.rows[positions].astype(np.uint32)))
    coded = recode(scales.coded, held, positions)
    mobility = scales.records.mobility.copy()
    mobility[positions] = mobility_points(
        replace(coded, rows=coded.rows[positions], present=coded.present[positions])
    )
    records = scales.records._replace(present=coded.present, absent=coded.absent, mobility=mobility)
    terms = recode_terms(scales.terms, coded, held, positions, scales.parameters.text)
    profiles = recode_profiles(prepared.profiles, scales.records, records, scales.tables, positions)
    return replace(
        prepared,
        scales=replace(scales, coded=coded, records=records, terms=terms),
        profiles=profiles,
        index=recode_index(prepared.index, profiles),
        bounds=prepared.bounds._replace(
            least_points=int(mobility.min(initial=0)), most_points=int(mobility.max(initial=0))
        ),
    )


def _positions(prepared: PreparedFile, rows: Iterable[int]) -> NDArray[np.int64]:
    """Return the canonical positions of the rows that can be linked."""
    return np.flatnonzero(np.isin(prepared.scales.coded.rows, np.array(sorted(set(rows)), np.int64)))
