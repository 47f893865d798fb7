"""A block as text: what is shown, what an edited text changes and what it leaves alone, and what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.exchange.plans.plan_text import parse_plan_text
from planner.store import quick
from planner.training.blocks import Block
from planner.training.parse_steps import parse_steps
from planner.training.refusal import RefusedError
from planner.training.steps_text import format_steps
from planner.training.weeks import DAY
from planner.training.workouts import Effort, RunKind, Slot, Sport, StoredStatus, Workout
from planner.usecases.blocks.rewrite import block_as_text, plan_rewrite
from planner.usecases.calendar.edit import plan_delete, plan_lock
from planner.usecases.calendar.move import plan_move
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.reslot import apply_and_offer
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import on, places, plan, put, refused, the

WEEK = "week 6  # Mon 4 Jan to Sun 10 Jan 2027"
SETS = "sled 5 × 20 m 56 kg; wall sit 2 × 90 s 110° squeeze"
TEMPO = "tempo 12 km 1:09:00          | Tempo, 3 × 10 min"
LONG = "  Sun am  long 18 km 1:43:30           | Long run"


@pytest.fixture
def block(season: Planbook) -> Block:
    return find_block(season)


def edited(book: Planbook, *swaps: tuple[str, str], week: int = 6) -> str:
    """The block's text, with words of one of its weeks in the place of others; each must be there."""
    head, mark, rest = block_as_text(book, find_block(book)).partition(f"\nweek {week} ")
    own, end, tail = rest.partition("\nweek ")
    for old, new in swaps:
        assert old in own
        own = own.replace(old, new, 1)
    return head + mark + own + end + tail


def rewritten(book: Planbook, *swaps: tuple[str, str], week: int = 6) -> list[str]:
    """Carry an edited text out, as one operation, and what was told of it."""
    text = edited(book, *swaps, week=week)
    found = plan_rewrite(book, find_block(book), text)
    plan(book, lambda: plan_rewrite(book, find_block(book), text).change)
    return found.lines()


def test_a_text_has_the_dates_of_its_weeks_and_says_what_stays(season: Planbook, block: Block) -> None:
    text = block_as_text(season, block)
    week = text[text.index(WEEK) :].partition("\n\n")[0].splitlines()
    assert week == [
        WEEK,
        "  Mon am  easy 4 km 23:00; unplanned   | Shake-out with Ann  # done",
        "  Mon     rest  # past",
        "  Tue am  intervals 10 km 57:30        | Intervals, 5 × 1 km  # done",
        f"  Tue pm  strength heavy 45:00 rpe 7; {SETS} | Heavy sled and wall sit  # missed",
        "  Wed am  easy 8 km 46:00  # done",
        "  Thu am  tempo 12 km 1:09:00          | Tempo, 3 × 10 min",
        "  Fri     rest",
        "  Sat am  easy 6.5 km 37:22",
        LONG,
        "  Sun pm  strength light 45:00 rpe 7; sled 3 × 20 m 14 kg; locked | Light sled and wall sit",
    ]
    assert "# skipped" in text


def test_a_text_makes_a_block_anew(slotted: Planbook) -> None:
    plan_again = parse_plan_text(block_as_text(slotted, find_block(slotted)), "block.plan")
    assert plan_again.days == find_block(slotted).days
    assert plan_again.race_day == plan_again.days - 1


@pytest.mark.parametrize("calendar", ["season", "slotted"])
def test_an_untouched_text_changes_nothing(calendar: str, request: pytest.FixtureRequest) -> None:
    book: Planbook = request.getfixturevalue(calendar)
    for block in quick.read_blocks(book.path):
        assert plan_rewrite(book, block, block_as_text(book, block)).change.is_empty


