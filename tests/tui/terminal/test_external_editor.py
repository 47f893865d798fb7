"""A block edited as text in a real editor in a real terminal; and the sheet of what that would change."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planner.edited_file import EditedFile
from planner.store import quick
from planner.training.workouts import Sport
from planner.tui.app import PlannerApp
from planner.tui.sheets.rewrite import RewriteSheet
from planner.tui.terminal import external_editor
from planner.usecases.planbook import Planbook
from tests.terminal import Terminal
from tests.tui.driving import On, OpenApp, See, calendar, message, settle, standing, until
from tests.tui.season import NOON, TODAY

SATURDAY = dt.date(2027, 1, 9)
GOOD = "/^week 6/,/^$/ s/Sat am  easy 6.5 km/Sat am  hills 7 km/"
BAD = "/^week 6/,/^$/ s/Sat am  easy 6.5 km/Sat am  esy 6.5 km/"
DONE = "/^week 6/,/^$/ s/Wed am  easy 8 km/Wed am  easy 9 km/"

Edit = Callable[..., Terminal]


@pytest.fixture
def edit(book: Planbook, tmp_path: Path) -> Iterator[Edit]:
    """The full screen whose editor is a script; what it was called with, and what it saw, are written down."""
    opened: list[Terminal] = []

    def start(*lines: str, editor: str | None = None, **environment: str) -> Terminal:
        script = tmp_path / "editor.sh"
        told = f'echo "$@" >> {tmp_path}/called; stat -c "%a" "$1" >> {tmp_path}/modes; cp "$1" {tmp_path}/seen'
        script.write_text("\n".join(["#!/bin/sh", told, "echo IN THE EDITOR", *lines, ""]))
        script.chmod(0o700)
        command = ("-m", "planner", *environment.pop("words", "").split(), "--db", str(book.path))
        named = {"EDITOR": editor or str(script), "VISUAL": "", **environment}
        opened.append(Terminal(sys.executable, *command, "--today", "2027-01-07", **named))  # type: ignore[arg-type]
        opened[-1].wait_for("January 2027")
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.end()


def left_in(directory: Path) -> list[str]:
    """What lies in a directory that is no file of the database, no backup and none of the test."""
    own = {"editor.sh", "called", "modes", "seen", "backups"}
    names = {entry.name for entry in directory.iterdir()} - own
    return sorted(name for name in names if not name.startswith("planner.db"))


def kept(book: Planbook) -> Path:
    return Path(f"{book.path}-typed-block-1") / "block.plan"


def test_an_edit_is_shown_applied_and_taken_back(edit: Edit, book: Planbook, workouts_on: On, tmp_path: Path) -> None:
    terminal = edit(f'sed -i "{GOOD}" "$1"')
    terminal.press(b"T")
    terminal.wait_for("escape drops it")
    assert b"IN THE EDITOR" in terminal.output
    assert "changed  Sat 9 Jan am easy 6.5 km" in terminal.text
    assert "IN THE EDITOR" not in terminal.text, "the whole picture is drawn anew"
    terminal.press(b"\r")
    terminal.wait_for("u takes it back")
    assert [one.kind for one in workouts_on(SATURDAY) if one.sport is Sport.RUN] == ["hills"]
    terminal.press(b"u")
    terminal.wait_for("Taken back: rewrite: Half marathon (1 changed)")
    assert [one.kind for one in workouts_on(SATURDAY) if one.sport is Sport.RUN] == ["easy"]
    assert (tmp_path / "modes").read_text().split() == ["600"]
    assert (tmp_path / "called").read_text().strip().endswith("/block.plan")
    assert left_in(tmp_path) == []
    assert not kept(book).parent.exists()
    terminal.press(b"q")
    assert terminal.wait() == 0


def test_the_editor_may_have_options_and_visual_comes_first(edit: Edit, tmp_path: Path) -> None:
    terminal = edit(editor="/bin/false", VISUAL=f"'{tmp_path}/editor.sh' --wait \"two words\"")
    terminal.press(b"T")
    terminal.wait_for("is the same as before")
    assert (tmp_path / "called").read_text().startswith("--wait two words ")


def test_an_editor_that_fails_is_one_sentence_and_the_screen_goes_on(
    edit: Edit, book: Planbook, tmp_path: Path
) -> None:
    before = quick.read_all_workouts(book.path)
    terminal = edit()
    for line, said, month in (
        ("exit 3", '"editor.sh" ended with status 3; nothing has changed.', "February 2027"),
        ("kill -9 $$", "was ended by signal 9; nothing has changed", "March 2027"),
        ('rm "$1"', "left no text", "April 2027"),  # a text that was deleted is no block that was deleted
    ):
        (tmp_path / "editor.sh").write_text(f"#!/bin/sh\n{line}\n")
        terminal.press(b"tT")
        terminal.wait_for(said)
        assert not kept(book).parent.exists()
        assert quick.read_all_workouts(book.path) == before
        terminal.press(b"}" * (dt.datetime.strptime(month, "%B %Y").month - TODAY.month))  # noqa: DTZ007
        terminal.wait_for(month)
    again = next_editor(tmp_path)
    terminal.press(b"tT")  # a text that nothing was typed into is not offered
    terminal.wait_for_file(again)


def test_what_was_typed_before_an_editor_failed_is_kept(edit: Edit, book: Planbook, tmp_path: Path) -> None:
    terminal = edit(f'sed -i "{GOOD}" "$1"; exit 3')
    terminal.press(b"T")
    terminal.wait_for("what was typed is kept and offered again")
    assert "Sat am  hills 7 km" in kept(book).read_text()
    assert kept(book).stat().st_mode & 0o777 == 0o600
    assert left_in(tmp_path) == []


def test_an_editor_that_is_missing_is_one_sentence(edit: Edit) -> None:
    terminal = edit(editor="no-such-editor -f")
    terminal.press(b"T")
    terminal.wait_for('The editor "no-such-editor" cannot be started')


@pytest.mark.parametrize(("change", "said"), [(BAD, '"esy 6.5 km'), (DONE, 'replaces "Wed am')])
def test_a_text_that_cannot_be_applied_comes_back_in_the_next_round(
    edit: Edit, book: Planbook, tmp_path: Path, change: str, said: str
) -> None:
    before = quick.read_all_workouts(book.path)
    terminal = edit(f'sed -i "{change}" "$1"')
    terminal.press(b"T")
    terminal.wait_for("T goes on")  # also where the message is longer than the foot of the screen
    assert said in terminal.text
    assert quick.read_all_workouts(book.path) == before
    typed = kept(book).read_text()
    assert typed != (tmp_path / "seen").read_text()
    again = tmp_path / "again"
    (tmp_path / "editor.sh").write_text(f'#!/bin/sh\ncp "$1" {again}.part && mv {again}.part {again}\n')
    terminal.press(b"}T")
    terminal.wait_for_file(again)
    assert again.read_text() == typed


def test_garbage_is_refused_and_kept(edit: Edit, book: Planbook) -> None:
    terminal = edit('head -c 300 /dev/urandom | tr "\\0" "\\377" > "$1"')
    terminal.press(b"T")
    terminal.wait_for("not UTF-8 text")
    assert kept(book).stat().st_size == 300
    terminal.press(b"}")
    terminal.wait_for("February 2027")


def test_an_interrupt_in_the_editor_is_not_one_of_the_planner(edit: Edit) -> None:
    terminal = edit("trap 'exit 0' INT QUIT", "echo READY", "while :; do sleep 0.05; done")
    for key in (b"\x03", b"\x1c"):
        terminal.press(b"tT")
        terminal.wait_for("READY")
        terminal.press(key)
        terminal.wait_for("is the same as before")
        terminal.press(b"}")
        terminal.wait_for("February 2027")


def test_a_restricted_planner_starts_no_editor(edit: Edit, tmp_path: Path) -> None:
    terminal = edit(words="--restricted")
    terminal.press(b"T")
    terminal.wait_for("restricted and starts no other program")
    assert not (tmp_path / "called").exists()
    terminal.press(b"}")
    terminal.wait_for("February 2027")
    assert left_in(tmp_path) == []


WAITING = (f'sed -i "{GOOD}" "$1"', 'echo "SAV""ED"', "while :; do sleep 0.05; done")
"""An editor in which something was typed and saved, and that stays open."""


@pytest.fixture(params=["the editor is killed", "the planner is killed", "the terminal hangs up"])
def left_text(request: pytest.FixtureRequest, edit: Edit, book: Planbook, tmp_path: Path) -> bytes:
    """A text that was saved in an editor and not used, because of what happened then."""
    terminal = edit(*WAITING[:2], "kill -9 $$") if request.param == "the editor is killed" else edit(*WAITING)
    terminal.press(b"T")
    if request.param == "the editor is killed":
        terminal.wait_for("was ended by signal 9; what was typed is kept and offered again")
    else:
        terminal.wait_for("SAVED")
    if request.param == "the terminal hangs up":
        terminal.close()
        terminal.wait()
    terminal.end()
    folder = os.open(kept(book).parent, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # once the editor has ended, too
    os.close(folder)
    return (tmp_path / "seen").read_bytes()


def next_editor(tmp_path: Path, *lines: str) -> Path:
    """Put another editor in the place of the first, and return where it writes down what it was opened with."""
    again = tmp_path / "again"
    script = ["#!/bin/sh", *lines, f'cp "$1" {again}.part && mv {again}.part {again}', ""]
    (tmp_path / "editor.sh").write_text("\n".join(script))
    return again


def test_a_text_that_was_typed_and_not_used_is_offered_again(
    edit: Edit, book: Planbook, left_text: bytes, tmp_path: Path, workouts_on: On
) -> None:
    assert kept(book).read_bytes() != left_text
    assert [stat.S_IMODE(path.stat().st_mode) for path in (kept(book), kept(book).parent)] == [0o600, 0o700]
    terminal = edit()
    again = next_editor(tmp_path)
    terminal.press(b"T")
    terminal.wait_for("A text that was kept")
    assert "that was not applied was kept: edit it again?" in " ".join(terminal.text.split())
    terminal.press(b"\x1b")
    terminal.wait_for("d done")
    assert kept(book).exists()
    terminal.press(b"T")
    terminal.wait_for("A text that was kept")
    terminal.press(b"y")
    terminal.wait_for("changed  Sat 9 Jan am easy 6.5 km")
    assert b"hills 7 km" in again.read_bytes()
    terminal.press(b"\r")
    terminal.wait_for("u takes it back")
    assert [one.kind for one in workouts_on(SATURDAY) if one.sport is Sport.RUN] == ["hills"]
    terminal.wait_until(lambda: not kept(book).parent.exists())


@pytest.mark.parametrize("left_text", ["the planner is killed"], indirect=True)
def test_a_text_that_is_not_wanted_is_thrown_away(edit: Edit, book: Planbook, left_text: bytes, tmp_path: Path) -> None:
    terminal = edit()
    again = next_editor(tmp_path)
    terminal.press(b"T")
    terminal.wait_for("A text that was kept")
    terminal.press(b"n")
    terminal.wait_for("is the same as before")
    assert again.read_bytes() == left_text
    assert not kept(book).parent.exists()


def test_a_text_is_open_in_one_editor_at_a_time(edit: Edit, book: Planbook) -> None:
    first, second = edit(*WAITING), edit(*WAITING)
    first.press(b"T")
    first.wait_for("SAVED")
    typed = kept(book).read_bytes()
    second.press(b"T")
    second.wait_for("A text that was kept")
    for answer in (b"y", b"Tn"):
        second.press(answer)
        second.wait_for("This text is open in another editor")
    assert kept(book).read_bytes() == typed


def test_a_swap_file_is_found_by_the_next_editor(edit: Edit, tmp_path: Path) -> None:
    terminal = edit('echo rest > "$(dirname "$1")/.block.plan.swp"', "kill -9 $$")
    terminal.press(b"T")
    terminal.wait_for("nothing has changed")
    again = next_editor(tmp_path, 'cp "$(dirname "$1")/.block.plan.swp" "$1"')
    terminal.press(b"T")
    terminal.wait_for_file(again)
    assert again.read_text() == "rest\n"


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """An editor that puts words in the place of others, a pair a round."""
    rounds: list[tuple[str, str]] = []

    def edit_outside(app: PlannerApp, text: str, file: EditedFile) -> str:
        assert app.is_running
        assert file.path.endswith("/block.plan")
        old, new = rounds.pop(0)
        before, week, after = text.partition("week 6 ")
        assert old in after
        return before + week + after.replace(old, new, 1)

    monkeypatch.setattr(external_editor, "edit_text", edit_outside)
    return rounds


@pytest.mark.parametrize(("width", "height"), [(40, 12), (80, 24), (250, 60)])
async def test_the_difference_fits_and_is_read_to_its_end(
    book: Planbook, open_app: OpenApp, see: See, typing: list[tuple[str, str]], width: int, height: int
) -> None:
    typing.append(("Thu am  tempo", "Fri am  tempo"))
    async with open_app(book, width, height) as pilot:
        await pilot.press("T")
        shown = await see(pilot)
        assert all(len(line) <= width for line in shown.splitlines())
        sheet = pilot.app.screen
        assert isinstance(sheet, RewriteSheet)
        assert "Thu 7 Jan am tempo 12 km" in " ".join(sheet.full_text.split())
        assert "moved" in shown
        assert "enter applies" in shown
        await pilot.press("escape")
        await settle(pilot)
        assert message(pilot) == "Dropped; nothing has changed."
        assert standing(book) == 1


async def test_editing_again_begins_with_what_was_typed(
    book: Planbook, open_app: OpenApp, typing: list[tuple[str, str]], workouts_on: On
) -> None:
    typing += [("Sat am  easy 6.5 km", "Sat am  easy 7 km"), ("Sat am  easy 7 km", "Sat am  easy 9 km")]
    async with open_app(book) as pilot:
        await pilot.press("T", "e")
        await until(pilot, lambda: not typing and isinstance(pilot.app.screen, RewriteSheet))
        await pilot.press("enter")
        await until(pilot, lambda: standing(book) == 2)
        assert [one.planned.distance_m for one in workouts_on(SATURDAY)] == [9000]


async def test_what_another_session_does_meanwhile_is_said(
    book: Planbook, open_app: OpenApp, typing: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    typing.append(("Sat am  easy 6.5 km", "Sat am  easy 7 km"))
    typed = external_editor.edit_text

    def while_another_edits(app: PlannerApp, text: str, file: EditedFile) -> str:
        sunday = next(one for one in quick.read_days(book.path, dt.date(2027, 1, 17), dt.date(2027, 1, 17)))
        quick.write_workout(book.path, replace(sunday, title="Another"), name="edit", now=NOON)
        return typed(app, text, file)

    monkeypatch.setattr(external_editor, "edit_text", while_another_edits)
    async with open_app(book) as pilot:
        await pilot.press("T")
        await settle(pilot)
        sheet = pilot.app.screen
        assert isinstance(sheet, RewriteSheet)
        assert "Another session changed the block meanwhile" in " ".join(sheet.full_text.split())


async def test_a_day_without_a_block_says_how_to_get_one(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        calendar(pilot).cursor.go_to(TODAY + dt.timedelta(days=300))
        await pilot.press("T")
        assert "lies in no block; 2 builds one." in message(pilot)
