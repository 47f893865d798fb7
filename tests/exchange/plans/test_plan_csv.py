"""Plans in CSV: grids of weeks, lists of days and the template of time-to-run."""

from __future__ import annotations

import pytest

from planner.exchange.plans.plan_files import parse_plan
from planner.training.plans import Plan
from planner.training.races import RaceDistance, Unit
from planner.training.refusal import RefusedError


def csv(text: str) -> Plan:
    return parse_plan(text, "my_plan.csv")


GRID = """Week,Mon,Tue,Wed,Thu,Fri,Sat,Sun,Total
1,,8k easy,Rest,"running: 10k, 3x1.6k @TMP
- warmup: 2km @z2
- repeat: 3
  - run: 1600m @ 5:00-4:30
  - recover: 400m
- cooldown: 2km",,30 min cross,1.5h run,40
2,,8k easy,Rest,"10k, 3x1.6k @TMP",,30 min cross,Race day!,
,TMP,16k pace,,,,,,
"""


def test_a_grid_is_read_row_by_row() -> None:
    plan = csv(GRID)
    assert (plan.name, plan.unit, plan.days, plan.race_day) == ("my plan", Unit.KM, 14, 13)
    assert [(entry.sport, entry.kind) for entry in plan.entries[:7]] == [
        ("rest", None),
        ("run", "easy"),
        ("rest", None),
        ("run", "tempo"),
        ("rest", None),
        ("cross", None),
        ("run", "long"),
    ]


def test_a_later_cell_takes_the_steps_of_the_earlier_one_that_it_names() -> None:
    first, second = (entry for entry in csv(GRID).entries if entry.kind == "tempo")
    assert second.day - first.day == 7
    assert (second.title, second.planned, second.note) == (first.title, first.planned, first.note)
    assert second.title == "10k, 3x1.6k @TMP"
    assert "  - run: 1600m @ 5:00-4:30" in second.note.split("\n")


def test_what_a_grid_holds_beside_its_weeks_is_named() -> None:
    remarks = csv(GRID).remarks
    assert '1 row is no week and left out: "TMP 16k pace".' in remarks
    assert "1 cell refers to an earlier workout by its name and takes its steps." in remarks


