import json

import pytest

from sac_dash.linkage import DOMAINS, LinkageParameters
from sac_dash.linkage.domains import PAIRWISE
from sac_dash.linkage.parameters import Calibration


def test_every_pairwise_domain_is_calibrated_and_none_is_trusted_blindly():
    parameters = LinkageParameters()
    for domain in DOMAINS[:PAIRWISE]:
        chosen = parameters.calibration_of(domain.name)
        most = 3.0 if domain.name == "same_premises" else 1.5  # its raw evidence is 0.4 at most
        assert 0.0 <= chosen.agree <= most
        assert 0.0 <= chosen.disagree <= 1.5
        assert chosen.floor < 0.0 < chosen.cap


def test_property_is_capped_below_the_rest():
    parameters = LinkageParameters()
    assert parameters.calibration_of("property").cap < Calibration().cap


def test_shares_leave_room_for_the_travelling_and_the_late():
    parameters = LinkageParameters()
    assert parameters.distance.local_share + parameters.distance.regional_share < 1.0
    assert sum(parameters.time_gap.shares) < 1.0


def test_parameters_are_plain_values_for_the_model():
    values = json.loads(json.dumps(LinkageParameters().as_dict()))
    assert values["reach"]["every_pair_up_to"] == 20_000
    assert values["calibration"]["distance"]["agree"] == pytest.approx(
        LinkageParameters().calibration_of("distance").agree
    )
