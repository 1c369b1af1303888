"""A list of products waits for no library; each names a module that makes what it says it is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sac_dash.briefing.products import PRODUCTS

HEAVY = ("matplotlib", "weasyprint", "docx", "pptx", "openpyxl", "scipy.stats")


@pytest.mark.parametrize("name", PRODUCTS)
def test_each_product_is_made_by_the_module_it_names(name: str) -> None:
    product = PRODUCTS[name]
    if product.has_pages:
        assert callable(product.composing().compose)
    else:
        assert callable(product.writing().write)
    if product.external:
        assert callable(product.releasing().redact)
        assert callable(product.releasing().prove_redacted)


def test_to_list_products_no_library_of_a_format_is_imported() -> None:
    asked = (
        "import sac_dash.briefing.products, sac_dash.dashboard.briefing_desk, sys;"
        f"print([each for each in {HEAVY} if each in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
