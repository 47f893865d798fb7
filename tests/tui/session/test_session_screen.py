"""The session screen as a runner uses it: the day's session by the clock, from its gates to what was done."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from planner.training.session_timer.run_words import time_text
from planner.training.session_timer.session_run import Variant
from planner.training.workouts import Effort, Exercise, ExerciseSet, StoredStatus, StrengthKind, Workout
from planner.tui.calendar.screen import CalendarScreen
from planner.tui.host import host_of
from planner.tui.session import running_clock, screen
from planner.tui.session.screen import SessionScreen
from planner.tui.sheets.choose import ChooseWorkoutSheet
from planner.tui.sheets.confirm import ConfirmSheet
from planner.tui.sheets.done import DoneSheet
from planner.tui.sheets.help import HelpSheet
from planner.tui.sheets.howto import SessionHowToSheet
from planner.tui.sheets.screening import ScreeningSheet
from planner.tui.sheets.sheet import TextSheet
from planner.tui.widgets.rows import RowsWidget
from planner.usecases import screening
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workout, read_workouts
from planner.usecases.runner import change_runner_setting
from planner.usecases.session import read_running, startable_sessions
from tests.examples import seeds
from tests.tui.driving import See, fill, message, until
from tests.tui.season import DAY, TODAY, run
from tests.tui.session.conftest import Keep, MovedClock, OpenSession, heavy, session_screen

TWO_ROUNDS = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 2, 20, 56.0)
ONE_SIT = ExerciseSet(Exercise.WALL_SIT, 1, hold_s=60, knee_angle_deg=110, squeeze=True)


def light(*sets: ExerciseSet) -> Workout:
    """A light session of today, which needs no warm-up."""
    return replace(heavy(TODAY, *sets), kind=StrengthKind.LIGHT, title="Light sled and wall sit")


@pytest.fixture
def short(keep: Keep) -> Planbook:
    """A file with a light session of today: two rounds and a wall sit of a minute."""
    return keep(light(TWO_ROUNDS, ONE_SIT))


def shown_time(pilot: Pilot[None]) -> str:
    """The time in the large digits."""
    clock = session_screen(pilot).clock
    return "" if clock.run is None else time_text(clock.run, clock.at)


def words(pilot: Pilot[None]) -> str:
    """What the bottom line of the session screen says."""
    return session_screen(pilot).footer.message


async def pass_time(pilot: Pilot[None], clock: MovedClock, seconds: float) -> None:
    """Let the session's clock go on, and wait until the screen has seen it."""
    clock.advance(seconds)
    timer = session_screen(pilot).clock
    await until(pilot, lambda: timer.running is None or timer.at == timer.running.second(clock.now()))


def position(pilot: Pilot[None]) -> str:
    """What runs now: the kind of the segment and its number."""
    session = session_screen(pilot).clock.run
    assert session is not None
    return "over" if session.segment is None else f"{session.segment.kind} {session.segment.number}"


def only_workout(book: Planbook) -> Workout:
    return read_workouts(book, TODAY, TODAY)[0]


# While none runs


async def test_it_shows_todays_session_and_how_its_exercises_are_done(
    keep: Keep, open_session: OpenSession, see: See
) -> None:
    async with open_session(keep(heavy())) as pilot:
        seen = await see(pilot)
        assert "Today  18:00 Heavy sled 5 × 20 m, 56 kg" in seen
        assert "space starts it" in seen.splitlines()[0]
        assert "medium resistance bands" in seen


async def test_a_day_without_a_session_names_the_next(keep: Keep, open_session: OpenSession, see: See) -> None:
    async with open_session(keep(heavy(TODAY + 3 * DAY))) as pilot:
        assert "No session today. Next: Sun 10 Jan, 18:00 Heavy sled 5 × 20 m" in await see(pilot)
        await pilot.press("space")
        assert "No session is planned for today" in words(pilot)


async def test_without_any_session_the_how_to_is_there(
    empty_book: Planbook, open_session: OpenSession, see: See
) -> None:
    async with open_session(empty_book) as pilot:
        seen = await see(pilot)
        assert "No session is planned." in seen
        assert "medium resistance bands" in seen


