"""What people write in the cell of a plan, and the workouts that it becomes."""

from __future__ import annotations

import pytest

from planner.exchange.plans.cells import parse_cell
from planner.exchange.plans.plan_builder import PlanHeader, build_plan
from planner.exchange.plans.words.file_units import FileUnits, LoneM, find_file_units
from planner.training.plans import PlanEntry
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.steps_text import format_steps

KM = FileUnits(Unit.KM)

PHRASES = """
6 km            | easy      | Easy - 6 km
2 mi            | easy      | Run - 2 miles
6 km            | easy      | Easy 6 km @ 6:00/km
6 km            | easy      | 6 km easy (5:45-6:15 min/km)
10 km           | easy      | Easy run, 10 km
5 km            | recovery  | Recovery run of 5 km
14 km           | long      | Long run 14 km, last 3 km at race pace
45 min          | easy      | Easy (45 min)
75 min          | easy      | Easy 1h15
8 km            | tempo     | Tempo 8 km incl. 5 km at threshold
8 km            | easy      | ~8 km easy
8 km            | easy      | approx. 8 km easy
5 km            | easy      | Easy 5K w/ 4 strides
10 km           | easy      | 8 to 10 km easy
10 km           | easy      | 8-10 km easy
10 km           | easy      | 8 km - 10 km easy
90 min          | easy      | 1h30 easy
90 min          | easy      | 1:30 h easy
75 min          | easy      | 1 hr 15 min easy
75 min          | easy      | 1 hour and 15 minutes easy
90 min          | long      | 1.5 hour long run
45 min          | easy      | Easy 45'
45 min          | easy      | easy 45mins
25 min          | recovery  | 25:00 Recovery Run
75 min          | long      | Long run 1:15
8.5 mi          | easy      | 8 1/2 miles easy
8.5 mi          | easy      | 8½ mi easy
6.5 km          | easy      | 6,5 km easy
6.5 km          | easy      | 6.5km easy
10 km           | easy      | easy 10k
13.1 mi         | long      | Long run: 13.1
8 km            | easy      | 8K/5 Mile Easy Run
15 km           | easy      | 15 km (9 mi) easy
10 km           | tempo     | 5 km easy / 5 km tempo
10 km           | easy      | 5+5 km easy
10 km 60 min    | easy      | Easy 10 km (60 min)
10 km 50 min    | tempo     | Tempo 10 km in 50 min
6 km 36 min     | easy      | 6 km easy 36 min
60 min          | easy      | 60 min easy
45 min          | easy      | Run easy for 45 min
9 km            | tempo     | 2 km warm-up, 5 km tempo, 2 km cool-down
7 mi            | tempo     | 2 miles easy, 4 miles at HMP, 1 mile easy
8 mi            | intervals | 3x1.5 mi intervals, 400m jog (8 mi total)
6 mi            | intervals | Speedwork 6 mi (inc 5x800m, 200m jog)
10 km           | intervals | Intervals: 10 km total, 6 x 800 m w/ 400 m jog
12 km           | intervals | 12 km with 6 x 1 km at 5k pace
45 min          | easy      | 45 min easy + 4x20s strides
12 km           | race_pace | 12 km with 8 km at MP
10 km           | easy      | 10 km easy, 6 x 100 m strides
8 km            | hills     | 8 km easy then 6 x hill sprints 10 s
30 min          | easy      | easy 5 min, 20 min, 5 min
28 min          | easy      | C25K week 3 run 28 min
5 km            | easy      | 5 km easy @ HR 140
10 km           | easy      | 10 km easy HR 140-150
50 min          | easy      | Z2 50 min
8 km            | easy      | 8 km (Z2 pace)
8 km            | easy      | 8 km run at 18:00
8 km            | easy      | EASY 8 KM
8 km            | easy      | Easy: 8km.
8 km            | easy      | easy  8  km
8 km            | easy      | 8 kilometres easy
5 mi            | easy      | 5 mi. easy
5 km            | easy      | Easy run of about 5 km
42.2 km         | race      | Marathon 42.2 km
21.0975 km      | race      | Half marathon
42.195 km       | race      | Marathon!
5 km            | race      | 5 km race
30 min          | tempo     | Tempo run - 30 minutes
9 km            | hills     | Hill repeats, 9 km
15 km           | long      | Long slow distance 15 km
90 min          | long      | Long run 90 min: 60 min easy, 30 min at MP
8 km            | easy      | 8 km locker
8 km            | easy      | Dauerlauf 8 km
60 min          | easy      | Lockerer Dauerlauf 60 Min.
70 min          | easy      | 70 min DL 1
90 min          | easy      | 1,5 Std. locker
20 km           | long      | Langer Lauf 20 km
20 km           | long      | langer Lauf, 20 Kilometer
10 km           | tempo     | Tempolauf 10 km inkl. 6 km im HM-Tempo
8 km            | tempo     | Schwellenlauf 8 km
10 km           | intervals | Intervalle: 10 km gesamt, 6-mal 800 m mit 400 m Trabpause
6 km            | recovery  | Regenerationslauf 6 km
10 km           | intervals | Fahrtspiel 10 km
8 km            | hills     | Bergläufe 8 km
10 km           | race      | Wettkampf 10 km
21.0975 km      | race      | Halbmarathon
5 mi            | easy      | 5 Meilen locker
45 min          | easy      | Footing 45 mn
45 min          | easy      | 45' en endurance fondamentale
50 min          | easy      | 50 min EF
70 min          | easy      | Footing 1h10
90 min          | long      | Sortie longue 1h30
18 km           | long      | Sortie longue 18 km dont 5 km allure marathon
8 km            | tempo     | Seuil 8 km
60 min          | intervals | Fractionné 60 min
10 km           | intervals | VMA : 10 km au total, 10 x 400 m récup 200 m
60 min          | hills     | Côtes 60 min
10 km           | race      | Compétition 10 km
8 km            | easy      | Rodaje suave 8 km
8 km            | easy      | 8 km suave
50 min          | easy      | 50 minutos de carrera continua
18 km           | long      | Tirada larga 18 km
8 km            | tempo     | 8 km a ritmo umbral
9 km            | intervals | Series: 9 km en total, 6 x 800 m
7 km            | hills     | Cuestas 7 km
10 km           | race      | Competición 10 km
10 km           | easy      | 8 a 10 km suaves
8 km            | easy      | Corsa lenta 8 km
60 min          | easy      | 60 minuti lento
20 km           | long      | Lungo 20 km
8 km            | tempo     | Medio 8 km
8 km            | tempo     | Soglia 8 km
9 km            | intervals | Ripetute: 9 km in totale, 5 x 1000 m rec. 2 min
8 km            | hills     | Salite 8 km
10 km           | race      | Gara 10 km
8 km            | easy      | Duurloop 8 km
45 min          | easy      | 45 minuten rustig
90 min          | easy      | 1,5 uur rustige duurloop
18 km           | long      | Lange duurloop 18 km
8 km            | tempo     | Tempoduurloop 8 km
8 km            | intervals | Intervallen 8 km totaal, 6 x 400 m
10 km           | race      | Wedstrijd 10 km
8 km            | easy      | Corrida leve 8 km
8 km            | easy      | 8 km leve
40 min          | easy      | Trote leve 40 min
16 km           | long      | Longão 16 km
8 km            | tempo     | Limiar 8 km
8 km            | intervals | Tiros: 8 km no total, 8 x 400 m
6 km            | hills     | Subidas 6 km
10 km           | race      | Prova 10 km
8 km            | easy      | 🏃 8 km easy
42.195 km       | race      | Marathon 🏁
8 km            | easy      | E 8 km
8 km            | easy      | 8 km E
14 km           | long      | MLR 14 km
45 min          | intervals | Fartlek 45 min (8x1'/1')
16 km           | long      | Fast finish long run 16 km (last 4 km @ HM)
5 mi            | hills     | Hill sprints 8x10s + 5 mi
20 min          | easy      | Run 1 min, walk 90 s x 8
20 km           | long      | Langer DL 20km
12 km           | easy      | DL 12 km
8 km            | easy      | Ritmo 8 km a 4:30
12 km           | easy      | Trail run 12 km 500m+
12 km           | easy      | Trail 12 km D+ 500 m
8 km 50 min     | easy      | Easy 8 km (45-50min)
30 min          | easy      | 1 min fast, 2 min slow x 10
21.0975 km      | race      | Wettkampf HM
"""


