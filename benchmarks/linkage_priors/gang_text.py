"""Write an offence by a random gang up as an officer would: prose, with some of it left unsaid."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from phrases import Behaviour, Facet, pick

SAID_PROB = MappingProxyType({
    "premises": 0.6, "entry_point": 0.8, "entry_method": 0.85, "tool": 0.7, "getaway": 0.6,
    "security": 0.75, "property": 0.7, "disguise": 0.5, "search": 0.6, "number": 0.56,
})  # fmt: skip
SOMEONE = ("unknown offender/s", "offender(s) unknown", "unk suspects", "person/s unknown", "offenders")
SOMEWHERE = ("premises", "the locus", "the location")
CAME = ("have approached", "attended", "have attended at", "have gone to")
OPENINGS = ("Between times and dates stated", "BTS", "At time stated", "Overnight")
PLAIN_REMARKS = (
    "informant locked up and all was secure", "keyholder notified", "house to house completed",
    "CSI to attend", "police attended and area searched, no trace", "CCTV not working at the time",
)  # fmt: skip
NEGATED_REMARKS = (
    "alarm did not activate", "no forensic opportunities", "ignored alcohol", "did not go into the office",
    "no damage to till", "safe not touched", "cigarettes left behind", "no tools found at scene",
    "rear door intact", "no vehicle seen or heard",
)  # fmt: skip
MISSPELT = MappingProxyType({
    "smashed": "smahsed", "offenders": "offneders", "entrance": "entrnace", "cigarettes": "cigerettes",
    "removed": "remvoed", "window": "widnow", "crowbar": "crowbr", "through": "thru",
    "premises": "premisis", "suspects": "suspetcs", "vehicle": "vehcile", "shutter": "shuter",
})  # fmt: skip


@dataclass(frozen=True)
class GangWriting:
    """How one force's officers write.

    Parameters
    ----------
    told
        Factor on how often each thing that happened is said, 0.7 to 1.2.
    typo_text_prob, typo_word_prob
        Share of texts with misspellings, and in those of the words that have one.
    capitals_prob
        Share of texts in capitals.
    remarks_max
        Most remarks beside the matter, drawn evenly from none up.
    negated_share
        Share of those remarks that name something which did not happen.
    """

    told: float = 1.0
    typo_text_prob: float = 0.35
    typo_word_prob: float = 0.35
    capitals_prob: float = 0.35
    remarks_max: int = 2
    negated_share: float = 0.5


def write_gang_text(
    done: Behaviour, facets: dict[str, Facet], writing: GangWriting, rng: np.random.Generator
) -> str:
    """Return the MO text of one offence."""
    said = {
        facet: pick(rng, facets[facet].phrases[code])
        for facet, code in done.items()
        if code is not None and rng.random() < SAID_PROB[facet] * writing.told
    }
    parts = [_arrival(said, rng) + pick(rng, (" and ", ", ", ". ")) + _entry(said, rng)]
    parts += [said[facet] for facet in ("search", "security") if facet in said]
    parts += _taken(said, rng) + _departure(said, rng)
    for _ in range(int(rng.integers(0, writing.remarks_max + 1))):
        remarks = NEGATED_REMARKS if rng.random() < writing.negated_share else PLAIN_REMARKS
        parts.insert(int(rng.integers(1, len(parts) + 1)), pick(rng, remarks))
    if rng.random() < 0.4:
        parts.insert(0, pick(rng, OPENINGS))
    return _finish(pick(rng, (". ", ". ", ", ")).join(parts) + ".", writing, rng)


def _arrival(said: dict[str, str], rng: np.random.Generator) -> str:
    who = said.get("number") or pick(rng, SOMEONE)
    where = f"the {said['premises']}" if "premises" in said else pick(rng, SOMEWHERE)
    return " ".join(part for part in (who, said.get("disguise"), pick(rng, CAME), where) if part)


def _entry(said: dict[str, str], rng: np.random.Generator) -> str:
    point, method, tool = said.get("entry_point"), said.get("entry_method"), said.get("tool")
    if point and method:
        how = pick(rng, (f"{method} {point}", f"entry gained via {point}, {method}", f"{point} - {method}"))
    elif method:
        how = f"entry gained, {method}"
    elif point:
        how = pick(rng, (f"entered via {point}", f"point of entry {point}"))
    else:
        how = pick(rng, ("gained entry by unknown means", "gained entry"))
    if not tool:
        return how
    return how + pick(
        rng, (f" using {tool}", f" with a {tool}", f". {tool} used", f", instrument used {tool}")
    )


def _taken(said: dict[str, str], rng: np.random.Generator) -> list[str]:
    if "property" not in said:
        return []
    ways = ("stolen {}", "{} taken", "removed {}", "offenders stole {}", "made off with {}")
    return [pick(rng, ways).format(said["property"])]


def _departure(said: dict[str, str], rng: np.random.Generator) -> list[str]:
    if "getaway" not in said:
        return []
    if said["getaway"] == "on foot":
        return ["made off on foot"]
    ways = ("made off in {}", "left in a {}", "{} seen leaving", "escaped in {}", "vehicle involved {}")
    return [pick(rng, ways).format(said["getaway"])]


def _finish(text: str, writing: GangWriting, rng: np.random.Generator) -> str:
    if rng.random() < writing.typo_text_prob:
        for right, wrong in MISSPELT.items():
            if rng.random() < writing.typo_word_prob:
                text = text.replace(right, wrong)
    return text.upper() if rng.random() < writing.capitals_prob else text
