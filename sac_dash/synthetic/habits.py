"""How invented offenders and invented recorders behave: every number of the simulation.

Kept in frozen dataclasses so that a benchmark can state exactly which force it ran on, and
vary one habit at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class RecordingHabits:
    """How faithfully a force writes down what happened. All are shares between 0 and 1.

    The defaults follow ``design`` figures for real exports: tools are stated in 70 % of
    offences, getaway in 60 %, numbers in 56 %, and 20 to 40 % of structured fields are unknown.

    Parameters
    ----------
    point_unknown, method_unknown, property_blank
        Structured columns left unknown or empty.
    entry_told, tool_told, getaway_told, exit_told, number_told, group_told, security_told, search_told, property_told
        Behaviours that the MO text states, where they happened.
    wrong_premises_type
        Premises given another kind's name.
    alarm_timed
        Offences timed to minutes by an alarm or a camera; the rest have closing-to-opening windows.
    typo_word
        Words of five letters or more that are misspelt by a careless officer.
    verbosity
        How much officers add: 0 terse, 1 talkative.
    late_property
        Offences whose text gets a later line about further property.
    ignored_told
        Offences whose text says what was left behind (a negation).
    no_end, no_place
        Rows without "Committed To", without coordinates.
    atm_title
        ATM attacks whose offence title says so; the rest look like plain burglary, theft or damage.
    duplicate_rows, conflicting_rows, reversed_windows, missing_references
        Numbers of faulty rows added (per thousand offences).
    """

    point_unknown: float = 0.28
    method_unknown: float = 0.32
    property_blank: float = 0.25
    entry_told: float = 0.88
    tool_told: float = 0.70
    getaway_told: float = 0.60
    exit_told: float = 0.35
    number_told: float = 0.56
    group_told: float = 0.65
    security_told: float = 0.85
    search_told: float = 0.60
    property_told: float = 0.90
    wrong_premises_type: float = 0.05
    alarm_timed: float = 0.33
    typo_word: float = 0.03
    verbosity: float = 0.5
    late_property: float = 0.05
    ignored_told: float = 0.12
    no_end: float = 0.04
    no_place: float = 0.015
    atm_title: float = 0.5
    duplicate_rows: float = 4.0
    conflicting_rows: float = 2.0
    reversed_windows: float = 3.0
    missing_references: float = 3.0


@dataclass(frozen=True)
class SimulationHabits:
    """What happens in an invented force over a few years.

    Parameters
    ----------
    offences
        ATM attacks and commercial burglaries, linked and not.
    series
        Number of series; their sizes are drawn so that `linked_share` of the offences belong to one.
    linked_share
        Share of the offences that belong to a series.
    days
        Length of the period.
    smallest_series, largest_series
        Bounds of a series' size.
    local_share, regional_share
        Series that stay within a few kilometres, and within some tens; the rest travel the country.
    local_km, regional_km, national_km
        Length scales of the three.
    consistency
        Mean share of behaviours a series keeps from one offence to the next; facets and series vary.
    days_between
        Median days between offences of a series.
    atm_series_share
        Series that attack ATMs.
    lone_atm_share
        Unlinked offences that are ATM attacks.
    visiting_share
        Unlinked offences recorded by other forces and shared.
    enablers, out_of_scope
        Further rows: enabling thefts, and offences that are none of the product's business.
    officers
        People who write MO text, each in a manner of their own.
    recording
        How the force records.
    """

    offences: int = 3_900
    series: int = 150
    linked_share: float = 0.25
    days: int = 1_095
    smallest_series: int = 2
    largest_series: int = 20
    local_share: float = 0.60
    regional_share: float = 0.25
    local_km: float = 4.0
    regional_km: float = 25.0
    national_km: float = 110.0
    consistency: float = 0.78
    days_between: float = 8.0
    atm_series_share: float = 0.06
    lone_atm_share: float = 0.01
    visiting_share: float = 0.06
    enablers: int = 300
    out_of_scope: int = 400
    officers: int = 80
    recording: RecordingHabits = field(default_factory=RecordingHabits)
