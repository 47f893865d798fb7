"""The sheet of ``d``: all workouts of a day, the plan in grey until something is typed over it."""

from __future__ import annotations

import datetime as dt

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from planner import store
from planner.training.outcomes import TypedOutcome
from planner.training.workouts import AS_PLANNED, ENTERED, Effort, RunKind, Sport, StoredStatus, StrengthKind, Workout
from planner.tui.sheets.done import DoneSheet
from planner.tui.sheets.done_rows import DoneRows
from planner.tui.state.form_drafts import FormDrafts
from planner.usecases.calendar import mark
from planner.usecases.history import list_operations
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_week
from tests.tui.driving import On, OpenApp, See, Spawn, calendar, message, picture, state, until
from tests.tui.season import NOON, TODAY, run, strength

TUESDAY, WEDNESDAY, SUNDAY = dt.date(2027, 1, 5), dt.date(2027, 1, 6), dt.date(2027, 1, 10)


@pytest.fixture
def full_day(book: Planbook) -> Planbook:
    """Today with a run, a session and a ride, none of them done."""
    ride = Workout(TODAY, Sport.CROSS, None, "Bike to work", planned=Effort(duration_s=2700))
    with store.edit(book.path, "a full day", now=NOON) as plan:
        plan.add_workouts([strength(TODAY, StrengthKind.MODERATE), ride])
    return book


def sheet_of(pilot: Pilot[None]) -> DoneSheet:
    sheet = pilot.app.screen
    assert isinstance(sheet, DoneSheet)
    return sheet


def rows_of(pilot: Pilot[None]) -> DoneRows:
    return sheet_of(pilot).fields


def tempo_of(found: list[Workout]) -> Workout:
    return next(one for one in found if one.kind == RunKind.TEMPO)


