"""The month, the week and the agenda: what each shows, how one gets from one to the other, and that they agree."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from textual.widget import Widget

from planner import store
from planner.store import quick
from planner.training.blocks import Block
from planner.training.outcomes import TypedOutcome
from planner.training.workouts import RunKind, StrengthKind
from planner.tui.app import PlannerApp
from planner.tui.calendar.view import ViewKind
from planner.usecases.calendar.mark import mark_done
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See, calendar
from tests.tui.season import DAY, NOON, TODAY, done, run, strength

VIEWS = [(ViewKind.MONTH, []), (ViewKind.WEEK, ["v"]), (ViewKind.AGENDA, ["v", "v"])]
every_view = pytest.mark.parametrize(("look", "keys"), VIEWS, ids=[look.value for look, _ in VIEWS])


def mounted(screen: Widget) -> set[str]:
    return {type(child).__name__ for child in screen.children} & {"MonthGrid", "WeekGrid", "Agenda"}


class Watch:
    """A clock that a test moves."""

    day = TODAY

    def today(self) -> dt.date:
        return self.day

    def now(self) -> dt.datetime:
        return NOON


async def test_v_goes_from_the_month_to_the_week_to_the_agenda_and_round(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        screen = calendar(pilot)
        assert mounted(screen) == {"MonthGrid"}
        await pilot.press("v")
        week = await see(pilot)
        assert " 4 – 10 January 2027   Half marathon 14 Feb          ▇▇▇▇ ▇▸▇▇▇▇ ▇█⚑  38 days ⚑" in week
        assert " Running   22 of 54.5 km · 36.5 km left · 2:07 h of 5:13 h" in week
        assert " Strength  0 of 2 sessions, 1 left · sled 0 of 160 m · wall sit 0 s of 3:00" in week
        assert mounted(screen) == {"MonthGrid", "WeekGrid"}
        await pilot.press("v")
        assert "▸Thu 7   T Tempo, 3 × 10 min, 12 km, 1:09 h" in await see(pilot)
        await pilot.press("v")
        assert " 4        5        6        7▸" in await see(pilot)
        assert screen.cursor.day == TODAY


async def test_a_view_without_room_is_named_and_passed_by(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 80, 17) as pilot:
        await pilot.press("v")
        assert "The month needs 75 × 18; in 80 × 17 there is the week." in await see(pilot)
        assert calendar(pilot).data.view.kind is ViewKind.WEEK
    async with open_app(book, 60, 20) as pilot:
        await pilot.press("v")
        assert "The month needs 75 × 18 and the week needs 75 × 16" in await see(pilot)
        assert calendar(pilot).data.view.kind is ViewKind.AGENDA
        await pilot.resize_terminal(80, 24)
        await see(pilot)
        assert calendar(pilot).data.view.kind is ViewKind.WEEK, "as it was left the last time"


async def test_a_week_that_lost_its_room_gives_way_and_comes_back(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("v")
        await pilot.resize_terminal(74, 24)
        assert "The week needs 75 × 16; in 74 × 24 there is the agenda." in await see(pilot)
        await pilot.press("right")
        await pilot.resize_terminal(80, 24)
        assert " 4 – 10 January 2027" in await see(pilot)
        assert calendar(pilot).cursor.day == TODAY + DAY


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["right"], "2027-01-08"),
        (["down"], "2027-01-14"),
        (["up"], "2026-12-31"),
        (["right_square_bracket"], "2027-01-14"),
        (["right_curly_bracket"], "2027-02-07"),
        (["pagedown"], "2027-01-14"),
        (["pageup", "t"], "2027-01-07"),
    ],
)
async def test_keys_go_about_the_week(book: Planbook, open_app: OpenApp, see: See, keys: list[str], day: str) -> None:
    async with open_app(book) as pilot:
        await pilot.press("v", *keys)
        screen = calendar(pilot)
        assert screen.cursor.day == dt.date.fromisoformat(day)
        assert screen.data.view.first <= screen.cursor.day <= screen.data.view.last
        assert f"{screen.cursor.day:%a} {screen.cursor.day.day}" in await see(pilot)


async def test_a_click_in_the_week_puts_the_cursor_on_its_column(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("v")
        await pilot.click("WeekGrid", offset=(60, 9))
        assert calendar(pilot).cursor.day == dt.date(2027, 1, 9)
        await pilot.click("WeekGrid", offset=(60, 18))
        assert calendar(pilot).cursor.day == dt.date(2027, 1, 9)


async def test_a_column_says_how_much_more_there_is(book: Planbook, open_app: OpenApp, see: See) -> None:
    with store.edit(book.path, "many", now=NOON) as plan:
        plan.add_workouts([run(TODAY, RunKind.EASY, f"Lap {number}", number) for number in range(1, 30)])
    async with open_app(book) as pilot:
        await pilot.press("v")
        [_, head, *lines] = (await see(pilot)).splitlines()
        rows = [line[head.index("Thu 7") :][:9].strip() for line in lines]
        assert rows[:3] == ["Tempo 12", "Easy 1", "Easy 2"]
        [more] = [row for row in rows if row.startswith("+")]
        assert more == f"+{30 - rows.index(more)} more"


async def test_the_agenda_goes_on_over_months_and_years(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 60, 20) as pilot:
        screen = calendar(pilot)
        for _ in range(26):
            await pilot.press("j")
        text = await see(pilot)
        assert screen.cursor.day == dt.date(2027, 2, 2)
        assert " February 2027\n Mon 1   rest" in text
        assert " Sun 31 " in text
        await pilot.press("t", *["pageup"] * 3)
        text = await see(pilot)
        assert " December 2026" in text
        seen = screen.cursor.day
        await pilot.press("pageup")
        assert dt.timedelta(days=3) < seen - screen.cursor.day < dt.timedelta(days=15)
        await pilot.press("g", *"2041-03", "enter")
        text = await see(pilot)
        assert screen.cursor.day == dt.date(2041, 3, 1)
        assert " March 2041\n Fri 1" in text
        assert len(screen.data.view.weeks) < 20


@pytest.mark.parametrize(("day", "key"), [("1970-01-03", "k"), ("2199-12-29", "j"), ("1970-01-03", "pageup")])
async def test_the_agenda_ends_where_the_calendar_does(
    book: Planbook, open_app: OpenApp, see: See, day: str, key: str
) -> None:
    async with open_app(book, 60, 20) as pilot:
        await pilot.press("g", *day, "enter", *[key] * 4)
        end = dt.date(1970, 1, 1) if day < "2" else dt.date(2199, 12, 31)
        assert calendar(pilot).cursor.day == end
        assert f" {end:%a} {end.day}" in await see(pilot)


async def test_the_cursor_can_be_seen_wherever_the_agenda_goes(book: Planbook, open_app: OpenApp, see: See) -> None:
    keys = ["pagedown", "pagedown", "k", "right_curly_bracket", "left_square_bracket", "pageup", "j", "t", "pageup"]
    async with open_app(book, 40, 12) as pilot:
        for key in keys:
            await pilot.press(key)
            day = calendar(pilot).cursor.day
            assert f"{day:%a} {day.day} " in await see(pilot)


async def test_the_agenda_reads_a_window_and_not_the_file(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book, 60, 20) as pilot:
        screen = calendar(pilot)
        window = screen.data.window
        for _ in range(10):
            await pilot.press("j")
        assert screen.data.window is window
        assert window.last - window.first < dt.timedelta(days=120)


@every_view
async def test_every_view_shows_what_a_move_would_do(
    book: Planbook, open_app: OpenApp, see: See, look: ViewKind, keys: list[str]
) -> None:
    async with open_app(book) as pilot:
        await pilot.press(*keys, "m", "right")
        screen = calendar(pilot)
        assert screen.data.view.kind is look
        assert screen.preview.marked_days == {TODAY + DAY}
        assert [item.title for item in screen.data.view.workouts_on(TODAY + DAY)] == ["Tempo, 3 × 10 min"]
        text = await see(pilot)
        assert "Move to Fri 8 Jan" in text
        assert {ViewKind.MONTH: "T 12  →", ViewKind.WEEK: "planned", ViewKind.AGENDA: "(planned for Thu 7 Jan)"}[
            look
        ] in text
        await pilot.press("escape")
        assert screen.data.view.workouts_on(TODAY + DAY)[0].title == "Rest"


@every_view
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_view_says_where_a_moved_workout_was_planned(
    book: Planbook, open_app: OpenApp, see: See, look: ViewKind, keys: list[str], size: tuple[int, int]
) -> None:
    with store.edit(book.path, "moved and done", now=NOON) as plan:
        item = next(item for item in quick.read_days(book.path, TODAY, TODAY))
        plan.replace_workout(done(replace(item, date=TODAY + DAY, original_date=TODAY, plan_date=TODAY)))
    async with open_app(book, *size) as pilot:
        await pilot.press(*keys, "right")
        text = " ".join((await see(pilot)).split())
        assert calendar(pilot).data.view.kind is look
        assert "✓ done, planned for" in text or "(done, planned for Thu 7 Jan)" in text


@every_view
async def test_the_race_decides_a_days_look_in_every_view(
    book: Planbook, open_app: OpenApp, see: See, look: ViewKind, keys: list[str]
) -> None:
    race = dt.date(2027, 2, 14)
    with store.edit(book.path, "more on race day", now=NOON) as plan:
        plan.add_workouts([run(race, RunKind.EASY, "Warm up", 2), strength(race, StrengthKind.LIGHT)])
    async with open_app(book) as pilot:
        await pilot.press(*keys, "g", *"race", "enter", "left")
        text = await see(pilot)
        assert calendar(pilot).data.view.kind is look
        assert "⚑" in text
        drawn = calendar(pilot)._active_grid
        ground = pilot.app.theme_variables["ground-finish"]
        styles = {
            str(segment.style.bgcolor.name)
            for y in range(drawn.size.height)
            for segment in drawn.render_line(y)
            if segment.style and segment.style.bgcolor
        }
        assert ground in styles


@every_view
async def test_at_midnight_the_cursor_follows_today_if_it_stood_there(
    book: Planbook, see: See, look: ViewKind, keys: list[str]
) -> None:
    watch = Watch()
    app = PlannerApp(replace(book, clock=watch))  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        screen = calendar(pilot)
        watch.day = TODAY + DAY
        screen._check_for_changes()
        text = await see(pilot)
        assert screen.data.view.kind is look
        assert screen.data.view.today == screen.cursor.day == TODAY + DAY
        assert "✗" in text
        assert {ViewKind.MONTH: " 8▸", ViewKind.WEEK: "Fri 8▸", ViewKind.AGENDA: "▸Fri 8"}[look] in text


@every_view
async def test_at_midnight_the_cursor_stays_where_something_is_going_on(
    book: Planbook, see: See, look: ViewKind, keys: list[str]
) -> None:
    watch = Watch()
    app = PlannerApp(replace(book, clock=watch))  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)) as pilot:
        screen = calendar(pilot)
        await pilot.press(*keys, "d")
        watch.day = TODAY + DAY
        screen._check_for_changes()
        assert screen.cursor.day == TODAY
        await pilot.press("escape", "left")
        watch.day = TODAY + 2 * DAY
        screen._check_for_changes()
        await see(pilot)
        assert screen.data.view.kind is look
        assert screen.cursor.day == TODAY - DAY
        await pilot.press("t", "m")
        watch.day = TODAY + 3 * DAY
        screen._check_for_changes()
        assert screen.cursor.day == TODAY + 2 * DAY
        assert screen.data.view.today == TODAY + 3 * DAY


async def test_a_new_day_shows_the_month_it_belongs_to(book: Planbook, see: See) -> None:
    watch = Watch()
    watch.day = dt.date(2027, 1, 31)
    app = PlannerApp(replace(book, clock=watch))  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        watch.day += DAY
        calendar(pilot)._check_for_changes()
        assert "February 2027" in await see(pilot)


async def test_phases_are_bands_with_their_name_at_the_first_week(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        weeks = calendar(pilot).data.view.weeks
        assert [(week.phase, week.starts_phase, week.background) for week in weeks] == [
            ("build", True, "phase_2"),
            ("build", False, "phase_2"),
            ("build", False, "phase_2"),
            ("build", False, "phase_2"),
            ("build", False, "phase_2"),
        ]
        await pilot.press("right_curly_bracket")
        weeks = calendar(pilot).data.view.weeks
        assert [(week.phase, week.starts_phase, week.background) for week in weeks][1:] == [
            ("taper", False, "phase_1"),
            ("", False, "band"),
            ("", False, "band"),
        ]
        assert weeks[0].starts_phase


async def test_neighbouring_phases_lie_on_different_ground(book: Planbook, open_app: OpenApp, see: See) -> None:
    with store.edit(book.path, "another block", now=NOON) as plan:
        phases = tuple((7 * step, name) for step, name in enumerate(("base", "build", "peak", "taper")))
        plan.add_block(Block("Spring", dt.date(2027, 3, 1), 28, phases=phases))
    async with open_app(book) as pilot:
        await pilot.press("g", *"mar", "enter")
        text = await see(pilot)
        weeks = calendar(pilot).data.view.weeks[:4]
        assert [week.phase for week in weeks] == ["base", "build", "peak", "taper"]
        assert all(name in text for name in ("base", "build", "peak", "taper"))
        assert [week.background for week in weeks] == ["phase_1", "phase_2", "phase_1", "phase_2"]


async def test_what_was_done_comes_before_the_plan_and_what_was_estimated(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    [tempo] = (one for one in quick.read_days(book.path, TODAY, TODAY) if one.kind == RunKind.TEMPO)
    estimated = replace(tempo, estimated=("duration_s",), reason="Time estimated from the distance.")
    typed = TypedOutcome(distance_m=11_600.0, duration_s=3150, rpe=7.0, note="windy by the river")
    with store.edit(book.path, "estimated", now=NOON) as plan:
        kept = plan.replace_workout(estimated)
    mark_done(book, kept.id, typed)
    said = ["(done)", "4:32 /km", "RPE 7", "“windy by the river”", "Time estimated"]
    async with open_app(book) as pilot:
        line = " ".join((await see(pilot)).splitlines()[-3:])
        assert [one for one in said if one in line] == said
        assert [line.index(one) for one in said] == sorted(line.index(one) for one in said)
        await pilot.resize_terminal(120, 40)
        panel = " ".join(" ".join(line[93:] for line in (await see(pilot)).splitlines()).split())
        shown = ["✓ done", "4:32 /km", "RPE 7", "windy", "planned 07:00", "Time estimated"]
        assert [panel.index(one) for one in shown] == sorted(panel.index(one) for one in shown)


async def test_race_day_shows_its_start_its_predicted_time_and_its_pace(
    slotted: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(slotted) as pilot:
        await pilot.press("g", *"race", "enter")
        line = " ".join((await see(pilot)).splitlines()[-3:])
        assert "07:00 Half marathon race, 21.1 km, predicted ~1:41:15 · ~4:48 /km" in line
        await pilot.resize_terminal(120, 40)
        panel = [" ".join(line[93:].split()) for line in (await see(pilot)).splitlines()]
        assert "07:00 · 21.1 km, predicted ~1:41:15 · ~4:48 /km" in " ".join(panel)