def read(text: str, units: FileUnits = KM) -> list[PlanEntry]:
    """Return the entries of one cell, as a plan with another run makes them."""
    workouts = [*parse_cell(text, 0, units), *parse_cell("5 km easy", 8, units)]
    plan = build_plan("plan.csv", PlanHeader("plan", units.unit, has_race=False), workouts, 9, [])
    return [entry for entry in plan.entries if entry.day == 0]


def figures(entry: PlanEntry, unit: Unit = Unit.KM) -> str:
    """Return distance and time as the tables here write them."""
    parts = []
    if entry.planned.distance_m is not None:
        parts.append(f"{entry.planned.distance_m / METRES_PER_UNIT[unit]:.6g} {unit.value}")
    if entry.planned.duration_s is not None:
        parts.append(f"{entry.planned.duration_s / 60:g} min")
    return " ".join(parts)


@pytest.mark.parametrize("row", [row for row in PHRASES.strip().splitlines() if row])
def test_a_phrase_gives_length_and_kind(row: str) -> None:
    expected, kind, words = (cell.strip() for cell in row.split("|", 2))
    entries = read(words)
    unit = Unit.MI if " mi" in expected.replace(" min", "") else Unit.KM
    assert [(figures(entry, unit), entry.kind) for entry in entries] == [(expected, kind)]
    assert entries[0].title == " ".join(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "Rest", "rest day", "REST", "Off", "Day off", "Ruhetag", "Pausentag", "lauffrei", "repos", "Repos complet",
        "Descanso", "día de descanso", "Riposo", "giorno di riposo", "Rust", "rustdag", "Folga", "Dia de folga",
        "**Rest**", "Rest 😴", "😴 Rest day", "X", "n/a", "none", "--", "Pause", "Travel", "Holiday", "Massage",
        "Urlaub", "Vacances",
    ],
)  # fmt: skip
def test_rest_in_seven_languages(words: str) -> None:
    assert [entry.sport for entry in read(words)] == ["rest"]


