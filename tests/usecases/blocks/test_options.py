"""The constraints as people type them."""

import datetime as dt
from collections.abc import Callable

import pytest

from planner.training.doses import Background
from planner.training.refusal import RefusedError
from planner.training.workouts import Slot, StrengthKind
from planner.usecases.blocks.options import (
    StartTimes,
    TimeCap,
    Unavailable,
    When,
    read_background,
    read_gym,
    read_most,
    read_preferred,
    read_start_times,
    read_time_caps,
    read_unavailable,
)


@pytest.mark.parametrize(
    ("read", "text", "found"),
    [
        (read_gym, "tue pm, Friday PM", (When(1, Slot.PM), When(4, Slot.PM))),
        (read_gym, "sat, 2027-03-05 am", (When(5), When(dt.date(2027, 3, 5), Slot.AM))),
        (read_gym, "never", ()),
        (read_preferred, "tue fri", frozenset({1, 4})),
        (read_preferred, "tue, Friday", frozenset({1, 4})),
        (read_time_caps, "tue 40, sat 60", (TimeCap(When(1), 40), TimeCap(When(5), 60))),
        (read_time_caps, "wed pm 30min", (TimeCap(When(2, Slot.PM), 30),)),
        (read_time_caps, "2027-03-05 45", (TimeCap(When(dt.date(2027, 3, 5)), 45),)),
        (read_start_times, "am 06:30, pm 17:45", StartTimes("06:30", "17:45")),
        (read_start_times, "AM 6:30", StartTimes("06:30", "18:00")),
        (read_most, "0", 0),
        (read_most, "3", 3),
        (read_background, "Trained", Background.TRAINED),
        (read_unavailable, "sat heavy, wed pm", (Unavailable(5, None, StrengthKind.HEAVY), Unavailable(2, Slot.PM))),
    ],
)
def test_reading(read: Callable[[str], object], text: str, found: object) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (read_gym, "tue noon", 'gym must be a weekday or a date, then am or pm or neither, not "tue noon".'),
        (read_gym, "t pm", 'gym: "t" is no weekday.'),
        (read_gym, "", "gym must be"),
        (read_gym, "2027-02-30", "2027-02-30"),
        (read_preferred, "tue xy", 'prefer: "xy" is no weekday.'),
        (read_preferred, " ", "prefer must name weekdays"),
        (read_time_caps, "tue", 'time-cap: "tue" has no minutes; write it like "tue 40".'),
        (read_time_caps, "tue 0", "minutes from 1 to 600"),
        (read_time_caps, "tue 601", "minutes from 1 to 600"),
        (read_time_caps, "tue -5", "minutes from 1 to 600"),
        (read_time_caps, "40", "time-cap must be a weekday or a date"),
        (read_time_caps, "", 'time-cap must be like "tue 40"'),
        (read_start_times, "noon", 'anchors must be like "am 06:30, pm 17:45", not "noon".'),
        (read_start_times, "am 25:00", "anchors must be like"),
        (read_start_times, "am 13:00", "anchors: am must start before 12:00, not at 13:00."),
        (read_start_times, "pm 11:59", "anchors: pm must start 12:00 or later, not at 11:59."),
        (read_start_times, "am 06:30, am 07:00", "anchors names am twice."),
        (read_most, "4", 'most must be 0 to 3 sessions a week (HC12), not "4".'),
        (read_most, "two", "most must be"),
        (read_most, "²", "most must be"),
        (read_background, "pro", 'background must be one of none, some, trained, not "pro".'),
        (read_unavailable, "heavy", "unavailable"),
        (read_unavailable, "sat brutal", "unavailable"),
    ],
)
def test_nonsense_is_refused_by_name_and_value(read: Callable[[str], object], text: str, said: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        read(text)
    assert said in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_hostile_words_come_back_printable() -> None:
    for read in (read_gym, read_preferred, read_time_caps, read_start_times, read_most, read_background):
        with pytest.raises(RefusedError) as refusal:
            read("\x1b[31m\x07 x")
        assert str(refusal.value).isprintable()
