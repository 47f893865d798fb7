from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from planner.store import prepare
from planner.tui.app import PlannerApp
from planner.tui.keys import commands
from planner.tui.keys.command import Command, bindings
from planner.tui.state.form_drafts import FormDrafts, parse_form_draft_name
from planner.tui.terminal import capabilities, crash_report, hangup, textual_internals
from planner.tui.terminal.hangup import HangupGuard
from planner.usecases.planbook import Planbook

LEGACY = {
    "left": "\x1b[D",
    "right": "\x1b[C",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "home": "\x1b[H",
    "delete": "\x1b[3~",
    "space": " ",
    "plus": "+",
    "enter": "\r",
    "full_stop": ".",
    "tab": "\t",
    "escape": "\x1b",
    "f1": "\x1bOP",
    "ctrl+l": "\x0c",
    "ctrl+p": "\x10",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "question_mark": "?",
    "slash": "/",
    "exclamation_mark": "!",
}
"""What a terminal of the old kind sends for each key that has no letter of its own."""


def test_the_patches_were_written_for_the_textual_that_is_installed() -> None:
    """On failure: check `planner.tui.terminal.textual_internals` against the new Textual, bench, set the new series."""
    assert version("textual").startswith(textual_internals.TEXTUAL_SERIES)
    assert "_display" in vars(PlannerApp(Planbook(Path("nowhere.db"))))


@pytest.mark.parametrize("table", [commands.APP_COMMANDS, commands.CALENDAR_COMMANDS])
def test_every_key_exists_on_a_terminal_of_the_old_kind(table: tuple[Command, ...]) -> None:
    for command in table:
        for key in command.key_names:
            sent = key if len(key) == 1 else LEGACY[key]
            found = [event.key for event in _keys(sent)]
            assert found == [key], command.id


def test_no_two_commands_of_a_place_share_a_key_or_a_name() -> None:
    everywhere = [key for command in commands.APP_COMMANDS for key in command.key_names]
    here = [key for command in commands.CALENDAR_COMMANDS for key in command.key_names]
    assert len(set(everywhere + here)) == len(everywhere + here)
    names = [command.id for command in (*commands.APP_COMMANDS, *commands.CALENDAR_COMMANDS)]
    assert len(set(names)) == len(names)
    assert all(binding.id and binding.tooltip for binding in bindings(commands.CALENDAR_COMMANDS))


