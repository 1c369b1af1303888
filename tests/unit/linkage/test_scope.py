from sac_dash.linkage.scope import linkable


def test_enablers_others_and_months_are_not_linked(offences_of):
    offences = offences_of(
        [
            {},
            {"offence_class": "atm_attack"},
            {"offence_class": "enabler"},
            {"offence_class": "other"},
            {"when_precision": "month"},
            {"when_precision": "day"},
            {"offence_class": None},
        ]
    )
    assert linkable(offences).to_list() == [True, True, False, False, False, True, False]
