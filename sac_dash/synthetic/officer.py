"""The hands that write MO text: each officer has a case, a shorthand, a care for spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sac_dash.synthetic.habits import SimulationHabits
from sac_dash.synthetic.lexicon import pick

CASES = ("upper", "upper", "sentence", "sentence", "sentence", "lower")
ORDERS = ("told", "told", "told", "loot first", "security first")


@dataclass(frozen=True)
class Officer:
    """How one officer writes. Shares are between 0 and 1."""

    case: str  # "upper" | "sentence" | "lower"
    order: str  # "told" | "loot first" | "security first"
    verbosity: float
    shorthand_prob: float
    typo_prob: float  # a word of five letters or more

    def put(
        self, sentences: Sequence[str], shorthand: Mapping[str, Sequence[str]], rng: np.random.Generator
    ) -> str:
        """Join sentences in this officer's manner."""
        text = " ".join(sentence.strip() for sentence in sentences if sentence.strip())
        text = re.sub(r"[A-Za-z]+", lambda m: self._word(m.group(), shorthand, rng), text)
        if self.case == "upper":
            return text.upper()
        if self.case == "lower":
            return text.lower()
        return re.sub(r"(^|\. )([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)

    def _word(self, word: str, shorthand: Mapping[str, Sequence[str]], rng: np.random.Generator) -> str:
        if word.lower() in shorthand and rng.random() < self.shorthand_prob:
            return pick(rng, shorthand[word.lower()])
        if len(word) >= 5 and rng.random() < self.typo_prob:
            return misspell(word, rng)
        return word


def misspell(word: str, rng: np.random.Generator) -> str:
    """Swap, drop or double one letter inside a word."""
    at = int(rng.integers(1, len(word) - 2))
    kind = int(rng.integers(0, 3))
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at] + word[at:]


def draw_officers(habits: SimulationHabits, rng: np.random.Generator) -> list[Officer]:
    """Draw the force's officers."""
    recording = habits.recording
    return [
        Officer(
            case=pick(rng, CASES),
            order=pick(rng, ORDERS),
            verbosity=float(np.clip(rng.normal(recording.verbosity, 0.25), 0.0, 1.0)),
            shorthand_prob=float(rng.beta(1.2, 2.0)),
            typo_prob=float(2 * recording.typo_word * rng.beta(1.0, 1.5)),
        )
        for _ in range(habits.officers)
    ]
