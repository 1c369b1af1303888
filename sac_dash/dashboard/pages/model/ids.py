"""The ids of the Model page."""

from __future__ import annotations

from sac_dash.dashboard.components.figure_card import figure_ids

REACH = figure_ids("model-reach")
PLACE = figure_ids("model-place")
TIME = figure_ids("model-time")
CALIBRATION = figure_ids("model-calibration")
QUALITY = "model-quality"
SAID_AND_TRUE = "model-said-and-true"
QUALITY_CARD = "model-quality-card"
FACET = "model-facet"
RATES = "model-rates"
RATES_NOTE = "model-rates-note"
