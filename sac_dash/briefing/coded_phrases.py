"""Codes as parts of sentences for outsiders, and which codes outsiders are not told.

Withheld are: who owns the premises, links to evidence, what was left alone or searched, the state of alarms
(it tells where one is weak), and conduct that only an investigation needs.
"""

from __future__ import annotations

# never for outsiders: who owns the premises, evidence, and what only an investigation needs
WITHHELD_FACETS = frozenset(
    {"premises_brand", "hard_link", "harm", "timing", "security_state", "ignored", "search"}
)
WITHHELD_CODES = frozenset(
    {
        ("group", "inside_knowledge"),
        ("group", "pursuit"),
        ("group", "repeat_attack"),
        ("group", "children"),
        ("group", "ate_drank"),
        ("target", "atm"),
    }
)
NUMBERS = {
    "one": "One offender",
    "two": "Two offenders",
    "three": "Three offenders",
    "four_plus": "Four or more offenders",
    "five_plus": "Five or more offenders",
}
METHODS = {
    "smash_glass": "smashing glass",
    "glazing_removed": "removing glazing",
    "force_lever": "forcing or levering it",
    "bodily_force": "kicking or shouldering it",
    "lock_snapped": "snapping the lock",
    "lock_drilled": "drilling the lock",
    "lock_picked": "picking or slipping the lock",
    "padlock_cut": "cutting a padlock or chain",
    "shutter_cut": "cutting a shutter or grille",
    "shutter_lifted": "lifting or jacking the shutter",
    "shutter_pulled": "pulling a shutter or door off with a vehicle",
    "ram_raid": "driving a vehicle into it",
    "plant_demolition": "demolishing it with plant",
    "roof_cut": "cutting the roof or removing tiles",
    "wall_breached": "making a hole in the wall",
    "fence_cut": "cutting a fence",
    "climb": "climbing",
    "insecure": "using what was left insecure",
    "hid_inside": "hiding inside until closing",
    "key_or_code": "using a key, fob or code",
    "reached_in": "reaching or hooking through",
    "deception": "deception or distraction",
    "burned": "burning or melting it",
    "explosive_entry": "an explosion",
    "cut": "cutting",
    "lock_attack": "attacking the lock",
    "vehicle_assisted": "the force of a vehicle",
}
ATTACKS = {
    "explosive_gas": "the machine was attacked with gas",
    "explosive_solid": "the machine was attacked with a solid explosive",
    "explosive": "the machine was attacked with an explosive",
    "explosive_any": "the machine was attacked with an explosive",
    "torch_cutting": "the machine was cut open where it stood with thermal gear",
    "drilling": "the machine was drilled where it stood",
    "mechanical_cutting": "the machine was cut open where it stood",
    "cut_in_place": "the machine was cut or drilled where it stood",
    "forced_open": "the machine was forced open where it stood",
    "safe_door_rip_out": "the machine's safe door was ripped out",
    "rip_out": "the machine was removed",
    "rip_out_plant": "the machine was pulled out with plant",
    "rip_out_pull": "the machine was pulled out with a chain, strap, rope or winch",
    "ram_raid": "a vehicle was driven at the machine",
    "carried_out": "the machine was removed by hand or trolley",
    "top_box": "the machine's top box or fascia was attacked",
    "unsuccessful": "the attack on the machine did not succeed",
}
OUTCOMES = {
    "attempt": "It was an attempt",
    "entered_nothing_taken": "Premises were entered and nothing was taken",
    "atm_left": "The machine was left behind",
}
