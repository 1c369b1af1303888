"""The vocabulary of behaviours: facets, their codes, and the words officers use for them.

The file beside this module is the one place where wording lives. A facet is one question about
how an offence was done; a code is one answer. Codes carry the phrases that state them, pairs of
a verb and a noun that together state them ("cut" + "shutter"), and EAST codes for ATM attacks
(European Association for Secure Transactions, physical-attack definitions).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

_FILE = "vocabulary.json"
OPEN_CODE_PREFIX = "="
IGNORED_FACET = "ignored"


@dataclass(frozen=True)
class Code:
    """One answer to a facet's question.

    `generic` codes say little ("a door") and give way to any more specific code of the facet.
    `implies` names ``facet:code`` pairs that are true whenever this code is, those that they imply
    in turn included. `since` is the version of the vocabulary that brought the code, () for the first.
    """

    code: str
    label: str
    phrases: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    implies: tuple[tuple[str, str], ...] = ()
    east: str | None = None
    generic: bool = False
    since: tuple[int, ...] = ()


@dataclass(frozen=True)
class Facet:
    """One question about how an offence was done.

    `linked` facets are evidence that offences belong together; the others inform the reader.
    `single` facets have one answer an offence.
    """

    name: str
    label: str
    stage: str
    linked: bool
    single: bool
    codes: Mapping[str, Code]
    aliases: tuple[str, ...] = ()

    def code_label(self, code: str) -> str:
        """Return the code's label; a code the vocabulary does not hold is shown as written."""
        known = self.codes.get(code)
        return known.label if known else code.removeprefix(OPEN_CODE_PREFIX)


@dataclass(frozen=True)
class Cues:
    """Words that turn a statement round: negation, hedges, things left behind."""

    negated_before: tuple[str, ...]
    denied_before: tuple[str, ...]  # "no evidence of": denies states and outcomes too
    failed: tuple[str, ...]
    negated_after: tuple[str, ...]
    ignored_before: tuple[str, ...]
    ignored_after: tuple[str, ...]
    hedged_before: tuple[str, ...]
    hedged_after: tuple[str, ...]
    boundaries: tuple[str, ...]
    unknown_words: tuple[str, ...]
    window_tokens: int  # how far a negation or hedge reaches, in words
    hedge_after_tokens: int  # how far back "…, unconfirmed" reaches, in words
    exempt_facets: frozenset[str]  # "failed to force the door": the door was attacked all the same
    unknown_facets: frozenset[str]


