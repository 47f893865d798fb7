"""Commands in sentences are as the runner would have to type them, with the database that was named."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.cli import main
from planner.cli.command_table import COMMANDS
from planner.invocation import program, with_database

PACKAGE = Path(__file__).parent.parent / "planner"
WITHOUT_DATABASE = {
    "cli/arguments.py",  # help, which is the same for every database
    "cli/command_table.py",
    "usecases/blocks/text.py",  # a text that may be read on another machine
    "config.py",  # the settings, which name the databases
}
HINT = re.compile(rf"\bplanner (?:{'|'.join(name.replace('_', '-') for name in COMMANDS if name)})\b")


def sentences(tree: ast.Module) -> Iterator[ast.Constant]:
    """All text of a module but for its docstrings."""
    docs = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(body := getattr(node, "body", None), list)
        for statement in body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def test_no_sentence_names_a_command_without_the_database() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{text.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if str(path.relative_to(PACKAGE)) not in WITHOUT_DATABASE
        for text in sentences(ast.parse(path.read_text()))
        if HINT.search(str(text.value))
    ]
    assert not found


def test_the_name_is_quoted_as_a_shell_needs_it_and_holds_for_one_run() -> None:
    with with_database("Ann's runs.db"):
        assert program() == """planner --db 'Ann'"'"'s runs.db'"""
    with with_database(None):
        assert program() == "planner"
    assert program() == "planner"


def test_a_command_that_a_hint_names_works_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_DB", str(tmp_path / "other.db"))
    database = str(tmp_path / "ann.db")
    assert main(["--db", database, "set", "unit", "km"]) == 0
    assert main(["--db", database, "backups"]) == 0
    said = capsys.readouterr().out
    hint = f"planner --db {database} backup makes one."
    assert hint in " ".join(said.split())
    assert main(hint.removesuffix(" makes one.").split()[1:]) == 0
    assert main(["--db", database, "backups"]) == 0
    assert "There are no backups yet" not in capsys.readouterr().out
    assert not (tmp_path / "other.db").exists()