def test_steps_add_up_where_the_name_gives_no_length_or_a_range() -> None:
    plan = csv(
        'Mon,Tue,Wed\n"run: Cruise\n- warmup: 2km\n- repeat: 3\n  - run: 1600m @ 4:40\n  - recover: 400m\n- run: 1km",'
        '"run: 3.5-4h run\n- run: 225:00","11-15k steady"\n',
    )
    assert [entry.planned.distance_m for entry in plan.entries[:3]] == [9000.0, None, 15_000.0]
    assert plan.entries[1].planned.duration_s == 225 * 60
    assert [entry.note.rpartition("\n")[2] for entry in plan.entries[1:3]] == [
        "The name gives a range; what the steps add up to is planned.",
        "The name gives a range; its upper end is planned.",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_and_byte_order_marks_are_no_obstacle(separator: str) -> None:
    text = "\ufeff" + "week,monday,tuesday,wednesday\n1,8 km easy,,10 km tempo\n".replace(",", separator)
    plan = csv(text)
    assert [(entry.kind, entry.planned.distance_m) for entry in plan.entries[:3]] == [
        ("easy", 8000.0),
        (None, None),
        ("tempo", 10_000.0),
    ]


def test_a_week_may_begin_on_sunday_and_miles_are_seen() -> None:
    plan = csv("Sun,Mon,Tue,Wed,Thu,Fri,Sat\n10 mi long run,,3 mi easy,,4 mi easy,,\n")
    assert plan.unit is Unit.MI
    assert [(entry.day, entry.kind) for entry in plan.entries if entry.kind] == [(0, "long"), (2, "easy"), (4, "easy")]


LIST = """Day;Slot;Sport;Kind;Title;Distance (km);Duration;RPE;Note;Weather
1;am;run;easy;Run in the park;8,2;45:10;4;in the park;sun
1;pm;strength;heavy;Heavy sled;;45;7;;
3;;;;5 km tempo;;;;;
4;;rest;;;;;;;
6;;;race pace;;12;;;;
"""


def test_a_list_of_days_is_read_by_its_headers() -> None:
    plan = csv(LIST)
    morning, evening, gap, tempo, rest, gap2, pace = plan.entries
    assert (plan.days, plan.unit) == (6, Unit.KM)
    assert (morning.slot, morning.kind, morning.title, morning.note) == ("am", "easy", "Run in the park", "in the park")
    assert (morning.planned.distance_m, morning.planned.duration_s, morning.planned.rpe) == (8200.0, 2710, 4.0)
    assert (evening.slot, evening.sport, evening.kind, evening.planned.duration_s) == ("pm", "strength", "heavy", 2700)
    assert [(entry.day, entry.sport, entry.title) for entry in (gap, rest, gap2)] == [
        (1, "rest", "Rest"),
        (3, "rest", "Rest"),
        (4, "rest", "Rest"),
    ]
    assert (tempo.kind, tempo.planned.distance_m) == ("tempo", 5000.0)
    assert (pace.kind, pace.title, pace.planned.distance_m) == ("race_pace", "Race pace", 12_000.0)
    assert "2 days have no row and are taken as rest." in plan.remarks
    assert "Columns that are not used: Weather." in plan.remarks


def test_dates_become_days() -> None:
    plan = csv("date,title,distance\n2027-01-06,Race,10km\n2027-01-04,Easy,5 km\n")
    assert [(entry.day, entry.title) for entry in plan.entries] == [(0, "Easy"), (1, "Rest"), (2, "Race")]
    assert (plan.race_day, plan.race_distance) == (2, RaceDistance.TEN_K)
    assert "The dates 2027-01-04 to 2027-01-06 are read as days 1 to 3." in plan.remarks


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("day,title,distance\n1,Easy,5 mi\n", 8046.72),
        ("day,title,miles\n1,Easy,5\n", 8046.72),
        ("day,title,distance,unit\n1,Easy,5,miles\n", 8046.72),
        ("day,title,distance_m\n1,Easy,5000\n", 5000.0),
        ("day,title,distance\n1,Easy,5\n", 5000.0),
        ('day,title,distance\n1,Easy,"5,5"\n', 5500.0),
    ],
)
def test_the_unit_comes_from_wherever_the_file_says_it(text: str, metres: float) -> None:
    plan = csv(text)
    assert plan.entries[0].planned.distance_m == metres
    assert any("kilometres are assumed" in remark for remark in plan.remarks) is (
        "distance\n1" in text and " mi" not in text
    )


def test_seconds_in_the_header_are_seconds() -> None:
    assert csv("day,title,duration_s\n1,Easy,1800\n").entries[0].planned.duration_s == 1800


def test_weeks_and_weekdays_make_days() -> None:
    plan = csv("week,day,workout\n1,Tue,5 km easy\n2,1,6 km easy\n")
    assert [(entry.day, entry.title) for entry in plan.entries if entry.sport == "run"] == [
        (1, "5 km easy"),
        (7, "6 km easy"),
    ]


def test_a_column_of_types_may_use_the_authors_words() -> None:
    plan = csv("day,type,distance\n1,Long Run,16 km\n2,Rest,\n3,Cross,\n4,Easy,5 km\n")
    assert [(entry.sport, entry.kind, entry.title) for entry in plan.entries] == [
        ("run", "long", "Long Run"),
        ("rest", None, "Rest"),
        ("cross", None, "Cross"),
        ("run", "easy", "Easy"),
    ]


def test_a_list_without_a_race_has_none() -> None:
    assert csv("day,title\n1,5 km easy\n").race_day is None


