from sac_dash.linkage.domains import DOMAIN_INDEX, DOMAINS, PAIRWISE, domain_of_facet


def test_a_facet_has_one_domain_and_an_open_facet_goes_to_other_mo():
    assert domain_of_facet("tool") == domain_of_facet("instrument_vehicle") == "tools"
    assert domain_of_facet("Mocodes") == "other_mo"


def test_no_facet_stands_in_two_domains():
    facets = [facet for domain in DOMAINS for facet in domain.facets]
    assert len(facets) == len(set(facets))


def test_domains_that_need_the_whole_file_come_last():
    assert {"combination", "mo_text", "known_series", "collective"} == {
        domain.name for domain in DOMAINS[PAIRWISE:]
    }
    assert DOMAINS[DOMAIN_INDEX["distance"]].column == "evidence_distance"
