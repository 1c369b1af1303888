# ruff: noqa: E501 - a pattern is read whole
"""Words in a row's text that decide its scope when the recorded title does not.

These are coarse on purpose: they only keep a row from being thrown away (an ATM ripped out but
recorded as theft) or let an undivided burglary be told apart. The fine coding, with negation and
spans, is the `mo` room's.
"""

from __future__ import annotations

import polars as pl

_STOLEN = (
    r"(?:st[oe]al\w*|stole\w*|theft of|tak(?:e|es|en|ing)|took|remov\w+|drove|driven|loaded|made off with)"
)
_ATM = r"(?:\batms?\b|\ba\.t\.m\b|\bcash ?machines?|\bcash ?points?\b|\bcash dispensers?|\bhole in (?:the )?wall|\bautomated teller)"
_ATTACKED = (
    r"(?:\bripp?(?:ed|ing)?\b|\bpull\w*|\bdragg?\w*|\bdug\b|\bremov\w*|\battack\w*|\bexplo\w*|\bbl[eo]w\w*|\bgas\b|\bcut\b|\bcutt\w*"
    r"|\bgrind\w*|\btorch\w*|\bdrill\w*|\bforc\w*|\bprise\w*|\bpris(?:ed|ing)|\bjemm\w*|\bsmash\w*|\bdamag\w*|\bst[oe]l\w*|\bsteal\w*"
    r"|\btheft\b|\btaken\b|\btook\b|\bramm?\w*|\btelehandler|\bjcb\b|\bdigger|\bstrap\w*|\bchain\w*|\bwinch\w*|\bbreach\w*)"
)
_ATM_OTHERWISE = (
    r"\bwithdr|\bskim|\bcard trap|\bcash trap|\bshoulder surf|\bdistract|\blebanese|\bshimm|\bpin\b|\bcloned card|\breceipt"
    r"|\bjackpot|\bblack ?box|\b(?:bank|debit|credit) cards?|\bvictim\b.{0,60}(?:cash ?point|cash ?machine|\batm)"
    r"|\busing (?:the |an? )?(?:atm|cash)|(?:\batm|cash ?machine|cash ?point)\W+(?:was |were )?(?:not |un(?:touched|damaged|disturbed|attacked))"
    r"|\b(?:no attempt|not attempted|no damage) .{0,30}(?:\batm|cash ?machine)"
)
_ATM_CELL = r"(?i)^\W*(?:atm|atms|cash ?machine|cash ?point|cash dispenser|automated teller machine)s?\b"

_PLANT = (
    r"\b(?:tele ?-?handlers?|telescopic handlers?|loadalls?|jcbs?|(?:mini ?)?diggers?|excavators?|fork ?-?lifts?|dumpers?|manitous?"
    r"|merlos?|tractors?|teleporters?|low ?loaders?|loading shovel|bobcats?|plant machinery)\b"
)
_CAR = r"(?:car|vehicle|audi|bmw|van|land rover|range rover|mercedes|golf|vw|cupra|seat|ford)"
_CAR_KEYS = rf"\b{_CAR} keys?\b|\bkeys? (?:to|for|of) (?:the |a |an |her |his |their )?{_CAR}\b|\bkey burglary|\bhanoi\b"
_CAR_KEYS_LEFT = (
    rf"\b{_CAR} keys?(?: (?:and|&) \w+)? (?:(?:was|were|had been|have been|being|also|all|both) )*(?:not |un)(?:taken|touched|stolen|removed|found|located|disturbed)"
    rf"|\b{_CAR} keys? (?:(?:was|were|had been|also|all|both) )*(?:left (?:behind|alone|in situ|untouched|on (?:the )?(?:hook|table|side|premises))|left\s*(?:[.,;!]|$)|still (?:there|in|on|present)|ignored|overlooked|recovered|remain\w*)"
    rf"|\b(?:ignor(?:ed|ing|es?)|leaving|left|without|overlook\w+|missed|no|not (?:take|taking|taken|steal|stealing|find|locate)|n't (?:take|steal|find|locate)"
    rf"|fail(?:ed|ing)? to (?:take|find|locate)|unable to (?:find|locate)) (?:(?:the|any|her|his|their|some|set of|sets of|house|and|cash|jewellery) ){{0,3}}{_CAR} keys?\b"
)
_FAST_CAR = (
    r"\baudi (?:rs ?\d?|s\d|sq\d|tt ?rs)\b|\brs ?[3-7]\b|\b(?:vw |volkswagen )?(?:golf|polo) (?:r(?:32)?|gti)\b|\bbmw m\d|\bbmw m ?sport|\bamg\b"
    r"|\bmerc(?:edes)?(?:[- ]benz)? (?:[acegs]|cla|gla) ?-?(?:35|45|63)s?\b|\ba ?45 ?s\b|\b(?:an?|his|her|their|black|white|grey|blue|silver|red) a ?45\b"
    r"|\bsubaru\b|\bimpreza|\bmitsubishi evo|\brange rover sport|\btype r\b|\bcupra\b|\b(?:focus|fiesta|mondeo|puma|escort) (?:rs|st)(?: ?-?[1-3])?\b"
    r"|\b(?:an?|his|her|their|black|white|grey|blue|silver|red|orange) ford (?:rs|st)\b"
    r"|\b(?:astra|corsa) vxr\b|\b(?:megane|clio) (?:rs|renault ?sport)\b|\boctavia vrs\b|\bporsche\b"
    r"|\bhigh[- ](?:performance|powered)\b|\bperformance (?:car|vehicle)"
)
_PLATES = r"\b(?:number|registration|index|reg|vrm) ?plates?\b"
_VRM_STOLEN = (
    r"\b(?:st[oe]al\w*|stole\w*|theft of|took|remov\w+) (?:(?:the|both|front|rear|and|set|of|veh\w*|car|van) )*vrms?\b"
    r"|\b(?:both|front|rear|of|the|vehicles?|car|van) vrms? (?:(?:was|were|been|also) )*(?:stolen|removed)\b"
)
_CUTTING = (
    r"\b(?:oxy\w*|acetylene|gas (?:bottle|cylinder|canister)s?|propane|disc cutters?|stihl|still saw|con ?saws?"
    r"|cutting (?:gear|equipment|torch\w*)|thermal lance|jaws of life|hydraulic (?:spreader|cutter)s?)\b"
)
_BURNT = r"\b(?:burnt|burned|burnt[- ]out|burned[- ]out|set alight|set on fire|set fire|torched|fire damage|arson)\b"
_VEHICLE = r"\b(?:m ?/?v|vehicles?|cars?|vans?|audi|bmw|golf|land rover|range rover|mercedes|transit|motor ?cycles?|motorbike|pick ?-?up|lorry|4x4)\b"

