"""What the tags of one offence say together about an ATM attack.

Types follow EAST's physical-attack definitions (see ``Code.east``). An ATM in the story does not
make an attack on it: attack types are kept only where the machine was attacked, fraud is never an
attack, and a grinder that cut the shutter did not thereby cut the machine.
"""

from __future__ import annotations

from collections.abc import Iterable

from numba import njit

TARGET = "target"
ATTACK = "atm_attack"
INSTALL = "atm_install"
ATTACKED = (TARGET, "atm_attacked")
MENTIONED = (TARGET, "atm")
FRAUD = (TARGET, "atm_fraud")

FacetCode = tuple[str, str]

_EXPLOSIVES = ("explosive_gas", "explosive_solid", "explosive")

# what a code says of an attack, one bit each; attacks that are telling need no "attacked the ATM"
# beside a mention of one
_SAYS: tuple[frozenset[FacetCode], ...] = (
    frozenset({ATTACKED}),
    frozenset({MENTIONED}),
    frozenset({FRAUD}),
    frozenset((ATTACK, code) for code in (*_EXPLOSIVES, "rip_out_plant", "safe_door_rip_out", "top_box")),
    frozenset(("tool", code) for code in ("angle_grinder", "disc_cutter", "chainsaw", "reciprocating_saw")),
    frozenset(("tool", code) for code in ("thermal_lance", "gas_cutting")),
    frozenset((ATTACK, code) for code in _EXPLOSIVES),
    frozenset(
        ("instrument_vehicle", code)
        for code in ("telehandler", "digger", "forklift", "tractor_loader", "crane", "plant")
    ),
    frozenset(
        ("entry_method", code)
        for code in ("shutter_cut", "padlock_cut", "fence_cut", "roof_cut", "wall_breached")
    ),
    frozenset({(ATTACK, "rip_out_pull"), (ATTACK, "carried_out")}),
)
(
    _ATTACKED,
    _MENTIONED,
    _FRAUD,
    _TELLING,
    _CUTTER,
    _TORCH,
    _EXPLOSIVE,
    _PLANT,
    _CUT_ELSEWHERE,
    _PULLED,
) = (1 << bit for bit in range(len(_SAYS)))

#: The attack types that others imply, in the order they are told.
IMPLIED_TYPES: tuple[FacetCode, ...] = tuple(
    (ATTACK, code) for code in ("mechanical_cutting", "rip_out", "rip_out_plant", "torch_cutting")
)
_MECHANICAL, _RIP_OUT, _RIP_OUT_PLANT, _TORCH_CUTTING = (1 << bit for bit in range(len(IMPLIED_TYPES)))


def says_of_attack(code: FacetCode) -> int:
    """Return what a code says of an attack on an ATM, as bits; those of several are joined by "or"."""
    return sum(1 << bit for bit, codes in enumerate(_SAYS) if code in codes)


def is_atm_attack(present: Iterable[FacetCode]) -> bool:
    """Return whether the codes stated of one offence make it an attack on an ATM.

    >>> is_atm_attack({("target", "atm"), ("atm_attack", "explosive_gas")})
    True
    >>> is_atm_attack({("target", "atm")})
    False
    """
    said = 0
    for code in present:
        said |= says_of_attack(code)
    return bool(says_attacked(said))


@njit(cache=True)
def says_attacked(said: int) -> bool:
    """Return whether what was said makes an attack on an ATM."""
    if said & _FRAUD and not said & _TELLING:
        return False
    return said & _ATTACKED != 0 or (said & _MENTIONED != 0 and said & _TELLING != 0)


@njit(cache=True)
def implied_types(said: int) -> int:
    """Return the attack types, as bits by place in IMPLIED_TYPES, that tools and plant imply of an attacked ATM."""
    types = 0
    if said & _PLANT:
        types |= _RIP_OUT_PLANT | _RIP_OUT
    if said & _PULLED:
        types |= _RIP_OUT
    blown = said & _EXPLOSIVE
    if said & _CUTTER and not said & _CUT_ELSEWHERE and not blown:
        types |= _MECHANICAL
    if said & _TORCH and not blown:
        types |= _TORCH_CUTTING
    return types
