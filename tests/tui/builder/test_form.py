"""The form of a new block: what stands in it, and what keys do to a line of text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.tui.builder.fields import (
    ALL_FIELDS,
    BODY_MASS_FIELD,
    DATE_FIELD,
    DATED_BY_FIELD,
    FLOOR_FIELD,
    FREE_AM_FIELD,
    FREE_PM_FIELD,
    GROUP_OF,
    HEAVY_FIELD,
    PATH_FIELD,
    PEAK_VOLUME_FIELD,
    PLAN_FIELD,
    PRIORITY_FIELD,
    FieldGroup,
)
from planner.tui.builder.form_rows import FormRows
from planner.tui.builder.form_state import FormState
from planner.tui.widgets.line_edit import LineEdit
from planner.tui.widgets.path_completion import complete_path


def test_a_choice_goes_round_both_ways() -> None:
    form = FormState()
    names = [name for name, _ in PLAN_FIELD.choices]
    seen = []
    for _ in names:
        seen.append(form.value("plan"))
        form.step(PLAN_FIELD, 1)
    assert sorted(seen) == sorted(names)
    assert form.value("plan") == seen[0]
    form.step(PLAN_FIELD, -1)
    assert form.value("plan") == seen[-1]


def test_a_file_has_a_path_where_a_template_has_a_peak() -> None:
    form = FormState()
    assert PEAK_VOLUME_FIELD in form.fields
    assert PATH_FIELD not in form.fields
    form.set_value("plan", "file")
    assert PATH_FIELD in form.fields
    assert PEAK_VOLUME_FIELD not in form.fields


def test_a_plan_without_a_race_is_not_asked_how_much_it_matters() -> None:
    assert PRIORITY_FIELD not in FormState(has_race=False).fields


def test_a_date_goes_by_weeks_from_its_default() -> None:
    form = FormState(defaults={"date": "2027-04-04"})
    assert form.step(DATE_FIELD, 1)
    assert form.value("date") == "2027-04-11"
    assert form.format_value(DATE_FIELD) == "Sun 11 Apr 2027"


@pytest.mark.parametrize("typed", ["2027-0", "9999-99-99", "2199-12-31"])
def test_arrows_leave_a_date_alone_that_cannot_go_on(typed: str) -> None:
    form = FormState(entered={"date": typed})
    assert form.step(DATE_FIELD, 1) == (typed == "2199-12-31")
    assert form.format_value(DATE_FIELD) == typed or typed == "2199-12-31"


def test_another_anchor_forgets_the_date_of_the_one_before() -> None:
    form = FormState(entered={"date": "2027-04-11"}, defaults={"dated": "race"})
    form.step(DATED_BY_FIELD, 1)
    assert form.label(DATE_FIELD) == "First day"
    assert "date" not in form.entered


def test_a_count_never_goes_below_none() -> None:
    form = FormState(defaults={"heavy": "0"})
    form.step(HEAVY_FIELD, -1)
    assert form.value("heavy") == "0"


def test_a_mass_not_known_begins_at_the_assumed_one() -> None:
    form = FormState()
    assert form.format_value(BODY_MASS_FIELD) == "70 kg assumed"
    form.step(BODY_MASS_FIELD, 1)
    assert form.format_value(BODY_MASS_FIELD) == "70 kg"
    form.step(BODY_MASS_FIELD, 1)
    assert form.format_value(BODY_MASS_FIELD) == "71 kg"


def test_what_is_emptied_returns_to_its_default() -> None:
    form = FormState(defaults={"name": "Half marathon, 12 weeks"})
    form.set_value("name", "Spring")
    assert form.value("name") == "Spring"
    form.set_value("name", "  ")
    assert form.value("name") == "Half marathon, 12 weeks"


def test_half_days_are_turned_and_kept_in_order_of_the_week() -> None:
    form = FormState()
    form.toggle_day(FREE_AM_FIELD, 6)
    form.toggle_day(FREE_PM_FIELD, 2)
    assert not form.is_on(FREE_PM_FIELD, 2)
    assert form.entered["busy"] == "wed pm, sun am"
    form.toggle_day(FREE_PM_FIELD, 2)
    form.toggle_day(FREE_AM_FIELD, 6)
    assert form.entered == {}


def test_a_kept_draft_is_taken_over_as_far_as_it_fits() -> None:
    form = FormState()
    form.restore(
        {"plan": "marathon", "floor": "lava", "level": "hero", "no such field": "1", "peak": "62", "busy": "wed pm"}
    )
    assert form.entered == {"plan": "marathon", "peak": "62", "busy": "wed pm"}
    assert form.format_value(FLOOR_FIELD) == ""


def test_a_line_is_typed_erased_and_walked_through() -> None:
    line = LineEdit()
    for text in ("Spring half", "!"):
        line.insert(text)
    assert line.edit_key("backspace")
    assert line.edit_key("home")
    line.insert("My ")
    assert (line.text, line.caret) == ("My Spring half", 3)
    assert line.edit_key("end")
    assert line.edit_key("ctrl+w")
    assert line.text == "My Spring "
    assert line.edit_key("left")
    assert line.edit_key("delete")
    assert line.edit_key("ctrl+u")
    assert (line.text, line.caret) == ("", 0)
    assert line.edit_key("backspace")
    assert not line.edit_key("down")


def test_a_line_takes_no_flood() -> None:
    line = LineEdit()
    line.insert("x" * 5000)
    assert line.text == ""


def test_the_caret_of_a_long_line_stays_in_sight() -> None:
    line = LineEdit("/a/very/long/path/to/a/plan.yaml", 32)
    before, under, after = line.visible_parts(10)
    assert before + under + after == "plan.yaml "
    line.caret = 0
    assert line.visible_parts(10) == ("", "/", "a/very/lo")


def test_a_wide_letter_takes_two_cells_of_a_line() -> None:
    assert LineEdit("走る走る", 4).visible_parts(6) == ("走る", " ", "")
    assert LineEdit("走る走る", 0).visible_parts(6) == ("", "走", "る走")
    assert LineEdit("走る走る", 1).visible_parts(5) == ("走", "る", "")


def test_a_path_is_completed_by_the_first_name_that_begins_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "spring.yaml").touch()
    (tmp_path / "plans" / ".hidden").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert complete_path(f"{tmp_path}/pl") == "ans/"
    assert complete_path("pl") == "ans/"
    assert complete_path("~/plans/") == "spring.yaml"
    assert complete_path("plans/sp") == "ring.yaml"
    assert complete_path("plans/x") == ""
    assert complete_path("") == ""
    assert complete_path("~nobody-of-that-name/x") == ""
    assert complete_path("plans/spring.yaml/") == ""


def test_a_name_that_cannot_be_typed_is_no_completion(tmp_path: Path) -> None:
    (tmp_path / "plan\x1b[31m.yaml").touch()
    assert complete_path(f"{tmp_path}{os.sep}plan") == ""


def test_every_field_is_in_a_group_and_twelve_rows_are_open_at_first() -> None:
    assert {one.name for one in ALL_FIELDS} == set(GROUP_OF)
    for plan in ("half", "file", "past"):
        rows = FormRows(FormState(defaults={"plan": plan}))
        assert len(rows.names) <= 12
        rows.open_groups = set(FieldGroup)
        assert {one.name for one in rows.state.fields} < set(rows.names)
        assert rows.names[-1] == "store"


def test_a_closed_group_says_what_is_in_it() -> None:
    state = FormState(defaults={"level": "novice", "heavy": "0", "moderate": "2", "light": "1", "sled": "20"})
    rows = FormRows(state)
    assert rows.summary(FieldGroup.STRENGTH) == "novice · 2 moderate · 1 light"
    assert rows.summary(FieldGroup.GYM) == "70 kg assumed · sled 20 kg"


def test_a_choice_of_a_plan_clears_what_the_one_before_asked() -> None:
    form = FormState(entered={"weeks": "12", "peak": "60", "date": "2027-04-11"})
    form.choose(PLAN_FIELD, "marathon")
    assert form.entered == {"plan": "marathon", "date": "2027-04-11"}
