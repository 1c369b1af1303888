"""An ingest that is cancelled or killed leaves the store byte for byte as it was, and nothing beside it."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from pathlib import Path

import pytest

from sac_dash.domain.progress import Cancelled
from sac_dash.ingest import MappedFile, laid_aside
from sac_dash.ingest.readers import delimited, text_stream
from sac_dash.store import Store
from sac_dash.workflow.ingest_groups import ingest_groups

HEAD = "Crime Ref,Force,Offence,Committed From,Committed To,Easting,Northing,MO Text\n"
ROW = "{},Mercia,Burglary - Business and Community,0{}/05/2026 01:00,0{}/05/2026 02:00,380000,290000,roof lifted\n"
INGEST_ON_DISK = """
import sys
from pathlib import Path
from sac_dash.ingest import MappedFile, laid_aside
from sac_dash.ingest.readers import delimited, text_stream
from sac_dash.store import Store
from sac_dash.workflow.ingest_groups import ingest_groups
laid_aside.KEPT_BYTES, delimited.LAID_ROWS, text_stream.BLOCK_BYTES = 0, 500, 32_768
def tell(stage, share):
    print(stage, round(share, 3), flush=True)
ingest_groups([MappedFile(Path(sys.argv[2]))], Store(Path(sys.argv[1])), progress=tell)
"""


def written(path: Path, start: int, rows: int) -> Path:
    path.write_text(HEAD + "".join(ROW.format(n, n % 9 + 1, n % 9 + 1) for n in range(start, start + rows)))
    return path


def state(home: Path) -> dict[str, str]:
    """Return every file under the store's folder with its checksum."""
    files = (path for path in home.rglob("*") if path.is_file())
    return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the folder of a store that holds something."""
    ingest_groups([MappedFile(written(tmp_path / "held.csv", 0, 5))], Store(tmp_path / "home"))
    return tmp_path / "home"


def test_a_stop_while_rows_lie_on_disk_leaves_the_store_as_it_was(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = [MappedFile(written(tmp_path / "export.csv", 100, 600))]
    monkeypatch.setattr(laid_aside, "KEPT_BYTES", 0)
    monkeypatch.setattr(delimited, "LAID_ROWS", 100)
    monkeypatch.setattr(text_stream, "BLOCK_BYTES", 8_192)
    before = state(home)
    for share in (0.1, 0.4, 0.5, 0.7, 0.9, 0.99):

        def stop(_stage: str, done: float, share: float = share) -> None:
            if done >= share:
                raise Cancelled

        with pytest.raises(Cancelled):
            ingest_groups(export, Store(home), progress=stop)
        assert state(home) == before


def test_a_kill_while_rows_lie_on_disk_leaves_the_store_as_it_was(tmp_path: Path, home: Path) -> None:
    export = written(tmp_path / "export.csv", 100, 5_000)
    before = state(home)
    for lines in random.Random(4).sample(range(1, 40), 2):
        command = [sys.executable, "-c", INGEST_ON_DISK, str(home), str(export)]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        writer.communicate()
        assert all(told)
        assert state(home) == before
    outcome = ingest_groups([MappedFile(written(tmp_path / "next.csv", 100, 5))], Store(home))
    assert outcome.generation.offences.height == 10
    assert {path.name for path in home.iterdir()} == {path.partition("/")[0] for path in before}
    assert Store(home).verify().sound
