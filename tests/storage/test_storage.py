"""Files are written whole or not at all, and case names cannot reach outside their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import StorageError
from engine.files import write_whole
from engine.storage.cases import CaseFolder, new_case_id


def test_a_case_is_there_again(tmp_path):
    folder, case = CaseFolder(tmp_path / "cases"), new_case_id()
    assert folder.load(case) is None
    folder.save(case, "one: é\n")
    folder.save(case, "two: é\n")
    assert CaseFolder(tmp_path / "cases").load(case) == "two: é\n"
    assert [path.name for path in (tmp_path / "cases").iterdir()] == [f"{case}.yaml"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 15, "A" * 16, "", "abc/def.yaml0000"])
def test_other_names_are_refused(tmp_path, name):
    with pytest.raises(StorageError, match="no case has this name"):
        CaseFolder(tmp_path).load(name)
    with pytest.raises(StorageError):
        CaseFolder(tmp_path).save(name, "x")


def test_a_damaged_file_and_a_folder_that_cannot_be_are_told(tmp_path):
    folder, case = CaseFolder(tmp_path / "cases"), new_case_id()
    folder.save(case, "one\n")
    (tmp_path / "cases" / f"{case}.yaml").write_bytes(b"\x89PNG\xff")
    with pytest.raises(StorageError, match="the file cannot be read; start a new case"):
        folder.load(case)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot write it"):
        CaseFolder(tmp_path / "file" / "cases").save(case, "two\n")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "file.txt"
    write_whole(path, "old")

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(StorageError, match="no space left on device"):
        write_whole(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
