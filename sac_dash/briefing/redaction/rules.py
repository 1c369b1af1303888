"""Details that a pattern alone gives away: which kind each pattern finds, and what looks alike but is none.

Numbers (:mod:`.numbers`) and references (:mod:`.references`) are found so; names and places need words around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from sac_dash.briefing.redaction.category import Category, Span

Rule = tuple[Category, re.Pattern[str]]
IsNone = Callable[[Category, re.Match[str]], bool]  # tells what only looks like one


def compile_rules(*patterns: tuple[Category, str]) -> tuple[Rule, ...]:
    """Return patterns ready to search with; officers write in capitals, in sentences and in neither."""
    return tuple((category, re.compile(pattern, re.IGNORECASE)) for category, pattern in patterns)


def find_by_rule(text: str, rules: Iterable[Rule], is_none: IsNone) -> Iterator[Span]:
    """Yield every stretch that a rule finds, those left out that `is_none` tells to be something else."""
    for category, pattern in rules:
        for hit in pattern.finditer(text):
            if not is_none(category, hit):
                yield Span(hit.start(), hit.end(), category)
