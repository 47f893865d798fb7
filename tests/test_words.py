"""Docstrings and comments are plain English: the words that made earlier ones hard to read stay out of the code."""

import io
import tokenize
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "planner"
AVOIDED = {"stands", "anew", "beside", "told", "fate", "bent"}
"""Say instead: is, again, next to, shown, status, reduced."""


def words_of(file: Path) -> set[str]:
    """The words of a module's names, strings and comments, in lower case."""
    text = file.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    kinds = {tokenize.NAME, tokenize.STRING, tokenize.COMMENT}
    letters = "".join(token.string + " " for token in tokens if token.type in kinds).lower()
    return set("".join(char if char.isalpha() else " " for char in letters).split())


@pytest.mark.parametrize("room", ["cli", "exchange", "matching", "slotting", "store", "training", "tui", "usecases"])
def test_no_word_that_readers_stumbled_over_comes_back(room: str) -> None:
    files = sorted((PACKAGE / room).rglob("*.py"))
    assert files
    assert {str(file.relative_to(PACKAGE)): found for file in files if (found := words_of(file) & AVOIDED)} == {}


def test_the_exercise_library_avoids_them_too() -> None:
    files = sorted((PACKAGE / "training" / "exercises").glob("*.toml"))
    assert files
    for file in files:
        letters = "".join(char if char.isalpha() else " " for char in file.read_text(encoding="utf-8").lower())
        assert set(letters.split()) & AVOIDED == set(), file.name
