"""Where the command begins and ends: one line for every error, a log for what nobody foresaw."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

EXIT_DONE = 0
EXIT_UNUSABLE = 2
OWNER_ONLY = 0o077  # offences are for the eyes of who runs the command: nothing for group or others
EXIT_INTERRUPTED = 130  # what shells expect of a program stopped by Ctrl+C


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the `sac-dash` command and exit the process with its code.

    Parameters
    ----------
    arguments
        Without the program's name; None takes the process's own.
    """
    os.umask(OWNER_ONLY)
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run the command and return its exit code; errors have been told on the standard error."""
    try:
        from sac_dash.cli.commands import app

        code = app(arguments or ["--help"], prog_name="sac-dash", standalone_mode=False)
    except SystemExit:
        raise
    except BrokenPipeError:
        return _close_quietly()
    except BaseException as error:  # noqa: BLE001 - the last resort: even libraries' panics end as one line
        return _tell(_line_of(error))
    if code == EXIT_INTERRUPTED:
        _tell("Stopped. What was published before stays as it was.")
    return code if isinstance(code, int) else EXIT_DONE


def _line_of(error: BaseException) -> str:
    """Return what the user is told of an error, in one line."""
    import typer

    from sac_dash.domain.errors import SacDashError

    if isinstance(error, SacDashError):
        return error.line()
    if isinstance(error, typer.TyperException):
        return _usage_line(error)
    return f"Something went wrong that SAC Dash did not foresee ({type(error).__name__}). {_log(error)}"


def _tell(line: str) -> int:
    sys.stderr.write(" ".join(line.split()) + "\n")
    return EXIT_UNUSABLE


def _usage_line(error: Exception) -> str:
    message = getattr(error, "format_message", lambda: str(error))()
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "sac-dash"
    return f"{message.rstrip('.')}. See {command} --help."


def _log(error: BaseException) -> str:
    try:
        path = _log_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), "utf-8")
    except OSError:
        return "The details could not be written to SAC_DASH_HOME."
    return f"The details are in {path}."


def _log_file() -> Path:
    from sac_dash.domain.errors import SacDashError
    from sac_dash.settings import load_settings
    from sac_dash.settings.settings import default_home

    try:
        folder = load_settings().logs
    except SacDashError:
        folder = default_home() / "logs"
    return folder / f"error-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.log"


def _close_quietly() -> int:
    # The reader of our output has gone (`sac-dash … | head`); Python must not complain at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT_DONE
