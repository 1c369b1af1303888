"""The Data page in a real browser: drop a file, check it, add it, take the rejects away."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import serve

pytestmark = pytest.mark.browser

HEADER = (
    "Crime Ref,Offence,Committed From,Committed To,Easting,Northing,Premises Type,MO Text,Suspect Ethnicity\n"
)
TITLE = "Burglary - Business and Community"
SLOW_MS = 180_000  # the first linking compiles its kernels


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Return an export with a duplicate, a dwelling and an impossible window among its rows."""
    rows = [
        f"M/{day},{TITLE},{day:02d}/03/2024 18:00,{day + 1:02d}/03/2024 07:00,"
        f"{340000 + day * 50},300000,Shop,Forced door,W"
        for day in range(1, 13)
    ]
    rows += [rows[0], f"M/90,{TITLE},09/03/2024 18:00,02/03/2024 07:00,340000,300000,Shop,Forced door,W"]
    rows.append("M/91,Burglary Dwelling,09/03/2024 18:00,10/03/2024 07:00,340000,300000,House,Forced door,W")
    path = tmp_path / "rms export.csv"
    path.write_text(HEADER + "\n".join(rows), "utf-8")
    return path


def drop(page, dashboard, path: Path) -> None:
    page.goto(f"{dashboard.address}/data")
    page.wait_for_selector("#data-upload input[type=file]", state="attached")
    page.set_input_files("#data-upload input[type=file]", str(path))
    page.wait_for_selector("#data-work .card, #data-work .mantine-Alert-root >> nth=1")


def test_a_file_goes_from_the_drop_to_the_store(page, empty_dashboard, export):
    drop(page, empty_dashboard, export)
    page.wait_for_selector("#data-add")
    said = page.locator("#data-work").inner_text()
    assert "read 15  accepted 12  duplicate 1  out of scope 1  rejected 1" in said
    assert "Suspect Ethnicity is refused" in said
    page.click("#data-add")
    page.wait_for_selector("text=Added to the store", timeout=SLOW_MS)
    assert empty_dashboard.store.require_current().offences.height == 12
    with page.expect_download() as waiting:
        page.click("#data-rejects")
    assert "starts after it ends" in Path(waiting.value.path()).read_text("utf-8-sig")


def test_a_column_read_wrongly_is_changed_and_read_again(page, empty_dashboard, export):
    drop(page, empty_dashboard, export)
    page.wait_for_selector("#data-add")
    field = page.get_by_label("What Premises Type is")
    field.click()
    page.get_by_role("option", name="Not used").first.click()
    page.click("#data-read-again")
    page.wait_for_url("**step=1*")
    page.wait_for_function("() => document.querySelector('tr.unused')")
    assert len(empty_dashboard.store.mappings.all()) == 1


def test_a_file_that_is_not_what_it_says_is_told_in_one_line(page, empty_dashboard, tmp_path):
    bad = tmp_path / "holiday.xlsx"
    bad.write_bytes(b"\x89PNG not a workbook at all")
    drop(page, empty_dashboard, bad)
    page.wait_for_selector("text=This file cannot be used")
    assert page.locator("#data-add").is_disabled()


@pytest.fixture
def narrow_dashboard(tmp_path: Path):
    """Return a dashboard that takes one megabyte."""
    yield from serve(tmp_path / "home", max_upload_mb=1)


def test_files_beyond_the_limit_are_told_on_the_page(page, narrow_dashboard, tmp_path):
    large = tmp_path / "large.csv"
    large.write_text(HEADER + "x" * 3_000_000)
    page.goto(f"{narrow_dashboard.address}/data")
    page.wait_for_selector("#data-upload input[type=file]", state="attached")
    page.set_input_files("#data-upload input[type=file]", str(large))
    page.wait_for_selector("text=larger than 1 MB together")
    assert not list((tmp_path / "home").glob("jobs/*"))


def test_an_empty_store_says_how_to_fill_it(page, empty_dashboard):
    page.goto(f"{empty_dashboard.address}/data")
    page.wait_for_selector("text=The store is empty")
    assert "How a file becomes series" in page.locator("#data-work").inner_text()
    assert not page.wrong
