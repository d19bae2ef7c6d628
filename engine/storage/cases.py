"""Cases in one local SQLite file: every change is kept at once, and the last ones can be undone."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from engine.domain.merge import Document, changes, merge
from engine.domain.merge import Path as Place
from engine.errors import Issue, Said, StorageError, said
from engine.files import unwritable

KEPT_REVISIONS = 100
"""So many states of a case are kept to go back to."""

_WAIT_MS = 5_000

_metadata = MetaData()
_cases = Table(
    "cases",
    _metadata,
    Column("id", String(16), primary_key=True),
    Column("state", String(3), nullable=False),
    Column("name", Text, nullable=False),
    Column("changed", String(32), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("stamp", Integer, nullable=False),
)
_revisions = Table(
    "revisions",
    _metadata,
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("at", String(32), nullable=False, server_default=""),
)
_versions = Table("versions", MetaData(), Column("number", Integer, primary_key=True))


def _first_tables(connection: Connection) -> None:
    _metadata.create_all(connection)


def _time_of_changes(connection: Connection) -> None:
    names = {column["name"] for column in inspect(connection).get_columns("revisions")}
    if "at" not in names:
        connection.exec_driver_sql(
            "ALTER TABLE revisions ADD COLUMN at VARCHAR(32) NOT NULL DEFAULT ''"
        )


_MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first_tables, _time_of_changes)
"""What brings a file of version n to version n + 1, each run in one transaction with its record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCase:
    """A case as it is kept. `stamp` grows with every change, an undone one included.

    `undo` and `redo` are the places of what can be undone and done again, with dots between their
    keys, None where nothing can.
    """

    id: str
    stamp: int
    changed: datetime
    document: Document
    undo: str | None
    redo: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHead:
    """What a list of cases shows of one."""

    id: str
    state: str
    name: str
    changed: datetime


def new_case_id() -> str:
    """Return an id for a new case: 16 letters and digits."""
    return secrets.token_hex(8)


class CaseStore:
    """The cases in one SQLite file, made when the first is saved. Safe to use from many threads.

    Every method may raise StorageError: the file cannot be read or written, or was made by a newer
    version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine: Engine | None = None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Yield a connection that holds the only right to write until the end of the block."""
        try:
            with self._open().connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                with _whole(connection):
                    yield connection
        except DBAPIError as error:
            raise self._broken(error) from None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._open().connect() as connection:
                yield connection
        except DBAPIError as error:
            raise self._broken(error) from None

    def _open(self) -> Engine:
        if self._engine is None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise unwritable(self.path.parent, error) from None
            engine = create_engine(f"sqlite:///{self.path}", isolation_level="AUTOCOMMIT")
            event.listen(engine, "connect", _prepare)
            self._migrate(engine)
            self._engine = engine
        return self._engine

    def _migrate(self, engine: Engine) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            with _whole(connection):
                _versions.create(connection, checkfirst=True)
                at = connection.scalar(select(func.max(_versions.c.number))) or 0
                if at > len(_MIGRATIONS):
                    raise _error(self.path.name, said("a newer version wrote this file"), _UPDATE)
                for number, migration in enumerate(_MIGRATIONS[at:], start=at + 1):
                    migration(connection)
                    connection.execute(insert(_versions).values(number=number))

    def _broken(self, error: DBAPIError) -> StorageError:
        detail = str(error.orig).splitlines()[0]
        problem = said("cases cannot be read or written: {detail}", detail=detail)
        return _error(str(self.path), problem, said("check the folder, or choose another"))

    def create(self, document: Document, case: str | None = None) -> StoredCase:
        """Keep a new case and return it; its id is made here where none is given."""
        case = case or new_case_id()
        with self._writing() as connection:
            head = _head(document) | {"id": case, "revision": 1, "stamp": 1, "changed": _now()}
            connection.execute(insert(_cases).values(head))
            _add_revision(connection, case, 1, "", document)
            return _read(connection, case)

    def load(self, case: str) -> StoredCase:
        """Return a case.

        Raises:
            StorageError: there is none of this id.
        """
        with self._reading() as connection:
            return _read(connection, case)

    def stamp(self, case: str) -> int:
        """Return the stamp of a case, 0 where there is none: cheap enough to ask at every step."""
        with self._reading() as connection:
            return connection.scalar(select(_cases.c.stamp).where(_cases.c.id == case)) or 0

    def heads(self) -> tuple[CaseHead, ...]:
        """Return what there is, changed last first."""
        if not self.path.is_file():
            return ()
        with self._reading() as connection:
            rows = connection.execute(select(_cases).order_by(_cases.c.changed.desc(), _cases.c.id))
            return tuple(
                CaseHead(
                    id=row.id,
                    state=row.state,
                    name=row.name,
                    changed=datetime.fromisoformat(row.changed),
                )
                for row in rows
            )

    def change(
        self, case: str, base: Document, wanted: Document
    ) -> tuple[StoredCase, tuple[Place, ...]]:
        """Bring what `wanted` changed since `base` into the case as it is now, and return it.

        The places come with it that somebody else changed differently meanwhile: there their change
        stays. A change after an undo drops what could have been done again.
        """
        with self._writing() as connection:
            now = _read(connection, case)
            document, conflicts = merge(base, wanted, now.document)
            if document == now.document:
                return now, conflicts
            number = _revision(connection, case) + 1
            connection.execute(
                delete(_revisions).where(
                    _revisions.c.case_id == case,
                    (_revisions.c.number >= number) | (_revisions.c.number <= number - KEPT_REVISIONS),
                )
            )
            label = ".".join(changes(now.document, document)[0])
            _add_revision(connection, case, number, label, document)
            _point(connection, case, number, document)
            return _read(connection, case), conflicts

    def history(self, case: str) -> tuple[tuple[datetime | None, str], ...]:
        """Return when each state that can be gone back to was made, and where it changed, last first.

        The time is None for changes that an earlier version of the file did not date.
        """
        with self._reading() as connection:
            rows = connection.execute(
                select(_revisions.c.at, _revisions.c.label)
                .join(_cases, _cases.c.id == _revisions.c.case_id)
                .where(_revisions.c.case_id == case, _revisions.c.number <= _cases.c.revision)
                .order_by(_revisions.c.number.desc())
            )
            return tuple(
                (datetime.fromisoformat(row.at) if row.at else None, row.label) for row in rows
            )

    def undo(self, case: str) -> StoredCase:
        """Go back to the state before the last change, where there is one, and return it."""
        return self._step(case, -1)

    def redo(self, case: str) -> StoredCase:
        """Do again what was undone last, where something was, and return the case."""
        return self._step(case, 1)

    def _step(self, case: str, by: int) -> StoredCase:
        with self._writing() as connection:
            number = _revision(connection, case) + by
            text = connection.scalar(_document(case, number))
            if text is not None:
                _point(connection, case, number, json.loads(text))
            return _read(connection, case)

    def delete(self, case: str) -> None:
        """Delete a case with all its states."""
        with self._writing() as connection:
            connection.execute(delete(_cases).where(_cases.c.id == case))


