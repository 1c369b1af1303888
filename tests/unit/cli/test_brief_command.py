"""`sac-dash brief` makes the products an analyst would, enters each into the log, and says what is missing."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path

from sac_dash.store import EntryKind, Store
from tests.unit.briefing.ripouts import SERIES_ID, frames


def published(home: Path) -> Store:
    store = Store(home)
    store.publish(frames(), "invented data for a test")
    return store


def test_without_a_product_the_products_are_listed(command) -> None:
    shown = command("brief")
    assert shown.code == 0
    for name in ("slide", "bulletin", "cca", "dmm", "assessment", "mo-card", "series-pack"):
        assert name in shown.out


def test_a_slide_is_written_and_entered_with_its_checksum(command, home: Path, tmp_path: Path) -> None:
    store = published(home)
    made = command("brief", "slide", "--series", SERIES_ID, "--out", tmp_path)
    assert made.code == 0, made.err
    (file,) = tmp_path.glob("*.pptx")
    assert zipfile.is_zipfile(file)
    (entry,) = store.decisions.entries(EntryKind.EXPORT)
    assert entry.payload["sha256"] == sha256(file.read_bytes()).hexdigest()
    assert str(file) in made.out


def test_the_same_command_twice_makes_the_same_pictures(command, home: Path, tmp_path: Path) -> None:
    published(home)
    for folder in ("one", "two"):
        made = command(
            "brief", "bulletin", "--series", SERIES_ID, "--format", "docx", "--out", tmp_path / folder
        )
        assert made.code == 0, made.err
    one, two = (_media(next((tmp_path / folder).glob("*.docx"))) for folder in ("one", "two"))
    assert one
    assert one == two


def test_a_pack_is_slide_bulletin_and_table(command, home: Path, tmp_path: Path) -> None:
    published(home)
    assert command("brief", "series-pack", "--series", SERIES_ID, "--out", tmp_path / "pack").code == 0
    assert {each.suffix for each in (tmp_path / "pack").iterdir()} == {".pptx", ".pdf", ".xlsx"}


def test_what_is_missing_is_told_in_one_line(command, home: Path) -> None:
    published(home)
    for asked, told in (
        (("slide",), "slide needs --series"),
        (("slide", "--series", "S-NOPE"), "no series is called S-NOPE"),
        (("leaflet",), "there is no product called leaflet"),
        (("assessment", "--month", "May"), "--month May is no month"),
        (("bulletin", "--series", SERIES_ID, "--format", "exe"), "does not come as exe"),
    ):
        ended = command("brief", *asked)
        assert ended.code == 2
        assert told in ended.err
        assert len(ended.err.splitlines()) == 1


def _media(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as held:
        return {name: held.read(name) for name in held.namelist() if "media/" in name}