async def test_what_is_typed_of_each_workout_is_stored_in_one_operation(
    full_day: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    before, count = state(full_day), len(list_operations(full_day))
    async with open_app(full_day) as pilot:
        await pilot.press("d", *"11.6", "tab", *"52:30")
        assert "→ 4:32 /km" in await see(pilot)
        await pilot.press("tab", *"7", "down", "down", *"a dd day", "pagedown", *"4x20", "down", *"2x1:00")
        shown = await see(pilot)
        assert shown.count("[✓]") == 2, "only what is typed into is ticked"
        await pilot.press("enter")
        await pilot.pause()
        assert message(pilot).startswith("Done: Tempo, 3 × 10 min and Moderate sled and wall sit. u takes it back.")
        assert list_operations(full_day)[0].name == "mark done: 2 workouts, Thu 7 Jan"
        assert len(list_operations(full_day)) == count + 1
        tempo, session, ride = (workouts_on(TODAY)[place] for place in (0, 1, 2))
        assert tempo.actual is not None
        assert (tempo.actual.effort, tempo.actual.note) == (Effort(11_600, 3150, rpe=7), "a dd day")
        assert session.actual is not None
        assert [part.rounds for part in session.actual.effort.sets] == [4, 2]
        assert session.actual.effort.rpe is None
        assert ride.actual is None
        await pilot.press("u")
    assert state(full_day) == before


async def test_ticked_as_planned_stores_nothing_as_felt_or_measured(
    full_day: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(full_day) as pilot:
        await pilot.press("d", "space", "pagedown", "space", "space")
        shown = await see(pilot)
        assert "as planned" in shown
        await pilot.press("enter")
        await pilot.pause()
        tempo, session, ride = workouts_on(TODAY)
        assert (session.actual, ride.actual) == (None, None)
        assert tempo.actual is not None
        assert tempo.actual.source == AS_PLANNED
        assert tempo.typed_rpe is None
        await pilot.press("d")
        assert rows_of(pilot).row.workout.id == session.id, "what is left comes first"


async def test_d_stores_all_as_planned_at_once(full_day: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(full_day) as pilot:
        await pilot.press("d", "d")
        await pilot.pause()
        assert message(pilot).startswith("Done: Tempo, 3 × 10 min, Moderate sled and wall sit and Bike to work.")
    assert {one.actual.source for one in workouts_on(TODAY) if one.actual} == {AS_PLANNED}
    assert all(one.status is StoredStatus.DONE for one in workouts_on(TODAY))


async def test_d_after_something_was_typed_stores_nothing(
    full_day: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(full_day) as pilot:
        await pilot.press("d", *"11", "pagedown", "d")
        assert "Something is typed" in await see(pilot)
        assert sheet_of(pilot).is_current
    assert all(one.actual is None for one in workouts_on(TODAY))


async def test_enter_with_nothing_ticked_stores_nothing_and_says_what_ticks(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d", "enter")
        assert "Nothing is ticked." in await see(pilot)
        await pilot.press("space", "enter")
    [tempo] = workouts_on(TODAY)
    assert tempo.actual is not None
    assert tempo.actual.source == AS_PLANNED


async def test_a_distance_alone_says_nothing_of_the_time(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d", "d", "d", *"11.6", "enter")
        await pilot.pause()
    [tempo] = workouts_on(TODAY)
    assert tempo.actual is not None
    assert (tempo.actual.effort.distance_m, tempo.actual.effort.duration_s) == (11_600, None)
    assert (tempo.actual.source, tempo.typed_rpe) == (ENTERED, None)
    assert read_week(book, TODAY).totals.run.done_m == pytest.approx(33_600)


async def test_the_right_arrow_takes_the_figure_of_the_plan(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d", "right", "backspace", "backspace", "backspace", *".5", "tab", *"58:00")
        assert "12.5" in await see(pilot)
        await pilot.press("enter")
    [tempo] = workouts_on(TODAY)
    assert tempo.actual is not None
    assert tempo.actual.effort.distance_m == 12_500


async def test_the_first_character_replaces_what_was_recorded(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    mark.mark_done(book, workouts_on(TODAY)[0].id, TypedOutcome(distance_m=9_000, duration_s=2_700, rpe=4))
    async with open_app(book) as pilot:
        await pilot.press("d")
        assert rows_of(pilot).values["distance"] == "9 km"
        await pilot.press("8", "tab", "tab", "tab", "2", "enter")
    [tempo] = workouts_on(TODAY)
    assert tempo.actual is not None
    assert (tempo.actual.effort, tempo.actual.pain) == (Effort(8_000, 2_700, rpe=4), 2)


async def test_a_refused_field_gets_the_cursor_selected_with_its_sentence_below(
    full_day: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    before = state(full_day)
    async with open_app(full_day) as pilot:
        await pilot.press("d", *"11", "tab", *"4:99:7x", "pagedown", "space", "enter")
        lines = (await see(pilot)).splitlines()
        at = next(y for y, line in enumerate(lines) if "4:99:7x" in line)
        assert 'time "4:99:7x" is not a duration' in lines[at + 1]
        assert (rows_of(pilot).row.workout.kind, rows_of(pilot).current) == (RunKind.TEMPO, "time")
        assert state(full_day) == before
        await pilot.press(*"50:00", "enter")
        assert len(pilot.app.screen_stack) == 1
    assert [one.actual is not None for one in workouts_on(TODAY)] == [True, True, False]


async def test_s_skips_with_a_reason_and_space_takes_it_back(
    full_day: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(full_day) as pilot:
        await pilot.press("d", "s", "space")
        assert "[ ] Tempo" in await see(pilot)
        await pilot.press("pagedown", "s", "enter")
        assert "needs a reason" in await see(pilot)
        await pilot.press(*"sore", "pageup", *"12", "enter")
        await pilot.pause()
        assert message(pilot).startswith("Done: Tempo, 3 × 10 min. Skipped: Moderate sled and wall sit.")
        tempo, session, ride = workouts_on(TODAY)
        assert (session.status, session.skip_reason) == (StoredStatus.SKIPPED, "sore")
        assert (tempo.status, ride.status) == (StoredStatus.DONE, StoredStatus.PLANNED)
        assert list_operations(full_day)[0].name == "mark: 2 workouts, Thu 7 Jan"
        await pilot.press("d", "pageup")
        assert "why  sore" in await see(pilot)
        await pilot.press("backspace", "backspace", "backspace", "backspace", *"tired", "enter")
    assert workouts_on(TODAY)[1].skip_reason == "tired"


async def test_escape_records_nothing_and_keeps_the_draft_of_all_rows(
    full_day: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(full_day) as pilot:
        await pilot.press("d", "tab", "tab", *"6", "pagedown", "space", "escape")
        assert len(pilot.app.screen_stack) == 1
        assert all(one.actual is None for one in workouts_on(TODAY))
        await pilot.press("d")
        shown = await see(pilot)
        assert "What you typed last time is here again." in shown
        assert shown.count("[✓]") == 2
        await pilot.press("enter")
    tempo, session, ride = workouts_on(TODAY)
    assert tempo.actual is not None
    assert tempo.actual.effort.rpe == 6
    assert (session.status, ride.status) == (StoredStatus.DONE, StoredStatus.PLANNED)
    assert FormDrafts.for_database(full_day.path).newest_form() is None


async def test_a_half_typed_day_is_offered_at_the_next_start(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("left", "left", "d", "tab", *"4", "escape")
    assert FormDrafts.for_database(book.path).path.stat().st_mode & 0o777 == 0o600
    async with open_app(book) as pilot:
        await pilot.pause()
        assert calendar(pilot).cursor.day == TUESDAY
        assert "d goes on where you stopped" in await see(pilot)


async def test_a_day_ahead_moves_what_is_ticked_to_today(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("right", "right", "right", "d")
        shown = " ".join((await see(pilot)).split())
        assert "Sunday 10 January 2027 is still ahead." in shown
        assert "Long run and Light sled and wall sit are planned in 3 days. Were they done today already?" in shown
        await pilot.press("enter", "pagedown", "space", "enter")
        await pilot.pause()
        assert "now on Thu 7 Jan" in message(pilot)
    assert [one.kind for one in workouts_on(SUNDAY)] == [RunKind.LONG]
    assert [one.kind for one in workouts_on(TODAY) if one.actual] == [StrengthKind.LIGHT]


async def test_the_opened_day_marks_with_the_caret_in_the_workout_that_is_chosen(
    full_day: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    async with open_app(full_day) as pilot:
        await pilot.press("enter", "down", "d", "space", "enter")
        await pilot.pause()
    assert [one.actual is not None for one in workouts_on(TODAY)] == [False, True, False]


async def test_another_sport_brings_its_own_fields(full_day: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(full_day) as pilot:
        await pilot.press("d", "pagedown", "i", *"easy", "tab", *"5", "tab", *"30", "enter")
        await pilot.pause()
        assert message(pilot).startswith("Done: Easy.")
    session = next(one for one in workouts_on(TODAY) if one.sport is Sport.STRENGTH)
    easy = next(one for one in workouts_on(TODAY) if one.id == session.replaced_by_id)
    assert easy.actual is not None
    assert (easy.kind, easy.actual.effort) == (RunKind.EASY, Effort(5_000, 1_800))


async def test_what_another_session_recorded_is_said_and_a_workout_that_went_leaves(
    full_day: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    tempo, session, ride = workouts_on(TODAY)
    async with open_app(full_day) as pilot:
        await pilot.press("d", "tab", "tab", *"6", "pagedown", "space", "pagedown", "space")
        mark.mark_done(full_day, tempo.id, TypedOutcome(distance_m=11_000, duration_s=3_300))
        with store.edit(full_day.path, "elsewhere", now=NOON) as plan:
            plan.remove_workout(session.id)
        await pilot.press("enter")
        shown = " ".join((await see(pilot)).split())
        assert "Another session changed it meanwhile: Tempo, 3 × 10 min, done, 11 km, 55 min; Moderate" in shown
        assert "is gone" in shown
        assert workouts_on(TODAY)[1].actual is None
        await pilot.press("enter")
        assert len(pilot.app.screen_stack) == 1
    theirs, mine = workouts_on(TODAY)
    assert theirs.actual is not None
    assert theirs.actual.effort == Effort(11_000, 3_300, rpe=6), "only what was typed goes over theirs"
    assert (mine.id, mine.status) == (ride.id, StoredStatus.DONE)


async def test_a_day_that_went_closes_and_is_said(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("d")
        with store.edit(book.path, "elsewhere", now=NOON) as plan:
            plan.remove_workout(workouts_on(TODAY)[0].id)
        await pilot.press("d")
        await until(pilot, lambda: "Tempo, 3 × 10 min is gone." in message(pilot))
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_tab_goes_through_the_figures_of_all_workouts_and_each_is_seen(
    full_day: Planbook, open_app: OpenApp, see: See, size: tuple[int, int]
) -> None:
    async with open_app(full_day, *size) as pilot:
        await pilot.press("d")
        rows = rows_of(pilot)
        seen = []
        for number in range(17):
            seen.append(rows.current)
            typed = f"{number % 10}" * 2
            await pilot.press(*typed)
            line = (await see(pilot)).splitlines()[(rows.caret or rows.region.offset).y]
            assert typed in line
            await pilot.press("tab")
        run_fields, session_fields = ["distance", "time", "rpe", "pain"], ["sled", "sit", "time", "rpe", "pain"]
        assert seen[:16] == [*run_fields, *session_fields, *run_fields, "note", "note", "note"]
        assert seen[16] == "distance"


async def test_a_click_ticks_and_puts_the_caret_where_it_was(full_day: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(full_day) as pilot:
        await pilot.press("d")
        lines = (await see(pilot)).splitlines()
        y = next(y for y, line in enumerate(lines) if "[ ] Moderate" in line)
        await pilot.click(offset=(lines[y].index("[ ]") + 1, y))
        assert "[✓] Moderate" in await see(pilot)
        await pilot.click(offset=(lines[4].index("RPE") if "RPE" in lines[4] else 69, y))
        assert (rows_of(pilot).row.workout.sport, rows_of(pilot).current) == (Sport.STRENGTH, "rpe")


@pytest.mark.parametrize(
    ("name", "size"), [("day", (80, 24)), ("narrow", (60, 20)), ("smallest", (40, 12))], ids=["80", "60", "40"]
)
async def test_a_day_that_is_marked_looks_as_it_did(
    full_day: Planbook, open_app: OpenApp, see: See, pictures: SnapshotAssertion, name: str, size: tuple[int, int]
) -> None:
    async with open_app(full_day, *size) as pilot:
        await pilot.press("d", *"11.6", "tab", *"52:30", "tab", "7", "pagedown", "space", "pageup", "down")
        await see(pilot)
        assert picture(pilot) == pictures(name=name)


def test_two_days_are_marked_with_at_most_thirty_keys(start: Spawn, book: Planbook, workouts_on: On) -> None:
    """Three workouts on two days, two of them with distance and time, one with a rating."""
    with store.edit(book.path, "yesterday", now=NOON) as plan:
        plan.remove_workout(workouts_on(WEDNESDAY)[0].id)
        plan.add_workouts([run(WEDNESDAY, RunKind.HILLS, "Hills", 6), strength(WEDNESDAY, StrengthKind.MODERATE)])
    terminal = start()
    keys = 0
    for typed, shown in (
        (b"t", "Thu 7 Jan"),  # a line at the start may name unmarked days, and d would answer that
        (b"d", "what did you do?"),
        (b"11.6\t52:30\t7\r", "Done: Tempo"),
        (b"\x1b[D", "Wed 6 Jan"),
        (b"d", "what did you do?"),
        (b"6.4\t41:10", "6:26 /km"),
        (b"\x1b[6~", "Sled:"),
        (b" \r", "Done: Hills and Moderate"),
    ):
        terminal.press(typed)
        terminal.wait_for(shown)
        keys += 1 if typed.startswith(b"\x1b") else len(typed)
    assert keys <= 30, f"{keys} keys"
    tempo = tempo_of(workouts_on(TODAY))
    hills, session = workouts_on(WEDNESDAY)
    assert tempo.actual is not None
    assert tempo.actual.effort == Effort(11_600, 3_150, rpe=7)
    assert hills.actual is not None
    assert hills.actual.effort == Effort(6_400, 2_470)
    assert session.actual is not None
    assert session.actual.source == AS_PLANNED
