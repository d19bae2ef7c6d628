"""Languages: the same keys and placeholders, nothing unused, a visible fallback."""

from __future__ import annotations

import ast
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
from engine.i18n import ENGLISH_MARK, Texts, issue_line, read_locale
from engine.matching.fit import CRITERIA as FIT
from engine.matching.priority import CRITERIA as PRIORITY

OTHER = ("framework.", "errors.", "help.")  # their English stands in the content and in the code
ENGLISH = {k: v for k, v in read_locale("en").items() if not k.startswith(OTHER)}
FRENCH = {k: v for k, v in read_locale("fr").items() if not k.startswith(OTHER)}


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def test_the_same_keys_in_both_languages():
    assert set(ENGLISH) == set(FRENCH)


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_the_same_placeholders(key):
    assert placeholders(ENGLISH[key]) == placeholders(FRENCH[key])


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


def test_the_framework_is_whole_in_french(content):
    texts, framework = Texts("fr", content), content.framework
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


def error_templates() -> set[str]:
    """Every template that the code says as an error, and the words put into one."""
    found = set()
    for path in Path("engine").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "said":
                first = node.args[0]
                found |= {first.value} if isinstance(first, ast.Constant) else set()
    return found | set(LIMITS) | {"{text}"}


LIMITS = (
    "expected {limit} or more",
    "expected {limit} or less",
    "expected at most {limit} characters or items",
    "expected at least {limit} characters or items",
    "expected the form {limit}",
)


def test_every_error_is_said_in_french():
    french = {
        k.removeprefix("errors."): v for k, v in read_locale("fr").items() if k.startswith("errors.")
    }
    templates = error_templates()
    assert templates - set(french) == set()
    fields = re.compile(r"{(\w+)")
    for template in templates:
        assert set(fields.findall(template)) == set(fields.findall(french[template]))


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


def test_numbers_and_labels_follow_the_language(content):
    english, french = Texts("en", content), Texts("fr", content)
    assert (english.number(-1.25, "+g"), french.number(-1.25, "+g")) == ("-1.25", "-1,25")
    assert english.labelled("Fit", "61") == "Fit: 61"
    assert french.labelled("Adéquation", "61") == "Adéquation\u00a0: 61"
