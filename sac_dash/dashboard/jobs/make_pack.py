"""Make many documents in one go, into one zip: the force and every area, or all products of a series."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sac_dash.briefing import making
from sac_dash.briefing.making import MadeFile
from sac_dash.briefing.products import product_called
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.dashboard.briefing_desk import desk_of, kept_words
from sac_dash.dashboard.briefing_log import enter_files
from sac_dash.dashboard.jobs.task import Task
from sac_dash.domain.progress import Progress
from sac_dash.settings import load_settings
from sac_dash.store import Store

PACK_FILE = "pack.zip"
_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def make_pack(spec: Mapping[str, Any], task: Task, progress: Progress) -> dict[str, Any]:
    """Make what `spec` names into ``pack.zip`` in the task's folder, and return how many files it holds.

    `spec` holds ``user`` and ``documents``: ``{"product", "scope", "month" (ISO day or None), "format"}``. Words that
    an analyst kept stand in them. The files are entered into the log once all are made: a pack that is stopped has
    handed nothing out.
    """
    settings = load_settings({**os.environ, "SAC_DASH_HOME": str(task.home)})
    store, made_at = Store(settings.home, settings.database_url), datetime.now(UTC)
    made: list[tuple[BriefRequest, Sequence[MadeFile]]] = []
    desk = desk_of(store, settings, spec["user"], made_at=made_at)
    for place, each in enumerate(spec["documents"]):
        label = product_called(each["product"]).label
        progress(f"Writing {label}, {each['scope'] or 'the whole force'}", place / len(spec["documents"]))
        asked = BriefRequest(each["product"], each["scope"], _day(each["month"]))
        edits, version = kept_words(desk.book, asked)
        request = BriefRequest(asked.product, asked.scope, asked.month, edits=edits, version=version)
        made.append((request, making.make(desk, request, (each["format"],))))
    for request, files in made:
        enter_files(store, request, files, spec["user"])
    _zip(task, [each for _, files in made for each in files])
    return {"files": sum(len(files) for _, files in made)}


def _zip(task: Task, files: Sequence[MadeFile]) -> None:
    with zipfile.ZipFile(task.path / PACK_FILE, "w", zipfile.ZIP_DEFLATED) as target:
        for each in files:
            target.writestr(zipfile.ZipInfo(each.name, _FIRST_ZIP_DAY), each.content)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
