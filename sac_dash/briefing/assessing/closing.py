"""Sections 14 and 15: recommendations that people make, and what the figures rest on and cannot show.

Recommendations are never drafted: who does what by when is a person's to decide. The yardstick is printed so that
a probability term in section 1 means the same to every reader (Professional Head of Intelligence Assessment,
Cabinet Office, as published in the College of Policing's authorised professional practice).
"""

from __future__ import annotations

from sac_dash.briefing.assessing.ground import Ground
from sac_dash.briefing.assessing.performance_tables import counting_rule
from sac_dash.briefing.assessing.scope import MONTH, Scope
from sac_dash.briefing.document import Block, Bullets, Column, OpenField, Passage, Table, Voice
from sac_dash.briefing.origin import say_lag
from sac_dash.figures.wording import say_day
from sac_dash.patterns.recording_lag import still_growing

YARDSTICK = (
    ("Remote chance", "0 to 5"),
    ("Highly unlikely", "10 to 20"),
    ("Unlikely", "25 to 35"),
    ("Realistic possibility", "40 to under 50"),
    ("Likely or probable", "55 to 75"),
    ("Highly likely", "80 to 90"),
    ("Almost certain", "95 to 100"),
)
_FOUR_PS = (
    ("pursue", "Pursue: recommendation, owner, date"),
    ("prevent", "Prevent: recommendation, owner, date"),
    ("protect", "Protect: recommendation, owner, date"),
    ("prepare", "Prepare: recommendation, owner, date"),
)


def recommendations_section() -> tuple[Block, ...]:
    """Return room for recommendations under the four Ps."""
    return tuple(OpenField(key, label, "analyst and tasking lead", 2) for key, label in _FOUR_PS)


def limits_section(ground: Ground, scope: Scope) -> tuple[Block, ...]:
    """Return assumptions, data limits and the yardstick."""
    note = (
        "A judgement between two terms takes the nearer one. The terms are used in place of figures; this"
        " program proposes none."
    )
    yardstick = Table(
        "Probability yardstick",
        (Column("Term", 2), Column("Chances in 100", 1.5)),
        YARDSTICK,
        note,
        small=True,
    )
    return (Bullets("limits", "Assumptions and data limits", tuple(_limits(ground, scope))), yardstick)


def lag_note(ground: Ground, scope: Scope) -> Passage | None:
    """Return what must be said beside the headline where the month's counts are not final."""
    if not scope.whole:
        said = (
            f"{scope.month_said} had not ended at the end of the data ({say_day(ground.as_of)}): its counts"
            " are of a part month."
        )
    elif ground.lag is None:
        said = (
            "When offences were recorded is not known, so the month may still grow; counts are called above"
            " their range only, never below or within it."
        )
    elif still_growing(scope.month, MONTH, ground.lag, ground.as_of):
        said = f"The month may still grow: {say_lag(ground.offences)}."
    else:
        return None
    return Passage("lag", "Recording lag", said, Voice.NOTE)


def _limits(ground: Ground, scope: Scope) -> list[str]:
    month = ground.offences.filter(scope.of_month())
    monthly = int((month["when_precision"] == "month").sum())
    lines = [
        f"Counting rule: {counting_rule(ground, scope)}",
        f"Data reach to {say_day(ground.as_of)}; {say_lag(ground.offences)}",
        (
            "Expected ranges take the same month of earlier years as unchanged; a change in recording would"
            " look like a change in crime"
        ),
        (
            "Behaviours are those the records state; what is not stated is unknown and counts as neither"
            " present nor absent"
        ),
        "Suggested series are the model's and may be wrong; those on record or in hand are people's",
        (
            "Arrests follow busy weeks, after which some fall comes anyway; a fall says nothing of what"
            " caused it"
        ),
    ]
    if monthly:
        lines.append(
            f"{monthly} of the month's {month.height} offences are dated to the month only: they are in no"
            " hour and no repeat"
        )
    unplaced = month["easting"].null_count()
    if unplaced:
        lines.append(f"{unplaced} of the month's {month.height} offences have no place and are on no map")
    if scope.area:
        nowhere = ground.offences.filter(
            (ground.offences["month"] == scope.month) & ground.offences["policing_area"].is_null()
        ).height
        lines.append(
            f"{nowhere} of the force's offences in the month lie in no known area and are in no area's"
            " assessment"
        )
    return lines
