"""What may be set for one installation, from the environment or a `settings.toml`.

The environment wins over the file, the file over the defaults. Nothing below this room reads a
setting: the science takes its parameters as arguments, so that a result can be repeated anywhere.
"""

from __future__ import annotations

import getpass
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sac_dash.domain.errors import SacDashError, UnusableInputError

SETTINGS_FILE = "settings.toml"
DEFAULT_MARKING = "OFFICIAL-SENSITIVE"
VARIABLES: Mapping[str, str] = {
    "home": "SAC_DASH_HOME",
    "host": "HOST",
    "port": "PORT",
    "allowed_hosts": "SAC_DASH_ALLOWED_HOSTS",
    "marking": "SAC_DASH_MARKING",
    "database_url": "SAC_DASH_DATABASE_URL",
    "user": "SAC_DASH_USER",
    "max_upload_mb": "SAC_DASH_MAX_UPLOAD_MB",
    "workers": "SAC_DASH_WORKERS",
    "jobs": "SAC_DASH_JOBS",
    "tiles_url": "SAC_DASH_TILES_URL",
}


@dataclass(frozen=True)
class Settings:
    """One installation's settings.

    Parameters
    ----------
    home
        The folder of the store, its logs and `settings.toml`.
    host, port
        Where the dashboard answers.
    allowed_hosts
        Further names by which a browser may ask for it, such as a reverse proxy's; this machine's
        own and `host` need no mention.
    marking
        The protective marking shown on every page and document.
    database_url
        Where decisions are kept; None is an SQLite file in `home`.
    user
        Who is recorded as having decided.
    max_upload_mb
        The most one upload to the dashboard may hold, all its files together, in megabytes.
    workers
        Web worker processes of ``sac-dash serve``.
    jobs
        Processor cores that analysis may use; None is all.
    tiles_url
        A raster tile template (``{z}/{x}/{y}``) for an online background map; None stays offline.
    """

    home: Path
    host: str = "127.0.0.1"
    port: int = 8050
    allowed_hosts: tuple[str, ...] = ()
    marking: str = DEFAULT_MARKING
    database_url: str | None = None
    user: str = "analyst"
    max_upload_mb: int = 200
    workers: int = 2
    jobs: int | None = None
    tiles_url: str | None = None

    @property
    def address(self) -> str:
        """Return the dashboard's address for a browser."""
        shown = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - compared, not bound
        return f"http://{shown}:{self.port}"

    @property
    def logs(self) -> Path:
        """Return the folder of log files."""
        return self.home / "logs"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment and from `settings.toml` in the store's folder.

    Parameters
    ----------
    environ
        The environment; None is this process's.

    Raises
    ------
    SacDashError
        When a value cannot be read; it names the variable or the key.
    """
    environ = os.environ if environ is None else environ
    home = _home(environ)
    stated = _stated(home, environ)
    stated.setdefault("user", _login_name(environ))
    values = {name: _read(name, value) for name, value in stated.items() if name != "home"}
    return Settings(home=home, **values)


def load_jobs(environ: Mapping[str, str] | None = None) -> int | None:
    """Read only how many cores analysis may use, so that work without a store needs no other setting.

    Raises
    ------
    SacDashError
        When that value cannot be read.
    """
    environ = os.environ if environ is None else environ
    jobs = _stated(_home(environ), environ).get("jobs")
    return None if jobs is None else int(_read("jobs", jobs))


def default_home() -> Path:
    """Return the platform's folder for this user's application data."""
    from platformdirs import user_data_path

    return user_data_path("sac-dash", appauthor=False)


def _home(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("SAC_DASH_HOME") or default_home()).expanduser().absolute()


def _stated(home: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    in_file = _file_values(home / SETTINGS_FILE)
    return in_file | {
        name: environ[variable] for name, variable in VARIABLES.items() if environ.get(variable)
    }


def _file_values(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UnusableInputError(
            f"not valid TOML: {error}", file=path.name, remedy="See docs/settings.md"
        ) from error
    unknown = sorted(content.keys() - (VARIABLES.keys() - {"home"}))
    if unknown:
        raise UnusableInputError(
            f"there is no setting called {unknown[0]}", file=path.name, remedy="See docs/settings.md"
        )
    return content


def _login_name(environ: Mapping[str, str]) -> str:
    named = next((environ[name] for name in ("LOGNAME", "USER", "USERNAME") if environ.get(name)), None)
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "analyst"


def _at_least(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:  # noqa: ANN401 - text from the environment or a TOML value
        number = int(value)
        if not least <= number <= most:
            raise ValueError(value)
        return number

    return read


def _names(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - text from the environment or a TOML value
    parts = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(parts, list) or any(not isinstance(part, str) or "/" in part for part in parts):
        raise ValueError(value)
    return tuple(part.casefold() for part in parts)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "port": _at_least(1, 65_535),
    "allowed_hosts": _names,
    "max_upload_mb": _at_least(1, 10_000),
    "workers": _at_least(1, 64),
    "jobs": _at_least(1, 1_024),
}


def _read(name: str, value: Any) -> Any:  # noqa: ANN401 - the type is the setting's own
    try:
        return _READERS.get(name, str)(value)
    except (TypeError, ValueError) as error:
        raise SacDashError(
            f"{VARIABLES[name]} (or {name} in {SETTINGS_FILE}) cannot be {value!r}",
            remedy="See docs/settings.md",
        ) from error
