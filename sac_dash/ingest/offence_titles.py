# ruff: noqa: E501 - a pattern is read whole
"""What a recorded title and Home Office code say an offence is, before its text is looked at.

Forces spell the same class in dozens of ways ("BURGLARY - BUSINESS/COMMUNITY", "Burglary
Non-Dwelling", "030/C"). A family is what the words settle; whether a row of that family is kept,
and as what, is judged with the row's other evidence in :mod:`sac_dash.ingest.scope`.
Codes are those of the Home Office counting rules; MoJ's crime types (BOTD, BIAD …) are read too.
"""

from __future__ import annotations

from enum import StrEnum

import polars as pl

from sac_dash.ingest.unknown_markers import blank_unknown


class TitleFamily(StrEnum):
    """What a title or code settles."""

    ATM = "atm"  # an ATM attacked, said outright
    COMMERCIAL = "commercial"
    RESIDENTIAL = "residential"
    UNDIVIDED = "undivided"  # a burglary, of what is not said
    PLANT = "plant"
    PLATES = "plates"
    CUTTING_GEAR = "cutting gear"
    VEHICLE_TAKEN = "vehicle taken"
    ARSON = "arson"
    THEFT = "theft"
    DAMAGE = "damage"  # damage, explosions and whatever else an ATM attack may be recorded as
    ELSEWHERE = "elsewhere"  # robbery, violence, fraud …: nothing brings these into scope
    UNSTATED = "unstated"


BURGLARIES = (TitleFamily.COMMERCIAL, TitleFamily.RESIDENTIAL, TitleFamily.UNDIVIDED)

_NOT_A_DWELLING = (
    r"other than (?:in )?(?:a )?dwelling|(?:non|not(?: a| in a)?) ?(?:dwelling|residential|domestic)|other building"
    r"|\b(?:o|b)?otd\b|\bobtd\b"
)
_PUBLIC_HOUSE = r"\b(?:public|guest) house\b|\b(?:care|nursing) home\b"
_BURGLARY = r"\bburg|\bbreak(?:ing)? (?:and|n) enter|\bbreak ?ins?\b|\bb and e\b|\bram raid"
_DWELLING = r"\b(?:residential|residence|dwellings?|domestic|distraction|artifice|biad)\b"
_DWELLING_WEAK = r"\b(?:house|home|flat|apartment|garage|shed|unconnected)\b"
_COMMERCIAL = (
    r"\b(?:business(?:es)?|community|commercial|shops?|stores?|factory|office|warehouse|school|industrial|retail"
    r"|not a dwelling|public venue|botd|ram raid\w*)\b"
)
_ATM = r"\batms?\b|\bcash ?(?:machine|point|dispenser)s?\b"
_ATM_FRAUD = r"\bfraud|\bskim|\btrap|\bdeception|\bdistraction|\bwithdr"
_ELSEWHERE = (
    r"\brobbe|\bviolen|\bassault|\bsexual|\brape\b|\bdrug|\bpublic order|\bfraud|\bdeception|\bweapon|\bshoplift"
    r"|\bharass|\bstalk|\banti ?social|\bmurder|\bhomicide|\bmanslaughter|\bwounding|\bgbh\b|\babh\b|\bkidnap"
    r"|\bfrom (?:the )?person|\bpick ?pocket|\bbicycle|\bcycle theft|\btheft of (?:a )?(?:pedal )?cycle|\bblackmail"
)
_FROM_VEHICLE = r"\b(?:from|in|interference with) (?:a )?(?:motor )?vehicle|\btfmv\b|\bvehicle burglary|\bburg\w* (?:from )?(?:motor )?vehicle"
_VEHICLE_TAKEN = r"\b(?:theft|taking|stolen|steal\w*)\b.*\b(?:vehicles?|cars?|mv|m v|lorry|hgv|van)\b|\bvehicle (?:theft|taking)|\btwoc\b|\btomv\b|\butmv\b"
_PLANT = r"\bplant theft|\b(?:theft|stealing|stolen)\b.*\b(?:plant|machinery|tractors?|diggers?|telehandlers?|jcbs?|excavators?|forklifts?)\b"
_PLATES = r"\b(?:number|registration|index|reg|vrm) ?plates?\b"
_CUTTING = r"\bcutting (?:gear|equipment)|\bgas (?:bottle|cylinder)|\boxy|\bacetylene|\bdisc cutter"
_ARSON = r"\barson|\bburn(?:t|ed)\b|\bfire ?setting"
_DAMAGE = r"\bdamage|\bexplos|\bvehicle crime"
_THEFT = r"\btheft|\bsteal|\bstolen|\blarceny|\btaking|\bhandling|\bgoing equipped"