STEPS = """
8 x 1:00 5K Pace\\n1:00 Recovery between all intervals | 8 × (1 min at 5k pace, 1 min recovery)
10x300m rec 1'30"                                     | 10 × (300 m, 90 s recovery)
Series 5x1000 r 1'                                    | 5 × (1 km, 1 min recovery)
3 x 10 min a ritmo umbral rec 2 min                   | 3 × (10 min at threshold pace, 2 min recovery)
2 sets of 3 x 1 km                                    | 3 × 1 km, 3 × 1 km
20 Min. Einlaufen, 6x 3 Min. zügig, 15 Min. Auslaufen | 20 min warm-up, 6 × 3 min steady, 15 min cool-down
WU 2mi, 4x1mi @ T w/ 1 min rest                       | 2 mi warm-up, 4 × (1 mi at threshold pace, 1 min rest)
Speedwork 6M (inc 5x800m, 200m jog)                   | 2.4 km warm-up, 5 × (800 m, 200 m jog), 2.26 km cool-down
12 km DL, davon 3 x 2 km im HM-Tempo                  | 3 km warm-up, 3 × 2 km at half marathon pace, 3 km cool-down
6x1000m TP 400m                                       | 6 × (1 km, 400 m recovery)
5 x 1k off 90s                                        | 5 × (1 km, 90 s recovery)
Yasso 800s x 6                                        | 6 × 800 m
VMA 10x30/30                                          | 10 × (30 s, 30 s recovery)
30/30 x 20                                            | 20 × (30 s, 30 s recovery)
Seuil 3x10' r=2'                                      | 3 × (10 min, 2 min recovery)
20' échauf + 10 x 200 m (r=45") + 10' RAC             | 20 min warm-up, 10 × (200 m, 45 s recovery), 10 min cool-down
8x400m P 200m dribbel                                 | 8 × (400 m, 200 m jog)
Tiros 8x400m int. 1'                                  | 8 × (400 m, 1 min recovery)
Tempo 3x10 min                                        | 3 × 10 min
5 km EL, 6x800 m in 4:00, 2 km AL                     | 5 km warm-up, 6 × 800 m "in 4:00", 2 km cool-down
EL 2 km, 4 km TDL, AL 2 km                            | 2 km warm-up, 4 km at threshold pace, 2 km cool-down
16 km w/ 6 @ MP                                       | 5 km warm-up, 6 km at marathon pace, 5 km cool-down
3x3000 m @ HMRT, 1000 m TP                            | 3 × (3 km at half marathon pace, 1 km recovery)
20 km langer Lauf, letzte 5 km MRT                    | 15 km easy, 5 km at marathon pace
"""


