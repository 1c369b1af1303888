"""Models for the tests of travelling and pooling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sac_dash.linkage.parameters import Calibration, LinkageParameters
from sac_dash.linkage.travelling_model import TaughtOn, TravellingModel, make_model

DAY = date(2026, 3, 4)


def model(agree: float = 0.9, series: int = 12, name: str | None = None, **more: object) -> TravellingModel:
    """Return a model whose tools count `agree`, taught on `series` series of one force."""
    calibration = {**LinkageParameters().calibration, "tools": Calibration(agree, 0.5)}
    parameters = replace(LinkageParameters(), calibration=calibration, **more)
    return make_model(parameters, made_on=DAY, taught_on=TaughtOn(1, series, 5 * series), name=name)
