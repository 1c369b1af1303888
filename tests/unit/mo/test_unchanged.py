"""Reading is the same, tag for tag and span for span, as when the digests below were written.

The rules are compiled for speed; a change that is meant to be of speed alone must change no tag. Where
the vocabulary or a rule was changed on purpose, look at what that did (``benchmarks/mo_reading.py``), then
write the digests anew: ``PYTHONPATH=. python tests/unit/mo/test_unchanged.py``.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sac_dash.domain.columns import FACET_VALUES, OFFENCES
from sac_dash.mo import code_offences, load_vocabulary
from sac_dash.synthetic.demo import demo_force
from sac_dash.synthetic.habits import SimulationHabits

DIGESTS = Path(__file__).with_name("tags_read.json")
LABELLED = Path(__file__).parents[2] / "scenarios" / "mo_texts"
FEW = SimulationHabits(offences=60, series=6, largest_series=5, enablers=20, out_of_scope=10, officers=12)
BOXES = {
    "Premises Type": "premises",
    "Point of Entry": "entry_point",
    "Method of Entry": "entry_method",
    "Property Stolen": "property",
}


def invented(seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the offences and facet values of a small invented force."""
    export = demo_force(seed, date(2026, 3, 2), FEW).export
    stated = [
        (f"F:{row}", facet, value, name)
        for row in range(export.height)
        for name, facet in BOXES.items()
        if (value := export[name][row])
    ]
    return frames(export["MO Text"].to_list(), stated)


def labelled(name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the texts of a set that a person has labelled."""
    return frames([item["text"] for item in json.loads((LABELLED / f"{name}.json").read_text("utf-8"))], [])


def frames(
    texts: list[str | None], stated: list[tuple[str, str, str, str]]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return offences that hold these texts and values."""
    data: dict[str, list[object]] = {name: [None] * len(texts) for name in OFFENCES}
    data["offence_key"] = [f"F:{row}" for row in range(len(texts))]
    data["mo_text"] = list(texts)
    values = pl.DataFrame(stated, schema=dict(FACET_VALUES), orient="row")
    return pl.DataFrame(data, schema=dict(OFFENCES)), values


SETS = {
    **{f"invented {seed}": lambda seed=seed: invented(seed) for seed in (3, 14, 15)},
    **{name: lambda name=name: labelled(name) for name in ("development", "held_back")},
}


def digest(name: str) -> str:
    """Return a digest of all tags of a set, in their order."""
    tags = code_offences(*SETS[name](), load_vocabulary(), jobs=1)
    return f"{tags.height} {hashlib.sha256(tags.write_csv().encode()).hexdigest()[:16]}"


@pytest.mark.parametrize("name", SETS)
def test_every_tag_is_as_it_was(name: str) -> None:
    assert digest(name) == json.loads(DIGESTS.read_text("utf-8"))[name]


if __name__ == "__main__":
    DIGESTS.write_text(json.dumps({name: digest(name) for name in SETS}, indent=2) + "\n", encoding="utf-8")
