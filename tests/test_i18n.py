"""Languages: the same keys and placeholders, nothing unused, a visible fallback."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from engine.domain.advice import Message, Term
from engine.domain.vocabulary import (
    AdaptationType,
    Amount,
    CostBand,
    Design,
    Dimension,
    Direction,
    EvidenceStrength,
    Level,
    Means,
    MeasureLevel,
    Size,
    Status,
    Strength,
    Support,
    Verdict,
)
from engine.errors import Issue, said
from engine.i18n import ENGLISH_MARK, Texts, issue_line
from engine.languages import LANGUAGES, read_glossary, read_locale, sort_key
from engine.matching.fit import CRITERIA as FIT
from engine.matching.priority import CRITERIA as PRIORITY
from engine.paths import DATA
from engine.reports.practice_words import EMMIE
from engine.translations import english, in_step, read_catalog

ENGLISH = read_locale("en")
OTHERS = LANGUAGES[1:]


def placeholders(text: str | tuple[str, ...]) -> list[set[str]]:
    """The placeholders of a text, or of each of its plural forms."""
    forms = (text,) if isinstance(text, str) else text
    return [set(re.findall(r"{(\w+)", form)) for form in forms]


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_and_none_is_left_over(language):
    texts = english()
    entries = {entry.context: entry for entry in read_catalog(language) if entry.id}
    assert list(entries) == list(texts), "run `make translations`"
    changed = [key for key, entry in entries.items() if entry.id != texts[key] or entry.fuzzy]
    assert changed == [], "the English changed: translate again"
    forms = {key: (e.string,) if isinstance(e.string, str) else e.string for key, e in entries.items()}
    assert [key for key, found in forms.items() if not all(found)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_same_placeholders(language):
    texts, own = english(), read_locale(language)
    wrong = [
        key
        for key, text in texts.items()
        if key in own
        and any(found != placeholders(text)[-1] for found in placeholders(own[key]))
        and not all(found <= placeholders(text)[-1] for found in placeholders(own[key])[:-1])
    ]
    assert wrong == []


def test_a_changed_english_text_is_said_in_english_until_it_is_looked_at():
    texts = english()
    key = "ui.page.start"
    changed = in_step("fr", texts | {key: "All new"})
    entry = next(entry for entry in changed if entry.context == key)
    assert (entry.fuzzy, entry.string) == (True, read_locale("fr")[key])


def test_every_code_has_a_name(content):
    words = {name: content.vocabulary.of(name) for name in content.vocabulary.codes}
    words |= {
        "status": tuple(Status),
        "level": tuple(Level),
        "amount": tuple(Amount),
        "support": tuple(Support),
        "strength": tuple(Strength),
        "cost_band": tuple(CostBand),
        "evidence": tuple(EvidenceStrength),
        "design": tuple(Design),
        "direction": tuple(Direction),
        "element": tuple(Dimension),
        "means": tuple(Means),
        "size": tuple(Size),
        "verdict": tuple(Verdict),
        "adaptation_type": tuple(AdaptationType),
        "obligation": tuple(MeasureLevel),
        "criteria": (*FIT, *PRIORITY),
        "attributes": tuple(attribute.name for attribute in content.rules.attributes),
        "principles": content.framework.principles,
    }
    missing = [f"term.{name}.{code}" for name, codes in words.items() for code in codes]
    assert [key for key in missing if key not in ENGLISH] == []


def test_every_condition_has_words():
    from engine.content.practice_file import WhenFile

    assert {f"condition.{name}" for name in WhenFile.model_fields} <= set(ENGLISH)


def test_no_key_is_unused():
    """A key is used when the code names it, or its beginning up to a dot (the rest is a code)."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path("engine").rglob("*.py"))
    named = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_{}]+)+)", code))
    stems = {re.split(r"\{|\.\{", name)[0].rstrip(".") for name in named}
    unused = [
        key
        for key in ENGLISH
        if not key.startswith("term.")
        and key not in named
        and not any(key.startswith(f"{stem}.") for stem in stems if stem.count(".") >= 1)
        and key.split(".")[0] not in {"list", "fit", "adapt", "priority", "condition"}
        and not key.startswith(("cli.", "ui.field.", "ui.page.", "ui.profile."))
    ]
    assert unused == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_framework_is_whole(content, language):
    texts, framework = Texts(language, content), content.framework
    said = [texts.title(m) for m in framework.measures.values()]
    said += [texts.short_title(m) for m in framework.measures]
    said += [texts.provision(p) for p in framework.provisions.values()]
    said += [texts.qualifier(p) for p in framework.provisions.values()]
    said += [texts.unit(i) for found in framework.indicators.values() for i in found]
    said += [texts.indicator(i) for found in framework.indicators.values() for i in found]
    said += [texts.objective(code) for code in framework.objectives]
    said += [texts.pillar(code) for code in framework.pillars]
    said += [texts.prerequisite(e.before, e.after, e.reason) for e in framework.prerequisites]
    said += [texts.notice()]
    assert [text for text in said if ENGLISH_MARK in text] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_glossary_is_whole(language):
    assert list(read_glossary(language)) == list(read_glossary("en"))
    assert all(term and meaning for term, meaning in read_glossary(language).values())


