"""A choice from a list of words, in which typing finds."""

from planner.tui.builder.screen import BuilderScreen
from planner.tui.sheets.pick import PickSheet
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, as_it_stands, press, to_field
from tests.tui.season import TODAY


async def test_enter_lists_the_choices_of_a_field_and_typing_finds_one(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await press(pilot, "2", "enter")
        assert isinstance(pilot.app.screen, PickSheet)
        assert "▌Half marathon" in as_it_stands(pilot)
        await press(pilot, *"10")
        assert "▌10 km" in as_it_stands(pilot)
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, BuilderScreen)
        assert screen.form.values() == {"plan": "10k"}


async def test_escape_and_a_word_that_is_not_there_change_nothing(empty_book: Planbook, open_app: OpenApp) -> None:
    async with open_app(empty_book) as pilot:
        await press(pilot, "2")
        await to_field(pilot, "floor")
        await press(pilot, "enter", *"lava", "enter")
        assert "Nothing is called that." in as_it_stands(pilot)
        await press(pilot, "escape")
        screen = pilot.app.screen
        assert isinstance(screen, BuilderScreen)
        assert screen.form.values() == {}


async def test_a_reason_is_chosen_found_by_typing_or_in_ones_own_words(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        for keys, reason in ((["down", "down"], "ill"), (["t", "r"], "travel"), ([*"snow"], "snow")):
            await press(pilot, "s")
            await press(pilot, *keys, "enter")
            assert workouts_on(TODAY)[0].skip_reason == reason
            await press(pilot, "u")


async def test_a_run_is_asked_for_no_sled_and_its_kinds_are_listed(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await press(pilot, "a")
        assert "Sled" in as_it_stands(pilot)
        await press(pilot, "t")
        assert "tempo or time trial" in as_it_stands(pilot)
        await press(pilot, "e")
        assert "Sled" not in as_it_stands(pilot)
        await press(pilot, "backspace", "backspace", *"heavy")
        assert "Sled" in as_it_stands(pilot)