def test_figures_title_and_note_are_changed_and_the_workout_stays_the_same_one(season: Planbook) -> None:
    before = put(season, the(season, TODAY), locked=True, start="06:30")
    locked = TEMPO.replace("1:09:00          |", "1:09:00; locked |")
    told = rewritten(season, (locked, "tempo 10 km 1:00:00 rpe 7; locked | Cruise\n  > by the sea"))
    after = the(season, TODAY)
    assert (after.id, after.locked, after.start) == (before.id, True, "06:30")
    assert (after.title, after.note, after.planned.distance_m, after.planned.rpe) == ("Cruise", "by the sea", 10_000, 7)
    (line,) = told
    assert line.startswith(
        'changed: Thu 7 Jan am 06:30 tempo 12 km 1:09:00; locked "Tempo, 3 × 10 min" → tempo 10 km 1:00:00 '
    )
    assert line.endswith('"Cruise", with another note')


def test_a_line_with_another_day_is_a_move(season: Planbook) -> None:
    before = the(season, MONDAY + 5 * DAY)
    first_day = before.original_date
    told = rewritten(season, ("Sat am  easy 6.5 km", "Fri pm  easy 6.5 km"))
    after = next(one for one in on(season, MONDAY + 4 * DAY, Sport.RUN))
    assert (after.id, after.slot, after.start) == (before.id, Slot.PM, "18:00")
    assert (first_day, after.original_date) == (MONDAY + 4 * DAY, None), "it came home"
    assert told == ["moved: Sat 9 Jan am easy 6.5 km 37:22 → Fri 8 Jan pm"]


def test_two_days_that_change_places_are_two_moves(season: Planbook) -> None:
    tempo, easy = the(season, TODAY), the(season, MONDAY + 5 * DAY)
    rewritten(season, ("Thu am  tempo", "Sat am  tempo"), ("Sat am  easy", "Thu am  easy"))
    assert places(season)[tempo.id] == MONDAY + 5 * DAY
    assert places(season)[easy.id] == TODAY


def test_a_move_that_could_be_either_of_two_is_none(season: Planbook) -> None:
    gone, come = ("  Wed am  easy 8 km 46:00\n", ""), ("  Sat am", "  Fri am easy 8 km 46:00\n  Sat am")
    text = edited(season, gone, come, week=7)
    told = plan_rewrite(season, find_block(season), text).lines()
    assert told == ["moved: Wed 13 Jan am easy 8 km 46:00 → Fri 15 Jan am"]
    twice = text.replace("  Fri am easy 8 km 46:00\n", "  Fri am easy 8 km 46:00\n  Fri pm easy 8 km 46:00\n")
    told = plan_rewrite(season, find_block(season), twice).lines()
    assert [line.partition(":")[0] for line in told] == ["removed", "added", "added"]


def test_lines_come_and_go(season: Planbook) -> None:
    gone = the(season, MONDAY + 6 * DAY)
    told = rewritten(season, (LONG, "  Sun cross 1h | Bike\n  Sun strength light; sled 2 × 20 m 14 kg"))
    assert gone.id not in places(season)
    bike = the(season, MONDAY + 6 * DAY, Sport.CROSS)
    assert (bike.title, bike.slot, bike.start, bike.block_id) == ("Bike", Slot.AM, "07:00", find_block(season).id)
    assert [one.slot for one in on(season, MONDAY + 6 * DAY, Sport.STRENGTH)] == [Slot.PM, Slot.PM]
    assert told[0] == 'removed: Sun 10 Jan am long 18 km 1:43:30 "Long run"'
    assert told[1] == 'added: Sun 10 Jan am cross 1:00:00 "Bike"'


def test_what_a_new_distance_leaves_out_is_estimated_as_in_a_new_block(slotted: Planbook) -> None:
    before = the(slotted, dt.date(2027, 1, 9))
    assert before.estimated == ("duration_s",)
    metres = before.planned.distance_m or 0.0
    rewritten(slotted, (f"Sat am  easy {metres / 1000:g} km", f"Sat am  easy {metres / 500:g} km"), week=5)
    after = the(slotted, dt.date(2027, 1, 9))
    assert after.planned.distance_m == 2 * metres
    assert after.estimated == ("duration_s",)
    assert after.planned.duration_s == pytest.approx(2 * (before.planned.duration_s or 0), abs=2)