#: Plain strings one of which any of the patterns above needs: most rows hold none and are done with.
_HINTS = (
    "atm", "a.t.m", "cash machine", "cashmachine", "cash point", "cashpoint", "cash dispenser", "hole in", "automated teller",
    "handler", "loadall", "jcb", "digger", "excavator", "fork", "dumper", "manitou", "merlo", "tractor", "teleporter",
    "loader", "loading shovel", "bobcat", "plant", "key", "hanoi", "audi", "rs3", "rs4", "rs5", "rs6", "rs7", "rs 3",
    "rs 4", "rs 5", "rs 6", "rs 7", "golf", "bmw", "amg", "subaru", "impreza", "evo", "range rover",
    "type r", "cupra", "focus", "fiesta", "ford ", "polo", "merc", "a45", "a 45", "vxr", "megane", "clio", "vrs", "porsche", "performance", "powered", "plate", "vrm", "oxy", "acetylene", "gas", "propane",
    "disc", "stihl", "saw", "cutting", "thermal", "jaws", "hydraulic", "burn", "alight", "fire", "torched", "arson",
)  # fmt: skip

_COMMERCIAL_PLACE = (
    r"\b(?:commercial|business|shop\w*|stores?|supermarket|petrol|gas station|service station|filling station|forecourt|school|college"
    r"|nursery|pub|public house|inn|hotel|office\w*|warehouse|factory|industrial|(?:business|trading|retail|storage) units?|unit \d+|retail|restaurant|takeaway|fast food|cafe|bank"
    r"|post office|church|chapel|synagogue|temple|mosque|club|garden centre|salon|barber|surgery|dental|medical|pharmacy|chemist"
    r"|jewell?er\w*|garage forecourt|showroom|dealership|workshop|farm building|barn|construction|building site|market|newsagents?"
    r"|off ?-?licen[cs]e|convenience|betting|bookmaker|library|gym|spa|theatre|cinema|museum|hospital|care home|nursing|guest house"
    r"|community|village hall|leisure|sports?|depot|(?:builders?|scrap|farm|timber|goods) ?yard|kiosk|storage|government|laundromat|car wash|studio)\b"
)
_DWELLING_PLACE = (
    r"\b(?:dwelling|house|bungalow|flat|apartment|residen\w+|home|semi|detached|terraced?|condominium|townhouse|caravan|carport|driveway"
    r"|bedroom|occupier|homeowner|garden shed|farmhouse|maisonette)\b"
)
_NOT_DWELLING_PLACE = (
    r"\b(?:public|guest|coffee|ware|club|auction) ?house\b|\b(?:care|nursing|retirement) home\b"
)


