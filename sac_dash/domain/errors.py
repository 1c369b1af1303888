"""Errors that tell an analyst what is wrong, where, and what to do about it.

Every error a user can cause is a :class:`SacDashError`: one line naming file, row, column
and remedy. The command line prints that line and exits 2; pages show it beside the control.
"""

from __future__ import annotations


class SacDashError(Exception):
    """A problem the user can mend, told in one line.

    Parameters
    ----------
    problem
        What is wrong, in words an analyst uses.
    file, row, column
        Where it is wrong, as far as that is known. ``row`` counts as a spreadsheet does:
        the header is row 1.
    remedy
        What to do about it.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.problem = problem
        self.file = file
        self.row = row
        self.column = column
        self.remedy = remedy
        super().__init__(self.line())

    def line(self) -> str:
        """Return the message on one line: file, row, column, problem, remedy."""
        places = [
            self.file,
            None if self.row is None else f"row {self.row}",
            None if self.column is None else f'column "{self.column}"',
        ]
        where = ", ".join(place for place in places if place)
        parts = [f"{where}: {self.problem}" if where else self.problem]
        if self.remedy:
            parts.append(self.remedy)
        text = ". ".join(part.rstrip(". ") for part in parts) + "."
        return " ".join(text.split())


class UnusableInputError(SacDashError):
    """A whole file (or argument) that cannot be used: missing, empty, hostile, not what it says."""


class MappingError(SacDashError):
    """A column mapping (TOML) that names something the source does not have, or is not valid."""


class AmbiguousReferenceError(SacDashError):
    """A bare crime reference that stands for offences of several forces."""


class StoreError(SacDashError):
    """The store cannot be read or written: damaged, busy, of a later version, or not there yet."""