@pytest.mark.parametrize("row", [row for row in STEPS.strip().splitlines() if row])
def test_the_parts_of_a_run_become_steps(row: str) -> None:
    words, _, steps = row.rpartition("|")
    (entry,) = read(words.strip().replace("\\n", "\n"))
    assert format_steps(entry.planned.steps, Unit.KM) == steps.strip()


def test_a_german_preposition_is_no_morning() -> None:
    assert [figures(entry) for entry in read("40 Minuten locker laufen, am Ende 4 Steigerungen")] == ["40 min"]


@pytest.mark.parametrize(
    ("words", "sport", "length"),
    [
        ("Bike: 45 min hilly route", "cross", "45 min"),
        ("Bike 20 km hard", "cross", "20 km"),
        ("Bike: 6 x 4 min hard, 2 min easy", "cross", ""),
        ("Swim 1500 m", "cross", "1.5 km"),
        ("Swim intervals 30 min", "cross", "30 min"),
        ("20 min yoga", "cross", "20 min"),
        ("40 min cross", "cross", "40 min"),
        ("Walk 30 min", "cross", "30 min"),
        ("Radfahren 60 Min.", "cross", "60 min"),
        ("Vélo 1h30", "cross", "90 min"),
        ("Bici 60 min", "cross", "60 min"),
        ("Nuoto 40 min", "cross", "40 min"),
        ("Fietsen 1 uur", "cross", "60 min"),
        ("Natação 45 min", "cross", "45 min"),
        ("Bike race 40 km", "cross", "40 km"),
        ("Easy ride 60 min", "cross", "60 min"),
        ("Yoga for runners 30 min", "cross", "30 min"),
        ("Aqua jogging 40 min", "cross", "40 min"),
        ("Strength for runners 30 min", "strength", "30 min"),
        ("Strength 40 min", "strength", "40 min"),
        ("Gym: squats 3 x 10", "strength", ""),
        ("Core hard 20 min", "strength", "20 min"),
        ("Leg day", "strength", ""),
        ("Wall sits 3x60s", "strength", ""),
        ("Circuit training 40 min", "strength", "40 min"),
        ("Krafttraining 30 Min.", "strength", "30 min"),
        ("Renforcement musculaire 30 min", "strength", "30 min"),
        ("PPG 30'", "strength", "30 min"),
        ("Fuerza 30 min", "strength", "30 min"),
        ("Potenziamento 40 min", "strength", "40 min"),
        ("Krachttraining 45 min", "strength", "45 min"),
        ("Musculação 45 min", "strength", "45 min"),
    ],
)
def test_other_sports_stay_what_they_are(words: str, sport: str, length: str) -> None:
    assert [(entry.sport, entry.kind, figures(entry)) for entry in read(words)] == [(sport, None, length)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Strength 40 min + 5 km easy", ["am strength 40 min", "pm easy 5 km"]),
        ("5 km easy + strength 40 min", ["am easy 5 km", "pm strength 40 min"]),
        ("Easy 6 km\nStrength 30 min", ["am easy 6 km", "pm strength 30 min"]),
        ("Easy 6 km; core 20 min", ["am easy 6 km", "pm strength 20 min"]),
        ("Easy 6 km and gym", ["am easy 6 km", "pm strength"]),
        ("6 km easy<br>Strength 20 min", ["am easy 6 km", "pm strength 20 min"]),
        ("am: 8 km easy pm: gym 40 min", ["am easy 8 km", "pm strength 40 min"]),
        ("08:00 Easy run 8 km, 18:00 Gym", ["am easy 8 km", "pm strength"]),
        ("18:00 Gym", ["am strength 18 min"]),
        ("Bike 40 min -> run 15 min", ["am cross 40 min", "pm easy 15 min"]),
        ("Yoga 30 min, 5 km easy run", ["am cross 30 min", "pm easy 5 km"]),
        ("Bike 20 km + run 5 km easy", ["am cross 20 km", "pm easy 5 km"]),
        ("Dauerlauf 8 km + Krafttraining 30 min", ["am easy 8 km", "pm strength 30 min"]),
        ("Footing 45 min + renfo 20 min", ["am easy 45 min", "pm strength 20 min"]),
        ("30 min easy, strength", ["am easy 30 min", "pm strength"]),
        ("easy 40 min + 20 min core", ["am easy 40 min", "pm strength 20 min"]),
        ("tempo 20 min, yoga", ["am tempo 20 min", "pm cross"]),
        ("30 min easy or strength", ["am strength 30 min"]),
        ("AM: 5 km easy / PM: 6 km tempo", ["am easy 5 km", "pm tempo 6 km"]),
        ("PM: 6 km tempo / AM: 5 km easy", ["am easy 5 km", "pm tempo 6 km"]),
        ("am 5 km easy, pm 6 km tempo", ["am easy 5 km", "pm tempo 6 km"]),
        ("5 km easy (am), 6 km tempo (pm)", ["am easy 5 km", "pm tempo 6 km"]),
        ("morning: 5 km easy\nevening: strength 30 min", ["am easy 5 km", "pm strength 30 min"]),
        ("morgens: 5 km locker, abends: 6 km Tempolauf", ["am easy 5 km", "pm tempo 6 km"]),
        ("PM: 6 km easy", ["pm easy 6 km"]),
        ("Run 20 min, walk 5 min", ["am easy 25 min"]),
        ("Easy 8 km, 6 strides", ["am easy 8 km"]),
        ("Run or bike 40 min", ["am easy 40 min"]),
    ],
)
def test_every_workout_of_a_cell_is_one(words: str, expected: list[str]) -> None:
    entries = read(words)
    assert [f"{entry.slot} {entry.kind or entry.sport} {figures(entry)}".strip() for entry in entries] == expected


