from __future__ import annotations

import pytest
from textual.widgets import Input

from planner import store
from planner.training.outcomes import TypedOutcome
from planner.training.workouts import ENTERED, Exercise, RunKind, Sport, StoredStatus, StrengthKind
from planner.tui.sheets.done import DoneSheet
from planner.tui.sheets.form_sheet import FormSheet
from planner.tui.sheets.workout_form import AddWorkoutForm, EditWorkoutForm
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from tests.tui.driving import On, OpenApp, See, fields_of, fill, make, message, standing, state
from tests.tui.season import DAY, MONDAY, NOON, TODAY

TUESDAY, FRIDAY, SUNDAY = MONDAY + DAY, TODAY + DAY, TODAY + 3 * DAY
HEAVY_DAY = TUESDAY + 7 * DAY


async def test_a_workout_is_added_with_forgiving_figures(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("right", "a")
        assert isinstance(getattr(pilot.app.screen, "form", None), AddWorkoutForm)
        await pilot.press(*"tem", "down", "down", *"8,2km", "tab", *"41:00", "enter")
        assert message(pilot) == "Add: Fri 8 Jan Tempo. The rest day of Fri 8 Jan goes. u takes it back."
        assert "T 8.2" in await see(pilot)
        added = next(workout for workout in workouts_on(FRIDAY) if workout.sport is Sport.RUN)
        assert (added.kind, added.planned.distance_m, added.planned.duration_s) == (RunKind.TEMPO, 8200, 2460)
        assert (added.status, added.block_id, added.start) == (StoredStatus.PLANNED, 1, "07:00")
        await pilot.press("u")
    assert state(book) == before


async def test_a_workout_that_comes_again_is_added_on_all_its_days_and_taken_back_at_once(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("right", "a")
        assert "Every     week, 2 weeks, month" in await see(pilot)
        await fill(pilot, what="cross", title="Swim", every="2 fri", until="+4w")
        await pilot.press("enter")
        assert "Swim, every other Friday to Fri 5 Feb. 3 are added, the last on Fri 5 Feb 2027." in message(pilot)
        for weeks in (0, 2, 4):
            assert "Swim" in [workout.title for workout in workouts_on(FRIDAY + 7 * weeks * DAY)]
        await pilot.press("u")
    assert state(book) == before


async def test_what_was_done_on_a_day_that_is_past_does_not_come_again(
    book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("left", "a")
        assert "Every" not in await see(pilot)


async def test_a_strength_session_is_added_with_its_sets(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("right", "a")
        await fill(pilot, what="heavy", sled="5 x 20 m, 60 kg", sit="2 x 1:15", start="6:30 pm", rpe="7", note="gym")
        await make(pilot)
    added = next(workout for workout in workouts_on(FRIDAY) if workout.sport is Sport.STRENGTH)
    sled, sit = added.planned.sets
    assert (added.kind, added.start, added.planned.rpe, added.note) == (StrengthKind.HEAVY, "18:30", 7, "gym")
    assert (sled.exercise, sled.rounds, sled.distance_m, sled.load_kg) == (Exercise.REVERSE_SLED_PUSH, 5, 20, 60)
    assert (sit.exercise, sit.rounds, sit.hold_s) == (Exercise.WALL_SIT, 2, 75)


async def test_what_is_added_on_a_day_that_is_past_was_done(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("left", "a")
        assert "Done      yes" in await see(pilot)
        await fill(pilot, what="easy", distance="5", time="29", rpe="3", note="with the dog")
        await pilot.press("enter")
    added = next(workout for workout in workouts_on(TODAY - DAY) if workout.status is StoredStatus.UNPLANNED)
    assert added.actual is not None
    assert (added.actual.source, added.actual.note, added.note) == (ENTERED, "with the dog", "")
    assert (added.actual.effort.distance_m, added.actual.effort.duration_s, added.actual.effort.rpe) == (5000, 1740, 3)
    assert added.planned.distance_m is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Say at least what kind of workout it is."),
        ({"what": "flying"}, 'kind "flying" is no kind of workout; say easy,'),
        ({"what": "r", "distance": "far"}, 'distance "far" is not a distance'),
        ({"what": "easy", "time": "soon"}, 'time "soon" is not a duration'),
        ({"what": "easy", "start": "25:00"}, 'start "25:00" is not a time'),
        ({"what": "easy", "sled": "5 x 20 m"}, "only a strength session has a sled"),
        ({"what": "rest", "distance": "5"}, "a rest day asks for nothing"),
        ({"what": "easy", "rpe": "11"}, '"11"'),
        ({"what": "easy", "done": "perhaps"}, 'done "perhaps" is neither yes nor no.'),
        ({"what": "easy", "title": "x" * 400}, "characters; this one has 400."),
        ({"what": "easy", "every": "year"}, 'every "year" is not how often'),
        ({"what": "easy", "until": "race"}, 'until "race" needs how often: fill in every too.'),
    ],
)
async def test_a_refusal_keeps_the_form_as_it_was_typed(
    book: Planbook, open_app: OpenApp, see: See, fields: dict[str, str], said: str
) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("a")
        await fill(pilot, **fields)
        await pilot.press("enter")
        sheet = pilot.app.screen
        assert isinstance(sheet, FormSheet)
        assert isinstance(sheet.form, AddWorkoutForm)
        assert said in " ".join(sheet.message.text.split())
        assert {name: text for name, text in sheet.values.items() if text} == fields
        await see(pilot)
    assert state(book) == before


async def test_what_cannot_be_written_keeps_the_form_too(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("a", *"easy")
        book.path.write_bytes(b"not a database at all" * 100)
        await pilot.press("enter")
        sheet = pilot.app.screen
        assert isinstance(sheet, FormSheet)
        assert isinstance(sheet.form, AddWorkoutForm)
        assert "planner.db is a text file" in " ".join(sheet.message.text.split())
        assert sheet.values["what"] == "easy"


async def test_a_workout_is_edited_and_nothing_else_of_it_changes(
    book: Planbook, open_app: OpenApp, see: See, workouts_on: On
) -> None:
    before = state(book)
    [tempo] = workouts_on(TODAY)
    async with open_app(book) as pilot:
        await pilot.press("e")
        assert isinstance(getattr(pilot.app.screen, "form", None), EditWorkoutForm)
        shown = await see(pilot)
        assert all(
            label in shown for label in ("Kind      tempo", "Title     Tempo, 3 × 10 min", "Day       2027-01-07")
        )
        await fill(pilot, what="intervals", day="sat", distance="10km", start="am")
        await pilot.press("enter")
        assert message(pilot).startswith("Edit: Sat 9 Jan Intervals, 8 × 300 m.")
        edited = next(workout for workout in workouts_on(TODAY + 2 * DAY) if workout.id == tempo.id)
        assert (edited.kind, edited.planned.distance_m) == (RunKind.INTERVALS, 10_000)
        assert (edited.planned.duration_s, edited.original_date) == (tempo.planned.duration_s, TODAY)
        await pilot.press("u")
    assert state(book) == before


async def test_an_edit_that_changes_nothing_says_so_and_leaves_no_trace(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        await pilot.press("e", "enter")
        assert message(pilot) == "Nothing would change, so nothing has."
    assert standing(book) == 1


async def test_the_sets_of_a_session_are_edited(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("g", *f"{HEAVY_DAY}", "enter", "e", "down", "enter")
        await fill(pilot, sled="4 x 15 m", sit="")
        await pilot.press("enter")
    session = next(workout for workout in workouts_on(HEAVY_DAY) if workout.sport is Sport.STRENGTH)
    [sled] = session.planned.sets
    assert (sled.rounds, sled.distance_m, sled.load_kg) == (4, 15, 56)


async def test_what_was_done_stays_on_its_day(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("left", "e", "p")
        await fill(pilot, day="+1")
        await pilot.press("enter")
        sheet = pilot.app.screen
        assert isinstance(sheet, FormSheet)
        assert isinstance(sheet.form, EditWorkoutForm)
        assert "stays on its day" in sheet.message.text
    assert len(workouts_on(TODAY - DAY)) == 1


async def test_a_rest_day_can_be_edited_into_a_run(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("right", "e")
        await fill(pilot, what="recovery", distance="5")
        await pilot.press("enter")
    [workout] = workouts_on(FRIDAY)
    assert (workout.kind, workout.title, workout.start) == (RunKind.RECOVERY, "Recovery", "07:00")


async def test_a_workout_is_deleted_and_comes_back(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("D")
        assert message(pilot) == "Delete: Thu 7 Jan Tempo, 3 × 10 min. u takes it back."
        assert not workouts_on(TODAY)
        await pilot.press("u")
        assert state(book) == before
        await pilot.press("right", "right", "right", "delete", "down", "enter")
        assert [workout.title for workout in workouts_on(SUNDAY)] == ["Long run"]


async def test_a_workout_is_locked_and_let_go(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("L")
        assert message(pilot) == "Lock: Thu 7 Jan Tempo, 3 × 10 min. u takes it back."
        assert workouts_on(TODAY)[0].locked
        await pilot.press("r")
        assert "is locked; unlock it first" in message(pilot)
        await pilot.press("escape", "L")
        assert message(pilot).startswith("Unlock: ")
        assert not workouts_on(TODAY)[0].locked


async def test_done_takes_sled_wall_sit_and_pain(book: Planbook, open_app: OpenApp, see: See, workouts_on: On) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("left", "left", "d")
        assert "5 × 20 m, 56 kg" in await see(pilot)
        await fill(pilot, sled="4 x 20 m, 60 kg", sit="1 x 1:00", rpe="8", pain="2", note="left knee")
        await pilot.press("enter")
        session = next(workout for workout in workouts_on(TUESDAY) if workout.sport is Sport.STRENGTH)
        assert session.actual is not None
        sled, sit = session.actual.effort.sets
        assert (sled.rounds, sled.load_kg, sit.rounds, sit.hold_s) == (4, 60, 1, 60)
        assert (session.actual.effort.rpe, session.actual.pain, session.actual.note) == (8, 2, "left knee")
        await pilot.press("u")
    assert state(book) == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"pain": "11"}, 'pain "11"'), ({"sled": "many"}, 'sled "many"'), ({"instead": "flying"}, 'kind "flying" is no')],
)
async def test_done_refuses_what_cannot_be(
    book: Planbook, open_app: OpenApp, see: See, fields: dict[str, str], said: str
) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("left", "left", "d")
        await fill(pilot, **fields)
        await pilot.press("home", "enter")
        assert isinstance(pilot.app.screen, DoneSheet)
        assert said in await see(pilot)
        assert fields_of(pilot).current == next(iter(fields))
    assert state(book) == before


async def test_another_kind_replaces_what_was_planned(book: Planbook, open_app: OpenApp, workouts_on: On) -> None:
    before = state(book)
    async with open_app(book) as pilot:
        await pilot.press("d")
        await pilot.press("i", *"bike", "down", "down", *"1:10:00")
        await pilot.press("enter")
        assert message(pilot) == "Done: Cross. u takes it back."
        tempo, bike = sorted(workouts_on(TODAY), key=lambda workout: workout.id)
        assert (tempo.status, tempo.replaced_by_id, tempo.actual) == (StoredStatus.SKIPPED, bike.id, None)
        assert bike.actual is not None
        assert (bike.sport, bike.status, bike.actual.effort.duration_s) == (Sport.CROSS, StoredStatus.UNPLANNED, 4200)
        await pilot.press("u")
    assert state(book) == before


async def test_a_reason_longer_than_a_line_is_refused_and_kept(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("s")
        pilot.app.screen.query_one(Input).value = "x" * 400
        await pilot.press("enter")
        assert "this one has 400" in await see(pilot)
        assert pilot.app.screen.query_one(Input).value == "x" * 400


async def test_an_edit_of_another_sessions_workout_is_said_in_the_calendar(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    """A key that acts at once on what has just been deleted elsewhere."""
    async with open_app(book) as pilot:
        with store.edit(book.path, "elsewhere", now=NOON) as plan:
            plan.remove_workout(workouts_on(TODAY)[0].id)
        await pilot.press("L")
        assert "There is no workout" in message(pilot) or "no workout here" in message(pilot)
    assert standing(book) == 2


async def test_a_note_of_several_lines_that_is_left_alone_stays_so(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    mark.mark_done(book, workouts_on(TODAY)[0].id, TypedOutcome(note="windy\nbut fine"))
    async with open_app(book) as pilot:
        await pilot.press("d")
        await fill(pilot, rpe="8")
        await pilot.press("enter")
    [tempo] = workouts_on(TODAY)
    assert tempo.actual is not None
    assert (tempo.actual.effort.rpe, tempo.actual.note) == (8, "windy\nbut fine")


async def test_a_run_made_into_strength_gets_its_dose_and_is_a_run_again(
    book: Planbook, open_app: OpenApp, workouts_on: On
) -> None:
    [tempo] = workouts_on(TODAY)
    async with open_app(book) as pilot:
        await pilot.press("e")
        await fill(pilot, what="moderate", start="pm")
        await make(pilot)
        [session] = workouts_on(TODAY)
        assert (session.title, session.planned.duration_s) == ("Moderate sled and wall sit", 40 * 60)
        assert session.planned.sled_m > 0
        await pilot.press("e")
        await fill(pilot, what="tempo")
        await make(pilot)
        [again] = workouts_on(TODAY)
        assert (again.title, again.planned) == (tempo.title, tempo.planned)
