"""A new file begins with the unit and the first day of the week of the terminal's locale."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from planner.clock import Clock
from planner.training.locale_habits import locale_unit, locale_week_start
from planner.training.races import Unit
from planner.usecases.history import list_operations
from planner.usecases.open_planbook import begin_calendar
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_runner

MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6


@pytest.fixture
def new_path(tmp_path: Path) -> Planbook:
    """A runner who has no file yet."""
    return Planbook(tmp_path / "new.db", Clock(dt.date(2027, 1, 6)))


@pytest.mark.parametrize(
    ("environment", "unit", "week_start"),
    [
        ({}, Unit.KM, MONDAY),
        ({"LANG": "C.UTF-8"}, Unit.KM, MONDAY),
        ({"LANG": "de_CH.UTF-8"}, Unit.KM, MONDAY),
        ({"LANG": "en_US.UTF-8"}, Unit.MI, SUNDAY),
        ({"LANG": "en_GB.UTF-8"}, Unit.MI, MONDAY),
        ({"LANG": "ja_JP.eucJP"}, Unit.KM, SUNDAY),
        ({"LANG": "ar_EG@euro"}, Unit.KM, SATURDAY),
        ({"LANG": "en_US.UTF-8", "LC_MEASUREMENT": "de_DE.UTF-8", "LC_TIME": "en_GB.UTF-8"}, Unit.KM, MONDAY),
        ({"LANG": "de_DE", "LC_ALL": "en_US"}, Unit.MI, SUNDAY),
        ({"LANG": "en_US", "LC_ALL": ""}, Unit.MI, SUNDAY),
    ],
)
def test_unit_and_week_follow_the_region_of_the_locale(
    environment: dict[str, str], unit: Unit, week_start: int
) -> None:
    assert (locale_unit(environment), locale_week_start(environment)) == (unit, week_start)


def test_regions_are_those_of_cldr() -> None:
    """Spot checks of the tables: first days of version 49 of CLDR, and roads in miles in GB and US alone."""
    first_days = {
        MONDAY: "DE FR GB AU NZ AE LB LK GW LR",
        FRIDAY: "MV",
        SATURDAY: "EG IR AF DJ",
        SUNDAY: "US CA BR IS PT IN JP ZA SA",
    }
    for day, regions in first_days.items():
        for region in regions.split():
            environment = {"LC_TIME": f"en_{region}.UTF-8"}
            assert locale_week_start(environment) == day, region
    for region in ["LR", "MM", "PR", "AU", "IE", "CA"]:
        assert locale_unit({"LC_MEASUREMENT": f"en_{region}.UTF-8"}) is Unit.KM, region


def test_a_new_calendar_takes_them_without_an_operation_and_says_so(
    new_path: Planbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    said = begin_calendar(new_path)
    assert "Distances are in miles, and weeks begin on Sunday: planner set changes both." in said
    runner = read_runner(new_path)
    assert (runner.unit, runner.week_start) == (Unit.MI, SUNDAY)
    assert not list_operations(new_path)


def test_kilometres_and_monday_need_no_word(new_path: Planbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert begin_calendar(new_path).count(". ") == 1
