"""What works against a method, in a sentence or two: a draft that a designing out crime officer puts right.

General crime-prevention knowledge and nothing of any one site. Each passage answers one way of working; a behaviour
without one gets none, rather than advice that fits anything.
"""

from __future__ import annotations

DRAFT = "Draft for the designing out crime officer (DOCO) to check before use."

_RAM = (
    "Bollards or heavy planters across the frontage, set so that no vehicle gets a straight run-up; machine"
    " moved away from glazed fronts; shutters behind the glass as well as before it."
)
_RIP_OUT = (
    "Machine anchored to a base that plant cannot lever or a strap pull over, and not beside a weak wall;"
    " bollards across the approach; fill kept low overnight; neighbouring farms and building sites asked to"
    " immobilise plant and lock keys away, and to report a theft at once."
)
_EXPLOSIVE = (
    "Gas detection or neutralising fitted to the machine, and a strengthened safe; banknote-staining"
    " equipment with signs that say so; cash kept low overnight. After an attack nobody goes near until the"
    " scene is declared safe."
)
_CUTTING = (
    "A safe graded against cutting tools, seismic and heat sensors on it, and fog that fills the room on"
    " alarm; cutting gear and gas bottles on and near the site locked away out of hours."
)
_SHUTTER = (
    "Shutters with bottom locks on both sides into the ground and a contact that sounds as soon as the"
    " curtain lifts; lighting and a camera on the shutter itself."
)
_DOOR = (
    "Doors and frames of a tested security grade, with hinge bolts and a lock that needs a key from both"
    " sides where fire rules allow it."
)
_GLASS = (
    "Laminated glass or film that holds when struck, and nothing worth taking left in sight of it overnight."
)
_ROOF = (
    "Ways onto the roof removed or fenced, wheeled bins and pallets locked away, roof lights barred, and"
    " detectors that look upwards."
)
_WALL = "Weak walls shared with empty units lined, and shock sensors on the side that nobody sees."
_ALARM = (
    "Alarm with two ways of signalling, so that a cut line is itself an alarm; control panel and aerial out"
    " of reach; every fault treated as an attack until looked at, because those who disable an alarm may come"
    " back days later."
)
_CCTV = (
    "Cameras out of reach that watch one another, a recorder locked away and copied off site, and fog or"
    " sound that needs no camera."
)
_TOBACCO = (
    "Tobacco and vapes in a locked store or safe overnight, fog over the kiosk, forensic marking of stock,"
    " and empty gantries left open to view."
)
_ELECTRICAL = (
    "Stock and devices in a locked room behind an alarmed door, serial numbers kept, forensic marking with"
    " signs, and tracking switched on."
)
_PLANT = (
    "Plant immobilised and out of sight, keys in a safe, tracker fitted and registered, gates locked, and"
    " large machines parked across small ones."
)
_TOOLS = (
    "Cutting and breaking tools, ladders and pallets on or near the site locked away, so that nothing to"
    " break in with is found there."
)
_VEHICLE = (
    "Registration and direction passed at once; gates, bollards or parked vehicles that keep a car from the"
    " doors; cameras placed to read plates on the way in and out."
)

_ROUTE = (
    "Cars, cables or spikes may lie across the way to the site: a second way agreed beforehand, and those who"
    " come first warned of it."
)

_ADVICE: dict[str, dict[str, str]] = {
    "atm_attack": {
        "rip_out": _RIP_OUT, "rip_out_plant": _RIP_OUT, "rip_out_pull": _RIP_OUT, "safe_door_rip_out": _RIP_OUT,
        "explosive": _EXPLOSIVE, "explosive_gas": _EXPLOSIVE, "explosive_solid": _EXPLOSIVE,
        "explosive_any": _EXPLOSIVE,
        "torch_cutting": _CUTTING, "mechanical_cutting": _CUTTING, "drilling": _CUTTING, "cut_in_place": _CUTTING,
        "ram_raid": _RAM,
    },
    "property": {
        "tobacco": _TOBACCO, "vapes": _TOBACCO, "lottery": _TOBACCO, "smoking_goods": _TOBACCO,
        "plant_machinery": _PLANT, "garden_machinery": _PLANT, "gps_units": _PLANT,
        "generator": _PLANT, "power_tools": _TOOLS,
        "phones": _ELECTRICAL, "computers": _ELECTRICAL, "televisions": _ELECTRICAL, "consoles": _ELECTRICAL,
        "apple_products": _ELECTRICAL, "electricals": _ELECTRICAL, "cameras_drones": _ELECTRICAL,
    },
}  # fmt: skip
# A word of the code tells, where no code is named: first match counts.
_BY_WORD = (
    ("ram_raid", _RAM), ("shutter", _SHUTTER), ("jack", _SHUTTER), ("roof", _ROOF), ("skylight", _ROOF),
    ("wall", _WALL),
    ("road_blocked", _ROUTE), ("gate_blocked", _ROUTE), ("tyre_deflation", _ROUTE),
    ("alarm", _ALARM), ("phone_line", _ALARM), ("jammer", _ALARM), ("sensor", _ALARM),
    ("power_cut", _ALARM), ("services_cut", _ALARM), ("cctv", _CCTV),
    ("window", _GLASS), ("glass", _GLASS), ("glazing", _GLASS),
    ("door", _DOOR), ("lock", _DOOR), ("padlock", _DOOR),
    ("grinder", _CUTTING), ("disc_cutter", _CUTTING), ("thermal_lance", _CUTTING), ("gas_cutting", _CUTTING),
    ("hot_cutting", _CUTTING), ("saw", _CUTTING), ("chainsaw", _CUTTING),
    ("telehandler", _PLANT), ("digger", _PLANT), ("plant", _PLANT),
)  # fmt: skip
_WORD_FACETS = ("entry_method", "entry_point", "security_defeat", "tool", "instrument_vehicle", "atm_attack")
_BY_FACET = {
    "tool": _TOOLS,
    "getaway": _VEHICLE,
    "vehicle_use": _VEHICLE,
    "vehicle_colour": _VEHICLE,
    "instrument_vehicle": _VEHICLE,
}


def advise(facet: str, code: str) -> str:
    """Return what works against a behaviour, as a draft; "" where nothing particular is known.

    >>> advise("timing", "night")
    ''
    """
    named = _ADVICE.get(facet, {}).get(code)
    if named:
        return named
    if facet in _WORD_FACETS:
        for word, advice in _BY_WORD:
            if f"_{word}_" in f"_{code}_":
                return advice
    return _BY_FACET.get(facet, "")
