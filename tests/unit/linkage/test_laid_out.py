"""A file that is laid out from the one before is what laying it out anew gives: number for number."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sac_dash.linkage import laid_out
from sac_dash.linkage.laid_out import lay_onward, lay_out
from sac_dash.linkage.parameters import CombinationParameters
from sac_dash.linkage.scope import linkable

from .test_candidates import _random_file

RULES = CombinationParameters()


def laid(file):
    return lay_out(*file, linkable(file[0]), RULES)


def onward(before, file, rows):
    return lay_onward(before, *file, linkable(file[0]), rows)


def shuffled(file, seed):
    """Return a file whose keys are in no order of its rows."""
    offences, tags = file
    keys = np.random.default_rng(seed).permutation(offences["offence_key"].to_numpy())
    return offences.with_columns(offence_key=pl.Series(keys)), tags


def first_rows(file, count):
    offences, tags = file
    return offences.head(count), tags.filter(pl.col("row") < count)


def changed(file, rows, source):
    """Return a file in which some rows are coded, timed and placed as others are."""
    offences, tags = file
    order = np.arange(offences.height)
    order[rows] = source
    moved = offences[order].with_columns(offences["offence_key"])
    tags = tags.filter(~pl.col("row").is_in(rows))
    came = [
        file[1].filter(pl.col("row") == there).with_columns(row=pl.lit(here, pl.UInt32))
        for here, there in zip(rows, source, strict=True)
    ]
    return moved, pl.concat([tags, *came]).sort("row", maintain_order=True)


def same(found, wanted):
    assert found.coded.facets == wanted.coded.facets
    assert found.reference == wanted.reference
    for name in ("rows", "present", "absent", "described"):
        assert np.array_equal(getattr(found.coded, name), getattr(wanted.coded, name)), name
    for name, one, other in zip(found.own._fields, found.own, wanted.own, strict=True):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other, equal_nan=one.dtype.kind == "f"), name
    assert np.array_equal(found.in_time, wanted.in_time)
    assert found.recent_from == wanted.recent_from
    for one, other in zip(found.recent, wanted.recent, strict=True):
        assert np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    for one, other in zip(found.together, wanted.together, strict=True):
        assert np.array_equal(one, other)
    assert found.coded.offences.equals(wanted.coded.offences)


@pytest.mark.parametrize("seed", range(6))
def test_new_offences_are_laid_in_between(seed, offences_of, tags_of):
    file = shuffled(_random_file(seed, 300, offences_of, tags_of), seed)
    found = onward(laid(first_rows(file, 280)), file, range(280, 300))
    assert found is not None
    same(found, laid(file))


@pytest.mark.parametrize("seed", range(1, 5))
def test_offences_that_changed_and_offences_that_are_linked_no_more(seed, offences_of, tags_of):
    was = shuffled(_random_file(seed, 300, offences_of, tags_of), seed)
    now = changed(was, [5, 6, 150], [200, 17, 90])
    vague = pl.when(pl.int_range(300).is_in([40, 41, 299])).then(pl.lit("month")).otherwise("when_precision")
    now = now[0].with_columns(when_precision=vague), now[1]
    found = onward(laid(was), now, [5, 6, 40, 41, 150, 299])
    assert found is not None
    assert len(found.coded) == 297
    same(found, laid(now))


def test_morning_after_morning(offences_of, tags_of):
    file = shuffled(_random_file(3, 300, offences_of, tags_of), 3)
    found = laid(first_rows(file, 260))
    for count in range(270, 301, 10):
        found = onward(found, first_rows(file, count), range(count - 10, count))
    same(found, laid(file))


def test_those_at_one_instant_stand_in_canonical_order(offences_of, tags_of):
    rows = [{"day": float(k % 3), "km": (k % 7, 0)} for k in range(90)]
    file = shuffled((offences_of(rows), tags_of([(k, "tool", "axe") for k in range(90)])), 1)
    same(onward(laid(first_rows(file, 60)), file, range(60, 90)), laid(file))


def _two_kinds(offences_of, tags_of, last=None, said="axe"):
    """Return sixty offences of two tools, the last as it is asked for."""
    rows = [{"day": 10.0 + k, "km": (k % 7, 0)} for k in range(60)]
    rows[-1] |= last or {}
    tools = ["axe" if k % 2 else "brick" for k in range(59)]
    return offences_of(rows), tags_of([(k, "tool", tool) for k, tool in enumerate([*tools, said])])


@pytest.mark.parametrize(
    ("last", "said"),
    [
        pytest.param({}, "telehandler", id="a code that nobody had"),
        pytest.param({"day": 2.0}, "axe", id="the first of all"),
    ],
)
def test_what_does_not_fit_is_laid_out_anew(last, said, offences_of, tags_of):
    file = _two_kinds(offences_of, tags_of, last, said)
    assert onward(laid(first_rows(file, 59)), file, [59]) is None


def test_a_code_that_nobody_has_any_more(offences_of, tags_of):
    was = _two_kinds(offences_of, tags_of, said="telehandler")
    assert onward(laid(was), changed(was, [59], [3]), [59]) is None


def test_another_reference_system(offences_of, tags_of):
    file = _two_kinds(offences_of, tags_of)
    elsewhere = pl.when(pl.int_range(60) == 59).then(pl.lit("EPSG:29903")).otherwise("crs")
    assert onward(laid(first_rows(file, 59)), (file[0].with_columns(crs=elsewhere), file[1]), [59]) is None


def test_a_middle_that_moves(offences_of, tags_of):
    rows = [{"day": 10.0 + k, "km": (4.9, 0) if k < 31 else (5.2, 0)} for k in range(64)]
    file = offences_of(rows), tags_of([(k, "tool", "axe") for k in range(64)])
    before = laid(first_rows(file, 60))
    assert laid(file).reference != before.reference
    assert onward(before, file, range(60, 64)) is None


def test_a_middle_that_comes_to_lie_on_the_edge(offences_of, tags_of):
    """Anew it is rounded to the even ten below, where it was rounded up."""
    rows = [{"day": 10.0 + k, "km": (75.5, 0) if k < 31 else (74.5, 0)} for k in range(62)]
    file = offences_of(rows), tags_of([(k, "tool", "axe") for k in range(62)])
    before = laid(first_rows(file, 60))
    assert before.reference.middle_km[0] == 430.0
    assert laid(file).reference.middle_km[0] == 420.0
    assert onward(before, file, [60, 61]) is None


def test_a_place_without_a_reference_system_is_another_one(offences_of, tags_of):
    file = _two_kinds(offences_of, tags_of)
    unsaid = pl.when(pl.int_range(60) == 59).then(None).otherwise("crs")
    file = file[0].with_columns(crs=unsaid), file[1]
    assert onward(laid(first_rows(file, 59)), file, [59]) is None


def test_an_offence_without_a_place_names_no_system_and_fits(offences_of, tags_of):
    file = _two_kinds(offences_of, tags_of)
    nowhere = [
        pl.when(pl.int_range(60) == 59).then(None).otherwise(name).alias(name) for name in ("crs", "easting")
    ]
    file = file[0].with_columns(nowhere), file[1]
    same(onward(laid(first_rows(file, 59)), file, [59]), laid(file))


def test_an_offence_dated_in_years_to_come_is_no_measure_of_what_is_recent(offences_of, tags_of):
    rows = [{"day": k / 3, "km": (k % 7, 0)} for k in range(2000)] + [{"day": 4000.0, "km": (1, 0)}]
    file = offences_of(rows), tags_of([(0, "tool", "axe")])
    assert len(laid(file).recent.offence) > 1500


def test_nothing_new(offences_of, tags_of):
    file = shuffled(_random_file(2, 120, offences_of, tags_of), 2)
    same(onward(laid(file), file, []), laid(file))


def test_what_is_laid_out_already_is_not_changed(offences_of, tags_of):
    file = shuffled(_random_file(4, 200, offences_of, tags_of), 4)
    before = laid(first_rows(file, 190))
    held = [each.copy() for each in before.own]
    onward(before, file, range(190, 200))
    same(before, laid(first_rows(file, 190)))
    assert all(
        np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in zip(held, before.own, strict=True)
    )


def test_large_arrays_are_copied_in_stretches():
    moves = laid_out._Moves(10, np.array([0, 4]), np.array([2, 3, 9]))
    stays, goes = (
        np.concatenate(
            [np.arange(10)[each[k]] if k == 0 else np.arange(11)[each[k]] for each in moves.stretches]
        )
        for k in (0, 1)
    )
    assert stays.tolist() == [1, 2, 3, 5, 6, 7, 8, 9]
    assert goes.tolist() == [0, 1, 4, 5, 6, 7, 8, 10]


def test_a_code_that_is_only_denied(offences_of, tags_of):
    file = _two_kinds(offences_of, tags_of)
    denied = tags_of([(7, "security_defeat", "jammer", "absent")])
    file = file[0], pl.concat([file[1], denied]).sort("row", maintain_order=True)
    same(onward(laid(first_rows(file, 59)), file, [59]), laid(file))
    assert onward(laid(file), changed(file, [7], [3]), [7]) is None
