"""The four rows of the first screen: what arrows, days and typed words make of them."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.training.dates import DateReader
from planner.training.races import Unit
from planner.tui.builder.form_state import FormState
from planner.tui.first.goal_form import GoalForm, GoalRow

WEDNESDAY = dt.date(2027, 1, 6)


@pytest.fixture
def form() -> GoalForm:
    """The rows as they are once the first block is drafted."""
    state = FormState(dates=DateReader(WEDNESDAY))
    state.defaults |= {"date": "2027-04-04", "now": "34"}
    return GoalForm(state)


def typed(form: GoalForm, row: GoalRow, text: str) -> GoalForm:
    form.go_to(row)
    for character in text:
        assert form.starts_text(character)
        form.type_text(character)
    return form


def test_the_rows_begin_with_a_half_marathon_and_two_evenings_with_the_sled(form: GoalForm) -> None:
    assert form.goal.value == "half"
    assert form.values() == {"gym": "tue pm, thu pm"}


def test_up_and_down_go_round_through_the_rows(form: GoalForm) -> None:
    seen = []
    for _ in GoalRow:
        seen.append(form.row)
        form.move(1)
    assert seen == list(GoalRow)
    assert form.row is GoalRow.RACE


def test_the_race_goes_round_through_the_goals_without_file_and_past_block(form: GoalForm) -> None:
    goals = []
    for _ in range(6):
        form.change(1)
        goals.append(form.goal.value)
    assert sorted(goals) == sorted(set(goals))
    assert goals[-1] == "half"


def test_a_race_day_goes_by_weeks_and_stays_with_another_race(form: GoalForm) -> None:
    form.go_to(GoalRow.DATE)
    assert form.change(1)
    assert form.change(1)
    assert form.state.value("date") == "2027-04-18"
    form.go_to(GoalRow.RACE)
    form.change(-1)
    assert form.state.value("date") == "2027-04-18"


def test_days_are_turned_and_none_is_a_choice(form: GoalForm) -> None:
    form.go_to(GoalRow.SLED)
    form.change(1)
    form.turn()
    assert form.values()["gym"] == "thu pm"
    form.turn(3)
    assert form.values()["gym"] == "never"
    form.turn(0)
    assert form.values()["gym"] == "mon pm"


def test_running_goes_by_fives_down_to_not_running_yet_and_back(form: GoalForm) -> None:
    form.go_to(GoalRow.RUNNING)
    form.change(-1)
    assert form.values()["now"] == "30"
    for _ in range(6):
        form.change(-1)
    assert form.is_couch
    assert (form.goal.value, "now" in form.values()) == ("5k", False)
    form.change(-1)
    assert form.is_couch
    form.change(1)
    assert (form.values()["now"], form.is_couch, form.goal.value) == ("5", False, "half")


@pytest.mark.parametrize(
    ("row", "text", "field", "value"),
    [
        (GoalRow.RACE, "10k", "plan", "10k"),
        (GoalRow.RACE, "42.2", "plan", "marathon"),
        (GoalRow.RACE, "18 apr", "date", "2027-04-18"),
        (GoalRow.DATE, "18.4.", "date", "2027-04-18"),
        (GoalRow.DATE, "+14w", "date", "2027-04-14"),
        (GoalRow.SLED, "0", "gym", "never"),
        (GoalRow.SLED, "1", "gym", "tue pm"),
        (GoalRow.RUNNING, "40", "now", "40"),
        (GoalRow.RUNNING, "040 km", "now", "40"),
        (GoalRow.RUNNING, "25 mi", "now", "25 mi"),
        (GoalRow.RUNNING, "0", "runner", "couch"),
    ],
)
def test_what_is_typed_is_read(form: GoalForm, row: GoalRow, text: str, field: str, value: str) -> None:
    typed(form, row, text)
    assert form.error == ""
    assert form.values()[field] == value


@pytest.mark.parametrize(
    ("row", "text"),
    [(GoalRow.RACE, "7 zebras"), (GoalRow.DATE, "45 apr"), (GoalRow.SLED, "9"), (GoalRow.RUNNING, "4 parsecs")],
)
def test_what_cannot_be_read_is_said_and_changes_nothing(form: GoalForm, row: GoalRow, text: str) -> None:
    before = form.values()
    typed(form, row, text)
    assert form.error
    assert form.values() == before
    form.move(1)
    assert form.error == ""


def test_letters_are_commands_until_a_digit_begins_and_escape_brings_the_value_back(form: GoalForm) -> None:
    form.go_to(GoalRow.DATE)
    assert not any(form.starts_text(letter) for letter in "aidq? ")
    typed(form, GoalRow.DATE, "18 apr")
    assert all(form.starts_text(letter) for letter in "aidq? ")
    assert form.edit_key("backspace")
    assert form.edit_key("escape")
    assert "date" not in form.values()
    assert not form.starts_text("a")


def test_a_unit_that_was_typed_is_wanted_until_it_is_the_runners(form: GoalForm) -> None:
    wanted = []
    typed(form, GoalRow.RUNNING, "25 mi")
    form.move(1)
    wanted.append(form.wanted_unit)
    form.take_unit(Unit.MI)  # as soon as it is stored
    wanted.append(form.wanted_unit)
    assert wanted == [Unit.MI, None]
    assert form.values()["now"] == "25"


def test_a_unit_alone_keeps_the_distance(form: GoalForm) -> None:
    typed(form, GoalRow.RUNNING, "mi")
    assert (form.wanted_unit, "now" in form.values()) == (Unit.MI, False)  # the usual distance is in miles then
    form.edit_key("escape")
    typed(form, GoalRow.RUNNING, "40")
    form.move(1)
    typed(form, GoalRow.RUNNING, "mi")
    assert form.values()["now"] == "25 mi"
