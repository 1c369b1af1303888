"""Section 3 as tables: class by month against its range, and the month by policing area, which adds up to it."""

from __future__ import annotations

from sac_dash.briefing.assessing.ground import OTHER_FORCES, Ground
from sac_dash.briefing.assessing.performance import CLASS_PLURALS, SEASON, Line, area_counts
from sac_dash.briefing.assessing.scope import MONTH, Scope, short_month
from sac_dash.briefing.document import Block, Column, Table
from sac_dash.domain.british_dates import british_month
from sac_dash.patterns.counts import COUNTING_RULE, count_spanning


def performance_section(
    ground: Ground, scope: Scope, lines: list[Line], areas: list[Line]
) -> tuple[Block, ...]:
    """Return the performance table, and for the force the areas that add up to it."""
    table = _by_month(scope, lines)
    return (table,) if scope.area else (table, _by_area(ground, scope, areas))


def counting_rule(ground: Ground, scope: Scope) -> str:
    """Return what one offence counted is, with how many windows reach into another month."""
    spanning = count_spanning(ground.offences.filter(scope.of_month()), MONTH, ground.as_of)
    return f"{COUNTING_RULE} (local time; {spanning} of the month's windows reach into the next)"


def _by_month(scope: Scope, lines: list[Line]) -> Table:
    months = [month for month, _ in lines[0].recent]
    columns = (
        Column("Class", 2.1),
        *(Column(short_month(month), 0.9, numeric=True) for month in months),
        Column("Completed", 1.0, numeric=True),
        Column("Attempts", 0.9, numeric=True),
        Column("Not stated", 0.9, numeric=True),
        Column(f"Earlier {british_month(scope.month).split()[0]}s", 2.1, numeric=True),
        Column("Expected", 1.1, numeric=True),
        Column("Position", 1.1, numeric=True),
    )
    parameters = f"{SEASON.min_years} to {SEASON.max_years}"
    note = (
        "Counting rule: section 15. Completed, attempts and not stated are of the month. Expected: the range"
        f" in which 19 in 20 unchanged months would lie, from the same month of the {parameters} years before"
        " (exact for small counts)."
    )
    return Table(
        "Offences by class and month", columns, tuple(_row(each) for each in lines), note, small=True
    )


def _row(line: Line) -> tuple[str, ...]:
    earlier = ", ".join(f"{year}: {n}" for year, n in line.earlier) or "none held"
    counts = ["no data" if n is None else f"{n:,}" for _, n in line.recent]
    stated = [f"{n:,}" for n in (line.completed, line.attempted, line.unstated)]
    return (line.label, *counts, *stated, earlier, line.range_said(), str(line.position))


def _by_area(ground: Ground, scope: Scope, areas: list[Line]) -> Table:
    counted = area_counts(ground, scope)
    against = {each.label: each for each in areas}
    total = tuple(sum(counts) for counts in zip(*(row for _, row in counted), strict=True)) if counted else ()
    rows = [
        (name, *(f"{n:,}" for n in counts), f"{sum(counts):,}", *_against(against.get(name)))
        for name, counts in counted
    ]
    rows.append((f"All, {scope.month_said}", *(f"{n:,}" for n in total), f"{sum(total):,}", "", ""))
    columns = (
        Column("Policing area", 2.2),
        *(Column(CLASS_PLURALS[each], 1.3, numeric=True) for each in ground.classes),
        Column("All", 0.7, numeric=True),
        Column("Expected*", 1.2, numeric=True),
        Column("Position*", 1.2, numeric=True),
    )
    elsewhere = any(name == OTHER_FORCES for name, _ in counted)
    others = (
        " Offences of other forces that are held are counted in every figure of the force."
        if elsewhere
        else ""
    )
    note = f"* ATM attacks and commercial burglaries together, against the area's own range.{others}"
    return Table("The month by policing area", columns, tuple(rows), note, small=True)


def _against(line: Line | None) -> tuple[str, str]:
    return (line.range_said(), str(line.position)) if line else ("", "")
