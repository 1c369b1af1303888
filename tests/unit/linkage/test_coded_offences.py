import numpy as np
import polars as pl

from sac_dash.linkage.coded_offences import code_arrays


def _facet(coded, name):
    return next(facet for facet in coded.facets if facet.name == name)


def test_rows_come_in_canonical_order_whatever_the_input(offences_of, tags_of):
    offences = offences_of([{}, {}, {}]).reverse()
    tags = tags_of([(0, "tool", "brick"), (2, "tool", "axe")])
    coded = code_arrays(offences, tags, pl.Series([True] * 3))
    assert coded.rows.tolist() == [2, 1, 0]
    tool = _facet(coded, "tool")
    assert tool.codes == ("axe", "brick")
    assert coded.present[:, tool.first_word].tolist() == [1, 0, 2]


def test_hedged_counts_absent_does_not(offences_of, tags_of):
    tags = tags_of([(0, "tool", "axe", "hedged"), (1, "tool", "axe", "absent"), (1, "tool", "brick")])
    coded = code_arrays(offences_of([{}, {}]), tags, pl.Series([True, True]))
    tool = _facet(coded, "tool")
    assert (tool.counts, tool.known) == ((1, 1), 2)
    assert coded.absent[1, tool.first_word] == 1


def test_what_is_told_only_if_done_is_rare_among_all_that_are_described(offences_of, tags_of):
    described = [{"mo_text": "front door forced"}] * 8 + [{"mo_text": ""}, {"mo_text": None}]
    tags = tags_of(
        [
            (0, "tool", "axe"),
            (0, "security_defeat", "jammer"),
            (9, "security_defeat", "jammer"),
            (1, "tool", "brick"),
        ]
    )
    coded = code_arrays(offences_of(described), tags, pl.Series([True] * 10))
    assert (_facet(coded, "tool").known, _facet(coded, "tool").among) == (2, 2)
    assert (_facet(coded, "security_defeat").known, _facet(coded, "security_defeat").among) == (2, 9)


def test_facets_that_are_no_evidence_are_left_out(offences_of, tags_of):
    tags = tags_of([(0, "outcome", "nothing_stolen"), (0, "hard_link", "dna"), (0, "Mocodes", "0344")])
    coded = code_arrays(offences_of([{}, {}]), tags, pl.Series([True, True]))
    assert {facet.name for facet in coded.facets} == {"Mocodes", "offence_class"}


def test_more_codes_than_a_word_has_bits_take_further_words(offences_of, tags_of):
    tags = tags_of([(k, "Mocodes", f"{k:04d}") for k in range(130)])
    coded = code_arrays(offences_of([{}] * 130), tags, pl.Series([True] * 130))
    facet = _facet(coded, "Mocodes")
    assert facet.words == 9
    words = coded.present[:, facet.first_word : facet.first_word + 9]
    assert np.unpackbits(words.view(np.uint8)).sum() == 130
    assert len(np.unique(words, axis=0)) == 130


def test_a_code_said_twice_counts_once(offences_of, tags_of):
    tags = tags_of([(0, "tool", "axe"), (0, "tool", "axe"), (0, "tool", "axe", "hedged")])
    coded = code_arrays(offences_of([{}, {}]), tags, pl.Series([True, True]))
    assert _facet(coded, "tool").counts == (1,)
