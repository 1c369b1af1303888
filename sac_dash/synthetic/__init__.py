"""Invented forces whose truth is known: the demo, the tests' yardstick, the linkage prior's school.

Nothing here is real except the towns' names and places. One engine plans series, lets them and
everybody else commit offences, and records those as a force's records system would: late,
shortly, misspelt and with much left out. What truly happened stays in a separate frame.
"""

from sac_dash.synthetic.demo import DEMO_END, demo_force
from sac_dash.synthetic.force import DemoForce
from sac_dash.synthetic.habits import RecordingHabits, SimulationHabits
from sac_dash.synthetic.simulation import simulate_force

__all__ = ["DEMO_END", "DemoForce", "RecordingHabits", "SimulationHabits", "demo_force", "simulate_force"]
