"""Cases on disk: nothing lost, nothing overwritten in silence, the last changes undone."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.merge import changes, merge
from engine.errors import StorageError
from engine.files import write_whole
from engine.storage.cases import KEPT_REVISIONS, CaseStore


def document(**measures: str) -> dict:
    profile = {
        "schema": 1,
        "state": "MWI",
        "measures": {k: {"practice": v} for k, v in measures.items()},
    }
    return {"schema": 2, "profile": profile if measures else {"schema": 1, "state": "MWI"}}


@pytest.fixture
def store(tmp_path) -> CaseStore:
    return CaseStore(tmp_path / "deep" / "passerelle.sqlite")


def test_what_was_kept_is_there_for_another_store(store):
    case = store.create(document(PR01="absent"))
    store.change(case.id, case.document, document(PR01="partly"))
    again = CaseStore(store.path).load(case.id)
    assert again.document == document(PR01="partly")
    assert [(head.id, head.state) for head in store.heads()] == [(case.id, "MWI")]


def test_undo_and_redo(store):
    case = store.create(document(PR01="absent"))
    assert (case.undo, case.redo) == (None, None)
    for status in ("partly", "in_place"):
        case, _ = store.change(case.id, case.document, document(PR01=status))
    assert case.undo == "profile.measures.PR01.practice"
    case = store.undo(case.id)
    assert case.document == document(PR01="partly")
    assert case.redo == "profile.measures.PR01.practice"
    assert store.redo(case.id).document == document(PR01="in_place")
    store.undo(case.id)
    case, _ = store.change(case.id, document(PR01="partly"), document(PR01="unknown"))
    assert case.redo is None
    assert store.redo(case.id).document == document(PR01="unknown")
    for _ in range(5):
        case = store.undo(case.id)
    assert case.document == document(PR01="absent")


def test_the_history_tells_when_and_where(store):
    case = store.create(document(PR01="absent"))
    store.change(case.id, case.document, document(PR01="partly"))
    (last, place), (first, begun) = store.history(case.id)
    assert place == "profile.measures.PR01.practice"
    assert begun == ""
    assert last >= first
    store.undo(case.id)
    assert len(store.history(case.id)) == 1


def test_a_file_of_the_first_version_is_brought_forward(store):
    case = store.create(document(PR01="absent"))
    with sqlite3.connect(store.path) as connection:
        connection.execute("alter table revisions drop column at")
        connection.execute("delete from versions where number = 2")
    again = CaseStore(store.path)
    assert again.load(case.id).document == document(PR01="absent")
    assert again.history(case.id) == ((None, ""),)
    again.change(case.id, case.document, document(PR01="partly"))
    assert again.history(case.id)[0][0] is not None


def test_only_the_last_states_are_kept(store):
    case = store.create(document(PR01="0"))
    for number in range(KEPT_REVISIONS + 20):
        case, _ = store.change(case.id, case.document, document(PR01=str(number + 1)))
    for _ in range(KEPT_REVISIONS + 20):
        case = store.undo(case.id)
    assert case.document == document(PR01="21")


def test_two_tabs_keep_both_changes_and_tell_the_same_one(store):
    first = store.create(document(PR01="absent", PR02="absent"))
    store.change(first.id, first.document, document(PR01="partly", PR02="absent"))
    both, conflicts = store.change(first.id, first.document, document(PR01="absent", PR02="partly"))
    assert both.document == document(PR01="partly", PR02="partly")
    assert conflicts == ()
    told, conflicts = store.change(first.id, first.document, document(PR01="in_place", PR02="absent"))
    assert conflicts == (("profile", "measures", "PR01", "practice"),)
    assert told.document == both.document


def test_many_threads_lose_nothing(store):
    case = store.create(document(PR00="absent"))

    def work(number: int) -> None:
        for step in range(5):
            wanted = document(PR00="absent", **{f"PR{number}{step}": "partly"})
            store.change(case.id, document(PR00="absent"), wanted)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.load(case.id).document["profile"]["measures"]) == 41


def test_a_killed_process_loses_no_acknowledged_change(store):
    case = store.create(document(PR01="0"))
    code = f"""
        import sys
        from pathlib import Path
        from engine.storage.cases import CaseStore
        store, number = CaseStore(Path({str(store.path)!r})), 0
        case = store.load({case.id!r})
        while True:
            number += 1
            wanted = {{"schema": 2, "profile": {{"schema": 1, "state": "MWI", "measures":
                      {{"PR01": {{"practice": str(number)}}}}}}}}
            case, _ = store.change(case.id, case.document, wanted)
            print(number, flush=True)
    """
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(25)]
    os.kill(process.pid, signal.SIGKILL)
    told += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    last = int([line for line in told if line.endswith(b"\n")][-1])
    kept = int(CaseStore(store.path).load(case.id).document["profile"]["measures"]["PR01"]["practice"])
    assert kept in (last, last + 1)
    assert sqlite3.connect(store.path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_deleted_case_is_gone_with_its_states(store):
    case = store.create(document())
    store.delete(case.id)
    assert store.heads() == ()
    assert store.stamp(case.id) == 0
    with pytest.raises(StorageError, match="no case has this name"):
        store.load(case.id)
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("select count(*) from revisions").fetchone() == (0,)


def test_a_damaged_file_and_a_newer_one_are_told(tmp_path):
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"this is no database" * 100)
    with pytest.raises(StorageError, match="cannot be read or written"):
        CaseStore(damaged).heads()
    newer = CaseStore(tmp_path / "newer.sqlite")
    newer.create(document())
    with sqlite3.connect(newer.path) as connection:
        connection.execute("insert into versions values (99)")
    with pytest.raises(StorageError, match="newer version"):
        CaseStore(newer.path).heads()


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot write"):
        CaseStore(tmp_path / "file" / "passerelle.sqlite").create(document())


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_without_rights(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError):
        write_whole(tmp_path / "case.yaml", "x")


values = st.recursive(
    st.integers(0, 3), lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
)
documents = st.dictionaries(st.sampled_from("abc"), values, max_size=3)


def leaves(value: dict) -> dict:
    return merge({}, value, {})[0]


@given(documents, documents)
def test_a_change_nobody_else_made_is_taken_whole(base, mine):
    merged, conflicts = merge(base, mine, base)
    assert (merged, conflicts) == (leaves(mine), ())
    assert changes(merged, mine) == ()


@given(documents, documents)
def test_no_change_of_mine_leaves_theirs(base, theirs):
    assert merge(base, base, theirs) == (leaves(theirs), ())
