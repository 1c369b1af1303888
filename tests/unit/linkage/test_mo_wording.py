import numpy as np

from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.mo_wording import mask_coded_phrases, wording_evidence
from sac_dash.linkage.parameters import TextParameters
from sac_dash.linkage.scope import linkable

ODD = "entered and drank from the sherry decanter before leaving by the lounge"
ORDINARY = [
    f"door number {k} opened during hours of darkness place {k} shop {k * 7} street" for k in range(12)
]
PAIR = (np.array([0, 2]), np.array([1, 3]))


def _coded(offences_of, tags_of, texts, tags):
    offences = offences_of([{"mo_text": text} for text in texts])
    return code_arrays(offences, tags_of(tags), linkable(offences)), tags_of(tags)


def test_odd_words_in_common_speak_for_a_link_and_house_style_does_not(offences_of, tags_of):
    coded, tags = _coded(offences_of, tags_of, [ODD, ODD, *ORDINARY], [])
    odd, ordinary = wording_evidence(coded, tags, *PAIR, TextParameters(log10_per_cosine=1.0))
    assert odd > 0.5
    assert ordinary < 0.2


def test_a_phrase_that_became_a_code_is_not_counted_again(offences_of, tags_of):
    tags = [(row, "property", "alcohol", "present", 0, len(ODD)) for row in (0, 1)]
    coded, frame = _coded(offences_of, tags_of, [ODD, ODD, *ORDINARY], tags)
    assert mask_coded_phrases(coded, frame, [ODD, *[""] * 13])[0].strip(" |") == ""
    assert wording_evidence(coded, frame, *PAIR, TextParameters())[0] == 0.0


def test_overlapping_spans_cut_what_they_cover(offences_of, tags_of):
    tags = [(0, "tool", "a", "present", 0, 9), (0, "tool", "b", "present", 4, 13)]
    coded, frame = _coded(offences_of, tags_of, ["blue crow bar left"], tags)
    assert "crow" not in mask_coded_phrases(coded, frame, ["blue crow bar left"])[0]
    assert "left" in mask_coded_phrases(coded, frame, ["blue crow bar left"])[0]


def test_without_texts_there_is_no_evidence(offences_of, tags_of):
    coded, tags = _coded(offences_of, tags_of, [None] * 4, [])
    assert wording_evidence(coded, tags, *PAIR, TextParameters()).tolist() == [0.0, 0.0]
