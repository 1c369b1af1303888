"""The warm-up goes through every kernel without a complaint."""

from sac_dash.patterns.compilation import warm_up


def test_an_invented_handful_goes_through():
    warm_up()