def hints_at_anything(texts: list[pl.Expr]) -> pl.Expr:
    """Return whether any of some texts holds a word that the tests below could need."""
    return _any(*(text.str.contains_any(list(_HINTS), ascii_case_insensitive=True) for text in texts))


def atm_named(cells: list[pl.Expr]) -> pl.Expr:
    """Return whether a cell that only names things (premises, property) names an ATM."""
    return _any(*(cell.str.contains(_ATM_CELL) for cell in cells))


def atm_attacked(text: pl.Expr, cells: list[pl.Expr]) -> pl.Expr:
    """Return whether the text (or a cell that only names things) says an ATM was the target.

    Fraud at a cash machine (skimming, trapping, distraction, withdrawals) is not an attack.
    """
    named = pl.when(text.str.contains(_ATM)).then(text).otherwise(pl.lit(""))  # few are, and the rest is dear
    near = named.str.contains(rf"{_ATM}.{{0,80}}{_ATTACKED}") | named.str.contains(
        rf"{_ATTACKED}.{{0,80}}{_ATM}"
    )
    said = near & ~named.str.contains(_ATM_OTHERWISE)
    return _any(said, atm_named(cells))


def plant_stolen(text: pl.Expr, cells: list[pl.Expr]) -> pl.Expr:
    """Return whether plant was stolen; diesel taken *from* a digger is not."""
    return _any(_stolen(text, _PLANT), *(cell.str.contains(_PLANT) for cell in cells))


def plates_stolen(text: pl.Expr, cells: list[pl.Expr]) -> pl.Expr:
    """Return whether number plates were stolen."""
    return _any(
        _stolen(text, _PLATES) | text.str.contains(_VRM_STOLEN),
        *(cell.str.contains(_PLATES) for cell in cells),
    )


def cutting_gear_stolen(text: pl.Expr, cells: list[pl.Expr]) -> pl.Expr:
    """Return whether cutting gear or gas was stolen."""
    return _any(_stolen(text, _CUTTING), *(cell.str.contains(_CUTTING) for cell in cells))


def fast_car(text: pl.Expr) -> pl.Expr:
    """Return whether a performance car is named."""
    return _any(text.str.contains(_FAST_CAR))


def fast_car_stolen(text: pl.Expr, cells: list[pl.Expr]) -> pl.Expr:
    """Return whether a performance car was stolen; one the offenders came in is not."""
    taken = text.str.contains(rf"{_STOLEN} (?:\w+ ){{0,4}}?(?:{_FAST_CAR})")
    was_taken = text.str.contains(
        rf"(?:{_FAST_CAR})\W+(?:was |were |also |then |being |car |vehicle ){{0,2}}{_STOLEN}\b"
    )
    came_in = text.str.contains(
        r"\b(?:in|using|with) (?:an? |the )?(?:suspected |believed |previously )?stolen\b"
    )
    return _any((taken & ~came_in) | was_taken, *(cell.str.contains(_FAST_CAR) for cell in cells))


def car_keys(text: pl.Expr) -> pl.Expr:
    """Return whether the keys of a vehicle are named, and not only as what was left alone."""
    return _any(text.str.replace_all(_CAR_KEYS_LEFT, " ").str.contains(_CAR_KEYS))


def vehicle_burnt(text: pl.Expr) -> pl.Expr:
    """Return whether a vehicle was found or set on fire."""
    return _any(text.str.contains(_BURNT) & (text.str.contains(_VEHICLE) | text.str.contains(_PLANT)))


def is_commercial_place(text: pl.Expr) -> pl.Expr:
    """Return whether words name a building other than a dwelling."""
    return _any(text.str.contains(_COMMERCIAL_PLACE) | text.str.contains(_NOT_DWELLING_PLACE))


def is_dwelling_place(text: pl.Expr) -> pl.Expr:
    """Return whether words name a dwelling."""
    return _any(text.str.replace_all(_NOT_DWELLING_PLACE, " ").str.contains(_DWELLING_PLACE))


def _stolen(text: pl.Expr, thing: str) -> pl.Expr:
    before = text.str.contains(rf"{_STOLEN}\W+(?:\w+\W+){{0,8}}?(?:{thing})")
    after = text.str.contains(rf"(?:{thing})\W+(?:\w+\W+){{0,4}}?{_STOLEN}\b")
    taken_from = text.str.contains(rf"\bfrom (?:the |an? |his |their )?(?:\w+ )?(?:{thing})")
    return (before | after) & ~taken_from


def _any(*flags: pl.Expr) -> pl.Expr:
    return pl.any_horizontal(*(flag.fill_null(value=False) for flag in flags))
