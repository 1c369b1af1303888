"""The words of the ledger about behaviour: what two offences share, how rare that is, how they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from sac_dash.domain.facets import TagState
from sac_dash.domain.offence_class import CLASS_LABELS, OffenceClass
from sac_dash.linkage.kernels import kind_of_pair
from sac_dash.linkage.ledger_words import humanise, name_offences, one_in
from sac_dash.linkage.mobility import points_of
from sac_dash.mo import load_vocabulary

_NAMED_MATCHES = 3
_NAMED_CODES = 2  # the rarest; what is commoner says little more
_LIKELY_PROB = 0.5  # a third offence below this is no name worth giving
_COMMON_SHARE = 0.5  # a behaviour this common is no reason worth reading beside a rarer one


class MoWords:
    """Words about what two offences state of their MO, with the file's base rates."""

    def __init__(
        self,
        offences: pl.DataFrame,
        tags: pl.DataFrame,
        pair: tuple[int, int],
        model: Mapping[str, Any],
        labels: Mapping[tuple[str, str], str],
        *,
        names: Mapping[int, str],
    ) -> None:
        self._pair = pair
        self._facets: Mapping[str, Any] = model["facets"]
        self._labels = labels
        self._offences = offences
        self._names = dict(names)
        self._classes = [OffenceClass(offences["offence_class"][row]) for row in pair]
        self._present: list[dict[str, set[str]]] = [{}, {}]
        self._absent: list[dict[str, set[str]]] = [{}, {}]
        stated = tags.filter(pl.col("row").is_in(pair)).select("row", "facet", "code", "state")
        for row, facet, code, state in stated.iter_rows():
            side = self._absent if state == TagState.ABSENT.value else self._present
            side[pair.index(row)].setdefault(facet, set()).add(code)

    def kind(self) -> int:
        """Return the kind of the pair: whether its like travels (:mod:`mobility`)."""
        points = [
            points_of({**stated, "offence_class": {offence_class.value}})
            for stated, offence_class in zip(self._present, self._classes, strict=True)
        ]
        # One number needs no compiled code, and loading it keeps the first screen of a day waiting.
        return int(kind_of_pair.py_func(sum(points)))

    def facets(self, domain: str, log10: float) -> tuple[str, bool]:
        """Return the words of a domain of facets, and whether both offences state anything of it.

        What goes with the sign of `log10` is said first, what goes against it after a "but".
        """
        agreed: list[str] = []
        differed: list[str] = []
        unknown: list[str] = []
        for facet in self._facets_of(domain):
            a, b = (stated.get(facet, set()) for stated in self._present)
            differed += self._contradictions(facet)
            if a & b:
                agreed += self._shared(facet, a & b)
            elif a and b:
                differed.append(self._difference(domain, facet, a, b))
            else:
                unknown.append(self._missing(facet, a, b))
        if domain == "premises":
            agreed += self._shared_class(alone=not agreed and log10 != 0)
            if self._classes[0] != self._classes[1]:
                differed.append(" against ".join(CLASS_LABELS[each] for each in self._classes))
        if not agreed and not differed:
            return "; ".join(unknown), False
        return self._weigh(agreed, differed, log10), True

    def _shared_class(self, *, alone: bool) -> list[str]:
        """Return the class of both offences, where it is a rare one or all that they share (`alone`)."""
        rates = self._facets.get("offence_class")
        first, second = self._classes
        if rates is None or first != second:
            return []
        count, among = rates["codes"].get(first.value, 0), rates["known"]
        if count > _COMMON_SHARE * among and not alone:
            return []
        return [f"{CLASS_LABELS[first]} in both, {one_in(count, among)}"]

    def _facets_of(self, domain: str) -> list[str]:
        """Return the facets of a domain that these two offences could state."""
        named = [
            facet
            for facet, rates in self._facets.items()
            if rates["domain"] == domain and facet != "offence_class"
        ]
        if domain == "atm_method" and OffenceClass.ATM_ATTACK not in self._classes:
            # Of other classes it is not worth saying that nothing is stated; what is stated was scored.
            return [
                facet for facet in named if any(facet in side for side in (*self._present, *self._absent))
            ]
        return named

    @staticmethod
    def _weigh(agreed: list[str], differed: list[str], log10: float) -> str:
        """Return both sides as one sentence, the side that carries the sign first."""
        first, then, bridge = (agreed, differed, "but") if log10 >= 0 else (differed, agreed, "although")
        if not first or not then:
            return "; ".join(first or then)
        return f"{'; '.join(first)}; {bridge} {'; '.join(then)}"

    def _shared(self, facet: str, shared: set[str]) -> list[str]:
        """Return the rarest codes two offences share of a facet, each with its rarity."""
        rates = self._facets[facet]
        counts, among = rates["codes"], rates.get("among", rates["known"])
        ranked = sorted(self._said(facet, shared), key=lambda code: (counts.get(code, 0), code))
        rare = [code for code in ranked if counts.get(code, 0) < _COMMON_SHARE * among]
        chosen = rare[:_NAMED_CODES] or ranked[:1]
        return [
            f"{self._label(facet, code)} in both, {one_in(counts.get(code, 0), among)}" for code in chosen
        ]

    @staticmethod
    def _said(facet: str, codes: set[str]) -> set[str]:
        """Return the codes without those that another of them implies: who says Audi RS3 need not say car."""
        implied = load_vocabulary().implied
        follows = {other for code in codes for of, other in implied.get((facet, code), ()) if of == facet}
        return (codes - follows) or codes

    def _difference(self, domain: str, facet: str, a: set[str], b: set[str]) -> str:
        """Return how two offences differ in a facet; the facet is named unless the domain's name is its own."""
        left, right = (
            ", ".join(self._label(facet, code) for code in sorted(self._said(facet, codes)))
            for codes in (a, b)
        )
        named = "" if facet == domain else f"{self._facet_label(facet)}: "
        return f"{named}{left} against {right}"

    def _contradictions(self, facet: str) -> list[str]:
        """Return what one offence states and the other denies."""
        said = []
        for here, there in ((0, 1), (1, 0)):
            denied = self._absent[there].get(facet, set()) - self._present[there].get(facet, set())
            for code in sorted(self._present[here].get(facet, set()) & denied):
                refs = self._named(self._pair)
                said.append(f"{self._label(facet, code)} in {refs[here]}, said not in {refs[there]}")
        return said

    def _missing(self, facet: str, a: set[str], b: set[str]) -> str:
        """Return which of two offences states nothing of a facet."""
        silent = [ref for ref, codes in zip(self._named(self._pair), (a, b), strict=True) if not codes]
        return f"{self._facet_label(facet)}: not stated in {' or '.join(silent)}"

    def _label(self, facet: str, code: str) -> str:
        """Return what a code is called."""
        return self._labels.get((facet, code), humanise(code))

    def _facet_label(self, facet: str) -> str:
        """Return what a facet is called; the labels may name it under an empty code."""
        return self._labels.get((facet, ""), humanise(facet))

    def combination(self, log10: float) -> str:
        """Return what the combination of shared codes says."""
        if log10 == 0:
            return ""
        if log10 > 0:
            return "What they share is seldom found together in this file"
        return "What they share often goes together in this file, so it counts once, not twice"

    def wording(self, log10: float) -> tuple[str, bool]:
        """Return what the wording beyond the codes says."""
        if log10 == 0 and any(not self._offences["mo_text"][row] for row in self._pair):
            return "", False
        if log10 > 0:
            return "Their MO texts share unusual wording", True
        return "No unusual wording in common", True

    def shared_matches(self, log10: float, links: pl.DataFrame | None) -> str:
        """Return which third offences both also match."""
        if log10 <= 0:
            return "No third offence matches both well"
        thirds = self._common_partners(links) if links is not None else []
        if not thirds:
            return "Not a fact of these two: others that resemble the one resemble the other too"
        return "Not a fact of these two: both also match " + ", ".join(thirds)

    def _common_partners(self, links: pl.DataFrame) -> list[str]:
        """Return offences that match both, more likely than not, each with the weaker of its two probabilities."""
        prob: list[dict[int, float]] = [{}, {}]
        ends_only = links.select("row_a", "row_b", "probability")
        touching = ends_only.filter(pl.col("row_a").is_in(self._pair) | pl.col("row_b").is_in(self._pair))
        for ends in touching.iter_rows():
            for here, row in enumerate(self._pair):
                if row in ends[:2]:
                    prob[here][ends[1] if ends[0] == row else ends[0]] = ends[2]
        likely = [{row for row, prob_of in of.items() if prob_of > _LIKELY_PROB} for of in prob]
        common = sorted(likely[0] & likely[1], key=lambda row: (-prob[0][row] * prob[1][row], row))
        named = common[:_NAMED_MATCHES]
        return [
            f"{name} (at least {min(prob[0][row], prob[1][row], 0.99):.0%})"
            for row, name in zip(named, self._named(named), strict=True)
        ]

    def _named(self, rows: Sequence[int]) -> list[str]:
        """Return what offences are called; looking for the same reference in other forces reads all of them."""
        unnamed = [row for row in rows if row not in self._names]
        if unnamed:
            self._names |= dict(zip(unnamed, name_offences(self._offences, unnamed), strict=True))
        return [self._names[row] for row in rows]
