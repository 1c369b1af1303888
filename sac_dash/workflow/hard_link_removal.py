"""Taking back a hard link that was entered in error: which one is meant, and its entry in the log.

The link and its removal both stay in the log. Where what is said fits several links, nothing is guessed.
"""

from __future__ import annotations

from sac_dash.casework import HardLink, RemoveHardLink
from sac_dash.domain.errors import UnusableInputError
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of, decide

_NAMED_AT_MOST = 5


def remove_hard_link(
    store: Store,
    first: str,
    second: str,
    user: str,
    *,
    kind: str | None = None,
    reference: str | None = None,
    reason: str = "",
) -> HardLink:
    """Take the one hard link back that stands between two offences, and return it.

    Parameters
    ----------
    first, second
        ``REF`` or ``FORCE:REF``, in either order; neither offence need be held.
    kind, reference
        Which of several links between them; None is any, an empty reference the link without one.

    Raises
    ------
    UnusableInputError
        When no link fits, or several do; nothing is changed.
    """
    standing = case_book_of(store).hard_links
    between = [link for link in standing if _joins(link, first.strip(), second.strip())]
    fitting = [
        link
        for link in between
        if kind in (None, link.kind) and (reference is None or reference.strip() == link.reference)
    ]
    if not fitting:
        found = f"; there are {_named(between)}" if between else ""
        raise UnusableInputError(
            f"no such hard link stands between {first} and {second}{found}",
            remedy="sac-dash hardlink list shows all that stand",
        )
    if len(fitting) > 1:
        raise UnusableInputError(
            f"{len(fitting)} hard links fit: {_named(fitting)}",
            remedy="Say which: --kind, --reference, and FORCE:REF for the offences",
        )
    decide(store, RemoveHardLink(fitting[0], " ".join(reason.split())), user)
    return fitting[0]


def _joins(link: HardLink, first: str, second: str) -> bool:
    """Tell whether a link stands between two offences."""
    a, b = link.offences
    return (_names(first, a) and _names(second, b)) or (_names(first, b) and _names(second, a))


def _names(reference: str, key: str) -> bool:
    return reference in (key, key.partition(":")[2])


def _named(links: list[HardLink]) -> str:
    """Return links in a row, each told apart from the others."""
    named = [
        f"{link.kind} {link.reference or 'without a reference'} ({link.offences[0]} with {link.offences[1]})"
        for link in links[:_NAMED_AT_MOST]
    ]
    return ", ".join(named) + (" …" if len(links) > _NAMED_AT_MOST else "")
