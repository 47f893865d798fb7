"""The text form of plans: written, read back, edited, and refused by line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exchange.plans.plan_text import parse_plan_lines, parse_plan_text
from planner.exchange.plans.plan_text_fields import END_LINE, END_NOTICE
from planner.exchange.plans.write_plan_text import PlanComments, format_plan_text
from planner.text import clean_line, clean_note
from planner.training.parse_steps import parse_steps
from planner.training.plans import Plan, PlanEntry, PlanStrength
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.structured_runs import with_step_sums
from planner.training.workouts import Effort, Exercise, ExerciseSet, LegLoad, RunKind, Slot, Sport, StrengthKind
from tests.examples import examples
from tests.training.test_steps import STRUCTURES

SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, distance_m=20.0, load_kg=56.0)
WALL = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60, knee_angle_deg=120, squeeze=True)

PLAN = Plan(
    name="Half marathon, 12 weeks",
    unit=Unit.KM,
    days=8,
    race_day=7,
    race_distance=RaceDistance.HALF,
    phases=((0, "Base"), (7, "Race week")),
    remarks=("2 distances are ranges.",),
    source="https://example.org/half",
    description="For runners.\n\nNot for walkers.",
    entries=(
        PlanEntry(0, Sport.REST, None, "Rest"),
        PlanEntry(1, Sport.RUN, RunKind.EASY, "Easy run | with # strides", Slot.AM, Effort(8000.0)),
        PlanEntry(
            2,
            Sport.RUN,
            RunKind.EASY,
            "3 × 10 min",
            Slot.AM,
            Effort(12_000.0, 3900, 7.0, steps=parse_steps("2 km warm-up, 3 x (2.6 km T, 400 m jog), 1 km cool-down")),
            note="Warm up.\n\n  > then go",
            kind_doubt="it may be a tempo run",
        ),
        PlanEntry(
            2, Sport.STRENGTH, StrengthKind.HEAVY, "Strength heavy", Slot.PM, Effort(None, 2700, 7.5, (SLED, WALL))
        ),
        PlanEntry(3, Sport.CROSS, None, "Cross", Slot.AM, Effort(duration_s=2700)),
        PlanEntry(4, Sport.RUN, RunKind.RACE_PACE, "", Slot.AM, Effort(9656.064)),
        PlanEntry(5, Sport.NOTE, None, "Collect the number"),
        PlanEntry(6, Sport.STRENGTH, None, "Stretch & strengthen", Slot.AM),
        PlanEntry(7, Sport.RUN, RunKind.RACE, "Race", Slot.AM, Effort(21_097.5)),
    ),
)

TEXT = """\
plan: Half marathon, 12 weeks
unit: km
race: half, day 8
source: https://example.org/half
about:
  > For runners.
  >
  > Not for walkers.
remark: 2 distances are ranges.

phase: Base
week 1
  day 1     rest
  day 2 am  easy 8 km                  | Easy run | with # strides
  day 3 am  easy 12 km 1:05:00 rpe 7   | 3 × 10 min
            - 2 km warm-up
            - 3 × (2.6 km at threshold pace, 400 m jog)
            - 1 km cool-down
            ? it may be a tempo run
            > Warm up.
            >
            >   > then go
  day 3 pm  strength heavy 45:00 rpe 7.5; sled 5 × 20 m 56 kg; wall sit 2 × 60 s 120° squeeze
  day 4 am  cross 45:00
  day 5 am  race pace 9.656064 km      |
  day 6     note                       | Collect the number
  day 7 am  strength                   | Stretch & strengthen

phase: Race week
week 2
  day 1 am  race 21.0975 km
