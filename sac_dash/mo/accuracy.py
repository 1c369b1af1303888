"""How right the reader is on texts that a person has labelled.

An analyst trusts codes read from text only as far as somebody has checked them. Precision is the
share of what was read that was meant, recall the share of what was meant that was read; both are
counted over all texts together (micro-averaged), so that a facet seldom stated weighs little.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from sac_dash.domain.facets import TagState
from sac_dash.mo.offence_coding import STATED, Batch, OffenceCoder
from sac_dash.mo.reading import Reader
from sac_dash.mo.vocabulary import Vocabulary, parse_version

FacetCode = tuple[str, str]

#: The facets linkage leans on most and that every set labels in full.
CORE_FACETS = (
    "entry_point",
    "entry_method",
    "tool",
    "property",
    "getaway",
    "security_defeat",
    "offender_number",
    "disguise",
    "premises",
)
#: Labelled in full by the blind set alone.
WIDER_FACETS = (
    "target",
    "atm_attack",
    "atm_install",
    "instrument_vehicle",
    "vehicle_colour",
    "vehicle_use",
    "exit_route",
    "security_state",
    "carrier",
    "group",
    "search",
    "outcome",
    "timing",
    "hard_link",
    "premises_brand",
    "ignored",
)
CORE, EVERY = "core facets", "every facet"


@dataclass(frozen=True)
class LabelledText:
    """One text and what a careful person reads in it.

    Parameters
    ----------
    text
        The MO text as an officer would type it.
    style
        Whose writing it imitates: "uk", "us" or "other"; empty where the set does not say.
    codes
        Stated present, hedged included.
    arguable
        Codes on which two careful readers could differ: neither asked for nor held against.
    absent
        Stated absent, or bait: reading them as present is an error worth counting by itself.
    vocabulary
        The version of the vocabulary it was labelled with, () for the first ones. Codes that came
        later could not be labelled; they are left out on both sides.
    """

    text: str
    style: str
    codes: frozenset[FacetCode]
    arguable: frozenset[FacetCode] = frozenset()
    absent: frozenset[FacetCode] = frozenset()
    vocabulary: tuple[int, ...] = ()


@dataclass
class Score:
    """Counts of codes: read rightly, read at all, and meant."""

    right: int = 0
    read: int = 0
    meant: int = 0

    @property
    def precision(self) -> float:
        """Return the share of codes read that were meant; 1 where nothing was read."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """Return the share of codes meant that were read; 1 where nothing was meant."""
        return self.right / self.meant if self.meant else 1.0


@dataclass
class Accuracy:
    """Scores by facet, over :data:`CORE` and :data:`EVERY` facet, and the bait taken."""

    scores: dict[str, Score] = field(default_factory=dict)
    texts: int = 0
    bait: int = 0
    bait_taken: int = 0

    def score(self, facet: str) -> Score:
        """Return the score of a facet, or of CORE or EVERY; empty where it was never seen."""
        return self.scores.setdefault(facet, Score())


def load_texts(path: Path) -> list[LabelledText]:
    """Read a file of labelled texts: a JSON list of ``text``, ``codes`` and the optional rest."""
    return [
        LabelledText(
            text=item["text"],
            style=item.get("style", ""),
            codes=_pairs(item["codes"]),
            arguable=_pairs(item.get("arguable", {})),
            absent=_pairs(item.get("absent", {})),
            vocabulary=parse_version(item["vocabulary"]) if "vocabulary" in item else (),
        )
        for item in json.loads(path.read_text(encoding="utf-8"))
    ]


def measure_reading(
    reader: Reader, texts: Iterable[LabelledText], facets: Sequence[str] = CORE_FACETS
) -> Accuracy:
    """Compare what the reader reads with what people labelled.

    A label also means what its code implies (an RS model is an Audi), unless that is arguable;
    generic codes ("a door"), and codes younger than the label, are left out on both sides.

    Parameters
    ----------
    reader
        The reader to judge.
    texts
        Labelled texts; must not be those the vocabulary was written from if the figure is to say
        anything about other texts.
    facets
        Facets that the set labels in full. A facet it labels only here and there would show false
        errors.
    """
    accuracy = Accuracy()
    for labelled in texts:
        read = codes_read(reader, labelled.text)
        _count_text(accuracy, labelled, read, reader.vocabulary, facets)
    return accuracy


def codes_read(reader: Reader, text: str) -> frozenset[FacetCode]:
    """Return the codes a text is tagged with: present or hedged, settled, not generic."""
    batch = Batch(pl.Series([text]), pl.DataFrame(schema=STATED))
    settled = OffenceCoder(reader).code(batch).filter(pl.col("state") != TagState.ABSENT.value)
    present = set(settled.select("facet", "code").iter_rows())
    return frozenset(present - reader.vocabulary.generic)


def _count_text(
    accuracy: Accuracy,
    labelled: LabelledText,
    read: frozenset[FacetCode],
    vocabulary: Vocabulary,
    facets: Sequence[str],
) -> None:
    later = {pair for pair, since in vocabulary.since.items() if since > labelled.vocabulary}
    meant = _with_implied(labelled, vocabulary) - vocabulary.generic - later
    judged = read - later - (labelled.arguable - meant) - _excused(read & later, meant, vocabulary)
    counts: dict[str, Counter[str]] = {}
    for name, codes in (("read", judged), ("meant", meant), ("right", judged & meant)):
        counts[name] = Counter(facet for facet, _ in codes)
    for facet in facets:
        for key in (facet, EVERY, *((CORE,) if facet in CORE_FACETS else ())):
            score = accuracy.score(key)
            score.right += counts["right"][facet]
            score.read += counts["read"][facet]
            score.meant += counts["meant"][facet]
    accuracy.texts += 1
    accuracy.bait += len(labelled.absent)
    accuracy.bait_taken += len(labelled.absent & read)


def _excused(
    finer: frozenset[FacetCode], meant: frozenset[FacetCode], vocabulary: Vocabulary
) -> frozenset[FacetCode]:
    """Return what codes too young to be labelled imply beside the label: a vRS is a Skoda, and fast."""
    implied = (frozenset(vocabulary.implied.get(pair, ())) for pair in finer)
    return frozenset(other for others in implied if others & meant for other in others - meant)


def _with_implied(labelled: LabelledText, vocabulary: Vocabulary) -> frozenset[FacetCode]:
    implied = {pair for facet, code in labelled.codes for pair in vocabulary.facet(facet).codes[code].implies}
    return labelled.codes | (implied - labelled.arguable)


def _pairs(codes: dict[str, list[str]]) -> frozenset[FacetCode]:
    return frozenset((facet, code) for facet, listed in codes.items() for code in listed)
