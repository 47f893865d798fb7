"""Whether two recordings are one activity, and what is kept of both."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.matching import Likeness, find_duplicate, is_richer, merge_activities
from planner.training.recordings import ParsedActivity, RecordingFormat
from planner.training.workouts import Sport
from tests.examples import examples
from tests.matching.cases import recorded

START = dt.datetime(2027, 1, 6, 18, 0, tzinfo=dt.UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def activity(after_s: float = 0, minutes: float | None = 50, km: float | None = 10, **more: Any) -> ParsedActivity:
    """A run that starts so many seconds after 18:00 UTC."""
    seconds = None if minutes is None else minutes * 60
    figures = {"distance_m": None if km is None else km * 1000, "duration_s": seconds, "elapsed_s": seconds, **more}
    start = START + dt.timedelta(seconds=after_s)
    return ParsedActivity(**{"format": RecordingFormat.FIT, "sport": Sport.RUN, "start_utc": start, **figures})


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (activity(120), Likeness.SAME),
        (activity(121), Likeness.ASK),
        (activity(0, minutes=40), Likeness.SAME),
        (activity(0, minutes=39.9), Likeness.ASK),
        (activity(0, km=12), Likeness.SAME),
        # Two devices, of which one died half-way; only the shorter one counts.
        (activity(40 * 60, minutes=20), Likeness.ASK),
        (activity(40.1 * 60, minutes=20), None),
        (activity(3600), Likeness.ASK),
        (activity(3600, km=10.06), None),
        (activity(3600, minutes=50.05), None),
        (activity(3600, minutes=None, duration_s=3000), Likeness.ASK),
        (activity(7 * 900 + 90), Likeness.ASK),
        (activity(7 * 900 + 91), None),
        (activity(14 * 3600), Likeness.ASK),
        (activity(14 * 3600 + 900), None),
        (activity(3600, km=None), None),
        (activity(0, sport=Sport.CROSS), None),
        (activity(0, sport=Sport.CROSS, sport_said=False), Likeness.SAME),
        (activity(0, minutes=None), Likeness.SAME),
        (activity(0, minutes=10, elapsed_s=3000), Likeness.SAME),
        (activity(0, elapsed_s=60), Likeness.SAME),
        (activity(24 * 3600), None),
    ],
)
def test_the_time_decides(other: ParsedActivity, expected: Likeness | None) -> None:
    assert find_duplicate(activity(), other, dt.UTC) is expected
    assert find_duplicate(other, activity(), dt.UTC) is expected


def test_a_start_without_a_zone_is_read_in_the_runners() -> None:
    local = replace(activity(), start_utc=None, local_start=dt.datetime.fromisoformat("2027-01-06T19:00"))
    assert find_duplicate(activity(), local, BERLIN) is Likeness.SAME
    assert find_duplicate(activity(), local, dt.UTC) is Likeness.ASK
    assert find_duplicate(activity(), replace(local, local_start=None), BERLIN) is None


def test_short_ones_after_each_other_are_two() -> None:
    assert find_duplicate(activity(0, minutes=1, km=0.2), activity(100, minutes=1, km=0.3), dt.UTC) is None


def test_a_stored_recording_is_compared_with_a_file() -> None:
    assert find_duplicate(recorded("a", 10, "18:00", minutes=50), activity(60), dt.UTC) is Likeness.SAME


@settings(max_examples=examples(200), deadline=None)
@given(
    apart=st.integers(-60_000, 60_000),
    minutes=st.tuples(st.one_of(st.none(), st.integers(0, 600)), st.one_of(st.none(), st.integers(0, 600))),
    km=st.tuples(st.integers(0, 20), st.integers(0, 20)),
)
def test_the_order_of_two_does_not_matter(
    apart: int, minutes: tuple[int | None, int | None], km: tuple[int, int]
) -> None:
    one, other = activity(0, minutes[0], km[0]), activity(apart, minutes[1], km[1])
    assert find_duplicate(one, other, dt.UTC) == find_duplicate(other, one, dt.UTC)


def test_the_richer_one_stays_and_the_other_fills_in_what_it_lacks() -> None:
    file = activity(km=9.9, avg_hr=None, title="", sport=Sport.CROSS, sport_said=False)
    row = activity(
        format=RecordingFormat.CSV, avg_hr=151, ascent_m=80.0, title="Evening run", is_race=True, sets="", minutes=49
    )
    merged = merge_activities(file, row)
    assert (merged.format, merged.distance_m, merged.duration_s) == (RecordingFormat.FIT, 9900, 3000)
    assert (merged.avg_hr, merged.ascent_m, merged.title, merged.is_race) == (151, 80.0, "Evening run", True)
    assert (merged.sport, merged.sport_said) == (Sport.RUN, True)
    assert merge_activities(row, file).title == "Evening run"


def test_a_fit_file_is_the_richest_and_a_row_of_a_table_the_poorest() -> None:
    formats = [RecordingFormat.FIT, RecordingFormat.TCX, RecordingFormat.GPX, RecordingFormat.CSV]
    for richer, poorer in itertools.combinations(formats, 2):
        assert is_richer(richer, poorer)
        assert not is_richer(poorer, richer)
        assert not is_richer(richer, richer)
