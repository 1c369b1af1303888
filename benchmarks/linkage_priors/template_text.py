"""Write an offence up as a hurried officer would: shorthand, slips, and much that did not happen."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from phrases import Behaviour, Facet, pick

SAID_PROB = MappingProxyType({
    "premises": 0.66, "entry_point": 0.8, "entry_method": 0.82, "property": 0.72, "tool": 0.7,
    "getaway": 0.6, "number": 0.56, "security": 0.72, "disguise": 0.55, "search": 0.58,
    "carrying": 0.62, "approach": 0.62, "time_inside": 0.55,
})  # fmt: skip
IN_BETWEEN = ("search", "security", "carrying", "approach", "time_inside")
SOMEONE = (
    "unknown offender/s", "offender(s) unknown", "unk suspects", "person/s unknown", "offenders", "suspect/s",
    "persons unk",
)  # fmt: skip
SOMEWHERE = ("premises", "the locus", "the location", "attacked premises", "the building")
CAME = ("have approached", "attend", "have attended", "went to", "have gone to", "approach", "at")
OPENINGS = (
    "Between stated times and dates", "BTS", "At time stated", "Overnight", "Between stated times",
    "Whilst premises closed",
)  # fmt: skip
ENDINGS = (
    "makes good escape unseen", "egress as entry", "left in unknown direction", "exit as entry",
)  # fmt: skip
REMARKS = (
    "no forensic opportunities identified", "CCTV not working", "police attended and area search no trace",
    "CSI to attend", "premises secured by keyholder", "insured", "key holder informed by alarm company",
    "H2H completed neg", "no witnesses", "no vehicles seen", "no tools left at scene", "alarm not fitted",
    "alarm did not sound", "blood found on glass swabbed", "footwear mark lifted", "no known suspects",
    "prem was locked and secure when left", "high value property left behind", "crime number given",
    "aggd was not present", "dog unit attended no track", "ANPR checks ongoing", "stocktake to follow",
    "manager will supply CCTV", "not believed linked", "repeat victim", "boarded up by contractor",
    "till left open and empty", "office not entered", "ignored electrical items", "alcohol left untouched",
)  # fmt: skip
NOTHING_TAKEN = (
    "no property taken", "no entry gained and nothing stolen", "nothing believed stolen",
    "disturbed and made off, no items taken", "attempt only",
)  # fmt: skip
NEGATIONS = MappingProxyType({
    "property": ("ignored {}", "{} not taken", "{} left behind", "did not touch {}", "no {} stolen",
                 "{} ignored", "{} untouched"),
    "entry_point": ("{} not attacked", "no damage to {}", "{} remained secure", "{} intact",
                    "{} found secure"),
    "tool": ("no {} found at scene", "no sign of {} being used", "{} not recovered", "{} belongs to IP"),
    "getaway": ("IP drives {}", "no trace of {}", "{} parked nearby belongs to staff",
                "{} eliminated from enquiry"),
    "premises": ("{} next door not entered", "{} opposite has CCTV", "no CCTV at nearby {}",
                 "witness from {} heard bang"),
    "security": ("no evidence of {}", "not a case of {}", "unlike previous, no {}"),
})  # fmt: skip
NEGATED = ("property", "property", "property", "entry_point", "entry_point", "tool", "getaway", "premises",
           "security")  # fmt: skip
SHORTHAND = MappingProxyType({
    "front": "frt", "cigarettes": "cigs", "balaclavas": "bally", "between": "btwn", " and ": " & ",
    " with ": " w/ ", "minutes": "mins", "cameras": "cams", "camera": "cam", "found": "fnd", "males": "M",
    "offenders": "offs", "offender": "off", "vehicle": "veh", "premises": "prems", "window": "wdw",
    "through": "thru", "entrance": "ent", "suspects": "susps", "suspect": "susp", "property": "prop",
    "unknown": "unk", "approximately": "approx", "smashed": "smshd",
})  # fmt: skip


@dataclass(frozen=True)
class TemplateWriting:
    """How one force's officers write.

    Parameters
    ----------
    told
        Factor on how often each thing that happened is said, 0.7 to 1.2.
    typo_text_prob, typo_word_probs
        Share of texts with slips of the keys, and the shares of longer words they may strike.
    shorthand_prob
        Share of texts in shorthand; in those, half of the words that have a short form take it.
    negations
        Mean number of things a text names that did not happen (Poisson).
    remarks
        Mean number of remarks beside the matter (Poisson).
    """

    told: float = 1.0
    typo_text_prob: float = 0.6
    typo_word_probs: tuple[float, ...] = (0.04, 0.09, 0.15)
    shorthand_prob: float = 0.35
    negations: float = 1.9
    remarks: float = 1.8


def write_template_text(
    done: Behaviour,
    facets: dict[str, Facet],
    writing: TemplateWriting,
    rng: np.random.Generator,
    *,
    attempt: bool,
) -> str:
    """Return the MO text of one offence; of an attempt, that nothing was taken."""
    said = {
        facet: pick(rng, facets[facet].phrases[code])
        for facet, code in done.items()
        if code is not None and rng.random() < SAID_PROB[facet] * writing.told
    }
    parts = _what_was_done(said, rng)
    _insert(parts, _taken(said, rng, attempt=attempt), rng)
    parts += _departure(said, on_foot=done["getaway"] == "on foot", rng=rng)
    _insert(parts, [pick(rng, REMARKS) for _ in range(rng.poisson(writing.remarks))], rng)
    _insert(parts, [_negation(done, facets, rng) for _ in range(rng.poisson(writing.negations))], rng)
    if rng.random() < 0.5:
        parts.insert(0, pick(rng, OPENINGS))
    if rng.random() < 0.25:
        parts.append(pick(rng, ENDINGS))
    return _finish(pick(rng, (". ", ". ", ", ", " ")).join(parts), writing, rng)


def _insert(parts: list[str], more: list[str], rng: np.random.Generator) -> None:
    """Put each of `more` somewhere after the first part."""
    for part in more:
        parts.insert(int(rng.integers(1, len(parts) + 1)), part)


def _what_was_done(said: dict[str, str], rng: np.random.Generator) -> list[str]:
    who = said.get("number") or pick(rng, SOMEONE)
    told_early = "disguise" in said and rng.random() < 0.6
    if told_early:
        who += " " + said["disguise"]
    where = f"the {said['premises']}" if "premises" in said else pick(rng, SOMEWHERE)
    first = f"{who} {pick(rng, CAME)} {where}{pick(rng, (' and ', ', ', '. ', ' - '))}{_entry(said, rng)}"
    rest = [said[facet] for facet in IN_BETWEEN if facet in said]
    if "disguise" in said and not told_early:
        rest.append(pick(rng, ("offs ", "", "described as ")) + said["disguise"])
    return [first, *(rest[k] for k in rng.permutation(len(rest)))]


def _entry(said: dict[str, str], rng: np.random.Generator) -> str:
    point, method, tool = said.get("entry_point"), said.get("entry_method"), said.get("tool")
    ways: tuple[str, ...]
    if point and method:
        ways = ("{m} {p}", "entry via {p}, {m}", "{p} {m}", "entry gained by {m} - {p}", "{m} at {p}")
    elif method:
        ways = ("entry gained, {m}", "{m} to gain access", "{m}")
    elif point:
        ways = ("entered via {p}", "point of entry {p}", "access through {p}")
    else:
        ways = ("entry by unknown means", "gained entry", "access gained by means unknown")
    how = pick(rng, ways).format(m=method, p=point)
    if not tool:
        return how
    tooled = ("using {}", "with {}", "{} used", "by use of {}", "instrument {}", "poss {}")
    return f"{how} {pick(rng, tooled).format(tool)}"


def _taken(said: dict[str, str], rng: np.random.Generator, *, attempt: bool) -> list[str]:
    if attempt:
        return [pick(rng, NOTHING_TAKEN)]
    if "property" not in said:
        return []
    ways = ("stolen {}", "{} taken", "removed {}", "stealing {}", "made off with {}", "{} stolen")
    return [pick(rng, ways).format(said["property"])]


def _departure(said: dict[str, str], rng: np.random.Generator, *, on_foot: bool) -> list[str]:
    if "getaway" not in said:
        return []
    ridden = (
        "made off in {}", "left in {}", "{} seen leaving", "escaped in {}", "veh involved {}", "{} used",
        "seen on CCTV in {}",
    )  # fmt: skip
    ways = ("left {}", "decamp {}", "{}") if on_foot else ridden
    return [pick(rng, ways).format(said["getaway"])]


def _negation(done: Behaviour, facets: dict[str, Facet], rng: np.random.Generator) -> str:
    """Return a remark that names what was not done, not used or not taken."""
    facet = pick(rng, NEGATED)
    other = pick(rng, [code for code in facets[facet].codes if code != done[facet]])
    return pick(rng, NEGATIONS[facet]).format(pick(rng, facets[facet].phrases[other]))


def _finish(text: str, writing: TemplateWriting, rng: np.random.Generator) -> str:
    if rng.random() < 0.5:
        text += "."
    if rng.random() < writing.shorthand_prob:
        for word, short in SHORTHAND.items():
            if rng.random() < 0.5:
                text = text.replace(word, short)
    if rng.random() < writing.typo_text_prob:
        rate = writing.typo_word_probs[rng.integers(len(writing.typo_word_probs))]
        text = " ".join(_slip(word, rng) if rng.random() < rate else word for word in text.split(" "))
    luck = rng.random()
    if luck < 0.33:
        return text.upper()
    return text.lower() if luck < 0.5 else ". ".join(part[:1].upper() + part[1:] for part in text.split(". "))


def _slip(word: str, rng: np.random.Generator) -> str:
    """Return a longer word with two letters swapped, one dropped or one doubled."""
    if len(word) < 5 or not word.isalpha():
        return word
    at, luck = int(rng.integers(1, len(word) - 2)), rng.random()
    if luck < 0.4:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if luck < 0.7 else word[:at] + word[at] + word[at:]
