"""Plans in calendar-hack YAML: fields, braces, ranges, two runs a day, phases, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.exchange.plans.trees.calendarhack import parse_calendarhack, render_braces, split_am_pm, split_distance
from planner.exchange.plans.words.measures_in_text import MeasureRange
from planner.training.measures import METRES_PER_MILE
from planner.training.plans import Plan, PlanEntry
from planner.training.races import RaceDistance, Unit
from planner.training.refusal import RefusedError

Hacked = Callable[..., Plan]
REST = "title: Rest"


def run(title: str, distance: str = "5") -> str:
    return f'title: "{title}", distance: {distance}'


def of_day(plan: Plan, day: int) -> list[PlanEntry]:
    return [entry for entry in plan.entries if entry.day == day]


def miles(entry: PlanEntry) -> float:
    assert entry.planned.distance_m is not None
    return round(entry.planned.distance_m / METRES_PER_MILE, 4)


@pytest.mark.parametrize(
    ("title", "unit", "rendered"),
    [
        ("{6} Easy", Unit.MI, "6 mi Easy"),
        ("{6} Easy", Unit.KM, "6 km Easy"),
        ("{3.0:4.8} run", Unit.MI, "3 mi run"),
        ("{3:4.8} run", Unit.KM, "4.8 km run"),
        ("{5-7:8-12} easy", Unit.MI, "5–7 mi easy"),
        ("{5-7:8-12} easy", Unit.KM, "8–12 km easy"),
        ("Easy run: {4}-{6}, then strides", Unit.MI, "Easy run: 4–6 mi, then strides"),
        ("4 × {1.5} at MP", Unit.MI, "4 × 1.5 mi at MP"),
        ("6-6-6-{4-6:6-10} mi at 94% MP", Unit.KM, "6-6-6-4–6 mi at 94% MP"),
        ("7 {4:6} km", Unit.MI, "7 6 km"),
        ("no braces, {odd} ones, {1:2:3}", Unit.MI, "no braces, {odd} ones, {1:2:3}"),
    ],
)
def test_braces_are_written_out_in_the_authors_unit(title: str, unit: Unit, rendered: str) -> None:
    assert render_braces(title, unit) == rendered


def test_two_runs_of_one_title_are_told_apart() -> None:
    assert split_am_pm("AM: 4 mi easy* / PM: 8 mi walk/jog") == [("am", "4 mi easy*"), ("pm", "8 mi walk/jog")]
    assert split_am_pm("pm: 8 mi") == [("pm", "8 mi")]
    assert split_am_pm("Team run") == [(None, "Team run")]


@pytest.mark.parametrize(
    ("total", "spans", "hard", "expected"),
    [
        (15, (MeasureRange(4, 5), MeasureRange(8, 10)), (False, False), (5, 10)),
        (14, (MeasureRange(4, 5), MeasureRange(10, 10)), (False, False), (4, 10)),
        (10, (MeasureRange(4, 7), MeasureRange(4, 7)), (False, False), (5, 5)),
        (6, (MeasureRange(5, 6), MeasureRange(5, 7)), (False, False), (3, 3)),
        (30, (MeasureRange(5, 5), MeasureRange(10, 10)), (False, False), (10, 20)),
        (15, (MeasureRange(4, 5), MeasureRange(5, 6)), (False, True), (5, 10)),
        (14, (MeasureRange(4, 5), None), (False, True), (5, 9)),
        (14, (None, MeasureRange(4, 5)), (True, False), (9, 5)),
        (4, (MeasureRange(5, 6), None), (False, True), (2, 2)),
        (16, (None, None), (True, True), (8, 8)),
    ],
)
def test_a_days_distance_is_shared_out_as_the_words_say(
    total: float,
    spans: tuple[MeasureRange | None, MeasureRange | None],
    hard: tuple[bool, bool],
    expected: tuple[float, float],
) -> None:
    parts, guessed = split_distance(total, spans, hard, 0.1)
    assert parts == pytest.approx(expected)
    assert sum(parts) == pytest.approx(total, abs=1e-9)
    assert guessed is (spans == (None, None))


def test_a_plan_is_read_whole(hacked: Hacked) -> None:
    plan = hacked(
        REST,
        run("{3:4.8} run", "3.0"),
        "title: 30 min cross",
        run("{4:6.4} pace", "4"),
        "title: Stretch & strengthen",
        "title: ''",
        run("Half Marathon ({13.1:21.1})", "13.1"),
        kind="Half Marathon",
        head="name: Spring half\nsource: https://example.org/plan\ndescription: A {3:5} plan\n",
    )
    assert (plan.name, plan.unit, plan.days, plan.source) == ("Spring half", Unit.MI, 7, "https://example.org/plan")
    assert plan.description == "A {3:5} plan"
    assert [(entry.sport, entry.kind, entry.slot) for entry in plan.entries] == [
        ("rest", None, None),
        ("run", "easy", "am"),
        ("cross", None, "am"),
        ("run", "race_pace", "am"),
        ("strength", None, "am"),
        ("rest", None, None),
        ("run", "race", "am"),
    ]
    assert plan.entries[1].title == "3 mi run"
    assert plan.entries[1].planned.distance_m == 4828.032
    assert plan.entries[2].planned.duration_s == 1800
    assert plan.entries[5].title == "Rest"
    assert (plan.race_day, plan.race_distance) == (6, RaceDistance.HALF)
    assert "1 day without a title is read as rest." in plan.remarks
    assert any("1 strength day of its own" in remark for remark in plan.remarks)


def test_of_a_range_the_upper_end_is_planned_and_the_range_stays_readable(hacked: Hacked) -> None:
    plan = hacked(
        run("{6-8:10-13} easy", "[6.0, 8.0]"),
        run("6 × 3 min at 90% 5k", "[5, 6]"),
        run("Race Day!", "[26, 27]"),
    )
    easy, threshold, _ = plan.entries
    assert (miles(easy), easy.title, easy.note) == (8.0, "6–8 mi easy", "")
    assert (miles(threshold), threshold.note) == (6.0, "Distance in the plan: 5–6 mi")
    assert sum("upper end" in remark for remark in plan.remarks) == 1


def test_an_optional_run_with_a_distance_is_an_easy_run(hacked: Hacked) -> None:
    plan = hacked(run("Rest or {4-6:6-10} very easy", "[0.0, 6.0]"), REST, run("Race Day!", "26.2"))
    assert (plan.entries[0].kind, miles(plan.entries[0]), plan.entries[0].kind_doubt) == ("easy", 6.0, "")
    assert plan.entries[0].title == "Rest or 4–6 mi very easy"


def test_a_double_becomes_two_runs_that_add_up(hacked: Hacked) -> None:
    plan = hacked(run("AM: {4-5:6-8} easy* / PM: 6 × 1 mi at 95% 5k with 3 min jog", "[14.0, 16.0]"), run("Race Day!"))
    morning, evening = of_day(plan, 0)
    assert (morning.slot, morning.kind, morning.title, miles(morning)) == ("am", "easy", "4–5 mi easy*", 5.0)
    assert (evening.slot, evening.kind, miles(evening)) == ("pm", "intervals", 11.0)
    assert evening.note == "Distance of both runs in the plan: 14–16 mi"


def test_equal_parts_for_want_of_words_are_owned_up_to(hacked: Hacked) -> None:
    plan = hacked(run("AM: 4 × 2 km at 102% MP / PM: 14 × 500m at 108% MP", "16"), run("Race Day!"))
    assert [miles(entry) for entry in of_day(plan, 0)] == [8.0, 8.0]
    assert any("equal parts" in remark and "week 1 day 1" in remark for remark in plan.remarks)


def test_a_title_of_several_lines_becomes_a_title_and_a_note(hacked: Hacked) -> None:
    plan = hacked(
        run("8 miles, consisting of:\\n2 mile Warm Up\\n4 miles at HMP\\n2 mile Warm Down {8}", "8"), run("Race")
    )
    entry = plan.entries[0]
    assert (entry.kind, entry.title) == ("tempo", "8 miles")
    assert entry.note.split("\n") == [
        "8 miles, consisting of:",
        "2 mile Warm Up",
        "4 miles at HMP",
        "2 mile Warm Down 8 mi",
    ]


def test_a_description_that_says_no_more_than_the_title_is_not_repeated(hacked: Hacked) -> None:
    plan = hacked(
        "title: Run/walk 10 minutes, description: Run/walk 10 minutes",
        'title: "{1} WU; 5 x 1k at 10k pace", description: "{1} Warm Up\\n5 x 1k", distance: 6',
        run("Race"),
    )
    assert [entry.note for entry in plan.entries[:2]] == ["", "1 mi Warm Up\n5 x 1k"]


def test_a_figure_below_the_words_is_used_and_said(hacked: Hacked) -> None:
    plan = hacked(run("10 miles, consisting of: 6 mile tempo at HMP {1}", "1"), run("Race"))
    assert miles(plan.entries[0]) == 1.0
    assert any("week 1 day 1 (10 mi in words, 1 mi as figure)" in remark for remark in plan.remarks)


def test_distances_that_stand_in_words_only_are_taken_from_there(hacked: Hacked) -> None:
    plan = hacked("title: 'Run 1km, walk 4km'", "title: Walk 5km", "title: Race Day!", units="km", kind="5K")
    assert [(entry.sport, entry.planned.distance_m) for entry in plan.entries] == [
        ("run", 5000.0),
        ("cross", 5000.0),
        ("run", None),
    ]
    assert plan.race_distance is RaceDistance.TEN_K
    assert any("read from the words" in remark for remark in plan.remarks)


def test_the_last_of_several_races_is_the_goal(hacked: Hacked) -> None:
    plan = hacked(
        run("5-K Race", "3.1"),
        run("{3} run"),
        run("Half Marathon", "13.1"),
        run("Marathon race", "26.2"),
        run("{2} easy"),
    )
    assert [entry.kind for entry in plan.entries] == ["race", "easy", "race", "race", "easy"]
    assert (plan.race_day, plan.race_distance) == (3, RaceDistance.MARATHON)


def test_without_a_named_race_the_last_run_stands_for_it_and_is_said_so(hacked: Hacked) -> None:
    plan = hacked(run("{6} Easy"), run("{3} Easy", "3"), REST)
    assert (plan.race_day, plan.race_distance, plan.entries[1].kind) == (1, RaceDistance.MARATHON, "race")
    assert any("names no race" in remark and '"3 mi Easy"' in remark for remark in plan.remarks)


def test_a_base_plan_has_no_race(hacked: Hacked) -> None:
    plan = hacked(run("{6} Easy"), run("{3} Easy"), kind="Base")
    assert (plan.race_day, plan.race_distance) == (None, None)
    assert {entry.kind for entry in plan.entries} == {"easy"}


def weeks_of(long: str) -> list[str]:
    week = [REST, *(run("{5} run", "5") for _ in range(4)), REST, run("{10}" + long, "10")]
    return [*week, *week, REST, run("Race Day!", "26.2")]


@pytest.mark.parametrize("words", ["", " run", " easy", " aerobic run"])
def test_the_weeks_longest_easy_run_on_its_usual_day_is_the_long_run(hacked: Hacked, words: str) -> None:
    plan = hacked(*weeks_of(words))
    assert [entry.day for entry in plan.entries if entry.kind == "long"] == [6, 13]
    assert any("2 runs are read as long by length" in remark for remark in plan.remarks)


def test_a_long_run_against_its_words_is_explained(hacked: Hacked) -> None:
    plan = hacked(*weeks_of(" very easy"))
    assert [entry.day for entry in plan.entries if entry.kind == "long"] == [6, 13]
    assert any("Against their words" in remark for remark in plan.remarks)


def test_where_a_plan_names_its_long_runs_easy_means_easy(hacked: Hacked) -> None:
    plan = hacked(*weeks_of(" easy")[:7], *weeks_of(" long run")[7:])
    assert [entry.day for entry in plan.entries if entry.kind == "long"] == [13]


def test_a_run_hardly_longer_than_the_others_is_no_long_run(hacked: Hacked) -> None:
    week = [run("{5} run", "5"), run("{5} run", "5"), run("{6} run", "6"), REST, REST, REST, REST]
    plan = hacked(*week, *week, run("Race Day!", "26.2"))
    assert "long" not in {entry.kind for entry in plan.entries}


PHASED = """
units: km
type: 10K
schedule:
# Week 1 - General Phase Begins
- workouts: [{title: 5 km easy}, {}, {}, {}, {}, {}, {}]
- workouts:  # Week 2 – Down Week
  - {title: 5 km easy}
