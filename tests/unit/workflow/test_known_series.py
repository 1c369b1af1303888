"""Known series come from a list and from the source's own detections."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from offence_frames import offences

from sac_dash.domain.errors import AmbiguousReferenceError, UnusableInputError
from sac_dash.workflow.known_series import known_series


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "KNOWN.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def pairs(frame: object) -> list[tuple[int, str]]:
    return list(frame.iter_rows())  # type: ignore[attr-defined]


def test_without_a_list_detections_count() -> None:
    held = offences(["1", "2", "3"], known_series=["Op A", None, " "])
    assert pairs(known_series(held, None).frame) == [(0, "Op A")]


def test_the_list_wins_over_the_detections(tmp_path: Path) -> None:
    held = offences(["1", "2", "3"], known_series=["Op A", None, "Op A"])
    known = known_series(held, written(tmp_path, "\ufeffCrime_Ref, Series \n1,Op B\n2,Op B\n9,Op B\n\n3,\n"))
    assert pairs(known.frame) == [(0, "Op B"), (1, "Op B"), (2, "Op A")]
    assert known.absent == ("9",)


def test_a_bare_reference_that_two_forces_bear_is_not_guessed() -> None:
    remembered = pl.DataFrame({"offence_key": ["1", "2", "Mercia:3"], "series": ["X", "X", "X"]})
    held = offences(["1", "1", "2", "3"], ["Mercia", "Wessex", "Wessex", "Mercia"])
    known = known_series(held, None, remembered)
    assert pairs(known.frame) == [(2, "X"), (3, "X")]
    assert sorted(known.listed["offence_key"]) == ["1", "Mercia:3", "Wessex:2"]


def test_forces_are_told_apart(tmp_path: Path) -> None:
    held = offences(["1", "1"], ["Mercia", "Wessex"])
    known = known_series(held, written(tmp_path, "force,crime_ref,series\nWessex,1,X\n"))
    assert pairs(known.frame) == [(1, "X")]
    with pytest.raises(AmbiguousReferenceError):
        known_series(held, written(tmp_path, "crime_ref,series\n1,X\n"))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "no column crime_ref"),
        ("ref,series\n1,X\n", "no column crime_ref"),
        ("crime_ref\n1\n", "no column series"),
        ("crime_ref,series\n1,X\n1,Y\n", "given two series"),
        (b"\x00\x01\x02", "not a CSV"),
    ],
)
def test_a_list_that_cannot_be_used_is_told(tmp_path: Path, content: str | bytes, problem: str) -> None:
    with pytest.raises(UnusableInputError, match=problem):
        known_series(offences(["1"]), written(tmp_path, content))


def test_a_missing_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="no such file"):
        known_series(offences(["1"]), tmp_path / "absent.csv")


def test_an_old_encoding_is_read(tmp_path: Path) -> None:
    known = known_series(offences(["1"]), written(tmp_path, "crime_ref,series\n1,Café\n".encode("cp1252")))
    assert pairs(known.frame) == [(0, "Café")]
