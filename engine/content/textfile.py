"""Reads YAML and JSON that may come from anywhere: nothing it holds can harm, and errors say where."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from pathlib import Path

import yaml

from engine.errors import Issue, Said, said

MAX_BYTES = 1_000_000
MAX_DEPTH = 12


class UnreadableError(Exception):
    """A text that is no usable YAML or JSON; `issue` says where and what to do."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        super().__init__(str(issue))


class _Loader(yaml.CSafeLoader):
    """Safe loader that refuses a key given twice and leaves dates as they are written."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} is given twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_text(path: Path) -> str:
    """Return the text of a small UTF-8 file.

    Raises:
        UnreadableError: missing, a folder, over 1 MB, binary, or no UTF-8.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _unreadable(
                path.name,
                said("the file is too large ({size:.1f} MB)", size=size / 1e6),
                said("keep it under 1 MB"),
            )
        return decode(path.read_bytes(), path.name)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise _unreadable(
            path.name,
            said("cannot read it: {reason}", reason=reason),
            said("check the name of the file"),
        ) from None


def decode(raw: bytes, name: str) -> str:
    """Return bytes as text.

    Raises:
        UnreadableError: over 1 MB, binary, or no UTF-8.
    """
    if len(raw) > MAX_BYTES:
        raise _unreadable(
            name,
            said("the file is too large ({size:.1f} MB)", size=len(raw) / 1e6),
            said("keep it under 1 MB"),
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if re.search(r"[\x00-\x08\x0b\x0e-\x1f]", text):
        raise _unreadable(
            name, said("this is not a text file"), said("save it as YAML or JSON in UTF-8")
        )
    return text


def parse(text: str, name: str) -> object:
    """Return the value a YAML or JSON text holds; dates stay text.

    Raises:
        UnreadableError: broken syntax, a key given twice, references, or too deep.
    """
    if text.lstrip().startswith("{"):
        return _parse_json(text, name)
    try:
        _refuse_tricks(text, name)
        return yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = None if error.problem_mark is None else error.problem_mark.line + 1
        raise _unreadable(
            name, said("broken YAML: {detail}", detail=error.problem), said("mend this line"), line
        ) from None
    except (yaml.YAMLError, ValueError) as error:
        problem = str(error).splitlines()[0]
        raise _unreadable(
            name, said("broken YAML: {detail}", detail=problem), said("mend the file")
        ) from None


def _parse_json(text: str, name: str) -> object:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        value = dict(pairs)
        if len(value) < len(pairs):
            raise _unreadable(name, said("a key is given twice"), said("keep one of them"))
        return value

    try:
        return json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise _unreadable(
            name, said("broken JSON: {detail}", detail=error.msg), said("mend this line"), error.lineno
        ) from None
    except RecursionError:
        raise _unreadable(
            name, said("the file is nested too deeply"), said("keep to the schema")
        ) from None


def _refuse_tricks(text: str, name: str) -> None:
    """Raise for references and deep nesting: small files that grow huge when read."""
    is_simple = not re.search(r"[&*]", text) and text.count("[") + text.count("{") < MAX_DEPTH
    deepest = max((len(m.group()) for m in re.finditer(r"(?m)^[ -]+", text)), default=0)
    if is_simple and deepest < 2 * MAX_DEPTH:
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = None if event.start_mark is None else event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise _unreadable(
                name, said("references (*name) are not allowed"), said("write the value out"), line
            )
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _unreadable(
                name, said("the file is nested too deeply"), said("keep to the schema"), line
            )


def line_of(text: str, path: tuple[str | int, ...]) -> int | None:
    """Return the line where a value stands, or where its nearest parent does; None for JSON."""
    if text.lstrip().startswith("{"):
        return None
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    line = None
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None


def _unreadable(name: str, problem: Said, advice: Said, line: int | None = None) -> UnreadableError:
    return UnreadableError(Issue(file=name, path="", problem=problem, advice=advice, line=line))
