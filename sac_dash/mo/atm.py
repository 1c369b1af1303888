"""What the tags of one offence say together about an ATM attack.

Types follow EAST's physical-attack definitions (see ``Code.east``). An ATM in the story does not
make an attack on it: attack types are kept only where the machine was attacked, fraud is never an
attack, and a grinder that cut the shutter did not thereby cut the machine.
"""

from __future__ import annotations

from collections.abc import Iterable

TARGET = "target"
ATTACK = "atm_attack"
INSTALL = "atm_install"
ATTACKED = (TARGET, "atm_attacked")
MENTIONED = (TARGET, "atm")
FRAUD = (TARGET, "atm_fraud")

FacetCode = tuple[str, str]

# Attack types that need no "attacked the ATM" beside a mention of one.
_TELLING = frozenset(
    (ATTACK, code)
    for code in (
        "explosive_gas",
        "explosive_solid",
        "explosive",
        "rip_out_plant",
        "safe_door_rip_out",
        "top_box",
    )
)
_CUTTERS = frozenset(
    ("tool", code) for code in ("angle_grinder", "disc_cutter", "chainsaw", "reciprocating_saw")
)
_TORCHES = frozenset(("tool", code) for code in ("thermal_lance", "gas_cutting"))
_EXPLOSIVE = frozenset((ATTACK, code) for code in ("explosive_gas", "explosive_solid", "explosive"))
_PLANT = frozenset(
    ("instrument_vehicle", code)
    for code in ("telehandler", "digger", "forklift", "tractor_loader", "crane", "plant")
)
_CUT_ELSEWHERE = frozenset(
    ("entry_method", code)
    for code in ("shutter_cut", "padlock_cut", "fence_cut", "roof_cut", "wall_breached")
)


def is_atm_attack(present: Iterable[FacetCode]) -> bool:
    """Return whether the codes stated of one offence make it an attack on an ATM.

    >>> is_atm_attack({("target", "atm"), ("atm_attack", "explosive_gas")})
    True
    >>> is_atm_attack({("target", "atm")})
    False
    """
    stated = frozenset(present)
    if FRAUD in stated and not stated & _TELLING:
        return False
    return ATTACKED in stated or (MENTIONED in stated and bool(stated & _TELLING))


def implied_attack_types(present: Iterable[FacetCode]) -> set[FacetCode]:
    """Return the attack types that tools and plant imply, given that an ATM was attacked."""
    stated = frozenset(present)
    implied: set[FacetCode] = set()
    if stated & _PLANT:
        implied |= {(ATTACK, "rip_out_plant"), (ATTACK, "rip_out")}
    if stated & {(ATTACK, "rip_out_pull"), (ATTACK, "carried_out")}:
        implied.add((ATTACK, "rip_out"))
    blown = bool(stated & _EXPLOSIVE)
    if stated & _CUTTERS and not stated & _CUT_ELSEWHERE and not blown:
        implied.add((ATTACK, "mechanical_cutting"))
    if stated & _TORCHES and not blown:
        implied.add((ATTACK, "torch_cutting"))
    return implied - stated
