"""The weeks of a page as one Markdown table, a row a week."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from planner.exchange.data.pages import Page, PageWeek, short_text
from planner.training.formatting import format_bare_distance, format_day_and_year
from planner.training.weeks import SHORT_WEEKDAYS
from planner.training.workouts import Workout

_MARKS: Final = re.compile(r"[\\|`*_<>\[\]~]|&(?=#?\w+;)")
"""What Markdown takes for a mark: the bar of a table, emphasis, code, HTML, a link, the name of a character."""


def markdown_table(page: Page) -> str:
    """Return a page as Markdown: its title, its days, and a row a week with a column for each weekday."""
    race = f" Race on {format_day_and_year(page.race_date)}." if page.race_date is not None else ""
    weekdays = [SHORT_WEEKDAYS[(page.first_weekday + number) % 7] for number in range(7)]
    lines = [
        f"# {_escape(page.title)}",
        "",
        f"{page.dates}.{race} ✓ is done, as of {format_day_and_year(page.today)}.",
        "",
        _row(["Week", *weekdays, f"Run {page.unit}", "Strength"]),
        _row(["---"] * 8 + ["---:"] * 2),
        *(_week_row(week, page) for week in page.weeks),
    ]
    return "\n".join([*lines, ""])


def _week_row(week: PageWeek, page: Page) -> str:
    cells: list[Iterable[str]] = [()] * 7
    for day, workouts in week.days:
        cells[(day.weekday() - page.first_weekday) % 7] = _texts(workouts, page)
    label = ", ".join(filter(None, (str(week.number or ""), f"{week.first.day} {week.first:%b}", week.phase)))
    run, sessions = week.running, week.sessions
    return _row(
        [
            _escape(label),
            *("<br>".join(map(_escape, texts)) for texts in cells),
            _of(format_bare_distance(run.done, page.unit), format_bare_distance(run.planned or 0, page.unit)),
            _of(f"{sessions.done:.0f}", f"{sessions.planned or 0:.0f}"),
        ]
    )


def _texts(workouts: Iterable[Workout], page: Page) -> Iterator[str]:
    for workout in workouts:
        yield short_text(workout, page.today, page.unit)


def _of(done: str, planned: str) -> str:
    return planned if done == "0" else f"{done} of {planned}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escape(text: str) -> str:
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", text)
