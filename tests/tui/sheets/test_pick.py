"""A choice from a list of words, in which typing finds."""

from planner.tui.builder.screen import BuilderScreen
from planner.tui.sheets.pick import PickSheet
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, as_it_stands, press, to_field


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


async def test_one_own_words_are_an_answer_where_they_may_be(empty_book: Planbook, open_app: OpenApp) -> None:
    answers: list[str | None] = []
    async with open_app(empty_book) as pilot:
        sheet = PickSheet("Why?", [("tired", "tired"), ("ill", "ill")], is_free=True)
        await pilot.app.push_screen(sheet, answers.append)
        await press(pilot, *"snow", "enter")
        await pilot.app.push_screen(PickSheet("Why?", [("tired", "tired")], is_free=True), answers.append)
        await press(pilot, *"ti", "enter")
    assert answers == ["snow", "tired"]