@dataclass(frozen=True)
class Context:
    """Words that change what the things around them are (see :mod:`sac_dash.mo.contexts`).

    `after` and `before` are how many words they govern on either side, `stops` what ends that
    ("comma", "verb", "opening", "boundary" or a list of stop words); what they govern is turned
    into another code, or joined by one, or dropped by code or by facet. `itself` governs the words themselves.
    `attributive` words govern nothing when they describe the next one ("in a stolen Audi"). A context
    of `phrase` governs only the thing named right beside its words, and that not where a word of the list
    `unless` says that the thing was put to use ("using croppers belonging to the victim").
    """

    name: str
    words: tuple[str, ...]
    after: int
    before: int
    stops: frozenset[str]
    turns: Mapping[tuple[str, str], tuple[str, str]]
    adds: Mapping[tuple[str, str], tuple[str, str]]
    drops: frozenset[tuple[str, str]]
    drops_facets: frozenset[str]
    attributive: bool = False
    itself: bool = False
    phrase: bool = False
    unless: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """Everything the reader knows about wording."""

    version: str
    facets: Mapping[str, Facet]
    verbs: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, tuple[str, ...]]
    cues: Cues
    contexts: tuple[Context, ...]
    stop_words: Mapping[str, tuple[str, ...]]  # lists of words that end a context's reach
    blockers: tuple[str, ...]
    dropped_words: frozenset[str]
    parting_words: tuple[str, ...]  # "stolen from a van" is no stolen van
    shorthand: Mapping[str, str]
    eclipses: Mapping[str, frozenset[str]]
    siblings: Mapping[str, frozenset[str]]
    unknown_values: frozenset[str]
    common_words: frozenset[str]
    whole_values: Mapping[str, Mapping[str, str]]  # structured values too bare to be phrases
    aliases: Mapping[str, str]
    generic: frozenset[tuple[str, str]]  # (facet, code) pairs that give way to specific ones
    implied: Mapping[tuple[str, str], tuple[tuple[str, str], ...]]  # what each implying code implies
    since: Mapping[tuple[str, str], tuple[int, ...]]  # the version that brought a code, for later ones

    def facet(self, name: str) -> Facet:
        """Return the facet of this name; a facet a force mapped itself is linked and open.

        >>> load_vocabulary().facet("tool").codes["angle_grinder"].label
        'Angle grinder'
        """
        known = self.facets.get(self.aliases.get(name, name))
        if known:
            return known
        label = name.replace("_", " ").capitalize()
        return Facet(name, label, "record", linked=True, single=False, codes=MappingProxyType({}))

    def labels(self) -> dict[tuple[str, str], str]:
        """Return the label of every code, by facet and code, and of every facet, under an empty code.

        >>> load_vocabulary().labels()["tool", "angle_grinder"]
        'Angle grinder'
        """
        codes = {
            (name, code): held.label
            for name, facet in self.facets.items()
            for code, held in facet.codes.items()
        }
        return codes | {(name, ""): facet.label for name, facet in self.facets.items()}


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary that comes with the product (read once)."""
    raw = json.loads(resources.files("sac_dash.mo").joinpath(_FILE).read_text(encoding="utf-8"))
    return parse_vocabulary(raw)


def parse_vocabulary(raw: Mapping[str, Any]) -> Vocabulary:
    """Return a vocabulary from the plain types of its file."""
    facets = _with_all_implied({item["name"]: _parse_facet(item) for item in raw["facets"]})
    facets[IGNORED_FACET] = _ignored_facet(facets["property"])
    return Vocabulary(
        version=raw["version"],
        facets=MappingProxyType(facets),
        verbs={name: tuple(words) for name, words in raw["verbs"].items()},
        nouns={name: tuple(words) for name, words in raw["nouns"].items()},
        cues=_parse_cues(raw),
        contexts=tuple(_parse_context(item, facets) for item in raw["contexts"]),
        stop_words={name: tuple(words) for name, words in raw["stop_words"].items()},
        blockers=tuple(raw["blockers"]),
        parting_words=tuple(raw["parting_words"]),
        dropped_words=frozenset(raw["dropped_words"]),
        shorthand=raw["shorthand"],
        eclipses={name: frozenset(others) for name, others in raw["eclipses"].items()},
        siblings=_parse_siblings(raw["siblings"]),
        unknown_values=frozenset(raw["unknown_values"]),
        common_words=frozenset(raw["common_words"]),
        whole_values=raw["whole_values"],
        aliases={alias: facet.name for facet in facets.values() for alias in facet.aliases},
        generic=frozenset(
            (facet.name, code.code)
            for facet in facets.values()
            for code in facet.codes.values()
            if code.generic
        ),
        implied={
            (facet.name, code.code): code.implies
            for facet in facets.values()
            for code in facet.codes.values()
            if code.implies
        },
        since={
            (facet.name, code.code): code.since
            for facet in facets.values()
            for code in facet.codes.values()
            if code.since
        },
    )


def _parse_facet(item: Mapping[str, Any]) -> Facet:
    codes = {name: _parse_code(name, body) for name, body in item["codes"].items()}
    return Facet(
        name=item["name"],
        label=item["label"],
        stage=item["stage"],
        linked=item["linked"],
        single=item["single"],
        codes=MappingProxyType(codes),
        aliases=tuple(item["aliases"]),
    )


def _parse_code(name: str, body: Mapping[str, Any]) -> Code:
    return Code(
        code=name,
        label=body["label"],
        phrases=tuple(body["phrases"]),
        pairs=tuple((verb, noun) for verb, noun in body.get("pairs", ())),
        near=tuple((modifier, noun) for modifier, noun in body.get("near", ())),
        implies=tuple((facet, code) for facet, code in (item.split(":") for item in body.get("implies", ()))),
        east=body.get("east"),
        generic=body.get("generic", False),
        since=parse_version(body["since"]) if "since" in body else (),
    )


def parse_version(written: str) -> tuple[int, ...]:
    """Return a version as numbers, to be compared.

    >>> parse_version("1.2.1") < parse_version("1.10")
    True
    """
    return tuple(int(part) for part in written.split("."))


def _with_all_implied(facets: dict[str, Facet]) -> dict[str, Facet]:
    """Return the facets with every code implying also what is implied by what it implies."""
    direct = {
        (facet.name, code.code): code.implies for facet in facets.values() for code in facet.codes.values()
    }

    def implied_by(pair: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        found: dict[tuple[str, str], None] = {}
        ahead = list(direct[pair])
        while ahead:
            other = ahead.pop(0)
            if other not in found and other != pair:
                found[other] = None
                ahead.extend(direct[other])
        return tuple(found)

    return {
        name: replace(
            facet,
            codes=MappingProxyType(
                {code: replace(held, implies=implied_by((name, code))) for code, held in facet.codes.items()}
            ),
        )
        for name, facet in facets.items()
    }


def _parse_context(item: Mapping[str, Any], facets: Mapping[str, Facet]) -> Context:
    """Return a context; "facet:code" drops one code, "facet" or "*" whole facets."""
    dropped = item.get("drops", ())
    return Context(
        name=item["name"],
        words=tuple(item["words"]),
        after=item.get("after", 0),
        before=item.get("before", 0),
        stops=frozenset(item.get("stops", ())),
        turns={_facet_code(one): _facet_code(other) for one, other in item.get("turns", {}).items()},
        adds={_facet_code(one): _facet_code(other) for one, other in item.get("adds", {}).items()},
        drops=frozenset(_facet_code(name) for name in dropped if ":" in name),
        drops_facets=frozenset(facets) if "*" in dropped else frozenset(n for n in dropped if ":" not in n),
        attributive=item.get("attributive", False),
        itself=item.get("itself", False),
        phrase=item.get("phrase", False),
        unless=item.get("unless"),
    )


def _facet_code(name: str) -> tuple[str, str]:
    facet, code = name.split(":")
    return facet, code


def _ignored_facet(of_property: Facet) -> Facet:
    """Return the facet of what offenders left although they could have had it."""
    codes = {
        name: Code(
            name,
            f"Ignored: {code.label[0].lower()}{code.label[1:]}",
            implies=tuple(
                (IGNORED_FACET, other) for facet, other in code.implies if facet == of_property.name
            ),
            since=code.since,
        )
        for name, code in of_property.codes.items()
    }
    return Facet(
        IGNORED_FACET, "Property ignored", "doing", linked=True, single=False, codes=MappingProxyType(codes)
    )


def _parse_cues(raw: Mapping[str, Any]) -> Cues:
    negation, hedges = raw["negation"], raw["hedges"]
    return Cues(
        negated_before=tuple(negation["before"]),
        denied_before=tuple(negation["denied_before"]),
        failed=tuple(negation["failed"]),
        negated_after=tuple(negation["after"]),
        ignored_before=tuple(negation["ignored_before"]),
        ignored_after=tuple(negation["ignored_after"]),
        hedged_before=tuple(hedges["before"]),
        hedged_after=tuple(hedges["after"]),
        boundaries=tuple(negation["boundaries"]),
        unknown_words=tuple(raw["unknown_words"]),
        window_tokens=negation["window_tokens"],
        hedge_after_tokens=hedges["after_tokens"],
        exempt_facets=frozenset(negation["exempt_facets"]),
        unknown_facets=frozenset(raw["unknown_facets"]),
    )


def _parse_siblings(groups: list[list[str]]) -> dict[str, frozenset[str]]:
    together: dict[str, frozenset[str]] = {}
    for group in groups:
        for name in group:
            together[name] = together.get(name, frozenset()) | frozenset(group)
    return together
