"""What leaves in an industry pack, and what never does: planted identifiers, small counts, handling."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from sac_dash.briefing import making
from sac_dash.briefing.document import Document, Table, walk
from sac_dash.briefing.handling import Handling, HandlingCode
from sac_dash.briefing.outsider_counts import count_areas, count_premises
from sac_dash.briefing.products.industry_pack import identifiers_of, neutral_reference, prove_redacted
from sac_dash.briefing.products.request import BriefRequest, People
from sac_dash.briefing.redaction import find_leaks
from sac_dash.briefing.redaction.known_identifiers import normalised
from sac_dash.briefing.redaction.text_parts import read_text_parts
from sac_dash.briefing.rendering import Format, can_print, render
from sac_dash.briefing.series_content import content_of
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework.kept_briefings import KeptBriefing
from sac_dash.domain.errors import SacDashError

from .planted_series import NAME, PAIR_ID, PLANTED, SERIES_ID, planted_source, under

FORMATS = ("docx", "pdf") if can_print() else ("docx",)
NAMED = People(
    "Supt Aldous Finch", "Ravenswood Retail", "1 Jun 2026", "Ravenswood Retail", "ISA 7", "Aldous Finch"
)
REQUEST = BriefRequest("industry", SERIES_ID, people=NAMED)
EDITS = {
    "method": "They used BX70 KLM near Pennyfarthing Stores, says Wayne Trubshaw of Op Greywether. Jack used."
}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> BriefingSource:
    return planted_source(tmp_path_factory.mktemp("industry"))


@pytest.fixture(scope="module")
def files(source: BriefingSource) -> tuple[making.MadeFile, ...]:
    return making.make(source, replace(REQUEST, edits=EDITS), FORMATS)


def texts(made: making.MadeFile) -> str:
    kind = made.name.rpartition(".")[2]
    return normalised(made.name) + " ".join(
        normalised(part.text) for part in read_text_parts(made.content, kind)
    )


def tables(document: Document) -> dict[str, Table]:
    return {each.title: each for each in walk(document.blocks) if isinstance(each, Table)}


def test_planted_identifiers_reach_no_part_of_any_file(files: tuple[making.MadeFile, ...]) -> None:
    assert len(PLANTED) >= 50
    for made in files:
        held = texts(made)
        assert [each for each in PLANTED if normalised(each) in held] == []


def test_people_named_in_the_request_do_not_leave_either(files: tuple[making.MadeFile, ...]) -> None:
    for made in files:
        for name in ("Aldous", "Ravenswood", "ISA 7", "prendergast"):
            assert normalised(name) not in texts(made)


def test_what_an_analyst_wrote_is_redacted_and_counted(files: tuple[making.MadeFile, ...]) -> None:
    removed = dict(files[0].removed)
    assert removed["vehicle registration"] == 1
    assert removed["operation name"] == 1
    assert removed["texts of the records"] == 8
    assert removed["analysts' notes"] == 3
    assert removed["small cells"] >= 2


def test_everything_known_is_looked_for(source: BriefingSource) -> None:
    known = identifiers_of(source, content_of(source, SERIES_ID))
    held = {normalised(value) for _, value in known.pairs()}
    missed = [each for each in PLANTED if not any(normalised(each) in other for other in held)]
    assert missed == []


@pytest.mark.parametrize(
    "planted", ["BX70KLM", "Tollgate Provisions", "Greywether", "sy8 4qx", "OCG SALOP 19"]
)
def test_a_file_with_a_leak_is_refused_without_saying_it(source: BriefingSource, planted: str) -> None:
    document = making.compose(source, REQUEST)
    leaky = replace(document, kicker=f"{document.kicker} {planted}")
    with pytest.raises(SacDashError, match="this does not leave: it still holds") as told:
        prove_redacted(source, REQUEST, {"pack.docx": render(leaky, Format.DOCX)})
    assert normalised(planted) not in normalised(str(told.value))


def test_a_file_name_with_a_leak_is_refused(source: BriefingSource) -> None:
    with pytest.raises(SacDashError, match="its file name holds"):
        prove_redacted(source, REQUEST, {"industry-Op-Greywether.docx": b""})


def test_the_draft_itself_holds_nothing_that_the_gate_takes_for_a_leak(source: BriefingSource) -> None:
    known = identifiers_of(source, content_of(source, SERIES_ID))
    content = render(making.compose(source, BriefRequest("industry", SERIES_ID)), Format.DOCX)
    assert find_leaks(content, "docx", known) == []


def test_small_counts_are_hidden_and_cannot_be_worked_out(source: BriefingSource) -> None:
    document = making.compose(source, REQUEST)
    premises = tables(document)["Premises, by kind of premises"]
    assert dict(premises.rows) == {"Convenience store": "5", "Petrol station": "<3", "Not known": "<3"}
    for table in tables(document).values():
        assert not any(cell in {"1", "2"} for row in table.rows for cell in row)


def test_areas_too_fine_to_tell_are_told_wider(source: BriefingSource) -> None:
    members = content_of(source, SERIES_ID).members  # SY8 3, SY7 2, HR6 2, WR15 1: fewer than half in SY8
    for stated in (members, members.with_columns(postcode=pl.lit(None, pl.String))):
        counted = count_areas(stated)
        assert counted.level == "policing area"
        assert dict(counted.rows) == {"North": "3", "South": "5"}
    outward = count_areas(members.head(3))
    assert (outward.level, outward.rows) == ("outward postcode", (("SY8", "3"),))


def test_counts_that_their_total_would_tell_are_not_listed(source: BriefingSource) -> None:
    members = content_of(source, SERIES_ID).members
    apart = members.with_columns(
        pl.lit(None, pl.String).alias("postcode"),
        pl.format("Area {}", "number").alias("policing_area"),
        pl.format("Force {}", "number").alias("force"),
    )
    assert count_areas(apart).rows == (("8 of them, none with 3 or more", "All"),)


def test_premises_are_told_by_code_alone(source: BriefingSource) -> None:
    content = content_of(source, SERIES_ID)
    assert "hobarts" not in str(count_premises(content.members, source.tags).rows).lower()


@pytest.mark.parametrize(
    ("code", "says"), [(HandlingCode.CONDITIONS, "code C"), (HandlingCode.UNSET, "no handling code")]
)
def test_it_is_refused_under_code_c_and_without_a_code(
    source: BriefingSource, code: HandlingCode, says: str
) -> None:
    with pytest.raises(SacDashError, match=says):
        making.compose(under(source, code), REQUEST)


def test_two_offences_are_no_pack(source: BriefingSource) -> None:
    with pytest.raises(SacDashError, match="2 offences cannot be told"):
        making.compose(source, BriefRequest("industry", PAIR_ID))


def test_the_handling_instruction_is_redacted(source: BriefingSource) -> None:
    told = replace(
        source, handling=Handling(HandlingCode.PERMITTED, "Not beyond Op Greywether without consent")
    )
    document = making.compose(told, REQUEST)
    assert "Greywether" not in document.provenance.handling.words()
    assert "without consent" in document.provenance.handling.words()


def test_the_reference_is_neutral_and_the_same_every_time(source: BriefingSource) -> None:
    document = making.compose(source, REQUEST)
    assert document.provenance.reference == neutral_reference(SERIES_ID)
    assert neutral_reference(SERIES_ID) != neutral_reference(PAIR_ID)
    assert not any(each.isdigit() for each in neutral_reference(SERIES_ID))


def test_the_receipt_counts_what_the_kept_words_lost(source: BriefingSource) -> None:
    kept = KeptBriefing("industry", SERIES_ID, "", 2, "g", 9, source.made_at, "ana", edits=EDITS)
    book = replace(source.book, briefings={("industry", SERIES_ID): (kept,)})
    receipt = making.compose(replace(source, book=book), BriefRequest("industry-receipt", SERIES_ID))
    assert not receipt.external
    held = {row[0]: row[1] for row in tables(receipt)["Withheld fields"].rows}
    assert held["Addresses"] == "8"
    assert held["Group reference"] == "1"
    by_kind = {row[0]: row[1] for row in tables(receipt)["Removed, by kind"].rows}
    assert by_kind["vehicle registration"] == "1"
    assert NAME in receipt.kicker
