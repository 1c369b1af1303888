from datetime import date

from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.workflow.model_report import level_lines, model_lines
from sac_dash.workflow.travelling_models import shipped_model

LEVEL = {"log10": 1.0, "rests_on": "counted in this file"}
SAID = "How likely a link is: odds are 10 times what the evidence by itself comes to: counted in this file"


def test_a_model_is_shown_with_the_level_of_its_run():
    model = shipped_model(date(2026, 1, 2)).model
    assert SAID in model_lines(model, {}, LEVEL)
    assert not any(line.startswith("How likely") for line in model_lines(model))


def test_no_level_no_line():
    assert level_lines({}) == []
    assert level_lines(LEVEL) == [SAID]
    assert LinkageParameters().level.log10 is None
