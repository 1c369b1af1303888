"""People's attributes are refused by name; places' and offences' are not."""

import pytest

from sac_dash.domain.protected import protected_reason


@pytest.mark.parametrize(
    "column",
    [
        "Suspect Name",
        "suspect_ethnicity",
        "Offender DOB",
        "VictimAge",
        "Vict Age",
        "Vict Sex",
        "Vict Descent",
        "IC Code",
        "Nationality",
        "Nominal",
        "Officer Name",
        "SURNAME",
        "Date of Birth",
    ],
)
def test_refused(column):
    assert protected_reason(column)


@pytest.mark.parametrize(
    "column",
    [
        "Premises Name",
        "Street Name",
        "LSOA name",
        "Area Name",
        "Storage",
        "Message",
        "Point of Entry",
        "Property Stolen",
        "Offence",
        "Premises Type",
        "Description",
        "Stage",
        "Policing Area",
    ],
)
def test_kept(column):
    assert protected_reason(column) is None
