import numpy as np
import pytest

from sac_dash.linkage.numbering import number_kinds


@pytest.mark.parametrize("greatest", [9, 1 << 40])
def test_what_occurs_is_numbered_in_order_with_its_first_entry_and_its_tally(greatest):
    numbers = np.random.default_rng(1).choice([0, 3, 4, greatest], 50)
    distinct, example, place, tally = np.unique(
        numbers, return_index=True, return_inverse=True, return_counts=True
    )
    kinds = number_kinds(numbers)
    assert kinds.place.tolist() == place.tolist()
    assert kinds.example.tolist() == example.tolist()
    assert kinds.tally.tolist() == tally.tolist()
    assert len(distinct) == len(kinds.tally)


def test_nothing_is_of_no_kind():
    kinds = number_kinds(np.zeros(0, np.int64))
    assert len(kinds.place) == len(kinds.example) == len(kinds.tally) == 0
