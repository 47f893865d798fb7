"""Whole plans as people write, export and paste them, and what becomes of each day."""

from __future__ import annotations

import pytest

from planner.exchange.plans.plan_files import parse_plan
from planner.training.plans import Plan
from planner.training.races import METRES_PER_UNIT
from planner.training.workouts import Sport


def days_of(plan: Plan) -> list[str]:
    """Return each workout as ``day kind length``; rest days and notes are left out."""
    rows = []
    for entry in plan.entries:
        if entry.sport not in (Sport.REST, Sport.NOTE):
            metres, seconds = entry.planned.distance_m, entry.planned.duration_s
            length = [] if metres is None else [f"{metres / METRES_PER_UNIT[plan.unit]:.4g} {plan.unit}"]
            length += [] if seconds is None else [f"{seconds / 60:g} min"]
            rows.append(" ".join([str(entry.day), entry.kind or entry.sport, *length]))
    return rows


GRID_OF_A_SPREADSHEET = """Spring Half Marathon 2027,,,,,,,,
Coach: Anna,,,,,,,,
,,,,,,,,
Week,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday,Total
,,(km),(km),(km),,(km),(km),km
Wk 1 (base),Rest,5 easy,6 easy,5 easy,Rest,4 easy,10 long,30
Wk 2 (down),Rest,5 easy,,5 easy,Rest,,8 long,18
Total,,,,,,,,48
"""

TABLES_OF_A_CHAT = """Here's your plan! 🏃

### Week 1 – Base 🟢

| Day | Workout | Distance |
|-----|---------|----------|
| **Tue** | Easy Run | 5 km |
| **Wed** | Strength 💪 | 30 min |
| **Fri** | Rest 😴 | – |

### Week 2 – Build 🔵

| Day | Workout | Distance |
|-----|---------|----------|
| **Thu** | Intervals: 6 x 400 m (90 s jog) | 7 km |
| **Sun** | **Long Run** | **12 km** |

**Tip:** Drink enough.
"""

EXPORT_IN_CAMEL_CASE = """Title,WorkoutType,WorkoutDescription,PlannedDuration,PlannedDistanceInMeters,WorkoutDay
Easy run,Run,45 min easy Z2,0.75,8000,2027-01-12
Bike,Bike,Endurance,1.0,,2027-01-13
Long,Run,,1.75,18000,2027-01-17
Day off,Day Off,,,,2027-01-18
"""

EXPORT_WITH_A_COLUMN_OF_UNITS = """Date,Workout Name,Activity,Coach Comments,Planned Time,Planned Distance,Distance Type
01/12/2027,Easy,Run,Easy pace,00:45:00,5,mi
01/17/2027,Long,Run,,01:30:00,10,mi
"""

LINES_WITH_DASHES = """Week 1
Monday - Rest
Tuesday - Easy 3 miles
Wednesday - Cross train 30 min
Thursday - Tempo, 4 miles
Sunday - Long 8 miles

Week 2
Wednesday - Cross train 30 min
Thursday - Tempo, 5 miles
"""

LETTERS_IN_A_LINE = """W1: M rest, T 5k, W rest, Th 6k, F rest, Sa 5k, Su 10k long
W2: M rest, T 5k, W rest, Th 6k, F rest, Sa 5k, Su 12k long
"""

LETTERS_IN_LINES = """Week 1
M - rest
T - 3 miles
W - 4 miles
T - 3 miles
F - rest
S - rest
S - 8 miles long
"""


TREE_IN_MILES = '{"units": "imperial", "weeks": [{"days": {"tuesday": {"type": "easy", "distance": 5}}}]}'

CALENDAR_OF_AN_APP = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20270112
SUMMARY:🏃 Week 1: 5km Easy Run • 30m - 35m
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20270114
SUMMARY:🏃 Week 1: 6 x 800m Repeats • 9km • 55m
DESCRIPTION:2km warm up\\n\\n6 reps of:\\n• 800m at 4:30/km\\, 90s walking rest\\n\\n2km cool down
END:VEVENT
END:VCALENDAR
"""

NUMBERED_DAYS = """Week,Day 1,Day 2,Day 3,Day 4,Day 5,Day 6,Day 7
1,Rest,5 km easy,Rest,6T,Rest,8E,12L
"""

FIGURES_NEXT_TO_DAYS = """Week,Mon,km,Thu,km,Sun,km
1,Easy,5,Intervals 6x400,7,Long,12
"""

TREE_IN_METRES = '[{"date": "2027-01-12", "name": "Easy", "distance": 8000}]'

TREE_CALLED_PLAN = """plan:
  week 1:
    tue: 5 km easy
    sun: 10 km long
  week 2:
    tue:
      - 6 km easy
      - strength 30 min
