"""Sections 1 and 2: what the month comes to, and what changed since the last. Drafted by rule.

The rule counts and compares; it judges nothing. A probability term or a confidence is a person's to give, so
the draft leaves both open.
"""

from __future__ import annotations

from collections import Counter

import polars as pl

from sac_dash.briefing.assessing.ground import LINKED, Ground
from sac_dash.briefing.assessing.live_series import SeriesMonth, called, series_in_month
from sac_dash.briefing.assessing.performance import BOTH, Line, Position
from sac_dash.briefing.assessing.scope import Scope
from sac_dash.briefing.document import Block, Bullets, OpenField, Passage
from sac_dash.briefing.offence_nouns import theme_of
from sac_dash.domain.british_dates import british_month
from sac_dash.domain.offence_class import LINKED_CLASSES
from sac_dash.figures.wording import say_list

MOST_NAMED = 4
_SINGULAR = {"ATM attacks": "ATM attack", "commercial burglaries": "commercial burglary"}
_POSITIONS = {
    Position.WITHIN: "within the {range} expected",
    Position.ABOVE: "above the {range} expected",
    Position.BELOW: "below the {range} expected",
    Position.GROWING: "{range} expected; the count may still grow",
    Position.PART: "the month had not ended: not compared",
    Position.NO_HISTORY: "not enough data to say what is usual",
}


def say_title(scope: Scope, lines: list[Line]) -> str:
    """Return the finding in one line."""
    both = _both(lines)
    what = BOTH if both.n > 1 else "ATM attack or commercial burglary"
    return f"{scope.month_said}: {both.n or 'no'} {what}, {say_position(both)}"


def say_position(line: Line) -> str:
    """Return where a count lies: ``within the 17 to 43 expected``."""
    return _POSITIONS[line.position].format(range=line.range_said())


def judgement_section(ground: Ground, scope: Scope, lines: list[Line]) -> tuple[Block, ...]:
    """Return the headline judgement, its probability and confidence left open."""
    return (
        Passage("judgement", "Headline judgement", " ".join(_judgement(ground, scope, lines))),
        OpenField(
            "probability",
            "Judgement: probability term (yardstick, section 15) and analytical confidence, with why",
            "analyst",
            1,
        ),
    )


def changes_section(ground: Ground, scope: Scope, lines: list[Line], areas: list[Line]) -> tuple[Block, ...]:
    """Return what changed since the month before."""
    items = [*_outside(scope, lines, areas), *_series_changes(ground, scope), *_steps(scope, lines)]
    return (Bullets("changes", "Key changes", tuple(items)),)


def themes_of_month(ground: Ground, scope: Scope) -> tuple[dict[int, str], int]:
    """Return the theme of each of the month's attacks and burglaries by row, and how many there are."""
    mine = ground.offences.filter(scope.of_month() & pl.col("offence_class").is_in(LINKED))
    themes: dict[int, str] = {}
    for each in LINKED_CLASSES:
        rows = mine.filter(pl.col("offence_class") == each.value)["row"]
        themes |= theme_of(ground.source.tags, rows, each.value)
    return themes, mine.height


def _judgement(ground: Ground, scope: Scope, lines: list[Line]) -> list[str]:
    both = _both(lines)
    split = " and ".join(_split(line) for line in lines[: len(LINKED)])
    attempts = f" ({_shares(both)})" if both.n else ""
    sentences = [f"{split}{attempts}: together {say_position(both)}."]
    outside = [line for line in lines if line.outside and line is not both]
    if outside:
        sentences.append(f"{'; '.join(_counted(line) for line in outside)}.")
    elif both.judged:
        sentences.append("No class of offence lies outside its expected range.")
    themes, n = themes_of_month(ground, scope)
    if themes:
        ranked = Counter(themes.values()).most_common(3)
        named = say_list([f"{theme} ({count})" for theme, count in ranked], 3)
        sentences.append(f"Of the {n} attacks and burglaries a theme is recorded in {len(themes)}: {named}.")
    elif n:
        sentences.append(f"No theme is recorded of any of the {n}.")
    month = ground.placed.filter(scope.of_month())
    elsewhere = _in_other_forces(ground, scope)
    if elsewhere:
        sentences.append(
            f"{elsewhere} of the {n} {'lies' if elsewhere == 1 else 'lie'} in other forces whose offences are"
            " held."
        )
    if n:
        firm = {each.series_id for each in series_in_month(ground, scope) if each.firm}
        in_firm = month.filter(pl.col("series_id").is_in(firm))["row"].n_unique()
        in_any = month["row"].n_unique()
        sentences.append(
            f"{in_firm or 'None'} of the {n} stand{'s' if in_firm == 1 else ''} in a series on record or in"
            f" hand, {in_any - in_firm or 'none'} in a suggested one."
        )
    first = sentences[0]
    return [f"{first[:1].upper()}{first[1:]}", *sentences[1:]]


