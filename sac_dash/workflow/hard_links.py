"""Hard links on their way into the case book: which offences they mean, which are there already.

A link may name an offence that is not held (another force's, or one that will come with the next
extract): it is kept and told. Nothing is guessed where a bare reference could mean two offences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import polars as pl

from sac_dash.casework import AddHardLinks, HardLink
from sac_dash.domain.columns import REJECTS, empty
from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.domain.quality import Counts
from sac_dash.ingest.hard_links import read_hard_links
from sac_dash.ingest.listed_rows import ListedRow, ListedTable, RejectedRow, reject_lines, rejects_frame
from sac_dash.store import Generation, Store
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.references import ambiguous, find_offence


@dataclass(frozen=True)
class LinkImport:
    """What an import did.

    Parameters
    ----------
    counts
        read = accepted + duplicate + rejected.
    added
        The links written down.
    not_held
        Keys of offences that accepted links name and that the store does not hold.
    rejects
        `domain.columns.REJECTS`.
    reject_lines
        The same, a line each.
    """

    counts: Counts
    added: tuple[HardLink, ...]
    not_held: tuple[str, ...]
    rejects: pl.DataFrame
    reject_lines: tuple[str, ...]
    warnings: Mapping[str, int]
    notes: tuple[str, ...]

    def line(self) -> str:
        """Return the reconciliation on one line."""
        counts = self.counts
        return (
            f"read {counts.read:,}  accepted {counts.accepted:,}  duplicate {counts.duplicate:,}"
            f"  rejected {counts.rejected:,}"
        )


@dataclass(frozen=True)
class OffencesHeld:
    """The references a store can tell apart."""

    keys: frozenset[str]
    forces_of: Mapping[str, tuple[str, ...]]  # bare reference → forces that use it
    forces: tuple[str, ...]

    def place(self, force: str, reference: str) -> tuple[str, str]:
        """Return the force and reference meant.

        Raises
        ------
        SacDashError
            When the force is not said and cannot be known.
        """
        if force:
            return self._as_held(force), reference
        using = self.forces_of.get(reference, ())
        named, _, bare = reference.partition(":")
        if not using and bare and any(letter.isalpha() for letter in named):
            return self._as_held(named.strip()), bare.strip()
        if len(using) > 1:
            raise ambiguous(reference, list(using))
        known = using or self.forces
        if len(known) == 1:
            return known[0], reference
        raise SacDashError(
            f"{reference} is not held and no force is given", remedy="Say the force of this offence"
        )

    def _as_held(self, force: str) -> str:
        """Return a force's name as the store spells it."""
        return next((each for each in self.forces if each.casefold() == force.casefold()), force)


def offences_held(generation: Generation | None) -> OffencesHeld:
    """Return what a generation can tell apart; nothing where there is none."""
    if generation is None:
        return OffencesHeld(frozenset(), {}, ())
    offences = generation.offences
    forces_of: dict[str, list[str]] = defaultdict(list)
    for reference, force in offences.select("crime_ref", "force").iter_rows():
        forces_of[reference].append(force)
    return OffencesHeld(
        frozenset(offences["offence_key"]),
        {reference: tuple(forces) for reference, forces in forces_of.items()},
        tuple(offences["force"].unique().sort()),
    )


def import_hard_links(store: Store, path: Path, user: str, now: datetime) -> LinkImport:
    """Read a list of hard links and write the new ones into the case book, as one decision.

    Parameters
    ----------
    now
        The present moment (aware); later dates are no dates.

    Raises
    ------
    UnusableInputError
        When the file cannot be used at all; nothing is written.
    """
    table = read_hard_links(path, now)
    held = offences_held(store.current())
    placed, refused = _placed(table.rows, held)
    fresh = _fresh(placed, case_book_of(store).hard_links)
    if fresh:
        decide(store, AddHardLinks(fresh, source=path.name), user)
    return _told(table, placed, fresh, refused, held)


