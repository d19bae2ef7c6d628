"""The catalogue as experts and planners meet it: search, the set as a whole, single files, the map."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from engine.content.catalogue import About, read_about
from engine.content.catalogue_check import is_covered, set_issues
from engine.content.search import CatalogueIndex
from engine.domain.vocabulary import CostBand, EvidenceStrength, Size
from engine.i18n import Texts
from engine.matching.evidence import strength
from engine.paths import DATA
from engine.reports.evidence_map import evidence_map, map_html, map_table, regions

NOBODY = About(version="0", date="2026-11-25", open_gaps={}, told_apart=frozenset())


@pytest.fixture(scope="module")
def index(content):
    return CatalogueIndex(content)


def ids(found):
    return [practice.id for practice in found]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("mobile inspection squads", "bra-mobile-inspection-groups"),
        ("MOBILE SQUAD INSPECTIONS", "bra-mobile-inspection-groups"),
        ("inspecteurs du travail au Brésil", "bra-mobile-inspection-groups"),
    ],
)
def test_search_finds_in_english_and_french_whatever_case_accent_or_number(index, question, expected):
    assert expected in ids(index.search(question))[:5]


def test_french_terms_find_what_english_ones_find(index):
    for french, english in (
        ("enfants soldats, groupes armés", "children armed groups"),
        ("travail forcé", "forced labour"),
        ("prélèvement d’organes", "organ removal"),
    ):
        first = ids(index.search(english))
        assert first
        assert set(ids(index.search(french))[:8]) & set(first[:8]), french


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("trabajo forzoso pesca", "fishing"),
        ("взыскание органов торговля людьми органы", "organ"),
        ("التسول القسري", "begging"),
        ("强迫乞讨", "begging"),
        ("mendicité forcée", "begging"),
    ],
)
def test_search_understands_the_terms_of_every_language(index, question, expected):
    facts = [practice.facts for practice in index.search(question)[:8]]
    assert any(expected in f"{found.title} {found.summary} {found.forms}" for found in facts)


def test_search_finds_words_of_the_french_texts(index):
    assert index.search("foyer d’accueil pour femmes rescapées")


def test_search_is_ranked_limited_and_may_find_nothing(index):
    found = index.search("shelter for children")
    assert 0 < len(found) <= 20
    assert ids(found) == ids(index.search("shelter for children"))
    assert index.search("zzzzqqq") == []
    assert index.search("") == []


def test_the_catalogue_is_whole_as_a_set(content):
    assert [str(issue) for issue in set_issues(content, read_about(DATA / "catalogue"))] == []


def test_a_thin_measure_and_a_gap_that_was_filled_are_told(content):
    by_measure = content.serving()
    thin = next(measure for measure, found in by_measure.items() if is_covered(found))
    less = tuple(p for p in content.suggestible if p not in by_measure[thin][1:])
    issues = set_issues(replace(content, suggestible=less), NOBODY)
    assert any(issue.path == thin for issue in issues)
    listed = replace(NOBODY, open_gaps={thin: "searched"})
    assert any(issue.path == f"open_gaps.{thin}" for issue in set_issues(content, listed))


def test_covered_means_three_practices_two_regions_one_cheap(content):
    practice = next(
        p
        for p in content.suggestible
        if p.judgement.cost.bands[Size.SMALL] is CostBand.LOW and p.facts.region != "global"
    )
    elsewhere = replace(practice, facts=replace(practice.facts, region="global"))
    dear_cost = replace(practice.judgement.cost, bands=dict.fromkeys(Size, CostBand.HIGH))
    dear = replace(elsewhere, judgement=replace(practice.judgement, cost=dear_cost))
    assert is_covered([practice, practice, elsewhere])
    assert not is_covered([practice, elsewhere])
    assert not is_covered([practice, practice, practice])
    assert not is_covered([dear, dear, replace(dear, facts=practice.facts)])


def test_a_practice_told_twice_and_a_sentence_for_all_are_told(content):
    practice = content.suggestible[0]
    twin = replace(practice, id="xxx-twin")
    issues = set_issues(replace(content, suggestible=(practice, twin)), NOBODY)
    problems = [str(issue.problem) for issue in issues]
    assert any(text.startswith("much like xxx-twin") for text in problems)
    assert any("stands in xxx-twin too" in text for text in problems)
    apart = replace(NOBODY, told_apart=frozenset({frozenset({practice.id, "xxx-twin"})}))
    issues = set_issues(replace(content, suggestible=(practice, twin)), apart)
    assert not any("much like" in str(issue.problem) for issue in issues)


def test_every_practice_has_an_adaptation_for_very_small_means_or_is_cheap(content):
    """A State with very small means finds in each practice what to do with them, where honest."""
    keys = {"means", "income_group", "donor_support", "specialised_staff", "shelters"}
    keys |= {"labour_inspectors", "internet", "lacks"}
    without = [
        practice.id
        for practice in content.suggestible
        if not any(keys & set(element.when) for element in practice.judgement.adaptable)
        and practice.judgement.cost.bands[Size.SMALL] is not CostBand.LOW
    ]
    assert without == []


def test_every_record_says_who_held_it_against_its_sources(content):
    for practice in content.catalogue.values():
        assert practice.checked.date >= practice.added, practice.id
        read = [source for source in practice.facts.sources if source.read >= practice.checked.date]
        assert read or practice.checked.verdict != "supported", practice.id


class _Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.open = [], None

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self.open = tag

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.open = None

    def handle_data(self, data):
        if self.open:
            self.rows[-1][-1] += data


def test_the_map_counts_every_pair_once(content):
    rows = evidence_map(content)
    pairs = sum(len(practice.judgement.measures) for practice in content.suggestible)
    assert sum(sum(row.by_region.values()) for row in rows) == pairs
    assert sum(sum(row.by_strength.values()) for row in rows) == pairs
    order = list(EvidenceStrength)
    for row in rows:
        for region, step in row.strongest.items():
            there = [
                strength(p, content.rules)
                for p in content.suggestible
                if p.facts.region == region and row.measure in {s.measure for s in p.judgement.measures}
            ]
            assert step == min(there, key=order.index)
            assert row.by_region[region] == len(there)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_map_shows_empty_cells_as_table_and_as_page(content, language):
    texts = Texts(language, content)
    table = map_table(content, texts)
    assert all(f"\n{measure} " in table for measure in content.framework.measures)
    page = map_html(content, texts)
    assert "http" not in page.replace("https://schema", "")
    cells = _Cells()
    cells.feed(page)
    body = [row for row in cells.rows[1:] if len(row) > 1]
    assert len(body) == len(content.framework.measures)
    width = 1 + len(regions(content)) + len(EvidenceStrength) + 1
    assert {len(row) for row in body} == {width}
    empty = sum(row.count(texts("map.none")) for row in body)
    assert empty == sum(len(regions(content)) - len(row.by_region) for row in evidence_map(content))
