"""Coding in other processes gives what coding here gives, from any program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest

from sac_dash.mo.coding_process import CodingProcess, code_together
from sac_dash.mo.offence_coding import Item, ItemCoder
from sac_dash.mo.vocabulary import load_vocabulary

ITEMS: list[Item] = [
    ("Unk offs x2 smashed window w/ brick – café. Tobacco taken.", (("premises", "Shop"),)),
    ("", (("entry_point", "Rear door"),)),
    ("", ()),
    ("Entry by unknown means.", ()),
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
    load_vocabulary(), jobs=2, parameters=CodingParameters(texts_per_task=2, texts_before_sharing=1))
print(tags["row"].n_unique())
"""


def test_another_process_codes_alike() -> None:
    here = ItemCoder(load_vocabulary()).code(ITEMS)

    with CodingProcess() as process:
        assert process.code(ITEMS).equals(here)
        assert process.code(ITEMS[:1])["item"].unique().to_list() == [0]


def test_batches_come_back_in_order() -> None:
    batches = [ITEMS[:1], ITEMS[1:2], ITEMS[2:]]
    coder = ItemCoder(load_vocabulary())

    for alone, together in zip(map(coder.code, batches), code_together(batches, 2), strict=True):
        assert alone.equals(together)


def test_a_process_that_died_is_an_error_and_no_loss() -> None:
    no_item = cast("Item", ("a text without its values",))

    with CodingProcess() as process, pytest.raises(EOFError, match="ended before"):
        process.code([no_item])


def test_a_plain_script_without_a_main_guard_may_code(tmp_path: Path) -> None:
    script = tmp_path / "plain.py"
    script.write_text(SCRIPT, encoding="utf-8")

    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "8"
