"""From what happened to what a records system exports: late, partly unknown, sometimes wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from sac_dash.synthetic.behaviour import Facts
from sac_dash.synthetic.deed import Deed
from sac_dash.synthetic.force import EXPORT_COLUMNS, TRUTH_SCHEMA
from sac_dash.synthetic.habits import RecordingHabits
from sac_dash.synthetic.lexicon import FACETS, Lexicon, pick
from sac_dash.synthetic.narrative import narrate
from sac_dash.synthetic.officer import draw_officers
from sac_dash.synthetic.window import draw_window
from sac_dash.synthetic.world import World

RECENT_DAYS = 45  # offences younger than this are still under investigation
Row = dict[str, str | None]


def record_deeds(
    deeds: Sequence[Deed], world: World, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Record every offence and then spoil a few rows.

    Returns
    -------
    export, truth
        As :class:`~sac_dash.synthetic.force.DemoForce` describes them.
    """
    habits, officers = world.habits.recording, draw_officers(world.habits, rng)
    told_rows: list[tuple[datetime, Deed, Row, Facts]] = []
    named = _named_in_title(deeds, habits, rng)
    for position, deed in enumerate(deeds):
        if world.start < deed.at <= world.end:
            window = draw_window(deed, habits, rng)
            recorded = min(
                world.end, max(window[1], deed.at) + timedelta(minutes=int(rng.gamma(1.0, 420.0)) + 10)
            )
            text, told = narrate(deed, pick(rng, officers), world.lexicon.phrases, habits, rng)
            row = _row(
                deed, window, recorded=recorded, text=text, named=position in named, world=world, rng=rng
            )
            told_rows.append((recorded, deed, row, told))
    told_rows.sort(key=lambda item: item[0])
    _number(told_rows)
    rows = _spoil([row for _, _, row, _ in told_rows], [deed for _, deed, _, _ in told_rows], habits, rng)
    truth = [
        _truth(deed, str(ref), told)
        for (_, deed, _, told), ref in zip(told_rows, _refs(told_rows), strict=True)
    ]
    export = pl.DataFrame(rows, schema=dict.fromkeys(EXPORT_COLUMNS, pl.String), orient="row")
    return export, pl.DataFrame(truth, schema=dict(TRUTH_SCHEMA), orient="row")


def british(moment: datetime) -> str:
    """Return a moment as ``DD/MM/YYYY HH:MM``."""
    return moment.strftime("%d/%m/%Y %H:%M")


def _row(
    deed: Deed,
    window: tuple[datetime, datetime],
    *,
    recorded: datetime,
    text: str,
    named: bool,
    world: World,
    rng: np.random.Generator,
) -> Row:
    habits, premises = world.habits.recording, deed.premises
    code, title = _title(deed, world.lexicon, rng, named=named)
    placed = rng.random() >= habits.no_place
    to_at = min(window[1], recorded)
    return {
        "Crime Ref": None,
        "Force": premises.force,
        "HO Code": code,
        "Offence": title,
        "Recorded": british(recorded),
        "Committed From": british(window[0]),
        "Committed To": None if rng.random() < habits.no_end else british(to_at),
        "Easting": f"{premises.easting_m:.0f}" if placed else None,
        "Northing": f"{premises.northing_m:.0f}" if placed else None,
        "Premises Name": premises.name or None,
        "Premises Type": _premises_type(deed, world.lexicon, habits, rng),
        "Address": premises.address,
        "Town": premises.town,
        "Postcode": premises.postcode,
        "Policing Area": premises.policing_area or None,
        **_structured(deed, world.lexicon.phrases, habits, rng),
        "MO Text": text,
        "Property Stolen": _property(deed, world.lexicon.phrases, habits, rng),
        "Value": f"{deed.loss_gbp:.0f}" if deed.loss_gbp and rng.random() < 0.8 else None,
        "Status": _status(deed, world, rng),
    }


def _named_in_title(
    deeds: Sequence[Deed], habits: RecordingHabits, rng: np.random.Generator
) -> frozenset[int]:
    """Draw the positions of the ATM attacks whose title will say so: exactly the share asked for."""
    atm = [position for position, deed in enumerate(deeds) if deed.atm]
    named = rng.permutation(len(atm))[: round(len(atm) * habits.atm_title)]
    return frozenset(atm[int(drawn)] for drawn in named)


def _title(deed: Deed, lexicon: Lexicon, rng: np.random.Generator, *, named: bool) -> tuple[str, str]:
    titles = lexicon.phrases["titles"]
    if deed.kind != "attack":
        chosen = pick(rng, titles[deed.kind])
    elif named:
        chosen = pick(rng, titles["atm_named"])
        chosen = [chosen[0], f"Attempted {chosen[1][0].lower()}{chosen[1][1:]}"] if deed.attempt else chosen
    elif deed.atm:
        chosen = pick(rng, titles["atm_attempt" if deed.attempt else "atm_plain"])
    else:
        chosen = pick(rng, titles["commercial_attempt" if deed.attempt else "commercial"])
    return chosen[0], chosen[1]


