"""Handing a document out in the browser: logged, then one download."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from sac_dash.briefing.making import MadeFile
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.dashboard import state
from sac_dash.dashboard.briefing_log import enter_files

ZIP_TYPE = "application/zip"
_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def hand_out(files: Sequence[MadeFile], request: BriefRequest) -> Any:  # noqa: ANN401 - a download
    """Enter files into the log and return them as one download.

    Raises
    ------
    SacDashError
        When a disclosure lacks what it must state.
    """
    enter_files(state.store(), request, files, state.user())
    content, name, mime = _one(files, request.product)
    return {"content": b64encode(content).decode(), "filename": name, "type": mime, "base64": True}


def _one(files: Sequence[MadeFile], product: str) -> tuple[bytes, str, str]:
    """Return one file as it is, several as a zip."""
    if len(files) == 1:
        return files[0].content, files[0].name, files[0].mime
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for each in files:
            target.writestr(zipfile.ZipInfo(each.name, _FIRST_ZIP_DAY), each.content)
    return held.getvalue(), f"{product}-pack.zip", ZIP_TYPE
