"""What the world's crime exports call the columns we know.

Names as seen in or expected of the record systems of British forces, the Home Office, police.uk,
the Ministry of Justice, and open data of Los Angeles, New York, Washington, Vancouver and Toronto.
Within a column an earlier alias is the stronger claim. Case, spaces and punctuation do not count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sac_dash.ingest.readers.header import MOJ_LAYOUT, POLICE_UK_LAYOUT


def squash(name: str) -> str:
    """Return a column name as letters and digits only, in lower case.

    >>> squash("DT.FROM"), squash("Crime Ref. No:"), squash("crimeID")
    ('dtfrom', 'crimerefno', 'crimeid')
    """
    return re.sub(r"[^a-z0-9£]+", "", name.casefold())


def _squash_all(table: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return each column's aliases, written with bars between them, squashed."""
    return {ours: tuple(squash(alias) for alias in aliases.split("|")) for ours, aliases in table.items()}


_FROM_WORDS = (
    "committed from|committed from date time|committed from datetime|committed from date|date committed from|"
    "committed date from|committed on from|date time from|datetime from|date/time from|from date time|from datetime|"
    "from date/time|offence from|offence date from|offence from date|offence start|offence start date|"
    "offence start datetime|offence start date time|start of offence|occurred from|occurred from date|"
    "occurred from datetime|occurrence from|occurrence from date|occurrence start|occurrence start date|"
    "occurrence start datetime|incident from|incident start|incident start date|crime date from|crime from|"
    "crime date time from|earliest date|earliest datetime|earliest date time|earliest time|first committed|"
    "first committed date|first committed date time|first committed on|committed first|committed after|"
    "date from|from date|dt from|from dt|fr dt|date first committed|date occurred from|date occ from|"
    "start date time|start datetime|start date/time|started at|start at|date start|start date|begin date|"
    "from|between|date between|time between|date1|committed start|"
    "occurred on or after|occurred between|on or after|cmplnt fr dt|date occ|date of occ|occ date|"
    "date occurred|occurred date|occurred at|occurred on|occurred|occurrence date|occurrencedate|"
    "occurrence datetime|date of occurrence|occurrence date time|date of offence|offence date|offence date time|"
    "offence datetime|date committed|committed date|committed on|committed at|committed|crime date|date of crime|"
    "incident date|incident datetime|incident date time|date of incident|event date|event datetime|occ dt|occ datetime|"
    "occurred datetime|date time|datetime|date/time|date|start"
)
_TO_WORDS = (
    "committed to|committed to date time|committed to datetime|committed to date|date committed to|"
    "committed date to|date time to|datetime to|date/time to|to date time|to datetime|to date/time|offence to|"
    "offence date to|offence to date|offence end|offence end date|offence end datetime|offence end date time|"
    "end of offence|occurred to|occurred to date|occurred to datetime|occurrence to|occurrence to date|occurrence end|"
    "occurrence end date|occurrence end datetime|incident to|incident end|incident end date|crime date to|crime to|"
    "crime date time to|latest date|latest datetime|latest date time|latest time|last committed|last committed date|"
    "last committed date time|last committed on|committed last|committed before|committed until|date to|to date|dt to|"
    "to dt|date last committed|date occurred to|date occ to|end date time|end datetime|end date/time|ended at|end at|"
    "date end|end date|until|to|and|date and|date2|committed end|occurred on or before|on or before|cmplnt to dt|"
    "discovered|date discovered|discovered at|discovery date|end"
)

