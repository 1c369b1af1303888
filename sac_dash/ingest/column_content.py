"""What the values of a column say it is, where its name does not.

Only a sample is looked at, and only unmistakable content is claimed: a wrong guess costs the
analyst more than an unused column.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import polars as pl

from sac_dash.domain.columns import FACET_PREFIX
from sac_dash.ingest.aliases import COLUMN_ALIASES, FACET_ALIASES, NEVER_BY_CONTENT, squash
from sac_dash.ingest.column_claims import Claims
from sac_dash.ingest.raw_table import RawTable

_SAMPLE_ROWS = 400
_MOST = 0.8  # share of values that must agree before content settles a column
_PROSE_CHARACTERS = 40.0  # mean length from which text is prose
_PROSE_WORDS = 6.0
_CODE_CHARACTERS = 8  # a code of an MO scheme is no longer

_DATE = (
    r"^\s*(\d{1,2}[/.\-]\d{1,2}[/.\-](\d{4}|\d{2})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|"
    r"\d{1,2}[ \-][A-Za-z]{3,9}[ \-]\d{2,4})"
    r"([ T,]+\d{1,2}[:.]?\d{2}([:.]\d{2}(\.\d+)?)?\s*([AaPp][Mm])?(Z|[+\-]\d{2}:?\d{2})?)?\s*$"
)
_TIMED = r"\d{1,2}:\d{2}"
_MIDNIGHT = r"(\b|T)0?0:00(:00(\.0+)?)?(\s*(Z|\+00:?00))?\s*$|12:00(:00)?\s*[Aa][Mm]\s*$"
_POSTCODE = r"^\s*[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\s*$"
_HOME_OFFICE_CODE = r"^\s*0*(\d{1,3}[A-K]|\d{1,3}/\d{1,2})\s*$"
_TITLE = (
    r"(?i)burglar|theft|robber|criminal damage|stealing|arson|explosi|aggravated|break(ing)? (and|&) enter"
)
_REFERENCE = r"^[A-Za-z0-9][A-Za-z0-9/_\-:. ]{2,39}$"
_REPORTING_WORDS = re.compile(r"report|record|creat|updat|modif|input|enter|clos|final|extract|print")


def sample(column: pl.Series) -> pl.Series:
    """Return the first values of a column that are not blank."""
    head = column.head(_SAMPLE_ROWS * 20).drop_nulls()
    return head.filter(head.str.strip_chars() != "").head(_SAMPLE_ROWS)


def share_matching(column: pl.Series, pattern: str) -> float:
    """Return the share of a column's values that match a pattern (0 when it is blank)."""
    values = sample(column)
    return float(values.str.contains(pattern).mean() or 0.0) if len(values) else 0.0  # type: ignore[arg-type]


def is_prose(column: pl.Series) -> bool:
    """Return whether a column holds sentences rather than labels."""
    values = sample(column)
    if not len(values):
        return False
    words = values.str.count_matches(r"\S+").mean()
    length = values.str.len_chars().mean()
    return float(length or 0) >= _PROSE_CHARACTERS and float(words or 0) >= _PROSE_WORDS  # type: ignore[arg-type]


def holds_codes(column: pl.Series) -> bool:
    """Return whether a column holds short codes, one or several to a cell."""
    values = sample(column)
    tokens = values.str.split(by=" ").explode().str.strip_chars(" ,;|/")
    tokens = tokens.filter(tokens != "")
    if not len(tokens):
        return False
    short = float((tokens.str.len_chars() <= _CODE_CHARACTERS).mean() or 0)  # type: ignore[arg-type]
    words = float(tokens.str.contains(r"^[a-z]{3,}$").mean() or 0)  # type: ignore[arg-type]
    return short >= _MOST and words < 0.2


def rank_by_name(name: str, column: pl.Series) -> Iterator[tuple[str, int]]:
    """Yield (ours or ``facet_<name>``, strength: 0 is strongest) for what a name may stand for."""
    key = squash(name)
    for ours, names in COLUMN_ALIASES.items():
        if key in names and _content_allows(ours, key, column):
            yield ours, names.index(key)
    for facet, names in FACET_ALIASES.items():
        if key in names:
            yield FACET_PREFIX + facet, names.index(key)
    if key == "premises" and not _is_mostly_unique(column):
        yield "premises_type", 0


def _content_allows(ours: str, key: str, column: pl.Series) -> bool:
    """Return whether the values do not contradict what a name suggests."""
    if ours == "mo_text" and key not in {"motext", "modusoperandi", "crimetext"}:
        return not holds_codes(column)
    if ours == "premises_name" and key == "premises":
        return _is_mostly_unique(column)
    if ours in {"from_at", "to_at", "recorded_at"}:
        return share_matching(column, r"\d") >= 0.5 or not len(sample(column))
    if ours in {"easting", "northing"} and key in {"east", "north", "x", "y"}:
        return share_matching(column, r"\d") >= 0.5
    return True


def _is_mostly_unique(column: pl.Series) -> bool:
    """Return whether most values stand once."""
    values = sample(column)
    return len(values) > 0 and values.n_unique() > 0.5 * len(values)


def has_times(column: pl.Series) -> bool:
    """Return whether a date column also states times other than midnight."""
    values = sample(column)
    timed = values.str.contains(_TIMED) & ~values.str.contains(_MIDNIGHT)
    return bool(timed.any())


