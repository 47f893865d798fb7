"""Pages of weeks: a Markdown table, and HTML that fetches nothing, runs nothing and can be printed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exchange.data.html_page import html_page
from planner.exchange.data.markdown_table import markdown_table
from planner.exchange.data.pages import Page, page_of_block, page_of_days
from planner.exchange.plans.plan_files import parse_plan
from planner.training.blocks import Block
from planner.training.races import Unit
from planner.training.steps import Intensity, Repeat, Step, StepKind
from planner.training.workouts import (
    AS_PLANNED,
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)
from planner.tui.theme.contrast import READABLE, contrast
from tests.examples import examples
from tests.exchange.data.workouts import FIRST, HOSTILE, TODAY, workouts

DAY = dt.timedelta(1)
BLOCK = Block("Half marathon", FIRST, 42, race_date=FIRST + 41 * DAY, phases=((0, "base"), (21, "peak")), id=1)
SETS = (
    ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, distance_m=20.0, load_kg=56.0),
    ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60, squeeze=True),
)
RUN = Workout(FIRST, Sport.RUN, RunKind.EASY, "Easy", Slot.AM, "07:00", Effort(8000.0, 2880), block_id=1, id=1)
SESSION = Workout(
    FIRST, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy sled and wall sit", Slot.PM, "18:00", Effort(sets=SETS), id=2
)
SHAPE_ATTRIBUTES = {"cx", "cy", "r", "d", "x", "y"}
TEXT_COLOURS = ("ink", "soft", "run", "strength", "race", "rest", "missed")
VOID = {"meta", "br", "circle", "path", "rect", "line"}


def page(*rows: Workout, block: Block = BLOCK, days: tuple[dt.date | None, dt.date | None] = (None, None)) -> Page:
    return page_of_block(block, sorted(rows, key=lambda row: row.date), days, TODAY, Unit.KM)


class Reader(HTMLParser):
    """What a browser sees of a page: its elements, which must be closed in order, its attributes and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID
        self.names.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)


