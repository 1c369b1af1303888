"""Where a command is to write: looked at before the work begins, so that an hour's work is not lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from sac_dash.domain.errors import UnusableInputError


def check_file_target(path: Path | None, option: str) -> None:
    """Check that a file can be written at `path` (None: nothing is to be written).

    Raises
    ------
    UnusableInputError
        When its folder is not there or cannot be written, or `path` is a folder.
    """
    if path is None:
        return
    if path.is_dir():
        raise _refused(path, "is a folder", option)
    if not path.parent.is_dir():
        raise _refused(path, "has no folder to stand in", option)
    _probe(path.parent, path, option)


def check_folder_target(path: Path, option: str) -> None:
    """Check that a folder `path`, there or not, can be filled.

    Raises
    ------
    UnusableInputError
        When it (or what stands in its way) is a file, or nothing can be written there.
    """
    nearest = next(each for each in (path.absolute(), *path.absolute().parents) if each.exists())
    if not nearest.is_dir():
        raise _refused(path, "is a file" if nearest == path.absolute() else "leads through a file", option)
    _probe(nearest, path, option)
    if nearest == path.absolute():
        _probe(nearest.parent, path, option)


def write_target(path: Path, option: str, write: Callable[[Path], object]) -> None:
    """Write a file, telling in one line what stands in the way.

    Raises
    ------
    UnusableInputError
        When it cannot be written.
    """
    try:
        write(path)
    except OSError as error:
        raise _refused(path, f"cannot be written ({error.strerror or error})", option) from error


def _probe(folder: Path, path: Path, option: str) -> None:
    # Permission bits tell half the story (root, read-only disks): a nameless file tells the whole.
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _refused(path, f"cannot be written ({error.strerror or error})", option) from error


def _refused(path: Path, problem: str, option: str) -> UnusableInputError:
    return UnusableInputError(problem, file=str(path), remedy=f"Choose another {option}")
