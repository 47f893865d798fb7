"""The health questions on their sheet, and what a day and a workout's sheet say of safety."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from planner.training.screening import QUESTIONS, all_clear_screening
from planner.tui.app import PlannerApp
from planner.tui.host import host_of
from planner.tui.sheets.day import DaySheet
from planner.tui.sheets.screening import ScreeningSheet, open_screening, open_screening_if_unanswered
from planner.usecases import history, screening
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks, read_workouts
from tests.tui.driving import OpenApp, See, as_it_stands, calendar, fill, message, press, settle, standing

ASKED = [question.condition_text or question.text for question in QUESTIONS]
ASKED += ["Blood pressure: n normal", "How old are you?"]


async def ask(pilot: Pilot[None]) -> ScreeningSheet:
    """Bring the sheet up as the palette does."""
    await pilot.app.run_action("screening")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ScreeningSheet)
    return screen


async def test_the_questions_are_answered_saved_said_and_taken_back(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        await ask(pilot)
        shown = await see(pilot)
        assert "not medical advice" in shown
        assert "Do you have any of these?" in shown
        assert all(question.alarm_label[1:] in shown for question in QUESTIONS if question.name not in ("age", "lane"))
        await pilot.press("down", "y")
        shown = await see(pilot)
        assert "No heavy session and no wall sit, for your answer on chest pain." in shown
        assert "yes      ! Chest pain" in shown
        await pilot.press("enter")
        await settle(pilot)
        assert message(pilot).startswith("Health questions: chest pain; 13 open.")
        stored = screening.stored_screening(book)
        assert stored is not None
        assert stored.answers == {"chest": "yes"}
        await pilot.press("u")
        await settle(pilot)
        assert screening.stored_screening(book) is None


async def test_leaving_the_sheet_stores_nothing(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        before = standing(book)
        await ask(pilot)
        await pilot.press("y", "escape")
        await settle(pilot)
        assert pilot.app.screen is calendar(pilot)
        assert standing(book) == before


async def test_blood_pressure_is_chosen_and_a_clearance_recorded_and_both_reopened(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    screening.store_screening(book, all_clear_screening())
    async with open_app(book) as pilot:
        sheet = await ask(pilot)
        sheet.action_step(12)
        await pilot.press("y")
        assert "Choose one: normal, raised, high, unknown." in await see(pilot)
        await pilot.press("r")
        shown = await see(pilot)
        assert "raised   ! Blood pressure" in shown
        assert "196/112" in shown
        sheet.action_step(2)
        await pilot.press("y")
        assert "7 Jan      Cleared" in await see(pilot)
        await pilot.press("down", "backspace", "enter")
        await settle(pilot)
        stored = screening.stored_screening(book)
        assert stored is not None
        assert (stored.answers["pressure"], stored.cleared_on) == ("raised", book.today)
        assert [question.name for question in stored.open_questions] == ["heart"]


@pytest.mark.parametrize(("size", "pages"), [((40, 12), 3), ((80, 24), 1)])
async def test_few_keys_answer_all_that_was_in_sight_where_there_is_nothing_to_mind(
    book: Planbook, open_app: OpenApp, see: See, size: tuple[int, int], pages: int
) -> None:
    seen = ""
    async with open_app(book, *size) as pilot:
        await ask(pilot)
        for _ in range(pages):
            seen += await see(pilot)
            assert "n none" in seen
            await pilot.press("n")
        conditions = [question for question in QUESTIONS if question.name not in ("pressure", "age")]
        assert [question.name for question in conditions if question.alarm_label[1:14] not in seen] == []
        shown = await see(pilot)
        assert "▌ open       Blood pressure" in shown
        assert "n normal" in shown
        await pilot.press("n")
        assert "▌ open       Age" in await see(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert pilot.app.screen is calendar(pilot)
        assert message(pilot).startswith("Health questions: nothing to mind.")
    stored = screening.stored_screening(book)
    assert stored is not None
    assert stored.open_questions == ()
    assert stored.alarm_questions == ()
    assert stored.answers["lane"] == "yes"  # the list asks whether there is none


async def test_a_yes_stays_when_the_others_are_denied_and_always_keeps_something_out(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        await ask(pilot)
        await pilot.press("down", "space", *["down"] * 8, "space")
        shown = await see(pilot)
        assert "yes      ! No clear lane, or shoes without grip" in shown
        assert "No heavy session without a clear lane" in shown
        assert "n none of the others" in shown
        await pilot.press("n", "h", "y")
        await settle(pilot)
    stored = screening.stored_screening(book)
    assert stored is not None
    assert [question.name for question in stored.alarm_questions] == ["chest", "pressure", "lane", "age"]
    assert stored.open_questions == ()


async def test_answers_that_are_complete_are_changed_without_the_sheet_going(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    screening.store_screening(book, all_clear_screening())
    async with open_app(book) as pilot:
        sheet = await ask(pilot)
        await pilot.press("y", "n")
        assert pilot.app.screen is sheet
        assert "yes      ! Heart, metabolic or kidney disease" in await see(pilot)
        await pilot.press("y")
        assert "no         Heart, metabolic or kidney disease" in await see(pilot)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (250, 60)])
async def test_question_answer_and_keys_are_in_sight_at_every_size(
    book: Planbook, open_app: OpenApp, see: See, size: tuple[int, int]
) -> None:
    async with open_app(book, *size) as pilot:
        sheet = await ask(pilot)
        for _ in QUESTIONS:
            shown = await see(pilot)
            assert any(text[:20] in shown for text in ASKED)
            assert "n no" in shown or "n 18" in shown
            assert any("▌" in line and "open" in line for line in shown.splitlines())
            sheet.action_step(1)
        assert "Has a doctor or physiotherapist" in await see(pilot)


async def test_the_sheet_comes_up_by_itself_once_a_session_where_nothing_was_answered(
    book: Planbook, open_app: OpenApp
) -> None:
    went_on: list[bool] = []
    async with open_app(book) as pilot:
        app = pilot.app.screen
        host_of(app).screening_asked = False
        assert open_screening_if_unanswered(app, lambda: went_on.append(True))
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert went_on == [True]
        assert not open_screening_if_unanswered(app)
    screening.store_screening(book, all_clear_screening())
    async with open_app(book) as pilot:
        assert not open_screening_if_unanswered(pilot.app.screen)
        open_screening(pilot.app.screen)
        await pilot.press("enter")
        await settle(pilot)
    assert history.list_operations(book)[0].name == "health questions"
    assert standing(book) == sum(one.state == "done" for one in history.list_operations(book, 10_000))


async def test_breathing_is_said_with_a_wall_sit(slotted: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(slotted, 120, 40) as pilot:
        shown = " ".join((await see(pilot)).split())
        assert "wall sit 1" in shown
        for word in ("Breathe", "dizziness,", "headache,", "chest,", "sight"):
            assert word in shown


async def test_bad_pain_names_the_key_that_eases_and_the_key_eases(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted) as pilot:
        await pilot.press("left", "d")
        await settle(pilot)
        await fill(pilot, pain="7")
        await pilot.press("enter")
        await settle(pilot)
        assert message(pilot) == (
            "Pain: no heavy or moderate until Tue 12 Jan; E eases them. "
            "At one spot of a bone, at night or with a limp: stop and get assessed. Not medical advice."
        )
        await pilot.press("E")
        await settle(pilot)
        assert message(pilot).startswith("Ease: ")
        assert history.list_operations(slotted)[0].name.startswith("ease: ")


async def test_the_first_block_with_strength_asks_before_it_is_stored(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        host_of(pilot.app.screen).screening_asked = False
        await press(pilot, "2", "ctrl+s")
        assert isinstance(pilot.app.screen, ScreeningSheet)
        await press(pilot, "n", "n", "n")
        assert "enter stores" in as_it_stands(pilot)  # straight on with what was asked for
        assert read_blocks(empty_book) == ()
        await press(pilot, "enter")
        assert len(read_blocks(empty_book)) == 1


async def test_how_to_breathe_is_said_once(slotted: Planbook, open_app: OpenApp) -> None:
    async with open_app(slotted, 120, 60) as pilot:
        ahead = read_workouts(slotted, slotted.today, slotted.today + dt.timedelta(days=7))
        calendar(pilot).cursor.go_to(next(item.date for item in ahead if item.planned.sets and item.actual is None))
        await press(pilot, "enter", "down")
        assert isinstance(pilot.app.screen, DaySheet)
        assert pilot.app.screen.full_text.count("Breathe all the time") == 1
        assert "Lane: free and clear behind you" in " ".join(pilot.app.screen.full_text.split())


async def test_adding_a_session_asks_first_and_saves_after_the_answers(empty_book: Planbook) -> None:
    app = PlannerApp(empty_book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("a", *"moderate", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ScreeningSheet)
        shown = as_it_stands(pilot)
        assert "Asked before the first heavy session or wall sit" in shown
        assert read_workouts(empty_book, empty_book.today, empty_book.today) == ()
        await pilot.press("n", "n", "n")
        await settle(pilot)
        await pilot.press("enter")  # a rule of a novice's first weeks, which is asked about as ever
        await settle(pilot)
        (added,) = read_workouts(empty_book, empty_book.today, empty_book.today)
        assert added.kind == "moderate"
        stored = screening.stored_screening(empty_book)
        assert stored is not None
        assert stored.open_questions == ()


async def test_adding_a_run_asks_nothing(empty_book: Planbook) -> None:
    app = PlannerApp(empty_book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("a", *"easy", "enter")
        await settle(pilot)
        assert app.screen is calendar(pilot)
        assert len(read_workouts(empty_book, empty_book.today, empty_book.today)) == 1
