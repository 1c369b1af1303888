"""What class each row is of, and whether it is kept at all: judged before anything else is asked.

The recorded title leads; the row's own evidence (premises type, MO text, property) decides what
an undivided title leaves open, and rescues what a title hides: an ATM ripped out and recorded as
theft, a dwelling burglary that was for the car keys. A mapping's class settles every row.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sac_dash.domain.offence_class import OffenceClass
from sac_dash.ingest import evidence_words as words
from sac_dash.ingest.offence_titles import TitleFamily, plain_words, read_titles

POLICE_UK_LAYOUT = "police.uk street"
UNKNOWN_CODE = "offence code not known"
DISAGREEING_CODE = "offence code and title name different kinds of burglary: the code was followed"

_OUT = "out of scope"
_SETTLED_BY_TITLE = {
    TitleFamily.ATM: OffenceClass.ATM_ATTACK,
    TitleFamily.COMMERCIAL: OffenceClass.COMMERCIAL_BURGLARY,
    TitleFamily.PLANT: OffenceClass.ENABLER,
    TitleFamily.PLATES: OffenceClass.ENABLER,
    TitleFamily.CUTTING_GEAR: OffenceClass.ENABLER,
}


@dataclass(frozen=True)
class ScopeRules:
    """What a caller or a mapping decides about scope.

    Parameters
    ----------
    offence_class
        The class of every row (from the mapping); None lets titles and evidence decide.
    include_titles
        Titles kept as ``other`` though out of scope, in any case and spacing.
    undivided_only
        The source cannot tell (police.uk street files): every burglary is ``other``.
    """

    offence_class: str | None = None
    include_titles: tuple[str, ...] = ()
    undivided_only: bool = False


def judge_scope(rows: pl.DataFrame, rules: ScopeRules) -> pl.DataFrame:
    """Judge the class of each row.

    Parameters
    ----------
    rows
        Text columns `offence_code`, `offence_title`, `premises` (type and name), `text` (everything
        that was written of the offence) and any number of `cell_<n>` (columns that only name
        things: premises type, property stolen). Null where the source has none.

    Returns
    -------
    polars.DataFrame
        `offence_class` (null = out of scope), `attempt`, and a bool column per warning.
    """
    titles = read_titles(rows)
    judged = titles.select(
        "attempt",
        pl.col("code_unknown").alias(UNKNOWN_CODE),
        pl.col("code_disagrees").alias(DISAGREEING_CODE),
    )
    if rules.offence_class is not None:
        return judged.insert_column(
            0, pl.Series("offence_class", [rules.offence_class]).new_from_index(0, rows.height)
        )
    burglary = titles["family"].is_in(
        [str(TitleFamily.COMMERCIAL), str(TitleFamily.UNDIVIDED), str(TitleFamily.RESIDENTIAL)]
    )
    if rules.undivided_only:
        found = pl.select(pl.when(burglary).then(pl.lit(str(OffenceClass.OTHER))).alias("offence_class"))[
            "offence_class"
        ]
    else:
        found = _classify(rows.with_columns(titles["family"]))
    included = _included(rows["offence_title"], rules)
    kept = pl.select(
        pl.coalesce(found, pl.when(included).then(pl.lit(str(OffenceClass.OTHER)))).alias("offence_class")
    )
    return judged.insert_column(0, kept["offence_class"])


def _classify(rows: pl.DataFrame) -> pl.Series:
    """Return the class of each row, looking at the text only where the title leaves a question."""
    cells = [pl.col(name) for name in rows.columns if name.startswith("cell_")]
    settled = rows.select(_by_title(cells).alias("settled"))["settled"]
    numbered = rows.with_row_index("i")
    open_ = numbered.filter(settled.is_null() & (rows["family"] != str(TitleFamily.ELSEWHERE)))
    hinting = open_.filter(words.hints_at_anything([pl.col("text"), *cells]))
    answers = [
        hinting.with_columns(pl.col("text").str.to_lowercase(), *(cell.str.to_lowercase() for cell in cells))
        .select("i", _by_evidence(cells).alias("found")),
        _by_place(open_.filter(_is(TitleFamily.UNDIVIDED, TitleFamily.UNSTATED))).rename({"by_place": "found"}),
    ]  # fmt: skip
    found = pl.concat(answers).drop_nulls("found").unique("i", keep="first", maintain_order=True)
    joined = numbered.select("i", pl.lit(settled).alias("settled")).join(
        found, on="i", how="left", maintain_order="left"
    )
    verdict = pl.coalesce("settled", "found")
    return joined.select(pl.when(verdict != _OUT).then(verdict).alias("offence_class"))["offence_class"]


def _by_title(cells: list[pl.Expr]) -> pl.Expr:
    plain = pl.col("family").replace_strict(_SETTLED_BY_TITLE, default=None, return_dtype=pl.String)
    return (
        pl.when(_is(TitleFamily.COMMERCIAL) & words.atm_named(cells))
        .then(pl.lit(str(OffenceClass.ATM_ATTACK)))
        .otherwise(plain)
    )


def _by_evidence(cells: list[pl.Expr]) -> pl.Expr:
    text, undivided = pl.col("text"), _is(TitleFamily.UNDIVIDED, TitleFamily.UNSTATED)
    shop = undivided & words.is_commercial_place(pl.col("premises").str.to_lowercase())
    return (
        pl.when(words.atm_attacked(text, cells)).then(pl.lit(str(OffenceClass.ATM_ATTACK)))
        .when(~shop & _enabling(text, cells)).then(pl.lit(str(OffenceClass.ENABLER)))
    )  # fmt: skip


def _by_place(rows: pl.DataFrame) -> pl.DataFrame:
    """Tell undivided burglaries apart by premises, or by the text where premises say nothing."""
    lowered = rows.select("i", pl.col("premises", "text").str.to_lowercase())
    flags = lowered.with_columns(
        words.is_commercial_place(pl.col("premises")).alias("shop"),
        words.is_dwelling_place(pl.col("premises")).alias("home"),
    )
    silent = ~(pl.col("shop") | pl.col("home"))
    shop = (pl.col("shop") & ~pl.col("home")) | (silent & words.is_commercial_place(pl.col("text")))
    home = (pl.col("home") & ~pl.col("shop")) | (silent & words.is_dwelling_place(pl.col("text")))
    return flags.select(
        "i",
        pl.when(shop).then(pl.lit(str(OffenceClass.COMMERCIAL_BURGLARY)))
        .when(home).then(pl.lit(_OUT)).otherwise(pl.lit(str(OffenceClass.OTHER))).alias("by_place"),
    )  # fmt: skip


def _enabling(text: pl.Expr, cells: list[pl.Expr]) -> pl.Expr:
    dwelling = _is(TitleFamily.RESIDENTIAL, TitleFamily.UNDIVIDED, TitleFamily.UNSTATED)
    theft = _is(TitleFamily.THEFT, TitleFamily.VEHICLE_TAKEN) | dwelling
    gear = words.plant_stolen(text, cells) | words.cutting_gear_stolen(text, cells)
    plates = ~dwelling & words.plates_stolen(text, cells)  # burglars of homes come on stolen plates
    keys = (_is(TitleFamily.VEHICLE_TAKEN) | dwelling) & words.car_keys(text)
    taken = _is(TitleFamily.VEHICLE_TAKEN) & words.fast_car(text)
    key_burglary = dwelling & words.fast_car_stolen(text, cells)
    return (theft & (gear | plates)) | keys | taken | key_burglary | (~dwelling & words.vehicle_burnt(text))


def _is(*families: TitleFamily) -> pl.Expr:
    return pl.col("family").is_in([str(family) for family in families])


def _included(titles: pl.Series, rules: ScopeRules) -> pl.Series:
    if not rules.include_titles:
        return pl.Series("t", [False]).new_from_index(0, len(titles))
    wanted = pl.DataFrame({"t": list(rules.include_titles)}, schema={"t": pl.String}).select(
        plain_words(pl.col("t"))
    )["t"]
    spelt = titles.to_frame("t").select(plain_words(pl.col("t")))["t"]
    return spelt.is_in(wanted.drop_nulls().to_list()).fill_null(value=False)
