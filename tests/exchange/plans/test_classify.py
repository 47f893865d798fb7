"""What kind of workout, and which race, the words of a plan name."""

from __future__ import annotations

import pytest

from planner.exchange.plans.words.classify import EffortHint, classify_text, find_race_distance, is_race_title
from planner.training.races import RaceDistance

RUNS = """
easy       | 6 mi Easy
easy       | 3 mi run
easy       | 5-7 mile Aerobic Run 7 mi
easy       | Regular run: 4–6 mi, then 6-8 × 100m strides
easy       | 4–6 mi easy with 4 × 20 sec strides
easy       | Easy run: 1–4 mi OR Day off
easy       | 6 mi easy pace
easy       | 4–6 mi very easy
easy       | 8–10 mi very easy to easy
easy       | 12–13 mi easy through rolling hills
easy       | 10–11 mi at 70–75% 5k
easy       | 8k jog
easy       | 5 minute walk, 25 minute jog, 5 minute walk
easy       | Run 90 seconds, walk 90 seconds. Repeat 8 times
easy       | Run/walk 25 minutes
easy       | Run 2km, walk 3km
easy       | Rest or 4–6 mi very easy
easy       | Off or 5–8 mi very easy
recovery   | Recovery run 5 km
recovery   | 5 mi recovery
long       | Long run: 8–10 mi
long       | 10 mi Long Run
long       | Long run: 15–18 mi, last 2 miles faster than MP
tempo      | 2 x 2 miles at HMP with 3 minutes easy jog in between
tempo      | 2 x 2 miles at HM with 3 minutes jog, 1 x mile at HM-10k Pace
tempo      | 4-5 mile tempo at HM
tempo      | Tempo run: 2 mi WU; 3–4 mi continuous at HMP; 1 mi CD
tempo      | 30 min tempo
tempo      | 3 x 10 min threshold
tempo      | 14k, 4x 1.6k @TMP
tempo      | 5 mi Kenyan-style progression run
tempo      | 6–8 mi moderate progressing to strong
tempo      | 10 mi easy + 5 mi progressing moderate to 90% 5k
tempo      | 6–7 × 3 min at 90% 5k with 1 min jog
tempo      | 7–8 mi at 85% 5k
tempo      | 3-2-2-1 km at 86–88–90–92% 5k with 2 min walk
tempo      | 5–6 × 4 km at 102–103% MP with 3 min walk
tempo      | 6 × (1 km at 105% MP, 1 km at 80% MP)
race_pace  | 4 mi pace
race_pace  | 1 mi Warm Up, 6 mi Tempo @ Goal MP, 1 mi Cool Down, (8 mi)
race_pace  | 9 mi at 100% MP
race_pace  | 22–24 mi at 95% MP
race_pace  | 7-6-5-4 mi at 92–94–96–(96 to 98%) MP
race_pace  | 7 × (2 km at 100% MP, 1 km at 85% MP)
race_pace  | 14-16 mile Marathon Simulation (on a rolling hill course): 6 miles easy, 6-8 miles at MP, 2 miles easy
race_pace  | 15 miles, consisting of: 4 x 2 miles at MP with 2-3 minutes rest
race_pace  | 11-15k, middle 5k @MP
race_pace  | Tempo intervals: 2 mi WU; 4 × 1.5 mi at MP with 800m jog between; 1 mi CD
intervals  | 1.5 mi Warm Up, 12 x 400m @ 5k-10k Pace w. 400m jog rest, 1.5 mi Cool Down
intervals  | 1.5 mi Warm Up, 6 x 1 mi @ MP - 10s w. 400m jog rest, 1.5 mi Cool Down
intervals  | Intervals: 2 mi WU; 3 × 1600m at HMP with 400m jog recovery; 1 mi CD
intervals  | 5 x 1k at 10k pace with 2 minutes rest
intervals  | 8 x (2 minutes at 10k Pace, then 2 minutes at MP)
intervals  | 8 × 2 min at 100% 5k with 1.5 min jog
intervals  | 14–16 × 500m at 108–110% MP with 30 sec walk
intervals  | 6 x 400m
intervals  | Fartlek 40 min
hills      | 6 x (300m uphill at 10k Pace, 30 seconds rest, 300m downhill at MP)
hills      | Hills: 2 mi WU; 8 × 400m hill at 5K effort; jog down for recovery; 1 mi CD
hills      | 6 hill repeats
time_trial | 5 km time trial
"""

