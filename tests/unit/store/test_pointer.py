"""A pointer is read as it was written or not at all."""

from __future__ import annotations

import pytest

from sac_dash.store.pointer import Pointed, pointer_text, read_pointer

NAME, DIGEST = "20260601T070000000000Z-0a1b2c3d", "9f" * 32


def test_a_pointer_is_read_back() -> None:
    assert read_pointer(pointer_text(NAME, DIGEST)) == Pointed(NAME, DIGEST, sealed=True)


def test_a_pointer_from_before_there_were_seals_is_read() -> None:
    assert read_pointer(f"{NAME} {DIGEST}\n") == Pointed(NAME, DIGEST, sealed=False)


def test_no_flipped_bit_passes() -> None:
    whole = pointer_text(NAME, DIGEST).encode()
    for position in range(len(whole)):
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[position] ^= 1 << bit
            assert read_pointer(flipped.decode("latin-1")) is None


@pytest.mark.parametrize(
    "text", ["", "none", "elsewhere", f"../up {DIGEST}\n", f"{NAME} {DIGEST}", f"{NAME} abc\n"]
)
def test_what_is_no_pointer_is_none(text: str) -> None:
    assert read_pointer(text) is None
