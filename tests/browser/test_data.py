"""The Data page in a real browser: drag in, choose sheets, confirm columns, compare, add; cancel anywhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Locator, expect

from sac_dash.dashboard.jobs import start

from .conftest import barriers, comes_to, in_the_dark, in_the_light, quiet, serve

pytestmark = pytest.mark.browser

HEADER = (
    "Crime Ref,Offence,Committed From,Committed To,Easting,Northing,Premises Type,MO Text,Way In,"
    "Suspect Ethnicity\n"
)
TITLE = "Burglary - Business and Community"
SLOW_MS = 600_000  # the first linking compiles its kernels, on a busy machine
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
    quiet(page)


@pytest.fixture
def let_go(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Have the work wait at its very beginning, and return what lets it go: it cannot end before it was looked at."""
    held: list[psutil.Process] = []
    spawn = start._spawn

    def spawn_and_hold(folder: Any) -> Any:
        process = spawn(folder)
        held.append(psutil.Process(process.pid))
        held[-1].suspend()
        return process

    def go() -> None:
        while held:
            held.pop().resume()

    monkeypatch.setattr(start, "_spawn", spawn_and_hold)
    yield go
    go()


def choose(page: Any, column: str, use: str) -> None:
    """Say by keys alone what a column is."""
    field = what_is(page, column)
    quiet(page)  # the choice before this one is read, and what follows from it drawn
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(use)
    listed = f"#{field.get_attribute('aria-controls')}"  # the list of the column before may still be closing
    page.wait_for_selector(f"{listed} [role=option][data-combobox-selected]:visible >> text={use}")
    page.keyboard.press("Enter")


def what_is(page: Any, column: str) -> Locator:
    """Return the field that says what a column is."""
    return page.get_by_label(f"What {column} is", exact=True)


def counts(page: Any) -> Locator:
    """Return the line that reconciles."""
    return page.locator(".reconcile-line").first