def _in_other_forces(ground: Ground, scope: Scope) -> int:
    """Return how many of the month's attacks and burglaries are other forces'; none where all forces are ours."""
    if not ground.home:
        return 0
    mine = ground.offences.filter(scope.of_month() & pl.col("offence_class").is_in(LINKED))
    return mine.filter(~pl.col("force").is_in(list(ground.home))).height


def _counted(line: Line) -> str:
    return f"{line.label}: {line.n}, {say_position(line)}"


def _split(line: Line) -> str:
    noun = line.label if line.label.startswith("ATM") else f"{line.label[:1].lower()}{line.label[1:]}"
    return f"{line.n or 'no'} {_SINGULAR[noun] if line.n == 1 else noun}"


def _shares(line: Line) -> str:
    stated = [f"{line.completed} completed", f"{line.attempted} attempted"]
    stated += [f"not stated of {line.unstated}"] if line.unstated else []
    return ", ".join(stated)


def _outside(scope: Scope, lines: list[Line], areas: list[Line]) -> list[str]:
    looked = [*lines, *areas]
    judged = [each for each in looked if each.judged]
    told = [
        f"{each.label}: {each.n} in {scope.month_said}, {say_position(each)}"
        for each in looked
        if each.outside
    ]
    if told:
        return [
            *told,
            f"{len(judged)} counts were held against their range; about 1 in 20 lies outside by chance",
        ]
    if judged:
        return [f"Nothing outside its expected range ({len(judged)} counts held against theirs)"]
    return [f"No count was held against a range: {say_position(_both(lines))}"]


def _steps(scope: Scope, lines: list[Line]) -> list[str]:
    before = british_month(scope.months_back(1))
    both = _both(lines)
    if both.before is None:
        return []
    return [f"{BOTH}: {both.n}, after {both.before} in {before}; a step of that size is no finding by itself"]


def _series_changes(ground: Ground, scope: Scope) -> list[str]:
    found = series_in_month(ground, scope)
    new = [each for each in found if each.begun and each.n_month]
    active = [each for each in found if each.n_month and not each.begun]
    quiet = [each for each in found if each.quiet]
    groups = (
        ("New series", new, "with their first offence in the month"),
        ("Series that went on", active, "with offences here in the month and earlier"),
        ("Series quiet since", quiet, "with offences here in the 60 days before the month and none since"),
    )
    return [
        f"{label}: {len(series)} {words}{_named(ground, series)}" for label, series, words in groups if series
    ] or ["No series began, went on or fell quiet here"]


def _named(ground: Ground, series: list[SeriesMonth]) -> str:
    firm = sum(each.firm for each in series)
    named = [
        f"{called(ground, each.series_id)} ({each.n_month or each.n_before})" for each in series[:MOST_NAMED]
    ]
    more = len(series) - len(named)
    standing = (
        f"; {firm or 'none'} on record or in hand, {len(series) - firm or 'none'} suggested"
        if len(series) > 1
        else ""
    )
    return f"{standing}: {', '.join(named)}{f' and {more} more' if more else ''}"


def _both(lines: list[Line]) -> Line:
    return next(each for each in lines if each.label == "Both together")
