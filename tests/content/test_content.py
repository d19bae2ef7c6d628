"""The shipped content: whole, resolved, and safe to ship."""

from __future__ import annotations

import json
import shutil
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml

from engine.content.framework import read_framework, read_vocabulary
from engine.content.load import load_content
from engine.content.practice_file import PracticeFile
from engine.content.profiles import ProfileFile, load_profile
from engine.content.reference_build.patterns import interval
from engine.domain.vocabulary import MeasureLevel, Obligation, StateCode
from engine.errors import ContentError, ModelError
from engine.modelfile import load_models
from engine.paths import DATA, EXAMPLES, MODELS


def test_the_framework_has_the_rows_of_its_sources(content):
    framework = content.framework
    assert len(framework.measures) == 89
    assert len(framework.provisions) == 191
    assert sum(map(len, framework.indicators.values())) == 205
    assert len(framework.prerequisites) == 124
    assert len(framework.objectives) == 17
    assert set(framework.indicators) == set(framework.measures)
    assert "not an official UNODC list" in framework.notice


def test_a_minimum_measure_has_a_mandatory_provision(content):
    for measure in content.framework.measures.values():
        levels = {content.framework.provisions[code].obligation for code in measure.provisions}
        assert measure.provisions or measure.guidance
        if measure.level is MeasureLevel.MINIMUM:
            assert Obligation.MANDATORY in levels, measure.id


def test_the_order_of_measures_has_no_circle(content):
    graph: dict[str, set[str]] = {}
    for edge in content.framework.prerequisites:
        graph.setdefault(edge.after, set()).add(edge.before)
    assert len(list(TopologicalSorter(graph).static_order())) == 89


def test_states_and_what_is_known_of_them(content):
    states = content.states.values()
    assert len(content.states) == 195
    assert sum(state.is_observer for state in states) == 2
    for state in states:
        assert state.region in content.vocabulary.of("region")
        assert set(state.names) == {"en", "fr", "es", "ar", "ru", "zh"}
        assert all(state.names.values())
    assert content.states[StateCode("BOL")].names["en"] == "Bolivia (Plurinational State of)"
    assert content.states[StateCode("GMB")].names["en"] == "Gambia"
    assert content.states[StateCode("TUR")].names["en"] == "Türkiye"


def test_shares_are_intervals_in_0_to_1(content):
    for state in content.states.values():
        for share in state.patterns:
            if share.low is not None and share.high is not None:
                assert 0.0 <= share.low <= share.high <= 1.0
            assert share.reports >= 1
            assert share.first_year <= share.last_year


@pytest.mark.parametrize(("text", "counted"), [("<5", (0, 4)), ("12", (12, 12)), ("61,102,019", None)])
def test_fewer_than_five_stays_an_interval(text, counted):
    assert interval(text) == counted


def test_nothing_for_training_only_is_in_the_reference_data():
    origin = yaml.safe_load((DATA / "reference" / "origin.yaml").read_text(encoding="utf-8"))
    inputs = " ".join(row.get("input", "") for row in origin["sources"])
    assert not any(name in inputs for name in ("gsi2023", "hti/", "policy_index", "funding"))
    for row in origin["sources"]:
        assert row["publisher"]
        assert row["terms"]
        assert ("input" in row) == ("sha256" in row)


def test_every_collection_says_where_it_comes_from():
    for folder in sorted(path for path in DATA.iterdir() if path.is_dir()):
        assert (folder / "origin.yaml").is_file(), folder.name
        yaml.safe_load((folder / "origin.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("path", "model"),
    [("catalogue/schema.json", PracticeFile), ("profile.schema.json", ProfileFile)],
)
def test_published_schemas_are_those_in_use(path, model, request):
    text = json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--rewrite-golden"):
        (DATA / path).write_text(text, encoding="utf-8")
    assert (DATA / path).read_text(encoding="utf-8") == text


def test_six_examples_of_many_regions_and_incomes(content):
    found = [load_profile(path, content) for path in sorted(EXAMPLES.glob("???.yaml"))]
    assert len(found) == 6
    assert len({profile.context.region for profile in found}) == 6
    assert len({profile.context.income_group for profile in found}) >= 3
    for profile in found:
        assert profile.measures
        assert all(status.source for status in profile.measures.values())


@pytest.fixture
def framework_copy(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "framework", tmp_path / "framework")
    return tmp_path / "framework"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("measures.csv", "TIP-3.a", "TIP-99", "unknown provision 'TIP-99'"),
        ("prerequisites.csv", "PR-01,PR-02", "PR-99,PR-02", "unknown measure 'PR-99'"),
        ("prerequisites.csv", "PR-01,PR-02,should", "PR-02,PR-01,should", "wait for each other"),
        ("provisions.csv", "mandatory", "compulsory", "'compulsory' is not a valid Obligation"),
        ("relevance.yaml", "[domestic]", "[inland]", "unknown code 'inland'"),
        ("measures.csv", "id,pillar", "code,pillar", "column id is missing"),
    ],
)
def test_a_damaged_framework_is_told(framework_copy, file, old, new, said):
    path = framework_copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    count = -1 if "PR-02,PR-01" in new else 1
    path.write_text(text.replace(old, new, count), encoding="utf-8")
    if "PR-02,PR-01" in new:
        path.write_text(
            path.read_text(encoding="utf-8") + "PR-01,PR-02,should,x,x,x\n", encoding="utf-8"
        )
    with pytest.raises(ContentError, match=said):
        read_framework(framework_copy, read_vocabulary(framework_copy))


def test_all_damaged_catalogue_files_are_told_at_once(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    files = sorted((tmp_path / "data" / "catalogue").glob("*/*.yaml"))[:2]
    files[0].write_text("schema: [", encoding="utf-8")
    files[1].write_text(
        files[1].read_text(encoding="utf-8").replace("schema: 2", "schema: 7"), encoding="utf-8"
    )
    with pytest.raises(ContentError) as caught:
        load_content(tmp_path / "data")
    assert {issue.file.split("/")[-1] for issue in caught.value.issues} == {f.name for f in files}


def test_a_changed_model_is_not_loaded(tmp_path):
    shutil.copytree(MODELS, tmp_path / "models")
    weights = tmp_path / "models" / "scoring" / "weights.yaml"
    weights.write_text(
        weights.read_text(encoding="utf-8").replace("points: 4.0", "points: 40.0"), encoding="utf-8"
    )
    with pytest.raises(ModelError, match="was changed since its manifest was written"):
        load_models(tmp_path / "models")


def test_a_learned_model_that_is_not_its_manifest_s_is_not_unpickled(tmp_path, monkeypatch):
    monkeypatch.setattr("joblib.load", lambda file: pytest.fail("unpickled before it was checked"))
    shutil.copytree(MODELS, tmp_path / "models")
    artefact = tmp_path / "models" / "priority" / "model.joblib"
    artefact.write_bytes(artefact.read_bytes() + b" ")
    with pytest.raises(ModelError, match="was changed since its manifest was written"):
        load_models(tmp_path / "models")
    artefact.unlink()
    with pytest.raises(ModelError, match="cannot be verified"):
        load_models(tmp_path / "models")


@pytest.mark.parametrize("libraries", [{"joblib": "1.5.0", "numpy": "1.26.0"}, {}])
def test_a_model_of_another_major_version_is_refused(tmp_path, libraries):
    shutil.copytree(MODELS, tmp_path / "models")
    path = tmp_path / "models" / "priority" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | {"libraries": libraries}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelError, match="is installed; reinstall Passerelle"):
        load_models(tmp_path / "models")
