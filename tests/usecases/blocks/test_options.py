"""The constraints as people type them."""

import datetime as dt
from collections.abc import Callable

import pytest

from planner.training.dates import DateReader
from planner.training.doses import LiftingBackground
from planner.training.refusal import RefusedError
from planner.training.workouts import Slot, StrengthKind
from planner.usecases.blocks.availability import (
    DayPart,
    StartTimes,
    TimeCap,
    Unavailability,
    parse_sled_times,
    parse_start_times,
    parse_time_caps,
    parse_unavailable,
    parse_weekday_keys,
    with_plain_dates,
    with_plain_dates_before_minutes,
)
from planner.usecases.blocks.options import parse_background, parse_max_sessions

DATES = DateReader(dt.date(2027, 2, 10))


@pytest.mark.parametrize(
    ("read", "text", "found"),
    [
        (parse_sled_times, "tue pm, Friday PM", (DayPart(1, Slot.PM), DayPart(4, Slot.PM))),
        (parse_sled_times, "sat, 2027-03-05 am", (DayPart(5), DayPart(dt.date(2027, 3, 5), Slot.AM))),
        (parse_sled_times, "never", ()),
        (parse_weekday_keys, "tue fri", frozenset({1, 4})),
        (parse_weekday_keys, "tue, Friday", frozenset({1, 4})),
        (parse_time_caps, "tue 40, sat 60", (TimeCap(DayPart(1), 40), TimeCap(DayPart(5), 60))),
        (parse_time_caps, "wed pm 30min", (TimeCap(DayPart(2, Slot.PM), 30),)),
        (parse_time_caps, "2027-03-05 45", (TimeCap(DayPart(dt.date(2027, 3, 5)), 45),)),
        (parse_start_times, "am 06:30, pm 17:45", StartTimes("06:30", "17:45")),
        (parse_start_times, "AM 6:30", StartTimes("06:30", "18:00")),
        (parse_max_sessions, "0", 0),
        (parse_max_sessions, "3", 3),
        (parse_background, "Trained", LiftingBackground.TRAINED),
        (
            parse_unavailable,
            "sat heavy, wed pm",
            (Unavailability(5, None, StrengthKind.HEAVY), Unavailability(2, Slot.PM)),
        ),
    ],
)
def test_reading(read: Callable[[str], object], text: str, found: object) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (parse_sled_times, "tue noon", 'gym must be a weekday or a date, then am or pm or neither, not "tue noon".'),
        (parse_sled_times, "t pm", 'gym: "t" is no weekday.'),
        (parse_sled_times, "", "gym must be"),
        (parse_sled_times, "2027-02-30", "2027-02-30"),
        (parse_weekday_keys, "tue xy", 'prefer: "xy" is no weekday.'),
        (parse_weekday_keys, " ", "prefer must name weekdays"),
        (parse_time_caps, "tue", 'time-cap: "tue" has no minutes; write it like "tue 40".'),
        (parse_time_caps, "tue 0", "minutes from 1 to 600"),
        (parse_time_caps, "tue 601", "minutes from 1 to 600"),
        (parse_time_caps, "tue -5", "minutes from 1 to 600"),
        (parse_time_caps, "40", "time-cap must be a weekday or a date"),
        (parse_time_caps, "", 'time-cap must be like "tue 40"'),
        (parse_start_times, "noon", 'anchors must be like "am 06:30, pm 17:45", not "noon".'),
        (parse_start_times, "am 25:00", "anchors must be like"),
        (parse_start_times, "am 13:00", "anchors: am must start before 12:00, not at 13:00."),
        (parse_start_times, "pm 11:59", "anchors: pm must start 12:00 or later, not at 11:59."),
        (parse_start_times, "am 06:30, am 07:00", "anchors names am twice."),
        (parse_max_sessions, "4", 'most must be 0 to 3 sessions a week, not "4".'),
        (parse_max_sessions, "two", "most must be"),
        (parse_max_sessions, "²", "most must be"),
        (parse_background, "pro", 'background must be one of none, some, trained, not "pro".'),
        (parse_unavailable, "heavy", "unavailable"),
        (parse_unavailable, "sat brutal", "unavailable"),
    ],
)
def test_nonsense_is_refused_by_name_and_value(read: Callable[[str], object], text: str, said: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        read(text)
    assert said in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_hostile_words_come_back_printable() -> None:
    for read in (
        parse_sled_times,
        parse_weekday_keys,
        parse_time_caps,
        parse_start_times,
        parse_max_sessions,
        parse_background,
    ):
        with pytest.raises(RefusedError) as refusal:
            read("\x1b[31m\x07 x")
        assert str(refusal.value).isprintable()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("18 feb am, wed pm", "2027-02-18 am, wed pm"),
        ("14.2.", "2027-02-14"),
        ("next fri pm heavy", "2027-02-19 pm heavy"),
        ("tomorrow", "2027-02-11"),
        ("Sun 14 Feb 2027 AM", "2027-02-14 AM"),
        ("feb 18", "2027-02-18"),
        ("2027-2-14 light", "2027-02-14 light"),
        ("wed pm", "wed pm"),
        ("someday", "someday"),
        ("feb", "feb"),
        ("tue noon", "tue noon"),
        ("never", "never"),
    ],
)
def test_a_single_day_is_said_in_the_words_for_dates(text: str, plain: str) -> None:
    assert [part.strip() for part in with_plain_dates(text, "away", DATES).split(",")] == plain.split(", ")


@pytest.mark.parametrize(
    ("text", "plain"),
    [("tue 40", "tue 40"), ("18 feb 40", "2027-02-18 40"), ("feb 18 pm 40min", "2027-02-18 pm 40min")],
)
def test_minutes_of_a_single_day(text: str, plain: str) -> None:
    assert with_plain_dates_before_minutes(text, "time-cap", DATES) == plain


def test_a_single_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(RefusedError, match='away "31/4" is not a day of the calendar'):
        with_plain_dates("31/4 am", "away", DATES)
