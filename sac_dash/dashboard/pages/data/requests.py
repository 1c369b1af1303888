"""From what a user did on the page to files and a request on disk: uploads, confirmed columns, the job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sac_dash.dashboard import state
from sac_dash.dashboard.jobs.folder import JobFolder
from sac_dash.dashboard.jobs.start import start_job
from sac_dash.dashboard.pages.data.confirm import confirm_mapping
from sac_dash.dashboard.pages.data.queries import FilePreview, mapping_path, preview_upload, read_choices
from sac_dash.dashboard.upload_limit import BYTES_A_MB, too_large
from sac_dash.ingest.mapping import write_mapping
from sac_dash.store import Store
from sac_dash.workflow.saved_mapping import save_mapping

Chosen = Sequence[tuple[dict[str, Any], str]]  # a select's id and its value


@dataclass(frozen=True)
class Confirmed:
    """What the selects and fields of the page state."""

    uses: Chosen
    options: Chosen
    force: str
    include_titles: list[str]


def save_upload(home: Path, files: Sequence[tuple[str, bytes]], max_mb: int) -> JobFolder:
    """Save dropped files as a new upload.

    Raises
    ------
    UnusableInputError
        When the files together are larger than the settings allow.
    """
    if sum(len(content) for _, content in files) > max_mb * BYTES_A_MB:
        raise too_large(max_mb)
    folder = JobFolder.create(home)
    for name, content in files:
        folder.add_file(name, content)
    return folder


def keep_confirmed(folder: JobFolder, confirmed: Confirmed, store: Store) -> None:
    """Write each file's mapping where it differs from what was recognised, and remember it for its kind."""
    for each in preview_upload(folder):
        if each.preview is not None and _differs(each, confirmed):
            _keep_mapping(folder, each, confirmed, store)
    folder.ask({"force": confirmed.force.strip(), "include_titles": confirmed.include_titles})


def make_spec(folder: JobFolder) -> dict[str, Any]:
    """Return what the job is asked: every readable file with the mapping it was shown by.

    Only what belongs to this upload: where the store is and its passwords are settings, which the
    job reads for itself.
    """
    choices = read_choices(folder)
    return {
        "force": choices["force"],
        "include_titles": choices["include_titles"],
        "files": [
            {"file": str(each.path), "mapping": str(each.mapping) if each.mapping else None}
            for each in preview_upload(folder)
            if each.preview is not None
        ],
    }


def add_upload(folder: JobFolder, confirmed: Confirmed, store: Store) -> None:
    """Keep what was confirmed and start adding the files; does nothing where that was done already."""
    with folder.locked():
        if not folder.claimed:
            keep_confirmed(folder, confirmed, store)
            start_job(folder, make_spec(folder))


def read_again(folder: JobFolder, confirmed: Confirmed, store: Store) -> None:
    """Keep what was confirmed, unless the files are being added by it: then it stands still."""
    with folder.locked():
        if not folder.claimed:
            keep_confirmed(folder, confirmed, store)


def _uses_of(each: FilePreview, confirmed: Confirmed) -> dict[str, str]:
    """Return what the selects say of one file's columns, in the source's order."""
    return {ident["column"]: value or "" for ident, value in confirmed.uses if ident["file"] == each.number}


def _options_of(each: FilePreview, confirmed: Confirmed) -> dict[str, str]:
    """Return what the selects say of one file's options."""
    return {ident["name"]: value or "" for ident, value in confirmed.options if ident["file"] == each.number}


def _differs(each: FilePreview, confirmed: Confirmed) -> bool:
    """Tell whether the selects say something other than what was shown."""
    assert each.preview is not None  # noqa: S101 - the caller asks for readable files only
    table = each.preview.tables[0]
    shown = {use.column: use.used_as or "" for use in table.report.columns if use.by != "refused"}
    options = {name: getattr(table.suggested.options, name) or "" for name in _options_of(each, confirmed)}
    return _uses_of(each, confirmed) != shown or _options_of(each, confirmed) != options


def _keep_mapping(folder: JobFolder, each: FilePreview, confirmed: Confirmed, store: Store) -> None:
    """Write one file's mapping beside the upload and save it for its kind of source."""
    assert each.preview is not None  # noqa: S101 - the caller asks for readable files only
    before = [table.suggested for table in each.preview.tables]
    mapping = confirm_mapping(_uses_of(each, confirmed), dict(_options_of(each, confirmed)), before)
    path = mapping_path(folder, each.number)
    write_mapping(mapping, path)
    columns = [use.column for use in each.preview.tables[0].report.columns]
    save_mapping(store, columns, path.read_text("utf-8"), state.settings().user)
