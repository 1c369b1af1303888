"""Models on their way: out of a run or the store, into the store, and from there into the next run.

What is imported changes no score by itself. It becomes a place for learning to start from, beside the
shipped one, at the next ingest; known series then shift it, and cross-validation decides between them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.linkage.learning import AS_GIVEN
from sac_dash.linkage.parameter_values import own_values, parameters_from
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.travelling_model import SHIPPED_NAME, TaughtOn, TravellingModel, make_model
from sac_dash.store import Entry, EntryKind, Store, models_in_use
from sac_dash.workflow.contract_files import MODEL_FILE, OFFENCES_FILE
from sac_dash.workflow.model_files import parse_model, read_content
from sac_dash.workflow.model_report import against_shipped, described, use_lines
from sac_dash.workflow.requests import LinkRequest

_OWN = "It was exported from this store: its own known series would count twice if it stayed in use."


@dataclass(frozen=True)
class RunModel:
    """The model of one run.

    Parameters
    ----------
    model
        What may travel of it.
    learning
        What the run recorded of its learning (``model["learning"]``); empty for a run before learning.
    level
        What the run recorded of the level of its probabilities (``model["level"]``); empty where it did not.
    """

    model: TravellingModel
    learning: Mapping[str, Any]
    level: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ModelImport:
    """What an import did.

    Parameters
    ----------
    model
        What the file holds.
    in_use
        All imported models that the next ingest starts from, this one included.
    already
        It was in use before.
    own
        It was exported from this very store.
    """

    model: TravellingModel
    in_use: tuple[TravellingModel, ...]
    already: bool = False
    own: bool = False

    def lines(self) -> list[str]:
        """Return in words what was imported, how it differs from the shipped model, what follows."""
        head = f"{'Already in use' if self.already else 'Imported'}: {described(self.model)}"
        against = against_shipped(self.model.parameters)
        return [head, *([_OWN] if self.own else []), *against, *use_lines(self.in_use)]


def model_of_store(store: Store, *, made_on: date, name: str | None = None) -> RunModel:
    """Return the model of what the store holds now.

    Raises
    ------
    StoreError
        When nothing was ingested yet.
    SacDashError
        When the name cannot stand in a file.
    """
    generation = store.require_current()
    forces = generation.offences["force"].n_unique()
    return _run_model(generation.model, forces, made_on=made_on, name=name)


def model_of_run(folder: Path, *, made_on: date, name: str | None = None) -> RunModel:
    """Return the model of a folder that ``sac-dash link`` wrote.

    Raises
    ------
    UnusableInputError
        When the folder does not hold a run.
    """
    try:
        model = json.loads((folder / MODEL_FILE).read_text("utf-8"))
        forces = pl.read_parquet(folder / OFFENCES_FILE, columns=["force"])["force"].n_unique()
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        raise _no_run(folder) from error
    if not isinstance(model, dict) or not isinstance(model.get("parameters"), dict):
        raise _no_run(folder)
    return _run_model(model, forces, made_on=made_on, name=name)


def log_export(store: Store, model: TravellingModel, file: Path, user: str) -> None:
    """Enter into the decision log that the store's model leaves, before it does."""
    said = {"what": "model", "file": file.name, "name": model.name, "checksum": model.checksum}
    store.decisions.append(EntryKind.EXPORT, said, user)


def import_model(store: Store, path: Path, user: str) -> ModelImport:
    """Keep a model file in the store, to start from at the next ingest.

    Raises
    ------
    UnusableInputError
        When the file is not exactly what an export writes; nothing is changed.
    """
    content = read_content(path)
    model = parse_model(content, path.name)
    with store.writing():
        held = prior_models(store)
        already = any(each.checksum == model.checksum for each in held)
        if not already:
            said = {
                "file": path.name,
                "file_checksum": store.models.keep(content),
                "name": model.name,
                "checksum": model.checksum,
                "taught_on": asdict(model.taught_on),
            }
            store.decisions.append(EntryKind.MODEL_IMPORTED, said, user)
            held = (*held, model)
    return ModelImport(model, held, already, own=_left_from_here(store, model))


def reset_models(store: Store, user: str) -> tuple[TravellingModel, ...]:
    """Go back to the shipped model; return the imported ones that are no longer in use.

    Their files stay: what past results rest on is not destroyed.
    """
    with store.writing():
        held = prior_models(store)
        if held:
            said = {"to": "shipped", "from": [model.checksum for model in held]}
            store.decisions.append(EntryKind.MODEL_RESET, said, user)
    return held


def prior_models(store: Store) -> tuple[TravellingModel, ...]:
    """Return the imported models in use, in the order of their coming; none: the shipped one alone.

    Raises
    ------
    StoreError
        When a kept file is missing or damaged.
    """
    told = (EntryKind.MODEL_IMPORTED, EntryKind.MODEL_RESET)
    entries = sorted((entry for kind in told for entry in store.decisions.entries(kind)), key=_place)
    return tuple(
        parse_model(store.models.read(checksum), f"models/{checksum}.json")
        for checksum in models_in_use(entries)
    )


def with_store_priors(link: LinkRequest, store: Store) -> LinkRequest:
    """Return the request with the store's imported models to start from, unless it brings its own."""
    return link if link.priors else replace(link, priors=prior_models(store))


def shipped_model(made_on: date) -> RunModel:
    """Return the shipped model, for a store that holds nothing yet."""
    parameters = LinkageParameters()
    return RunModel(make_model(parameters, made_on=made_on, taught_on=TaughtOn(), name=SHIPPED_NAME), {})


def _place(entry: Entry) -> int:
    return entry.seq


def _left_from_here(store: Store, model: TravellingModel) -> bool:
    exports = store.decisions.entries(EntryKind.EXPORT)
    return any(entry.payload.get("checksum") == model.checksum for entry in exports)


def _run_model(model: Mapping[str, Any], forces: int, *, made_on: date, name: str | None) -> RunModel:
    """Return a run's model; its known series count as its teachers only where they moved something."""
    learning = model.get("learning") or {}
    parameters = parameters_from(own_values(model["parameters"]))
    taken = learning.get("level", AS_GIVEN) != AS_GIVEN
    series = int(learning.get("known_series") or 0) if taken else 0
    offences = int(learning.get("known_offences") or 0)
    taught = TaughtOn(forces, series, offences) if series else TaughtOn()
    travelling = make_model(parameters, made_on=made_on, taught_on=taught, name=name)
    return RunModel(travelling, learning, model.get("level") or {})


def _no_run(folder: Path) -> SacDashError:
    return UnusableInputError(
        "this folder does not hold a run of sac-dash link",
        file=folder.name,
        remedy="Give the folder named --out",
    )
