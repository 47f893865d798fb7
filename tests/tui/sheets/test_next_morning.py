"""The pain of the morning after a strength session: asked once at the next start, answered with a digit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.clock import Clock
from planner.training.outcomes import TypedOutcome
from planner.training.workouts import Sport, Workout
from planner.tui.sheets.next_morning import NextMorningSheet
from planner.tui.sheets.sheet import Overlay
from planner.tui.state.form_drafts import FormDrafts, form_draft_name
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts
from planner.usecases.strength.next_morning import find_unanswered_morning
from tests.tui.driving import OpenApp, See, as_it_stands, calendar, click, message, press, settle, standing, state
from tests.tui.season import DAY, MONDAY, TODAY

TUESDAY = MONDAY + DAY
"""The day of the heavy session that was missed, two days before today."""


def heavy(book: Planbook) -> Workout:
    (session,) = (one for one in read_workouts(book, TUESDAY, TUESDAY) if one.sport is Sport.STRENGTH)
    return session


@pytest.fixture
def done_book(book: Planbook) -> Planbook:
    """The season on Wednesday, with Tuesday's heavy session done."""
    book = replace(book, clock=Clock(TUESDAY + DAY))
    mark.mark_done(book, heavy(book).id, TypedOutcome(rpe=7))
    return book


def pain_next(book: Planbook) -> int | None:
    session = heavy(book)
    assert session.actual is not None
    return session.actual.pain_next


