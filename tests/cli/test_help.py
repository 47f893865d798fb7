"""Finding the way on the command line: help, versions, and what a mistyped word may have meant."""

import re

import pytest

from tests.cli.said import Planner

pytestmark = pytest.mark.smoke


def test_help_of_a_command_is_what_its_option_prints(planner: Planner) -> None:
    assert planner("help", "move") == planner("move", "--help")
    assert "--mode" in planner("help", "move").out
    assert planner("help") == planner("--help")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("tody",), "today"),
        (("mvoe", "12", "fri"), "move"),
        (("help", "progess"), "progress"),
        (("--db", "x.db", "agneda"), "agenda"),
        (("Done",), "done"),
    ],
)
def test_a_mistyped_command_is_answered_with_the_nearest_one(
    planner: Planner, words: tuple[str, ...], meant: str
) -> None:
    said = planner(*words)
    assert said.code == 2
    assert said.out == ""
    assert f"did you mean {meant}?" in said.err
    assert len(said.err.splitlines()) == 1


def test_a_word_like_no_command_gets_no_guess(planner: Planner) -> None:
    said = planner("xylophone")
    assert said.code == 2
    assert said.err == 'planner: there is no command "xylophone" (see planner --help)\n'


def test_a_mistyped_option_is_answered_with_the_nearest_one(planner: Planner) -> None:
    said = planner("add", "fri", "easy", "--distnace", "8km")
    assert said.code == 2
    assert said.err == (
        "planner add: there is no option --distnace; did you mean --distance? (see planner add --help)\n"
    )


def test_a_word_too_many_is_named(planner: Planner) -> None:
    said = planner("undo", "twice")
    assert said.code == 2
    assert '"twice" is a word too many' in said.err


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_versions_are_what_a_report_of_a_fault_needs(planner: Planner, option: str) -> None:
    said = planner(option)
    assert said.code == 0
    assert re.fullmatch(r"planner [0-9.]+ \(Python 3\.[0-9.]+, Textual 8\.2\.[0-9]+, SQLite 3\.[0-9.]+\)\n", said.out)
