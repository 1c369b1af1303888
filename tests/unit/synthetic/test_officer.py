"""Officers differ in case, shorthand and spelling, and not in what they know."""

import numpy as np

from sac_dash.synthetic.habits import SimulationHabits
from sac_dash.synthetic.officer import Officer, draw_officers, misspell

SENTENCES = ["Offenders forced rear door.", "made off in vehicle."]
SHORT = {"offenders": ["offs"], "vehicle": ["veh"]}


def write(**habits):
    values = {"case": "sentence", "order": "told", "verbosity": 0.5, "shorthand_prob": 0.0, "typo_prob": 0.0}
    return Officer(**(values | habits)).put(SENTENCES, SHORT, np.random.default_rng(0))


def test_cases():
    assert write() == "Offenders forced rear door. Made off in vehicle."
    assert write(case="upper") == "OFFENDERS FORCED REAR DOOR. MADE OFF IN VEHICLE."
    assert write(case="lower").islower()


def test_shorthand():
    assert write(shorthand_prob=1.0) == "Offs forced rear door. Made off in veh."


def test_misspelling_changes_one_letter_or_two():
    rng = np.random.default_rng(0)
    for _ in range(50):
        assert abs(len(misspell("burglary", rng)) - 8) <= 1
        assert misspell("burglary", rng)[0] == "b"


def test_every_force_has_both_cases():
    cases = {officer.case for officer in draw_officers(SimulationHabits(), np.random.default_rng(0))}
    assert cases == {"upper", "sentence", "lower"}
