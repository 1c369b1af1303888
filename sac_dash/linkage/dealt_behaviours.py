"""A file with its behaviours dealt anew: whoever is alike in it is so by chance.

Places and times stay as they are, and every modus operandi stays whole; only who did it where and when is dealt anew,
among offences of one area, class and kind of premises, so that what is usual in an area stays usual there. The pairs
that some of the offences have then tell how many pairs chance brings about in the file itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.aspect_of_place import find_neighbourhoods
from sac_dash.linkage.candidates import reach_of
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.kernels import Records, Tables
from sac_dash.linkage.numbering import number_kinds
from sac_dash.linkage.pair_search import join_found, lay_out, list_pieces, search_piece
from sac_dash.linkage.parameters import LevelParameters, LinkageParameters
from sac_dash.linkage.stated_codes import WORD_BITS

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


@dataclass(frozen=True)
class ChancePairs:
    """Pairs of a file whose behaviours were dealt anew.

    Parameters
    ----------
    a, b
        Canonical positions, ``a < b``, sorted: whose places and times these are.
    score
        Evidence of two offences alone of each pair above the floor of the search, log10 units.
    share
        Share of the file's pairs that were looked at, 0 to 1.
    """

    a: Positions
    b: Positions
    score: Floats
    share: float


def pairs_by_chance(
    coded: CodedOffences, records: Records, tables: Tables, parameters: LinkageParameters
) -> ChancePairs:
    """Deal the behaviours of a file anew and return the pairs within reach that some of its offences have then."""
    n, rules = len(coded), parameters.level
    rng = np.random.default_rng(rules.seed)
    dealt = deal_within(_strata(coded, records, rules), rng)
    anew = records._replace(
        present=records.present[dealt],
        absent=records.absent[dealt] if records.absent.any() else records.absent,
        mobility=records.mobility[dealt],
    )
    asked = np.sort(rng.choice(n, min(rules.asked, n), replace=False)).astype(np.int64)
    layout = lay_out(anew, tables, reach_of(n, parameters), asked)
    found = join_found(search_piece(layout, piece) for piece in list_pieces(layout))
    pairs, once = np.unique(found.a.astype(np.int64) * n + found.b, return_index=True)
    others = n - len(asked)
    unseen = others * (others - 1) / (n * (n - 1))
    return ChancePairs(pairs // n, pairs % n, found.score[once], 1.0 - unseen)


def deal_within(stratum: Positions, rng: np.random.Generator) -> Positions:
    """Return whose behaviours each offence is dealt: some offence's of its stratum, each one's once."""
    n = len(stratum)
    here, there = (np.lexsort((rng.random(n), stratum)) for _ in range(2))
    dealt = np.empty(n, np.int64)
    dealt[here] = there
    return dealt


def _strata(coded: CodedOffences, records: Records, rules: LevelParameters) -> Positions:
    """Return a number for each offence, alike within one area, class and kind of premises.

    What has fewer than `fewest_alike` offences is put with its kind in the whole file, then with its class, then with
    all others: among few, one series would be dealt back to itself.
    """
    area = np.zeros(len(coded), np.int64)
    halvings = int(math.log2(max(len(coded) // rules.area, 1)))
    for number, members in enumerate(find_neighbourhoods(records, halvings).members, 1):
        area[members] = number
    of_class = coded.column("offence_class").rank("dense").fill_null(0).to_numpy().astype(np.int64)
    kind = _joined(of_class, first_codes(coded, "premises"))
    stratum = _joined(kind, area)
    for wider in (kind, of_class, np.zeros_like(kind)):
        few = np.bincount(stratum)[stratum] < rules.fewest_alike
        stratum = _joined(np.where(few, 1 + wider, 0), np.where(few, 0, 1 + stratum))
    return stratum


def _joined(one: Positions, other: Positions) -> Positions:
    """Return a number from 0 for each combination of two numbers that occurs."""
    together = one * (int(other.max(initial=0)) + 1) + other
    return number_kinds(together).place


def first_codes(coded: CodedOffences, facet: str) -> Positions:
    """Return the number, from 1, of the first code of a facet that each offence states; 0 for none."""
    first = np.zeros(len(coded), np.int64)
    for each in (one for one in coded.facets if one.name == facet):
        for word in reversed(range(each.words)):
            bits = coded.present[:, each.first_word + word].astype(np.int64)
            below = np.bitwise_count((bits & -bits) - 1)
            first = np.where(bits > 0, word * WORD_BITS + below.astype(np.int64) + 1, first)
    return first
