"""`sac-dash model`: models that travel between forces, while records stay where they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.commands.relink import relink_and_say
from sac_dash.cli.console import say
from sac_dash.cli.targets import check_file_target, write_target
from sac_dash.domain.errors import UnusableInputError

if TYPE_CHECKING:
    from sac_dash.settings import Settings
    from sac_dash.store import Store
    from sac_dash.workflow.travelling_models import RunModel

app = typer.Typer(
    help="What counts how much: hand it to another force, take theirs, go back. No offence is in it.",
    no_args_is_help=True,
)

Run = Annotated[
    Path | None,
    typer.Option("--run", help="A folder that sac-dash link wrote; none: the store.", metavar="DIR"),
]
Relink = Annotated[
    bool, typer.Option("--relink", help="Link what the store holds anew at once, not at the next ingest.")
]


@app.command("export")
def export_model(
    file: Annotated[Path, typer.Argument(help="The file to write.", metavar="FILE")],
    run: Run = None,
    name: Annotated[
        str | None,
        typer.Option("--name", help="What to call it; without one it names nobody.", metavar="NAME"),
    ] = None,
) -> None:
    """Write what the store's (or a run's) known series taught to one small readable file.

    It holds weights, curves and counts of what taught them: no offence, name, place, code or base rate.
    """
    from sac_dash.workflow.model_files import write_model
    from sac_dash.workflow.model_report import described
    from sac_dash.workflow.travelling_models import log_export, model_of_run, model_of_store

    check_file_target(file, "FILE")
    if run is not None:
        model = model_of_run(run, made_on=_today(), name=name).model
    else:
        settings = options.current_settings()
        store = options.open_store(settings)
        model = model_of_store(store, made_on=_today(), name=name).model
        log_export(store, model, file, settings.user)
    write_target(file, "FILE", lambda path: write_model(model, path))
    say(f"Written to {file}: {described(model)}")
    if not model.taught_on.series:
        say("No known series taught this model: it says what the one it started from says.")


@app.command("import")
def import_model(
    file: Annotated[
        Path | None, typer.Argument(help="A file that sac-dash model export wrote.", metavar="[FILE]")
    ] = None,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="Go back to the shipped model (as sac-dash model reset).")
    ] = False,
    relink: Relink = False,
) -> None:
    """Take a model of other forces into the store; the next ingest starts from it."""
    from sac_dash.workflow import travelling_models

    if shipped == (file is not None):
        raise UnusableInputError("one of FILE and --shipped is needed", remedy="Give one of the two")
    if file is None:
        reset(relink=relink)
        return
    settings = options.current_settings()
    store = _opened(settings, relink=relink)
    imported = travelling_models.import_model(store, file, settings.user)
    _say_all(imported.lines())
    if relink:
        relink_and_say(store, settings)


@app.command("reset")
def reset(relink: Relink = False) -> None:
    """Go back to the shipped model; the files that were imported stay in the store, unused."""
    from sac_dash.workflow.model_report import described, use_lines
    from sac_dash.workflow.travelling_models import reset_models

    settings = options.current_settings()
    store = _opened(settings, relink=relink)
    left = reset_models(store, settings.user)
    _say_all(f"No longer in use: {described(model)}" for model in left)
    _say_all(use_lines(()))
    if relink:
        relink_and_say(store, settings)


@app.command("show")
def show(
    file: Annotated[
        Path | None, typer.Argument(help="A model file; none: the store's model.", metavar="[FILE]")
    ] = None,
    run: Run = None,
) -> None:
    """Say domain by domain what counts how much, where it was taught and how far own series moved it."""
    from sac_dash.workflow.model_files import read_model
    from sac_dash.workflow.model_report import model_lines, use_lines
    from sac_dash.workflow.travelling_models import model_of_run, prior_models

    if file is not None and run is not None:
        raise UnusableInputError("one of FILE and --run can be shown at a time", remedy="Leave out one")
    if file is not None:
        _say_all(model_lines(read_model(file)))
        return
    if run is not None:
        of_run = model_of_run(run, made_on=_today())
        _say_all(model_lines(of_run.model, of_run.learning, of_run.level))
        return
    store = options.open_store(options.current_settings())
    held = _held(store)
    _say_all(model_lines(held.model, held.learning, held.level))
    _say_all(use_lines(prior_models(store)))


def _held(store: Store) -> RunModel:
    """Return the model of what the store holds, the shipped one where it holds nothing yet."""
    from sac_dash.workflow.travelling_models import model_of_store, shipped_model

    if store.current() is None:
        return shipped_model(made_on=_today())
    return model_of_store(store, made_on=_today())


def _opened(settings: Settings, *, relink: bool) -> Store:
    """Return the store; one that holds nothing to link anew is refused before anything is changed."""
    store = options.open_store(settings)
    if relink:
        store.require_current()
    return store


def _say_all(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def _today() -> date:
    return datetime.now(UTC).date()