def settle_degrees(claims: Claims, frame: pl.DataFrame) -> None:
    """Take columns named like metres (X, Y) as degrees where their values can be nothing else."""
    pairs = (("easting", "longitude", 180.0), ("northing", "latitude", 90.0))
    free = all(ours in claims.columns and other not in claims.columns for ours, other, _ in pairs)
    if not free or any(claims.by[ours] == "mapping" for ours, _, _ in pairs):
        return
    named = [claims.columns[ours][0] for ours, _, _ in pairs]
    if any(name.startswith("__") or squash(name) in {"easting", "northing"} for name in named):
        return  # so named on purpose: the place room puts misplaced degrees right, and says so
    within = [
        _numbers_within(frame[claims.columns[ours][0]], -limit, limit) >= _MOST for ours, _, limit in pairs
    ]
    if all(within):
        for ours, other, _ in pairs:
            claims.rename(ours, other)


def _numbers_within(column: pl.Series, low: float, high: float) -> float:
    """Return the share of values that are numbers between two bounds, zero apart."""
    numbers = sample(column).cast(pl.Float64, strict=False).fill_nan(None)
    numbers = numbers.filter(numbers.is_null() | (numbers != 0))
    return float(numbers.is_between(low, high).fill_null(value=False).mean() or 0.0) if len(numbers) else 0.0  # type: ignore[arg-type]


def claim_by_content(claims: Claims, table: RawTable) -> None:
    """Claim, of the columns no name has settled, those whose content is unmistakable."""
    frame = table.frame
    _claim_dates(claims, frame)
    _claim_places(claims, frame)
    _claim_first(claims, frame, "postcode", _POSTCODE)
    _claim_first(claims, frame, "offence_code", _HOME_OFFICE_CODE)
    _claim_first(claims, frame, "offence_title", _TITLE)
    _claim_text(claims, frame)
    _claim_reference(claims, frame)


def _candidates(claims: Claims) -> list[str]:
    """Return the columns that content may still settle."""
    return [name for name in claims.unclaimed() if squash(name) not in NEVER_BY_CONTENT]


def _claim_first(claims: Claims, frame: pl.DataFrame, ours: str, pattern: str) -> None:
    """Claim the first column most of whose values match a pattern."""
    if ours in claims.columns:
        return
    for name in _candidates(claims):
        if share_matching(frame[name], pattern) >= _MOST:
            claims.claim(ours, (name,), "content")
            return


def _claim_dates(claims: Claims, frame: pl.DataFrame) -> None:
    """Claim the first date column as the start and a second as the end, where no name tells."""
    if "from_at" in claims.columns or "to_at" in claims.columns:
        return
    dated = [
        name
        for name in _candidates(claims)
        if not _REPORTING_WORDS.search(squash(name)) and share_matching(frame[name], _DATE) >= _MOST
    ]
    for ours, name in zip(("from_at", "to_at"), dated, strict=False):
        claims.claim(ours, (name,), "content")
    if len(dated) > 1:
        claims.notes.append(
            f'"{dated[0]}" taken as start and "{dated[1]}" as end of the window by their content'
        )


def _claim_places(claims: Claims, frame: pl.DataFrame) -> None:
    """Claim two neighbouring columns of British grid metres, or of British degrees."""
    ranges = (
        ("easting", "northing", (1e3, 7e5), (1e3, 1.3e6)),
        ("longitude", "latitude", (-9.0, 2.5), (49.0, 62.0)),
        ("latitude", "longitude", (49.0, 62.0), (-9.0, 2.5)),
    )
    if any(ours in claims.columns for ours in ("easting", "longitude", "grid_reference")):
        return
    names = _candidates(claims)
    for first, second in itertools.pairwise(names):
        for x, y, x_range, y_range in ranges:
            fits = (
                _numbers_within(frame[first], *x_range) >= _MOST
                and _numbers_within(frame[second], *y_range) >= _MOST
            )
            if fits and _is_mostly_unique(frame[first]) and not _counts_up(frame[first]):
                claims.claim(x, (first,), "content")
                claims.claim(y, (second,), "content")
                return


def _counts_up(column: pl.Series) -> bool:
    """Return whether a column merely numbers the rows."""
    numbers = sample(column).cast(pl.Int64, strict=False)
    return len(numbers) > 2 and bool((numbers.diff().drop_nulls() == 1).all())


def _claim_text(claims: Claims, frame: pl.DataFrame) -> None:
    """Claim the column of the longest prose as the MO text."""
    if "mo_text" in claims.columns:
        return
    prose = [name for name in _candidates(claims) if is_prose(frame[name])]
    if prose:
        longest = max(prose, key=lambda name: float(sample(frame[name]).str.len_chars().mean() or 0))  # type: ignore[arg-type]
        claims.claim("mo_text", (longest,), "content")


def _claim_reference(claims: Claims, frame: pl.DataFrame) -> None:
    """Claim the first column whose values name each row apart as the crime reference."""
    if "crime_ref" in claims.columns or frame.height < 3:
        return
    for name in _candidates(claims):
        if _names_rows_apart(frame[name]):
            claims.claim("crime_ref", (name,), "content")
            return


def _names_rows_apart(column: pl.Series) -> bool:
    """Return whether every value is a reference that stands once."""
    if column.null_count() or column.n_unique() != len(column):
        return False
    reference = share_matching(column, _REFERENCE) >= _MOST and share_matching(column, r"\d") >= _MOST
    return reference and share_matching(column, _DATE) < 0.5 and share_matching(column, r"^-?\d+\.\d+$") < 0.5