COLUMN_ALIASES = _squash_all(
    {
        "crime_ref": (
            "crime_ref|crime reference|crime reference number|crime ref no|crime ref number|crime reference no|"
            "crime number|crime no|crime num|crime nr|crimeno|urn|crime urn|occurrence number|occurrence no|"
            "occurrence ref|occurrence reference|occurrence id|occurrence urn|offence number|offence no|offence ref|"
            "offence reference|offence id|offence urn|investigation number|investigation ref|investigation reference|"
            "investigation no|investigation id|crime report number|crime report no|report number|report no|"
            "report ref|report reference|incident number|incident no|incident ref|incident reference|incident id|"
            "case number|case no|case ref|case reference|case id|event number|event unique id|event uniq id|event id|"
            "dr no|dr number|cmplnt num|complaint number|ccn|crime id|crimeid|crn|record number|record id|record ref|"
            "niche ref|niche number|niche occurrence|athena ref|athena number|athena urn|connect ref|connect number|"
            "rms number|rms ref|rms id|file number|go number|reference number|reference no|reference|ref no|ref number|"
            "ref|unique id|unique ref|number|id"
        ),
        "force": (
            "force|force name|police force|policeforce|owning force|recording force|force area|constabulary|"
            "force code|police service|agency|agency name|police force name"
        ),
        "offence_code": (
            "offence_code|ho code|home office code|hocr|hocr code|ho offence code|home office offence code|"
            "ho class|home office class|home office classification|ho classification|ho crime code|hooc|hoc|"
            "ho code full|offence class code|crime code|offence classification code|crime classification code|"
            "crime type id|stats class code|statistical class code|cjs code|cjs offence code"
        ),
        "offence_title": (
            "offence_title|offence title|offence|offence description|offence desc|offence type|offence name|"
            "offence classification|offence category|crime type|crime type description|crime|crime title|"
            "crime description|crime classification|crime category|ho offence|ho description|ho title|"
            "home office description|home office offence|hocr description|hocr title|offence wording|crime desc|"
            "crm cd desc|stats class|stats classification|stat class|statistical classification|ofns desc|pd desc|"
            "offense|offense type|offense description|primary offence|main offence|classification|"
            "occurrence type|incident type|mci|type|type of crime|type of offence|offence group|offence subgroup|"
            "offence sub type"
        ),
        "offence_class": "offence_class",
        "attempt": (
            "attempt|attempted|is attempt|attempt flag|attempted flag|attempt indicator|attempt or complete|"
            "attempted or completed|crm atpt cptd cd|full or attempt"
        ),
        "recorded_at": (
            "recorded_at|recorded|recorded date|date recorded|recorded on|recorded datetime|recorded date time|"
            "crime recorded date|reported|reported date|date reported|reported on|reported at|reported datetime|"
            "reported date time|report date|report datetime|date of report|date rptd|rpt dt|rptd date|reporteddate|"
            "created|created date|date created|created on|created at|creation date|input date|entered date|"
            "date entered|crimed date|date crimed|logged|date logged"
        ),
        "from_at": f"from_at|{_FROM_WORDS}",
        "to_at": f"to_at|{_TO_WORDS}",
        "when_precision": "when_precision",
        "crs": "crs|epsg|coordinate system|srid",
        "easting": (
            "easting|eastings|osgb easting|os easting|bng easting|bng e|grid e|grid east|grid easting|gridref e|"
            "location easting|loc easting|offence easting|crime easting|easting m|east|geo easting|grid ref e|"
            "grid ref easting|gridrefeasting|x coordinate|x coord|xcoord|coord x|x co ordinate|x bng|os x|grid x|"
            "grid ref x|osgr x|x coord cd|geox|x"
        ),
        "northing": (
            "northing|northings|osgb northing|os northing|bng northing|bng n|grid n|grid north|grid northing|"
            "gridref n|location northing|loc northing|offence northing|crime northing|northing m|north|geo northing|"
            "grid ref n|grid ref northing|gridrefnorthing|y coordinate|y coord|ycoord|coord y|y co ordinate|y bng|"
            "os y|grid y|grid ref y|osgr y|y coord cd|geoy|y"
        ),
        "longitude": (
            "longitude|lon|long|lng|long wgs84|longitude wgs84|wgs84 longitude|location longitude|geo long|geo lon|"
            "long dd|x wgs84|long 4326|decimal longitude"
        ),
        "latitude": (
            "latitude|lat|lat wgs84|latitude wgs84|wgs84 latitude|location latitude|geo lat|lat dd|y wgs84|lat 4326|"
            "decimal latitude"
        ),
        "grid_reference": (
            "grid_reference|grid ref|gridref|os grid ref|os grid reference|os gridref|osgr|ngr|national grid reference|"
            "os grid|map ref|map reference|os ref"
        ),
        "location_precision_m": "location_precision_m|location precision|precision m|location accuracy|accuracy m",
        "premises_name": (
            "premises_name|name of premises|business name|company name|store name|shop name|site name|location name|"
            "venue name|venue|premises|building name|business|trading name|organisation name|premise name"
        ),
        "premises_type": (
            "premises_type|premise type|type of premises|type of premise|premises category|premises class|"
            "premises classification|premises description|premises desc|premis desc|premise desc|prem typ desc|"
            "location type|location category|type of location|venue type|building type|property class|site type|"
            "place type|target premises|target type|premises use|offence location type|loc type|premises sub type"
        ),
        "address": (
            "address|full address|offence address|location address|crime address|premises address|"
            "location of offence|offence location|crime location|incident location|location|street address|"
            "address line 1|address 1|address1|location text|location description|scene address|venue address|"
            "street name|street|road|road name|hundred block|block"
        ),
        "town": "town|city|town city|post town|posttown|locality|village|town name|town/city|settlement|place",
        "postcode": "postcode|post code|postal code|zip|zip code|zipcode|pcode|location postcode|offence postcode",
        "policing_area": (
            "policing_area|lpa|local policing area|local police area|lpu|local policing unit|beat|beat code|beat name|"
            "beat area|bcu|basic command unit|ocu|borough|division|policing district|district|snt|neighbourhood team|"
            "safer neighbourhood team|ward|ward name|sector|area name|area|patrol area|station|police station|"
            "station code|area command|npt|neighbourhood|neighborhood|precinct|addr pct cd|reporting district|"
            "rpt dist no|hub|spa|policing sector|geographic area"
        ),
        "mo_text": (
            "mo_text|mo|mo description|mo desc|mo notes|mo note|mo details|mo detail|mo summary|mo narrative|"
            "mo free text|mo freetext|modus operandi|modus operandi text|modus|method notes|method note|method|"
            "method text|method description|method details|crime method|offence method|method used|method of offence|"
            "m o|m.o.|crime notes|crime summary|offence summary|offence details|crime details|circumstances|"
            "circumstances of offence|narrative|free text|freetext|description of offence|offence notes|"
            "incident details|incident summary|occurrence summary|occurrence details|details of offence|"
            "crime text|crimetext|summary|synopsis|description|details|notes|remarks|text"
        ),
        "value_gbp": (
            "value_gbp|value|value stolen|stolen value|value of property stolen|value of property|property value|"
            "total value|total value stolen|value of loss|loss value|total loss|loss|estimated value|value £|value (£)|"
            "value in pounds|net loss|cost|total stolen value|value gbp|amount stolen"
        ),
        "status": (
            "status desc|status description|status|crime status|investigation status|outcome status|current status|"
            "outcome|outcome description|outcome type|last outcome category|last outcome|disposal|result|"
            "outcome code|clear up status|detection status|detected|current outcome|offence status|case status"
        ),
        "known_series": (
            "known_series|series|series id|series name|series ref|series reference|crime series|linked series|"
            "operation|operation name|op name|operation ref|op|linked operation|series no|series number"
        ),
    }
)

