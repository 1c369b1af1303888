"""What the world calls the columns of lists of interventions and of protected sites, and the kinds it writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from sac_dash.domain.intervention import Intervention, InterventionKind
from sac_dash.domain.site import Site
from sac_dash.ingest.aliases import squash
from sac_dash.ingest.listed_rows import squash_aliases

INTERVENTION_COLUMNS = tuple(each.name for each in fields(Intervention))
SITE_COLUMNS = tuple(each.name for each in fields(Site))

_PLACE = {
    "easting": "easting|eastings|os easting|grid easting|east|x",
    "northing": "northing|northings|os northing|grid northing|north|y",
    "longitude": "longitude|long|lon|lng",
    "latitude": "latitude|lat",
    "grid_reference": "grid reference|grid ref|ngr|os grid ref|os grid reference",
}
INTERVENTION_ALIASES = squash_aliases(
    {
        "intervention_id": "intervention id|intervention ref|intervention reference|intervention no|id",
        "kind": "kind|type|intervention type|type of intervention|intervention kind|activity type|tactic|category"
        "|activity",
        "label": "label|title|name|what|operation|operation name|op name|intervention|intervention name|description"
        "|details|summary|activity name",
        "started_at": "started at|started|start|start date|date started|started on|from|date from|from date|begin"
        "|begins|began|date|arrest date|date of arrest|installed|date installed",
        "ended_at": "ended at|ended|end|end date|date ended|ended on|to|date to|to date|until|finish|finished",
        "force": "force|police force|force name",
        "policing_area": "policing area|area|lpa|bcu|district|local policing area|beat|borough",
        "series_id": "series id|series|series name|series ref|crime series",
        "site_id": "site id|site|site ref|site reference",
        "radius_m": "radius m|radius|radius metres|radius in metres|within m|buffer|buffer m",
        "source": "source|source system|system|database|unit|supplied by|recorded by unit",
        **_PLACE,
    }
)
SITE_ALIASES = squash_aliases(
    {
        "site_id": "site id|site ref|site reference|site no|site number|id|ref|reference",
        "name": "name|site name|premises name|site|business name|premises",
        "premises_type": "premises type|type|site type|type of premises|category|business type",
        "address": "address|site address|full address|location|street",
        "postcode": "postcode|post code|pcode",
        "owner": "owner|owned by|company|estate|scheme|group|operator|brand|chain",
        "measure": "measure|measures|protection|protected by|product|kit|what was put in place|intervention",
        "measured_from": "measured from|measure from|protected from|protected since|installed|date installed"
        "|installed on|install date|installation date|from|start date|date from|start",
        "measured_to": "measured to|measure to|protected to|protected until|removed|date removed|removed on|to|until"
        "|end date|date to|end|expires|expiry|expiry date",
        **_PLACE,
    }
)
_KIND_WORDS = {
    InterventionKind.ARREST: "arrest|arrests|arrested|detention|custody",
    InterventionKind.CHARGE: "charge|charges|charged|remand|remanded|conviction|convicted|sentence|sentenced",
    InterventionKind.OPERATION: "operation|op|disruption|warrant|warrants|proactive operation|day of action",
    InterventionKind.PATROL: "patrol|patrols|patrol plan|high visibility patrol|hi vis patrol|hotspot patrol"
    "|hot spot patrol|foot patrol|directed patrol",
    InterventionKind.SMARTWATER: "smartwater|smart water|forensic marking|property marking|selecta dna|selectadna"
    "|marking",
    InterventionKind.SIGNAGE: "signage|sign|signs|warning signs|posters|stickers",
    InterventionKind.TARGET_HARDENING: "target hardening|hardening|bollard|bollards|fog cannon|locks|alarm|cctv"
    "|gates|security|glue|gas suppression|crime prevention",
    InterventionKind.PUBLICITY: "publicity|media|press|press release|media release|appeal|media appeal|campaign"
    "|social media|alert",
    InterventionKind.OTHER: "other|misc|miscellaneous",
}
_KINDS: Mapping[str, InterventionKind] = {
    squash(word): kind for kind, words in _KIND_WORDS.items() for word in (*words.split("|"), str(kind))
}


def kind_of(said: str) -> str:
    """Return the kind of intervention that a word means; a word that means none as it is.

    >>> str(kind_of("Hi-vis patrol")), kind_of("hunch")
    ('patrol', 'hunch')
    """
    return _KINDS.get(squash(said), said)