def add_hard_link(store: Store, link: HardLink, user: str) -> LinkImport:
    """Write one link entered by hand; its forces may be left out where they can be known.

    Raises
    ------
    SacDashError
        When it is none, or an offence's force cannot be known.
    """
    held = offences_held(store.current())
    link = _with_forces(link, held)
    fresh = _fresh([link], case_book_of(store).hard_links)
    if fresh:
        decide(store, AddHardLinks(fresh, source=link.source), user)
    counts = Counts(1, len(fresh), 1 - len(fresh), 0, 0).check()
    return LinkImport(counts, fresh, _not_held(fresh, held), empty(REJECTS), (), {}, ())


def links_naming(store: Store, reference: str | None) -> tuple[HardLink, ...]:
    """Return the links that stand, in the order they came: all, or those of one offence.

    Parameters
    ----------
    reference
        ``REF`` or ``FORCE:REF``; the offence need not be held.

    Raises
    ------
    AmbiguousReferenceError
        When a bare reference stands for offences of several forces.
    UnusableInputError
        When neither a link nor an offence held bears it.
    """
    links = case_book_of(store).hard_links
    if reference is None:
        return links
    wanted = reference.strip()
    keys = {key for link in links for key in link.offences if wanted in (key, key.partition(":")[2])}
    generation = store.current()
    if not keys and generation is not None:
        find_offence(generation.offences, wanted)
    if not keys and generation is None:
        raise UnusableInputError(f"no hard link names {wanted}", remedy="sac-dash hardlink list shows all")
    if len(keys) > 1:
        raise ambiguous(wanted, [key.partition(":")[0] for key in keys])
    return tuple(link for link in links if keys.intersection(link.offences))


def _placed(
    rows: Iterable[ListedRow[HardLink]], held: OffencesHeld
) -> tuple[list[HardLink], list[RejectedRow]]:
    """Return the links with their forces, and the rows whose offences cannot be known."""
    placed: list[HardLink] = []
    refused: list[RejectedRow] = []
    for row in rows:
        try:
            placed.append(_with_forces(row.record, held))
        except SacDashError as error:
            refused.append(row.reject(error.column or "crime_ref_a", error.problem, error.remedy or ""))
    return placed, refused


def _with_forces(link: HardLink, held: OffencesHeld) -> HardLink:
    force_a, reference_a = _end(held, "force_a", link.force_a, link.crime_ref_a)
    force_b, reference_b = _end(held, "force_b", link.force_b, link.crime_ref_b)
    if (force_a, reference_a) == (force_b, reference_b):
        raise SacDashError(
            "both ends are the same offence", column="crime_ref_b", remedy="Give two different offences"
        )
    return replace(link, force_a=force_a, crime_ref_a=reference_a, force_b=force_b, crime_ref_b=reference_b)


def _end(held: OffencesHeld, column: str, force: str, reference: str) -> tuple[str, str]:
    """Return the force and reference of one end; an error names the column to mend."""
    try:
        return held.place(force, reference)
    except SacDashError as error:
        raise SacDashError(error.problem, column=column, remedy=error.remedy) from error


def _fresh(placed: Sequence[HardLink], standing: Sequence[HardLink]) -> tuple[HardLink, ...]:
    """Return the links that neither stand already nor came earlier in the list."""
    taken = {link.identity for link in standing}
    fresh = {link.identity: link for link in reversed(placed) if link.identity not in taken}
    return tuple(reversed(fresh.values()))


def _told(
    table: ListedTable[HardLink],
    placed: Sequence[HardLink],
    fresh: tuple[HardLink, ...],
    refused: list[RejectedRow],
    held: OffencesHeld,
) -> LinkImport:
    rejects = rejects_frame(table, tuple(refused))
    counts = Counts(table.rows_read, len(fresh), len(placed) - len(fresh), 0, rejects.height).check()
    return LinkImport(
        counts, fresh, _not_held(fresh, held), rejects, reject_lines(rejects), table.warnings, table.notes
    )


def _not_held(links: Iterable[HardLink], held: OffencesHeld) -> tuple[str, ...]:
    return tuple(sorted({key for link in links for key in link.offences} - held.keys))
