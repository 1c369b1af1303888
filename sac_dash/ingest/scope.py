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
    settled = rows["family"].replace_strict(
        {TitleFamily.ATM: OffenceClass.ATM_ATTACK, TitleFamily.PLANT: OffenceClass.ENABLER,
         TitleFamily.PLATES: OffenceClass.ENABLER, TitleFamily.CUTTING_GEAR: OffenceClass.ENABLER},
        default=None, return_dtype=pl.String,
    )  # fmt: skip
    open_ = rows.with_row_index("i").filter(
        settled.is_null() & (rows["family"] != str(TitleFamily.ELSEWHERE))
    )
    if open_.is_empty():
        return settled.alias("offence_class")
    cells = [name for name in rows.columns if name.startswith("cell_")]
    lowered = open_.with_columns(pl.col("text", "premises", *cells).str.to_lowercase())
    answers = lowered.select("i", _by_evidence([pl.col(name) for name in cells]))
    joined = (
        pl.DataFrame({"settled": settled})
        .with_row_index("i")
        .join(answers, on="i", how="left", maintain_order="left")
    )
    return joined.select(pl.coalesce("settled", "by_evidence").alias("offence_class"))["offence_class"]


def _by_evidence(cells: list[pl.Expr]) -> pl.Expr:
    family, text, premises = pl.col("family"), pl.col("text"), pl.col("premises")
    atm_cell = words.atm_attacked(pl.lit(""), cells)
    atm = words.atm_attacked(text, cells)
    commercial, undivided = _is(TitleFamily.COMMERCIAL), _is(TitleFamily.UNDIVIDED, TitleFamily.UNSTATED)
    shop, home = words.is_commercial_place(premises), words.is_dwelling_place(premises)
    told = shop | home
    shop_text, home_text = words.is_commercial_place(text) & ~told, words.is_dwelling_place(text) & ~told
    return (
        pl.when(commercial & ~atm_cell).then(pl.lit(str(OffenceClass.COMMERCIAL_BURGLARY)))
        .when(atm).then(pl.lit(str(OffenceClass.ATM_ATTACK)))
        .when(undivided & ((shop & ~home) | shop_text)).then(pl.lit(str(OffenceClass.COMMERCIAL_BURGLARY)))
        .when(_enabling(family, text, cells, undivided)).then(pl.lit(str(OffenceClass.ENABLER)))
        .when(undivided & ~(home & ~shop) & ~home_text).then(pl.lit(str(OffenceClass.OTHER)))
        .alias("by_evidence")
    )  # fmt: skip


def _enabling(family: pl.Expr, text: pl.Expr, cells: list[pl.Expr], undivided: pl.Expr) -> pl.Expr:
    dwelling = _is(TitleFamily.RESIDENTIAL) | undivided
    theft = _is(TitleFamily.THEFT, TitleFamily.VEHICLE_TAKEN) | dwelling
    gear = (
        words.plant_stolen(text, cells)
        | words.plates_stolen(text, cells)
        | words.cutting_gear_stolen(text, cells)
    )
    car = words.fast_car(text) | words.car_keys(text)
    taken = (_is(TitleFamily.VEHICLE_TAKEN) & car) | (dwelling & car)
    return (theft & gear) | taken | (~dwelling & words.vehicle_burnt(text))


def _is(*families: TitleFamily) -> pl.Expr:
    return pl.col("family").is_in([str(family) for family in families])


def _included(titles: pl.Series, rules: ScopeRules) -> pl.Series:
    wanted = pl.DataFrame({"t": list(rules.include_titles)}, schema={"t": pl.String}).select(
        plain_words(pl.col("t"))
    )["t"]
    spelt = titles.to_frame("t").select(plain_words(pl.col("t")))["t"]
    return spelt.is_in(wanted.drop_nulls().to_list()).fill_null(value=False)
