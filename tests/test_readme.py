"""What the README promises is there: every command it shows can be said, every key it lists does something."""

import re
import shlex
from pathlib import Path

import pytest

from planner.cli.command_table import COMMANDS
from planner.cli.parser import parse_args
from planner.tui.keys.command import Command
from planner.tui.keys.commands import COMMAND_TABLES
from planner.tui.keys.keynames import parse_key

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text(encoding="utf-8")
SHOWN = [line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()]
SAID = [line.partition("  #")[0] for line in SHOWN if line.startswith("planner")]
KEYS = [key for row in re.findall(r"^\| (`.*?) \|", TEXT, re.MULTILINE) for key in re.findall(r"`([^`]+)`", row)]


def commands() -> list[Command]:
    return [command for table in COMMAND_TABLES.values() for command in table]


@pytest.mark.parametrize("line", SAID)
def test_every_command_that_is_shown_can_be_said(line: str) -> None:
    parsed = parse_args(shlex.split(line)[1:])
    assert parsed.command in {None, *COMMANDS}


def test_the_readme_shows_commands_and_keys() -> None:
    assert len(SAID) > 10
    assert len(KEYS) > 20


@pytest.mark.parametrize("key", [key for key in KEYS if not key.startswith("planner/") and key != "hjkl"])
def test_every_key_that_is_listed_does_something(key: str) -> None:
    known = {name for command in commands() for name in command.key_names}
    assert parse_key(key) in known


def test_every_picture_that_is_shown_is_there() -> None:
    pictures = re.findall(r"\]\((screenshots/[^)]+)\)", TEXT)
    assert pictures
    assert all((README.parent / picture).is_file() for picture in pictures)


def test_every_command_is_named_in_the_changelog() -> None:
    changelog = (README.parent / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`{name}`" not in changelog] == []
