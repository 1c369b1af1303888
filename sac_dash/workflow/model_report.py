"""A travelling model as lines of text: what the command line prints of it.

An analyst decides by these whether to start from a model taught elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sac_dash.domain.british_dates import british_day
from sac_dash.linkage.model_wording import (
    COUNTED,
    behaviour_lines,
    difference_lines,
    level_line,
    shift_lines,
    weight_lines,
)
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.travelling_model import TravellingModel


def model_lines(
    model: TravellingModel,
    learning: Mapping[str, Any] | None = None,
    level: Mapping[str, Any] | None = None,
) -> list[str]:
    """Return a model in words: where it was taught, what counts how much, how far own series and own level moved it."""
    parameters = model.parameters
    return [
        f"Model {described(model)}",
        *learning_lines(learning or {}),
        *level_lines(level or {}),
        f"{COUNTED}:",
        *(f"  {line}" for line in weight_lines(parameters)),
        "Two offences by the same people:",
        *(f"  {line}" for line in behaviour_lines(parameters)),
        *against_shipped(parameters),
    ]


def learning_lines(learning: Mapping[str, Any]) -> list[str]:
    """Return what a run recorded of its learning, in words; nothing where it recorded nothing."""
    told = [str(learning[key]) for key in ("level", "reason") if learning.get(key)]
    start = (learning.get("prior") or {}).get("name")
    moved = shift_lines(learning.get("shift") or {})
    return [
        *([f"How it was learned: {': '.join(told)}"] if told else []),
        *([f"Learning started from: {start}"] if start else []),
        *(
            ["Its own series made evidence for a link count:", *(f"  {line}" for line in moved)]
            if moved
            else []
        ),
    ]


def level_lines(level: Mapping[str, Any]) -> list[str]:
    """Return in words at what level a run's probabilities stand; nothing where it recorded none."""
    return [f"How likely a link is: {level_line(level)}"] if level else []


def described(model: TravellingModel) -> str:
    """Return a model in one line: its name, when it was made, what taught it, its checksum's beginning."""
    made, short = british_day(model.made_on), model.checksum[:12]
    return f"“{model.name}”, made on {made}, taught on {model.taught_on.line()} (checksum {short}…)"


def against_shipped(parameters: LinkageParameters) -> list[str]:
    """Return in words how parameters differ from the shipped ones."""
    shipped = LinkageParameters()
    if parameters == shipped:
        return ["The same as the shipped model."]
    differences = difference_lines(parameters, shipped)
    if not differences:
        return ["It hardly differs from the shipped model."]
    return ["Against the shipped model:", *(f"  {line}" for line in differences)]


def use_lines(models: tuple[TravellingModel, ...]) -> list[str]:
    """Return in words where the next ingest starts from."""
    if not models:
        return ["The next ingest starts from the shipped model."]
    if len(models) == 1:
        start = f"“{models[0].name}”"
    else:
        named = ", ".join(f"“{model.name}”" for model in models)
        start = (
            f"the mean of {len(models)} imported models, weighted by the series that taught each ({named})"
        )
    decided = "where enough series are known, cross-validation decides between it and the shipped model"
    return [f"The next ingest starts from {start}; {decided}."]
