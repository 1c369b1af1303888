"""What is laid beside the frames is what would be worked out of them, and a generation without it opens."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sac_dash.domain.columns import TAGS, empty
from sac_dash.domain.errors import StoreError
from sac_dash.patterns.behaviour_rates import measure_class_rates
from sac_dash.store import Generation, GenerationFrames, Store
from sac_dash.store.derived import CLASS_RATES, DERIVED_SCHEMAS, flatten_rates, rates_by_class
from sac_dash.store.manifest import MANIFEST_NAME, read_manifest
from tests.browser.invented_force import invented_frames


def described_frames() -> GenerationFrames:
    """Return invented frames whose offences say something, each class another thing; one class says nothing."""
    frames = invented_frames()
    spoken = frames.offences.select("offence_class").with_row_index("row")
    said = spoken.filter(pl.col("offence_class") != "enabler").select(
        pl.col("row").cast(pl.UInt32),
        facet=pl.lit("entry"),
        code=pl.when(pl.col("row") % 3 == 0).then(pl.lit("cut")).otherwise("offence_class"),
        state=pl.when(pl.col("row") % 5 == 0).then(pl.lit("absent")).otherwise(pl.lit("present")),
    )
    return replace(frames, tags=pl.concat([empty(TAGS), said], how="diagonal_relaxed").select(*TAGS))


def as_before_derived_files(generation: Generation) -> Generation:
    """Return a generation as the version before would have left it."""
    path = generation.folder / MANIFEST_NAME
    content = json.loads(path.read_bytes())
    for name in DERIVED_SCHEMAS:
        content["files"].pop(f"{name}.arrow", None)
        (generation.folder / f"{name}.arrow").unlink(missing_ok=True)
    path.write_text(json.dumps(content))
    return Generation(generation.folder, read_manifest(generation.folder))


def assert_same(a: dict[str, pl.DataFrame], b: dict[str, pl.DataFrame]) -> None:
    assert a.keys() == b.keys()
    for name, rates in a.items():
        assert_frame_equal(rates, b[name])


def test_rates_laid_beside_equal_those_worked_out(tmp_path: Path) -> None:
    frames = described_frames()
    generation = Store(tmp_path).publish(frames, "one")
    expected = measure_class_rates(frames.tags, frames.offences["offence_class"])
    assert expected
    assert not any(rates.is_empty() for rates in expected.values())
    assert_same(Store(tmp_path).require_current().class_rates, expected)
    assert generation.rows("class_rates") == sum(rates.height for rates in expected.values())


def test_a_generation_from_before_works_them_out(tmp_path: Path) -> None:
    frames = described_frames()
    generation = Store(tmp_path).publish(frames, "one")
    held = generation.class_rates
    before = as_before_derived_files(generation)
    assert_same(before.class_rates, held)
    assert before.links.height == frames.links.height


def test_what_follows_is_no_part_of_what_the_next_generation_starts_from(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = store.publish(described_frames(), "one")
    kept = first.frames().offences.head(10)
    second = store.publish(GenerationFrames(offences=kept), "two")
    assert all(rates.is_empty() for rates in second.class_rates.values())
    assert not any(rates.is_empty() for rates in first.class_rates.values())


def test_rates_of_tags_in_many_classes_are_laid_flat_and_back() -> None:
    """A class without a tag of its own has its rates among all, as where they are worked out."""
    classes = pl.Series("offence_class", ["atm_attack", "atm_attack", "commercial_burglary", "enabler"])
    said = [(0, "entry", "cut", "present"), (1, "entry", "cut", "hedged"), (1, "target", "safe", "present"),
            (2, "entry", "ram", "present"), (2, "target", "safe", "absent")]  # fmt: skip
    tags = pl.DataFrame(said, ["row", "facet", "code", "state"], orient="row").cast({"row": pl.UInt32})
    rates = measure_class_rates(tags, classes)
    assert rates["enabler"].height == 3
    assert_same(rates_by_class(flatten_rates(rates), classes), rates)


def test_an_empty_store_has_no_rates(tmp_path: Path) -> None:
    assert Store(tmp_path).publish(GenerationFrames(), "none").class_rates == {}


def test_laid_flat_and_back_where_nothing_is_said() -> None:
    assert flatten_rates({}).schema == pl.Schema(CLASS_RATES)
    frames = invented_frames()
    rates = measure_class_rates(frames.tags, frames.offences["offence_class"])
    assert_same(rates_by_class(flatten_rates(rates), frames.offences["offence_class"]), rates)


def test_a_byte_flipped_in_what_is_laid_beside_is_told(tmp_path: Path) -> None:
    folder = Store(tmp_path).publish(described_frames(), "one").folder
    path = folder / "class_rates.arrow"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    store = Store(tmp_path)
    with pytest.raises(StoreError, match="damaged") as told:
        _ = store.require_current().class_rates
    assert "class_rates.arrow" in told.value.line()
    assert any("class_rates.arrow" in line for line in store.verify().complaints)
