"""The files of one immutable folder as a process reads them: proved before their first use, and again once touched.

A mapped file is one with the file on disk: whoever writes into it changes what every reader sees. So a reader that
goes on for days asks, request by request, whether each file it has proved is still that very file (a look at its
size and times, a few microseconds). One that was touched is proved anew, and told where it is no longer whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from sac_dash.domain.errors import StoreError
from sac_dash.store.manifest import FileRecord, damaged, place_of
from sac_dash.store.proofs import FileState, Proofs, file_state

RESTART_REMEDY = "Stop SAC Dash and start it again: it proves every file anew"


class ProvedFiles:
    """The files that a manifest names in `folder`."""

    def __init__(self, folder: Path, files: Mapping[str, FileRecord], proofs: Proofs) -> None:
        self._folder = folder
        self._files = files
        self._proofs = proofs
        self._turns = {file: Lock() for file in files}
        self._proved: dict[str, FileState] = {}
        self._refused: dict[str, tuple[FileState, StoreError]] = {}

    def path(self, file: str) -> Path:
        """Return the path of a file that is what was published.

        Raises
        ------
        StoreError
            When the manifest does not name it, or it is missing or not what was published.
        """
        if file not in self._files:
            raise damaged(self._folder / file, "is not in the manifest")
        with self._turns[file]:
            if file not in self._proved:
                self._prove(file)
        return self._place(file)

    def look_again(self) -> None:
        """Prove anew whichever file was touched since it was proved; cheap where none was.

        Raises
        ------
        StoreError
            When one is no longer what was published, or another file lies in its place: then nothing can be said
            of the one that is mapped.
        """
        for file in tuple(self._proved):
            if file_state(self._place(file)) != self._proved[file]:
                with self._turns[file]:
                    self._prove_touched(file)

    def _place(self, file: str) -> Path:
        return place_of(self._folder, file, self._files[file])

    def _prove_touched(self, file: str) -> None:
        mapped, now = self._proved[file], file_state(self._place(file))
        if now is not None and now.place != mapped.place:
            raise StoreError(
                "the stored file was replaced while it was being read",
                file=f"{self._folder.name}/{file}",
                remedy=RESTART_REMEDY,
            )
        self._prove(file)

    def _prove(self, file: str) -> None:
        state = file_state(self._place(file))
        refused = self._refused.get(file)
        if refused is not None and refused[0] == state:
            raise refused[1]  # nobody has touched it since it was found damaged
        try:
            self._proofs.check(self._folder, file, self._files[file])
        except StoreError as error:
            if state is not None:
                self._refused[file] = (state, error)
            raise
        if state is not None:
            self._proved[file] = state