def _premises_type(deed: Deed, lexicon: Lexicon, habits: RecordingHabits, rng: np.random.Generator) -> str:
    kind = deed.premises.kind
    if deed.kind == "attack" and rng.random() < habits.wrong_premises_type:
        kind = pick(rng, [k for k in lexicon.premises if k not in {"dwelling", "street"}])
    return str(pick(rng, lexicon.premises[kind]["types"]))


def _structured(
    deed: Deed, phrases: Mapping[str, Mapping[str, Any]], habits: RecordingHabits, rng: np.random.Generator
) -> Row:
    point, method = deed.facts.get("entry_point"), deed.facts.get("entry_method")
    unknown = pick(rng, ("Unknown", "Unknown", "Not Known", None))
    point_known = point is not None and rng.random() >= habits.point_unknown
    method_known = method is not None and rng.random() >= habits.method_unknown
    return {
        "Point of Entry": str(pick(rng, phrases["column_point"][point[0]]))
        if point and point_known
        else unknown,
        "Method of Entry": str(pick(rng, phrases["column_method"][method[0]]))
        if method and method_known
        else unknown,
    }


def _property(
    deed: Deed, phrases: Mapping[str, Mapping[str, Any]], habits: RecordingHabits, rng: np.random.Generator
) -> str | None:
    codes = deed.facts.get("property", ())
    if not codes or rng.random() < habits.property_blank:
        return None
    return "; ".join(str(pick(rng, phrases["column_property"][code])) for code in codes)


def _status(deed: Deed, world: World, rng: np.random.Generator) -> str:
    if deed.at > world.end - timedelta(days=RECENT_DAYS):
        return "Under Investigation"
    return str(
        pick(rng, ("Filed - No Suspect", "Filed - No Suspect", "Filed", "Under Investigation", "Charged"))
    )


def _number(told_rows: Sequence[tuple[datetime, Deed, Row, Facts]]) -> None:
    """Give each row its crime reference: force prefix, running number, year."""
    counts: dict[tuple[str, int], int] = {}
    for recorded, deed, row, _ in told_rows:
        key = (deed.premises.prefix, recorded.year)
        counts[key] = counts.get(key, 0) + 7  # other crime takes the numbers between
        row["Crime Ref"] = f"{key[0]}/{counts[key]:06d}/{recorded:%y}"


def _refs(told_rows: Sequence[tuple[datetime, Deed, Row, Facts]]) -> list[str | None]:
    return [row["Crime Ref"] for _, _, row, _ in told_rows]


def _spoil(
    rows: list[Row], deeds: Sequence[Deed], habits: RecordingHabits, rng: np.random.Generator
) -> list[Row]:
    """Return the rows with faults that a quality report should find; series members are spared."""
    lone = [i for i, deed in enumerate(deeds) if deed.role == "lone" and rows[i]["Committed To"]]
    wanted = [
        round(len(rows) * share / 1000)
        for share in (
            habits.duplicate_rows,
            habits.conflicting_rows,
            habits.reversed_windows,
            habits.missing_references,
        )
    ]
    drawn = [int(i) for i in rng.choice(lone, min(sum(wanted), len(lone)), replace=False)]
    ends = np.cumsum(wanted)
    again, conflict, reverse, nameless = (drawn[end - n : end] for n, end in zip(wanted, ends, strict=True))
    spoilt = list(rows)
    for i in reverse:
        row = rows[i]
        spoilt[i] = {**row, "Committed From": row["Committed To"], "Committed To": row["Committed From"]}
    for i in nameless:
        spoilt[i] = {**rows[i], "Crime Ref": None}
    extra = [rows[i] for i in again]
    extra += [
        {**rows[i], "MO Text": f"{rows[i]['MO Text']} UPDATE: loss now confirmed by owner."} for i in conflict
    ]
    return [*spoilt, *extra]


def _truth(deed: Deed, crime_ref: str, told: Facts) -> dict[str, object]:
    return {
        "force": deed.premises.force,
        "crime_ref": crime_ref,
        "series": deed.series,
        "series_name": deed.series_name,
        "shape": deed.shape,
        "role": deed.role,
        "chain": deed.chain,
        "atm": deed.atm,
        "attempt": deed.attempt,
        "offenders": deed.offenders,
        "happened_at": deed.at,
        **{f"true_{facet}": list(deed.facts.get(facet, ())) for facet in FACETS},
        **{f"told_{facet}": list(told.get(facet, ())) for facet in FACETS if facet != "premises"},
    }