async def test_the_arrows_and_tab_go_through_the_how_to(keep: Keep, open_session: OpenSession, see: See) -> None:
    async with open_session(keep(heavy())) as pilot:
        first = await see(pilot)
        await pilot.press("right")
        second = await see(pilot)
        await pilot.press("tab")
        other = await see(pilot)
        await pilot.press("down", "pagedown")
        assert len({first, second, other, await see(pilot)}) == 4
        await pilot.press("pageup", "up", "shift+tab")
        assert await see(pilot) == first


async def test_of_several_sessions_one_is_chosen(keep: Keep, open_session: OpenSession) -> None:
    book = keep(light(TWO_ROUNDS), light(ONE_SIT))
    async with open_session(book) as pilot:
        await pilot.press("space")
        assert isinstance(pilot.app.screen, ChooseWorkoutSheet)
        await pilot.press("down", "enter")
        session = session_screen(pilot).clock.running
        assert session is not None
        assert session.workout.planned.sets == (ONE_SIT,)


# A whole session


async def test_the_space_key_alone_does_a_whole_session(
    short: Planbook, open_session: OpenSession, clock: MovedClock, see: See
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space")
        assert position(pilot) == "get ready 1"
        assert "Get ready      before round 1 of 2" in await see(pilot)
        await pass_time(pilot, clock, 10)
        assert position(pilot) == "round 1"
        await pass_time(pilot, clock, 31)
        assert "Round 1 of 2   sled 20 m backward, 56 kg" in await see(pilot)
        assert shown_time(pilot) == "0:31"
        await pilot.press("space")
        assert position(pilot) == "rest 2"
        assert shown_time(pilot) == "0:30"
        await pass_time(pilot, clock, 21)
        assert "Get ready      before round 2 of 2" in await see(pilot)
        assert shown_time(pilot) == "0:09"
        await pass_time(pilot, clock, 9)
        assert position(pilot) == "round 2"
        await pass_time(pilot, clock, 29)
        await pilot.press("space")
        await pass_time(pilot, clock, 120)
        assert position(pilot) == "hold 1"
        seen = await see(pilot)
        for note in ("knees 110°", "squeeze 2 to 3 of 10", "breathe", "Stop at dizziness"):
            assert note in seen
        await pass_time(pilot, clock, 60)
        assert isinstance(pilot.app.screen, DoneSheet)
        values = pilot.app.screen.values
        assert (values["sled"], values["sit"]) == ("2 × 20 m, 56 kg", "1 × 1:00")
        assert (values["time"], values["rpe"], values["pain"], values["note"]) == ("4:40", "", "", "")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CalendarScreen))
        assert read_running(short) is None
    done = only_workout(short)
    assert done.status is StoredStatus.DONE
    assert done.actual is not None
    assert done.actual.effort == Effort(None, 280, None, (TWO_ROUNDS, ONE_SIT))


