"""From what a user did on the page to choices and a request on disk: confirmed columns, the job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sac_dash.dashboard import state
from sac_dash.dashboard.jobs.folder import JobFolder
from sac_dash.dashboard.jobs.start import start_job
from sac_dash.dashboard.jobs.upload_choices import HERE, SAVED, mapping_path
from sac_dash.dashboard.pages.data.column_words import FACET, OWN_FACET, facet_name
from sac_dash.dashboard.pages.data.confirm import confirm_mapping
from sac_dash.dashboard.pages.data.looked import Looked, LookedTable
from sac_dash.dashboard.pages.data.looks import last_looked, looked
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.quality import ColumnUse
from sac_dash.ingest.mapping import ColumnMapping, read_mapping, write_mapping

Chosen = Sequence[tuple[dict[str, Any], Any]]  # a field's id and its value


@dataclass(frozen=True)
class Confirmed:
    """What the fields of the page state."""

    uses: Chosen = ()
    options: Chosen = ()
    tables: Chosen = ()
    force: str | None = None  # None: left as it is, as are the titles
    include_titles: Sequence[str] | None = None


def keep_choices(folder: JobFolder, confirmed: Confirmed) -> bool:
    """Write down what the fields state where it differs from what was shown; tell whether anything did.

    Nothing is remembered for other uploads yet: that waits until this one is in the store. One change is
    written down at a time: each lays what it states over what the one before it left.
    """
    with folder.locked():
        return _keep(folder, confirmed)


def _keep(folder: JobFolder, confirmed: Confirmed) -> bool:
    shown = shown_look(folder)
    if shown is None or folder.claimed:
        return False
    before = folder.choices()
    used = {**before.get("used", {}), **_changed_tables(shown, confirmed)}
    mapped = [table.part for table in shown.tables if _keep_mapping(folder, table, confirmed)]
    after = {
        "force": before.get("force", "") if confirmed.force is None else confirmed.force.strip(),
        "include_titles": before.get("include_titles", [])
        if confirmed.include_titles is None
        else list(confirmed.include_titles),
        "used": used,
        "plain": [part for part in before.get("plain", []) if part not in mapped],
    }
    if after == {"force": "", "include_titles": [], "used": {}, "plain": [], **before} and not mapped:
        return False
    folder.choose(after)
    return True


def read_plainly(folder: JobFolder, part: str) -> None:
    """Let go of the mapping of a table, confirmed or remembered: its columns are recognised anew."""
    with folder.locked():
        mapping_path(folder, part).unlink(missing_ok=True)
        before = folder.choices()
        folder.choose({**before, "plain": sorted({*before.get("plain", []), part})})


def shown_look(folder: JobFolder) -> Looked | None:
    """Return what the page shows of an upload: the look by its choices, else the last with the choices laid over."""
    now = looked(folder)
    if now is not None:
        return now
    before = last_looked(folder)
    if before is None:
        return None
    files = [
        replace(file, tables=tuple(_restated(folder, table) for table in file.tables))
        for file in before.files
    ]
    return replace(before, files=tuple(files))


def make_spec(folder: JobFolder) -> dict[str, Any]:
    """Return what the job is asked: every table that is read, with the mapping it was shown by.

    Only what belongs to this upload: where the store is and its passwords are settings, which the
    job reads for itself.

    Raises
    ------
    UnusableInputError
        When the files are still being read by the latest choices.
    """
    seen = looked(folder)
    if seen is None:
        raise UnusableInputError("the files are still being read", remedy="Wait until the columns are shown")
    choices = folder.choices()
    paths = folder.files()
    entries = [
        _entry(folder, path, table, alone=len(file.tables) == 1)
        for path, file in zip(paths, seen.files, strict=True)
        for table in file.tables
        if table.used and not table.problem
    ]
    return {
        "work": "import",
        "force": choices.get("force", ""),
        "include_titles": choices.get("include_titles", []),
        "files": entries,
    }


def add_upload(folder: JobFolder) -> None:
    """Start adding the files by what was chosen; does nothing where that was done already."""
    with folder.locked():
        if not folder.claimed:
            start_job(folder, make_spec(folder))


def _entry(folder: JobFolder, path: Path, table: LookedTable, *, alone: bool) -> dict[str, Any]:
    """Return one table as the job is asked for it.

    A mapping confirmed here is remembered once added; so are all sheets of a workbook of several, so
    that the same sheets are read next time.
    """
    columns = [use.column for use in table.columns]
    mapping: Path | None = mapping_path(folder, table.part)
    remember = table.read_by == HERE or not alone
    if table.read_by == SAVED:
        mapping, remember = state.store().mappings.find(columns), False
    elif table.read_by != HERE:
        mapping = _write_suggested(folder, table) if not alone else None
    return {
        "file": str(path),
        "table": table.name,
        "mapping": str(mapping) if mapping else None,
        "remember": columns if remember else None,
    }


def _write_suggested(folder: JobFolder, table: LookedTable) -> Path:
    """Write how a table was recognised as a mapping, beside the upload."""
    path = folder.path / f"recognised-{table.part}.toml"
    write_mapping(table.suggested or ColumnMapping(), path)
    return path


def _changed_tables(shown: Looked, confirmed: Confirmed) -> dict[str, bool]:
    """Return the tables whose box says something other than what was shown."""
    stated = {ident["part"]: bool(value) for ident, value in confirmed.tables}
    return {
        table.part: stated[table.part]
        for table in shown.tables
        if table.part in stated and stated[table.part] != table.used
    }


def _keep_mapping(folder: JobFolder, table: LookedTable, confirmed: Confirmed) -> bool:
    """Write the mapping of a table where the selects say something other than what was shown."""
    uses = _uses_of(table, confirmed)
    options = {
        ident["name"]: value or "" for ident, value in confirmed.options if ident["part"] == table.part
    }
    held = table.suggested or _confirmed_mapping(folder, table) or ColumnMapping()
    stood = {name: getattr(held.options, name) or "" for name in options}
    if not uses or (uses == _shown_uses(table) and options == stood):
        return False
    write_mapping(confirm_mapping(uses, options, [held]), mapping_path(folder, table.part))
    return True


def _uses_of(table: LookedTable, confirmed: Confirmed) -> dict[str, str]:
    """Return what the selects say of a table's columns, in the source's order."""
    stated = {ident["column"]: value or "" for ident, value in confirmed.uses if ident["part"] == table.part}
    uses = {use.column: stated[place] for place, use in enumerate(table.columns) if place in stated}
    own = {column: f"{FACET}{facet_name(column)}" for column, use in uses.items() if use == OWN_FACET}
    return {**uses, **own}


def _shown_uses(table: LookedTable) -> dict[str, str]:
    return {use.column: use.used_as or "" for use in table.columns if use.by != "refused"}


def _restated(folder: JobFolder, table: LookedTable) -> LookedTable:
    """Return a table of an earlier look with the mapping confirmed since."""
    mapping = _confirmed_mapping(folder, table)
    used = folder.choices().get("used", {}).get(table.part, table.used)
    if mapping is None:
        return replace(table, used=used)
    return replace(
        table, used=used, columns=_restate(table.columns, mapping), suggested=mapping, read_by=HERE
    )


def _restate(columns: Sequence[ColumnUse], mapping: ColumnMapping) -> tuple[ColumnUse, ...]:
    stated: Mapping[str, str] = {
        **{each.column: f"facet:{name}" for name, each in mapping.facets.items()},
        **{theirs: ours for ours, group in mapping.columns.items() for theirs in group},
    }
    return tuple(
        use if use.by == "refused" else replace(use, used_as=stated.get(use.column), by="mapping", note="")
        for use in columns
    )


def _confirmed_mapping(folder: JobFolder, table: LookedTable) -> ColumnMapping | None:
    path = mapping_path(folder, table.part)
    return read_mapping(path) if path.is_file() else None