async def test_a_digit_answers_at_once_and_one_undo_takes_it_back(
    done_book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(done_book) as pilot:
        assert message(pilot) == "Heavy sled yesterday: how much pain this morning? + answers."
        assert pilot.app.screen is calendar(pilot), "nothing opens by itself"
        await press(pilot, "plus")
        shown = await see(pilot)
        for words in (
            "Heavy sled yesterday: how much pain this morning?",
            "0  1  2  3  4  5  6  7  8  9 10",
            "From 6: light sessions or rest for a week.",
            "stop and get assessed. Not medical advice.",
        ):
            assert words in " ".join(shown.split()) or words in shown
        before = state(done_book)
        await press(pilot, "2")
        assert pilot.app.screen is calendar(pilot)
        assert pain_next(done_book) == 2
        assert message(pilot).startswith("Done: Heavy sled and wall sit")
        await press(pilot, "u")
        assert state(done_book) == before


@pytest.mark.parametrize(
    ("keys", "pain"),
    [
        (["0"], 0),
        (["9"], 9),
        (["1", "enter"], 1),
        (["1", "0"], 10),
        (["right", "right", "right", "enter"], 2),
        (["1", "left", "left", "enter"], 0),
    ],
)
async def test_every_number_can_be_answered(done_book: Planbook, open_app: OpenApp, keys: list[str], pain: int) -> None:
    async with open_app(done_book) as pilot:
        await press(pilot, "plus", *keys)
        assert pain_next(done_book) == pain


async def test_a_number_of_the_scale_is_clicked_and_a_double_click_records_it(
    done_book: Planbook, open_app: OpenApp
) -> None:
    async with open_app(done_book) as pilot:
        await press(pilot, "plus")
        await click(pilot, "9 10")
        await click(pilot, "3  4  5")
        assert pain_next(done_book) is None
        await press(pilot, "right", "left")
        await click(pilot, "3  4  5", times=2)
        assert pain_next(done_book) == 3


async def test_bad_pain_says_what_it_keeps_out_and_to_get_bone_pain_assessed(
    done_book: Planbook, open_app: OpenApp
) -> None:
    async with open_app(done_book) as pilot:
        await press(pilot, "plus", "7")
        said = message(pilot)
        assert said.startswith("Pain: no heavy or moderate until Tue 12 Jan; E eases them.")
        assert "At one spot of a bone" in said
        assert "Not medical advice." in said


async def test_pain_of_four_says_that_the_next_sessions_are_no_more(done_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(done_book) as pilot:
        await press(pilot, "plus", "4")
        said = "Pain of 4 or 5: the next sessions stay as they are, or less. Not medical advice. u takes it back."
        assert message(pilot) == said


async def test_leaving_it_stores_nothing_and_it_is_not_asked_again(done_book: Planbook, open_app: OpenApp) -> None:
    before, operations = state(done_book), standing(done_book)
    async with open_app(done_book) as pilot:
        await press(pilot, "right", "plus")  # the key still answers after another one
        assert type(pilot.app.screen).__name__ == NextMorningSheet.__name__
        await press(pilot, "enter", "escape")
        assert pilot.app.screen is calendar(pilot)
        assert (state(done_book), standing(done_book)) == (before, operations)
    async with open_app(done_book) as pilot:
        assert pilot.app.screen is calendar(pilot)
        await press(pilot, "ctrl+p", *"change the col", "enter")  # another choice does not forget it
    async with open_app(replace(done_book, clock=Clock(TODAY))) as pilot:
        assert pilot.app.screen is calendar(pilot)


async def test_two_days_later_it_names_the_day_and_three_days_later_nobody_is_asked(
    done_book: Planbook, open_app: OpenApp
) -> None:
    async with open_app(replace(done_book, clock=Clock(TUESDAY + 2 * DAY))) as pilot:
        await settle(pilot)
        await press(pilot, "plus")
        assert "Heavy sled on Tue 5 Jan: how much pain the morning after?" in as_it_stands(pilot)
        pilot.app.exit()
    async with open_app(replace(done_book, clock=Clock(TUESDAY + 3 * DAY))) as pilot:
        assert pilot.app.screen is calendar(pilot)


async def test_on_the_day_of_the_session_and_after_a_run_nothing_is_asked(book: Planbook, open_app: OpenApp) -> None:
    mark.mark_done(book, heavy(book).id, TypedOutcome(rpe=7, pain_next=1))
    async with open_app(book) as pilot:  # only runs since
        assert pilot.app.screen is calendar(pilot)
    asked = find_unanswered_morning(replace(book, clock=Clock(TUESDAY)))
    assert asked is not None
    assert asked.date == MONDAY - DAY, "the light session of Sunday, not the one of the day itself"


async def test_it_is_not_asked_while_a_form_waits_half_typed(done_book: Planbook, open_app: OpenApp) -> None:
    FormDrafts.for_database(done_book.path).put(form_draft_name("add", heavy(done_book)), {"what": "easy"})
    async with open_app(done_book) as pilot:
        assert pilot.app.screen is calendar(pilot)
        assert message(pilot).startswith("You were adding a workout")


async def test_it_fits_a_phone(done_book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(done_book, 40, 12) as pilot:
        await press(pilot, "plus")
        shown = await see(pilot)
        assert "0  1  2  3  4  5  6  7  8  9 10" in shown
        assert "A digit answers; 10 is 1, then 0." in shown
        assert "medical advice." in shown
        assert "escape leaves it" in shown


async def test_the_key_that_marks_answers_the_line_of_unmarked_days(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(replace(book, clock=Clock(MONDAY + 6 * DAY))) as pilot:
        assert message(pilot) == "Tue, Thu, Sat unmarked: d"
        await press(pilot, "d")
        assert "Tuesday 5 January" in await see(pilot)
        await press(pilot, "d")
        assert message(pilot).endswith("u takes it back. Thu, Sat unmarked: d")
        await press(pilot, "d")
        assert "Thursday 7 January" in await see(pilot)
        await press(pilot, "escape")
        assert calendar(pilot).cursor.day == MONDAY + 3 * DAY
        await press(pilot, "plus")
        assert isinstance(pilot.app.screen, Overlay), "the key of all that is asked at the start answers, too"


async def test_after_any_other_key_the_key_that_marks_is_for_the_day_under_the_cursor(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(replace(book, clock=Clock(MONDAY + 6 * DAY))) as pilot:
        await press(pilot, "left", "d")
        assert "Saturday 9 January" in await see(pilot)
        await press(pilot, "d")
        assert "unmarked" not in message(pilot)


async def test_on_a_phone_the_next_unmarked_days_are_still_in_sight(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(replace(book, clock=Clock(MONDAY + 6 * DAY)), 40, 12) as pilot:
        await press(pilot, "d", "d")
        assert message(pilot) == "Done. Thu, Sat unmarked: d"
