"""Random walks through the app: whatever is clicked, no page fails and the case still loads."""

from __future__ import annotations

import random

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Multiselect, Selectbox

from engine.content.cases import case_from_value, case_value
from engine.domain.case import Case
from engine.languages import LANGUAGES
from engine.paths import APP
from engine.storage.cases import CaseStore
from engine.ui import frame

WALKS, STEPS = 100, 8
PAGES = [*(name for found in frame.SECTIONS.values() for name in found), *frame.HIDDEN]
KINDS = ("page", "button", "button_group", "selectbox", "text_input", "slider", "toggle", "multiselect")
TEXTS = ("", "a note", "=1+1", "<script>alert(1)</script>", "victim Anna Smith", "مرحبا", "$x$ [a](b)")


def as_shown(original: property) -> property:
    """The formatter of an input, which leaves alone what is formatted already.

    A walk chooses among options as they are shown; the test harness would format them again.
    """

    def formatter(widget):
        shown, name = set(widget.options), original.fget(widget)
        return lambda value: value if value in shown else name(value)

    return property(formatter)


@pytest.fixture(autouse=True)
def options_as_shown(monkeypatch):
    for kind in (Selectbox, Multiselect):
        monkeypatch.setattr(kind, "format_func", as_shown(kind.format_func))


def step(app: AppTest, chance: random.Random) -> AppTest:
    """Go to a page, press a button, or change an input; buttons that delete count too."""
    kind = chance.choice(KINDS)
    widgets = [] if kind == "page" else [w for w in app.get(kind) if not w.proto.disabled]
    if not widgets:
        app.switch_page(str(frame.PAGES / f"{chance.choice(PAGES)}.py"))
        return app.run()
    widget = chance.choice(widgets)
    options = list(getattr(widget, "options", ()))
    changes = {
        "button": lambda: widget.click(),
        "text_input": lambda: widget.input(chance.choice(TEXTS)),
        "slider": lambda: widget.set_value(chance.choice([widget.min, widget.max])),
        "toggle": lambda: widget.set_value(not widget.value),
        "multiselect": lambda: widget.set_value(chance.sample(options, min(2, len(options)))),
        "selectbox": lambda: widget.select_index(chance.randrange(len(options))),
        "button_group": lambda: widget.select(chance.choice(options)),
    }
    changes[kind]()
    return app.run()


@pytest.mark.parametrize("seed", range(WALKS))
def test_a_random_walk_breaks_nothing(seed, content, malawi, tmp_path, monkeypatch):
    monkeypatch.setenv("PASSERELLE_DATA_DIR", str(tmp_path))
    chance = random.Random(seed)
    store = CaseStore(tmp_path / "passerelle.sqlite")
    case = store.create(case_value(Case(profile=malawi)))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["case"], app.query_params["lang"] = case.id, chance.choice(LANGUAGES)
    app.run()
    for _ in range(STEPS):
        app = step(app, chance)
        assert not app.exception
    for head in store.heads():
        case_from_value(store.load(head.id).document, "case", content)
