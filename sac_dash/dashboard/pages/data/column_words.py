"""What our columns are called where an analyst chooses what theirs means."""

from __future__ import annotations

import re

from sac_dash.domain.columns import FACET_PREFIX
from sac_dash.ingest.mapping import MAPPABLE_COLUMNS
from sac_dash.mo.labels import label_facet, vocabulary

NOT_USED = ""
FACET = "facet:"
OWN_FACET = "facet:*"

LABELS = {
    "crime_ref": "Crime reference",
    "force": "Force",
    "offence_code": "Home Office code",
    "offence_title": "Offence title",
    "offence_class": "Offence class",
    "attempt": "Attempt",
    "recorded_at": "Recorded",
    "from_at": "Committed from",
    "to_at": "Committed to",
    "when_precision": "Precision of times",
    "crs": "Coordinate system",
    "easting": "Easting",
    "northing": "Northing",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "grid_reference": "Grid reference",
    "location_precision_m": "Precision of place (m)",
    "premises_name": "Premises name",
    "premises_type": "Premises type",
    "address": "Address",
    "town": "Town",
    "postcode": "Postcode",
    "policing_area": "Policing area",
    "mo_text": "MO text",
    "value_gbp": "Value (£)",
    "status": "Status",
    "known_series": "Known series",
}


def label_use(used_as: str | None) -> str:
    """Return what a column is used as, in words."""
    if not used_as:
        return "Dropped, not used"
    if used_as.startswith(FACET):
        return f"MO: {label_facet(used_as.removeprefix(FACET))}"
    return LABELS.get(used_as, used_as)


def use_options(used_as: str | None, column: str) -> list[dict[str, object]]:
    """Return the choice of uses for one column: as it is read, dropped, its own facet, ours, the vocabulary's.

    What it is read as comes first: the list opens on its first choice, and Enter there changes nothing.
    """
    ours = [{"value": name, "label": LABELS.get(name, name)} for name in MAPPABLE_COLUMNS]
    facets = [
        {"value": f"{FACET}{name}", "label": f"MO: {label_facet(name)}"} for name in vocabulary().facets
    ]
    neither = [
        {"value": NOT_USED, "label": label_use(None)},
        {"value": OWN_FACET, "label": f"Facet of its own: {label_facet(facet_name(column))}"},
    ]
    now = used_as or NOT_USED
    groups = {"Not recognised": neither, "Offence": ours, "Modus operandi": facets}
    others = {name: [each for each in items if each["value"] != now] for name, items in groups.items()}
    first = {"As it was read": [{"value": now, "label": label_use(used_as)}]}
    return [{"group": name, "items": items} for name, items in {**first, **others}.items()]


def say_note(note: str) -> str:
    """Return what ingest notes of a column's use, with facets by their labels.

    >>> say_note("also facet:premises")
    'also MO: Type of premises'
    """
    return re.sub(r"facet:(\w+)", lambda found: label_use(found[0]), note)


def facet_name(column: str) -> str:
    """Return the facet name made of a source column's name.

    >>> facet_name("MO Code 1")
    'mo_code_1'
    """
    name = re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_").removeprefix(FACET_PREFIX)
    return name if name[:1].isalpha() else f"column_{name}".rstrip("_")