"""

LIST_IN_HOURS = "Date,Workout,Duration (h)\n2027-01-12,Easy,0.5\n2027-01-14,Long,1.5\n"


@pytest.mark.parametrize(
    ("text", "file", "days"),
    [
        (
            GRID_OF_A_SPREADSHEET,
            "plan.csv",
            ["1 easy 5 km", "2 easy 6 km", "3 easy 5 km", "5 easy 4 km", "6 long 10 km", "8 easy 5 km", "10 easy 5 km",
             "13 long 8 km"],
        ),
        (
            TABLES_OF_A_CHAT,
            "plan.md",
            ["1 easy 5 km", "2 strength 30 min", "10 intervals 7 km", "13 long 12 km"],
        ),
        (EXPORT_IN_CAMEL_CASE, "plan.csv", ["0 easy 8 km 45 min", "1 cross 60 min", "5 long 18 km 105 min"]),
        (EXPORT_WITH_A_COLUMN_OF_UNITS, "plan.csv", ["0 easy 5 mi 45 min", "5 long 10 mi 90 min"]),
        (
            LINES_WITH_DASHES,
            "plan.txt",
            ["1 easy 3 mi", "2 cross 30 min", "3 tempo 4 mi", "6 long 8 mi", "9 cross 30 min", "10 tempo 5 mi"],
        ),
        (
            LETTERS_IN_A_LINE,
            "plan.txt",
            ["1 easy 5 km", "3 easy 6 km", "5 easy 5 km", "6 long 10 km", "8 easy 5 km", "10 easy 6 km", "12 easy 5 km",
             "13 long 12 km"],
        ),
        (LETTERS_IN_LINES, "plan.txt", ["1 easy 3 mi", "2 easy 4 mi", "3 easy 3 mi", "6 long 8 mi"]),
        (CALENDAR_OF_AN_APP, "plan.ics", ["0 easy 5 km 35 min", "2 intervals 9 km 55 min"]),
        (NUMBERED_DAYS, "plan.csv", ["1 easy 5 km", "3 tempo 6 km", "5 easy 8 km", "6 long 12 km"]),
        (FIGURES_NEXT_TO_DAYS, "plan.csv", ["0 easy 5 km", "3 intervals 7 km", "6 long 12 km"]),
        (TREE_IN_MILES, "plan.json", ["1 easy 5 mi"]),
        (TREE_IN_METRES, "plan.json", ["0 easy 8 km"]),
        (TREE_CALLED_PLAN, "plan.yaml", ["1 easy 5 km", "6 long 10 km", "8 easy 6 km", "8 strength 30 min"]),
        (LIST_IN_HOURS, "plan.csv", ["0 easy 30 min", "2 long 90 min"]),
    ],
    ids=[
        "spreadsheet", "chat", "camel case", "units", "dashes", "letters in a line", "letters in lines",
        "app", "numbered days", "figures next to days",
        "miles in JSON",
        "metres in JSON", "plan in YAML", "hours",
    ],
)  # fmt: skip
def test_every_day_is_read_and_nothing_is_left_to_check(text: str, file: str, days: list[str]) -> None:
    plan = parse_plan(text, file)
    assert days_of(plan) == days
    assert plan.doubts == ()


def test_a_week_that_begins_on_sunday_is_known_from_the_weeks_that_have_one() -> None:
    plan = parse_plan("Week 1: Tue 5 km, Sat 9 km\nWeek 2: Sun 10 km, Tue 5 km\n", "plan.txt")
    assert plan.first_weekday == 6
    assert days_of(plan) == ["2 easy 5 km", "6 long 9 km", "7 easy 10 km", "9 easy 5 km"]