QUICK_PLAN = """running: 10x30/30
- warmup: 20:00
- repeat: 2
  - repeat: 5
    - run: 0:30
    - recover: 0:30
  - recover: 3:00
cycling: easy spin
- bike: 30:00
running: easy run
- run: 30:00"""


def test_steps_on_lines_make_workouts_and_repeats_in_repeats_multiply() -> None:
    intervals, bike, easy = read(QUICK_PLAN)
    assert (intervals.title, intervals.kind, intervals.planned.duration_s) == ("10x30/30", "intervals", 36 * 60)
    assert (bike.sport, bike.title, figures(bike)) == ("cross", "easy spin", "30 min")
    assert (easy.kind, figures(easy)) == ("easy", "30 min")
    assert len(intervals.planned.steps) == 5


@pytest.mark.parametrize(
    ("texts", "lone_m", "unit"),
    [
        (["3 m run", "2 m run", "4 m run", "40 min cross"], LoneM.MILES, Unit.MI),
        (["40m easy run", "20m yoga", "8 km easy", "20m shakeout run"], LoneM.MINUTES, Unit.KM),
        (["5 mi easy", "40m easy", "30m tempo"], LoneM.MINUTES, Unit.MI),
        (["6 x 400 m", "8 km easy", "6 x 100m strides"], LoneM.METRES, Unit.KM),
        (["4M easy", "6M (inc 5x800m, 200m jog)"], LoneM.METRES, Unit.MI),
        (["Rest", "easy"], LoneM.METRES, Unit.KM),
    ],
)
def test_the_file_tells_what_m_means(texts: list[str], lone_m: LoneM, unit: Unit) -> None:
    units = find_file_units(texts)
    assert (units.lone_m, units.unit) == (lone_m, unit)
    assert bool(units.remarks) is (lone_m is not LoneM.METRES)


