"""A benchmark's report: JSON for machines, a Markdown table for people."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from sac_dash import __version__


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
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def markdown(self) -> list[str]:
        """Return the table and its notes as lines."""
        lines = ["", f"| {' | '.join(self.header)} |", f"|---{'|---:' * (len(self.header) - 1)}|"]
        lines += [f"| {' | '.join(row)} |" for row in self.rows]
        return [*lines, *(line for note in self.notes for line in ("", note))]


@dataclass(frozen=True)
class Report:
    """What one benchmark measured, and by which command."""

    benchmark: str
    command: str
    figures: tuple[Figure, ...]
    comparison: Comparison | None = None

    def as_dict(self) -> dict[str, object]:
        """Return the report with the machine it was measured on."""
        record = asdict(self)
        if self.comparison is None:
            del record["comparison"]
        return {**record, "machine": machine(), "sac_dash_version": __version__}

    def markdown(self) -> str:
        """Return the report as a small page."""
        lines = [f"# Benchmark: {self.benchmark}", "", f"`{self.command}` on {machine()}", ""]
        lines += ["| figure | value | unit | target |", "|---|---:|---|---|"]
        lines += [
            f"| {each.name} | {_shown(each.value)} | {each.unit} | {each.target} |" for each in self.figures
        ]
        lines += self.comparison.markdown() if self.comparison else []
        return "\n".join(lines) + "\n"


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def machine() -> str:
    """Return what figures are to be read against: cores, memory, Python."""
    memory_gib = psutil.virtual_memory().total / 2**30
    cores = psutil.cpu_count() or 1
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{cores} cores, {memory_gib:.0f} GiB, {system}"


def write_report(report: Report, folder: Path) -> Path:
    """Write ``<benchmark>.json`` and ``<benchmark>.md`` into `folder`; return the page."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{report.benchmark}.json").write_text(json.dumps(report.as_dict(), indent=2) + "\n", "utf-8")
    page = folder / f"{report.benchmark}.md"
    page.write_text(report.markdown(), "utf-8")
    return page
