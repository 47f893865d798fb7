"""The form of a new block: what stands in it, and what keys do to a line of text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.tui.builder.fields import BODY, DATE, DATED, FLOOR, FREE_AM, FREE_PM, HEAVY, PATH, PEAK, PLAN, PRIORITY
from planner.tui.builder.form_state import BlockForm
from planner.tui.widgets.line_edit import Line, completion


def test_a_choice_goes_round_both_ways() -> None:
    form = BlockForm()
    names = [name for name, _ in PLAN.options]
    seen = []
    for _ in names:
        seen.append(form.value("plan"))
        form.step(PLAN, 1)
    assert sorted(seen) == sorted(names)
    assert form.value("plan") == seen[0]
    form.step(PLAN, -1)
    assert form.value("plan") == seen[-1]


def test_a_file_has_a_path_where_a_template_has_a_peak() -> None:
    form = BlockForm()
    assert PEAK in form.fields
    assert PATH not in form.fields
    form.choose("plan", "file")
    assert PATH in form.fields
    assert PEAK not in form.fields


def test_a_plan_without_a_race_is_not_asked_how_much_it_matters() -> None:
    assert PRIORITY not in BlockForm(races=False).fields


def test_a_date_goes_by_weeks_from_its_default() -> None:
    form = BlockForm(defaults={"date": "2027-04-04"})
    assert form.step(DATE, 1)
    assert form.value("date") == "2027-04-11"
    assert form.words(DATE) == "Sun 11 Apr 2027"


@pytest.mark.parametrize("typed", ["2027-0", "9999-99-99", "2199-12-31"])
def test_arrows_leave_a_date_alone_that_cannot_go_on(typed: str) -> None:
    form = BlockForm(chosen={"date": typed})
    assert form.step(DATE, 1) == (typed == "2199-12-31")
    assert form.words(DATE) == typed or typed == "2199-12-31"


def test_another_anchor_forgets_the_date_of_the_one_before() -> None:
    form = BlockForm(chosen={"date": "2027-04-11"}, defaults={"dated": "race"})
    form.step(DATED, 1)
    assert form.label(DATE) == "First day"
    assert "date" not in form.chosen


def test_a_count_never_goes_below_none() -> None:
    form = BlockForm(defaults={"heavy": "0"})
    form.step(HEAVY, -1)
    assert form.value("heavy") == "0"


def test_a_mass_not_known_begins_at_the_assumed_one() -> None:
    form = BlockForm()
    assert form.words(BODY) == "70 kg assumed"
    form.step(BODY, 1)
    assert form.words(BODY) == "70 kg"
    form.step(BODY, 1)
    assert form.words(BODY) == "71 kg"


def test_what_is_emptied_returns_to_its_default() -> None:
    form = BlockForm(defaults={"name": "Half marathon, 12 weeks"})
    form.choose("name", "Spring")
    assert form.value("name") == "Spring"
    form.choose("name", "  ")
    assert form.value("name") == "Half marathon, 12 weeks"


def test_half_days_are_turned_and_kept_in_order_of_the_week() -> None:
    form = BlockForm()
    form.turn(FREE_AM, 6)
    form.turn(FREE_PM, 2)
    assert not form.is_on(FREE_PM, 2)
    assert form.chosen["busy"] == "wed pm, sun am"
    form.turn(FREE_PM, 2)
    form.turn(FREE_AM, 6)
    assert form.chosen == {}


def test_a_kept_draft_is_taken_over_as_far_as_it_fits() -> None:
    form = BlockForm()
    form.restore(
        {"plan": "marathon", "floor": "lava", "level": "hero", "no such field": "1", "peak": "62", "busy": "wed pm"}
    )
    assert form.chosen == {"plan": "marathon", "peak": "62", "busy": "wed pm"}
    assert form.words(FLOOR) == ""


def test_a_line_is_typed_erased_and_walked_through() -> None:
    line = Line()
    for text in ("Spring half", "!"):
        line.insert(text)
    assert line.press("backspace")
    assert line.press("home")
    line.insert("My ")
    assert (line.text, line.caret) == ("My Spring half", 3)
    assert line.press("end")
    assert line.press("ctrl+w")
    assert line.text == "My Spring "
    assert line.press("left")
    assert line.press("delete")
    assert line.press("ctrl+u")
    assert (line.text, line.caret) == ("", 0)
    assert line.press("backspace")
    assert not line.press("down")


def test_a_line_takes_no_flood() -> None:
    line = Line()
    line.insert("x" * 5000)
    assert line.text == ""


def test_the_caret_of_a_long_line_stays_in_sight() -> None:
    line = Line("/a/very/long/path/to/a/plan.yaml", 32)
    before, under, after = line.window(10)
    assert before + under + after == "plan.yaml "
    line.caret = 0
    assert line.window(10) == ("", "/", "a/very/lo")


def test_a_path_is_completed_by_the_first_name_that_begins_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "spring.yaml").touch()
    (tmp_path / "plans" / ".hidden").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert completion(f"{tmp_path}/pl") == "ans/"
    assert completion("pl") == "ans/"
    assert completion("~/plans/") == "spring.yaml"
    assert completion("plans/sp") == "ring.yaml"
    assert completion("plans/x") == ""
    assert completion("") == ""
    assert completion("~nobody-of-that-name/x") == ""
    assert completion("plans/spring.yaml/") == ""


def test_a_name_that_cannot_be_typed_is_no_completion(tmp_path: Path) -> None:
    (tmp_path / "plan\x1b[31m.yaml").touch()
    assert completion(f"{tmp_path}{os.sep}plan") == ""
