"""One small readable file that carries a model between forces, and the suspicion it is read with.

The file is JSON that a person can read before they trust it: sorted, indented, with a SHA-256 over its
content. Nothing in it can run. Whatever is not exactly that is refused in one line.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Never

from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.linkage.travelling_model import TravellingModel, checksum_of, from_dict, to_dict

MOST_BYTES = 1_000_000
"""A model is a few kilobytes; a file above this is none."""

CHECKSUM = "checksum"
_REMEDY = "Ask for a file that `sac-dash model export` wrote"


def render_model(model: TravellingModel) -> str:
    """Return a model as the text of its file: the same model always gives the same bytes."""
    content = to_dict(model)
    whole = {**content, CHECKSUM: checksum_of(content)}
    return json.dumps(whole, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def write_model(model: TravellingModel, path: Path) -> None:
    """Write a model file."""
    path.write_text(render_model(model), "utf-8", newline="\n")


def read_model(path: Path) -> TravellingModel:
    """Read a model file.

    Raises
    ------
    UnusableInputError
        When there is no such file, or it is not exactly what an export writes.
    """
    return parse_model(read_content(path), path.name)


def read_content(path: Path) -> bytes:
    """Return the bytes of what may be a model file.

    Raises
    ------
    UnusableInputError
        When there is no such file, it cannot be read, or it is too large to be a model.
    """
    if not path.is_file():
        raise UnusableInputError("there is no such file", file=path.name, remedy=_REMEDY)
    try:
        with path.open("rb") as handle:
            content = handle.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnusableInputError(
            f"the file cannot be read ({error.strerror or error})", file=path.name
        ) from error
    if len(content) > MOST_BYTES:
        raise UnusableInputError("the file is too large to be a model (1 MB)", file=path.name, remedy=_REMEDY)
    return content


def parse_model(content: bytes, file: str) -> TravellingModel:
    """Return the model that the bytes of a model file hold.

    Parameters
    ----------
    file
        The name of the file in errors.

    Raises
    ------
    UnusableInputError
        When they are not exactly what an export writes; says which key is wrong.
    """
    try:
        return from_dict(_proved(_decode(content)))
    except RecursionError as error:
        raise UnusableInputError("this is not a model file", file=file, remedy=_REMEDY) from error
    except SacDashError as error:
        raise UnusableInputError(error.problem, file=file, remedy=error.remedy or _REMEDY) from error


def _proved(whole: dict[str, Any]) -> dict[str, Any]:
    """Return the content without its checksum, once that is proved to be its own."""
    content = {key: value for key, value in whole.items() if key != CHECKSUM}
    if whole.get(CHECKSUM) != checksum_of(content):
        raise SacDashError(
            "the checksum is not that of the content: the file was changed or damaged on its way",
            remedy="Ask for it again",
        )
    return content


def _decode(content: bytes) -> dict[str, Any]:
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise SacDashError("this is not a model file") from error
    if not isinstance(whole, dict):
        raise SacDashError("this is not a model file")
    return whole


def _no_constant(name: str) -> Never:
    raise ValueError(name)  # NaN and the infinities are no JSON


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object whose keys come once: readers differ in which of two they believe."""
    held = dict(pairs)
    if len(held) < len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise SacDashError(f'the key "{twice[:60]}" stands twice')
    return held
