"""What the builder asks of runs and of strength: each field reads, shows its default, and refuses what cannot be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.training.doses import LiftingBackground
from planner.training.run_plans.goals import PlanRequest, RunningLevel
from planner.training.weeks import WEEKDAY_KEYS
from planner.training.workouts import Exercise, RunKind, Slot, Sport, StrengthKind, Workout
from planner.tui.builder.draft_view import build_draft_view
from planner.tui.builder.fields import ALL_FIELDS, NO_DAYS
from planner.tui.builder.form_result import FormResult
from planner.tui.builder.form_state import FormState
from planner.tui.builder.read_form import PlanFileCache, read_form
from planner.tui.widgets.wrap import wrap_text
from planner.usecases.blocks import commit
from planner.usecases.planbook import Planbook
from tests.usecases.books import whole_calendar

HALVES = ", ".join(f"{day} {half}" for day in WEEKDAY_KEYS for half in ("am", "pm"))
MINUTES = ", ".join(f"{day} 10" for day in WEEKDAY_KEYS)


def read(book: Planbook, **chosen: str) -> FormResult:
    return read_form(book, chosen, PlanFileCache())


def items(reading: FormResult) -> tuple[Workout, ...]:
    """What a reading drafts; it must draft something."""
    assert reading.errors == {}
    assert reading.draft is not None
    return reading.draft.workouts


def sessions(reading: FormResult) -> list[Workout]:
    return [item for item in items(reading) if item.sport is Sport.STRENGTH]


def wish(reading: FormResult) -> PlanRequest:
    assert reading.errors == {}
    assert reading.plan_request is not None
    return reading.plan_request


def test_what_is_left_alone_shows_what_it_comes_to(empty_book: Planbook) -> None:
    reading = read(empty_book)
    form = FormState(defaults=reading.defaults)
    shown = {one.name: form.format_value(one) for one in form.fields}
    assert shown["weeks"] == "12"
    assert (shown["now"], shown["peak"]) == ("34 km", "55 km")
    assert (shown["days"], shown["long"], shown["fast"]) == ("tue wed thu sat sun", "Sunday", "tue thu")
    assert (shown["runner"], shown["step"]) == ("regular", "every 4th week")
    assert shown["recent"] == "none"
    assert (shown["heavy"], shown["moderate"], shown["light"]) == ("0 a week", "2 a week", "1 a week")
    assert (shown["background"], shown["most"], shown["season"]) == ("by your log", "as wished", "no")
    assert (shown["gym"], shown["cap"], shown["times"]) == ("always there", "no limit", "am 07:00, pm 18:00")
    assert [one.name for one in form.fields if not form.format_value(one) and one.name not in ("am", "pm")] == []


def test_the_runs_are_as_they_were_asked_for(empty_book: Planbook) -> None:
    asked = wish(
        read(
            empty_book,
            weeks="10",
            now="30",
            peak="44",
            days="mon wed fri sat",
            long="sat",
            fast="wed",
            runner="advanced",
            step="3",
            recent="10k 45:10",
        )
    )
    assert (asked.weeks, asked.current_m, asked.peak_m) == (10, 30_000, 44_000)
    assert (asked.run_days, asked.long_day, asked.quality_days) == ((0, 2, 4, 5), 5, (2,))
    assert (asked.level, asked.step_back_every, asked.recent_race) == (RunningLevel.ADVANCED, 3, (10_000, 2710))


def test_runs_stand_on_the_days_that_were_chosen(empty_book: Planbook) -> None:
    reading = read(empty_book, days="mon wed fri sat", long="sat", fast="wed", date="2027-04-03")
    runs = [item for item in items(reading) if item.sport is Sport.RUN]
    assert {run.date.weekday() for run in runs} == {0, 2, 4, 5}
    assert {run.date.weekday() for run in runs if run.kind is RunKind.LONG} == {5}
    fast = (RunKind.TEMPO, RunKind.INTERVALS, RunKind.HILLS)
    assert {run.date.weekday() for run in runs if run.kind in fast} == {2}


def test_a_last_race_sets_the_paces(empty_book: Planbook) -> None:
    reading = read(empty_book, recent="half 1:42:30")
    assert any("21.0975 km in 1:42:30" in remark and "easy runs at" in remark for remark in _draft_remarks(reading))
    assert not any("Daniels-Gilbert" in remark for remark in _draft_remarks(read(empty_book)))


def _draft_remarks(reading: FormResult) -> tuple[str, ...]:
    assert reading.draft is not None
    return reading.draft.remarks


@pytest.mark.parametrize(
    ("chosen", "field", "words"),
    [
        ({"days": NO_DAYS}, "days", "2 to 7 run days a week, not 0"),
        ({"days": "tue"}, "days", "2 to 7 run days a week, not 1"),
        ({"plan": "marathon", "weeks": "3"}, "weeks", "3 weeks are too few for a marathon plan; 8 are the fewest"),
        ({"weeks": "99"}, "weeks", "30 are the most"),
        ({"weeks": "soon"}, "weeks", "whole number"),
        ({"peak": "500"}, "peak", "between 5 and 200 km, not 500 km"),
        ({"now": "60", "peak": "50"}, "peak", "60 km is the least"),
        ({"now": "3"}, "now", "5 km are the least"),
        ({"now": "much"}, "now", "is not a distance"),
        ({"long": "mon"}, "long", "Sun would do"),
        ({"fast": "mon"}, "fast", "is no run day; Tue, Wed, Thu or Sat would do"),
        ({"fast": "sun"}, "fast", "holds the long run; Tue, Wed, Thu or Sat would do"),
        ({"recent": "10k 20:00"}, "recent", "is unlikely"),
        ({"recent": "10k soon"}, "recent", "like 10k 45:10"),
        ({"recent": "fast"}, "recent", "like 10k 45:10"),
        ({"date": "2027-01-20"}, "weeks", "4 are the fewest"),
        ({"most": "4"}, "most", "0 to 3 sessions a week"),
        ({"most": "1", "moderate": "2"}, "most", "ask for 1, or allow 2"),
        ({"season": "yes", "moderate": "2"}, "season", "ask for 1"),
        ({"busy": HALVES}, "am", "Free one, or ask for 0 sessions"),
        ({"cap": MINUTES}, "cap", "a moderate session takes 40 min, and the longest half day left has 10"),
        ({"cap": "tue"}, "cap", 'write it like "tue 40"'),
        (
            {"gym": "never", "heavy": "1", "moderate": "1"},
            "gym",
            "The nearest that can: 2 moderate and 1 light",
        ),
        ({"gym": "someday"}, "gym", "is no weekday"),
        ({"times": "am 13:00"}, "times", "before 12:00"),
        ({"liked": "tue", "busy": "tue am, tue pm"}, "liked", "no session can be there: prefer Monday, Wednesday"),
        ({"fresh": "mon tue wed thu fri sat sun"}, "fresh", "Free one, or ask for 0 sessions"),
        ({"forced": "someday"}, "forced", "a date, am or pm, and a kind"),
        ({"locked": "2027-01-13 am"}, "locked", "a date, am or pm, and a kind"),
    ],
    ids=lambda value: " ".join(value)[:20] if isinstance(value, dict) else "",
)
def test_nonsense_is_refused_beside_its_field_with_a_way_out(
    empty_book: Planbook, chosen: dict[str, str], field: str, words: str
) -> None:
    reading = read_form(empty_book, chosen, PlanFileCache())
    assert list(reading.errors) == [field]
    assert words in reading.errors[field]
    assert reading.errors[field].endswith(".")
    assert "\n" not in reading.errors[field]
    assert reading.draft is None  # nothing was clamped to what would do


@pytest.mark.parametrize("goal", ["base", "after-race"])
def test_a_goal_without_a_race_is_dated_by_its_first_day(empty_book: Planbook, goal: str) -> None:
    reading = read(empty_book, plan=goal)
    assert not reading.has_race
    assert reading.defaults["dated"] == "start"
    assert items(reading)[0].date == dt.date(2027, 1, 11)
    assert items(read(empty_book, plan=goal, date="2027-01-25"))[0].date == dt.date(2027, 1, 25)
    refused = read(empty_book, plan=goal, date="2027-01-19")
    assert refused.errors == {"date": "A plan of ours begins on a Monday; Tue 19 Jan is none, 2027-01-25 would do."}
    assert "by its first day" in read(empty_book, plan=goal, dated="race").errors["dated"]


@pytest.mark.parametrize("day", range(5, 12))
def test_the_race_is_on_the_day_that_was_typed(empty_book: Planbook, day: int) -> None:
    race = dt.date(2027, 4, day)
    reading = read(empty_book, date=race.isoformat())
    assert [item.date for item in items(reading) if item.kind is RunKind.RACE] == [race]
    assert items(reading)[-1].date >= race
    assert items(reading)[0].date.weekday() == 0
    assert reading.draft is not None
    assert reading.draft.block.race_date == race


def test_the_same_form_gives_the_same_block(empty_book: Planbook) -> None:
    chosen = {"plan": "10k", "weeks": "9", "peak": "41", "busy": "tue pm", "gym": "tue am, fri", "recent": "5k 24:00"}
    assert items(read(empty_book, **chosen)) == items(read(empty_book, **chosen))


def test_what_strength_is_left_with_stands_in_the_form(empty_book: Planbook) -> None:
    fewer = read(empty_book, most="1")
    assert [fewer.defaults[kind] for kind in ("heavy", "moderate", "light")] == ["0", "1", "0"]
    assert {item.kind for item in sessions(fewer)} == {StrengthKind.MODERATE}
    kept = read(empty_book, season="yes", level="experienced")
    assert [kept.defaults[kind] for kind in ("heavy", "moderate", "light")] == ["1", "0", "1"]
    assert read(empty_book, most="2", light="0").errors == {}


def test_the_gym_alone_decides_what_a_session_is_made_of(empty_book: Planbook) -> None:
    reading = read(empty_book, gym="tue pm, 2027-02-04")
    there = [item for item in sessions(reading) if _has_gym(item)]
    elsewhere = [item for item in sessions(reading) if not _has_gym(item)]
    assert dt.date(2027, 2, 4) in [item.date for item in there]
    assert there
    assert elsewhere
    assert all(_uses_sled(item) for item in there)
    assert not any(_uses_sled(item) for item in elsewhere)
    assert not any(_uses_sled(item) for item in sessions(read(empty_book, gym="never")))
    assert reading.draft is not None
    previewed = [
        item
        for week in build_draft_view(reading.draft).weeks
        for day in week.workouts_by_day
        for item in day
        if item.sport is Sport.STRENGTH
    ]
    commit.commit_draft(empty_book, reading.draft)
    stored = [item for item in whole_calendar(empty_book).workouts if item.sport is Sport.STRENGTH]
    assert [item.planned for item in stored] == [item.planned for item in previewed]
    assert [item.title for item in stored] == [item.title for item in previewed]


def _has_gym(item: Workout) -> bool:
    return item.date == dt.date(2027, 2, 4) or (item.date.weekday() == 1 and item.slot is Slot.PM)


def _uses_sled(item: Workout) -> bool:
    assert item.planned.sets
    return any(one.exercise is Exercise.REVERSE_SLED_PUSH for one in item.planned.sets)


def test_strength_keeps_to_the_minutes_the_days_and_the_clock(empty_book: Planbook) -> None:
    reading = read(empty_book, cap="tue 20, thu 30", times="am 06:30, pm 17:45", background="trained")
    assert reading.draft is not None
    assert not [item for item in sessions(reading) if item.date.weekday() == 1]
    assert {item.kind for item in sessions(reading) if item.date.weekday() == 3} <= {StrengthKind.LIGHT}
    assert {item.start for item in items(reading) if item.sport is Sport.RUN} == {"06:30"}
    assert {item.start for item in sessions(reading) if item.slot is Slot.PM} == {"17:45"}
    usual, trained = (
        _heaviest(read(empty_book, background=name)) for name in (LiftingBackground.NONE, LiftingBackground.TRAINED)
    )
    assert usual < trained


@pytest.mark.parametrize("lifting", LiftingBackground)
def test_the_lifting_that_is_chosen_is_taken_even_where_it_is_none(
    empty_book: Planbook, lifting: LiftingBackground
) -> None:
    reading = read(empty_book, background=lifting)
    assert reading.draft is not None
    assert reading.draft.options.background is lifting


def _heaviest(reading: FormResult) -> float:
    return max(one.load_kg or 0 for item in sessions(reading) for one in item.planned.sets)


def test_another_goal_forgets_weeks_and_volumes_and_keeps_days_and_constraints() -> None:
    kept = {
        "days": "tue thu sat",
        "fast": NO_DAYS,
        "gym": "tue pm",
        "busy": "wed pm",
        "date": "2027-05-09",
        "most": "2",
    }
    form = FormState(entered={"plan": "half", "weeks": "14", "now": "30", "peak": "60", **kept})
    form.step(form.get_field("plan"), 1)
    assert form.entered == {"plan": "marathon", **kept}
    form.step(form.get_field("plan"), 1)
    assert form.value("plan") == "base"
    assert "date" not in form.entered  # it was a race day
    assert form.entered["days"] == "tue thu sat"


def test_a_draft_of_an_older_form_is_restored_as_far_as_it_fits(empty_book: Planbook) -> None:
    form = FormState()
    form.restore(
        {"plan": "10k", "peak": "50", "easy": "6:10", "runner": "elite", "step": "5", "weeks": "9", "season": "yes"}
    )
    assert form.entered == {"plan": "10k", "peak": "50", "weeks": "9", "season": "yes"}
    assert items(read(empty_book, **form.entered))


def test_no_field_is_told_in_more_than_its_two_lines() -> None:
    for one in ALL_FIELDS:
        assert one.hint.endswith(".")
        assert len(wrap_text(one.hint.replace("{turn}", "space"), 29)) <= 2  # what is left of 80 columns
        assert len(one.label) <= 9
    assert len({one.name for one in ALL_FIELDS}) == len(ALL_FIELDS)
    assert len({one.label for one in ALL_FIELDS}) == len(ALL_FIELDS)


def test_the_unit_of_a_figure_is_shown_with_it(empty_book: Planbook) -> None:
    reading = read(empty_book, peak="60")
    form = FormState(entered={"peak": "60", "most": "2"}, defaults=reading.defaults, distance_unit="mi")
    assert form.format_value(form.get_field("peak")) == "60 mi"
    assert form.format_value(form.get_field("most")) == "2 a week"
    assert replace(form, distance_unit="km").format_value(form.get_field("peak")) == "60 km"
