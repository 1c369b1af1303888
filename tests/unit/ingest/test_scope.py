"""Scope: the title leads, the row's evidence rescues and divides, a mapping settles."""

from __future__ import annotations

import polars as pl
import pytest

from sac_dash.ingest.scope import ScopeRules, judge_scope

OUT = None


def judge(title=None, text=None, premises=None, *, code=None, thing=None, rules=None):
    columns = {
        "offence_title": title,
        "text": text,
        "premises": premises,
        "offence_code": code,
        "cell_0": thing,
        "cell_1": premises,
    }
    frame = pl.DataFrame(
        {name: [value] for name, value in columns.items()}, schema=dict.fromkeys(columns, pl.String)
    )
    return judge_scope(frame, rules or ScopeRules())["offence_class"][0]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Theft - other", "Telehandler used to rip ATM from the wall of the Co-op", "atm_attack"),
        ("Criminal damage", "Cash machine attacked with angle grinder, no entry gained", "atm_attack"),
        ("Cause explosion", "Gas pumped into ATM and ignited", "atm_attack"),
        ("Burglary", "offenders cut into the cash machine from the rear", "atm_attack"),
        ("Theft - other", "Victim withdrew cash from ATM, wallet taken", OUT),
        ("Theft - other", "card skimming device found on ATM, card stolen", OUT),
        ("Theft - other", "distraction at cash machine, bank card stolen", OUT),
        ("Fraud", "ATM attacked", OUT),
        ("Robbery", "cash machine ripped out", OUT),
        ("Burglary Residential", "front door forced, car keys taken and Audi RS3 stolen", "enabler"),
        ("Burglary Residential", "rear door forced, jewellery stolen", OUT),
        ("Burglary Residential", "BMW M3 stolen from the drive", "enabler"),
        ("Burglary Residential", "searched upstairs and stole a grey Audi RS3 from the drive", "enabler"),
        ("Burglary Residential", "jewellery taken, made off in a stolen Golf R", OUT),
        (
            "Burglary Residential",
            "cash stolen, offenders left in an Audi S3 on stolen plates towards the M5",
            OUT,
        ),
        ("Theft of motor vehicle", "BMW M3 stolen from drive", "enabler"),
        ("Theft of motor vehicle", "Ford Fiesta stolen", OUT),
        ("Theft from motor vehicle", "both number plates removed", "enabler"),
        ("Theft from motor vehicle", "diesel stolen from tractor", OUT),
        ("Theft - other", "JCB stolen from farm", "enabler"),
        ("Theft - other", "oxy acetylene bottles stolen from workshop", "enabler"),
        ("Theft of number plates", None, "enabler"),
        ("Arson", "Audi S3 found burnt out in lane", "enabler"),
        ("Arson", "bin set alight", OUT),
        ("Shoplifting", "meat stolen", OUT),
        ("Burglary Residential", "cash taken, car keys left behind", OUT),
        ("Burglary Residential", "cash taken, car keys not taken", OUT),
        ("Burglary Residential", "jewellery stolen, ignoring the car keys", OUT),
        ("Burglary Residential", "van keys left behind, car keys stolen", "enabler"),
        ("Burglary Residential", "cash left behind, car keys taken", "enabler"),
        ("Burglary Residential", "cash taken. Suspicious vehicle seen, no VRM", OUT),
        ("Theft - other", "handbag stolen, suspicious vehicle seen, no VRM", OUT),
        ("Theft - other", "both VRMs stolen from vehicle", "enabler"),
        ("Burglary Residential", "offenders stole an A45 and jewellery", "enabler"),
        ("Theft of motor vehicle", "Mercedes A45 AMG taken", "enabler"),
        ("Theft of motor vehicle", "Transit van, last seen on the A45", OUT),
        ("Theft of motor vehicle", "Seat Leon Cupra taken", "enabler"),
        ("Theft of motor vehicle", "Ford Fiesta ST taken", "enabler"),
        ("Theft of motor vehicle", "Focus RS taken", "enabler"),
        ("Theft of motor vehicle", "van taken from Ford St", OUT),
        ("Burglary Business and Community", "ATM untouched, tobacco stolen", "commercial_burglary"),
    ],
)
def test_titles_with_text(title, text, expected):
    assert judge(title, text) == expected


@pytest.mark.parametrize(
    ("premises", "expected"),
    [
        ("Convenience store", "commercial_burglary"),
        ("Public house", "commercial_burglary"),
        ("Detached house", OUT),
        ("MULTI-UNIT DWELLING (APARTMENT, DUPLEX, ETC)", OUT),
        ("Nursing home", "commercial_burglary"),
        ("ATM", "atm_attack"),
        (None, "other"),
        ("Shop with flat above", "other"),
    ],
)
def test_premises_divide_undivided_burglary(premises, expected):
    assert judge("Burglary", None, premises) == expected


def test_an_atm_among_the_property_settles_a_commercial_burglary():
    assert judge("Burglary Business and Community", "x", "Shop", thing="ATM; cash") == "atm_attack"


def test_no_title_at_all_is_judged_by_evidence():
    assert judge(text="shop front smashed, tobacco") == "commercial_burglary"
    assert judge() == "other"


def test_a_mapping_settles_every_row():
    assert (
        judge("Shoplifting", rules=ScopeRules(offence_class="commercial_burglary")) == "commercial_burglary"
    )


def test_street_files_keep_burglary_undivided():
    rules = ScopeRules(undivided_only=True)
    assert judge("Burglary", None, "Shop", rules=rules) == "other"
    assert judge("Anti-social behaviour", rules=rules) is OUT


def test_titles_asked_for_are_kept_as_other():
    rules = ScopeRules(include_titles=("robbery - BUSINESS",))
    assert judge("Robbery (business)", rules=rules) == "other"
    assert judge("Burglary Business and Community", rules=rules) == "commercial_burglary"
