from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from planner import store
from planner.clock import Clock
from planner.config import Settings
from planner.store import quick
from planner.training.formatting import format_bare_distance
from planner.training.outcomes import TypedOutcome
from planner.training.races import Unit
from planner.training.week_charts import format_value
from planner.training.workouts import Effort, Outcome, RunKind, Slot, Sport, StoredStatus, Workout
from planner.tui.calendar.screen import CalendarScreen
from planner.tui.progress.metrics import METRICS
from planner.tui.progress.screen import WEEK_COUNTS, ProgressHeights, ProgressScreen, share_height
from planner.tui.progress.week_sheet import WeekSheet
from planner.tui.sheets.sheet import TextSheet
from planner.usecases import history
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from planner.usecases.queries import list_workouts, review_weeks
from planner.usecases.strength.rung_history import read_rungs
from tests.tui.driving import OpenApp, See
from tests.tui.season import DAY, MONDAY, NOON, TODAY


def progress(pilot: Pilot[None]) -> ProgressScreen:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, ProgressScreen)
    return screen


def opened_week(pilot: Pilot[None]) -> WeekSheet:
    screen = pilot.app.screen
    assert isinstance(screen, WeekSheet)
    return screen


def told_by(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, TextSheet)
    return screen.full_text


def line_of(seen: str, day: str) -> str:
    """The table's line of the week that begins on a day."""
    return next(line for line in seen.splitlines() if line[2:8] == f"{day:>6}")


def past_lines(seen: str) -> list[str]:
    """The table's lines of this week and those before it."""
    lines = table_lines(seen)
    return lines[next(number for number, line in enumerate(lines) if "▸" in line) :]


def table_lines(seen: str) -> list[str]:
    lines = seen.splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("  Week"))
    total = next(number for number, line in enumerate(lines) if line.startswith("  Sum"))
    return lines[head + 1 : total]


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[Iterable[Workout]], Planbook]:
    """Returns a planbook with given workouts."""

    def kept(workouts: Iterable[Workout]) -> Planbook:
        path = tmp_path / "kept.db"
        store.prepare(path)
        with store.edit(path, "add", now=NOON) as plan:
            plan.add_workouts(list(workouts))
        return Planbook(path, Clock(TODAY), Settings())

    return kept


def easy(day: dt.date, km: float, minutes: int, *, rpe: float | None = 3.0, title: str = "Easy") -> Workout:
    effort = Effort(km * 1000, minutes * 60, rpe)
    made = Workout(day, Sport.RUN, RunKind.EASY, title, slot=Slot.AM, planned=effort)
    return replace(made, status=StoredStatus.DONE, actual=Outcome(effort))


