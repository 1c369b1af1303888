"""The MO card against offences whose behaviours are known."""

from __future__ import annotations

import polars as pl
import pytest

from sac_dash.briefing.assessing.ground import ground_of
from sac_dash.briefing.behaviour_content import BehaviourContent, behaviour_called
from sac_dash.briefing.document import Document
from sac_dash.briefing.method_advice import DRAFT
from sac_dash.briefing.products import PRODUCTS
from sac_dash.briefing.products.mo_card import compose
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.errors import SacDashError
from tests.unit.briefing.products.invented_months import offences, passage, source_of, table, words_of

pytestmark = pytest.mark.usefixtures("without_pictures")


def made(source: BriefingSource, asked: str = "tool:crowbar") -> Document:
    return compose(source, BriefRequest("mo-card", scope=asked))


@pytest.fixture(scope="module")
def known() -> BriefingSource:
    """Return 40 burglaries with a crowbar, 60 with an axe, the rest silent; most crowbars with gloves, few axes."""
    held = offences()
    rows = (
        held.with_row_index("row").filter(pl.col("offence_class") == "commercial_burglary")["row"].to_list()
    )
    crowbar, axe = rows[:40], rows[40:100]
    tags = [(row, "tool", "crowbar") for row in crowbar] + [(row, "tool", "axe") for row in axe]
    tags += [(row, "entry_method", "climb") for row in crowbar[:30]]
    tags += [(row, "entry_method", "smash_glass") for row in [*crowbar[30:], *axe[6:]]]
    tags += [(row, "entry_method", "climb") for row in axe[:6]]
    tags += [(row, "premises", "office") for row in crowbar[:10]]
    return source_of(held, tags)


def test_the_product_is_known_by_its_name() -> None:
    assert PRODUCTS["mo-card"].composing().compose is compose


def test_a_rate_is_of_those_that_say(known: BriefingSource) -> None:
    document = made(known)
    assert document.title.text.startswith(
        "Crowbar, jemmy or pry bar: 1 in 2 of commercial burglaries that say"
    )
    said = "Of the 100 commercial burglaries that say anything of the kind, 40 state it."
    assert said in passage(document, "how_common")
    assert "188 of 288 commercial burglaries say nothing of the kind" in passage(document, "not_known")


def test_what_goes_with_it_stands_beside_what_is_usual_without(known: BriefingSource) -> None:
    rows = table(made(known), "What goes with it").rows
    assert rows[0] == ("Climbed *", "30 of 40", "1 in 10 (of 60)")
    assert not [row for row in rows if row[0] == "Axe or pickaxe"]  # of the same kind


def test_areas_add_up_to_the_class(known: BriefingSource) -> None:
    content = BehaviourContent(ground_of(known), "tool", "crowbar")
    assert sum(n for _, n, _ in content.areas()) == content.n_in_class == 40


def test_premises_are_of_those_that_state_them(known: BriefingSource) -> None:
    assert table(made(known), "Premises attacked").rows == (("Office", "10 of 10", "no other says"),)


def test_it_is_found_by_its_label_in_any_case(known: BriefingSource) -> None:
    assert behaviour_called(ground_of(known), "axe OR pickaxe") == ("tool", "axe")


@pytest.mark.parametrize("asked", ["tool:unheard_of", "Unheard of", "tool:chainsaw"])
def test_what_no_offence_states_is_refused(known: BriefingSource, asked: str) -> None:
    with pytest.raises(SacDashError, match="no offence held states") as told:
        made(known, asked)
    assert told.value.remedy


def test_a_label_of_two_behaviours_asks_which() -> None:
    source = source_of(offences(), [(0, "tool", "=oddity"), (1, "entry_method", "=oddity")])
    with pytest.raises(SacDashError, match="names 2 behaviours") as told:
        made(source, "Oddity")
    assert "tool:=oddity" in str(told.value.remedy)


def test_one_offence_alone_says_not_enough() -> None:
    source = source_of(offences(), [(0, "tool", "axe")])
    document = made(source, "tool:axe")
    assert "not enough data" in passage(document, "hours")
    assert "%" not in words_of(document)


def test_the_card_speaks_in_no_percentages_and_marks_its_advice_as_a_draft(known: BriefingSource) -> None:
    document = made(known)
    assert "%" not in words_of(document)
    assert DRAFT in passage(document, "works_against")


def test_fewer_rows_stand_where_the_page_has_less_room(known: BriefingSource) -> None:
    tight = compose(known, BriefRequest("mo-card", scope="tool:crowbar", room=2))
    assert len(table(tight, "Where").rows) == 2
    assert "In 1 more place: " in table(tight, "Where").note
