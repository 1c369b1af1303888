import numpy as np
from scipy import sparse

from sac_dash.linkage.sparse_rows import row_products


def test_products_equal_the_dense_ones():
    rng = np.random.default_rng(3)
    dense = rng.random((12, 30)) * (rng.random((12, 30)) < 0.3)
    a, b = np.triu_indices(12, 1)
    found = row_products(sparse.csr_array(dense), a, b)
    assert np.allclose(found, (dense @ dense.T)[a, b])


def test_duplicates_are_added_and_the_matrix_left_alone():
    matrix = sparse.csr_array((np.ones(3), ([0, 0, 1], [2, 2, 2])), shape=(2, 3))
    before = matrix.data.copy()
    assert row_products(matrix, np.array([0]), np.array([1]))[0] == 2.0
    assert np.array_equal(matrix.data, before)