def _family_by_title(words: pl.Expr) -> pl.Expr:
    """Return the family of a normalised title; the first rule that fits wins."""
    bare = (
        words.str.replace_all(r"\btheft act(?: \d{4})?\b", " ")
        .str.replace_all(_NOT_A_DWELLING, " commercial ")
        .str.replace_all(_PUBLIC_HOUSE, " commercial ")
    )
    burglary = bare.str.contains(_BURGLARY) & ~bare.str.contains(_FROM_VEHICLE)
    commercial, dwelling = bare.str.contains(_COMMERCIAL), bare.str.contains(_DWELLING)
    weak = bare.str.contains(_DWELLING_WEAK) & ~commercial
    rules = [
        (bare.str.contains(_ATM) & ~bare.str.contains(_ATM_FRAUD), TitleFamily.ATM),
        (bare.str.contains(r"\brobbe"), TitleFamily.ELSEWHERE),
        (burglary & (dwelling | weak), TitleFamily.RESIDENTIAL),
        ((burglary & commercial) | bare.str.contains(r"^\s*(?:commercial|botd)\s*$"), TitleFamily.COMMERCIAL),
        (bare.str.contains(r"^\s*biad\s*$"), TitleFamily.RESIDENTIAL),
        (burglary, TitleFamily.UNDIVIDED),
        (bare.str.contains(_ELSEWHERE), TitleFamily.ELSEWHERE),
        (bare.str.contains(_PLATES), TitleFamily.PLATES),
        (bare.str.contains(_PLANT), TitleFamily.PLANT),
        (bare.str.contains(_CUTTING), TitleFamily.CUTTING_GEAR),
        (bare.str.contains(_VEHICLE_TAKEN) & ~bare.str.contains(_FROM_VEHICLE), TitleFamily.VEHICLE_TAKEN),
        (bare.str.contains(_ARSON), TitleFamily.ARSON),
        (bare.str.contains(_THEFT), TitleFamily.THEFT),
        (bare.str.contains(_DAMAGE), TitleFamily.DAMAGE),
    ]
    return pl.coalesce(pl.when(fits).then(pl.lit(str(family))) for fits, family in rules)


_CODE = r"^0*(\d{1,3})(?:[/\-. ]+(\d{1,2})|\s*[/\-. ]*\s*([A-Z]))?$"
_MOJ_TYPES = {
    "BOTD": TitleFamily.COMMERCIAL, "BIAD": TitleFamily.RESIDENTIAL, "AB": TitleFamily.UNDIVIDED,
    "RB": TitleFamily.ELSEWHERE, "TFP": TitleFamily.ELSEWHERE, "TOMV": TitleFamily.VEHICLE_TAKEN,
    "TFMV": TitleFamily.THEFT,
}  # fmt: skip
_CODE_RANGES = (
    (1, 27, TitleFamily.ELSEWHERE), (28, 29, TitleFamily.RESIDENTIAL), (30, 31, TitleFamily.COMMERCIAL),
    (33, 33, TitleFamily.THEFT), (34, 38, TitleFamily.ELSEWHERE), (39, 39, TitleFamily.ELSEWHERE),
    (40, 43, TitleFamily.THEFT), (44, 44, TitleFamily.ELSEWHERE), (45, 45, TitleFamily.THEFT),
    (46, 46, TitleFamily.ELSEWHERE), (47, 47, TitleFamily.THEFT), (48, 48, TitleFamily.VEHICLE_TAKEN),
    (49, 49, TitleFamily.THEFT), (51, 55, TitleFamily.ELSEWHERE), (56, 56, TitleFamily.ARSON),
    (57, 59, TitleFamily.DAMAGE), (60, 199, TitleFamily.DAMAGE),
)  # fmt: skip
_ATTEMPT_LETTERS = {28: ("B", "D", "F", "H"), 30: ("B", "D")}


def normalise_codes(code: pl.Expr) -> pl.Expr:
    """Return Home Office codes in one spelling ("030/C" → "30C"); anything else as it is.

    >>> pl.DataFrame({"c": ["030C", "30 / c", "BOTD"]}).select(normalise_codes(pl.col("c")))["c"].to_list()
    ['30C', '30C', 'BOTD']
    """
    upper = blank_unknown(code).str.to_uppercase()
    number, suffix, letter = (upper.str.extract(_CODE, group) for group in (1, 2, 3))
    spelt = pl.concat_str(number, pl.coalesce(letter, pl.lit("/") + suffix, pl.lit("")))
    return pl.coalesce(spelt, upper)