DOUBTFUL = [
    ("6–8 mi easy progressing to moderate", "moderate"),
    ("5–7 mi moderate", "between easy and tempo"),
    ("15–16 mi at 80% 5k through rolling hills", "between easy and tempo"),
    ("16 mi at 90–92% MP", "between easy and tempo"),
    ("Progression run 8 mi", "progression"),
    ("7–10 mi easy with 40 min of (1 min at ~95% 5k effort, 3 min easy)", "faster bouts"),
    ("Hilly run: 6–8 mi on hilly course at regular run pace", "hilly"),
    ("Rest or easy run", "choice of a rest day"),
    ("{6}", "no effort"),
    ("Something else entirely", "no kind of run"),
]


@pytest.mark.parametrize("row", [row for row in RUNS.strip().splitlines() if row])
def test_a_runs_kind_follows_from_its_words(row: str) -> None:
    kind, _, words = row.partition("|")
    reading = classify_text(words.strip(), has_distance=True)
    assert (reading.sport, reading.kind, reading.doubt) == ("run", kind.strip(), "")


@pytest.mark.parametrize(("words", "why"), DOUBTFUL)
def test_what_words_do_not_settle_is_easy_and_says_why(words: str, why: str) -> None:
    reading = classify_text(words.replace("{6}", "6 mi"), has_distance="Rest" not in words)
    assert (reading.sport, reading.kind) == ("run", "easy")
    assert why in reading.doubt


@pytest.mark.parametrize(
    ("words", "sport", "doubtful"),
    [
        ("", "rest", False),
        ("Rest", "rest", False),
        ("Off Day", "rest", False),
        ("Day off", "rest", False),
        ("Rest or Cross-Train", "rest", True),
        ("Cross", "cross", False),
        ("30 min cross", "cross", False),
        ("Bike 45 min", "cross", False),
        ("30 minutes of easy walking", "cross", False),
        ("Walk 5km (aim to beat previous week's time)", "cross", False),
        ("Stretch & strengthen", "strength", False),
        ("Strength training", "strength", False),
        ("Cross Training or Strength Training", "strength", True),
    ],
)
def test_what_is_no_run_is_told_apart(words: str, sport: str, doubtful: bool) -> None:
    reading = classify_text(words, has_distance=False)
    assert (reading.sport, reading.kind, bool(reading.doubt)) == (sport, None, doubtful)


def test_hansons_strength_is_a_kind_of_run() -> None:
    reading = classify_text("Strength: 6 x 1 mile @ MP - 10s", has_distance=True)
    assert (reading.sport, reading.kind) == ("run", "intervals")


def test_a_rest_day_with_a_distance_is_a_doubtful_run() -> None:
    reading = classify_text("Rest", has_distance=True)
    assert (reading.sport, reading.kind) == ("run", "easy")
    assert "rest day" in reading.doubt


def test_words_say_how_much_they_say() -> None:
    assert classify_text("3 mi run", has_distance=True).effort_hint is EffortHint.NOTHING
    assert classify_text("3 mi easy", has_distance=True).effort_hint is EffortHint.EASY
    assert classify_text("3 mi very easy", has_distance=True).effort_hint is EffortHint.VERY_EASY
    assert classify_text("3 mi tempo", has_distance=True).effort_hint is EffortHint.SETTLED


@pytest.mark.parametrize(
    "title",
    [
        "Race Day!",
        "5-K Race",
        "10-K Race",
        "Half Marathon",
        "Half Marathon (13.1 mi)",
        "Marathon (26.2 mi)",
        "Marathon race",
        "Race: 26.2 miles",
        "Boston Marathon",
        "Competition",
    ],
)
def test_a_race_is_recognised(title: str) -> None:
    assert is_race_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "12-14 mile Marathon Simulation (on rolling hill course), consisting of:",
        "6 mi at marathon pace",
        "Half marathon pace 5 km",
        "5 mi at race pace",
        "Pre-race shakeout 3 mi",
        "Easy 3 mi before the race",
        "5 km time trial",
        "Easy run",
    ],
)
def test_a_run_that_speaks_of_a_race_is_none(title: str) -> None:
    assert not is_race_title(title)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("5-K Race", RaceDistance.TEN_K),
        ("10K", RaceDistance.TEN_K),
        ("15k/10m", RaceDistance.HALF),
        ("Half Marathon", RaceDistance.HALF),
        ("Marathon", RaceDistance.MARATHON),
        ("50K", RaceDistance.MARATHON),
        ("100M", RaceDistance.MARATHON),
        ("quickplan_ultra_80k", RaceDistance.MARATHON),
        ("Race Day!", None),
        ("Base", None),
        ("Up to 65 miles per week", None),
    ],
)
def test_words_name_the_class_of_a_race(words: str, expected: RaceDistance | None) -> None:
    assert find_race_distance(words) is expected