# A time in a column of its own, joined to the date beside it.
TIME_ALIASES = _squash_all(
    {
        "from_at": (
            "time from|from time|committed from time|committed time from|time committed from|"
            "offence time from|offence from time|offence start time|occurred from time|occurrence from time|"
            "occurrence start time|start time|time start|first committed time|time first committed|"
            "earliest time|cmplnt fr tm|fr tm|tm from|time between|time occ|time of occ|occ time|"
            "time occurred|occurred time|occurrence time|time of occurrence|time of offence|offence time|"
            "time committed|committed time|crime time|incident time|event time|crime time from|time1|time"
        ),
        "to_at": (
            "time to|to time|committed to time|committed time to|time committed to|offence time to|"
            "offence to time|offence end time|occurred to time|occurrence to time|occurrence end time|"
            "end time|time end|last committed time|time last committed|latest time|cmplnt to tm|to tm|tm to|"
            "time and|time until|crime time to|time2"
        ),
        "recorded_at": (
            "time reported|reported time|time recorded|recorded time|report time|time rptd|created time|"
            "time created"
        ),
    }
)

DATE_PARTS = ("year", "month", "day", "hour", "minute")  # a moment spread over columns

# Structured MO columns, by the facet of the vocabulary they answer.
FACET_ALIASES = _squash_all(
    {
        "premises": "premises facet|premises codes|premises code list",
        "entry_point": (
            "point of entry|poe|entry point|point place|point/place|entry place|place of entry|entry location|"
            "point of entry description|mo point of entry|mo entry point|where entered|entry|entry via"
        ),
        "entry_method": (
            "method of entry|moe|means of entry|entry method|entry means|how entered|how entry gained|"
            "manner of entry|mode of entry|method of entry description|mo method of entry|mo entry method|"
            "entry type|type of entry|forced entry"
        ),
        "tool": (
            "tool|tools|tool used|tools used|instrument|instruments|instrument used|instruments used|implement|"
            "implements|implement used|implements used|equipment used|mo tool|mo tools|tools and plant|mo instrument"
        ),
        "property": (
            "property stolen|stolen property|property taken|items stolen|items taken|goods stolen|stolen items|"
            "stolen goods|property|property list|property type|property targeted|property description|mo property|"
            "type of property|type of property stolen|property categories|stolen property type|property type stolen"
        ),
        "getaway": (
            "getaway|getaway vehicle|vehicle used|vehicle|vehicles|vehicle used in offence|vehicle description|"
            "suspect vehicle|offender vehicle|offending vehicle|transport|transport used|vehicle make model|"
            "vehicle involved|mode of transport|escape|escape method|exit vehicle|mo vehicle"
        ),
        "group": (
            "number of offenders|no of offenders|offender count|number of suspects|no of suspects|"
            "suspect count|number offenders|offenders number|num offenders|num suspects|group|disguise|"
            "group size|offender group"
        ),
        "security_defeat": (
            "security defeat|security|security defeated|alarm|alarm status|alarm details|alarm activated|"
            "alarm defeat|security measures|security overcome|security features|cctv|mo security"
        ),
        "search": "search|search type|search style|search pattern|type of search|mo search|tidy or untidy search",
        "outcome": "mo outcome|completion|completed|offence completed|complete or attempt",
        "atm_attack": "atm attack|atm attack type|attack type|atm method|atm attack method|east code|type of attack",
        "atm_install": "atm install|atm installation|atm type|type of atm|atm location",
        "instrument_vehicle": "plant used|plant|plant or vehicle used|ram vehicle|vehicle as weapon",
    }
)

