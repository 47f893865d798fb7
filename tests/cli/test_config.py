"""The settings file on the command line: where it is, what it sets, and editing it."""

import os
import stat
from pathlib import Path

import pytest

from tests.cli.said import Planner


@pytest.fixture
def settings() -> Path:
    return Path(os.environ["PLANNER_CONFIG"])


def editor(tmp_path: Path, script: str) -> str:
    """An editor that does one thing to its file, and its command."""
    program = tmp_path / "editor"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    return str(program)


def test_the_path_is_said_whether_the_file_exists_or_not(planner: Planner, settings: Path) -> None:
    assert planner("config", "path").out == f"{settings}\n"
    assert planner("config", "path", "--json").document == {"path": str(settings), "exists": False}


def test_what_is_set_is_shown_as_the_file_would_have_it(planner: Planner, settings: Path) -> None:
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('[screen]\ntheme = "plain"\n[keys]\n"calendar.done" = "K"\n[rules]\n"S7" = 8\n')
    lines = planner("config").out.splitlines()
    assert lines[0] == f"# {settings}"
    assert {'theme = "plain"', '"calendar.done" = ["K"]', '"S7" = 8'} <= set(lines)
    document = planner("config", "--json").document
    assert document["settings"]["screen"] == {"theme": "plain", "glyphs": None, "mouse": True}
    assert document["settings"]["rules"] == {"S7": 8}


def test_a_file_that_is_not_there_yet_is_shown_with_all_that_can_be_set(planner: Planner) -> None:
    out = planner("config").out
    assert "does not exist yet" in out
    assert "# [athletes]" in out


def test_a_new_file_begins_with_every_setting_and_is_private(
    planner: Planner, settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, """printf '[screen]\\ntheme = "plain"\\n' >> "$1" """))
    assert planner("config", "edit").out == "The settings have no mistake.\n"
    assert settings.read_text().startswith("# The settings of planner.")
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    assert planner("config", "--json").document["settings"]["screen"]["theme"] == "plain"


def test_an_editor_that_changes_nothing_leaves_no_new_file(
    planner: Planner, settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, ":"))
    assert planner("config", "edit").out == "Nothing is set; the file was not kept.\n"
    assert not settings.exists()


MISTAKES = {
    "[colours]": 'there is no section "colours"',
    "[screen": "not valid TOML",
    '[keys]\n"calendar.fly" = "F"': "calendar.fly",
    '[rules]\n"no.such" = 3': "no.such",
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_and_not_stored_and_the_text_is_offered_again(
    program: Planner, settings_with_a_theme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistake: str
) -> None:
    before = settings_with_a_theme.read_text()
    monkeypatch.setenv("EDITOR", editor(tmp_path, f"""printf '%s\n' '{mistake}' > "$1" """))
    said = program("config", "edit")
    assert said.code == 1
    assert MISTAKES[mistake] in said.err
    assert 'were not changed, what was typed is kept, and "planner config edit" offers it' in " ".join(said.err.split())
    assert settings_with_a_theme.read_text() == before
    assert program("config").code == 0
    monkeypatch.setenv("EDITOR", editor(tmp_path, f"""cp "$1" {tmp_path}/offered; printf '# mended\n' > "$1" """))
    assert program("config", "edit", given=b"y\n").code == 0
    assert (tmp_path / "offered").read_text().strip() == mistake.replace("\\n", "\n")
    assert settings_with_a_theme.read_text() == "# mended\n"
    assert list(settings_with_a_theme.parent.glob("*-typed-*")) == []


def test_a_mistake_that_was_stored_by_hand_is_named_and_can_be_mended(
    planner: Planner, settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("[colours]\n")
    assert planner("today").code == 1
    monkeypatch.setenv("EDITOR", editor(tmp_path, """: > "$1" """))
    assert planner("config", "edit").code == 0
    assert planner("today").code == 0
    assert settings.read_text() == ""


def test_an_editor_that_fails_or_is_missing_is_named(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, "exit 3"))
    assert '"editor" ended with status 3' in planner("config", "edit").err
    monkeypatch.setenv("EDITOR", str(tmp_path / "no-editor"))
    assert 'The editor "no-editor" cannot be started' in planner("config", "edit").err


def test_without_a_terminal_and_an_editor_it_does_not_wait(program: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    said = program("config", "edit")
    assert said.code == 1
    assert "There is no terminal to edit in" in said.err


@pytest.fixture
def settings_with_a_theme(settings: Path) -> Path:
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('[screen]\ntheme = "calm"\n')
    return settings


TYPES = """printf '[screen]\\ntheme = "plain"\\n' > "$1" """


@pytest.mark.parametrize("end", ["kill -9 $$", "exit 3", "kill -9 $PPID"])
def test_what_was_typed_before_the_editor_was_killed_is_offered_again(
    program: Planner, settings_with_a_theme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    before = settings_with_a_theme.read_text()
    monkeypatch.setenv("EDITOR", editor(tmp_path, f"{TYPES}\n{end}"))
    assert program("config", "edit").code != 0
    assert settings_with_a_theme.read_text() == before
    monkeypatch.setenv("EDITOR", editor(tmp_path, ":"))
    unanswered = program("config", "edit")
    assert unanswered.code == 1
    assert "that was not applied was kept: edit it again?" in " ".join(unanswered.out.split())
    assert settings_with_a_theme.read_text() == before
    assert program("config", "edit", given=b"y\n").code == 0
    assert settings_with_a_theme.read_text() == '[screen]\ntheme = "plain"\n'
    assert list(settings_with_a_theme.parent.glob("*-typed-*")) == []


def test_an_answer_without_an_end_is_refused(program: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, f"{TYPES}\nkill -9 $$"))
    program("config", "edit")
    said = program("config", "edit", given=b"y" * 1_000_000)
    assert said.code == 1
    assert said.err == "planner: The answer has more than 10,000 characters, so nothing was started.\n"


def test_kept_settings_that_are_not_wanted_are_thrown_away(
    program: Planner, settings_with_a_theme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settings_with_a_theme.read_text()
    monkeypatch.setenv("EDITOR", editor(tmp_path, f"{TYPES}\nkill -9 $$"))
    said = program("config", "edit")
    assert '"editor" was ended by signal 9; what was typed is kept' in said.err
    monkeypatch.setenv("EDITOR", editor(tmp_path, ":"))
    assert program("config", "edit", given=b"n\n").code == 0
    assert settings_with_a_theme.read_text() == before
    assert program("config", "edit").code == 0


def test_settings_are_replaced_as_a_whole_and_through_a_link(
    planner: Planner, settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_bytes("# café\r\n".encode())
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.symlink_to(real)
    monkeypatch.setenv("EDITOR", editor(tmp_path, f"""cat {real} > {tmp_path}/while; echo '# more' >> "$1" """))
    planner("config", "edit")
    assert (tmp_path / "while").read_bytes() == "# café\r\n".encode()
    assert real.read_bytes() == "# café\r\n# more\n".encode()
    assert settings.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
