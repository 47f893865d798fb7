"""A plan far larger than any is refused by its counts, before its words are read, which takes the most time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import pytest

from planner.exchange.plans.plan_files import parse_plan_bytes
from planner.exchange.plans.tables.table_rows import TableRow
from planner.training.refusal import RefusedError


def _date(at: int) -> dt.date:
    return dt.date(2027, 1, 4) + dt.timedelta(days=at)


def _events(titles: Sequence[str]) -> str:
    events = "".join(
        f"BEGIN:VEVENT\nUID:{at}\nDTSTART:{_date(at):%Y%m%d}\nSUMMARY:Easy 5 km\nDESCRIPTION:{title}\nEND:VEVENT\n"
        for at, title in enumerate(titles)
    )
    return f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"


def _dated(titles: Sequence[str]) -> str:
    return json.dumps([{"date": str(_date(at)), "workout": title} for at, title in enumerate(titles)])


def _grid(cells: Sequence[str]) -> str:
    weeks = [",".join(cells[at : at + 7]) for at in range(0, len(cells), 7)]
    return "Week,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n" + "".join(f"{at},{week}\n" for at, week in enumerate(weeks, 1))


def _list(days: Sequence[int]) -> str:
    return "Day,Workout\n" + "".join(f"{day},Easy {at} km\n" for at, day in enumerate(days, 1))


def _words(count: int) -> list[str]:
    return [f"Easy {at / 10} km with {at % 40} strides of {at} m " * 7 for at in range(1, count + 1)]


_TOO_LARGE = {
    "years.csv": (_grid(["Easy 5 km"] * 7 * 400), "2800 days"),
    "workouts.csv": (_list([at // 4 + 1 for at in range(4000)]), "more than 3000 workouts"),
    "one_day.csv": (_list([3] * 900), "has 900 workouts on week 1 day 3"),
    "words.csv": (_grid(_words(7 * 150)), "characters of different words"),
    "words.ics": (_events(_words(900)), "characters of different words"),
    "words.json": (_dated(_words(900)), "characters of different words"),
}


@pytest.mark.parametrize("name", _TOO_LARGE)
def test_a_plan_that_is_far_too_large_is_refused_before_its_words_are_read(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, sentence = _TOO_LARGE[name]
    read: list[str] = []
    for reader in ("tables.week_grid", "tables.day_list", "trees.tree_plan"):
        monkeypatch.setattr(f"planner.exchange.plans.{reader}.parse_cell", lambda words, *_, **__: read.append(words))
    with pytest.raises(RefusedError, match=sentence):
        parse_plan_bytes(text.encode(), name)
    assert not read


def test_a_plan_that_repeats_its_long_cells_is_not_too_large() -> None:
    assert parse_plan_bytes(_grid(_words(7) * 100).encode(), "plan.csv").days == 700


def test_all_columns_of_notes_are_found_in_one_look_over_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    cell = TableRow.cell

    def counted(row: TableRow, column: int) -> str:
        looks.append(column)
        return cell(row, column)

    monkeypatch.setattr(TableRow, "cell", counted)
    weeks, columns = 50, 20
    text = _grid(["Easy 5 km"] * 7 * weeks).replace("Sun\n", "Sun" + ",x" * columns + "\n")
    parse_plan_bytes(text.replace("km\n", "km" + ",words" * columns + "\n").encode(), "plan.csv")
    assert len(looks) < 20 * weeks * (columns + 8)