# A column of ours that also answers a facet: its values are both kept as written and coded.
FACETS_OF_COLUMNS = {"premises_type": "premises"}

# Codes of the modus operandi under a force's own scheme: open facets by the shape of their name.
OPEN_FACET = re.compile(
    r"(mo|modusoperandi|method)(codes?|s|cd|cds)?(no|num)?\d{0,2}|mocodes?|mo[a-z]?\d{1,2}"
)

LAYOUT_COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    POLICE_UK_LAYOUT: {
        "crime_ref": ("Crime ID",),
        "from_at": ("Month",),
        "force": ("Reported by",),
        "longitude": ("Longitude",),
        "latitude": ("Latitude",),
        "address": ("Location",),
        "offence_title": ("Crime type",),
        "status": ("Last outcome category",),
    },
    MOJ_LAYOUT: {
        "force": ("policeForce",),
        "offence_code": ("crimeTypeId",),
        "offence_title": ("crimeTypeDescription",),
        "crime_ref": ("crimeReference",),
        "from_at": ("crimeDateTimeFrom",),
        "to_at": ("crimeDateTimeTo",),
        "easting": ("easting",),
        "northing": ("northing",),
        "longitude": ("longitude",),
        "latitude": ("latitude",),
        "mo_text": ("crimeText",),
    },
}

# Names that stand for something else whatever their content looks like.
NEVER_BY_CONTENT = frozenset(
    _squash_all(
        {
            "": (
                "fid|ogc_fid|objectid|global id|index|row|row number|lsoa code|lsoa name|falls within|context|"
                "batch id|datum|src|last updated|updated|updated at|modified|date modified|last modified|"
                "closed date|date closed|finalised date|filed date|premis cd|part 1-2|weapon used cd|uprn|usrn|"
                "toid|phone|telephone|email"
            )
        }
    )[""]
)
