"""Coding in other processes gives what coding here gives, from any program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from sac_dash.domain.progress import Cancelled
from sac_dash.mo import code_offences, load_vocabulary
from sac_dash.mo.coding import CodingParameters
from sac_dash.mo.coding_process import CodingProcess, code_together
from sac_dash.mo.offence_coding import STATED, Batch, OffenceCoder
from tests.unit.mo.test_coding import offences, values

TEXTS = [
    "Unk offs x2 smashed window w/ brick – café. Tobacco taken.",
    "",
    "",
    "Entry by unknown means.",
]
SCRIPT = """
import polars as pl
from sac_dash.domain.columns import FACET_VALUES, OFFENCES
from sac_dash.mo import code_offences, load_vocabulary
from sac_dash.mo.coding import CodingParameters
data = {name: [None] * 8 for name in OFFENCES}
data["offence_key"] = [f"F:{n}" for n in range(8)]
data["mo_text"] = [f"Window {n} smashed with brick" for n in range(8)]
tags = code_offences(pl.DataFrame(data, schema=dict(OFFENCES)), pl.DataFrame(schema=dict(FACET_VALUES)),
    load_vocabulary(), jobs=2, parameters=CodingParameters(texts_per_batch=2, texts_before_sharing=1))
print(tags["row"].n_unique())
"""


@pytest.fixture(scope="module")
def coder() -> OffenceCoder:
    return OffenceCoder.of(load_vocabulary())


def batch(texts: list[str], *stated: tuple[int, str, str]) -> Batch:
    return Batch(pl.Series(texts, dtype=pl.String), pl.DataFrame(stated, schema=STATED, orient="row"))


def test_another_process_codes_alike(coder: OffenceCoder) -> None:
    all_of_them = batch(TEXTS, (0, "premises", "Shop"), (1, "entry_point", "Rear door"), (1, "odd", "Blue"))

    with CodingProcess() as process:
        assert process.code(all_of_them).equals(coder.code(all_of_them))
        assert process.code(batch(TEXTS[:1]))["item"].unique().to_list() == [0]


def test_batches_come_back_in_order(coder: OffenceCoder) -> None:
    batches = [batch([f"{text} {n}"]) for n in range(4) for text in TEXTS]

    for alone, together in zip(map(coder.code, batches), code_together(iter(batches), 2), strict=True):
        assert alone.equals(together)


def test_a_process_that_died_is_an_error_and_no_loss() -> None:
    no_batch = Batch(pl.Series(["a text without its values"]), pl.DataFrame())

    with CodingProcess() as process, pytest.raises(EOFError, match="ended before"):
        process.code(no_batch)


def test_few_batches_are_asked_for_ahead() -> None:
    asked = 0

    def batches() -> Iterator[Batch]:
        nonlocal asked
        for _ in range(50):
            asked += 1
            yield batch(TEXTS)

    coded = code_together(batches(), 2)
    next(coded)
    coded.close()
    assert asked < 10


def test_cancelling_ends_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    told: list[float] = []

    def progress(_: str, share: float) -> None:
        told.append(share)
        if share > 0.0:
            raise Cancelled

    class Noted(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[call-overload]
            started.append(self)

    frame = offences(*(f"Window {n} smashed with brick" for n in range(40)))
    dealt = CodingParameters(texts_per_batch=2, texts_before_sharing=1)
    monkeypatch.setattr("sac_dash.mo.coding_process.subprocess.Popen", Noted)
    with pytest.raises(Cancelled):
        code_offences(frame, values(), load_vocabulary(), jobs=2, progress=progress, parameters=dealt)
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)
    assert told == [0.0, 0.05]


def test_a_plain_script_without_a_main_guard_may_code(tmp_path: Path) -> None:
    script = tmp_path / "plain.py"
    script.write_text(SCRIPT, encoding="utf-8")

    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "8"
