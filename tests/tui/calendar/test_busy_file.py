from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from planner.store import BusyError, commits
from planner.training.workouts import StoredStatus
from planner.tui.calendar.data import BUSY_MESSAGE
from planner.tui.sheets import done_form
from planner.tui.sheets.done import DoneSheet
from planner.tui.sheets.form_sheet import FormSheet
from planner.tui.sheets.workout_form import AddWorkoutForm
from planner.tui.state import saver
from planner.tui.state.saver import WAITING_MESSAGE
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, See, Spawn, calendar, fill, message, standing, until
from tests.tui.season import DAY, TODAY

pytestmark = pytest.mark.usefixtures("short_lock_wait")
FRIDAY = TODAY + DAY
LOCKS = ["IMMEDIATE", "EXCLUSIVE"]


@contextmanager
def held(book: Planbook, lock: str) -> Iterator[sqlite3.Connection]:
    """Another session writes all the while."""
    with closing(sqlite3.connect(book.path, isolation_level=None)) as connection:
        connection.execute(f"BEGIN {lock}")
        yield connection
        connection.execute("ROLLBACK")


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edits are given up after three looks in quick succession."""
    monkeypatch.setattr(saver, "_MAX_RETRIES", 3)
    monkeypatch.setattr(saver, "_RETRY_S", 0.01)


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize(
    ("keys", "done"),
    [
        (["m", "right"], "Moved Tempo"),
        (["L"], "Lock: "),
        (["D"], "Delete: "),
        (["x", "right"], "Swap: "),
    ],
)
async def test_an_edit_waits_and_goes_through(
    book: Planbook, open_app: OpenApp, lock: str, keys: list[str], done: str
) -> None:
    async with open_app(book) as pilot:
        *before, last = [*keys, "enter"] if keys[-1] == "right" else keys
        await pilot.press(*before)
        with held(book, lock):
            await pilot.press(last)
            assert message(pilot) == WAITING_MESSAGE
            await pilot.press("down", "down", "up")
            assert calendar(pilot).cursor.day.month == 1
            await until(pilot, lambda: message(pilot) == WAITING_MESSAGE)
            assert pilot.app.is_running
        await until(pilot, lambda: message(pilot).startswith(done))
    assert standing(book) == 2


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.usefixtures("short_patience")
async def test_an_edit_is_given_up_after_a_while_and_the_trial_goes_on(
    book: Planbook, open_app: OpenApp, lock: str
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("m", "right")
        with held(book, lock):
            await pilot.press("enter")
            await until(pilot, lambda: message(pilot).endswith("nothing was changed."))
            assert calendar(pilot).preview.current is not None
        await pilot.press("enter")
        await until(pilot, lambda: message(pilot).startswith("Moved Tempo"))
    assert standing(book) == 2


@pytest.mark.parametrize("key", ["d", "a", "e"])
@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.usefixtures("short_patience")
async def test_a_form_that_had_to_wait_too_long_is_kept(book: Planbook, open_app: OpenApp, key: str, lock: str) -> None:
    async with open_app(book) as pilot:
        await pilot.press(key)
        sheet = pilot.app.screen
        assert isinstance(sheet, FormSheet | DoneSheet)
        if key == "a":
            sheet.fields.set_value("what", "easy")
        sheet.fields.set_value("note", "windy")
        with held(book, lock):
            await pilot.press("enter")
            await until(pilot, lambda: "has been writing for" in " ".join(sheet.message.text.split()))
            assert sheet.is_current
            assert sheet.values["note"] == "windy"
        await pilot.press("enter")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
    assert standing(book) == 2


async def test_a_form_sent_while_another_writes_is_saved_when_it_has_finished(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d")
        with held(book, "EXCLUSIVE"):
            await pilot.press("d")
            assert "Another session is writing" in await see(pilot)
            assert isinstance(pilot.app.screen, DoneSheet)
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
    assert workouts_on(TODAY)[0].status is StoredStatus.DONE


async def test_escape_gives_a_waiting_edit_up(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("m", "right")
        with held(book, "IMMEDIATE"):
            await pilot.press("enter", "escape")
            assert message(pilot) == "Given up; nothing has changed."
        await pilot.press("right", "left", "a", "escape")
        assert calendar(pilot).preview.current is None
    assert [workout.title for workout in workouts_on(TODAY)] == ["Tempo, 3 × 10 min"]
    assert standing(book) == 1


async def test_a_second_edit_does_not_overtake_the_first(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        with held(book, "IMMEDIATE"):
            await pilot.press("L", "right", "right", "D")
            assert message(pilot) == "The edit before this one still waits for the other session."
        await until(pilot, lambda: message(pilot).startswith("Lock: "))
    assert standing(book) == 2


async def test_a_file_that_lets_nobody_look_in_is_read_when_it_does(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    """Turning to a month that was never read, while another session holds the file for itself alone."""
    async with open_app(book) as pilot:
        with held(book, "EXCLUSIVE"):
            await pilot.press(*["right_curly_bracket"] * 3, *["left_curly_bracket"] * 7)
            assert message(pilot) == BUSY_MESSAGE
            assert "September 2026" in await see(pilot)
            await pilot.press("t", "g", *"2026-12-03", "enter")
        await until(pilot, lambda: message(pilot) != BUSY_MESSAGE)
        assert "T 12  ✓" in await see(pilot)
        mark.mark_skipped(book, workouts_on(TODAY)[0].id, "elsewhere")
        await pilot.press("t")
        await until(pilot, lambda: calendar(pilot).data.view.workouts_on(TODAY)[0].status is StoredStatus.SKIPPED)


@pytest.mark.parametrize("key", [*"aexyYprWRiVwHngu", "slash"])
async def test_every_key_answers_while_nobody_may_look_into_the_file(
    book: Planbook, open_app: OpenApp, key: str
) -> None:
    async with open_app(book) as pilot:
        with held(book, "EXCLUSIVE"):
            await pilot.press(key, "right", "escape", "escape", "escape")
            assert pilot.app.is_running
        await pilot.press("left", "escape")
        await until(pilot, lambda: message(pilot) not in {BUSY_MESSAGE, WAITING_MESSAGE})
    assert standing(book) == 1


async def test_add_does_not_lose_what_is_typed_while_the_file_is_held(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        with held(book, "EXCLUSIVE"):
            await pilot.press("right", "a", *"easy", "enter")
            assert isinstance(getattr(pilot.app.screen, "form", None), AddWorkoutForm)
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
        assert message(pilot).startswith("Add: Fri 8 Jan Easy.")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_real_screen_answers_while_another_process_writes(book: Planbook, start: Spawn, lock: str) -> None:
    terminal = start()
    terminal.press(b"m\x1b[C")
    terminal.wait_for("Move to Fri 8 Jan")
    with held(book, lock):
        terminal.press(b"\r")
        terminal.wait_for("Another session is writing")
        terminal.press(b"\x1b[B")  # one key only: the edit waits no longer than five seconds on a slow machine too
        terminal.wait_for(" Fri 15 Jan  ")
    terminal.settle(1.0)
    if "Moved Tempo" not in terminal.text:  # a slow machine has given it up after five seconds
        terminal.press(b"\r")
    terminal.wait_for("Moved Tempo")


async def test_a_form_that_is_stored_before_another_session_gets_in_is_not_sent_again(
    book: Planbook, open_app: OpenApp, workouts_on: On, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = mark.mark_day

    def mark_and_be_held_up(*arguments: object, **options: object) -> mark.MarkedDay:
        usual(*arguments, **options)  # type: ignore[arg-type] # passed through
        raise BusyError(f"Another session is writing to {book.path}; nothing was changed.")

    monkeypatch.setattr(done_form, "mark_day", mark_and_be_held_up)
    async with open_app(book) as pilot:
        await pilot.press("d")
        await fill(pilot, note="windy")
        await pilot.press("enter")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
        await until(pilot, lambda: message(pilot).startswith("It was stored, but what follows"))
        assert "nothing was changed" not in message(pilot)
        await pilot.press("d")
        reopened = pilot.app.screen
        assert isinstance(reopened, DoneSheet)
        assert not reopened.form.is_typed
    assert standing(book) == 2
    (done, *_) = workouts_on(TODAY)
    assert done.actual is not None
    assert done.actual.note == "windy"


async def test_a_disk_that_fails_after_the_commit_is_said_and_the_edit_is_shown_as_made(
    book: Planbook, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: sqlite3.Connection, _path: object) -> None:
        connection.execute("COMMIT")
        raise sqlite3.OperationalError("disk I/O error")

    async with open_app(book) as pilot:
        await pilot.press("m", "right")
        with monkeypatch.context() as patch:
            patch.setattr(commits, "_commit_when_free", fail)
            await pilot.press("enter")
            assert message(pilot).startswith(("Moved Tempo", "It was stored"))  # what is to be said comes once a second
        await until(pilot, lambda: message(pilot).startswith("It was stored, but the disk reported an error"))
        assert calendar(pilot).preview.current is None
    assert standing(book) == 2