def texts_of(practice) -> list[str]:
    """Every text of a practice that a reader sees, but names."""
    facts, evidence, judged = practice.facts, practice.evidence, practice.judgement
    found = [facts.title, facts.summary, facts.results, facts.caveats, practice.retired]
    found += [getattr(evidence, name) for name in EMMIE]
    found += [served.why for served in judged.measures]
    found += [text for core in judged.core for text in (core.element, core.why)]
    found += [element.change for element in judged.adaptable]
    found += [*judged.steps, *(need.text for need in judged.prerequisites)]
    found += [judged.cost.drivers, judged.cost.staff]
    found += [text for own in judged.own_indicators for text in (own.name, own.unit)]
    return [text for text in found if text]


def test_every_practice_is_there_in_french(content):
    texts = Texts("fr", content)
    lacking = {
        practice.id
        for practice in content.catalogue.values()
        for text in texts_of(practice)
        if ENGLISH_MARK in texts.catalogue(text)
    }
    assert lacking == set()


def test_no_translation_of_a_text_that_is_gone(content):
    for path in sorted((DATA / "locales" / "fr" / "catalogue").glob("*.json")):
        current = texts_of(content.catalogue[path.stem])
        assert set(json.loads(path.read_text(encoding="utf-8"))) <= set(current), path.name


def test_an_error_line_in_french():
    problem = said("unknown {what} {value!r}", what=said("State code"), value="XXX")
    issue = Issue(file="p.yaml", path="state", line=2, problem=problem, advice=said("correct it"))
    assert (
        issue_line(issue, "fr")
        == "p.yaml:2: state: valeur inconnue (code d’État)\u00a0: 'XXX'; corrigez"
    )
    assert issue_line(issue, "en") == str(issue)
    new = Issue(file="f", path="", problem=said("all new"), advice=said("correct it"))
    assert f"all new {ENGLISH_MARK}" in issue_line(new, "fr")


def test_missing_texts_fall_back_visibly(content, monkeypatch):
    texts = Texts("fr", content)
    own = {k: v for k, v in texts._own.items() if k != "caution.ended"}
    monkeypatch.setattr(texts, "_own", own)
    assert texts.say(Message("caution.ended", {"year": "2010"})).endswith(ENGLISH_MARK)
    assert texts("no.such.key") == "no.such.key"
    assert texts.say(Message("verbatim", {"text": "Read this"})) == f"Read this {ENGLISH_MARK}"


def test_lists_and_names(content):
    english, french = Texts("en", content), Texts("fr", content)
    terms = tuple(Term("flow_roles", code) for code in ("origin", "transit", "domestic"))
    message = Message("fit.flow_roles.match", {"patterns": terms})
    assert (
        english.say(message)
        == "It was used by States of origin, transit and domestic trafficking, as here."
    )
    assert "origine, transit et traite interne" in french.say(message)
    assert french.place("CIV") == "Côte d'Ivoire"
    assert english.place("TWN") == "Taiwan Province of China"
    assert english.name("measures", "PT-07").startswith("PT-07 ")


def test_names_sort_as_the_language_does():
    french = sorted(["Zambie", "Éthiopie", "Fidji", "Équateur"], key=lambda n: sort_key(n, "fr"))
    assert french == ["Équateur", "Éthiopie", "Fidji", "Zambie"]
    chinese = sorted(["中国", "法国", "埃及", "巴西"], key=lambda name: sort_key(name, "zh"))
    assert chinese == ["埃及", "巴西", "法国", "中国"]
    russian = sorted(["Япония", "Ёж", "Египет", "Жизнь"], key=lambda name: sort_key(name, "ru"))
    assert russian == ["Египет", "Ёж", "Жизнь", "Япония"]


def test_numbers_and_labels_follow_the_language(content):
    english, french = Texts("en", content), Texts("fr", content)
    assert (english.number(-1.25, "+g"), french.number(-1.25, "+g")) == ("-1.25", "-1,25")
    assert english.labelled("Fit", "61") == "Fit: 61"
    assert french.labelled("Adéquation", "61") == "Adéquation\u00a0: 61"
