"""The key of an offence: ``force:crime_ref``, unique in everything held."""

from __future__ import annotations


def reference_of(offence_key: str) -> str:
    """Return the crime reference of an offence key.

    >>> reference_of("West Mercia:22/104")
    '22/104'
    """
    return offence_key.partition(":")[2] or offence_key
