"""What the documents say holds for what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.languages import read_glossary
from engine.paths import DATA

README = Path("README.md").read_text(encoding="utf-8")
DOCS = README + "".join(path.read_text(encoding="utf-8") for path in Path().glob("*.md")) + "".join(
    path.read_text(encoding="utf-8") for path in Path("docs").rglob("*.md")
)  # fmt: skip


def test_the_number_of_practices(content):
    assert f"{len(content.suggestible)} real practices" in README


@pytest.mark.parametrize("folder", sorted(p.name for p in DATA.iterdir() if p.is_dir()))
def test_every_collection_of_data_is_named(folder):
    assert f"data/{folder}" in DOCS


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README))))
def test_links_of_the_readme_lead_somewhere(link):
    assert Path(link).exists()


def test_the_glossary_is_that_of_the_data(content):
    text = Path("docs/glossary.md").read_text(encoding="utf-8")
    french = read_glossary("fr")
    rows = [[*row, *french[term]] for term, row in read_glossary("en").items()]
    rows += [list(pair) for pair in content.vocabulary.abbreviations.items()]
    assert len(rows) > 80
    assert [row for row in rows if f"| {' | '.join(row)} |" not in text] == []


def test_every_criterion_has_a_reason_and_a_source():
    from engine.modelfile import weight_reasons

    for kind in ("priority", "fit"):
        for name, row in weight_reasons(kind).items():
            assert row["reason"], name
            assert row["source"], name


def test_the_project_speaks_of_itself_alone():
    for folder in ("engine", "data", "docs", "tests", "models"):
        for path in Path(folder).rglob("*"):
            if path.suffix in {".py", ".md", ".yaml", ".csv"}:
                text = path.read_text(encoding="utf-8", errors="replace")
                assert not re.search(r"(?<![\w/.-])/(?:root|home|tmp)/\w", text), path
