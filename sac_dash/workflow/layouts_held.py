"""The file of a store as it was laid out to be linked, held until the next generation is asked for or published.

Laying out a million offences takes longer than all else that fifty more ask for. A process that ingests morning after
morning has it from the morning before; one that starts anew lays the file out itself and gets the same.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from sac_dash.linkage.laid_out import LaidOut
from sac_dash.store import Store

_held: WeakKeyDictionary[Store, tuple[str, LaidOut]] = WeakKeyDictionary()


def held_layout(store: Store, generation_id: str) -> LaidOut | None:
    """Return the file of a generation as this process laid it out; None where it did not, or not last.

    That of another generation is let go of: somebody else has published since.
    """
    identity, laid = _held.get(store, (None, None))
    if identity != generation_id:
        _held.pop(store, None)
        return None
    return laid


def hold_layout(store: Store, generation_id: str, laid: LaidOut | None) -> None:
    """Hold the file of a generation in the place of the one before; None lets go of that."""
    if laid is None:
        _held.pop(store, None)
    else:
        _held[store] = (generation_id, laid)
