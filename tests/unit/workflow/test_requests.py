"""Requests: what a user asks changes the method's parameters, and nothing else does."""

from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.workflow.requests import LinkRequest, Reach


def test_a_request_that_asks_nothing_leaves_the_method_alone():
    assert LinkRequest().parameters() == LinkageParameters()


def test_more_or_fewer_suggestions_are_given_on_request():
    assert LinkRequest(suggestions=200).parameters().series.max_suggestions == 200
    assert LinkRequest(suggestions=0).parameters().series.max_suggestions == 0


def test_reach_and_floor_are_taken_over():
    asked = LinkRequest(reach=Reach(5.0, 90.0, 30.0), min_probability=0.2).parameters().reach
    assert (asked.local_km, asked.local_days, asked.national_days) == (5.0, 90.0, 30.0)
    assert asked.min_probability == 0.2
