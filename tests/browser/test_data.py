"""The Data page in a real browser: drag in, choose sheets, confirm columns, compare, add; cancel anywhere."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import barriers, serve

pytestmark = pytest.mark.browser

HEADER = (
    "Crime Ref,Offence,Committed From,Committed To,Easting,Northing,Premises Type,MO Text,Way In,"
    "Suspect Ethnicity\n"
)
TITLE = "Burglary - Business and Community"
SLOW_MS = 180_000  # the first linking compiles its kernels
SLOW_NETWORK = {
    "offline": False,
    "latency": 0,
    "downloadThroughput": -1,
    "uploadThroughput": 60_000,
}
DROP_EVENTS = """([name, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name, {type: "text/csv"}));
  for (const kind of ["dragover", "drop"])
    document.querySelector(".data").dispatchEvent(
      new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: transfer}));
}"""


def rows(mo: str = "Forced door") -> list[str]:
    """Return an export's rows with a duplicate, a dwelling and an impossible window among them."""
    lines = [
        f"M/{day},{TITLE},{day:02d}/03/2024 18:00,{day + 1:02d}/03/2024 07:00,"
        f"{340000 + day * 50},300000,Shop,{mo},Roof,Zemblan"
        for day in range(1, 13)
    ]
    lines += [lines[0], f"M/90,{TITLE},09/03/2024 18:00,02/03/2024 07:00,340000,300000,Shop,x,,Zemblan"]
    lines.append("M/91,Burglary Dwelling,09/03/2024 18:00,10/03/2024 07:00,340000,300000,House,x,,Zemblan")
    return lines


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Return an export as a force would write it."""
    path = tmp_path / "rms export.csv"
    path.write_text(HEADER + "\n".join(rows()), "utf-8")
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workbook with a month a sheet and one sheet that is no table of offences."""
    from openpyxl import Workbook

    made = Workbook()
    made.active.title = "March"
    for line in [HEADER.strip(), *rows()]:
        made.active.append(line.split(","))
    codes = made.create_sheet("Codes")
    for line in ("Code,Meaning", "30C,Shop"):
        codes.append(line.split(","))
    later = made.create_sheet("April")
    for line in [HEADER.strip(), *(line.replace("M/", "A/") for line in rows()[:2])]:
        later.append(line.split(","))
    path = tmp_path / "book.xlsx"
    made.save(path)
    return path


def give(page: Any, dashboard: Any, *paths: Path) -> None:
    """Choose files on the Data page."""
    page.goto(f"{dashboard.address}/data")
    page.wait_for_selector("#data-upload input[type=file]", state="attached")
    page.set_input_files("#data-upload input[type=file]", [str(path) for path in paths])


def to_columns(page: Any, dashboard: Any, *paths: Path) -> None:
    """Choose files and wait for what they hold."""
    give(page, dashboard, *paths)
    page.wait_for_selector("#data-work .data-actions")


def choose(page: Any, column: str, use: str) -> None:
    """Say by keys alone what a column is."""
    field = page.get_by_label(f"What {column} is", exact=True)
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(use)
    listed = f"#{field.get_attribute('aria-controls')}"  # the list of the column before may still be closing
    page.wait_for_selector(f"{listed} [role=option][data-combobox-selected]:visible >> text={use}")
    page.keyboard.press("Enter")


def counts(page: Any) -> str:
    """Return the line that reconciles."""
    return page.locator(".reconcile-line").first.text_content()