async def test_rating_and_pain_of_the_form_are_recorded(
    short: Planbook, open_session: OpenSession, clock: MovedClock
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space", "space")
        await pass_time(pilot, clock, 5)
        await pilot.press("d")
        sheet = pilot.app.screen
        assert isinstance(sheet, DoneSheet)
        await pilot.press("8", "tab", "2", "enter")  # all above the rating is filled in
        await until(pilot, lambda: isinstance(pilot.app.screen, CalendarScreen))
    done = only_workout(short).actual
    assert done is not None
    assert (done.effort.rpe, done.pain) == (8, 2)
    assert done.effort.sets == (replace(TWO_ROUNDS, rounds=1),)


async def test_the_end_asks_in_the_sheet_of_the_day_with_the_plan_next_to_what_was_done(
    short: Planbook, open_session: OpenSession, clock: MovedClock, see: See
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space")
        await pass_time(pilot, clock, 31)
        await pilot.press("space", "d")
        seen = await see(pilot)
        assert "Thursday 7 January · what did you do?" in seen
        assert "filled in by the timer" in seen
        (sled,) = (line.split("Light sled")[1] for line in seen.splitlines() if "▌ ✓" in line)
        assert sled.index("2 × 20 m, 56 kg") < sled.index("1 × 20 m, 56 kg")
        assert "as planned" not in seen  # the wall sit was planned, and was not done
        assert "How hard it felt" in seen
        assert "enter records it  tab next  escape leaves it open" in seen
        for key, said in (
            ("d", "The timer has filled in what you did"),
            ("space", "It is done already"),
            ("s", "it cannot be skipped"),
            ("i", "nothing took its place"),
        ):
            await pilot.press(key)
            assert said in await see(pilot)
        await pilot.press("f1")
        seen = await see(pilot)
        assert "the session stays open" in seen
        assert not any(word in seen for word in ("as planned", "Skip the workout", "in place of"))
    assert only_workout(short).actual is None


async def test_what_is_typed_over_the_timers_figures_is_recorded_and_undone_in_one(
    short: Planbook, open_session: OpenSession, clock: MovedClock
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space", "space")
        await pass_time(pilot, clock, 5)
        await pilot.press("d")
        await fill(pilot, sled="2x20 40", time="", note="slippery", pain="11")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, DoneSheet), "a pain of 11 is refused"
        assert read_running(short) is not None
        await fill(pilot, pain="1")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CalendarScreen))
        done = only_workout(short).actual
        assert done is not None
        assert done.effort == Effort(sets=(replace(TWO_ROUNDS, load_kg=40.0),))
        assert (done.note, done.pain) == ("slippery", 1)
        assert message(pilot).startswith("Done: Light sled")
        await pilot.press("u")
        await until(pilot, lambda: only_workout(short).actual is None)
        await pilot.press("d")
        assert isinstance(pilot.app.screen, DoneSheet)
        assert not pilot.app.screen.form.is_typed