def test_an_empty_day_is_called_empty_and_stays_so(season: Planbook, block: Block) -> None:
    apply_change(season, plan_delete(season, [the(season, MONDAY + 5 * DAY)]))
    text = edited(season, ("  Sat     empty\n", ""))
    assert plan_rewrite(season, block, block_as_text(season, block)).change.is_empty
    assert plan_rewrite(season, block, text).change.is_empty
    with_rest = edited(season, ("  Sat     empty\n", "  Sat     rest\n"))
    assert plan_rewrite(season, block, with_rest).lines() == ["added: Sat 9 Jan rest"]
    of_older_version = with_rest.replace("strength: as written\n", "")
    assert plan_rewrite(season, block, of_older_version).change.is_empty, "it wrote empty days as rest"
    rewritten(season, ("  Thu am  tempo 12 km 1:09:00          | Tempo, 3 × 10 min", "  Thu rest"))
    assert [one.sport for one in on(season, TODAY)] == [Sport.REST], "said of a day that held something, it is one"


def test_the_headings_rename_the_block_and_its_phases(season: Planbook, block: Block) -> None:
    text = (
        block_as_text(season, block)
        .replace("plan: Half marathon", "plan: Berlin")
        .replace("phase: taper", "phase: rest up")
    )
    found = plan_rewrite(season, block, text)
    plan(season, lambda: plan_rewrite(season, block, text).change)
    after = find_block(season)
    assert (after.name, after.phases[-1]) == ("Berlin", (63, "rest up"))
    assert found.lines()[0] == 'changed: name "Half marathon" → "Berlin"'


def test_the_race_takes_its_block_along(season: Planbook, block: Block) -> None:
    text = edited(season, ("Sun am  race", "Sat am  race"), week=11)
    plan(season, lambda: plan_rewrite(season, block, text).change)
    assert find_block(season).race_date == dt.date(2027, 2, 13)
    wrong = block_as_text(season, block).replace("day 76", "day 70")
    said = refused(season, lambda: plan_rewrite(season, block, wrong, "b.plan"))
    assert said.endswith("the race day follows the line of the race; move that one.")


def test_days_are_named_as_they_are_in_a_block_that_begins_on_another_weekday(season: Planbook, block: Block) -> None:
    later = replace(block, start=block.start + 2 * DAY, days=block.days - 2)
    put_block = plan_rewrite(season, block, block_as_text(season, block)).change
    apply_change(season, replace(put_block, name="later", blocks=(later,)))
    text = block_as_text(season, find_block(season))
    assert "\n  Wed am  easy 8 km" in text
    week = text.replace("  Thu am  tempo 12 km 1:09:00", "  day 3 am  tempo 12 km 1:09:00").partition("week 7 ")[2]
    swapped = text.partition("week 7 ")[0] + "week 7 " + week
    assert "moved: Thu 14 Jan am" in plan_rewrite(season, block, swapped).lines()[0]
    assert "→ Fri 15 Jan am" in plan_rewrite(season, block, swapped).lines()[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Wed am  easy 8 km", "Wed am  easy 9 km", 'replaces "Wed am easy 8 km 46:00", which is done and stays.'),
        ("  Wed am  easy 8 km 46:00  # done\n", "", 'b.plan: week 6: "Wed am easy 8 km 46:00" is done and stays'),
        ("Tue pm  strength heavy", "Thu pm  strength heavy", "is missed and stays"),
        ("  Mon     rest  # past\n", "  Mon am  easy 5 km\n", "which is past and stays"),
        ("  Wed am", "  Tue am  easy 3 km\n  Wed am", "Tue 5 Jan is past, and nothing is planned into the past"),
        ("Sat am  easy 6.5 km 37:22", "Wed pm  easy 6.5 km 37:22", "Wed 6 Jan is past"),
        ("Sat am  easy", "Sat am  esy", "is no kind of workout"),
        ("Sat am  easy", "Sat am  rest", "a rest day asks for nothing"),
        ("Sat am  easy 6.5 km 37:22", "Sat am  easy; sled 2 × 20 m", "only strength has a sled"),
        ("Sun pm  strength light", "Sun pm  strength light 3 km", "a session's metres are the sled's"),
        ("Sat am  easy 6.5 km 37:22", f"Sat am  easy 6.5 km | {'x' * 201}", "a title can hold 200 characters"),
        ("Sat am  easy 6.5 km 37:22", f"Sat am  easy 6.5 km\n > {'x' * 10_001}", "a note can hold 10000 characters"),
        ("Sat am  easy", "see you there", "is neither a heading nor a week nor a day"),
    ],
)
def test_what_cannot_be_is_refused_by_its_line(season: Planbook, old: str, new: str, said: str) -> None:
    text = edited(season, (old, new))
    sentence = refused(season, lambda: plan_rewrite(season, find_block(season), text, "b.plan"))
    assert said in sentence
    assert sentence.startswith(("b.plan: line ", "b.plan: week 6: "))