# Week 3
- workouts: [{title: 5 km easy}]
# Week 4 - Specific Phase Begins
- workouts: [{title: 5 km easy}]
# Week 99 - Nowhere
""".replace("{}", "{title: Rest}")


def test_phases_are_read_from_the_comments() -> None:
    plan = parse_calendarhack(PHASED, "plan.yaml")
    assert plan.phases == ((0, "General Phase"), (7, "Down Week"), (14, "General Phase"), (21, "Specific Phase"))


def test_a_short_week_is_filled_with_rest_and_said() -> None:
    plan = parse_calendarhack(PHASED, "plan.yaml")
    assert plan.days == 22
    assert {entry.day for entry in plan.entries} == set(range(22))
    assert "Week 2 has 1 day; the days after them are rest." in plan.remarks
    assert "Week 4 has 1 day; the plan ends there." in plan.remarks


def test_a_weeks_words_become_a_note_and_its_total_is_compared() -> None:
    week = '- description: "Easy week\\nSleep well"\n  distance: 20\n  workouts: [{title: 5 km easy, distance: 5}]\n'
    plan = parse_calendarhack(f"units: km\nschedule:\n{week}", "plan.yaml")
    assert next((entry.sport, entry.title, entry.note) for entry in plan.entries) == (
        "note",
        "Easy week",
        "Easy week\nSleep well",
    )
    assert "Week 1: the file's total and the sum of its days differ (20.0 and 5.0)." in plan.remarks


def test_a_tag_is_believed_before_the_words(hacked: Hacked) -> None:
    plan = hacked(
        "title: Loop, distance: 8, tags: [Long Run]",
        "title: Pool, tags: [Cross Train]",
        "title: Loop, tags: [Run]",
        run("Race"),
    )
    assert [(entry.sport, entry.kind) for entry in plan.entries[:3]] == [
        ("run", "long"),
        ("cross", None),
        ("run", "easy"),
    ]


def test_fields_that_are_not_used_are_named(hacked: Hacked) -> None:
    plan = hacked("title: 5 km easy, intensity: high", head="author: me\n")
    assert "Fields that are not used: author and intensity." in plan.remarks


GOOD = "units: mi\nschedule:\n- workouts:\n  - title: Easy\n    distance: 5\n"


WRONG: list[tuple[str, list[str]]] = [
    ("units: mi\n", ["schedule is missing"]),
    ("- a\n- b\n", ["must be a map"]),
    ("just words", ["must be a map"]),
    (GOOD.replace("units: mi", "unit: mi"), ["units is missing"]),
    (GOOD.replace("mi", "furlongs"), ["units", "furlongs", "mi or km"]),
    ("units: mi\nschedule: []\n", ["schedule", "0 weeks"]),
    ("units: mi\nschedule: soon\n", ["schedule must be a list"]),
    ("units: mi\nschedule: [{}]\n", ["schedule[0].workouts must be a list"]),
    ("units: mi\nschedule: [{workouts: []}]\n", ["schedule[0].workouts", "0 days"]),
    (
        f"units: mi\nschedule: [{{workouts: [{', '.join(['{title: Rest}'] * 8)}]}}]\n",
        ["schedule[0].workouts", "8 days"],
    ),
    ("units: mi\nschedule: [{workouts: [Rest]}]\n", ["schedule[0].workouts[0] must be a map"]),
    ("units: mi\nschedule: [{workouts: [{distance: 5}]}]\n", ["schedule[0].workouts[0].title is missing"]),
    ("units: mi\nschedule: [{workouts: [{title: [a]}]}]\n", ["schedule[0].workouts[0].title must be text"]),
    (GOOD.replace("distance: 5", "distance: -5"), ["schedule[0].workouts[0].distance", '"-5"', "between 0"]),
    (GOOD.replace("distance: 5", "distance: .nan"), ["workouts[0].distance", '".nan"', "not a number"]),
    (GOOD.replace("distance: 5", "distance: .inf"), ["workouts[0].distance", "not a number"]),
    (GOOD.replace("distance: 5", "distance: 1e308"), ["workouts[0].distance", "not a number"]),
    (GOOD.replace("distance: 5", f"distance: {'9' * 5000}"), ["workouts[0].distance", "not a number"]),
    (GOOD.replace("distance: 5", "distance: 99999"), ["workouts[0].distance", '"99999"']),
    (GOOD.replace("distance: 5", "distance: yes"), ["workouts[0].distance", '"yes"']),
    (GOOD.replace("distance: 5", "distance: [1, 2, 3]"), ["workouts[0].distance", "range of two"]),
    (GOOD.replace("distance: 5", "distance: []"), ["workouts[0].distance", "range of two"]),
    (GOOD.replace("distance: 5", "distance: [8, 6]"), ["workouts[0].distance", "backwards"]),
    (GOOD.replace("distance: 5", "distance: {a: 1}"), ["workouts[0].distance", "not a number"]),
    (GOOD.replace("distance: 5", "tags: [Fast]"), ["workouts[0].tags[0]", '"Fast"']),
    (
        GOOD.replace("title: Easy", "title: 99999 km easy").replace("    distance: 5\n", ""),
        ["week 1 day 1", "500 km"],
    ),
    (GOOD.replace("Easy", "Rest").replace("    distance: 5\n", ""), ["no run"]),
    (GOOD + "schedule: []\n", ["schedule", "twice"]),
    ("units: &a mi\nschedule: [*a]\n", ["anchor"]),
    ("schedule: *a\n", ["alias"]),
    ("units: !!str mi\n", ["tag"]),
    ("units: !!python/object/apply:os.system [ls]\n", ["tag"]),
    (GOOD + "---\n" + GOOD, ["more than one document"]),
    ("schedule: " + "[" * 30 + "]" * 30, ["nested deeper"]),
    ("? [a]\n: b\n", ["list or map as a key"]),
    ("schedule: [a", ["not valid YAML"]),
    ('units: "\\ud800"\nschedule: []\n', ["units"]),
    ("", ["empty"]),
    ("# only a comment\n", ["empty"]),
    ("units: mi\nschedule:\n" + "- {workouts: [{title: Easy}]}\n" * 200, ["200 weeks"]),
    ("schedule:\n" + "- a\n" * 51_000, ["50000 values"]),
]


@pytest.mark.parametrize(("text", "names"), WRONG)
def test_what_is_no_plan_is_refused_in_one_sentence_that_names_file_field_and_value(
    text: str, names: list[str]
) -> None:
    with pytest.raises(RefusedError, match=r"^plan\.yaml: .*\.$") as refusal:
        parse_calendarhack(text, "plan.yaml")
    message = str(refusal.value)
    assert [name for name in names if name not in message] == []
    assert len(message) < 250


def test_values_stay_as_they_were_written(hacked: Hacked) -> None:
    plan = hacked("title: no", "title: 010", "title: 4:30", run("Race"), kind="10K")
    assert [entry.title for entry in plan.entries[:3]] == ["no", "010", "4:30"]


def test_hostile_characters_do_not_get_through(hacked: Hacked) -> None:
    plan = hacked('title: "5 mi easy \\e]52;c;x\\a \\u202Eback\\ud800"', run("Race"), head='name: "a\\0b"\n')
    assert plan.entries[0].title.isprintable()
    assert plan.name == "a\ufffdb"