@pytest.mark.parametrize(
    ("head", "row", "doubt"),
    [
        ("day,title,distance", "1,Easy,far", 'line 2: distance "far" is not a distance'),
        ("day,title,distance", "1,Easy,nan", 'line 2: distance "nan" is not a distance'),
        ("day,title,Duration", "1,Easy,99:99", 'line 2: Duration "99:99" is not a duration'),
        ("day,title,rpe", "1,Easy,11", 'line 2: rpe "11" is not a rating from 0 to 10'),
        ("day,title,slot", "1,Easy,noon", 'line 2: slot "noon" is neither am nor pm'),
        ("day,title,sport", "1,Easy,chess", 'line 2: sport "chess" is no sport that is known'),
        ("day,title,kind", "1,Easy,blue", 'line 2: kind "blue" is no kind that is known'),
        ("day,title,unit,distance", "1,Easy,furlongs,5", 'line 2: unit "furlongs" is neither km nor miles'),
        ("date,title", "2027-02-30,Easy 4 km", 'line 2: date "2027-02-30" is not a day of the calendar'),
        ("week,day,title", "1,9,Easy", 'line 2: day "9" must be a weekday or 1 to 7'),
        ("day,title", "x,Easy", 'line 2: day "x" is not a day of the plan'),
    ],
)
def test_a_cell_that_cannot_be_read_is_listed_and_the_other_rows_stay(head: str, row: str, doubt: str) -> None:
    others = {"date": "2027-02-25,Easy 5 km", "week": "1,2,Easy 5 km", "day": "2,Easy 5 km"}[head.partition(",")[0]]
    plan = csv(f"{head}\n{row}\n{others}\n")
    assert [each for each in plan.doubts if each.startswith(doubt)] != []
    assert any(entry.planned.distance_m == 5000.0 for entry in plan.entries)


TEMPLATE = """title,raceType,units
Plan,Marathon,26.2,miles

// a comment, with a comma
description,totalDistance
Easy run,5
Rest,0
"Intervals: 6 x 800m at 5k pace",7
Race,26.2
"""


def test_a_filled_in_time_to_run_template() -> None:
    plan = csv(TEMPLATE)
    assert (plan.name, plan.unit, plan.days, plan.race_day, plan.race_distance) == (
        "Plan",
        Unit.MI,
        4,
        3,
        RaceDistance.MARATHON,
    )
    assert [entry.kind for entry in plan.entries] == ["easy", None, "intervals", "race"]
    assert plan.entries[0].planned.distance_m == 8046.72


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("day,title\n0x1,Easy\n", ["line 2", "day", '"0x1"']),
        ("day,title\n99999,Easy\n", ["line 2", '"99999"']),
        ("date,title\n04/01/2027,Easy\n", ["line 2", "date", "YYYY-MM-DD"]),
        ("date,title\n2027-02-30,Easy\n", ["line 2", "not a day of the calendar"]),
        ("date,title\n1980-01-01,Easy\n2100-01-01,Easy\n", ["3 years"]),
        ("week,day,title\n1,9,Easy\n", ["line 2", '"9"', "1 to 7"]),
        ("day,title,sport,kind\n1,Sled,strength,easy\n", ["no run"]),
        ("day,title\n1,Rest\n", ["no run"]),
        ("day,title\n", ["0 days"]),
        ('day,title\n1,"Easy\n', ["not valid CSV"]),
        ('day,title\n1,"Ea"sy\n', ["line 2", "not valid CSV"]),
        ("day,title\n1,Ea\0sy\n", ["NUL"]),
        ("day,title\n" + "1,Easy\n" * 6000, ["5000 rows"]),
        ("week,mon,tue,wed\n", ["no row is a week"]),
        ("week,mon,tue,wed\n1,99999 km easy,,\n", ["week 1 day 1", "99999 km", "500 km"]),
        (TEMPLATE.replace("miles", "leagues"), ["line 2", '"leagues"']),
        (TEMPLATE.replace("Easy run,5", "Easy run,five"), ["line 6", "totalDistance", '"five"']),
        (TEMPLATE[: TEMPLATE.index("Easy")], ["no days yet"]),
        ("title,raceType,units\n", ["row of values"]),
        ("Activity Type,Date,Favorite,Title,Distance\nRunning,2026-01-01,false,Run,5\n", ["past activities"]),
        ("a,b\n1,2\n", ['"a", "b"', "Mon to Sun"]),
        ("// nothing\n", ["no rows"]),
    ],
)
def test_what_is_no_plan_is_refused_by_name(text: str, names: list[str]) -> None:
    with pytest.raises(RefusedError, match=r"^my_plan\.csv.*\.$") as refusal:
        csv(text)
    message = str(refusal.value)
    assert [name for name in names if name not in message] == []
    assert len(message) < 250