@pytest.mark.parametrize(
    ("words", "lone_m", "length"),
    [
        ("3 m run", LoneM.MILES, "4.82803 km"),
        ("4m easy", LoneM.MILES, "6.43738 km"),
        ("4M easy", LoneM.METRES, "6.43738 km"),
        ("6M (inc 5x800m, 200m jog)", LoneM.METRES, "9.65606 km"),
        ("40m easy run", LoneM.MINUTES, "40 min"),
        ("100m long run", LoneM.MINUTES, "100 min"),
        ("5000 m easy", LoneM.MINUTES, "5 km"),
        ("5.000 m easy", LoneM.METRES, "5 km"),
        ("40 m run", LoneM.METRES, ""),
    ],
)
def test_m_is_read_as_the_file_means_it(words: str, lone_m: LoneM, length: str) -> None:
    assert [figures(entry) for entry in read(words, FileUnits(Unit.KM, lone_m=lone_m))] == [length]


def test_the_unit_that_is_said_wins() -> None:
    texts = ["Easy 6", "Long 12", "Tempo 8"]
    assert (find_file_units(texts).unit, find_file_units(texts).is_assumed) == (Unit.KM, True)
    said = find_file_units(texts, Unit.MI)
    assert (said.unit, said.is_assumed, said.number_alone) == (Unit.MI, False, "mi")
    assert figures(read("Easy 6", said)[0], Unit.MI) == "6 mi"


def test_numbers_alone_in_a_plan_of_minutes_are_minutes() -> None:
    units = find_file_units(["40 min easy", "50 min easy", "Easy 30"])
    assert figures(read("Easy 30", units)[0]) == "30 min"


@pytest.mark.parametrize(
    "words", ["x" * 2000, "1" * 2000, "6 x (" * 400, "1-" * 1000, "a 1:00 " * 300, "½" * 2000, "+" * 2000]
)
def test_hostile_words_cost_little_and_give_no_figure(words: str) -> None:
    assert len(parse_cell(words, 0, KM)) <= 2


def test_signs_of_markdown_and_html_are_no_words() -> None:
    (entry,) = read("**Easy Run:**<br>8 km _relaxed_")
    assert (entry.title, figures(entry), entry.kind) == ("Easy Run: 8 km relaxed", "8 km", "easy")


def test_a_time_of_day_is_the_start() -> None:
    entries = [*read("06:30 - 10 km easy"), *read("08:00 Easy run 8 km, 18:00 gym")]
    assert [(entry.title, entry.start, entry.slot) for entry in entries] == [
        ("10 km easy", "06:30", "am"),
        ("Easy run 8 km", "08:00", "am"),
        ("gym", "18:00", "pm"),
    ]


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("Easy 6", "6 km"),
        ("Easy 4-6", "6 km"),
        ("Long run, 12", "12 km"),
        ("10 w/ 6 @ MP", "10 km"),
        ("8E", "8 km"),
        ("12L", "12 km"),
        ("Easy zone 2", ""),
        ("Day 1", ""),
    ],
)
def test_a_number_alone_has_the_unit_of_the_file(words: str, length: str) -> None:
    units = find_file_units(["Easy 6", "7 km easy", words])
    assert [figures(entry) for entry in read(words, units)] == [length]