def said_by(program: str) -> str:
    """What a Python of its own prints."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def test_importing_the_app_loads_neither_the_mapper_nor_the_slotter() -> None:
    program = (
        "import sys, planner.tui.app, planner.tui.calendar.screen; "
        "print([name for name in sys.modules if name.split('.')[0] in {'sqlmodel', 'sqlalchemy', 'pydantic', 'numpy'} "
        "or name.startswith(('planner.slotting', 'planner.store.repository', 'planner.tui.sheets.done'))])"
    )
    assert said_by(program).strip() == "[]"


def test_looking_at_the_terminal_does_not_load_textual() -> None:
    program = "import sys, planner.tui; planner.tui.capabilities.unsupported_reason(); print('textual' in sys.modules)"
    assert said_by(program).strip() == "False"


def test_who_has_set_a_switch_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "full")
    monkeypatch.delenv("TEXTUAL_FPS", raising=False)
    capabilities.set_textual_defaults()
    assert os.environ["TEXTUAL_ANIMATIONS"] == "full"
    assert os.environ["TEXTUAL_FPS"] == "250"
    monkeypatch.delenv("TEXTUAL_FPS")


def test_closed_streams_are_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.StringIO()
    closed.close()
    for stream in (closed, None):
        monkeypatch.setattr(sys, "__stdin__", stream)
        assert "needs a terminal" in capabilities.unsupported_reason()


def test_a_draft_is_kept_found_and_dropped(tmp_path: Path) -> None:
    drafts = FormDrafts.for_database(tmp_path / "planner.db")
    drafts.put("done 1 2027-01-05", {"note": "ä [/b]"})
    drafts.put("done 2 2027-01-06", {"note": "x"})
    again = FormDrafts.for_database(tmp_path / "planner.db")
    assert again.newest_form() == "done 2 2027-01-06"
    assert again.get("done 1 2027-01-05") == {"note": "ä [/b]"}
    assert drafts.path.stat().st_mode & 0o777 == 0o600
    again.remove("done 2 2027-01-06")
    again.remove("done 1 2027-01-05")
    assert not drafts.path.exists()
    assert again.newest_form() is None


@pytest.mark.parametrize("found", ["", "[]", "{", '{"a": 1}', '{"a": {"b": 2}}', "[" * 100_000])
def test_a_damaged_draft_is_no_draft(tmp_path: Path, found: str) -> None:
    (tmp_path / "planner.db-draft.json").write_text(found)
    drafts = FormDrafts.for_database(tmp_path / "planner.db")
    assert all(not drafts.get(form) for form in ("a", "b"))


def test_a_draft_never_follows_a_planted_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "planner.db-draft.json.new").symlink_to(victim)
    FormDrafts.for_database(tmp_path / "planner.db").put("done 1 2027-01-05", {"note": "x"})
    assert victim.read_text() == "precious"


def test_a_draft_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    drafts = FormDrafts(tmp_path / "nowhere" / "draft.json")
    drafts.put("done 1 2027-01-05", {"note": "x"})
    assert drafts.get("done 1 2027-01-05") == {"note": "x"}


def test_only_so_many_drafts_are_kept(tmp_path: Path) -> None:
    drafts = FormDrafts.for_database(tmp_path / "planner.db")
    for number in range(60):
        drafts.put(f"done {number} 2027-01-05", {"note": "x"})
    assert len(json.loads(drafts.path.read_text())) == 50
    assert not drafts.get("done 1 2027-01-05")


@pytest.mark.parametrize("name", [None, "", "done", "done 1", "done 1 someday", "builder"])
def test_what_is_no_draft_about_a_workout_has_no_day(name: str | None) -> None:
    assert parse_form_draft_name(name) is None


def test_a_report_names_the_place_and_leaves_the_words_out(tmp_path: Path) -> None:
    try:
        try:
            int("my secret")
        except ValueError as error:
            raise RuntimeError("another secret") from error
    except RuntimeError as error:
        told = crash_report.write_report(error, tmp_path / "planner.db")
    text = (tmp_path / "planner.db-crash.txt").read_text()
    assert "RuntimeError" in told
    assert "ValueError" in text
    assert "test_a_report_names_the_place" in text
    assert "another secret" not in told
    assert "builtins.ValueError: " not in text


def test_a_report_that_cannot_be_written_is_left_out(tmp_path: Path) -> None:
    told = crash_report.write_report(RuntimeError(), tmp_path / "nowhere" / "planner.db")
    assert "RuntimeError" in told
    assert "report" not in told


def test_a_database_with_the_name_of_a_sidecar_is_not_replaced(tmp_path: Path) -> None:
    other = tmp_path / "planner.db-draft.json"
    prepare(other)
    before = other.read_bytes()
    FormDrafts.for_database(tmp_path / "planner.db").put("done 1 2027-01-05", {"note": "x"})
    assert other.read_bytes() == before


def test_a_sidecar_that_is_a_link_is_replaced_and_not_what_it_leads_to(tmp_path: Path) -> None:
    prepare(tmp_path / "planner.db")
    before = (tmp_path / "planner.db").read_bytes()
    (tmp_path / "planner.db-draft.json").symlink_to(tmp_path / "planner.db")
    FormDrafts.for_database(tmp_path / "planner.db").put("done 1 2027-01-05", {"note": "x"})
    assert (tmp_path / "planner.db").read_bytes() == before
    assert "done 1" in (tmp_path / "planner.db-draft.json").read_text()


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Where `os._exit` would have gone."""
    statuses: list[int] = []

    def leave(status: int) -> None:
        statuses.append(status)

    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr(hangup, "GRACE_S", 0)
    return statuses


def test_the_lifeline_saves_asks_and_ends_once(ended: list[int]) -> None:
    calls: list[object] = []

    class Loop:
        def call_soon_threadsafe(self, leave: Callable[[int], object], status: int) -> None:
            leave(status)

    line = HangupGuard(lambda: calls.append("saved"))
    line.attach_app(Loop(), calls.append)  # type: ignore[arg-type]
    line.handle_hangup(signal.SIGHUP)
    line.handle_hangup(signal.SIGTERM)
    assert calls == ["saved", 128 + signal.SIGHUP]
    assert ended == [128 + signal.SIGHUP]


def test_a_lifeline_that_cannot_save_still_ends(ended: list[int]) -> None:
    def fail() -> None:
        raise OSError("disk full")

    HangupGuard(fail).handle_hangup(signal.SIGTERM)
    assert ended == [128 + signal.SIGTERM]


def test_there_is_no_lifeline_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdin__", None)
    line = HangupGuard(lambda: None)
    line.start()
    line.stop()
    assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_a_child_gets_its_signals_back() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    hangup.unblock_signals()
    assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def _keys(sent: str) -> list[Key]:
    parser = XTermParser()
    found = [*parser.feed(sent), *parser.feed("")]
    return [event for event in found if isinstance(event, Key)]
