"""Puts messages, terms and content into the user's language; what is missing falls back visibly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from engine import languages
from engine.domain.advice import AnyOf, Message, Parameter, Term
from engine.domain.content import Content
from engine.domain.framework import Indicator, Measure, Provision
from engine.errors import Issue, Said
from engine.languages import LANGUAGES, Text, read_catalogue, read_glossary, read_locale

ENGLISH_MARK = "[en]"
"""What follows a text that is there in English only, in another language."""


class Texts:
    """The texts of one language, over one content.

    Keys are dotted paths into `data/locales/en/*.yaml`. A key that is not translated is said in
    English with a mark; a key that is nowhere is shown as itself, so that a test and a reader
    notice. A text with plural forms takes the parameter `count`.
    """

    def __init__(self, language: str, content: Content) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._content = content
        self._own = read_locale(self.language)
        self._english = read_locale("en")
        self._catalogue = read_catalogue(self.language)

    def __call__(self, key: str, **parameters: object) -> str:
        """Return the text of a key with its parameters put in."""
        return self._template(key, parameters.get("count")).format(**parameters)

    def has(self, key: str) -> bool:
        """Return whether there is a text for a key."""
        return key in self._own or key in self._english

    def _template(self, key: str, count: object = None) -> str:
        for texts, language in ((self._own, self.language), (self._english, "en")):
            if key in texts:
                text = _form(texts[key], count, language)
                return text if language == self.language else f"{text} {ENGLISH_MARK}"
        return key

    def say(self, message: Message) -> str:
        """Return a message in words; a `verbatim` message is a text of the catalogue."""
        if message.key == "verbatim":
            return self.catalogue(str(message.parameters["text"]))
        parameters = {name: self._said(value) for name, value in message.parameters.items()}
        return self._template(message.key).format(**parameters)

    def _said(self, value: Parameter) -> object:
        match value:
            case Term():
                return self.term(value)
            case AnyOf(terms):
                return languages.listing(map(self.term, terms), self.language, "or")
            case (Message(), *_):
                return "; ".join(self.say(part) for part in value if isinstance(part, Message))
            case tuple():
                return self.listing(self.term(term) for term in value if isinstance(term, Term))
        return value

    def number(self, value: float, form: str = "g") -> str:
        """Return a number with the decimal sign of the language; `form` is a format of Python."""
        return languages.number(value, form, self.language)

    def amount(self, value: float) -> str:
        """Return a large number with its digits in groups."""
        return languages.amount(value, self.language)

    def day(self, value: date) -> str:
        """Return a date as the language writes it."""
        return languages.day(value, self.language)

    def ordered(self, codes: Iterable[str], vocabulary: str) -> list[str]:
        """Return codes in the order of their names in the language."""
        return sorted(
            codes, key=lambda code: languages.sort_key(self.name(vocabulary, code), self.language)
        )

    def labelled(self, label: str, text: str) -> str:
        """Return a text after its label, with the stop between them that the language uses."""
        return self("list.labelled", label=label, text=text)

    def listing(self, items: Iterable[str]) -> str:
        """Return items as a sentence lists them."""
        return languages.listing(items, self.language) or self("list.nothing")

    def term(self, term: Term) -> str:
        """Return the name of a code."""
        return self.name(term.vocabulary, term.code)

    def name(self, vocabulary: str, code: str) -> str:
        """Return the name of a code of a vocabulary, a State, a body or a measure."""
        if vocabulary == "states":
            return self.place(code)
        if vocabulary == "measures":
            return f"{code} {self.short_title(code)}"
        if vocabulary == "bodies":
            names = self._content.bodies[code].names
            return names.get(self.language, names["en"])
        return self(f"term.{vocabulary}.{code}")

    def place(self, code: str) -> str:
        """Return the United Nations name of a State, or of another place of the catalogue."""
        if code in self._content.states:
            names = self._content.states[code].names  # type: ignore[index]  # a State code
        else:
            names = self._content.territories.get(code, {"en": code})
        return names.get(self.language) or names["en"]

    def catalogue(self, text: str) -> str:
        """Return a text of the catalogue, marked where it is English in another language."""
        if self.language == "en":
            return text
        return self._catalogue.get(text) or f"{text} {ENGLISH_MARK}"

    def _framework(self, key: str, english: str) -> str:
        if self.language == "en":
            return english
        return str(self._own.get(f"framework.{key}") or f"{english} {ENGLISH_MARK}")

    def short_title(self, code: str) -> str:
        """Return the short title of a measure."""
        measure = self._content.framework.measures[code]  # type: ignore[index]  # a measure id
        return self._framework(f"measure_short.{code}", measure.short_title)

    def title(self, measure: Measure) -> str:
        """Return the whole title of a measure."""
        return self._framework(f"measures.{measure.id}", measure.title)

    def pillar(self, code: str) -> str:
        """Return the name of a pillar."""
        return self._framework(f"pillars.{code}", self._content.framework.pillars[code])

    def objective(self, code: str) -> str:
        """Return an objective."""
        return self._framework(f"objectives.{code}", self._content.framework.objectives[code])

    def provision(self, provision: Provision) -> str:
        """Return what a provision asks for, in our words."""
        return self._framework(f"provisions.{provision.id}.paraphrase", provision.paraphrase)

    def indicator(self, indicator: Indicator) -> str:
        """Return the name of an indicator."""
        return self._framework(f"indicators.{indicator.id}.name", indicator.name)

    def unit(self, indicator: Indicator) -> str:
        """Return the unit of an indicator."""
        return self._framework(f"indicators.{indicator.id}.unit", indicator.unit)

    def qualifier(self, provision: Provision) -> str:
        """Return what limits a provision, empty where nothing does."""
        if not provision.qualifier:
            return ""
        return self._framework(f"provisions.{provision.id}.qualifier", provision.qualifier)

    def prerequisite(self, before: str, after: str, english: str) -> str:
        """Return why one measure comes before another."""
        return self._framework(f"prerequisites.{before}>{after}", english)

    def weight_reason(self, kind: str, criterion: str, english: str) -> str:
        """Return why a criterion of a score weighs as it does; `english` stands with the weights."""
        if self.language == "en":
            return english
        return str(self._own.get(f"weights.{kind}.{criterion}") or f"{english} {ENGLISH_MARK}")

    def meaning(self, term: str) -> str:
        """Return what a term of the glossary means; `term` is the English one."""
        own = read_glossary(self.language).get(term)
        return own[1] if own else f"{read_glossary('en')[term][1]} {ENGLISH_MARK}"

    def glossary(self) -> list[tuple[str, str]]:
        """Return each term with its meaning, in the order of the language."""
        english, own = read_glossary("en"), read_glossary(self.language)
        rows = [own.get(term) or (f"{row[0]} {ENGLISH_MARK}", row[1]) for term, row in english.items()]
        return sorted(rows, key=lambda row: languages.sort_key(row[0], self.language))

    def notice(self) -> str:
        """Return what must be said of the framework wherever it is shown."""
        return self._framework("notice", self._content.framework.notice)


def issue_line(issue: Issue, language: str) -> str:
    """Return a problem as the one line a user reads; needs no content, which may be damaged."""
    problem, advice = (_translated(text, language) for text in (issue.problem, issue.advice))
    return f"{issue.place}: {problem}; {advice}"


def _translated(text: Said, language: str) -> str:
    if language not in LANGUAGES[1:]:
        return str(text)
    template = str(
        read_locale(language).get(f"errors.{text.template}", f"{text.template} {ENGLISH_MARK}")
    )
    parameters = {
        name: _translated(value, language) if isinstance(value, Said) else value
        for name, value in text.parameters.items()
    }
    return template.format(**parameters)


def _form(text: Text, count: object, language: str) -> str:
    if isinstance(text, str):
        return text
    return languages.plural(text, count if isinstance(count, int) else 0, language)
