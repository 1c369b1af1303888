"""Splink on DuckDB beside our own linking: same offences, same definition of a pair, no labels.

Splink (Ministry of Justice, MIT licence) is what a government analyst would reach for. It links records of one person
by blocks and a Fellegi-Sunter model whose parameters expectation-maximisation finds. It is an extra of this package
(``peers``) and no part of the product.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sac_dash.cli.benchmark.coded_run import OFFENCES, TAGS, parameters_within_reach
from sac_dash.cli.benchmark.measuring import measured
from sac_dash.cli.benchmark.splink_blocks import Block, choose_blocks, rule, within_reach
from sac_dash.cli.benchmark.splink_table import PlainTable, plain_table
from sac_dash.domain.errors import UnusableInputError
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.store.frame_files import open_frame, write_frame

if TYPE_CHECKING:
    from splink import DuckDBAPI, Linker

PREDICTED, TRUTH = "predicted.arrow", "truth.arrow"
EXTRA = "pip install 'sac-dash[peers]'"
STAGES = ("table", "training", "blocking", "scoring")
SAMPLED_PAIRS, TRAINED_PAIRS = 5e6, 1e6
_KM = (0.2, 1.0, 4.0, 16.0, 64.0)
_DAYS = (1.0, 3.0, 7.0, 14.0, 31.0, 90.0, 180.0)


def require_splink() -> None:
    """Check that Splink is there.

    Raises
    ------
    UnusableInputError
        When it is not; the remedy names the extra.
    """
    if find_spec("splink") is None or find_spec("duckdb") is None:
        raise UnusableInputError("Splink is not installed: it is no part of the product", remedy=EXTRA)


def link_with_splink(request: dict[str, Any]) -> dict[str, Any]:
    """Link the offences and tags in the ``folder`` of a request with Splink; say what each step took.

    Besides: ``floor`` (least probability predicted), ``seed``, ``threads`` (None: all). Predicted pairs are written
    beside the offences, and the true pairs that blocks hold are counted where a truth lies there (``row, series``).
    """
    import splink

    folder, parameters = Path(request["folder"]), parameters_within_reach(request["floor"])
    seconds: dict[str, float] = {}
    with _quiet(), measured() as cost:
        with _timed(seconds, "table"):
            plain = plain_table(open_frame(folder / OFFENCES), open_frame(folder / TAGS))
            api = splink.DuckDBAPI()
            if request["threads"]:
                api.duckdb_con.execute(f"set threads = {int(request['threads'])}")
            blocks = choose_blocks(plain.frame, plain.facets)
            held = api.register(plain.frame.to_arrow(), dataset_display_name="offences")
            linker = splink.Linker(held, _settings(plain, blocks, parameters), log_level=logging.CRITICAL)
        with _timed(seconds, "training"):
            trained = _train(linker, blocks, request["seed"])
        with _timed(seconds, "blocking"):
            blocked = linker.inference.compute_blocked_pairs_for_predict()
        with _timed(seconds, "scoring"):
            predicted = linker.inference.predict(
                threshold_match_probability=request["floor"], warning_mode="never"
            )
            links = _links(api, predicted.physical_name)
    write_frame(links, folder / PREDICTED)
    return {
        "splink": splink.__version__, "offences": plain.frame.height, "facets": list(plain.facets),
        "pairs": _count(api, f"select count(*) from {blocked.physical_name}"),  # noqa: S608 - Splink's own table
        "true_in_blocks": _true_in_blocks(api, blocked.physical_name, folder / TRUTH),
        "links": links.height, "trained": trained, "blocks": [rule(block) for block in blocks],
        "stages": seconds, "cost": asdict(cost),
    }  # fmt: skip


def _settings(plain: PlainTable, blocks: Sequence[Block], parameters: LinkageParameters) -> Any:  # noqa: ANN401 - a class of Splink's
    """Return comparisons of facets (rare codes count more), distance and days; prior and reach are ours."""
    import splink
    from splink.blocking_rule_library import CustomRule
    from splink.comparison_library import CustomComparison, ExactMatch

    facets = [ExactMatch(facet).configure(term_frequency_adjustments=True) for facet in plain.facets]
    apart = "sqrt(power(x_m_l - x_m_r, 2) + power(y_m_l - y_m_r, 2)) / 1000"
    distance = _levels("x_m_l is null or x_m_r is null", apart, _KM)
    days = _levels("day_l is null or day_r is null", "abs(day_l - day_r)", _DAYS)
    share = parameters.prior.partners_per_offence / max(plain.frame.height - 1, 1)
    return splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            *facets,
            CustomComparison(distance, output_column_name="distance"),
            CustomComparison(days, output_column_name="days_apart"),
        ],
        blocking_rules_to_generate_predictions=[
            CustomRule(f"{rule(block)} and {within_reach(parameters.reach)}") for block in blocks
        ],
        probability_two_random_records_match=min(share, 0.5),
        retain_matching_columns=False,
    )


def _levels(unknown: str, apart: str, limits: tuple[float, ...]) -> list[Any]:
    """Return the levels of a comparison of numbers, the nearest first; what is unknown says nothing."""
    known = [{"sql_condition": f"{apart} <= {limit}", "label_for_charts": f"<= {limit}"} for limit in limits]
    return [
        {"sql_condition": unknown, "label_for_charts": "unknown", "is_null_level": True},
        *known,
        {"sql_condition": "ELSE", "label_for_charts": "more"},
    ]


def _train(linker: Linker, blocks: Sequence[Block], seed: int) -> int:
    """Find the parameters without labels; return in how many blocks that went well.

    What a block has in common is learned in another.
    """
    from splink.internals.exceptions import SplinkException

    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=seed + 1)
    trained = 0
    for block in blocks:
        with suppress(SplinkException):  # a small file may hold no pair of a block
            linker.training.estimate_parameters_using_expectation_maximisation(
                rule(block), max_pairs=TRAINED_PAIRS, estimate_without_term_frequencies=True
            )
            trained += 1
    return trained


def _links(api: DuckDBAPI, table: str) -> pl.DataFrame:
    """Return predicted pairs as links: ``row_a, row_b, probability``."""
    ends = (
        "least(unique_id_l, unique_id_r)::uinteger row_a, greatest(unique_id_l, unique_id_r)::uinteger row_b"
    )
    sql = f"select {ends}, match_probability::float probability from {table}"  # noqa: S608 - Splink's own table
    found = pl.from_arrow(api.duckdb_con.sql(sql).arrow())
    return found if isinstance(found, pl.DataFrame) else found.to_frame()


def _true_in_blocks(api: DuckDBAPI, blocked: str, truth: Path) -> int | None:
    """Return how many true pairs any block holds; None where no truth is known."""
    if not truth.is_file():
        return None
    api.duckdb_con.register("truth", open_frame(truth).to_arrow())
    ends = "join truth a on p.join_key_l = a.row join truth b on p.join_key_r = b.row"
    return _count(api, f"select count(*) from {blocked} p {ends} where a.series = b.series")  # noqa: S608 - likewise


def _count(api: DuckDBAPI, sql: str) -> int:
    return int(api.duckdb_con.sql(sql).fetchall()[0][0])


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[step] = time.perf_counter() - began


@contextmanager
def _quiet() -> Iterator[None]:
    """Have Splink keep its advice on parameters to itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("splink").setLevel(logging.CRITICAL)
        yield