def rows_of(text: str) -> list[list[str]]:
    """The cells of a Markdown table, without its rule."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("| ---")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_a_markdown_table_has_a_row_a_week_and_a_column_a_weekday() -> None:
    done = replace(RUN, actual=Outcome(Effort(8200.0, 2900)), status=StoredStatus.DONE)
    later = replace(RUN, date=FIRST + 30 * DAY, title="Tempo, 3 x 10 min")
    text = markdown_table(page(done, SESSION, later))
    assert text.startswith(
        "# Half marathon\n\nMon 4 Jan to Sun 14 Feb 2027. Race on Sun 14 Feb 2027. "
        "✓ is done, as of Wed 20 Jan 2027.\n\n"
    )
    head, first, *others = rows_of(text)
    assert head == ["Week", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Run km", "Strength"]
    session = "Heavy sled 5 × 20 m, 56 kg; wall sit 2 × 1:00 with ball (missed)"
    assert first == ["1, 4 Jan, base", f"✓ Easy 8.2 km<br>{session}", *[""] * 6, "8.2 of 8", "1"]
    assert [row[0] for row in others] == [
        "2, 11 Jan, base",
        "3, 18 Jan, base",
        "4, 25 Jan, peak",
        "5, 1 Feb, peak",
        "6, 8 Feb, peak",
    ]
    assert others[3][3] == "Tempo, 3 x 10 min, 8 km"


def test_the_weeks_of_a_block_that_begins_in_the_middle_of_one_begin_there_too() -> None:
    block = replace(BLOCK, start=FIRST + 2 * DAY)
    head, first, *_ = rows_of(markdown_table(page(replace(RUN, date=FIRST + 3 * DAY), block=block)))
    assert head[1:8] == ["Wed", "Thu", "Fri", "Sat", "Sun", "Mon", "Tue"]
    assert first[:3] == ["1, 6 Jan, base", "", "Easy 8 km (missed)"]


def test_some_days_are_weeks_of_the_runner() -> None:
    days = (FIRST + 2 * DAY, FIRST + 9 * DAY)
    text = markdown_table(page_of_days([replace(RUN, date=days[0])], days, TODAY, Unit.KM, 0))
    head, first, second = rows_of(text)
    assert head[1] == "Mon"
    assert (first[0], first[3], second[0]) == ("6 Jan", "Easy 8 km (missed)", "11 Jan")
    (one_week,) = rows_of(markdown_table(page_of_days([RUN], (FIRST, FIRST), TODAY, Unit.KM, 6)))[1:]
    assert one_week[:3] == ["4 Jan", "", "Easy 8 km (missed)"]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_stays_in_its_cell_and_is_no_mark(title: str) -> None:
    rows = rows_of(markdown_table(page(replace(RUN, title=title))))
    assert {len(row) for row in rows} == {10}
    unescaped = re.sub(r"\\([\\|`*_<>\[\]~&])", r"\1", rows[1][1])
    assert unescaped.startswith(title)
    assert not re.search(r"(?<!\\)[<`*\[]", rows[1][1])


def test_the_planner_reads_its_own_table_again() -> None:
    runs = [replace(RUN, date=FIRST + number * DAY, title=f"Easy {number}", id=number) for number in (0, 1, 8, 15)]
    text = markdown_table(page(*(replace(run, date=run.date + 21 * DAY) for run in runs)))
    plan = parse_plan(text, "block.md")
    assert [entry.planned.distance_m for entry in plan.entries if entry.sport is Sport.RUN] == [8000.0] * 4


def long_block(weeks: int) -> Page:
    """A block with all that a day usually has, on each day."""
    note = "Warm up for ten minutes, then run by feel; the last kilometre may be faster. " * 2
    steps = (
        Step(StepKind.WARMUP, 2000.0),
        Repeat(6, (Step(StepKind.WORK, 800.0), Step(StepKind.RECOVERY, duration_s=90))),
        Step(StepKind.COOLDOWN, 1500.0),
    )
    outcome = Outcome(Effort(8200.0, 2900, 6.0), "left calf a bit tight after the hills", pain=2, pain_next=1)
    rows = []
    for number in range(weeks * 7):
        date = FIRST + number * DAY
        planned = Effort(8000.0, 2880, 5.0, steps=steps)
        run = replace(RUN, date=date, id=2 * number + 1, planned=planned, note=f"{note} Day {number}.")
        rows.append(replace(run, actual=outcome, status=StoredStatus.DONE) if date < TODAY else run)
        rows.append(replace(SESSION, date=date, id=2 * number + 2, note="No round may feel harder than 7 of 10."))
    return page(*rows, block=replace(BLOCK, days=weeks * 7, race_date=None))


def test_a_page_of_24_weeks_has_less_than_300_kilobytes() -> None:
    text = html_page(long_block(24))
    assert len(text.encode()) < 300_000
    assert text.count("<table>") == 24


def test_a_page_fetches_nothing_and_runs_nothing() -> None:
    text = html_page(long_block(3))
    seen = Reader(text)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert ("content", policy) in seen.attributes
    assert not seen.names & {"script", "link", "img", "iframe", "object", "form", "base", "use", "image"}
    assert [value for name, value in seen.attributes if name in ("href", "src")] != []
    assert all((value or "").startswith("#n") for name, value in seen.attributes if name in ("href", "src"))
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "style"]
    assert "url(" not in text
    assert "@import" not in text


def test_a_page_says_what_is_planned_what_was_done_and_what_it_was_like() -> None:
    outcome = Outcome(Effort(8200.0, 2940, 6.0), "left calf tight", pain=2, pain_next=0)
    steps = (Step(StepKind.WARMUP, 2000.0, intensity=Intensity.EASY), Step(StepKind.WORK, 6000.0))
    done = replace(RUN, actual=outcome, status=StoredStatus.DONE, planned=replace(RUN.planned, steps=steps))
    copied = replace(SESSION, actual=Outcome(SESSION.planned, source=AS_PLANNED), status=StoredStatus.DONE)
    skipped = replace(RUN, date=FIRST + DAY, status=StoredStatus.SKIPPED, skip_reason="knee & foot")
    noted = [replace(RUN, date=FIRST + number * DAY, note="Keep it easy.") for number in (2, 3)]
    words = Reader(html_page(page(done, copied, skipped, *noted))).words
    assert "✓ 8.2 km, 49 min, RPE 6, pain 2, pain 0 the next morning" in words
    assert "left calf tight" in words
    assert "2 km warm-up" in words
    assert "✓ as planned" in words
    assert "– skipped: knee & foot" in words
    assert "✕ missed" in words
    assert words.count("Keep it easy.") == 1, "a note is written once"
    assert words.count("1") >= 2, "and both workouts name its number"
    assert "8.2 of 32" in words


def test_a_strength_session_has_a_shape_by_its_kind() -> None:
    kinds = [replace(SESSION, kind=kind, date=FIRST + number * DAY) for number, kind in enumerate(StrengthKind)]
    text = html_page(page(*kinds))
    icons = {
        kind: re.search(rf'<svg class="i strength"[^>]*>(.*?)</svg>{kind} strength', text) for kind in StrengthKind
    }
    assert len({icon[1] for icon in icons.values() if icon}) == len(StrengthKind)


@given(st.lists(workouts(), min_size=1, max_size=5), st.sampled_from(HOSTILE))
@settings(max_examples=examples(40))
def test_no_text_becomes_a_mark_of_a_page(rows: list[Workout], name: str) -> None:
    text = html_page(page(*rows, block=replace(BLOCK, name=name, phases=((0, name),))))
    seen = Reader(text)
    known = Reader(html_page(long_block(2)))
    assert seen.names <= known.names | VOID
    assert {name for name, _ in seen.attributes} <= {name for name, _ in known.attributes} | SHAPE_ATTRIBUTES
    assert markdown_table(page(*rows)).count("\n| ") == len(page(*rows).weeks) + 2


def test_running_is_drawn_as_done_ahead_and_short_of_the_plan() -> None:
    done = replace(RUN, actual=Outcome(Effort(8000.0)), status=StoredStatus.DONE)
    ahead = replace(RUN, date=TODAY + 7 * DAY)
    text = html_page(page(done, replace(RUN, date=FIRST + DAY), ahead))
    assert bars_of(text, "4 Jan: 8 of 16") == ["done", "short"]
    assert bars_of(text, "25 Jan: 8") == ["left"]


def bars_of(text: str, words: str) -> Iterable[str]:
    group = re.search(rf"<g><title>{words}</title>\n(.*?)\n</g>", text, re.DOTALL)
    return re.findall(r'class="(\w+)"', group[1]) if group else []


def test_workouts_outside_the_days_of_their_block_are_on_its_page() -> None:
    made = page(replace(RUN, date=FIRST - 3 * DAY), replace(RUN, date=FIRST + 50 * DAY))
    assert made.weeks[0].number is None
    assert sum(len(week.workouts) for week in made.weeks) == 2
    assert [week.number for week in made.weeks if week.number is not None] == [1, 2, 3, 4, 5, 6]


def test_every_colour_of_a_page_can_be_read_on_its_paper() -> None:
    style = html_page(page(RUN)).partition("<style>")[2].partition("</style>")[0]
    roots = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    schemes = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", root)) for root in roots]
    assert len(schemes) == 3, "light, dark and paper"
    for scheme in schemes:
        low = {name for name in TEXT_COLOURS if contrast(scheme[name], scheme["paper"]) < READABLE}
        low |= {name for name in TEXT_COLOURS if contrast(scheme[name], scheme["band"]) < READABLE}
        assert low == set()
