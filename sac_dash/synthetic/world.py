"""What every stage of a simulation needs at hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sac_dash.synthetic.gazetteer import read_gazetteer
from sac_dash.synthetic.habits import SimulationHabits
from sac_dash.synthetic.lexicon import Lexicon, load_lexicon
from sac_dash.synthetic.places import Places


@dataclass(frozen=True)
class World:
    """Towns, words, habits and the period; nothing happens after `end`."""

    places: Places
    lexicon: Lexicon
    habits: SimulationHabits
    start: datetime
    end: datetime  # local; the extract's moment
    seed: int


def make_world(habits: SimulationHabits, start: datetime, end: datetime, seed: int) -> World:
    """Return the world of one simulation."""
    lexicon = load_lexicon()
    return World(Places(read_gazetteer(), lexicon, seed), lexicon, habits, start, end, seed)
