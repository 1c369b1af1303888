"""A kind of source is recognised by its columns, whatever their order."""

from __future__ import annotations

from pathlib import Path

from sac_dash.store import SavedMappings, source_signature


def test_a_saved_mapping_is_found_again(tmp_path: Path) -> None:
    mappings = SavedMappings(tmp_path / "mappings")
    assert mappings.find(["Crime Ref", "MO"]) is None
    saved = mappings.save(["Crime Ref", "MO"], '[columns]\ncrime_ref = "Crime Ref"\n')
    assert mappings.find([" mo", "CRIME  REF"]) == saved
    assert mappings.find(["Crime Ref"]) is None
    assert mappings.all() == [saved]
    assert "Crime Ref" in saved.read_text()


def test_joining_names_differently_is_another_source() -> None:
    assert source_signature(["ab", "c"]) != source_signature(["a", "bc"])
