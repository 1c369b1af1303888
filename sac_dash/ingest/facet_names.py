"""What a facet may be called: any name a source uses, folded to one spelling.

`MO1`, `Mo Code 2` and `facet_mo1` are what people write; `mo1` and `mo_code_2` are what the rest
of the product knows, so that two files of one force agree on their facets.
"""

from __future__ import annotations

import re

from sac_dash.domain.columns import FACET_PREFIX

MAX_CHARACTERS = 60
_SOUND = re.compile(r"[a-z][a-z0-9_]*")


def facet_name(name: str) -> str:
    """Return a column's name as the name of an open facet.

    >>> facet_name("MO Code 2"), facet_name("MO1"), facet_name("Mocodes")
    ('mo_code_2', 'mo1', 'mocodes')
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    plain = re.sub(r"[^a-z0-9]+", "_", spaced.casefold()).strip("_")[:MAX_CHARACTERS]
    return plain if plain[:1].isalpha() else f"f_{plain}"


def fold_facet_name(name: str) -> str:
    """Return a facet's name as a mapping writes it, folded; empty when nothing of it is left.

    A name that is sound already stays as it is, the prefix ``facet_`` apart.

    >>> fold_facet_name("MO1"), fold_facet_name("facet_mo1"), fold_facet_name("mo_"), fold_facet_name("?")
    ('mo1', 'mo1', 'mo_', '')
    """
    folded = name.casefold()
    bare = name[len(FACET_PREFIX) :] if folded.startswith(FACET_PREFIX) else name
    if _SOUND.fullmatch(bare):
        return bare
    return facet_name(bare) if re.search(r"[A-Za-z0-9]", bare) else ""
