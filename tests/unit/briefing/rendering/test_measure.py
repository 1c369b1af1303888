"""Room that words take: nothing that was measured to fit runs over."""

from __future__ import annotations

import pytest

from sac_dash.briefing.rendering.measure import Line, fit, font_path, height_in, width_in, wrapped


def test_wrapped_lines_hold_every_letter_within_the_room():
    text = "six rip-outs in five weeks " * 6 + "W" * 200
    lines = wrapped(text, 3.0, 16)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_in(line, 16) <= 3.0 + 1e-9 for line in lines)


def test_bold_and_larger_take_more_room():
    assert width_in("telehandler", 16, bold=True) > width_in("telehandler", 16)
    assert width_in("telehandler", 32) == pytest.approx(2 * width_in("telehandler", 16))


def test_what_fits_keeps_the_largest_size():
    fitted = fit([Line("short")], (3.0, 1.0), 20, 16)
    assert (fitted.size_pt, fitted.words_over) == (20, 0)


def test_longer_text_shrinks_before_it_is_cut():
    fitted = fit([Line("a telehandler and a flatbed " * 3)], (3.0, 1.1), 20, 12)
    assert 12 <= fitted.size_pt < 20
    assert fitted.words_over == 0
    assert height_in(fitted.lines, 3.0, fitted.size_pt) <= 1.1 + 1e-6


def test_at_the_floor_it_is_cut_and_counted():
    words = [f"word{number}" for number in range(60)]
    fitted = fit([Line(" ".join(words))], (3.0, 1.0), 20, 16)
    kept = fitted.lines[0].text
    assert fitted.size_pt == 16
    assert kept.endswith(" …")
    assert len(kept.split()) - 1 + fitted.words_over == 60
    assert height_in(fitted.lines, 3.0, 16) <= 1.0 + 1e-6


def test_paragraphs_that_find_no_room_are_counted_whole():
    fitted = fit([Line("one two"), Line("three four five"), Line("six")], (3.0, 0.3), 16, 16)
    assert fitted.words_over == 4
    assert fitted.lines[-1].text.endswith("…")


def test_the_font_came_with_matplotlib():
    assert font_path().is_file()
    assert font_path(bold=True).is_file()
