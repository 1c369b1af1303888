"""The invented force and real offences never stand in one store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from offence_frames import offences

from sac_dash.domain.errors import StoreError
from sac_dash.store import GenerationFrames, Store
from sac_dash.synthetic.demo import DEMO_HABITS, demo_force
from sac_dash.workflow import publish_demo as module
from sac_dash.workflow.ingest_into_store import ingest_into_store, is_invented
from sac_dash.workflow.publish_demo import publish_demo

EXPORT = """Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing
1,Mercia,Burglary - Business and Community,01/05/2026 01:00,01/05/2026 02:00,380000,290000
2,Mercia,Burglary - Business and Community,02/05/2026 01:00,02/05/2026 02:00,380100,290000
"""


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the invented force small."""
    small = replace(DEMO_HABITS, offences=60, series=3, enablers=10, out_of_scope=10)
    monkeypatch.setattr(module, "demo_force", lambda seed, end: demo_force(seed, end, small))


@pytest.mark.usefixtures("few")
def test_the_demo_is_labelled_and_gives_way_to_real_offences(tmp_path: Path) -> None:
    store = Store(tmp_path / "home")
    generation = publish_demo(store, jobs=1).generation
    assert is_invented(generation.quality)
    assert "Invented" in generation.note
    assert (store.home / "demo_truth.csv").is_file()
    source = tmp_path / "export.csv"
    source.write_text(EXPORT)
    real = ingest_into_store([source], store).generation
    assert real.offences["crime_ref"].to_list() == ["1", "2"]
    assert not is_invented(real.quality)


@pytest.mark.usefixtures("few")
def test_a_store_of_real_offences_is_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.publish(GenerationFrames(offences=offences(["1"])), "real")
    with pytest.raises(StoreError, match="holds real offences"):
        publish_demo(store)
    assert store.require_current().note == "real"
