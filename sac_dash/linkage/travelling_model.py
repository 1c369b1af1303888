"""Models that travel, records that don't: what one force's series taught, for another to start from.

Taught by other forces' series, a model is worth more than a third of one's own series (design,
section 9). What travels is how much each kind of evidence counts and how series behave in place and
time; base rates, codes, names and places belong to the file they came from and have no room here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, cast

from sac_dash.linkage.parameter_values import parameters_from, refused, values_of
from sac_dash.linkage.parameters import LinkageParameters

FORMAT = "sac-dash model"
VERSION = 1
LONGEST_NAME = 80
MOST_TAUGHT = 10**9
SHIPPED_NAME = "shipped"

_KEYS = ("format", "version", "name", "made_on", "taught_on", "parameters")


@dataclass(frozen=True)
class TaughtOn:
    """How much a model was taught on: counts only.

    Parameters
    ----------
    forces, series, offences
        Known series that taught it, the offences in them, and the forces whose file that was.
    """

    forces: int = 0
    series: int = 0
    offences: int = 0

    def line(self) -> str:
        """Return the counts in words."""
        if not self.series:
            return "no known series: as shipped"
        return (
            f"{self.series:,} known series of {self.offences:,} offences, "
            f"{self.forces:,} force{'' if self.forces == 1 else 's'}"
        )


@dataclass(frozen=True)
class TravellingModel:
    """A model fit to leave the force: :func:`make_model` makes one, :func:`from_dict` reads one.

    Parameters
    ----------
    name
        What whoever exported it chose to call it; never made from the data.
    made_on
        The day it was exported.
    taught_on
        How much stands behind it.
    parameters
        What travels of them is learned; the rest is as shipped.
    arrived_as
        Checksum of the content it was read from, which a later version would write with more keys.
    """

    name: str
    made_on: date
    taught_on: TaughtOn
    parameters: LinkageParameters
    arrived_as: str = field(default="", compare=False)

    @property
    def checksum(self) -> str:
        """Return the SHA-256 of the model's content in hexadecimal: the one that its file states."""
        return self.arrived_as or checksum_of(to_dict(self))


@dataclass(frozen=True)
class NamedPrior:
    """Where learning may start from: a candidate beside the shipped parameters.

    Parameters
    ----------
    name, checksum
        Which model this is, for ``model.json``.
    parameters
        Complete: what does not travel is the run's own.
    """

    name: str
    checksum: str
    parameters: LinkageParameters


def make_model(
    parameters: LinkageParameters, *, made_on: date, taught_on: TaughtOn, name: str | None = None
) -> TravellingModel:
    """Return the model that may leave: rounded, without what stays at home.

    Parameters
    ----------
    name
        None gives one that says nothing of the force.

    Raises
    ------
    SacDashError
        When the name cannot stand in a file, or a parameter is out of its range.
    """
    plain = f"model taught on {taught_on.series:,} series" if taught_on.series else "untaught model"
    shown = plain if name is None else _name(name)
    return TravellingModel(shown, made_on, taught_on, parameters_from(values_of(parameters)))


def to_dict(model: TravellingModel) -> dict[str, Any]:
    """Return a model as plain values, fit for JSON."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": model.name,
        "made_on": model.made_on.isoformat(),
        "taught_on": asdict(model.taught_on),
        "parameters": values_of(model.parameters),
    }


def from_dict(content: Mapping[str, Any]) -> TravellingModel:
    """Read a model from plain values, believing nothing.

    Parameters that are left out (a file of an earlier version) are as shipped.

    Raises
    ------
    SacDashError
        Names the key that is missing, unknown, not of its kind or out of range.
    """
    _check_header(content)
    return TravellingModel(
        name=_name(content["name"]),
        made_on=_day(content["made_on"]),
        taught_on=_taught_on(content["taught_on"]),
        parameters=parameters_from(content["parameters"]),
        arrived_as=checksum_of(content),
    )


def checksum_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the one JSON text of a content (sorted keys, no spaces), in hexadecimal."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _check_header(content: Mapping[str, Any]) -> None:
    if not isinstance(content, Mapping) or content.get("format") != FORMAT:
        raise refused("this is not a model of SAC Dash")
    version = content.get("version")
    if isinstance(version, bool) or version != VERSION:
        raise refused(f"the model has the version {str(version)[:20]}, this version reads {VERSION}")
    for key in content:
        if key not in _KEYS:
            raise refused(f'the model has the unknown key "{str(key)[:60]}"')
    for key in _KEYS:
        if key not in content:
            raise refused(f'the model lacks the key "{key}"')


def _name(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= LONGEST_NAME or not value.isprintable():
        raise refused(f'"name" must be a line of 1 to {LONGEST_NAME} printable characters')
    return value.strip()


def _day(value: object) -> date:
    try:
        return date.fromisoformat(cast("str", value))
    except (TypeError, ValueError) as error:
        raise refused('"made_on" must be a day such as 2026-03-04') from error


def _taught_on(value: object) -> TaughtOn:
    names = tuple(each.name for each in fields(TaughtOn))
    if not isinstance(value, Mapping) or set(value) != set(names):
        raise refused(f'"taught_on" must hold {", ".join(names)} and nothing else')
    for name in names:
        count = value[name]
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_TAUGHT:
            raise refused(f'"taught_on.{name}" must be a count')
    return TaughtOn(**value)