def store_files(home: Path) -> dict[str, str]:
    """Return what the store holds, file by file; uploads on their way are no part of it."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file() and "jobs" not in path.relative_to(home).parts and path.suffix != ".lock"
    }


def test_a_file_goes_from_the_drop_to_the_store(page, empty_dashboard, export):
    to_columns(page, empty_dashboard, export)
    assert counts(page) == "read 15  accepted 12  duplicate 1  out of scope 1  rejected 1"
    said = page.locator(".data").inner_text()
    assert "1 impossible window, 1 duplicate" in said
    assert "Dropped at the door: ethnicity" in said
    assert "Zemblan" not in page.content()
    with page.expect_download() as waiting:
        page.click("#data-rejects")
    assert "starts after it ends" in Path(waiting.value.path()).read_text("utf-8-sig")
    page.get_by_role("link", name="Compare 12 with the store").click()
    page.wait_for_selector("#data-comparison")
    assert "The store is empty: everything is new." in page.locator("#data-comparison").inner_text()
    assert empty_dashboard.store.current() is None
    page.get_by_role("button", name="Add 12 offences").click()
    page.wait_for_selector("#data-progress")
    assert "Until then the store stays as it is." in page.locator("#data-progress").inner_text()
    page.wait_for_selector("text=Added to the store", timeout=SLOW_MS)
    assert empty_dashboard.store.require_current().offences.height == 12
    with page.expect_download() as waiting:
        page.click("#data-rejects")
    assert "starts after it ends" in Path(waiting.value.path()).read_text("utf-8-sig")
    assert not page.wrong

    # The same source again, an MO rewritten: found, compared with examples, told apart.
    export.write_text(HEADER + "\n".join(rows("Forced door with crowbar")[:3] + rows()[3:]), "utf-8")
    to_columns(page, empty_dashboard, export)
    page.get_by_role("link", name=re.compile(r"Compare \d")).click()
    page.wait_for_selector("#data-comparison")
    shown = page.locator("#data-work").inner_text()
    assert "3 MO changed" in shown
    assert "MO changed: 3" in shown
    assert page.locator(".change-table ins").first.inner_text().strip() == "with crowbar"


def test_a_file_can_be_dragged_in(page, empty_dashboard):
    page.goto(f"{empty_dashboard.address}/data")
    page.wait_for_selector("#data-upload input[type=file]", state="attached")
    page.evaluate(DROP_EVENTS, ["dragged.csv", HEADER + "\n".join(rows())])
    page.wait_for_selector("#data-work .data-actions")
    assert "Columns of dragged.csv" in page.locator("#data-work").inner_text()
    assert "accepted 12" in counts(page)


def test_a_column_is_changed_by_keys_and_read_again_at_once(page, empty_dashboard, export):
    to_columns(page, empty_dashboard, export)
    before = store_files(empty_dashboard.store.home)
    assert page.get_by_label("What Way In is", exact=True).input_value() == "Dropped, not used"
    choose(page, "Way In", "Facet of its own")
    page.wait_for_selector("text=confirmed here")
    assert page.get_by_label("What Way In is", exact=True).input_value() == "Facet of its own: Way in"
    page.wait_for_function("document.activeElement.getAttribute('aria-label') === 'What Way In is'")
    choose(page, "Committed From", "Dropped")
    choose(page, "Committed To", "Dropped")
    page.wait_for_selector("text=This cannot be read yet")
    assert page.get_by_role("button", name="Nothing to add yet").is_disabled()
    page.get_by_role("button", name="As recognised").click()
    page.wait_for_function("() => !document.body.innerText.includes('This cannot be read yet')")
    assert "accepted 12" in counts(page)
    assert store_files(empty_dashboard.store.home) == before


def test_sheets_are_offered_and_those_chosen_are_read(page, empty_dashboard, book, export):
    to_columns(page, empty_dashboard, book, export)
    assert page.get_by_label("Read book.xlsx: March").is_checked()
    assert not page.get_by_label("Read book.xlsx: Codes").is_checked()
    page.get_by_label("Read book.xlsx: March").uncheck()
    page.wait_for_selector("text=left out")
    page.get_by_role("link", name="book.xlsx: April").click()
    page.wait_for_selector("text=Columns of book.xlsx: April")
    assert "part=1-3" in page.url
    assert "read 2  accepted 2" in counts(page)
    page.wait_for_selector("text=Compare 14 with the store")
    again = page.context.new_page()  # the address holds where one is
    again.goto(page.url)
    again.wait_for_selector("text=Columns of book.xlsx: April")
    assert not again.get_by_label("Read book.xlsx: March").is_checked()


def test_a_file_that_is_not_what_it_says_is_told_in_one_line(page, empty_dashboard, tmp_path):
    bad = tmp_path / "holiday.xlsx"
    bad.write_bytes(b"\x89PNG not a workbook at all")
    to_columns(page, empty_dashboard, bad)
    assert "This file cannot be used." in page.locator("#data-work").inner_text()
    assert page.get_by_role("button", name="Nothing to add yet").is_disabled()


@pytest.fixture
def narrow_dashboard(tmp_path: Path):
    """Return a dashboard that takes one megabyte."""
    yield from serve(tmp_path / "home", max_upload_mb=1)


def test_files_beyond_the_limit_are_told_on_the_page(page, narrow_dashboard, tmp_path):
    large = tmp_path / "large.csv"
    large.write_text(HEADER + "x" * 3_000_000)
    give(page, narrow_dashboard, large)
    page.wait_for_selector("text=larger than 1 MB together")
    assert not list((tmp_path / "home").glob("jobs/*"))


def test_sending_shows_how_far_it_is_and_can_be_cancelled(page, empty_dashboard, tmp_path):
    large = tmp_path / "large.csv"
    large.write_text(HEADER + "x" * 3_000_000)
    page.goto(f"{empty_dashboard.address}/data")
    page.wait_for_selector("#data-upload input[type=file]", state="attached")
    session = page.context.new_cdp_session(page)
    session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    page.set_input_files("#data-upload input[type=file]", str(large))
    page.wait_for_selector("#data-stop-sending")
    assert page.get_by_role("progressbar", name="Share of the files sent").count() == 1
    page.locator("#data-upload", has_text="of 3.0 MB").wait_for()
    page.click("#data-stop-sending")
    page.wait_for_selector("text=Cancelled. The store is as it was.")
    for _ in range(50):
        if not list((tmp_path / "home").glob("jobs/*")):
            break
        page.wait_for_timeout(100)
    assert not list((tmp_path / "home").glob("jobs/*"))


@pytest.mark.parametrize("step", ["columns", "compare"])
def test_cancelling_before_adding_leaves_the_store_as_it_was(page, empty_dashboard, export, step):
    home = empty_dashboard.store.home
    to_columns(page, empty_dashboard, export)
    before = store_files(home)
    choose(page, "Way In", "Facet of its own")
    page.wait_for_selector("text=confirmed here")
    if step == "compare":
        page.get_by_role("link", name=re.compile("Compare 12")).click()
        page.wait_for_selector("#data-comparison")
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_selector("text=The upload is gone and the store is as it was.")
    assert store_files(home) == before
    assert not list(home.glob("jobs/*"))


def test_stopping_the_adding_leaves_the_store_as_it_was(page, empty_dashboard, export):
    home = empty_dashboard.store.home
    to_columns(page, empty_dashboard, export)
    choose(page, "Way In", "Facet of its own")
    page.wait_for_selector("text=confirmed here")
    before = store_files(home)
    page.get_by_role("link", name=re.compile("Compare 12")).click()
    page.click("#data-add")
    page.wait_for_selector("#data-cancel")
    page.click("#data-cancel")
    page.wait_for_selector("text=Nothing was added to the store.", timeout=SLOW_MS)
    after = {name: content for name, content in store_files(home).items() if not name.startswith("logs")}
    assert after == {name: content for name, content in before.items() if not name.startswith("logs")}
    assert empty_dashboard.store.current() is None
    page.get_by_role("button", name="Back to the columns").click()
    page.wait_for_selector("text=confirmed here")


def test_text_that_would_act_is_shown_and_does_nothing(page, empty_dashboard, tmp_path):
    acts = [
        "=cmd|'/c calc'!A1",
        "<img src=x onerror=alert(1)><script>alert(2)</script>",
        "door \u202egpj.exe",
    ]
    lines = [rows()[day].replace("Forced door", text) for day, text in enumerate(acts)]
    path = tmp_path / "hostile.csv"
    path.write_text(HEADER + "\n".join(lines), "utf-8")
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    to_columns(page, empty_dashboard, path)
    said = page.locator("#data-offences").inner_text()
    assert "=cmd|'/c calc'!A1" in said
    assert "<img src=x onerror=alert(1)>" in said
    assert "door ⟨202E⟩gpj.exe" in said
    assert "\u202e" not in page.content()
    assert page.locator("#data-work img, #data-work script").count() == 0
    assert opened == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_step_is_open_to_everyone(page, empty_dashboard, book, export, tmp_path, scheme):
    bad = tmp_path / "holiday.xlsx"
    bad.write_bytes(b"\x89PNG not a workbook at all")
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{empty_dashboard.address}/data")
    page.wait_for_selector("text=The store is empty")
    assert barriers(page) == []
    to_columns(page, empty_dashboard, book, export, bad)
    assert barriers(page) == []
    page.get_by_role("link", name=re.compile(r"Compare \d")).click()
    page.wait_for_selector("#data-comparison")
    assert barriers(page) == []


def test_a_step_says_where_one_is_to_a_screen_reader(page, empty_dashboard, export):
    to_columns(page, empty_dashboard, export)
    steps = page.get_by_role("navigation", name="Steps of the import")
    assert steps.locator("[aria-current=step]").inner_text().split("\n")[-1] == "Check columns"
    assert page.get_by_role("region", name="First offences, as they would be kept").count() == 1


def test_an_empty_store_says_how_to_fill_it(page, empty_dashboard):
    page.goto(f"{empty_dashboard.address}/data")
    page.wait_for_selector("text=The store is empty")
    assert "How a file becomes series" in page.locator("#data-work").inner_text()
    assert not page.wrong
