"""The command, as a user and as another program meet it."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from engine.cli import cli, main
from engine.content.crosswalk import read_crosswalk
from engine.content.prefill import prefilled
from engine.content.profiles import parse_profile, write_profile
from engine.domain.profile import MeasureStatus
from engine.domain.vocabulary import MeasureId, Status
from engine.paths import DATA, EXAMPLES


@pytest.fixture
def profile_path(content, tmp_path) -> Path:
    path = tmp_path / "mwi.yaml"
    path.write_text(write_profile(prefilled(content, "MWI", "2026-11-24")), encoding="utf-8")
    return path


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    """Run the command in this process; return status, output and errors."""
    try:
        main(arguments)
        status = 0
    except SystemExit as error:
        status = int(error.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def commands(group=cli, path=()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found.append((*path, name))
        if hasattr(command, "commands"):
            found += commands(command, (*path, name))
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_has_help_and_an_example(command):
    result = CliRunner().invoke(cli, [*command, "--help"])
    assert result.exit_code == 0
    if command != ("catalogue",):
        assert "Example" in result.output
        assert f"passerelle {' '.join(command)}" in result.output


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_is_in_the_readme(command):
    assert command[-1] in Path("README.md").read_text(encoding="utf-8")


def test_states_in_both_languages(capsys):
    for language, name in (("en", "Côte d'Ivoire"), ("fr", "Allemagne")):
        status, out, _ = run(capsys, "states", "--lang", language)
        assert status == 0
        assert name in out
        assert len(out.splitlines()) >= 197


def test_profile_is_printed_or_written_whole(capsys, content, tmp_path):
    status, out, _ = run(capsys, "profile", "mwi")
    assert status == 0
    assert parse_profile(out, "p", content).state == "MWI"
    for name in ("mwi.yaml", "mwi.json"):
        status, out, err = run(capsys, "profile", "MWI", "--out", str(tmp_path / name))
        assert (status, out) == (0, "")
        assert name in err
        assert (
            parse_profile((tmp_path / name).read_text(encoding="utf-8"), name, content).state == "MWI"
        )


def test_a_profile_that_cannot_be_written_leaves_nothing(capsys, tmp_path):
    status, _, err = run(capsys, "profile", "MWI", "--out", str(tmp_path / "none" / "mwi.yaml"))
    assert status == 2
    assert "cannot write it" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_gaps_and_suggest_in_every_form(capsys, profile_path, form, language):
    for name in ("gaps", "suggest"):
        status, out, err = run(capsys, name, str(profile_path), "--format", form, "--lang", language)
        assert (status, err) == (0, "")
        if form == "json":
            assert json.loads(out)["language"] == language
        elif form == "csv":
            assert len(list(csv.DictReader(io.StringIO(out)))) > 10
        else:
            assert max(map(len, out.splitlines())) <= 100 or "http" in out


def test_tables_stay_within_100_columns(capsys, profile_path):
    for arguments in (["gaps", str(profile_path)], ["states"], ["catalogue", "list"]):
        _, out, _ = run(capsys, *arguments)
        assert max(map(len, out.splitlines())) <= 100
    _, out, _ = run(capsys, "suggest", str(profile_path))
    long = [line for line in out.splitlines() if len(line) > 100]
    assert all(line.strip().startswith("http") for line in long)


def test_the_json_contract(capsys, profile_path):
    status, out, _ = run(
        capsys, "suggest", str(profile_path), "--format", "json", "--measures", "3", "--top", "2"
    )
    assert status == 0
    value = json.loads(out)
    assert value["schema"] == 1
    assert set(value["versions"]) == {"software", "framework", "catalogue", "models"}
    assert value["state"] == "MWI"
    assert len(value["measures"]) == 3
    for measure in value["measures"]:
        assert {"id", "title", "pillar", "provisions", "status", "priority", "suggestions"} <= set(
            measure
        )
        assert set(measure["status"]) >= {"law", "practice"}
        assert len(measure["suggestions"]) <= 2
        for score in [measure["priority"], *(made["fit"] for made in measure["suggestions"])]:
            assert score["value"] == score["base"] + sum(c["value"] for c in score["contributions"])
            assert all(set(c) == {"criterion", "value", "reason"} for c in score["contributions"])
        for made in measure["suggestions"]:
            assert {
                "practice", "title", "summary", "countries", "fit", "confidence", "core", "adaptations",
                "prerequisites", "cautions", "cost_band", "evidence", "indicators", "source",
            } <= set(made)  # fmt: skip
            assert 0 <= made["confidence"]["top_share"] <= 1
            for change in made["adaptations"]:
                assert set(change) == {"element", "type", "text", "because"}
            for need in made["prerequisites"]:
                assert "measure" in need or "text" in need
                assert need["met"] in (True, False, None)


def test_named_measures_only(capsys, profile_path):
    status, out, _ = run(
        capsys,
        "suggest",
        str(profile_path),
        "--measure",
        "PT-07",
        "--measure",
        "pt-06",
        "--format",
        "json",
    )
    assert status == 0
    assert {measure["id"] for measure in json.loads(out)["measures"]} == {"PT-06", "PT-07"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["profile", "MLW"], "unknown State code 'MLW'; use a code that `passerelle states` lists"),
        (["gaps", "nowhere.yaml"], "nowhere.yaml: cannot read it"),
        (["catalogue", "show", "bra-dirty-lists"], "did you mean 'bra-dirty-list'?"),
        (["catalogue", "list", "--measure", "PT-70"], "there is no measure 'PT-70'"),
        (["suggest"], "Missing argument"),
        (["gaps", "--format", "xml", "x"], "Invalid value"),
        (["nonsense"], "No such command"),
    ],
)
def test_bad_input_ends_with_2_and_no_traceback(capsys, arguments, said):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_port_in_use_is_said_before_the_app_starts(capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        status, out, err = run(capsys, "app", "--port", port)
    assert (status, out) == (2, "")
    assert err == f"port: {port}: another program uses it; choose another with --port\n"


def test_all_problems_of_a_profile_are_told_one_a_line(capsys, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(
        "schema: 1\nstate: XXX\nfoo: 1\nmeasures: {PT-99: {law: maybe}}\n", encoding="utf-8"
    )
    status, out, err = run(capsys, "suggest", str(path))
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 4
    assert all(line.startswith("bad.yaml:") for line in err.splitlines())


def test_personal_data_in_notes_is_warned_of_but_not_refused(capsys, tmp_path):
    path = tmp_path / "p.yaml"
    note = "{practice: partly, note: 'Mr Banda, +265 999 123 456'}"
    path.write_text(f"schema: 1\nstate: MWI\nmeasures: {{PT-01: {note}}}\n", encoding="utf-8")
    status, out, err = run(capsys, "gaps", str(path))
    assert status == 0
    assert out
    assert "looks like a person's name" in err
    assert "telephone" in err


def test_catalogue_check_list_show_search(capsys, content):
    status, out, _ = run(capsys, "catalogue", "check")
    assert status == 0
    assert f"{len(content.suggestible)} practices" in out
    status, out, _ = run(capsys, "catalogue", "list", "--measure", "PT-07")
    assert status == 0
    assert "PT-07" in out
    _, out, _ = run(capsys, "catalogue", "show", "bra-dirty-list")
    assert "OUR JUDGEMENT" in out
    assert "Brazil" in out
    _, out, _ = run(capsys, "catalogue", "show", "bra-dirty-list", "--format", "json")
    value = json.loads(out)
    assert {"id", "kind", "facts", "evidence", "judgement", "checked"} <= set(value)
    assert value["evidence"]["level"] in {"strong", "moderate", "limited", "described"}
    _, out, _ = run(capsys, "catalogue", "search", "register", "employers", "slave", "labour")
    assert "bra-dirty-list" in out
    _, out, _ = run(capsys, "catalogue", "search", "zzzzqqq")
    assert "No practice matches" in out


def test_catalogue_check_reads_the_files_and_not_what_was_kept(capsys, monkeypatch):
    def kept(_):
        pytest.fail("what was kept was read")

    monkeypatch.setattr("engine.content.catalogue_cache.Kept.read", kept)
    status, _, _ = run(capsys, "catalogue", "check")
    assert status == 0


def test_a_spreadsheet_tells_why_each_change_is_asked_for(capsys, content, profile_path):
    _, out, _ = run(capsys, "suggest", str(profile_path), "--format", "csv")
    rows = csv.DictReader(io.StringIO(out))
    changes = [change for row in rows for change in row["adaptations"].split(" | ") if change]
    assert changes
    assert all(change.endswith(")") for change in changes)
    assert any("If here, which is not known yet" in change for change in changes)


def test_a_merged_practice_is_found_under_its_old_id(capsys, content):
    practice = next(p for p in content.catalogue.values() if p.merged)
    _, out, _ = run(capsys, "catalogue", "show", practice.merged[0])
    assert f"[{practice.id}]" in out


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("???.yaml")), ids=lambda path: path.stem)
def test_examples_give_suggestions(capsys, path):
    status, out, _ = run(capsys, "suggest", str(path), "--format", "json")
    assert status == 0
    measures = json.loads(out)["measures"]
    assert len(measures) == 10
    assert sum(bool(measure["suggestions"]) for measure in measures) >= 9


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_without_the_source_data_nothing_is_made(capsys, tmp_path, command):
    status, out, err = run(capsys, command, "--sources", str(tmp_path))
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("gov_response_indicators.csv: cannot be used: No such file")
    assert "--sources" in err


def test_questions_tell_estimates_as_estimates(capsys, content, profile_path):
    status, out, _ = run(capsys, "questions", str(profile_path), "--format", "json", "--number", "89")
    assert status == 0
    found = json.loads(out)["questions"]
    assert len(found) == 89
    told = [row["estimate"] for row in found if row["estimate"]]
    assert len(told) == 51
    for estimate in told:
        log_odds = estimate["base"] + sum(estimate["by_attribute"].values())
        log_odds += sum(estimate["by_measure"].values())
        assert estimate["chance"] == pytest.approx(1 / (1 + math.exp(-log_odds)), abs=1e-3)
    status, page, _ = run(capsys, "questions", str(profile_path), "--lang", "fr")
    assert status == 0
    assert "Estimation, non une réponse" in page
    assert "[en]" not in page


def test_help_imports_nothing_heavy():
    code = (
        "import sys, contextlib, io\n"
        "from engine.cli import cli\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    cli(['--help'], standalone_mode=False)\n"
        "heavy = {'numpy', 'pandas', 'sklearn', 'streamlit', 'pydantic', 'yaml'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert out.strip() == "[]"


def test_a_fresh_process_gives_the_same_bytes(profile_path):
    command = [sys.executable, "-m", "engine.cli", "suggest", str(profile_path), "--format", "json"]
    first, second = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second
    assert first


def test_help_and_output_in_french_by_the_environment(profile_path):
    environment = os.environ | {"PASSERELLE_LANG": "fr"}

    def out(*arguments: str) -> str:
        command = [sys.executable, "-m", "engine.cli", *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment
        ).stdout

    assert "Lister les États" in out("--help")
    for command in commands():
        words = out(*command, "--help")
        assert not re.search(r"\b(the|of|for)\b", words.split("Example")[0].split("Usage")[-1]), command
    assert "Procédure d’identification" in out("suggest", str(profile_path), "--measure", "PT-02")


@pytest.mark.parametrize("arguments", [["--lang", "fr"], ["--lang=fr"]])
def test_errors_in_french(capsys, arguments):
    status, _, err = run(capsys, "profile", "XXX")
    assert (status, "unknown" in err) == (2, True)
    status, _, err = run(capsys, "gaps", "nulle-part.yaml", *arguments)
    assert status == 2
    assert "lecture impossible" in err


def test_compare_tells_what_a_change_moves(capsys, content, profile_path, tmp_path):
    changed = tmp_path / "changed.yaml"
    before = prefilled(content, "MWI", "2026-11-24")
    met = MeasureStatus(law=Status.IN_PLACE, practice=Status.IN_PLACE)
    after = replace(before, measures=dict(before.measures) | {MeasureId("PT-07"): met})
    changed.write_text(write_profile(after), encoding="utf-8")
    status, out, _ = run(capsys, "compare", str(profile_path), str(changed), "--format", "json")
    assert status == 0
    gone = [move["id"] for move in json.loads(out)["measures"] if move["after"] is None]
    assert gone == ["PT-07"]
    for language, word in (("en", "not there  PT-07"), ("fr", "absente  PT-07")):
        status, out, _ = run(capsys, "compare", str(profile_path), str(changed), "--lang", language)
        assert status == 0
        assert word in out
        assert max(map(len, out.splitlines())) <= 100


def test_compare_refuses_two_states(capsys, content, profile_path, tmp_path):
    other = tmp_path / "zmb.yaml"
    other.write_text(write_profile(prefilled(content, "ZMB", "2026-11-24")), encoding="utf-8")
    status, out, err = run(capsys, "compare", str(profile_path), str(other))
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        "compare: MWI, ZMB: these are two States; compare two profiles of one State"
    ]


def test_statuses_come_from_a_workbook(capsys, content, tmp_path):
    walk = read_crosswalk(DATA / "framework", "gsi2023", content.framework.measures)
    path = tmp_path / "mwi.yaml"
    bare = replace(prefilled(content, "MWI", "2026-11-24"), measures={})
    path.write_text(write_profile(bare), encoding="utf-8")
    made = Workbook()
    made.active.title = walk.sheet
    made.active.append([walk.country_column, *sorted(walk.indicators)])
    made.active.append(["Malawi", *(int(code == "M3121") for code in sorted(walk.indicators))])
    made.save(tmp_path / "book.xlsx")
    command = ("import-statuses", "gsi2023", str(tmp_path / "book.xlsx"), str(path))
    status, out, err = run(capsys, *command)
    assert status == 0
    assert "measures filled: 1" in err
    assert parse_profile(out, "p", content).measures["NC-03"].practice is Status.IN_PLACE
    status, out, err = run(capsys, *command, "--out", str(path), "--lang", "fr")
    assert (status, out) == (0, "")
    assert "mesures remplies : 1" in err
    assert "NC-03" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "word"), [("en", "% alike"), ("fr", "semblable à")])
def test_peers_in_both_languages(capsys, profile_path, language, word):
    status, out, _ = run(capsys, "peers", str(profile_path), "--lang", language)
    assert status == 0
    assert out.count(word) == 15
    assert max(map(len, out.splitlines())) <= 100
    status, out, _ = run(capsys, "peers", str(profile_path), "--state", "zmb", "--format", "json")
    assert status == 0
    assert [peer["state"] for peer in json.loads(out)["peers"]] == ["ZMB"]


def test_a_plan_is_proposed_and_written(capsys, tmp_path):
    given = ("plan", "data/examples/mwi.yaml", "--budget", "300000")
    code, shown, _ = run(capsys, *given, "--start-year", "2027")
    assert code == 0
    assert "Action plan against trafficking in persons: Malawi" in shown
    for form in ("docx", "xlsx", "pdf", "json", "csv", "articles"):
        path = tmp_path / f"plan.{form}"
        code, _, told = run(capsys, *given, "--format", form, "--out", str(path))
        assert code == 0, told
        assert path.stat().st_size > 1_000


def test_a_plan_that_cannot_be_made_is_told_in_one_line(capsys, tmp_path):
    given = ("plan", "data/examples/mwi.yaml", "--budget")
    code, _, told = run(capsys, *given, "1000")
    assert code == 2
    assert "these limits cannot be met together" in told
    assert "Traceback" not in told
    assert run(capsys, *given, "300000", "--format", "docx")[0] == 2
    brief = tmp_path / "brief.docx"
    wrong = ("--format", "brief", "--item", "XX", "--out", str(brief))
    code, _, told = run(capsys, *given, "300000", *wrong)
    assert code == 2
    assert "the plan has no such item" in told
    assert not brief.exists()
