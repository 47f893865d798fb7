"""Grids of weeks as people write them: numbers, gaps, blanks, words, totals, and every workout on its own weekday."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.plans.plan_files import parse_plan
from planner.exchange.plans.plan_hints import PlanHints
from planner.training.plans import Plan
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import SHORT_WEEKDAYS
from planner.training.workouts import RunKind, Sport
from tests.exchange.plans.test_weekday_words import NAMES

HEAD = "Week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n"
WORDS = {
    "en": ("Week", "Rest", "Easy run"),
    "de": ("Woche", "Ruhetag", "Dauerlauf"),
    "fr": ("Semaine", "Repos", "Footing"),
    "es": ("Semana", "Descanso", "Rodaje"),
    "it": ("Settimana", "Riposo", "Corsa lenta"),
    "nl": ("Week", "Rust", "Duurloop"),
    "pt": ("Semana", "Descanso", "Rodagem"),
}
"""What a week, a rest day and an easy run are called."""


def grid(text: str, name: str = "plan.csv", unit: Unit | None = None) -> Plan:
    return parse_plan(text, name, PlanHints(unit))


def distances(plan: Plan) -> dict[int, float]:
    """The kilometres of each day with a run."""
    found: dict[int, float] = {}
    for entry in plan.entries:
        if entry.sport is Sport.RUN:
            found[entry.day] = found.get(entry.day, 0.0) + (entry.planned.distance_m or 0.0) / 1000
    return found


def weeks_of(plan: Plan) -> list[int]:
    """The weeks that have a run, from 0."""
    return sorted({day // 7 for day in distances(plan)})


@pytest.mark.parametrize(
    ("first_cells", "weeks"),
    [
        ("1 2 3", [0, 1, 2]),
        ("1 2 4", [0, 1, 3]),
        ("1 - -", [0, 1, 2]),
        ("- - -", [0, 1, 2]),
        ("1 - 4", [0, 1, 3]),
        ("1 - 2", [0, 1]),
        ("1 1 2", [0, 1]),
        ("3 2 1", [0, 1, 2]),
        ("12 10 9", [0, 2, 3]),
        ("5 6 7", [0, 1, 2]),
        ("52 1 2", [0, 1, 2]),
        ("1 2 1", [0, 1, 2]),
        ("1/12 2/12 3/12", [0, 1, 2]),
        ("W1 W2 W3", [0, 1, 2]),
        ("KW51 KW52 KW1", [0, 1, 2]),
        ("2027-01-11 2027-01-18 2027-02-01", [0, 1, 3]),
        ("11.1. 18.1. 1.2.", [0, 1, 3]),
        ("1 Taper 3", [0, 1, 2]),
    ],
)
def test_each_row_is_the_week_that_its_first_cell_says(first_cells: str, weeks: list[int]) -> None:
    rows = [f"{'' if cell == '-' else cell},Rest,5 km,Rest,6 km,Rest,Rest,10 km long" for cell in first_cells.split()]
    plan = grid(HEAD + "\n".join(rows))
    assert weeks_of(plan) == weeks
    assert sum(distances(plan).values()) == 63
    assert plan.days == 7 * (weeks[-1] + 1)
    missing = set(range(weeks[-1])) - set(weeks)
    assert any("without workouts" in remark for remark in plan.remarks) is bool(missing)


def test_a_gap_names_the_week_that_the_file_does_not_have() -> None:
    plan = grid(HEAD + "1,,5 km,,,,,\n2,,5 km,,,,,\n4,,5 km,,,,,\n7,,5 km,,,,,\n")
    assert "The file has no weeks 3, 5, 6: they stay without workouts." in plan.remarks


def test_rows_of_words_are_phases_and_words_in_a_numbers_place_are_notes() -> None:
    plan = grid(
        HEAD + "Base phase,,,,,,,\n1,,5 km,,6 km,,,10 km\n2 (easy week),,5 km,,6 km,,,11 km\nTaper,,,,,,,\n"
        "Race week,,5 km,,3 km,,,Half marathon\n"
    )
    assert plan.phases == ((0, "Base phase"), (14, "Taper"))
    notes = [(entry.day, entry.title) for entry in plan.entries if entry.sport is Sport.NOTE]
    assert notes == [(7, "easy week"), (14, "Race week")]
    assert plan.race_day == 20


def test_a_row_without_a_week_is_named() -> None:
    plan = grid(HEAD + "1,,5 km,,6 km,,,10 km\n2,,5 km,,6 km,,,11 km\nTotal,,10,,12,,,21\n")
    assert '1 row is no week and left out: "Total 10 12 21".' in plan.remarks
    assert sum(distances(plan).values()) == 43


def test_what_a_table_explains_below_its_sums_is_no_week() -> None:
    plan = grid(HEAD[:-1] + ",km\n1,,5 km,,6 km,,,10 km,21\n,,,,,,,,21\n,TMP,16k pace,HMP,half pace,MP,x,y,\n")
    assert plan.days == 7
    assert any("TMP 16k pace" in remark for remark in plan.remarks)


def test_notes_stay_with_their_week_and_figures_without_use_are_named() -> None:
    plan = grid(HEAD[:-1] + ",Notes,Focus,Climb\n1,,5 km,,6 km,,,10 km,Sleep well,Form,300\n2,,5 km,,,,,8 km,,,250\n")
    notes = [(entry.day, entry.title) for entry in plan.entries if entry.sport is Sport.NOTE]
    assert notes == [(0, "Sleep well"), (0, "Focus: Form")]
    assert "Columns that are not used: Climb." in plan.remarks
    assert {entry.day for entry in plan.entries if entry.sport is Sport.REST} >= {0, 7}


BARE = "1,REST,5.0,REST,6.0,REST,5.0,12.0"


@pytest.mark.parametrize(
    ("head", "row", "unit", "said", "word"),
    [
        ("Total (km)", "28.0", Unit.KM, None, "agrees with the runs of 1 week"),
        ("Total km", "28", Unit.KM, None, "agrees"),
        ("Miles", "28", Unit.MI, None, "agrees"),
        ("Total", "28 mi", Unit.MI, None, "agrees"),
        ("Gesamt (km)", "28", Unit.KM, None, "agrees"),
        ("Total", "28", Unit.KM, None, "kilometres are assumed"),
        ("Total", "28", Unit.MI, Unit.MI, "agrees"),
        ("Total (km)", "28", Unit.MI, Unit.MI, "agrees"),
    ],
)
def test_numbers_alone_have_the_unit_of_the_totals_or_the_one_that_is_said(
    head: str, row: str, unit: Unit, said: Unit | None, word: str
) -> None:
    plan = grid(f"{HEAD[:-1]},{head}\n{BARE},{row}\n", unit=said)
    assert plan.unit is unit
    in_unit = [(entry.planned.distance_m or 0) / METRES_PER_UNIT[unit] for entry in plan.entries if entry.kind]
    assert in_unit == pytest.approx([5, 6, 5, 12])
    assert [entry.kind for entry in plan.entries if entry.day == 6] == [RunKind.LONG]
    assert not any(entry.kind_doubt for entry in plan.entries)
    assert plan.doubts == ()
    assert any(word in remark for remark in plan.remarks)


def test_numbers_as_large_as_minutes_are_minutes_unless_a_unit_is_said() -> None:
    text = HEAD + "1,-,30,-,40,-,30,60\n"
    assert [entry.planned.duration_s for entry in grid(text).entries if entry.kind] == [1800, 2400, 1800, 3600]
    assert sum(distances(grid(text, unit=Unit.KM)).values()) == 160


@pytest.mark.parametrize(
    ("total", "doubts"),
    [
        ("28", ()),
        ("28.0 km", ()),
        ("27.6", ("week 1: the file's total is 27.6 km, and its runs add up to 28 km",)),
        ("30", ("week 1: the file's total is 30 km, and its runs add up to 28 km",)),
        ("", ()),
    ],
)
def test_a_total_that_differs_is_listed(total: str, doubts: tuple[str, ...]) -> None:
    assert grid(f"{HEAD[:-1]},Total km\n{BARE},{total}\n").doubts == doubts


def test_a_column_of_figures_after_each_day_belongs_to_it() -> None:
    plan = grid("Week,Mon,km,Tue,km,Wed,km\n1,Rest,0,Easy,5,Tempo,6.5\n")
    assert distances(plan) == {1: 5.0, 2: 6.5}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Week,Mon,Tue,Hump,Thu\n1,5 km,5 km,5 km,5 km\n", ['"Hump"', "Mon to Sun"]),
        ("Foo,Bar\n1,5 km\n", ['"Foo", "Bar"', "Date or Day"]),
        ("M,W,F\n5 km,6 km,7 km\n", ['"M", "W", "F"']),
    ],
)
def test_a_head_that_is_not_understood_is_refused_by_its_words(text: str, words: list[str]) -> None:
    with pytest.raises(RefusedError) as refusal:
        grid(text)
    assert [word for word in words if word not in str(refusal.value)] == []


def test_a_head_between_six_days_is_the_seventh_and_that_is_said() -> None:
    plan = grid("Week,Mon,Tue,Hump,Thu,Fri,Sat,Sun\n1,,5 km,7 km,,,,9 km\n")
    assert distances(plan) == {1: 5.0, 2: 7.0, 6: 9.0}
    assert 'The head "Hump" is taken as Wednesday, by its place.' in plan.remarks


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.txt", "Week 1: Tue 5 km, Thu 6 km, Sun 10 km\nWeek 2: Tue 5 km, Thu 6 km, Sun 12 km\n"),
        ("p.txt", "My plan\n\nWoche 1\nDi: 5 km\nDo: 6 km\nSo: 10 km\n\nWoche 2\nDi: 5 km\nDo: 6 km\nSo: 12 km\n"),
        ("p.md", "## Week 1\n- **Tue**: 5 km\n- Thu: 6 km\n- Sun: 10 km\n## Week 2\nTue 5 km, Thu 6 km, Sun 12 km"),
        ("p.csv", 'Week,Plan\n1,"Tue 5 km, Thu 6 km, Sun 10 km"\n2,"Tue 5 km, Thu 6 km, Sun 12 km"\n'),
        ("p.txt", "Sem. 1 : mardi 5 km ; jeudi 6 km ; dimanche 10 km\nSem. 2 : mar 5 km ; jeu 6 km ; dim 12 km\n"),
        ("p.txt", "Tue 5 km\nThu 6 km\nSun 10 km\nTue 5 km\nThu 6 km\nSun 12 km\n"),
        ("p.csv", "Day,Week 1,Week 2\nMon,,\nTue,5 km,5 km\nWed,,\nThu,6 km,6 km\nFri,,\nSat,,\nSun,10 km,12 km\n"),
        ("p.md", "W|M|T|W|T|F|S|S\n-|:-:|-|-|-|-|-|-:\n**1**||5 km||6&nbsp;km|||[10 km](x)\n2||5 km||6 km|||12 km\n"),
        ("p.csv", "Week,Tue,Thu,Sun\n1,5,6,10\n2,5,6,12\n"),
        ("p.csv", "My plan\nMade in spring\nWeek,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n1,,5,,6,,,10\n2,,5,,6,,,12\n"),
    ],
)  # fmt: skip
def test_the_same_weeks_are_read_from_lines_and_tables(name: str, text: str) -> None:
    plan = grid(text, name)
    assert distances(plan) == {1: 5, 3: 6, 6: 10, 8: 5, 10: 6, 13: 12}
    assert plan.first_weekday == 0


@dataclass(frozen=True)
class Written:
    """A block and the file that was written from it."""

    kilometres: dict[tuple[int, int], float]
    text: str
    name: str
    first_weekday: int


@st.composite
def written(draw: st.DrawFn) -> Written:
    language = draw(st.sampled_from(list(NAMES)))
    week_word, rest_word, run_word = WORDS[language]
    layout = draw(st.sampled_from(["grid", "markdown", "lines", "turned"]))
    first = draw(st.sampled_from([0, 6] if layout == "lines" else range(7)))
    order = [(first + at) % 7 for at in range(7)]
    letters = draw(st.sampled_from([20] if layout == "lines" else [1, 2, 3, 20]))
    if layout == "turned":
        letters = 20
    names = [name[:letters] for name in NAMES[language].split()]
    weeks = draw(st.integers(1, 5))
    runs = st.integers(6, 60).map(lambda half: half / 2)
    kilometres = {
        (week, day): draw(runs) for week in range(weeks) for day in range(7) if day == first or draw(st.booleans())
    }
    decimal = draw(st.sampled_from([".", ","])) if layout != "lines" else "."

    def cell(week: int, day: int) -> str:
        figure = kilometres.get((week, day))
        return rest_word if figure is None else f"{run_word} {figure:g} km".replace(".", decimal)

    numbering = draw(st.sampled_from(["numbers", "blank", "countdown", "words"]))
    labels = {
        "numbers": [str(week + 1) for week in range(weeks)],
        "blank": ["1", *[""] * (weeks - 1)],
        "countdown": [str(weeks - week) for week in range(weeks)],
        "words": [f"{week_word} {week + 1}" for week in range(weeks)],
    }[numbering]
    if layout == "lines":
        days = (
            ", ".join(f"{names[day]} {cell(week, day)}" for day in order if (week, day) in kilometres)
            for week in range(weeks)
        )
        text = "\n".join(f"{week_word} {week}: {line}" for week, line in enumerate(days, start=1))
        return Written(kilometres, text, "plan.txt", first if any(day != first for _, day in kilometres) else 0)
    rows = [[week_word, *(names[day] for day in order)]]
    rows += [[label, *(cell(week, day) for day in order)] for week, label in enumerate(labels)]
    if layout == "turned":
        rows = [["", *(f"{week_word} {week + 1}" for week in range(weeks))]]
        rows += [[names[day], *(cell(week, day) for week in range(weeks))] for day in order]
    if layout == "markdown":
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return Written(kilometres, "\n".join([lines[0], "|---" * 8 + "|", *lines[1:]]), "plan.md", first)
    separator = draw(st.sampled_from([";", "\t"])) if decimal == "," else draw(st.sampled_from([",", ";", "\t"]))
    return Written(kilometres, "\n".join(separator.join(row) for row in rows), "plan.csv", first)


@given(written())
def test_every_run_of_a_block_that_is_written_as_a_plan_comes_back_on_its_weekday(block: Written) -> None:
    plan = grid(block.text, block.name)
    assert plan.first_weekday == block.first_weekday
    expected = {week * 7 + (day - block.first_weekday) % 7: figure for (week, day), figure in block.kilometres.items()}
    assert distances(plan) == pytest.approx(expected)
    assert {SHORT_WEEKDAYS[(block.first_weekday + day) % 7] for day in distances(plan)} == {
        SHORT_WEEKDAYS[day] for _, day in block.kilometres
    }
