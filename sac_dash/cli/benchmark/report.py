"""A benchmark's report: JSON for machines, a Markdown table for people."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from sac_dash import __version__
from sac_dash.cli.benchmark.picture import Picture, draw

LIBRARIES = ("numpy", "numba", "polars", "splink", "duckdb")
"""Those whose versions figures depend on most, and the peers' where they are installed."""


@dataclass(frozen=True)
class Figure:
    """One measured figure, with what it is held against.

    Parameters
    ----------
    name, value, unit
        What was measured.
    target
        What it should be, in words; empty where there is none.
    """

    name: str
    value: float
    unit: str
    target: str = ""


@dataclass(frozen=True)
class Comparison:
    """A table beside the figures: ours and others', one row a method.

    Parameters
    ----------
    header, rows
        Cells as they are read; the first column names the method.
    notes
        What must be known to read it.
    title
        Heading where a report has several tables; empty otherwise.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    title: str = ""

    def markdown(self) -> list[str]:
        """Return the table and its notes as lines."""
        lines = ["", f"## {self.title}"] if self.title else []
        lines += ["", f"| {' | '.join(self.header)} |", f"|---{'|---:' * (len(self.header) - 1)}|"]
        lines += [f"| {' | '.join(row)} |" for row in self.rows]
        return [*lines, *(line for note in self.notes for line in ("", note))]


@dataclass(frozen=True)
class Report:
    """What one benchmark measured, and by which command.

    Parameters
    ----------
    comparison, further
        Tables beside the figures.
    picture
        How a cost grows; drawn beside the page.
    """

    benchmark: str
    command: str
    figures: tuple[Figure, ...]
    comparison: Comparison | None = None
    further: tuple[Comparison, ...] = ()
    picture: Picture | None = None

    @property
    def tables(self) -> tuple[Comparison, ...]:
        """Return all tables in order."""
        return (*((self.comparison,) if self.comparison else ()), *self.further)

    def as_dict(self) -> dict[str, object]:
        """Return the report with the machine it was measured on and the versions of what was measured."""
        record = {name: value for name, value in asdict(self).items() if value or name == "figures"}
        said = {"machine": machine(), "sac_dash_version": __version__, "library_versions": library_versions()}
        return {**record, **said}

    def markdown(self) -> str:
        """Return the report as a small page."""
        lines = [f"# Benchmark: {self.benchmark}", "", f"`{self.command}` on {machine()}", ""]
        lines += ["| figure | value | unit | target |", "|---|---:|---|---|"]
        lines += [
            f"| {each.name} | {_shown(each.value)} | {each.unit} | {each.target} |" for each in self.figures
        ]
        lines += [line for table in self.tables for line in table.markdown()]
        if self.picture:
            lines += ["", f"![{self.picture.title}]({self.benchmark}.png)"]
        versions = ", ".join(f"{name} {number}" for name, number in library_versions().items())
        lines += ["", f"SAC Dash {__version__} with {versions}."]
        return "\n".join(lines) + "\n"


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def machine() -> str:
    """Return what figures are to be read against: cores, memory, Python."""
    memory_gib = psutil.virtual_memory().total / 2**30
    cores = psutil.cpu_count() or 1
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{cores} cores, {memory_gib:.0f} GiB, {system}"


def library_versions() -> dict[str, str]:
    """Return the versions of those of :data:`LIBRARIES` that are installed."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def write_report(report: Report, folder: Path) -> Path:
    """Write ``<benchmark>.json``, ``.md`` and, where there is a picture, ``.png`` into `folder`; return the page."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{report.benchmark}.json").write_text(json.dumps(report.as_dict(), indent=2) + "\n", "utf-8")
    page = folder / f"{report.benchmark}.md"
    page.write_text(report.markdown(), "utf-8")
    if report.picture:
        draw(report.picture, folder / f"{report.benchmark}.png")
    return page
