"""The files of `sac-dash link --out DIR`, the contract other programs rely on.

All of them are written into a hidden folder first and then moved into place, so that whoever looks
into DIR finds a whole run.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.domain.columns import FACET_PREFIX, TAGS
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.facets import TagState
from sac_dash.ingest import write_rejects
from sac_dash.linkage.link import LinkageResult
from sac_dash.workflow.coding import CodedOffences

OFFENCES_FILE = "offences.parquet"
REJECTS_FILE = "rejects.csv"
QUALITY_FILE = "quality.json"
LINKS_FILE = "links.parquet"
SERIES_FILE = "series.parquet"
MODEL_FILE = "model.json"
TAGS_COLUMN = "mo_tags"
"""Beside the lists: every statement read, also those that something was not so, with its place in the text."""


def write_contract_files(
    out: Path,
    coded: CodedOffences,
    linked: LinkageResult,
    quality: Mapping[str, Any],
    facets: tuple[str, ...],
) -> None:
    """Write one run into the folder `out`, which is made where it is not there.

    Raises
    ------
    UnusableInputError
        When `out` is a file or cannot be written.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            _fill(beside, coded, linked, quality, facets)
            _move_into_place(beside, out)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise UnusableInputError(
            f"the folder cannot be written ({error.strerror or error})",
            file=out.name,
            remedy="Choose another --out",
        ) from error


def contract_offences(offences: pl.DataFrame, tags: pl.DataFrame, facets: tuple[str, ...]) -> pl.DataFrame:
    """Return the offence record with one list column ``facet_<name>`` per facet.

    A list holds the codes present or hedged, sorted; null is unknown. Facets that only the source
    has follow those of the vocabulary. Column `mo_tags` keeps every statement as it was read.
    """
    stated = tags.filter(pl.col("state") != TagState.ABSENT)
    open_facets = sorted(set(stated["facet"].unique()) - set(facets))
    codes = stated.group_by("row", "facet").agg(pl.col("code").unique().sort())
    wide = offences.with_row_index("row")
    for facet in (*facets, *open_facets):
        of_facet = codes.filter(pl.col("facet") == facet).select(
            "row", pl.col("code").alias(FACET_PREFIX + facet)
        )
        wide = wide.join(of_facet, on="row", how="left", maintain_order="left")
    statement = pl.struct(name for name in TAGS if name not in {"row", "phrase"})
    statements = tags.group_by("row").agg(statement.alias(TAGS_COLUMN))
    return wide.join(statements, on="row", how="left", maintain_order="left").drop("row")


def contract_links(links: pl.DataFrame, offences: pl.DataFrame) -> pl.DataFrame:
    """Return links that name offences by reference (and force, where there are several).

    One row per unordered pair: `crime_ref_a, crime_ref_b, log10_bayes_factor, probability` and one
    ``evidence_<domain>`` per domain (log10 units), the most probable first.
    """
    named = links.with_columns(
        _named(offences, "crime_ref", "row_a").alias("crime_ref_a"),
        _named(offences, "crime_ref", "row_b").alias("crime_ref_b"),
        _named(offences, "force", "row_a").alias("force_a"),
        _named(offences, "force", "row_b").alias("force_b"),
    ).sort("log10_bayes_factor", "row_a", "row_b", descending=[True, False, False])
    ends = ["crime_ref_a", "crime_ref_b"]
    if several_forces(offences):
        ends = ["force_a", "crime_ref_a", "force_b", "crime_ref_b"]
    evidence = [
        name for name in links.columns if name not in {"row_a", "row_b", "log10_bayes_factor", "probability"}
    ]
    return named.select(*ends, "log10_bayes_factor", "probability", *evidence)


def contract_series(members: pl.DataFrame, offences: pl.DataFrame) -> pl.DataFrame:
    """Return one row per offence placed in a series: `crime_ref, series_id, membership_prob, role`."""
    named = members.with_columns(
        _named(offences, "crime_ref", "row").alias("crime_ref"),
        _named(offences, "force", "row").alias("force"),
    )
    ends = ["force", "crime_ref"] if several_forces(offences) else ["crime_ref"]
    return named.select(*ends, "series_id", "membership_prob", "role")


def several_forces(offences: pl.DataFrame) -> bool:
    """Return whether the offences are of more than one force."""
    return offences["force"].n_unique() > 1


def write_json(content: Mapping[str, Any], path: Path) -> None:
    """Write a record as readable JSON."""
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False, default=_plain) + "\n", "utf-8")


def _named(offences: pl.DataFrame, column: str, row_column: str) -> pl.Expr:
    # A gather: each link's row is the place of its offence in the frame.
    return pl.lit(offences[column]).gather(pl.col(row_column))


def _fill(
    folder: Path,
    coded: CodedOffences,
    linked: LinkageResult,
    quality: Mapping[str, Any],
    facets: tuple[str, ...],
) -> None:
    offences = coded.offences
    contract_offences(offences, coded.tags, facets).write_parquet(folder / OFFENCES_FILE)
    contract_links(linked.links, offences).write_parquet(folder / LINKS_FILE)
    contract_series(linked.members, offences).write_parquet(folder / SERIES_FILE)
    write_rejects(coded.rejects, folder / REJECTS_FILE)
    write_json(quality, folder / QUALITY_FILE)
    write_json(linked.model, folder / MODEL_FILE)


def _move_into_place(beside: Path, out: Path) -> None:
    out.mkdir(exist_ok=True)
    for path in sorted(beside.iterdir()):
        path.replace(out / path.name)


def _plain(value: Any) -> Any:  # noqa: ANN401 - json's own contract
    if hasattr(value, "tolist"):
        return value.tolist()
    return str(value)