_UPDATE = said("install that version of Passerelle")


def _prepare(connection: Any, _record: object) -> None:
    """Set up a new connection: write-ahead log, each change on disk before it is acknowledged."""
    for pragma in (
        f"busy_timeout={_WAIT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _whole(connection: Connection) -> Iterator[None]:
    """Commit at the end of the block, or undo all of it."""
    try:
        yield
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")


def _head(document: Document) -> dict[str, Any]:
    return {"state": document["profile"]["state"], "name": document.get("name", "")}


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _add_revision(
    connection: Connection, case: str, number: int, label: str, document: Document
) -> None:
    text = json.dumps(document, ensure_ascii=False)
    row = {"case_id": case, "number": number, "label": label, "document": text, "at": _now()}
    connection.execute(insert(_revisions).values(row))


def _point(connection: Connection, case: str, number: int, document: Document) -> None:
    """Make a revision the present one."""
    values = _head(document) | {"revision": number, "stamp": _cases.c.stamp + 1, "changed": _now()}
    connection.execute(update(_cases).where(_cases.c.id == case).values(values))


def _revision(connection: Connection, case: str) -> int:
    found = connection.scalar(select(_cases.c.revision).where(_cases.c.id == case))
    if found is None:
        raise _error(case[:40], said("no case has this name"), said("start a new case"))
    return int(found)


def _document(case: str, number: int) -> Any:
    return select(_revisions.c.document).where(
        _revisions.c.case_id == case, _revisions.c.number == number
    )


def _read(connection: Connection, case: str) -> StoredCase:
    number = _revision(connection, case)
    row = connection.execute(select(_cases).where(_cases.c.id == case)).one()
    labels = {
        step.number: step.label
        for step in connection.execute(
            select(_revisions.c.number, _revisions.c.label).where(
                _revisions.c.case_id == case, _revisions.c.number.between(number - 1, number + 1)
            )
        )
    }
    return StoredCase(
        id=case,
        stamp=row.stamp,
        changed=datetime.fromisoformat(row.changed),
        document=json.loads(connection.scalar(_document(case, number)) or "{}"),
        undo=labels[number] if number - 1 in labels else None,
        redo=labels.get(number + 1),
    )


def _error(place: str, problem: Said, advice: Said) -> StorageError:
    return StorageError([Issue(file="case", path=place, problem=problem, advice=advice)])