async def test_a_session_that_is_over_stays_open_until_it_is_recorded(
    short: Planbook, open_session: OpenSession, clock: MovedClock
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", *"nnnnn")
        await pass_time(pilot, clock, 10)
        await pass_time(pilot, clock, 60)
        assert isinstance(pilot.app.screen, DoneSheet)
        await pilot.press("escape")
        assert "space asks again" in words(pilot)
        await pilot.press("r")
        assert position(pilot) == "get ready 1"
        await pass_time(pilot, clock, 10)
        await pass_time(pilot, clock, 42)
        await pilot.press("space")
        assert isinstance(pilot.app.screen, DoneSheet)
        assert pilot.app.screen.values["sit"] == "1 × 42 s"
        await pilot.press("escape", "space")
        assert isinstance(pilot.app.screen, DoneSheet)


async def test_a_form_that_was_left_does_not_hide_what_was_done_since(
    short: Planbook, open_session: OpenSession, clock: MovedClock
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space", "space", "d")
        sheet = pilot.app.screen
        assert isinstance(sheet, DoneSheet)
        await pilot.press("7", *["shift+tab"] * 3, "end", "backspace", "backspace", "escape")
        await pilot.press("d")
        sheet = pilot.app.screen
        assert isinstance(sheet, DoneSheet)
        assert (sheet.values["sled"], sheet.values["rpe"]) == ("1 × 20 m, 56 ", "7")  # nothing was done since
        await pilot.press("escape", "space", "space")
        await pass_time(pilot, clock, 25)
        await pilot.press("space", "d")
        sheet = pilot.app.screen
        assert isinstance(sheet, DoneSheet)
        assert (sheet.values["sled"], sheet.values["rpe"]) == ("2 × 20 m, 56 kg", "7")
        await pilot.press("backspace", "6")
        assert sheet.values["rpe"] == "6"


async def test_a_session_in_which_all_was_skipped_is_dropped_if_asked(
    short: Planbook, open_session: OpenSession
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", *"nnnnnn")
        assert isinstance(pilot.app.screen, ConfirmSheet)
        await pilot.press("y")
        assert read_running(short) is None


async def test_the_next_session_shows_nothing_of_the_one_before(
    keep: Keep, open_session: OpenSession, see: See
) -> None:
    async with open_session(keep(light(ONE_SIT), light(TWO_ROUNDS))) as pilot:
        await pilot.press("space", "enter", "p")
        assert "Paused" in await see(pilot)
        await pilot.press("d", "y")
        await pilot.press("space", "down", "enter")
        seen = await see(pilot)
        assert "before round 1 of 2" in seen
        assert "Paused" not in seen


# Keys


async def test_a_pause_stops_the_time(short: Planbook, open_session: OpenSession, clock: MovedClock, see: See) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space")
        await pass_time(pilot, clock, 12)
        await pilot.press("p")
        clock.advance(500)
        assert shown_time(pilot) == "0:12"
        assert "Paused" in await see(pilot)
        await pilot.press("p")
        await pass_time(pilot, clock, 3)
        assert shown_time(pilot) == "0:15"


async def test_skip_and_redo(short: Planbook, open_session: OpenSession, see: See) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space", "n")
        assert position(pilot) == "get ready 2"
        assert "–" in next(line for line in (await see(pilot)).splitlines() if line.startswith("  sled 20 m"))
        await pilot.press("space", "space")
        assert position(pilot) == "rest 1"
        await pilot.press("r")
        assert position(pilot) == "get ready 2"


async def test_plates_go_on_and_off_for_the_next_round(
    short: Planbook, open_session: OpenSession, clock: MovedClock, see: See
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space", "plus")
        assert "▸56 ·58.5" in await see(pilot)
        await pass_time(pilot, clock, 20)
        await pilot.press("space")
        assert "✓56 ▸58.5" in await see(pilot)
        await pilot.press("minus", "minus")
        assert "✓56 ▸53.5" in await see(pilot)
        await pilot.press("space", "space", "d")
        assert isinstance(pilot.app.screen, DoneSheet)
        assert pilot.app.screen.values["sled"] == "1 × 20 m, 56 kg; 1 × 20 m, 53.5 kg"


async def test_a_load_that_cannot_change_says_why(keep: Keep, open_session: OpenSession) -> None:
    async with open_session(keep(light(ONE_SIT))) as pilot:
        await pilot.press("space", "plus")
        assert "The load stays: no round with a load is left." in words(pilot)


async def test_at_home_the_wall_sit_alone_is_done(keep: Keep, open_session: OpenSession, see: See) -> None:
    async with open_session(keep(light(TWO_ROUNDS, ONE_SIT))) as pilot:
        await pilot.press("h")
        assert "at home: the wall sit alone" in await see(pilot)
        await pilot.press("space")
        assert position(pilot) == "get ready 1"
        seen = await see(pilot)
        assert "before hold 1 of 1" in seen
        assert "sled" not in seen
        await pilot.press("h")
        assert "walk 20 m" in await see(pilot)
        await pilot.press("h")
        assert "sled 20 m" in await see(pilot)
        session = session_screen(pilot).clock.run
        assert session is not None
        assert session.variant is Variant.GYM


async def test_to_end_before_anything_is_done_drops_the_session_if_asked(
    short: Planbook, open_session: OpenSession
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "d")
        assert isinstance(pilot.app.screen, ConfirmSheet)
        await pilot.press("n")
        assert read_running(short) is not None
        await pilot.press("d", "y")
        assert read_running(short) is None
        assert "Dropped" in words(pilot)
    assert only_workout(short).status is StoredStatus.PLANNED


async def test_escape_pauses_keeps_and_leaves(
    short: Planbook, open_session: OpenSession, clock: MovedClock, see: See
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space")
        await pass_time(pilot, clock, 12)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, CalendarScreen))
        assert message(pilot) == "The session is paused and kept: 4 goes on with it."
        clock.advance(3600)
        await pilot.press("4")
        assert "Paused" in await see(pilot)
        assert shown_time(pilot) == "0:12"


async def test_q_asks_once(short: Planbook, open_session: OpenSession) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space", "q")
        assert pilot.app.is_running
        assert "q again leaves the program" in words(pilot)
        await pilot.press("b", "q")
        assert "q again leaves the program" in words(pilot)
        await pilot.press("q")
        assert pilot.app._exit
    running = read_running(short)
    assert running is not None
    assert running.run.paused is not None


async def test_q_leaves_at_once_while_nothing_runs(short: Planbook, open_session: OpenSession) -> None:
    async with open_session(short) as pilot:
        await pilot.press("q")
        assert pilot.app._exit


async def test_the_how_to_of_the_exercise_opens_and_the_time_goes_on(
    short: Planbook, open_session: OpenSession, clock: MovedClock, see: See
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space", "question_mark")
        assert isinstance(pilot.app.screen, SessionHowToSheet)
        await pass_time(pilot, clock, 25)
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, SessionScreen)
        assert shown_time(pilot) == "0:25"
        await pilot.press("f1")
        assert isinstance(pilot.app.screen, HelpSheet)
        assert "Pause, or go on." in await see(pilot)


async def test_another_screen_may_be_looked_at_meanwhile(
    short: Planbook, open_session: OpenSession, clock: MovedClock
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space")
        session = session_screen(pilot)
        await pilot.press("1")
        assert isinstance(pilot.app.screen, CalendarScreen)
        clock.advance(40)
        await until(pilot, lambda: session.clock.at == 40)
        await pilot.press("4")
        assert shown_time(pilot) == "0:40"


@pytest.mark.parametrize("key", ["p", "n", "r", "d"])
async def test_a_key_of_a_session_says_that_none_runs(short: Planbook, open_session: OpenSession, key: str) -> None:
    async with open_session(short) as pilot:
        await pilot.press(key)
        assert words(pilot) == "No session is running."


async def test_the_palette_has_the_keys_of_a_session(short: Planbook, open_session: OpenSession) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "ctrl+p", *"pause", "enter")
        await pilot.pause()
        session = session_screen(pilot).clock.run
        assert session is not None
        assert session.paused is not None


@pytest.mark.parametrize("seed", seeds(1, 3))
async def test_any_keys_at_any_time_leave_a_session_that_can_be_opened_again(
    keep: Keep, open_session: OpenSession, clock: MovedClock, seed: int
) -> None:
    book, dice = keep(heavy()), random.Random(seed)
    keys = [*"pnr+-hdb?1", *["space"] * 4, "escape", "enter", "4", "tab", "q"]
    async with open_session(book) as pilot:
        for _ in range(60):
            clock.advance(dice.choice((0.3, 4, 31, 150, 2000)))
            await pilot.press(dice.choice(keys))
            if pilot.app._exit:
                break
    async with open_session(book, keys=("escape", "4")) as pilot:
        assert isinstance(pilot.app.screen_stack[0], SessionScreen)


# The bell


async def ringing(
    pilot: Pilot[None], clock: MovedClock, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> tuple[list[str], list[str]]:
    """The times shown at which the bell rang in some seconds, and those at which the line flashed."""
    rung: list[str] = []
    flashed: list[str] = []
    monkeypatch.setattr(pilot.app, "bell", lambda: rung.append("bell"))
    at: list[str] = []
    for _ in range(seconds):
        count = len(rung)
        await pass_time(pilot, clock, 1)
        at += [shown_time(pilot)] * (len(rung) - count)
        if session_screen(pilot).clock.is_flashing:
            flashed.append(shown_time(pilot))
    return at, flashed


RUNG = ["0:10", "0:03", "0:02", "0:01", "0:00"]


@pytest.mark.parametrize(
    ("presses", "has_sound", "has_flash"),
    [("", True, False), ("b", False, True), ("bb", True, True), ("bbb", False, False), ("bbbb", True, False)],
)
async def test_the_bell_rings_or_a_line_flashes_as_chosen(
    short: Planbook,
    open_session: OpenSession,
    clock: MovedClock,
    monkeypatch: pytest.MonkeyPatch,
    presses: str,
    has_sound: bool,
    has_flash: bool,
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space", "space", *presses)
        assert position(pilot) == "rest 2"
        rung, flashed = await ringing(pilot, clock, monkeypatch, 31)
        assert rung == (RUNG if has_sound else [])
        assert flashed == (RUNG if has_flash else [])


async def test_how_to_do_without_a_bell_is_said_once(short: Planbook, open_session: OpenSession) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space")
        assert words(pilot) == "No bell? b switches to a flashing line."
        await pilot.press("d", "y", "space")
        assert words(pilot) == ""


async def test_coming_back_after_a_stall_rings_no_row_of_bells(
    short: Planbook, open_session: OpenSession, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_session(short) as pilot:
        rung: list[str] = []
        monkeypatch.setattr(pilot.app, "bell", lambda: rung.append("bell"))
        await pilot.press("space", "space", "space")
        await pass_time(pilot, clock, 55)
        assert position(pilot) == "round 2"
        assert shown_time(pilot) == "0:25"
        assert rung == []


# Coming back


async def test_an_end_long_past_is_asked_about(
    short: Planbook, open_session: OpenSession, clock: MovedClock, see: See
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", *"nnnnn")
        await pass_time(pilot, clock, 10)
        assert position(pilot) == "hold 1"
        await pass_time(pilot, clock, 720)
        seen = await see(pilot)
        assert "The hold ended 11 minutes ago, and nobody looked. Was hold 1 of 1 done?" in seen
        assert all(word in seen for word in ("space yes", "n no", "r again"))
        assert "knees" not in seen
        await pilot.press("space")
        assert isinstance(pilot.app.screen, DoneSheet)
        assert pilot.app.screen.values["sit"] == "1 × 1:00"


async def test_a_program_that_was_killed_goes_on_at_the_true_second(
    short: Planbook, open_session: OpenSession, clock: MovedClock
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space")
        await pass_time(pilot, clock, 12)
    clock.advance(8.5)
    async with open_session(short, keys=()) as pilot:
        assert message(pilot) == "A session is running: 4 goes on with it."
        await pilot.press("4")
        assert (position(pilot), shown_time(pilot)) == ("round 1", "0:20")


async def test_a_clock_that_is_set_back_does_not_move_the_session(
    short: Planbook, open_session: OpenSession, clock: MovedClock
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space", "space")
        await pass_time(pilot, clock, 12)
        clock.wall_s -= 3600
        await pass_time(pilot, clock, 3)
        assert shown_time(pilot) == "0:15"


async def test_a_file_that_is_being_written_delays_only_the_storing(
    short: Planbook, open_session: OpenSession, clock: MovedClock
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space")
        writer = sqlite3.connect(short.path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        await pilot.press("space")
        await pass_time(pilot, clock, 7)
        assert (position(pilot), shown_time(pilot)) == ("round 1", "0:07")
        stored = read_running(short)
        assert stored is not None
        assert stored.run.position == 0
        writer.execute("ROLLBACK")
        writer.close()
        session = session_screen(pilot).clock
        await until(pilot, lambda: session.running is not None and session.running.is_stored)
    stored = read_running(short)
    assert stored is not None
    assert stored.run.position == 1


@pytest.mark.usefixtures("short_lock_wait")
async def test_a_file_that_cannot_be_read_for_a_moment_is_read_again(
    short: Planbook, open_session: OpenSession, see: See, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "_CHECK_EVERY_S", 0.02)
    writer = sqlite3.connect(short.path, isolation_level=None)
    async with open_session(short, keys=()) as pilot:
        writer.execute("BEGIN EXCLUSIVE")
        await pilot.press("4")
        assert "Today" not in await see(pilot)
        writer.execute("ROLLBACK")
        writer.close()
        head = session_screen(pilot).query_one("#session-head", RowsWidget)
        await until(pilot, lambda: "Today" in head.text)


async def test_a_session_whose_workout_is_deleted_is_over(short: Planbook, open_session: OpenSession, see: See) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "1", "D")
        await until(pilot, lambda: not read_workouts(short, TODAY, TODAY))
        await pilot.press("4")
        assert "No session is planned." in await see(pilot)


# Two terminals


@pytest.fixture
def _looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running_clock, "_CHECK_EVERY_S", 0.02)


@pytest.mark.usefixtures("_looking_often")
async def test_two_terminals_show_one_session_and_a_stale_key_does_nothing(
    short: Planbook, open_session: OpenSession, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_session(short) as one, open_session(short) as other:
        await one.press("space")
        await until(other, lambda: session_screen(other).clock.running is not None)
        await other.press("space")
        assert position(other) == "round 1"
        await until(one, lambda: position(one) == "round 1")
        monkeypatch.setattr(running_clock, "_CHECK_EVERY_S", 3600.0)
        clock.advance(20)
        await one.press("space")
        await other.press("space")
        assert position(other) == "rest 2"
        assert "changed in another terminal" in words(other)
        done = session_screen(other).clock.run
        assert done is not None
        assert len(done.performed) == 1


@pytest.mark.usefixtures("_looking_often")
async def test_what_one_terminal_records_closes_the_form_of_the_other(
    short: Planbook, open_session: OpenSession
) -> None:
    async with open_session(short) as one, open_session(short) as other:
        await one.press("space")
        await until(other, lambda: session_screen(other).clock.running is not None)
        await one.press("space", "space", *"nnnn")
        await until(other, lambda: isinstance(other.app.screen, DoneSheet))
        await one.press("enter")
        await until(other, lambda: isinstance(other.app.screen, SessionScreen))
        assert words(other) == "The session was recorded elsewhere: its clock has stopped."


@pytest.mark.usefixtures("_looking_often")
@pytest.mark.parametrize("is_form_open", [False, True])
async def test_a_workout_that_is_marked_elsewhere_ends_its_session_and_is_not_recorded_over(
    short: Planbook, open_session: OpenSession, *, is_form_open: bool
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space", "space", *("d" * is_form_open), *("9" * is_form_open))
        assert isinstance(pilot.app.screen, DoneSheet) is is_form_open
        workout = startable_sessions(list(read_workouts(short, TODAY, TODAY)))[0]
        mark.mark_skipped(short, workout.id, "no time")
        await until(pilot, lambda: session_screen(pilot).clock.running is None)
        await until(pilot, lambda: pilot.app.screen is session_screen(pilot))
        assert words(pilot) == "The session was skipped elsewhere: its clock has stopped."
        assert read_workout(short, workout.id).actual is None


@contextmanager
def writing(book: Planbook) -> Iterator[None]:
    """Another session writes in the file."""
    with closing(sqlite3.connect(book.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


async def test_a_session_starts_once_another_session_has_finished_writing(
    short: Planbook, open_session: OpenSession
) -> None:
    async with open_session(short) as pilot:
        with writing(short):
            await pilot.press("space")
            assert session_screen(pilot).clock.running is None
            assert "Another session is writing" in words(pilot)
        await until(pilot, lambda: session_screen(pilot).clock.running is not None)
        assert "Another session" not in words(pilot)


async def test_a_start_that_waits_can_be_given_up(short: Planbook, open_session: OpenSession) -> None:
    async with open_session(short) as pilot:
        with writing(short):
            await pilot.press("space", "escape")
            assert words(pilot) == "Given up; nothing has changed."
            assert isinstance(pilot.app.screen, SessionScreen)
        await pilot.press("space")  # would be refused while the first start still waits
        assert session_screen(pilot).clock.running is not None
        assert "waits for the other session" not in words(pilot)


async def test_the_answer_on_the_lane_waits_for_another_session_and_then_the_session_starts(
    keep: Keep, open_session: OpenSession
) -> None:
    book = keep(heavy())
    screening.answer_questions(book, {"lane": "no"})
    async with open_session(book) as pilot:
        await pilot.press("space")
        with writing(book):
            await pilot.press("y")
            assert session_screen(pilot).clock.running is None
        await until(pilot, lambda: session_screen(pilot).clock.running is not None)


async def test_a_dropped_session_waits_for_another_one_that_writes(short: Planbook, open_session: OpenSession) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "d")
        with writing(short):
            await pilot.press("y")
            assert session_screen(pilot).clock.running is not None
        await until(pilot, lambda: session_screen(pilot).clock.running is None)
        assert read_running(short) is None


# What is asked before it


async def test_looking_around_asks_nothing(keep: Keep, open_session: OpenSession) -> None:
    async with open_session(keep(heavy(), is_screened=False)) as pilot:
        await pilot.press("right", "tab", "h", "1", "4")
        assert isinstance(pilot.app.screen, SessionScreen)


async def test_the_health_questions_come_first_and_can_be_left(keep: Keep, open_session: OpenSession) -> None:
    book = keep(light(ONE_SIT), is_screened=False)
    async with open_session(book) as pilot:
        await pilot.press("space")
        assert isinstance(pilot.app.screen, ScreeningSheet)
        await pilot.press("escape")
        assert position(pilot) == "get ready 1"
        await pilot.press("d", "y", "space")
        assert position(pilot) == "get ready 1", "they are asked once a session of the program"


async def test_what_health_keeps_out_is_refused_with_the_way_back(keep: Keep, open_session: OpenSession) -> None:
    book = keep(heavy())
    screening.answer_questions(book, {"heart": "yes"})
    async with open_session(book) as pilot:
        await pilot.press("space")
        assert isinstance(pilot.app.screen, TextSheet)
        assert "heart" in " ".join(pilot.app.screen.full_text.split())
        await pilot.press("escape")
        assert session_screen(pilot).clock.running is None


@pytest.mark.parametrize(("answer", "starts"), [("y", True), ("n", False), ("escape", False)])
async def test_a_heavy_session_asks_for_the_lane(
    keep: Keep, open_session: OpenSession, answer: str, starts: bool
) -> None:
    book = keep(heavy())
    screening.answer_questions(book, {"lane": "no"})
    async with open_session(book) as pilot:
        await pilot.press("space")
        assert isinstance(pilot.app.screen, ConfirmSheet)
        assert "Is the lane clear behind you" in pilot.app.screen.full_text
        await pilot.press(answer)
        assert (session_screen(pilot).clock.running is not None) is starts


async def test_the_wall_sit_at_home_needs_no_lane_but_the_way_back_to_the_gym_does(
    keep: Keep, open_session: OpenSession
) -> None:
    book = keep(heavy())
    screening.answer_questions(book, {"lane": "no"})
    async with open_session(book) as pilot:
        await pilot.press("h", "space")
        assert position(pilot) == "warm-up 1"
        await pilot.press("h")
        assert isinstance(pilot.app.screen, ConfirmSheet)
        await pilot.press("escape")
        session = session_screen(pilot).clock.run
        assert session is not None
        assert session.variant is Variant.WALL_SIT_ALONE


# From the day


async def test_enter_in_the_sheet_of_today_starts_the_timer(
    short: Planbook, open_session: OpenSession, see: See
) -> None:
    async with open_session(short, keys=("enter",)) as pilot:
        assert "enter starts the timer" in await see(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, SessionScreen))
        assert position(pilot) == "get ready 1"
        await pilot.press("1", "enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, SessionScreen))
        assert position(pilot) == "get ready 1"


@pytest.mark.parametrize("workout", [heavy(TODAY + DAY), run(TODAY, "easy", "Easy", 8)])  # type: ignore[arg-type]
async def test_enter_closes_the_sheet_of_any_other_day(
    keep: Keep, open_session: OpenSession, see: See, workout: Workout
) -> None:
    keys = ("right",) * (workout.date - TODAY).days
    async with open_session(keep(workout), keys=(*keys, "enter")) as pilot:
        assert "starts the timer" not in await see(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, CalendarScreen)


async def test_the_day_and_the_timer_warm_up_with_no_less_than_the_empty_sled(
    keep: Keep, open_session: OpenSession, see: See
) -> None:
    book = keep(heavy())
    change_runner_setting(book, "sled", "40")
    async with open_session(book, 80, 60, keys=("enter",)) as pilot:
        assert "One round with the empty sled." in " ".join((await see(pilot)).split())
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, SessionScreen))
        assert "warm up: walk 20 m backward, no load" in await see(pilot)
        await pilot.press("space", "space")
        assert "sled 20 m backward, 40 kg" in await see(pilot)


async def test_the_time_goes_on_while_the_file_is_away_and_is_stored_when_it_is_back(
    short: Planbook, open_session: OpenSession, clock: MovedClock
) -> None:
    async with open_session(short) as pilot:
        await pilot.press("space", "space")
        await pass_time(pilot, clock, 12)
        await pilot.press("space")
        assert position(pilot) == "rest 2"
        away = short.path.with_name("elsewhere.db")
        short.path.rename(away)
        await pass_time(pilot, clock, 10)
        rest = shown_time(pilot)
        await pass_time(pilot, clock, 3)
        assert shown_time(pilot) != rest
        await pass_time(pilot, clock, 60)
        assert position(pilot) == "round 2"
        assert "has gone: it was moved or deleted" in words(pilot)
        assert not short.path.exists()
        await until(pilot, lambda: bool(host_of(pilot.app.screen).file_watch.problem))
        away.rename(short.path)
        await until(pilot, lambda: not words(pilot))
        stored = read_running(short)
        assert stored is not None
        assert stored.run == session_screen(pilot).clock.run