def test_a_line_is_named_where_it_stands(season: Planbook, block: Block) -> None:
    text = edited(season, ("Wed am  easy 8 km", "Wed am  easy 9 km"))
    number = next(number for number, line in enumerate(text.split("\n"), 1) if "easy 9 km" in line)
    assert refused(season, lambda: plan_rewrite(season, block, text, "b.plan")).startswith(
        f'b.plan: line {number}: "Wed am easy 9 km 46:00"'
    )


def test_days_behind_the_block_and_empty_texts_are_refused(season: Planbook, block: Block) -> None:
    behind = block_as_text(season, block) + "\nweek 12\n  Mon am easy 5 km\n"
    assert "lies behind the block's last, Sun 14 Feb" in refused(season, lambda: plan_rewrite(season, block, behind))
    for nothing in ("", "# all of it is gone\n", "plan: Half marathon\n"):
        with pytest.raises(RefusedError, match="no day is left"):
            plan_rewrite(season, block, nothing)


def test_what_a_calendar_cannot_keep_is_said(season: Planbook, block: Block) -> None:
    text = edited(season, ("Sat am  easy 6.5 km 37:22", "Sat am  easy 7 km 37:22\n ? or was it 8"))
    found = plan_rewrite(season, block, text.replace("unit: km\n", "unit: km\nremark: from a book\n"))
    assert found.change.remarks[0].startswith("The doubt below line ")
    assert found.change.remarks[1] == "What the text says about itself is not kept with a block."


def test_strength_that_could_follow_is_offered(slotted: Planbook) -> None:
    block = find_block(slotted)
    text = edited(slotted, ("Thu am  ", "Fri am  "), week=6)
    assert apply_and_offer(slotted, plan_rewrite(slotted, block, text).change).offer.moves


def test_locks_reasons_and_first_days_stay_where_a_line_was_left_alone(slotted: Planbook) -> None:
    block = find_block(slotted)
    sessions = [one for one in on(slotted, dt.date(2027, 1, 12)) if one.sport is Sport.STRENGTH]
    apply_change(slotted, plan_lock(sessions, locked=True))
    apply_change(slotted, plan_move(slotted, [the(slotted, dt.date(2027, 1, 14)).id], 1))
    before = {one.id: one for one in quick.read_all_workouts(slotted.path)}
    change = plan_rewrite(slotted, block, edited(slotted, ("Sat am  easy", "Sat am  hills"), week=5)).change
    apply_change(slotted, change)
    after = {one.id: one for one in quick.read_all_workouts(slotted.path)}
    assert [number for number in before if before[number] != after[number]] == [change.changed[0].id]
    assert (change.changed[0].kind, change.changed[0].status) == (RunKind.HILLS, StoredStatus.PLANNED)


REPEATS = "            - 5 × (1.2 km at 4:10/km, 400 m jog)\n"
STEPS = f"            - 2 km warm-up\n{REPEATS}            - 2 km cool-down"