"""


def complete(text: str) -> str:
    """A text with what says that nothing of it is missing."""
    return f"{END_NOTICE}\n{text}\n{END_LINE}\n"


def test_a_plan_is_written_to_be_read_by_people() -> None:
    assert format_plan_text(PLAN) == complete(TEXT)


def test_what_is_written_reads_back_the_same() -> None:
    assert parse_plan_text(TEXT, "plan.txt") == PLAN


def test_the_same_plan_in_miles_keeps_every_millimetre() -> None:
    plan = replace(PLAN, unit=Unit.MI)
    assert "race pace 6 mi" in format_plan_text(plan)
    assert parse_plan_text(format_plan_text(plan), "plan.txt") == plan


def test_a_hand_written_plan_may_be_brief() -> None:
    plan = parse_plan_text(
        "# my plan\r\nplan: Short\r\nweek 1\r\nMon easy 8\r\nTuesday rest\r\n"
        "wed pm Race-Pace 5mi 45 min RPE 6,5 | Go\r\n# end\r\n",
        "plan.txt",
    )
    easy, rest, pace = plan.entries
    assert (easy.kind, easy.title, easy.planned, easy.slot) == ("easy", "Easy", Effort(8000.0), None)
    assert (rest.sport, rest.title) == ("rest", "Rest")
    assert (pace.day, pace.slot, pace.kind, pace.title) == (2, "pm", "race_pace", "Go")
    assert pace.planned == Effort(8046.72, 2700, 6.5)


def test_a_nameless_plan_is_called_after_its_file() -> None:
    assert parse_plan_text("plan:\nweek 1\nday 1 easy 5 km\n", "spring.txt").name == "spring.txt"


DAY = "plan: a\nweek 1\nday 1 easy 5 km\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("plan: a\n", ["no days"]),
        ("plan: a\nday 1 rest\n", ["line 2", "below its week"]),
        ("plan: a\nweek 1\nday 8 rest\n", ["line 3", "day 8", "1 to 7"]),
        ("plan: a\nweek 1\nday 0 rest\n", ["line 3", "day 0"]),
        ("plan: a\nweek 0\n", ["line 2", "week 0"]),
        ("plan: a\nweek 9999\n", ["line 2", "week 9999"]),
        (DAY + "week 1\n", ["line 4", "week 1"]),
        (DAY + "day 3 rest\n", ["week 1 day 2 is missing"]),
        (DAY + "day 2 pm rest\nday 2 am rest\n", ["line 5", "week 1 day 2 am", "later workout"]),
        (DAY + "day 2 rest\nday 1 rest\n", ["line 5", "week 1 day 1"]),
        (DAY + "phase: Build\n", ['"Build"', "no day"]),
        (DAY + "unit: mi\n", ["line 4", "unit", "above the first week"]),
        (DAY + "day 2 jump 5 km\n", ["line 4", '"jump 5 km"', "easy"]),
        (DAY + "day 2\n", ["line 4", '""']),
        (DAY + "day 2 easy 5 km 6 km\n", ["line 4", '"6 km"', "second distance"]),
        (DAY + "day 2 easy 45:00 1:00:00\n", ["line 4", "second duration"]),
        (DAY + "day 2 easy rpe 6 rpe 7\n", ["line 4", "second RPE"]),
        (DAY + "day 2 easy 5 furlongs\n", ["line 4", '"furlongs"']),
        (DAY + "day 2 easy -5 km\n", ["line 4", '"-5"']),
        (DAY + "day 2 easy nan km\n", ["line 4", '"nan"']),
        (DAY + "day 2 easy 99999 km\n", ["line 4", '"99999 km"', "500 km"]),
        (DAY + "day 2 easy 1:99\n", ["line 4", '"1:99"', "duration"]),
        (DAY + "day 2 easy rpe 11\n", ["line 4", '" 11"', "RPE"]),
        (DAY + "day 2 easy Easy run\n", ["line 4", '"Easy"', "|"]),
        (DAY + "day 2 strength heavy; squat 5 × 20 kg\n", ["line 4", '"squat 5 × 20 kg"']),
        (DAY + "day 2 strength heavy; sled 0 × 20 m\n", ["line 4", "sled 0"]),
        (DAY + "day 2 strength heavy; sled 5 × 20 miles\n", ["line 4", '"20"']),
        (DAY + "- 6 x 800 m jgo\n", ["line 4", "steps", '"jgo"']),
        (DAY + "- 8 x\n", ["line 4", "steps"]),
        (DAY + "- 2 km easy\n- 4 km easy\n", ["line 3", "the steps add up to 6 km, not 5 km"]),
        (DAY + "- 1 km easy\n" * 61, ["line 64", "60 steps"]),
        (DAY + "day 2 rest\n- 2 km easy\n", ["line 5", '"2 km easy"', "below a run"]),
        (DAY + "hello\n", ["line 4", '"hello"']),
        ("plan: a\n> lost\n", ["line 2", "note"]),
        ("plan: a\n? lost\n", ["line 2", "doubt"]),
        ("plan: a\nunit: furlongs\n", ["line 2", "unit", '"furlongs"']),
        ("plan: a\nrace: soon\n", ["line 2", "race", '"soon"']),
        ("plan: a\nrace: half, day 0\n", ["line 2", '"half, day 0"']),
        ("plan: a\nrace: half, day 9\n" + DAY[8:], ["race day 9", "last day, 1"]),
        (DAY + "day 1 am note\n" * 5000, ["3000 workouts"]),
    ],
)
def test_a_slip_is_named_with_its_line(text: str, names: list[str]) -> None:
    with pytest.raises(RefusedError, match=r"^plan\.txt: .*\.$") as refusal:
        parse_plan_text(text, "plan.txt")
    assert [name for name in names if name not in str(refusal.value)] == []


LINES = st.text(max_size=60).map(clean_line).filter(lambda text: text == clean_line(text))
NOTES = st.text(max_size=120).map(clean_note).filter(lambda text: text == clean_note(text))
FIGURES = st.integers(1, 400_000_000).map(lambda millimetres: millimetres / 1000)
_FOUNDING_SETS = st.builds(
    ExerciseSet,
    exercise=st.sampled_from(Exercise),
    rounds=st.integers(1, 99),
    distance_m=st.none() | st.integers(1, 400).map(float),
    load_kg=st.none() | st.integers(0, 4000).map(lambda quarter: quarter / 4),
    hold_s=st.none() | st.integers(1, 600),
    knee_angle_deg=st.none() | st.integers(60, 180),
    squeeze=st.booleans(),
)
_OWN_NAMES = st.from_regex(r"[a-zäé][a-z0-9é]{0,9}(_[a-z0-9]{1,9}){0,3}", fullmatch=True)
SETS = _FOUNDING_SETS | st.builds(
    replace,
    _FOUNDING_SETS,
    exercise=_OWN_NAMES.filter(lambda name: not name.startswith(("sled", "wall_sit", "reverse", "backward"))),
    repetitions=st.none() | st.integers(1, 1000),
    leg_load=st.sampled_from(LegLoad),
)
EFFORTS = st.builds(
    Effort,
    distance_m=st.none() | FIGURES,
    duration_s=st.none() | st.integers(1, 48 * 3600),
    rpe=st.none() | st.integers(0, 20).map(lambda half: half / 2),
    sets=st.lists(SETS, max_size=2).map(tuple),
)
WORKOUTS = st.sampled_from(
    [(Sport.RUN, kind.value) for kind in RunKind]
    + [(Sport.STRENGTH, kind.value) for kind in StrengthKind]
    + [(sport, None) for sport in Sport],
)


@st.composite
def entries(draw: st.DrawFn) -> PlanEntry:
    sport, kind = draw(WORKOUTS)
    doubt = draw(st.just("") | LINES)
    planned = draw(EFFORTS)
    if sport is Sport.RUN and draw(st.booleans()):
        planned = with_step_sums(Effort(rpe=planned.rpe, steps=draw(STRUCTURES)))
    return PlanEntry(0, sport, kind, draw(LINES), planned=planned, note=draw(NOTES), kind_doubt=doubt)


DAYS: st.SearchStrategy[list[tuple[Slot | None, PlanEntry]]] = st.tuples(
    st.tuples(st.sampled_from([None, *Slot]), entries())
).map(list) | st.tuples(st.tuples(st.just(Slot.AM), entries()), st.tuples(st.just(Slot.PM), entries())).map(list)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    some = draw(st.lists(DAYS, min_size=1, max_size=3))
    days = draw(st.integers(len(some), 9))
    workouts = [replace(entry, day=day, slot=slot) for day in range(days) for slot, entry in some[day % len(some)]]
    marks = sorted(draw(st.lists(st.integers(0, days - 1), max_size=3)))
    return Plan(
        name=draw(LINES.filter(bool)),
        unit=draw(st.sampled_from(Unit)),
        days=days,
        entries=tuple(workouts),
        race_day=draw(st.none() | st.integers(0, days - 1)),
        race_distance=draw(st.none() | st.sampled_from(RaceDistance)),
        phases=tuple((day, f"{draw(LINES)} phase".strip()) for day in marks),
        remarks=tuple(draw(st.lists(LINES, max_size=2))),
        source=draw(LINES),
        description=draw(NOTES),
    )


@settings(max_examples=examples(80), deadline=None)
@given(plans())
def test_every_plan_survives_being_written(plan: Plan) -> None:
    assert parse_plan_text(format_plan_text(plan), "plan.txt") == plan


def test_a_margin_is_for_people_and_reads_back_as_nothing() -> None:
    entries = [f"entry {number} | done" for number in range(len(PLAN.entries))]
    text = format_plan_text(
        replace(PLAN, first_weekday=0), PlanComments(("Half marathon", "4 Jan"), ["4 to 10 Jan", "11 Jan"], entries)
    )
    assert text.startswith(f"# Half marathon\n# 4 Jan\n{END_NOTICE}\nplan: ")
    assert "\nweek 2  # 11 Jan\n" in text
    assert "\n  Mon     rest  # entry 0 | done\n" in text
    assert parse_plan_text(text, "plan.txt") == replace(PLAN, first_weekday=0)


def test_lines_are_read_in_any_order_of_their_week_and_with_days_left_out() -> None:
    text = "phase: Base\nweek 2\n  day 5 pm easy 8 km\n  day 2 am easy 5 km  # first\n"
    found = parse_plan_lines(text, "plan.txt")
    assert [(line.line_number, line.entry.day) for line in found.lines] == [(3, 11), (4, 8)]
    assert found.phases == ((7, "Base"),)


@pytest.mark.parametrize(("first_weekday", "day"), [(0, 2), (2, 0), (3, 6)])
def test_weekdays_mean_what_they_say_where_a_week_begins_on_another(first_weekday: int, day: int) -> None:
    (line,) = parse_plan_lines("week 1\n  Wed easy 5 km", "plan.txt", first_weekday).lines
    assert line.entry.day == day


EXPORTED = replace(
    PLAN,
    priority=Priority.B,
    step_back_weeks=frozenset({1}),
    strength=PlanStrength.AS_WRITTEN,
    options=(("level", "experienced"), ("unavailable", "wed pm, sun")),
    first_date=dt.date(2027, 1, 6),
    entries=(
        *(entry for entry in PLAN.entries if entry.day not in (3, 7)),
        PlanEntry(7, Sport.RUN, RunKind.RACE, "Race", Slot.AM, start="09:30", priority=Priority.C, locked=True),
        PlanEntry(7, Sport.RUN, RunKind.EASY, "Easy", Slot.PM, is_unplanned=True),
    ),
    empty_days=frozenset({3, 8}),
    days=9,
)


def test_dates_times_locks_and_empty_days_are_in_the_text() -> None:
    text = format_plan_text(EXPORTED)
    assert text.startswith(
        f"{END_NOTICE}\n"
        "plan: Half marathon, 12 weeks\n"
        "unit: km\n"
        "first day: 2027-01-06\n"
        "race: half, day 8, priority B\n"
        "source: https://example.org/half\n"
        "strength: as written\n"
        "lighter weeks: 2\n"
        "options: level experienced; unavailable wed pm, sun\n"
    )
    assert "  Sat     empty\n" in text
    assert "  Wed am 09:30  race; locked; priority C\n  Wed pm  easy; unplanned\n  Thu     empty\n" in text
    assert parse_plan_text(text, "plan.txt") == EXPORTED


def test_a_time_alone_tells_the_half_of_the_day() -> None:
    plan = parse_plan_text("plan: a\nweek 1\n Mon 6:30 easy 5 km\n Mon 18:15 cross 45:00\n", "plan.txt")
    assert [(entry.slot, entry.start) for entry in plan.entries] == [(Slot.AM, "06:30"), (Slot.PM, "18:15")]


def test_weekdays_that_are_named_stay_whatever_the_week_begins_with() -> None:
    assert parse_plan_text("plan: a\nweek 1\n Mon easy 5 km\n", "plan.txt").first_weekday == 0
    assert parse_plan_text("plan: a\nweek 1\n day 1 easy 5 km\n", "plan.txt").first_weekday is None
    text = "plan: a\nfirst day: Sunday\nweek 1\n Sun long 9 km\n Mon rest\n"
    plan = parse_plan_text(text, "plan.txt")
    assert (plan.first_weekday, [entry.day for entry in plan.entries]) == (6, [0, 1])
    assert parse_plan_text(format_plan_text(plan), "plan.txt") == plan


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("strength: mine", 'line 2: strength "mine" must be one of as written, placed again, coach\'s own.'),
        ("lighter weeks: four", 'line 2: lighter weeks "four" must be the numbers of weeks, like 4, 8, or none.'),
        ("first day: someday", "line 2: first day"),
        ("week 1\nMon 25:10 easy 5 km", "line 3: 25:10 is no time of day."),
        ("week 1\nMon easy 5 km; priority B", "line 3: priority B: only a race has one."),
    ],
)
def test_a_mark_or_heading_that_cannot_be_is_refused_by_its_line(line: str, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_plan_text(f"plan: a\n{line}\n", "plan.txt")
    assert words in str(refused.value)


OWN = (
    ExerciseSet("farmers_carry", 4, distance_m=50.0, load_kg=24.0, leg_load=LegLoad.LIGHT),
    ExerciseSet("nordic_curl", 3, repetitions=8, leg_load=LegLoad.HEAVY),
    ExerciseSet("plank", 2, hold_s=45, load_kg=2.5, leg_load=LegLoad.NONE),
    ExerciseSet("hill_sauna", 3, leg_load=LegLoad.NONE),
)
OWN_LINES = """\
plan: Own
unit: km