async def test_three_shows_the_last_twelve_weeks_newest_first(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("3")
        seen = await see(pilot)
        assert "12 weeks, 19 Oct 2026 – 10 Jan 2027 · 5 ahead to the race, 14 Feb" in seen
        lines = past_lines(seen)
        assert [line[2:8].strip() for line in lines[:3]] == ["4 Jan", "28 Dec", "21 Dec"]
        assert len(lines) == 12


async def test_every_week_shows_what_the_use_case_returns(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("3")
        lines = past_lines(await see(pilot))
        total = next(line for line in (await see(pilot)).splitlines() if line.startswith("  Sum"))
    weeks = review_weeks(book, 12).weeks
    for week, line in zip(reversed(weeks), lines, strict=True):
        run, strength, kept = week.totals.run, week.totals.strength, week.adherence
        due = kept.on_time + kept.shifted + kept.skipped + kept.missed
        assert f"{run.done_m / 1000:.1f} / " in line
        assert f" {run.planned_m / 1000:.1f} " in line
        assert f" {strength.done_sessions}/{strength.planned_sessions} " in line
        assert f" {strength.sled_m_done:.0f} " in line
        assert f"{strength.wall_sit_s_done // 60}:{strength.wall_sit_s_done % 60:02d} " in line
        assert f"{week.load_au:,.0f}".replace(",", " ") in line
        assert f"{kept.on_time} of {due:>2}" in line or f"{kept.on_time} of {due}" in line
    done, planned = (sum(getattr(week.totals.run, name) for week in weeks) for name in ("done_m", "planned_m"))
    assert (
        f"{format_value(done, METRICS[0].value_format, Unit.KM)} / "
        f"{format_value(planned, METRICS[0].value_format, Unit.KM)}" in total
    )


async def test_tab_selects_the_metric_and_wraps_around(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3")
        shown = []
        for _ in METRICS:
            shown.append(next(line for line in (await see(pilot)).splitlines() if "‹" in line))
            await pilot.press("tab")
        assert [figure.name in line for figure, line in zip(METRICS, shown, strict=True)] == [True] * len(METRICS)
        assert f"‹ {METRICS[0].name} ›" in await see(pilot)
        await pilot.press("shift+tab")
        assert f"‹ {METRICS[-1].name} ›" in await see(pilot)


async def test_the_definition_of_the_metric_is_below_the_table(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3", *["tab"] * 4)
        assert "Load: RPE × minutes, strength included (Foster 2001)" in await see(pilot)
        await pilot.press(*["tab"] * 4)
        assert "Mono: mean / SD of 7 daily loads (Foster 1998/2001)" in await see(pilot)
        await pilot.press("w")
        assert "population SD" in told_by(pilot)
        await pilot.press("escape")
        assert pilot.app.screen is progress(pilot)


async def test_the_selected_week_is_summarized_below_the_table(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3")
        week = review_weeks(book, 12).weeks[-1].totals.run
        done, planned, left = (
            format_bare_distance(metres, Unit.KM) for metres in (week.done_m, week.planned_m, week.left_m)
        )
        assert f"This week  {done} of {planned} km done, {left} left" in await see(pilot)
        await pilot.press("down")
        assert "28 Dec – 3 Jan" in await see(pilot)
        assert "6.5 short of plan" in await see(pilot), "the run skipped for ice"
        await pilot.press("end")
        assert "19–25 Oct  nothing planned, nothing done" in await see(pilot)
        await pilot.press("t")
        assert "This week" in await see(pilot)


async def test_a_long_table_scrolls_with_the_cursor(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 80, 24) as pilot:
        await pilot.press("3", *["down"] * 11)
        assert table_lines(await see(pilot))[-1].startswith("▌ 19 Oct")
        await pilot.press("pageup")
        assert any(line.startswith("▌") for line in table_lines(await see(pilot)))
        await pilot.press("home")
        assert past_lines(await see(pilot))[0].startswith("▌▸ 4 Jan")


async def test_plus_and_minus_show_from_four_weeks_to_two_years(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3", "down", "minus", "minus", "minus")
        assert "4 weeks is the fewest" in await see(pilot)
        await pilot.press("plus", "plus", "plus")
        assert "26 weeks" in await see(pilot)
        assert past_lines(await see(pilot))[1].startswith("▌ 28 Dec"), "the cursor stays on its week"
        await pilot.press("right_square_bracket", "plus")
        assert "104 weeks" in await see(pilot)
        await pilot.press("equals_sign")
        assert "104 weeks is the most" in await see(pilot)
        await pilot.press("left_square_bracket", "minus")
        assert "26 weeks" in await see(pilot)


async def test_left_and_right_go_through_the_weeks_as_the_bars_do(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3", "left", "left", "right")
        assert "28 Dec – 3 Jan" in await see(pilot)
        await pilot.press("l")
        assert "This week" in await see(pilot)
        await pilot.press("l", "l", "l")
        assert "25–31 Jan  54.5 km planned" in await see(pilot)
        await pilot.press("l", "l", "l", "l")
        assert "8–14 Feb" in await see(pilot), "there is no week after the race"


async def test_a_week_opens_into_its_workouts_with_planned_next_to_done(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3", "enter")
        lines = opened_week(pilot).full_text.splitlines()
        found = list_workouts(book, MONDAY, MONDAY + 6 * DAY).workouts
        assert sum(item.title in line for item in found for line in lines if item.sport is not Sport.REST) >= 7
        tempo = next(line for line in lines if "Tempo, 3 × 10 min" in line)
        assert tempo.split()[-2:] == ["12", "km"], "planned, not done yet"
        easy_run = next(line for line in lines if "Wed 6" in line)
        assert easy_run.split()[-5:] == ["8", "km", "8", "km", "✓"]
        extra = next(line for line in lines if "Shake-out with Ann" in line)
        assert extra.split()[-3:] == ["4", "km", "+"]
        missed = next(line for line in lines if "Heavy sled" in line)
        assert missed.split()[-1] == "✗"


async def test_from_a_workout_enter_goes_to_its_day_in_the_calendar(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3", "down", "enter", "down", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CalendarScreen)
        assert screen.cursor.day == dt.date(2026, 12, 29)
        await pilot.press("3")
        assert pilot.app.screen is progress(pilot), "and 3 comes back to the weeks"


async def test_escape_closes_the_week_and_keeps_the_selection(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3", "down", "enter", "escape")
        assert pilot.app.screen is progress(pilot)
        assert progress(pilot).selected == 10


async def test_an_edit_and_its_undo_are_shown_on_return(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3")
        before = line_of(await see(pilot), "4 Jan")
        await pilot.press("1")
        tempo = next(item for item in list_workouts(book, TODAY, TODAY).workouts if item.kind == RunKind.TEMPO)
        mark.mark_done(book, tempo.id, TypedOutcome(distance_m=12_300, duration_s=3_600, rpe=7))
        await pilot.press("3")
        after = line_of(await see(pilot), "4 Jan")
        done = review_weeks(book, 1).weeks[0].totals.run.done_m
        assert after != before
        assert f"{done / 1000:.1f} /" in after
        await pilot.press("1", "u", "3")
        assert line_of(await see(pilot), "4 Jan") == before


async def test_an_edit_of_another_session_is_shown_without_a_key(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3")
        before = line_of(await see(pilot), "4 Jan")
        history.undo(book)  # the whole block goes
        progress(pilot)._check_for_changes()
        await pilot.pause()
        assert before not in await see(pilot)
        assert "Press 2" in await see(pilot)


async def test_an_empty_file_says_what_to_press(empty_book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(empty_book) as pilot:
        await pilot.press("3")
        assert "Nothing was planned or done in these 12 weeks" in await see(pilot)
        assert "Press 2" in await see(pilot)
        await pilot.press("down", "tab", "enter", "pagedown", "end", "w", "escape", "plus", "plus", "plus", "plus")
        assert "104 weeks" in await see(pilot)


async def test_weeks_before_the_window_are_a_key_away(
    keep: Callable[[Iterable[Workout]], Planbook],
    open_app: OpenApp,
    see: See,
) -> None:
    async with open_app(keep([easy(TODAY - 100 * DAY, 10, 55)])) as pilot:
        await pilot.press("3")
        assert "+ shows more weeks" in await see(pilot)
        await pilot.press("plus")
        assert "10.0" in await see(pilot)


async def test_equal_days_make_a_dash_and_estimates_a_tilde(
    keep: Callable[[Iterable[Workout]], Planbook],
    open_app: OpenApp,
    see: See,
) -> None:
    equal = [easy(TODAY - number * DAY, 8, 45) for number in range(7)]
    guessed = easy(MONDAY - 20 * DAY, 8, 45, rpe=None)
    guessed = replace(guessed, planned=replace(guessed.planned, rpe=None))
    async with open_app(keep([*equal, guessed])) as pilot:
        await pilot.press("3")
        lines = table_lines(await see(pilot))
        assert " – " in lines[0]
        assert "~135" in line_of(await see(pilot), "14 Dec")
        assert "~ partly estimated" in await see(pilot)
        assert "warming up" in await see(pilot)


async def test_hostile_titles_and_notes_are_shown_as_text(
    keep: Callable[[Iterable[Workout]], Planbook],
    open_app: OpenApp,
    see: See,
) -> None:
    nasty = "[/nope] [A1] \x1b]0;x\x07漢字 e\u0301\u202e"
    item = replace(easy(TODAY, 8, 45, title=nasty), actual=Outcome(Effort(8000, 2700, 3.0), note=nasty))
    async with open_app(keep([item])) as pilot:
        await pilot.press("3", "enter")
        text = opened_week(pilot).full_text
        assert "[/nope] [A1]" in text
        assert not any(char in text for char in "\x1b\x07\u202e")
        assert "[/nope] [A1]" in await see(pilot)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (250, 60)])
async def test_every_size_shows_the_selected_week(
    book: Planbook,
    open_app: OpenApp,
    see: See,
    size: tuple[int, int],
) -> None:
    async with open_app(book, *size) as pilot:
        await pilot.press("3", "down", "tab")
        assert any(line.startswith("▌ 28 Dec") for line in (await see(pilot)).splitlines())
        assert "28 Dec – 3 Jan" in await see(pilot)
        await pilot.press("enter")
        assert "Mon 28 Dec – Sun 3 Jan 2027" in await see(pilot)
        intervals = next(line for line in opened_week(pilot).full_text.splitlines() if "Interv" in line)
        assert intervals.split()[-5:] == ["10", "km", "10", "km", "✓"]


async def test_a_terminal_too_small_says_so_and_recovers(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 80, 24) as pilot:
        await pilot.press("3")
        await pilot.resize_terminal(39, 11)
        await pilot.pause()
        assert "too small" in await see(pilot)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert len(past_lines(await see(pilot))) == 12


async def test_a_tall_wide_screen_adds_charts_and_the_weeks_workouts(
    book: Planbook,
    open_app: OpenApp,
    see: See,
) -> None:
    async with open_app(book, 250, 60) as pilot:
        await pilot.press("3")
        seen = await see(pilot)
        assert "‹ Running distance ›" in seen
        assert "Reverse sled push" in seen
        assert "Tempo, 3 × 10 min" in seen
        await pilot.press("down")
        assert "Tempo, 3 × 10 min" in await see(pilot)
        assert "Shake-out with Ann" not in await see(pilot), "that was the other week"


async def test_plain_glyphs_are_ascii_throughout(book: Planbook, open_app: OpenApp, see: See) -> None:
    plain = replace(book, settings=Settings(theme="plain", glyphs="ascii"))
    frame = str.maketrans("", "", "─│┌┐└┘")  # the border of a sheet, where colours cannot show its edge
    with store.edit(book.path, "rename", now=NOON) as plan:
        for item in quick.read_days(book.path, MONDAY - 90 * DAY, MONDAY + 90 * DAY):
            if not item.title.isascii():
                plan.replace_workout(replace(item, title="Quality"))
    async with open_app(plain) as pilot:
        await pilot.press("3")
        for _ in METRICS:
            assert (await see(pilot)).isascii()
            await pilot.press("tab")
        for keys in (["enter"], ["escape", "w"]):
            await pilot.press(*keys)
            assert (await see(pilot)).translate(frame).isascii()


async def test_miles_and_sunday_weeks_are_the_runners_own(book: Planbook, open_app: OpenApp, see: See) -> None:
    with store.edit(book.path, "settings", now=NOON) as plan:
        known = plan.runner()
        plan.replace_runner(replace(known, unit=Unit.MI, week_start=6))
    async with open_app(book) as pilot:
        await pilot.press("3")
        assert "Run mi" in await see(pilot)
        done = review_weeks(book, 1).weeks[0].totals.run.done_m
        assert f"{done / 1609.344:.1f} /" in line_of(await see(pilot), "3 Jan")


async def test_a_click_on_a_bar_or_a_line_selects_its_week(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3")
        screen = progress(pilot)
        await pilot.click("#progress-table", offset=(10, 4))
        assert screen.data is not None
        assert screen.data.weeks[screen.selected].progress.start == dt.date(2026, 12, 21)
        await pilot.click("#progress-chart", offset=(8, 5))
        assert screen.selected == 0


async def test_strength_ahead_is_left_and_strength_missed_is_short(
    book: Planbook,
    open_app: OpenApp,
    see: See,
) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("3", *["tab"] * 5)
        # Of this week's two sessions Tuesday's was missed and Sunday's light one is still ahead.
        assert "This week  0 of 2 sessions done, 1 left, 1 short of plan" in await see(pilot)
        await pilot.press(*["shift+tab"] * 3)
        assert "0 of 160 m done, 60 left, 100 short of plan" in await see(pilot)


async def test_a_deleted_file_is_reported_in_a_sentence(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("3")
        book.path.write_bytes(b"not a database, and long enough to be looked at" * 200)
        await pilot.press("enter")
        assert "planner.db" in await see(pilot)
        assert pilot.app.screen is progress(pilot)


async def test_an_unreadable_file_is_reported_in_a_sentence(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        book.path.write_bytes(b"not a database, and long enough to be looked at" * 200)
        await pilot.press("3", "down", "enter", "right", "plus")
        assert "planner.db" in await see(pilot)


async def test_coming_back_without_an_edit_reads_nothing_again(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("3")
        before = progress(pilot).data
        await pilot.press("1", "3")
        assert progress(pilot).data is before


def test_a_low_screen_shows_the_table_alone_and_a_tall_one_the_weeks_workouts_too() -> None:
    assert share_height(14, 12) == ProgressHeights(text=2, chart=0, week=0)
    assert share_height(24, 12) == ProgressHeights(text=4, chart=9, week=0)
    assert share_height(60, 12) == ProgressHeights(text=4, chart=24, week=16)


def test_shared_heights_fill_the_screen_at_most() -> None:
    title_and_footer, table_frame = 2, 2
    for height, week_count in itertools.product(range(12, 90), WEEK_COUNTS):
        heights = share_height(height, week_count)
        used = title_and_footer + heights.text + heights.chart + heights.week + table_frame
        assert used < height, "at least a week of the table is visible"
        assert not heights.week or used + week_count == height


@pytest.mark.parametrize("size", [(80, 24), (80, 21), (60, 20)])
async def test_the_sled_loads_of_a_week_are_told_in_whole_sentences(
    slotted: Planbook, open_app: OpenApp, size: tuple[int, int]
) -> None:
    rungs = [rung.text for rung in read_rungs(slotted, MONDAY, MONDAY + 6 * DAY)]
    async with open_app(slotted, *size) as pilot:
        await pilot.press("3", "enter")
        shown = " ".join(opened_week(pilot).full_text.replace("sled  ", "").split())
    whole = [text for text in rungs if text in shown]
    assert [text for text in rungs if text.partition(":")[0] in shown] == whole
    assert len(rungs) == 2
    assert len(whole) == 2 or size != (80, 24)


async def test_the_sled_shows_its_heaviest_and_the_wall_sit_its_longest(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book, 120, 30) as pilot:
        await pilot.press("3", "tab", "tab")
        assert "heaviest sled 56 kg, 1 Dec 2026" in await see(pilot)
        await pilot.press("tab")
        shown = await see(pilot)
        assert "longest hold 1:30, 1 Dec 2026" in shown
        assert "heaviest" not in shown
