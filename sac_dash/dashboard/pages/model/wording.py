"""What the Model page says in words: what the model is, what it never looks at, where it fails."""

from __future__ import annotations

from typing import Any

from sac_dash.dashboard.pages.model.quality import has_learnt, level_words
from sac_dash.domain.british_dates import british_day
from sac_dash.figures.wording import local
from sac_dash.linkage.model_wording import behaviour_lines, level_line, shift_lines, weight_lines
from sac_dash.linkage.parameter_values import own_values, parameters_from
from sac_dash.store import Generation

COUNTED = (
    "How much is believed of what each kind says, where it speaks for a link and where it speaks against one. 100%: "
    "all of it. Less: it repeats what other kinds say. More: in the series that taught the model it told more than it "
    "seems to"
)
WHAT_IT_DOES = (
    (
        "Compares offences two at a time",
        "place, time, premises, entry, tools and whatever else is recorded or told in the MO.",
    ),
    (
        "Asks how rare what they share is",
        "what 1 in 300 offences of this file have speaks loudly; what every second has, hardly.",
    ),
    (
        "Counts for and against",
        "nearness and shared behaviour for a link; distance and contradiction against it.",
    ),
    ("Looks at third offences", "two that both resemble a third one support each other."),
    (
        "States a probability",
        "that the same people did both. Offences that hold together are proposed as series.",
    ),
    ("Shows its working", "every part of a score stands beside the link on the Series page."),
)
DRIFT = (
    ("What is common", "is counted anew at each ingest: that keeps up."),
    ("What counts how much", "does not: it stays until known series, or an imported model, teach it anew."),
    (
        "How to notice",
        (
            "judged by series that taught nothing (here, or sac-dash evaluate --truth), the later half of them does "
            "worse than the earlier, with intervals apart. No history of these figures is kept: note them."
        ),
    ),
)
NOT_USED = (
    (
        "Age, sex, ethnicity, nationality",
        "of anyone. Columns that hold them are refused at the door, by name.",
    ),
    ("Names of people", "and anything that identifies a person."),
    ("Descriptions of people", "in the MO text: struck out before it is read."),
    ("Policing areas and force boundaries", "so that a series across a border is found like any other."),
    ("How an offence ended", "Value, harm and status say what it cost, not who did it."),
    ("Hard links", "DNA, footwear, property: facts that stand beside the score, never in it."),
)
LIMITS = (
    "It links offences, never people, and only commercial burglaries and ATM attacks with a time finer than a month.",
    "What the record does not say it cannot use: unknown is never held for or against.",
    "A series whose members share no behaviour and no place or time with each other will not be found.",
    "A common way of working looks like a series when many do it: read “1 in N” before the probability.",
    (
        "A probability speaks of many links, never of one, and may be off (“Does a probability mean what it says?”). "
        "A link is a line of enquiry, not evidence."
    ),
    "The shipped weights were taught on invented forces. Known series of your own put them right.",
)


def describe_facts(generation: Generation) -> list[tuple[str, str, str]]:
    """Return the facts at the head of the page: (label, value, note)."""
    model = generation.model
    published = local(generation.published_at)
    return [
        ("Model", level_words(model), _version_note(model)),
        ("Offences compared", f"{int(model.get('n') or 0):,}", _reach_note(model)),
        ("Two offences at random", _prior_value(model), "taken to be by the same people"),
        (
            "Last linked",
            british_day(published.date()),
            f"{published:%H:%M}, by this file's own counts",
        ),
        ("Taught by", *_taught(model)),
    ]


def say_weights(model: dict[str, Any]) -> list[str]:
    """Return in words what counts how much; nothing of a model that records no parameters."""
    recorded = model.get("parameters")
    return weight_lines(parameters_from(own_values(recorded))) if recorded else []


def say_teaching(model: dict[str, Any]) -> list[tuple[str, str]]:
    """Return on what the model was taught: (what, how)."""
    learning = model.get("learning") or {}
    name = str((learning.get("prior") or {}).get("name") or "shipped")
    prior = (
        "invented forces, made up by simulators. No real offence has shaped it."
        if name == "shipped"
        else f"“{name}”, a model imported from elsewhere (sac-dash model show tells what taught it)."
    )
    series, offences = (int(learning.get(key) or 0) for key in ("known_series", "known_offences"))
    own = (
        f"{series:,} known series ({offences:,} offences) adjusted the weights."
        if has_learnt(model)
        else "none has changed it. From 6 known series it tries, and keeps what does better on series kept aside."
    )
    return [
        ("How much each kind counts", prior),
        ("Your series", own),
        ("What is rare", "counted in this file."),
        *([("How likely a link is", level_line(model["level"]) + ".")] if model.get("level") else []),
    ]


def say_behaviour(model: dict[str, Any]) -> list[str]:
    """Return in words how the model expects two offences by the same people to lie in place and time."""
    recorded = model.get("parameters")
    return behaviour_lines(parameters_from(own_values(recorded))) if recorded else []


def say_learning(model: dict[str, Any]) -> tuple[str, list[str]]:
    """Return in words why one's own series changed something or nothing, and by how much each kind counts more."""
    learning = model.get("learning") or {}
    reason = str(learning.get("reason") or "No series of yours has taught it: every weight is as shipped.")
    return reason, shift_lines(learning.get("shift") or {})


def _version_note(model: dict[str, Any]) -> str:
    versions = [("model version", "version"), ("vocabulary", "vocabulary_version")]
    return (
        ", ".join(f"{name} {model[key]}" for name, key in versions if model.get(key))
        or "version not recorded"
    )


def _reach_note(model: dict[str, Any]) -> str:
    if model.get("mode") == "every pair":
        n = int(model.get("n") or 0)
        return f"every one of {n * (n - 1) // 2:,} pairs"
    reach = model.get("reach") or {}
    if reach.get("local_km"):
        return (
            f"pairs within {reach['local_km']:g} km and {reach['local_days']:g} days, "
            f"or {reach['national_days']:g} days at any distance"
        )
    return "none scored"


def _prior_value(model: dict[str, Any]) -> str:
    prior = model.get("prior_log10_odds")
    return "not stated" if prior is None else f"1 in {1 + 10 ** -float(prior):,.0f}"


def _taught(model: dict[str, Any]) -> tuple[str, str]:
    learning = model.get("learning") or {}
    series = int(learning.get("known_series") or 0)
    name = str((learning.get("prior") or {}).get("name") or "shipped")
    start = "invented forces (shipped)" if name == "shipped" else f"“{name}”, imported"
    if has_learnt(model):
        return f"{series:,} known series", f"of your own, over weights from {start}"
    return "No series of yours", f"weights from {start}"