week 1
  day 1 pm  strength heavy; sled 4 × 20 m 56 kg; sled 2 × 20 m 62 kg; wall sit 2 × 90 s; wall sit 1 × 120 s
  day 2 pm  strength; farmers_carry 4 × 50 m 24 kg legs light; nordic_curl 3 × 8 reps legs heavy; \
plank 2 × 45 s 2.5 kg legs none; hill_sauna 3 × legs none | Own work
"""


def test_exercises_of_the_runner_s_own_and_several_loads_are_written_and_read_back() -> None:
    sleds = [replace(SLED, rounds=rounds, load_kg=load) for rounds, load in ((4, 56.0), (2, 62.0))]
    sits = [ExerciseSet(Exercise.WALL_SIT, rounds, hold_s=held) for rounds, held in ((2, 90), (1, 120))]
    entries = (
        PlanEntry(0, Sport.STRENGTH, StrengthKind.HEAVY, "Strength heavy", Slot.PM, Effort(sets=(*sleds, *sits))),
        PlanEntry(1, Sport.STRENGTH, None, "Own work", Slot.PM, Effort(sets=OWN)),
    )
    plan = Plan("Own", Unit.KM, 2, entries=entries)
    assert format_plan_text(plan) == complete(OWN_LINES)
    assert parse_plan_text(OWN_LINES, "plan.txt").entries == entries


@pytest.mark.parametrize(
    ("line", "exercise"),
    [
        ("farmer's carry 4 x 50 m 24 kg", OWN[0]),
        ("Nordic Curl 3x8 reps legs heavy", OWN[1]),
        ("hill sauna 3 rounds legs none", OWN[3]),
        ("wall ball 3x20 reps legs heavy", ExerciseSet("wall_ball", 3, repetitions=20, leg_load=LegLoad.HEAVY)),
    ],
)
def test_own_sets_may_be_written_by_hand(line: str, exercise: ExerciseSet) -> None:
    plan = parse_plan_text(f"plan: A\nweek 1\nMon pm strength; {line}\n", "plan.txt")
    assert plan.entries[0].planned.sets == (exercise,)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nordic curl 3 x 8 reps", "does not say what it asks of the legs"),
        ("sled 3 x 8 reps", '"8 reps" is no figure of a set'),
        ("wall sit 2 x 60 s legs light", '"legs light" is no figure of a set'),
        ("wall-sit 2 x 60 s", "one of the planner's own two"),
        ("a+b 2 x 60 s legs none", "must begin with a letter"),
        ("nordic curl 3 x 8 reps legs hard", '"legs" is no figure of a set'),
        ("nordic curl 0 x 8 reps legs none", "is no set"),
    ],
)
def test_own_sets_that_cannot_be_read_are_refused_by_line(line: str, sentence: str) -> None:
    with pytest.raises(RefusedError, match=r"^plan\.txt: line 3: ") as refused:
        parse_plan_text(f"plan: A\nweek 1\nMon pm strength; {line}\n", "plan.txt")
    assert sentence in str(refused.value)


def test_a_name_that_another_program_stored_is_written_so_that_it_can_be_read() -> None:
    odd = ExerciseSet("A; b | c", 3, repetitions=8, leg_load=LegLoad.NONE)
    plan = Plan("Own", Unit.KM, 1, entries=(PlanEntry(0, Sport.STRENGTH, None, "Own", Slot.PM, Effort(sets=(odd,))),))
    (entry,) = parse_plan_text(format_plan_text(plan), "plan.txt").entries
    assert entry.planned.sets == (replace(odd, exercise="a_b_c"),)