def store_files(home: Path) -> dict[str, str]:
    """Return what the store holds, file by file; uploads on their way are no part of it."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file() and "jobs" not in path.relative_to(home).parts and path.suffix != ".lock"
    }


def test_a_file_goes_from_the_drop_to_the_store(page, empty_dashboard, export, let_go):
    to_columns(page, empty_dashboard, export)
    expect(counts(page)).to_have_text("read 15  accepted 12  duplicate 1  out of scope 1  rejected 1")
    shown = page.locator(".data")
    expect(shown).to_contain_text("1 impossible window, 1 duplicate")
    expect(shown).to_contain_text("Dropped at the door: ethnicity")
    assert "Zemblan" not in page.content()
    with page.expect_download() as waiting:
        page.click("#data-rejects")
    assert "starts after it ends" in Path(waiting.value.path()).read_text("utf-8-sig")
    page.get_by_role("link", name="Compare 12 with the store").click()
    expect(page.locator("#data-comparison")).to_contain_text("The store is empty: everything is new.")
    assert empty_dashboard.store.current() is None
    page.get_by_role("button", name="Add 12 offences").click()
    expect(page.locator("#data-progress")).to_contain_text("Until then the store stays as it is.")
    let_go()
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
    expect(page.locator("#data-work")).to_contain_text("3 MO changed")
    expect(page.locator("#data-work")).to_contain_text("MO changed: 3")
    expect(page.locator(".change-table ins").first).to_have_text("with crowbar")


def test_a_file_can_be_dragged_in(page, empty_dashboard):
    page.goto(f"{empty_dashboard.address}/data")
    page.wait_for_selector("#data-upload input[type=file]", state="attached")
    page.evaluate(DROP_EVENTS, ["dragged.csv", HEADER + "\n".join(rows())])
    page.wait_for_selector("#data-work .data-actions")
    expect(page.locator("#data-work")).to_contain_text("Columns of dragged.csv")
    expect(counts(page)).to_contain_text("accepted 12")


def test_a_column_is_changed_by_keys_and_read_again_at_once(page, empty_dashboard, export):
    to_columns(page, empty_dashboard, export)
    before = store_files(empty_dashboard.store.home)
    expect(what_is(page, "Way In")).to_have_value("Dropped, not used")
    choose(page, "Way In", "Facet of its own")
    page.wait_for_selector("text=confirmed here")
    expect(what_is(page, "Way In")).to_have_value("Facet of its own: Way in")
    expect(what_is(page, "Way In")).to_be_focused()
    choose(page, "Committed From", "Dropped")
    choose(page, "Committed To", "Dropped")
    page.wait_for_selector("text=This cannot be read yet")
    expect(page.get_by_role("button", name="Nothing to add yet")).to_be_disabled()
    quiet(page)
    page.get_by_role("button", name="As recognised").click()
    expect(page.get_by_text("This cannot be read yet")).to_have_count(0)
    expect(counts(page)).to_contain_text("accepted 12")
    quiet(page)
    assert store_files(empty_dashboard.store.home) == before


def test_sheets_are_offered_and_those_chosen_are_read(page, empty_dashboard, book, export):
    to_columns(page, empty_dashboard, book, export)
    expect(page.get_by_label("Read book.xlsx: March")).to_be_checked()
    expect(page.get_by_label("Read book.xlsx: Codes")).not_to_be_checked()
    page.get_by_label("Read book.xlsx: March").uncheck()
    page.wait_for_selector("text=left out")
    quiet(page)
    page.get_by_role("link", name="book.xlsx: April").click()
    page.wait_for_selector("text=Columns of book.xlsx: April")
    expect(page).to_have_url(re.compile("part=1-3"))
    expect(counts(page)).to_contain_text("read 2  accepted 2")
    page.wait_for_selector("text=Compare 14 with the store")
    again = page.context.new_page()  # the address holds where one is
    again.goto(page.url)
    again.wait_for_selector("text=Columns of book.xlsx: April")
    expect(again.get_by_label("Read book.xlsx: March")).not_to_be_checked()


def test_a_file_that_is_not_what_it_says_is_told_in_one_line(page, empty_dashboard, tmp_path):
    bad = tmp_path / "holiday.xlsx"
    bad.write_bytes(b"\x89PNG not a workbook at all")
    to_columns(page, empty_dashboard, bad)
    expect(page.locator("#data-work")).to_contain_text("This file cannot be used.")
    expect(page.get_by_role("button", name="Nothing to add yet")).to_be_disabled()


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
    expect(page.get_by_role("progressbar", name="Share of the files sent")).to_have_count(1)
    page.locator("#data-upload", has_text="of 3.0 MB").wait_for()
    page.click("#data-stop-sending")
    page.wait_for_selector("text=Cancelled. The store is as it was.")
    comes_to(page, lambda: list((tmp_path / "home").glob("jobs/*")), [])


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
    quiet(page)
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_selector("text=The upload is gone and the store is as it was.")
    assert store_files(home) == before
    assert not list(home.glob("jobs/*"))


def test_stopping_the_adding_leaves_the_store_as_it_was(page, empty_dashboard, export, let_go):
    home = empty_dashboard.store.home
    to_columns(page, empty_dashboard, export)
    choose(page, "Way In", "Facet of its own")
    page.wait_for_selector("text=confirmed here")
    quiet(page)
    before = store_files(home)
    page.get_by_role("link", name=re.compile("Compare 12")).click()
    page.click("#data-add")
    page.click("#data-cancel")
    comes_to(page, lambda: len(list(home.glob("jobs/*/cancel"))), 1)
    let_go()
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
    shown = page.locator("#data-offences")
    for said in ("=cmd|'/c calc'!A1", "<img src=x onerror=alert(1)>", "door ⟨202E⟩gpj.exe"):
        expect(shown).to_contain_text(said)
    quiet(page)
    assert "\u202e" not in page.content()
    assert page.locator("#data-work img, #data-work script").count() == 0
    assert opened == []


def test_every_step_is_open_to_everyone(page, empty_dashboard, book, export, tmp_path):
    bad = tmp_path / "holiday.xlsx"
    bad.write_bytes(b"\x89PNG not a workbook at all")
    page.emulate_media(color_scheme="light")
    page.goto(f"{empty_dashboard.address}/data")
    page.wait_for_selector("text=The store is empty")
    assert barriers(page) == []
    in_the_dark(page)
    assert barriers(page) == [], "dark"
    give(page, empty_dashboard, book, export, bad)  # the dark is remembered
    page.wait_for_selector("#data-work .data-actions")
    assert barriers(page) == [], "dark"
    in_the_light(page)
    assert barriers(page) == []
    page.get_by_role("link", name=re.compile(r"Compare \d")).click()
    page.wait_for_selector("#data-comparison")
    assert barriers(page) == []
    in_the_dark(page)
    assert barriers(page) == [], "dark"


def test_a_step_says_where_one_is_to_a_screen_reader(page, empty_dashboard, export):
    to_columns(page, empty_dashboard, export)
    steps = page.get_by_role("navigation", name="Steps of the import")
    expect(steps.locator("[aria-current=step]")).to_have_text(re.compile("Check columns$"))
    expect(page.get_by_role("region", name="First offences, as they would be kept")).to_have_count(1)


def test_an_empty_store_says_how_to_fill_it(page, empty_dashboard):
    page.goto(f"{empty_dashboard.address}/data")
    page.wait_for_selector("text=The store is empty")
    expect(page.locator("#data-work")).to_contain_text("How a file becomes series")
    quiet(page)
    assert not page.wrong
