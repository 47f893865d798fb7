"""The inbox sheet: one question at a time, answered by a key or by the arrows, taken back with u."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from planner.training.workouts import Sport, StoredStatus
from planner.tui.sheets.inbox import InboxSheet
from planner.usecases.inbox import read_all_questions
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.inbox import answer_question, read_inbox
from planner.usecases.sync.outcome import SyncOptions
from planner.usecases.sync.run import sync_folder
from tests.matching.cases import DAY, recorded, run
from tests.tui.driving import OpenApp, See, as_it_stands, calendar, message, press, standing, until
from tests.usecases.recordings.books import links, new_book, put_in, the, workouts


@pytest.fixture
def a_day_later(tmp_path: Path) -> Planbook:
    """A long run recorded on the day after the planned one."""
    book = new_book(tmp_path / "book.db", [run(1, 20, kind="long"), run(2, 5, day=1)])
    put_in(book, recorded("a", 20.3, "18:02", day=1))
    return book


@pytest.fixture
def two_alike(tmp_path: Path) -> Planbook:
    """Two runs of nearly one length on a day, and one recording that may be either."""
    book = new_book(tmp_path / "book.db", [run(1, 8), run(2, 8.2, kind="tempo")])
    put_in(book, recorded("a", 8.1, "18:02"))
    return book


@pytest.fixture
def event_gone(tmp_path: Path) -> Planbook:
    """Two runs that were sent to a calendar, where both events were deleted."""
    book = new_book(tmp_path / "book.db", [run(1, 8, day=1), run(2, 8, day=2)])
    folder = tmp_path / "events"
    sync_folder(book, str(folder), SyncOptions())
    for file in folder.glob("*.ics"):
        file.unlink()
    sync_folder(book, str(folder), SyncOptions())
    return book


async def test_a_deleted_event_is_asked_about_and_kept_or_skipped(
    event_gone: Planbook, open_app: OpenApp, see: See
) -> None:
    book = event_gone
    async with open_app(book) as pilot:
        await press(pilot, "A")
        shown = await see(pilot)
        assert "Questions about deleted events" in shown
        assert "1  Skip the workout" in shown
        assert "2  Keep it: the next sync writes its event again" in shown
        await press(pilot, "2")
        assert "u takes it back" not in await see(pilot)  # no operation was made
        assert [question.workouts for question in read_all_questions(book)] == [(2,)]
        await press(pilot, "u")
        assert "No answer was given here just now." in await see(pilot)
        await press(pilot, "1")
        shown = await see(pilot)
        assert "Skipped. u takes it back." in shown
        assert the(book, 2).status is StoredStatus.SKIPPED
        await press(pilot, "u")
        assert the(book, 2).status is StoredStatus.PLANNED
        assert [question.workouts for question in read_all_questions(book)] == [(2,)]


async def test_a_deleted_event_is_mentioned_when_the_calendar_opens(event_gone: Planbook, open_app: OpenApp) -> None:
    async with open_app(event_gone) as pilot:
        assert await _first_message(pilot) == "2 questions in the inbox: A answers."


async def test_a_digit_answers_and_u_takes_it_back(a_day_later: Planbook, open_app: OpenApp, see: See) -> None:
    book = a_day_later
    before = standing(book)
    async with open_app(book) as pilot:
        await press(pilot, "A")
        shown = await see(pilot)
        for words in (
            "The run of Thu 7 Jan 18:02, 20.3 km",
            "It fits a workout of another day, which would go to the day it was done.",
            "1  Wednesday's long run, a day later, 20.3 of 20 km",
            "0  It belongs to no plan",
            "x  Leave it out of all totals",
        ):
            assert words in shown
        await press(pilot, "1")
        shown = await see(pilot)
        assert "u takes it back." in shown
        assert "No question is open." in shown
        done = the(book, 1)
        assert (done.status, done.date) == (StoredStatus.DONE, DAY + dt.timedelta(days=1))
        await press(pilot, "u")
        assert (standing(book), the(book, 1).status) == (before, StoredStatus.PLANNED)
        shown = await see(pilot)
        assert "The run of Thu 7 Jan 18:02, 20.3 km" in shown
        assert "Taken back: answer about recording 1: workout 1." in shown
        await press(pilot, "u")
        assert "No answer was given here just now." in await see(pilot)
        assert standing(book) == before, "the import is not taken back from here"


async def test_enter_takes_what_is_preselected(a_day_later: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(a_day_later) as pilot:
        await press(pilot, "A")
        await see(pilot)
        await press(pilot, "enter", "enter")
        assert links(a_day_later)[1] == [1]
        assert pilot.app.screen is calendar(pilot), "with all questions answered, enter goes back"


async def test_where_nothing_is_likely_enough_enter_takes_nothing(
    two_alike: Planbook, open_app: OpenApp, see: See
) -> None:
    book = two_alike
    (question,) = read_inbox(book)
    assert question.proposed is None
    before = standing(book)
    async with open_app(book) as pilot:
        await press(pilot, "A")
        await see(pilot)
        await press(pilot, "enter")
        assert "None of them is likely enough to be taken unseen" in await see(pilot)
        assert standing(book) == before
        await press(pilot, "down", "down", "enter")
        second = int(question.choices[1].answer)
        assert links(book)[second] == [1]


async def test_up_from_nothing_goes_to_the_last_choice(two_alike: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(two_alike) as pilot:
        await press(pilot, "A")
        await see(pilot)
        await press(pilot, "up", "enter")
    assert [one for one in workouts(two_alike) if one.actual is not None] == [], "left out of all totals"


async def test_several_questions_one_after_the_other(tmp_path: Path, open_app: OpenApp, see: See) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10), run(2, 10, day=7)])
    walk = replace(recorded("b", 3, "07:00", day=5), sport=Sport.CROSS, sport_said=False)
    put_in(book, recorded("a", 4, "18:02", minutes=25), walk)
    async with open_app(book) as pilot:
        assert await _first_message(pilot) == "2 questions in the inbox: A answers."
        await press(pilot, "A")
        shown = await see(pilot)
        assert "1 of 2" in shown
        assert "longer or shorter than what was planned" in shown
        await press(pilot, "right")
        assert "2 of 2" in await see(pilot)
        await press(pilot, "8")
        assert "No choice has the key 8." in await see(pilot)
        await press(pilot, "3")
        assert "It was another sport." in await see(pilot)
        await press(pilot, "0", "escape")
        assert pilot.app.screen is calendar(pilot)
    assert read_inbox(book) == []


async def _first_message(pilot: Pilot[None]) -> str:
    await until(pilot, lambda: bool(message(pilot)))
    return message(pilot)


async def test_questions_are_mentioned_once_at_a_start(a_day_later: Planbook, open_app: OpenApp) -> None:
    async with open_app(a_day_later) as pilot:
        assert await _first_message(pilot) == "1 question in the inbox: A answers."
    async with open_app(a_day_later) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert message(pilot) == ""


async def test_a_question_of_an_import_elsewhere_is_mentioned(tmp_path: Path, open_app: OpenApp) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    async with open_app(book) as pilot:
        assert message(pilot) == ""
        put_in(book, recorded("a", 4, "18:02", minutes=25))
        assert await _first_message(pilot) == "1 question in the inbox: A answers."


async def test_an_answer_of_another_session_is_said(a_day_later: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(a_day_later) as pilot:
        await press(pilot, "A")
        await see(pilot)
        answer_question(a_day_later, 1, "unplanned")
        await press(pilot, "1")
        shown = await see(pilot)
        assert "There is no question about recording 1." in shown
        assert "No question is open." in shown


async def test_a_possible_double_is_asked_about_by_its_files_and_days(
    tmp_path: Path, open_app: OpenApp, see: See
) -> None:
    book = new_book(tmp_path / "book.db", [])
    put_in(book, recorded("a", 10, "18:00"), replace(recorded("b", 4, "18:10"), double_of=1))
    async with open_app(book) as pilot:
        await press(pilot, "A")
        shown = " ".join((await see(pilot)).split())
        assert "Recording 2, Wed 6 Jan 2027 18:10, 24 min and recording 1, Wed 6 Jan 2027 18:00" in shown
        await press(pilot, "x")
        assert "Left out of all totals. u takes it back." in await see(pilot)
        await press(pilot, "u")
        await see(pilot)
        await press(pilot, "2")
        assert "Both count. u takes it back." in await see(pilot)
    assert read_inbox(book) == []


async def test_without_a_question_the_sheet_says_so(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await press(pilot, "A")
        shown = await see(pilot)
        assert "No question is open." in shown
        assert "answers" not in shown
        await press(pilot, "A")
        assert pilot.app.screen is calendar(pilot)


async def test_a_phone_shows_the_choice_under_the_cursor_in_full(
    a_day_later: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(a_day_later, 40, 12) as pilot:
        pilot.app.push_screen(InboxSheet(a_day_later, calendar(pilot).reload))
        await see(pilot)
        await press(pilot, "down", "up")
        shown = " ".join(as_it_stands(pilot).split())
        assert "The run of Thu 7 Jan 18:02, 20.3 km" in shown
        assert "Wednesday's long run, a day later, 20.3 of 20 km" in shown
        assert "escape later" in shown
