"""The daily meeting's sheet (DMM): what is new, where it belongs, what changed, what is to be done; on one page.

Field list: domain notes on practice, daily sheet. Vehicles' registrations, scene status and threat are not
in a crime export: they stand as open fields for the meeting to fill, and nothing is put in their place. On a busy
night every table is cut to what the page holds; what is left off is counted under it, with where to find it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from sac_dash.briefing.document import (
    Block,
    Column,
    Document,
    Heading,
    OpenField,
    Passage,
    Row,
    Shape,
    Table,
    Voice,
)
from sac_dash.briefing.night_facts import NightFacts
from sac_dash.briefing.origin import provenance_from, say_unknown
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.products.series_provenance import with_people
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.offence_class import CLASS_LABELS, OffenceClass
from sac_dash.figures.place_words import place_of, premises_of
from sac_dash.figures.window_words import say_window
from sac_dash.figures.wording import say_chance, say_day, say_list, say_moment
from sac_dash.linkage.ledger import explain_link
from sac_dash.mo.labels import code_labels, implied_codes, label_code
from sac_dash.mo.vocabulary import OPEN_CODE_PREFIX
from sac_dash.patterns.enabler_thefts import EnablerKind, tell_enablers
from sac_dash.patterns.series_changes import SeriesChange
from sac_dash.patterns.shared_behaviours import rarest_shared, share_behaviours

PRODUCT = "dmm"
NEW = "New offences"
# Rows of each table at most; fewer where the page is full.
MOST_NEW, MOST_SERIES, MOST_ENABLERS, MOST_PAIRS, MOST_ACTIONS = 14, 6, 8, 4, 10
NOT_TELLING = ("outcome", "ignored", "premises_brand", "target", "timing")
COUNTING_RULE = "each offence counted once, attempts included; new by the rule stated under the title"
_KINDS = {
    EnablerKind.PLANT: "Plant", EnablerKind.CAR: "Car", EnablerKind.PLATES: "Number plates",
    EnablerKind.GEAR: "Cutting gear", EnablerKind.BURNT: "Found burnt", EnablerKind.OTHER: "Other",
}  # fmt: skip


def compose(source: BriefingSource, request: BriefRequest) -> Document:
    """Return the sheet of a night.

    Raises
    ------
    SacDashError
        When the source carries no night.
    """
    night = source.night
    if night is None:
        raise SacDashError(
            "no night was read for the daily sheet", remedy="Name the sitting or hours it begins at"
        )
    tables = _Tables(source, night)
    since = say_moment(night.new.since)
    provenance = provenance_from(
        source.generation,
        marking=source.marking,
        made_at=source.made_at,
        made_by=source.made_by,
        decisions=source.book.head,
        subject=f"offences new since {since}",
        n=len(night.new.linked),
        n_unknown=tables.unknown(),
        counting_rule=COUNTING_RULE,
        handling=source.handling,
        reference=f"DMM/{source.as_of:%Y%m%d}",
        version=request.version,
        period=f"{since} to {say_moment(source.as_of)}",
    )
    return Document(
        product=PRODUCT,
        kicker=f"Daily management meeting · {say_day(source.made_at)}",
        title=Passage("title", "Headline", tables.headline(), Voice.FINDING),
        shape=Shape.PORTRAIT,
        dense=True,
        blocks=tables.blocks(since),
        provenance=with_people(provenance, request),
    )


class _Tables:
    """The sheet's tables, with what they look up found once."""

    def __init__(self, source: BriefingSource, night: NightFacts) -> None:
        self._source, self._night = source, night
        self._placing = {row["row"]: row for row in night.placing.iter_rows(named=True)}

    def headline(self) -> str:
        """Return what the night brought."""
        night = self._night
        n, placed = len(night.new.linked), night.placing.filter(pl.col("standing").is_not_null())
        known = placed.filter(pl.col("series_id").is_in(list(night.known))).height
        parts = [f"{n or 'No'} new offence{'' if n == 1 else 's'}"]
        if n:
            parts.append(
                f"{known or 'none'} in series on record or in hand, {placed.height - known or 'none'} in suggested ones"
            )
            pairs = night.pairs.height
            parts.append(f"{pairs or 'no'} new pair{'' if pairs == 1 else 's'} worth a look")
        thefts = len(night.new.enablers)
        parts.append(f"{thefts or 'no'} enabler theft{'' if thefts == 1 else 's'}")
        return "; ".join(parts)

    def blocks(self, since: str) -> tuple[Block, ...]:
        """Return everything under the title."""
        threat = OpenField("threat", "Threat level and THRIVE", "chair", 1)
        forces = OpenField("forces", "Messages to and from other forces", "analyst", 1)
        decisions = OpenField("decisions", "Decisions and actions: owner, deadline", "chair", 3)
        rule = f"New: recorded or committed after {since}, or not in the data of the sitting held then."
        return (
            Passage("rule", "Rule", rule, Voice.NOTE),
            self._new(),
            *self._pairs(),
            *_beside(self._changes(), self._enablers()),
            *self._actions(),
            Heading("For the meeting", 2),
            Row(((threat, forces), (decisions,)), (1.0, 1.4)),
            Passage("holds", "Data-quality holds", self._holds(), Voice.NOTE, headed=True),
        )

    def unknown(self) -> str:
        """Return what many of the new offences do not state."""
        rows = list(self._night.new.linked)
        if not rows:
            return "nothing new to state"
        held = self._source.offences[rows]
        names = (("place", "easting"), ("premises", "premises_type"), ("loss", "value_gbp"))
        return say_unknown([(label, held[column].count()) for label, column in names], held.height)

    def _new(self) -> Table:
        held = sorted(self._night.new.linked, key=self._precedence)
        rows = held[:MOST_NEW]
        return _cut(
            len(held),
            "the others are on the Overnight page. Those in a series come first",
            Table(
                title=NEW,
                columns=(
                    Column("Crime ref.", 1.45),
                    Column("Area", 1.1),
                    Column("Premises", 1.6),
                    Column("Between", 1.4),
                    Column("What", 1.25),
                    Column("How (coded)", 1.9),
                    Column("Loss", 0.9, numeric=True),
                    Column("Suggested series and strongest reason", 2.5),
                ),
                rows=tuple(self._offence(row) for row in rows) or (("None", *[""] * 7),),
                small=True,
            ),
        )

    def _precedence(self, row: int) -> tuple[int, int]:
        """Return what stands before what: members of series on record or in hand, of suggested ones, others."""
        placing = self._placing.get(row)
        if placing is None or placing["series_id"] is None:
            return 3, row
        if placing["standing"] is None:
            return 2, row
        return (0 if placing["series_id"] in self._night.known else 1), row

    def _offence(self, row: int) -> tuple[str, ...]:
        facts = self._facts(row)
        late = " (late record)" if row in self._night.new.late else ""
        attempt = " (attempt)" if facts["attempt"] else ""
        return (
            facts["crime_ref"] + late,
            facts["policing_area"] or facts["force"],
            f"{premises_of(facts)}, {place_of(facts)}",
            say_window(facts["from_at"], facts["to_at"], facts["when_precision"]),
            f"{CLASS_LABELS[OffenceClass(facts['offence_class'])]}{attempt}",
            "; ".join(self._telling((row,), facts["offence_class"])) or "nothing telling recorded",
            "not stated" if facts["value_gbp"] is None else f"£{facts['value_gbp']:,.0f}",
            self._belongs(row),
        )

    def _belongs(self, row: int) -> str:
        placing = self._placing.get(row)
        if placing is None or placing["series_id"] is None:
            return "none likely"
        called = self._called(placing["series_id"])
        standing = placing["standing"] or "likeliest, not in it"
        chance = "" if placing["chance"] is None else f", {say_chance(placing['chance'])}"
        reason = self._reason(placing["link"])
        return f"{called}: {standing}{chance}{'. ' if reason else ''}{reason}"

    def _reason(self, link: int | None) -> str:
        if link is None:
            return ""
        generation = self._source.generation
        ledger = explain_link(
            generation.offences, self._source.tags, generation.links_at([link]).row(0, named=True),
            generation.model,
            labels=code_labels(), links=generation.link_ends,
        )  # fmt: skip
        strongest = ledger.of("for")
        return strongest[0].words if strongest else ""

    def _telling(self, rows: tuple[int, ...], offence_class: str) -> list[str]:
        rates = self._source.rates[offence_class]
        shared = share_behaviours(self._source.tags, pl.Series(rows, dtype=pl.UInt32), rates, len(rows))
        conduct = ~pl.col("facet").is_in(NOT_TELLING) & ~pl.col("code").str.starts_with(OPEN_CODE_PREFIX)
        told = rarest_shared(shared.filter(conduct), 3, implied_codes())
        return [
            f"{label_code(facet, code)}, 1 in {one_in:,}" if one_in > 1 else label_code(facet, code)
            for facet, code, one_in in told
        ]

    def _pairs(self) -> tuple[Block, ...]:
        pairs = self._night.pairs.head(MOST_PAIRS)
        if pairs.is_empty():
            return ()
        rows = tuple(
            (self._named(row), self._named(partner), say_chance(probability), self._reason(link))
            for row, partner, probability, link in pairs.iter_rows()
        )
        columns = (
            Column("New", 2),
            Column("Like", 2),
            Column("Same people", 1.3),
            Column("Strongest reason", 3),
        )
        table = Table("New pairs worth a look", columns, rows, small=True, room=0.5)
        return (_cut(self._night.pairs.height, "the others are on the Overnight page", table),)

    def _changes(self) -> tuple[Block, ...]:
        changes = self._night.changes[:MOST_SERIES]
        if not changes:
            return ()
        rows = tuple(
            (
                self._called(each.series_id) + (" (new)" if each.is_new else ""),
                _moves(each),
                say_list([key.partition(":")[2] for key in each.joined], 4),
            )
            for each in changes
        )
        columns = (Column("Series", 1.5), Column("Change", 1.3), Column("Offences that joined", 2.2))
        table = Table("Series with change", columns, rows, small=True, room=0.6)
        return (_cut(len(self._night.changes), "the others are on the Overnight page", table),)

    def _enablers(self) -> tuple[Block, ...]:
        rows = list(self._night.new.enablers[:MOST_ENABLERS])
        if not rows:
            return ()
        kinds = tell_enablers(self._source.offences[rows])
        told = tuple(
            (_KINDS[kind], self._named(row), self._when(row)) for kind, row in zip(kinds, rows, strict=True)
        )
        columns = (Column("What", 1), Column("Offence and place", 3), Column("Between", 2))
        table = Table("Enabler thefts and vehicles found burnt", columns, told, small=True, room=0.8)
        return (_cut(len(self._night.new.enablers), "the others are on the Overnight page", table),)

    def _actions(self) -> tuple[Block, ...]:
        tasks = [task for task in self._source.book.tasks.values() if task.done is None]
        if not tasks:
            return ()
        rows = tuple((task.text, task.owner or "nobody named", task.due or "no day set") for task in tasks)
        columns = (Column("Action", 4), Column("Owner", 1.5), Column("Due", 1))
        table = Table("Open actions", columns, rows[:MOST_ACTIONS], small=True, room=0.8)
        return (_cut(len(rows), "the others are under Actions on the Overnight page", table),)

    def _holds(self) -> str:
        counts = self._source.generation.quality.get("counts", {})
        rejected = int(counts.get("rejected", 0))
        return f"{rejected:,} source row{'' if rejected == 1 else 's'} rejected at the last ingest, kept for correction"

    def _called(self, series_id: str) -> str:
        name = self._source.names.get(series_id)
        return f"{name} ({series_id})" if name else series_id

    def _named(self, row: int) -> str:
        facts = self._facts(row)
        return f"{facts['crime_ref']}, {premises_of(facts)}, {place_of(facts)}"

    def _when(self, row: int) -> str:
        facts = self._facts(row)
        return say_window(facts["from_at"], facts["to_at"], facts["when_precision"])

    def _facts(self, row: int) -> dict[str, Any]:
        return self._source.offences.row(row, named=True)


def _moves(change: SeriesChange) -> str:
    """Return how many joined, were proposed and left; what did not happen is not said."""
    counted = (("joined", change.joined), ("proposed", change.proposed), ("left", change.left))
    return ", ".join(f"{len(each)} {word}" for word, each in counted if each) or "other members, as many"


def _beside(one: tuple[Block, ...], other: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return two tables side by side; one alone, or none, as it is."""
    return (Row((one, other), (1.0, 1.0)),) if one and other else (*one, *other)


def _cut(held: int, where: str, table: Table) -> Table:
    """Return a table that may keep its first rows alone: how many of how many are shown, where the others are."""
    shortened = f"{{shown}} of {held:,} shown; {where}."
    shown = len(table.rows)
    note = shortened.format(shown=shown) if shown < held else ""
    return replace(table, shortened=shortened, note=note, keeps_first=True)