def _family_by_code(code: pl.Expr) -> pl.Expr:
    number = code.str.extract(r"^(\d{1,3})(?:[A-Z]|/\d+)?$").cast(pl.Int32)
    by_number = pl.coalesce(
        pl.when(number.is_between(first, last)).then(pl.lit(str(family)))
        for first, last, family in _CODE_RANGES
    )
    by_name = code.replace_strict(
        {key: str(value) for key, value in _MOJ_TYPES.items()}, default=None, return_dtype=pl.String
    )
    return pl.coalesce(by_name, by_number)


def _attempt(words: pl.Expr, code: pl.Expr, family: pl.Expr) -> pl.Expr:
    said = words.str.contains(r"\battempt").fill_null(value=False)
    without = words.str.contains(r"\b(?:excluding|excl|not|no|non) (?:an )?attempt").fill_null(value=False)
    letters = [f"{number}{letter}" for number, found in _ATTEMPT_LETTERS.items() for letter in found]
    complete = code.str.contains(r"^(?:28[ACEG]|30[AC])$") | family.is_in([str(TitleFamily.COMMERCIAL)])
    aggravated = words.str.contains(r"\baggravated").fill_null(value=False)
    return (
        pl.when(without).then(pl.lit(False))  # noqa: FBT003
        .when(said | code.is_in(letters).fill_null(value=False)).then(pl.lit(True))  # noqa: FBT003
        .when((complete & ~aggravated).fill_null(value=False)).then(pl.lit(False))  # noqa: FBT003
        .alias("attempt")
    )  # fmt: skip


def plain_words(title: pl.Expr) -> pl.Expr:
    """Return a title in lower case, "&" spelt out, everything but letters and digits as spaces."""
    spelt = blank_unknown(title).str.to_lowercase().str.replace_all("&", " and ", literal=True)
    return spelt.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()


def read_titles(titles: pl.DataFrame) -> pl.DataFrame:
    """Return what each row's `offence_code` and `offence_title` say.

    The title leads where it is definite; the code decides between kinds of burglary and where the
    title is missing.

    Returns
    -------
    polars.DataFrame
        One row per row: `family` (:class:`TitleFamily`), `attempt` (null = not said),
        `code_unknown` (a code that is neither a Home Office nor a MoJ code) and
        `code_disagrees` (title and code name different kinds).
    """
    distinct = titles.select("offence_code", "offence_title").unique()
    read = distinct.with_columns(
        plain_words(pl.col("offence_title")).alias("words"),
        normalise_codes(pl.col("offence_code")).alias("code"),
    )
    read = read.with_columns(
        _family_by_title(pl.col("words")).alias("by_title"), _family_by_code(pl.col("code")).alias("by_code")
    )
    burglaries = [str(family) for family in BURGLARIES]
    both_burglary = pl.col("by_title").is_in(burglaries) & pl.col("by_code").is_in(burglaries)
    undecided = pl.col("by_title") == TitleFamily.UNDIVIDED
    by_code = pl.when(both_burglary & ~(pl.col("by_code") == TitleFamily.UNDIVIDED)).then("by_code")
    unrecognised = pl.when(pl.col("words").is_not_null()).then(pl.lit(str(TitleFamily.DAMAGE)))
    verdict = read.with_columns(
        pl.coalesce(by_code, "by_title", "by_code", unrecognised, pl.lit(str(TitleFamily.UNSTATED))).alias("family"),
        (pl.col("code").is_not_null() & pl.col("by_code").is_null()).alias("code_unknown"),
        (both_burglary & ~undecided & (pl.col("by_title") != pl.col("by_code")) & (pl.col("by_code") != TitleFamily.UNDIVIDED))
        .fill_null(value=False).alias("code_disagrees"),
    ).with_columns(_attempt(pl.col("words"), pl.col("code"), pl.col("family")))  # fmt: skip
    wanted = ("family", "attempt", "code_unknown", "code_disagrees")
    joined = titles.select("offence_code", "offence_title").join(
        verdict.select("offence_code", "offence_title", *wanted),
        on=["offence_code", "offence_title"], how="left", nulls_equal=True, maintain_order="left",
    )  # fmt: skip
    return joined.select(wanted)
