"""Arguments that several commands share, so that one word means one thing everywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.domain.errors import UnusableInputError

if TYPE_CHECKING:
    from sac_dash.linkage.travelling_model import TravellingModel
    from sac_dash.settings import Settings
    from sac_dash.store import Store
    from sac_dash.workflow.requests import Reach, ReadRequest

DEFAULT_MAX_REJECTED = 0.05

Files = Annotated[
    list[Path], typer.Argument(help="CSV (or .csv.gz), XLSX, Parquet, GeoJSON, GeoPackage", metavar="FILE…")
]
MappingFile = Annotated[
    Path | None, typer.Option("--mapping", help="A TOML that says which column is what.", metavar="M.toml")
]
Force = Annotated[
    str | None, typer.Option("--force", help="The force, where the file names none.", metavar="NAME")
]
Include = Annotated[
    list[str] | None,
    typer.Option(
        "--include", help="Keep this offence title too, as class other (repeatable).", metavar="TITLE"
    ),
]
MaxRejected = Annotated[
    float,
    typer.Option(
        "--max-rejected", help="Share of rejected rows above which the exit code is 1.", min=0.0, max=1.0
    ),
]
Jobs = Annotated[int | None, typer.Option("--jobs", help="Processor cores to use (default: all).", min=1)]
Top = Annotated[int, typer.Option("--top", help="Best partners kept for every offence.", min=1)]
Seed = Annotated[int, typer.Option("--seed", help="Seed of everything drawn at random.", min=0)]
Suggestions = Annotated[
    int | None,
    typer.Option("--suggestions", help="Series suggested at most, the most confident first [60].", min=0),
]
Known = Annotated[
    Path | None,
    typer.Option("--known", help="Series already known: crime_ref, series (and force).", metavar="KNOWN.csv"),
]
Models = Annotated[
    list[Path] | None,
    typer.Option(
        "--model",
        help="A model of other forces to start from (repeatable: their mean).",
        metavar="MODEL.json",
    ),
]


AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        help="The moment of the extract (UTC): later offences are refused [now]. Makes a run repeatable.",
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        metavar="DATE[THH:MM]",
    ),
]


def current_settings() -> Settings:
    """Return the settings of this process."""
    from sac_dash.settings import load_settings

    return load_settings()


def jobs_or_setting(jobs: int | None) -> int | None:
    """Return the cores to use: as asked, else as set; other settings are not looked at."""
    from sac_dash.settings import load_jobs

    return jobs or load_jobs()


def open_store(settings: Settings) -> Store:
    """Return the store the settings point to."""
    from sac_dash.store import Store

    return Store(settings.home, settings.database_url)


def read_request(
    mapping: Path | None, force: str | None, include: list[str] | None, as_of: datetime | None = None
) -> ReadRequest:
    """Return how files are to be read, from the options that say so."""
    from sac_dash.ingest.mapping import read_mapping
    from sac_dash.workflow.requests import ReadRequest

    return ReadRequest(
        mapping=None if mapping is None else read_mapping(mapping),
        force=force,
        include_titles=tuple(include or ()),
        today=datetime.now(UTC) if as_of is None else as_of.replace(tzinfo=UTC),
    )


def read_models(paths: list[Path] | None) -> tuple[TravellingModel, ...]:
    """Return the models that ``--model`` names.

    Raises
    ------
    UnusableInputError
        When one is not exactly what ``sac-dash model export`` writes.
    """
    from sac_dash.workflow.model_files import read_model

    return tuple(read_model(path) for path in paths or ())


def parse_reach(text: str | None) -> Reach | None:
    """Return a reach from ``KM,DAYS`` or ``KM,DAYS,NATIONAL_DAYS``.

    Raises
    ------
    UnusableInputError
        When the text is anything else.
    """
    from sac_dash.workflow.requests import Reach

    if text is None:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in {2, 3} or not all(0 < number < float("inf") for number in numbers):
        raise UnusableInputError(
            f"--reach cannot be {text!r}", remedy="Give kilometres and days, such as 16,365,180"
        )
    return Reach(numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else min(180.0, numbers[1]))


def exit_code(rejected: int, read: int, max_rejected: float) -> int:
    """Return 1 when the share of rejected rows is above what is allowed, else 0."""
    return int(read > 0 and rejected / read > max_rejected)
