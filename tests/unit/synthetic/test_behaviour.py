"""Profiles are performed faithfully or with lapses, never into nonsense."""

import numpy as np

from sac_dash.synthetic.behaviour import draw_facts, perform
from sac_dash.synthetic.lexicon import FACETS, load_lexicon, pick_weighted

LEXICON = load_lexicon()
ALWAYS = dict.fromkeys(FACETS, 1.0)
NEVER = dict.fromkeys(FACETS, 0.0)


def test_full_consistency_repeats_the_profile():
    rng = np.random.default_rng(3)
    theme = LEXICON.themes["tobacco"]
    profile = {**draw_facts(theme, LEXICON, rng), "getaway": ("transit",)}
    assert all(perform(profile, theme, LEXICON, ALWAYS, rng) == profile for _ in range(20))


def test_no_consistency_forgets_the_profile():
    rng = np.random.default_rng(3)
    theme = LEXICON.themes["trade"]
    profile = draw_facts(theme, LEXICON, rng)
    done = [perform(profile, theme, LEXICON, NEVER, rng) for _ in range(40)]
    assert len({facts["entry_point"] for facts in done}) > 3


def test_entry_hangs_together():
    rng = np.random.default_rng(5)
    for name in ("tobacco", "electricals", "trade", "licensed", "luxury", "community"):
        for _ in range(60):
            facts = draw_facts(LEXICON.themes[name], LEXICON, rng, flatten=0.5)
            point, method = facts["entry_point"][0], facts["entry_method"][0]
            assert method in LEXICON.methods_by_point[point]
            assert facts.get("tool", ("",))[0] in LEXICON.tools_by_method[method]


def test_machines_fit_the_attack():
    rng = np.random.default_rng(7)
    theme = LEXICON.themes["atm_ripout"]
    for _ in range(100):
        facts = draw_facts(theme, LEXICON, rng)
        machine = facts["instrument_vehicle"][0]
        assert (machine == "four_by_four") == (facts["atm_attack"][0] in {"rip_out_pull", "ram_raid"})


def test_weights_are_respected():
    rng = np.random.default_rng(1)
    drawn = [pick_weighted(rng, {"often": 9, "seldom": 1, "never": 0}) for _ in range(2_000)]
    assert 0.86 < drawn.count("often") / 2_000 < 0.94
    assert "never" not in drawn
