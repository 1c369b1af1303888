"""A model file is small, readable and the same every time; whatever is not exactly one is refused."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sac_dash.domain.errors import UnusableInputError
from sac_dash.linkage.parameters import CombinationParameters, LinkageParameters
from sac_dash.linkage.travelling_model import TaughtOn, TravellingModel, checksum_of, make_model, to_dict
from sac_dash.workflow.model_files import MOST_BYTES, parse_model, read_model, render_model, write_model


def model() -> TravellingModel:
    taught_on = TaughtOn(2, 14, 90)
    parameters = replace(LinkageParameters(), combination=CombinationParameters(weight=0.123))
    return make_model(parameters, made_on=date(2026, 3, 4), taught_on=taught_on, name="Wrekin ÿ")


def sealed(content: dict[str, Any]) -> bytes:
    """Return a file whose checksum is right, whatever it holds."""
    return json.dumps({**content, "checksum": checksum_of(content)}).encode()


def refusal(content: bytes, path: Path) -> str:
    path.write_bytes(content)
    with pytest.raises(UnusableInputError) as refused:
        read_model(path)
    line = refused.value.line()
    assert line.startswith(f"{path.name}: ")
    assert "\n" not in line
    return line


def test_a_file_is_read_back_equal_and_written_alike(tmp_path: Path) -> None:
    write_model(model(), tmp_path / "a.json")
    write_model(read_model(tmp_path / "a.json"), tmp_path / "b.json")
    assert read_model(tmp_path / "b.json") == model()
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_file_is_small_sorted_and_indented() -> None:
    text = render_model(model())
    content = json.loads(text)
    assert len(text) < 20_000
    assert text == json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert "Wrekin ÿ" in text


def test_another_layout_of_the_same_content_is_the_same_model(tmp_path: Path) -> None:
    squeezed = json.dumps(json.loads(render_model(model())), separators=(",", ":"))
    assert parse_model(squeezed.encode(), "m.json") == model()
    windows = "\ufeff" + render_model(model()).replace("\n", "\r\n")
    assert parse_model(windows.encode(), "m.json") == model()


@pytest.mark.parametrize(
    "change", [('"weight": 0.123', '"weight": 0.124'), ("2026-03-04", "2026-03-05"), ("Wrekin", "Wrekln")]
)
def test_a_changed_value_shows(tmp_path: Path, change: tuple[str, str]) -> None:
    text = render_model(model())
    assert change[0] in text
    assert "checksum" in refusal(text.replace(*change, 1).encode(), tmp_path / "m.json")


@pytest.mark.parametrize("checksum", ["", "0" * 64, None, 5, ["x"]])
def test_a_wrong_or_missing_checksum_is_refused(tmp_path: Path, checksum: object) -> None:
    content = {**to_dict(model()), "checksum": checksum}
    assert "checksum" in refusal(json.dumps(content).encode(), tmp_path / "m.json")
    assert "checksum" in refusal(json.dumps(to_dict(model())).encode(), tmp_path / "m.json")


class Trap:
    """Something that leaves a trace when a pickle of it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def test_a_pickle_is_refused_and_never_loaded(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    for protocol in (0, 4, 5):
        line = refusal(pickle.dumps(Trap(trace), protocol=protocol), tmp_path / "m.json")
        assert "not a model file" in line
    assert not trace.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x00\xff\xfe", b"[1, 2]", b'"text"', b"null", b"{", b"[" * 200_000, b'{"a":' * 100_000,
        b"PK\x03\x04rest", b'{"version": NaN}', b'{"version": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_model_is_refused_in_a_line(tmp_path: Path, content: bytes) -> None:
    assert "not a model file" in refusal(content, tmp_path / "odd file.json")


def test_an_oversized_file_is_refused_unread(tmp_path: Path) -> None:
    assert "too large" in refusal(b" " * (MOST_BYTES + 1), tmp_path / "m.json")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(UnusableInputError, match="no such file"):
            read_model(path)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = render_model(model()).replace('"version": 1', '"version": 1, "version": 1')
    assert '"version" stands twice' in refusal(text.encode(), tmp_path / "m.json")


def test_a_right_checksum_excuses_nothing(tmp_path: Path) -> None:
    content = to_dict(model())
    stowaway = {**content, "offences": ["22/1/26"]}
    assert '"offences"' in refusal(sealed(stowaway), tmp_path / "m.json")
    values = {**content["parameters"], "combination": {"weight": 1e300}}
    line = refusal(sealed({**content, "parameters": values}), tmp_path / "m.json")
    assert '"parameters.combination.weight" must be a number from 0 to 20' in line
    assert "version 2" in refusal(sealed({**content, "version": 2}), tmp_path / "m.json")
