"""What `sac-dash link` wrote into a folder, read back: frames whose rows are those of its offences."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.domain.columns import FACET_PREFIX, SERIES_MEMBERS, TAGS, empty
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.facets import TagState
from sac_dash.workflow.contract_files import LINKS_FILE, MODEL_FILE, OFFENCES_FILE, SERIES_FILE, TAGS_COLUMN
from sac_dash.workflow.references import rows_of


@dataclass(frozen=True)
class RunFolder:
    """One run, read back.

    Parameters
    ----------
    offences
        The offence record with its ``facet_<name>`` lists.
    links
        As written, with `row_a` and `row_b` (``row_a < row_b``).
    members
        ``SERIES_MEMBERS``.
    model
        Everything needed to explain the run.
    tags
        ``TAGS``; of a run by a version that did not write them, what the lists say is present.
    """

    offences: pl.DataFrame
    links: pl.DataFrame
    members: pl.DataFrame
    model: dict[str, Any]
    tags: pl.DataFrame

    @property
    def top(self) -> int:
        """Return how many best partners of an offence the run kept."""
        return int(self.model.get("top") or 50)

    def codes(self) -> pl.DataFrame:
        """Return `row, facet, code` of what is present or hedged."""
        return codes_listed(self.offences)


def codes_listed(offences: pl.DataFrame) -> pl.DataFrame:
    """Return `row, facet, code` from the list columns of the contract's offences."""
    facets = [name for name in offences.columns if name.startswith(FACET_PREFIX)]
    if not facets:
        return pl.DataFrame(schema={"row": pl.UInt32, "facet": pl.String, "code": pl.String})
    lists = offences.with_row_index("row").unpivot(
        facets, index="row", variable_name="facet", value_name="code"
    )
    return lists.explode("code").drop_nulls("code")


def read_run_folder(folder: Path) -> RunFolder:
    """Read what `sac-dash link` wrote into `folder`.

    Raises
    ------
    UnusableInputError
        When the folder does not hold a run.
    """
    try:
        offences = pl.read_parquet(folder / OFFENCES_FILE)
        links = pl.read_parquet(folder / LINKS_FILE)
        series = pl.read_parquet(folder / SERIES_FILE)
        model = json.loads((folder / MODEL_FILE).read_text("utf-8"))
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        raise UnusableInputError(
            "this folder does not hold a run of sac-dash link",
            file=folder.name,
            remedy="Give the folder named --out",
        ) from error
    ends = {end: _rows_at(links, offences, f"_{end}") for end in ("a", "b")}
    links = links.with_columns(
        row_a=pl.min_horizontal(ends["a"], ends["b"]), row_b=pl.max_horizontal(ends["a"], ends["b"])
    )
    members = series.with_columns(row=_rows_at(series, offences, "")).select(
        pl.col(name).cast(dtype) for name, dtype in SERIES_MEMBERS.items()
    )
    return RunFolder(offences, links, members, model, _tags(offences))


def _tags(offences: pl.DataFrame) -> pl.DataFrame:
    """Return what was read of the modus operandi."""
    if TAGS_COLUMN in offences.columns:
        lists = offences.select(TAGS_COLUMN).with_row_index("row").drop_nulls(TAGS_COLUMN)
        stated = lists.explode(TAGS_COLUMN).unnest(TAGS_COLUMN)
    else:
        stated = codes_listed(offences).with_columns(
            facet=pl.col("facet").str.strip_prefix(FACET_PREFIX), state=pl.lit(TagState.PRESENT.value)
        )
    return pl.concat([empty(TAGS), stated], how="diagonal_relaxed").select(
        pl.col(name).cast(kind) for name, kind in TAGS.items()
    )


def _rows_at(frame: pl.DataFrame, offences: pl.DataFrame, suffix: str) -> pl.Series:
    """Return the offence that each row of a contract file names."""
    named = {f"crime_ref{suffix}": "crime_ref", f"force{suffix}": "force"}
    present = {theirs: ours for theirs, ours in named.items() if theirs in frame.columns}
    return rows_of(offences, frame.select(*present).rename(present))["row"].cast(pl.UInt32)