@pytest.fixture
def structured(season: Planbook) -> Workout:
    """The tempo run of the season, with steps that add up to its 12 km."""
    steps = parse_steps("2 km warm-up, 5 x (1.2 km @ 4:10, 400 m jog), 2 km cool-down")
    [tempo] = on(season, TODAY)
    return put(season, tempo, planned=Effort(12_000.0, None, None, steps=steps))


def tempo_after(book: Planbook) -> tuple[float | None, str]:
    """The distance and the steps of the tempo run."""
    [tempo] = on(book, TODAY)
    return tempo.planned.distance_m, format_steps(tempo.planned.steps)


def test_steps_are_written_below_their_run_and_change_nothing_untouched(
    season: Planbook, structured: Workout, block: Block
) -> None:
    assert f"  Thu am  tempo 12 km                  | Tempo, 3 × 10 min\n{STEPS}\n" in block_as_text(season, block)
    assert plan_rewrite(season, block, block_as_text(season, block)).change.is_empty
    assert structured.planned.steps


def test_edited_steps_change_the_distance(season: Planbook, structured: Workout) -> None:
    told = rewritten(season, (REPEATS, REPEATS.replace("5 ×", "6 ×")))
    assert tempo_after(season) == (13_600, "2 km warm-up, 6 × (1.2 km at 4:10/km, 400 m jog), 2 km cool-down")
    steps = "2 km warm-up, 6 × (1.2 km at 4:10/km, 400 m jog), 2 km cool-down"
    assert told == [f"changed: Thu 7 Jan am tempo 12 km → tempo 13.6 km, {steps}"]
    assert structured.planned.distance_m == 12_000


def test_an_edited_distance_changes_the_easy_steps(season: Planbook, structured: Workout) -> None:
    rewritten(season, ("tempo 12 km ", "tempo 11 km "))
    assert tempo_after(season) == (11_000, "1.5 km warm-up, 5 × (1.2 km at 4:10/km, 400 m jog), 1.5 km cool-down")
    assert structured.planned.distance_m == 12_000


def test_an_edited_distance_changes_the_easy_steps_of_a_run_whose_steps_are_partly_by_time(
    season: Planbook, structured: Workout
) -> None:
    steps = parse_steps("2 km warm-up, 3 x (10 min T, 2 min jog), 2 km cool-down")
    put(season, structured, planned=Effort(12_000.0, steps=steps))
    rewritten(season, ("tempo 12 km", "tempo 14 km"))
    assert tempo_after(season) == (
        14_000,
        "3.6 km warm-up, 3 × (10 min at threshold pace, 2 min jog), 3.5 km cool-down",
    )
    text = edited(season, ("tempo 14 km", "tempo 6 km"))
    said = refused(season, lambda: plan_rewrite(season, find_block(season), text))
    assert 'distance "6 km" is shorter than the work in its steps' in said


def test_steps_are_taken_out_and_put_in_as_lines(season: Planbook, structured: Workout) -> None:
    rewritten(season, (f"{STEPS}\n", ""))
    assert tempo_after(season) == (12_000, "")
    rewritten(
        season, ("  Sat am  easy 6.5 km 37:22", "  Sat am  easy\n      - 6 km easy, 5 x (100 m strides, 100 m jog)")
    )
    added = the(season, TODAY + 2 * DAY)
    assert added.planned.distance_m == 7_000
    assert format_steps(added.planned.steps) == "6 km easy, 5 × (100 m strides, 100 m jog)"
    assert structured.id == on(season, TODAY)[0].id


@pytest.mark.parametrize(
    "swaps",
    [
        (("tempo 12 km ", "tempo 8 km "),),
        (("tempo 12 km ", "tempo 15 km "), (REPEATS, REPEATS.replace("5 ×", "6 ×"))),
    ],
)
def test_steps_that_contradict_an_edited_distance_are_refused(
    season: Planbook, structured: Workout, swaps: tuple[tuple[str, str], ...]
) -> None:
    text = edited(season, *swaps)
    said = refused(season, lambda: plan_rewrite(season, find_block(season), text, "b.plan"))
    assert "the steps add up to" in said
    assert structured.planned.steps
