"""The evaluation as a CSV file that says what it counts."""

from __future__ import annotations

from sac_dash.dashboard.csv_text import write_csv_text
from sac_dash.dashboard.pages.evaluate.wording import say_counted, say_displacement
from sac_dash.patterns.counts import COUNTING_RULE
from sac_dash.patterns.evaluation.finding_rows import power_rows, told_rows
from sac_dash.patterns.evaluation.finding_words import say_verdict
from sac_dash.workflow.evaluating_interventions import InterventionEvaluation

_HEADER = ("part", "what", "figure", "reading")


def as_csv(done: InterventionEvaluation, marking: str) -> str:
    """Return counts, tests, power, displacement and caveats as rows, after lines that say what is counted."""
    found = done.evaluation
    counts = (("treated", found.treated), ("compared", found.control))
    rows: list[tuple[object, ...]] = [
        ("counts", f"{name} {when}", n, f"{days:.0f} days")
        for name, each in counts
        if each is not None
        for when, n, days in (
            ("before", each.before, each.before_days),
            ("after", each.after, each.after_days),
        )
    ]
    told = [("tests", told_rows(found)), ("power", power_rows(found))]
    rows += [(part, row.name, row.figure, row.reading) for part, each in told for row in each]
    rows += [("displacement", str(each.kind), *say_displacement(each)) for each in found.displacements]
    rows += [("caveat", "", "", each) for each in found.caveats]
    about = [
        marking,
        f"{done.record.label} ({done.record.key}), from {done.record.started_at}",
        say_verdict(found),
        say_counted(done),
        f"counting rule: {COUNTING_RULE}",
        f"data to {done.as_of:%d/%m/%Y %H:%M} UTC",
    ]
    return write_csv_text(_HEADER, rows, [line.replace("\n", " ") for line in about])


def export_name(done: InterventionEvaluation) -> str:
    """Return the file's name: plain letters and digits, whatever the intervention's id is."""
    plain = "".join(each if each.isascii() and each.isalnum() else "-" for each in done.record.key)[:40]
    return f"evaluation_{plain.strip('-') or 'intervention'}.csv"
