"""Findings of the calendar as it stands: hand-made, slotted and outside all blocks; accepted, and raised again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner import store
from planner.clock import Clock
from planner.exchange.plans.plan_files import read_plan_file
from planner.store import quick
from planner.training.absences import AbsenceKind
from planner.training.blocks import Block
from planner.training.dose_tables import EASY_PHASES, DosePhase, dose_weeks
from planner.training.findings import Finding, Severity
from planner.training.refusal import RefusedError
from planner.training.run_plans.typed_plan_requests import find_goal
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
)
from planner.usecases import history, screening
from planner.usecases.blocks import commit
from planner.usecases.blocks.draft import draft_in_calendar
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.stored_doses import dose_weeks_of
from planner.usecases.calendar import ease
from planner.usecases.calendar.absences import plan_absence
from planner.usecases.calendar.edit import plan_delete
from planner.usecases.calendar.move import plan_move
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength import lint as linting
from planner.usecases.strength.judged_periods import find_easy_weeks
from planner.usecases.strength.lint import findings_of_draft, lint_planbook
from tests.dump import canonical
from tests.plans import default_plan
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import put, the

DAY = dt.timedelta(days=1)
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
PLANS = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "plans"
Write = Callable[..., Planbook]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A file of one's own, from Monday 4 January 2027 on: ``1 am tempo 60``, ``1 pm heavy``; in a block or not."""

    def written(*words: str, block: Block | None = None, today: dt.date = MONDAY) -> Planbook:
        path = tmp_path / "made.db"
        store.prepare(path)
        with store.edit(path, "made by hand", now=NOON) as plan:
            number = plan.add_block(block).id if block else None
            plan.add_workouts([replace(item_of(one), block_id=number) for one in words])
        return Planbook(path, Clock(today))

    return written


def item_of(words: str) -> Workout:
    day, half, kind, *minutes = words.split()
    date, slot = MONDAY + int(day) * DAY, Slot(half)
    start = {"am": "07:00", "pm": "18:00"}[half]
    if kind in set(StrengthKind):
        return Workout(date, Sport.STRENGTH, kind, f"{kind} session", slot=slot, start=start)
    effort = Effort(duration_s=60 * int(minutes[0]))
    return Workout(date, Sport.RUN, RunKind(kind), f"{kind} run", slot=slot, start=start, planned=effort)


def hand_made(days: int = 14, **more: object) -> Block:
    return Block("Hand-made", MONDAY, days, level=StrengthLevel.EXPERIENCED, **more)  # type: ignore[arg-type]


def codes(book: Planbook, *, past: bool = False) -> list[str]:
    return [one.code for one in lint_planbook(book, past=past).findings]


def the_one(book: Planbook, code: str) -> Finding:
    (found,) = [one for one in lint_planbook(book).findings if one.code == code]
    return found


def test_a_hand_made_block_is_judged_and_a_better_place_is_named(write: Write) -> None:
    book = write("0 am easy 60", "1 am easy 60", "2 pm heavy", "3 am tempo 60", "2 am easy 60", block=hand_made())
    finding = the_one(book, "HC4")
    assert finding.severity is Severity.BREAKS
    assert finding.date == MONDAY + 2 * DAY
    assert finding.where == "Wed 6 Jan 18:00 heavy sled"
    assert finding.why == "It leaves only 12 h before Thursday's tempo; leave at least a day."
    assert finding.help == "Better: Thu 7 Jan pm, with no drawback."
    assert "Palmer01 [V]" in finding.source
    assert finding.rests_on.startswith("evidence, read in the source")
    assert quick.read_workout(book.path, finding.item_id or 0).kind == "heavy"
    apply_change(book, plan_move(book, [finding.item_id or 0], 1))
    assert codes(book) == []


def test_a_week_without_a_better_place_says_what_removes_them(write: Write) -> None:
    book = write("5 am easy 60", "5 pm heavy", "6 am race 60", block=hand_made(7))
    assert "No room for the heavy session in week 1: " in the_one(book, "HC9").help


def test_what_is_locked_is_said_to_be(write: Write) -> None:
    book = write("0 am easy 60", "2 am easy 60", "2 pm heavy", "3 am tempo 60", block=hand_made())
    put(book, the(book, MONDAY + 2 * DAY, Sport.STRENGTH), locked=True)
    assert the_one(book, "HC4").help.startswith("It is locked. Better: ")


def test_a_pair_is_told_of_the_session_that_can_still_be_moved(write: Write) -> None:
    book = write(
        "0 am easy 60", "0 pm moderate", "1 am easy 60", "1 pm moderate", block=hand_made(), today=MONDAY + DAY
    )
    first = the(book, MONDAY, Sport.STRENGTH)
    put(book, first, status=StoredStatus.DONE, actual=Outcome(first.planned))
    finding = the_one(book, "HC7")
    assert finding.date == MONDAY + DAY
    assert finding.why == "It is the day after the moderate session of Mon 4 Jan; leave at least one day between them."


def test_a_session_done_ahead_of_its_pair_leaves_the_other_to_be_moved(write: Write) -> None:
    book = write("0 am easy 60", "0 pm moderate", "1 am easy 60", "1 pm moderate", block=hand_made())
    later = the(book, MONDAY + DAY, Sport.STRENGTH)
    put(book, later, status=StoredStatus.DONE, actual=Outcome(later.planned))
    finding = the_one(book, "HC7")
    assert finding.date == MONDAY
    assert finding.why.startswith("Tue 5 Jan 18:00 moderate sled: it is the day after")


def test_what_was_missed_or_skipped_stands_no_more(write: Write) -> None:
    words = ("0 am easy 60", "0 pm moderate", "1 am easy 60", "1 pm moderate")
    assert codes(write(*words, block=hand_made(), today=MONDAY + DAY)) == []


def test_the_past_is_judged_when_it_is_asked_for(write: Write) -> None:
    words = ("0 am easy 60", "0 pm moderate", "1 am easy 60", "1 pm moderate")
    book = write(*words, block=hand_made(), today=MONDAY + 20 * DAY)
    assert codes(book) == []
    assert codes(book, past=True) == ["HC7"]


def test_a_day_without_training_is_not_available(write: Write) -> None:
    book = write("0 am easy 60", "2 am easy 60", "2 pm heavy", block=hand_made())
    assert codes(book) == []
    apply_change(book, plan_absence(book, MONDAY + 2 * DAY, MONDAY + 2 * DAY, AbsenceKind.AWAY))
    put(book, the(book, MONDAY + 2 * DAY, Sport.STRENGTH), status=StoredStatus.PLANNED, skip_reason=None)
    assert "HC1" in codes(book)


@pytest.mark.parametrize(
    ("code", "words", "quiet"),
    [
        ("W1", ["1 am tempo 60", "2 am hills 60", "3 am intervals 60"], ["1 am tempo 60", "3 am intervals 60"]),
        ("W2", [f"{day} am easy 30" for day in range(7)], [f"{day} am easy 30" for day in range(6)]),
        ("W3", ["2 am easy 60", "9 am long 90"], ["2 am easy 60", "9 am long 66"]),
        ("W4", ["0 am easy 60", "7 am easy 60", "9 am easy 30"], ["0 am easy 60", "7 am easy 60"]),
        (
            "W5",
            [f"{7 * week} am easy 60" for week in range(7)],
            [f"{7 * week} am easy {30 if week == 3 else 60}" for week in range(7)],
        ),
    ],
)
@pytest.mark.parametrize("in_a_block", [True, False])
def test_warnings_about_the_runs(write: Write, code: str, words: list[str], quiet: list[str], in_a_block: bool) -> None:
    block = hand_made(49) if in_a_block else None
    book = write(*words, block=block)
    finding = next(one for one in lint_planbook(book).findings if one.code == code)
    assert finding.severity is Severity.WARNING
    assert f"({code})" not in finding.why
    assert finding.help
    if finding.whole_week:
        assert finding.where.startswith("week " if in_a_block else "week of ")
        assert finding.date.weekday() == MONDAY.weekday()
    apply_change(book, plan_delete(book, quick.read_all_workouts(book.path)))
    with store.edit(book.path, "quieter", now=NOON) as plan:
        plan.add_workouts([item_of(one) for one in quiet])
    assert code not in codes(book)


def test_nobody_is_told_to_shorten_the_race_that_is_longer_than_what_came_before(write: Write) -> None:
    book = write("0 am easy 60", "2 am easy 60", "4 am easy 60", "8 am easy 60", "13 am race 180", block=hand_made())
    found = {one.code: one for one in lint_planbook(book).findings if one.code in ("W3", "W4")}
    assert found["W3"].where == "Sun 17 Jan 07:00 race"
    for finding in found.values():
        assert "Sunday's race of 3:00 h" in finding.why
        assert "It is the race" in finding.help
        assert "horten" not in finding.help


def test_doses_that_go_too_far(write: Write) -> None:
    book = write("0 am easy 60", "1 am easy 60", "1 pm moderate", block=hand_made())
    session = the(book, MONDAY + DAY, Sport.STRENGTH)
    sets = (ExerciseSet(Exercise.REVERSE_SLED_PUSH, 11, 20.0, 30.0), ExerciseSet(Exercise.WALL_SIT, 1, hold_s=200))
    put(book, session, planned=Effort(sets=sets))
    assert codes(book) == ["D3", "D4"]
    assert {one.item_id for one in lint_planbook(book).findings} == {session.id}
    assert all("default" in one.source for one in lint_planbook(book).findings)


def test_a_phase_called_deload_is_meant_to_be_lighter(write: Write) -> None:
    words = ("1 am easy 60", "1 pm moderate", "8 am easy 60", "8 pm moderate")
    book = write(*words, block=hand_made(phases=((0, "base"), (7, "deload"))))
    for day in (1, 8):
        session = the(book, MONDAY + day * DAY, Sport.STRENGTH)
        put(book, session, planned=Effort(sets=(ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20.0, 30.0),)))
    assert codes(book) == ["D1"]


def test_a_slotted_block_breaks_no_rule_and_one_lacking_a_session_is_noticed(slotted: Planbook) -> None:
    assert {code[0] for code in codes(slotted)} <= {"W"}  # what was run of the past weeks may be warned of
    session = the(slotted, MONDAY + 10 * DAY, Sport.STRENGTH)
    apply_change(slotted, plan_delete(slotted, [session]))
    finding = the_one(slotted, "S9")
    assert finding.severity is Severity.NOTE
    assert finding.whole_week
    assert finding.where == "week 6 from Mon 11 Jan"
    assert finding.why == f"Week 6 asks for one {session.kind} session and holds none."
    assert finding.help.startswith("Better: ")


def test_a_session_too_many_is_more_than_the_week_asks_for(slotted: Planbook) -> None:
    session = the(slotted, MONDAY + 10 * DAY, Sport.STRENGTH)
    with store.edit(slotted.path, "one more", now=NOON) as plan:
        plan.add_workouts([replace(session, date=MONDAY + 12 * DAY, id=0, version=0)])
    assert "HC12" in codes(slotted)


def test_what_stands_in_no_block_is_judged_in_the_weeks_to_come(write: Write) -> None:
    book = write("9 am easy 60", "9 pm heavy", "10 am tempo 60")
    finding = the_one(book, "HC4")
    assert (finding.block_id, finding.where) == (None, "Wed 13 Jan 18:00 heavy sled")
    assert codes(Planbook(book.path, Clock(MONDAY + 30 * DAY))) == []


def test_days_around_a_block_are_judged_with_what_the_block_holds(write: Write) -> None:
    book = write("0 am easy 60", "6 am easy 60", "6 pm moderate", "7 am easy 60", "7 pm moderate", block=hand_made(7))
    found = the_one(book, "HC7")
    assert (found.date, found.block_id) == (MONDAY + 7 * DAY, None)
    [block] = quick.read_blocks(book.path)
    assert lint_planbook(book, block.id).findings == ()


def test_an_empty_file_has_nothing_to_find(tmp_path: Path) -> None:
    store.prepare(tmp_path / "empty.db")
    found = lint_planbook(Planbook(tmp_path / "empty.db", Clock(TODAY)))
    assert found.findings == ()
    assert found.scope_text == "nothing is planned in the days to come"


def test_accepting_is_one_operation_that_one_undo_takes_back(season: Planbook) -> None:
    before = lint_planbook(season)
    finding = before.findings[0]
    untouched = canonical(season.path)
    [kept] = linting.accept_findings(season, [finding], "my own choice")
    after = lint_planbook(season)
    assert (len(after.findings), after.accepted) == (len(before.findings) - 1, 1)
    assert (kept.code, kept.date, kept.note) == (finding.code, finding.date, "my own choice")
    assert linting.read_acceptances(season) == [kept]
    assert history.list_operations(season)[0].name == f"accept: {finding.code} of {finding.where}"
    history.undo(season)
    assert canonical(season.path) == untouched
    assert lint_planbook(season) == before


def test_a_code_is_accepted_on_every_day_and_raised_again(season: Planbook) -> None:
    before = lint_planbook(season).findings
    named = linting.select_findings(before, "hc9", dt.date.fromisoformat)
    assert named
    [kept] = linting.accept_findings(season, named, every_day=True)
    assert kept.date is None
    assert "HC9" not in codes(season)
    linting.withdraw_acceptance(season, kept.id)
    assert lint_planbook(season).findings == before
    with pytest.raises(RefusedError, match="no accepted finding 99"):
        linting.withdraw_acceptance(season, 99)
    with pytest.raises(RefusedError, match='"S1"'):
        linting.select_findings(before, "S1", dt.date.fromisoformat)


def test_a_session_that_moves_on_is_found_again(season: Planbook) -> None:
    finding = next(one for one in lint_planbook(season).findings if one.code == "HC9")
    linting.accept_findings(season, [finding])
    apply_change(season, plan_move(season, [finding.item_id or 0], -1))
    assert (finding.item_id, "HC2") in {(one.item_id, one.code) for one in lint_planbook(season).findings}


def test_what_health_forbids_is_found_and_cannot_be_accepted_away(season: Planbook) -> None:
    assert "HC14" not in codes(season)
    screening.answer_questions(season, {"heart": "yes"})
    found = [one for one in lint_planbook(season).findings if one.code == "HC14"]
    assert {one.where.partition(":00 ")[2] for one in found} == {"heavy sled"}
    assert found[0].help == "Make it what is still allowed: planner ease, or E in the calendar."
    before = canonical(season.path)
    with pytest.raises(RefusedError, match="A finding about your health cannot be accepted away"):
        linting.accept_findings(season, found)
    assert canonical(season.path) == before
    apply_change(season, ease.plan_ease(season))
    assert "HC14" not in codes(season)


def test_asking_again_works_nothing_out_and_changes_nothing(slotted: Planbook) -> None:
    before = canonical(slotted.path)
    assert lint_planbook(slotted) is lint_planbook(slotted)
    assert canonical(slotted.path) == before


def test_a_draft_is_judged_without_a_file(tmp_path: Path) -> None:
    store.prepare(tmp_path / "none.db")
    book = Planbook(tmp_path / "none.db", Clock(TODAY))
    plan = default_plan(find_goal("half"))
    drafted = draft_in_calendar(book, plan, BlockOptions(start_date=MONDAY + 7 * DAY, level=StrengthLevel.NOVICE))
    (tmp_path / "none.db").unlink()
    found = findings_of_draft(drafted)
    assert found == findings_of_draft(drafted)
    assert not any(one.severity is Severity.BREAKS for one in found)
    assert {one.code for one in found} <= {"W3", "W4", "W5", "S9"}
    lacking = sum(one.code == "S9" for one in found)
    assert lacking == len(drafted.answer.unplaced)
    session = next(item for item in drafted.workouts if item.sport is Sport.STRENGTH)
    heavy = replace(session, kind=StrengthKind.HEAVY.value)
    moved = replace(drafted, workouts=tuple(heavy if item is session else item for item in drafted.workouts))
    assert "HC13" in {one.code for one in findings_of_draft(moved)}


def test_the_easy_weeks_of_an_in_season_block_are_those_of_its_own_dose_table(tmp_path: Path) -> None:
    store.prepare(tmp_path / "season.db")
    book = Planbook(tmp_path / "season.db", Clock(TODAY))
    options = BlockOptions(start_date=MONDAY + 7 * DAY, in_season=True)
    drafted = draft_in_calendar(book, default_plan(find_goal("half")), options)
    block = commit.commit_draft(book, drafted)
    easy = {number for number, week in enumerate(drafted.dose_weeks) if week.phase in EASY_PHASES}
    assert dose_weeks_of(block) == drafted.dose_weeks
    assert find_easy_weeks(block, drafted.problem) == easy
    assert {week.phase for week in drafted.dose_weeks[2:7]} == {DosePhase.MAINTAIN, DosePhase.DELOAD}


def test_without_a_stored_dose_table_the_options_tell_it() -> None:
    block = hand_made(provenance={"choices": {"in_season": True}}, days=84)
    assert dose_weeks_of(block) == dose_weeks(12, None, in_season=True)
    assert find_easy_weeks(block, {"targets": []}) == {5, 11}
    assert find_easy_weeks(replace(block, provenance=None), {"targets": []}) == {3, 7, 11}


@pytest.mark.skipif(not PLANS.is_dir(), reason="the published plans are not at hand")
@pytest.mark.parametrize(
    "name", ["higdon_int_half1", "higdon_nov_mara1", "hansons_adv_mara", "coogan_pbr_mara_up_to_65"]
)
@pytest.mark.parametrize("level", StrengthLevel)
def test_published_plans_break_no_hard_rule_once_slotted(tmp_path: Path, name: str, level: StrengthLevel) -> None:
    store.prepare(tmp_path / "plan.db")
    book = Planbook(tmp_path / "plan.db", Clock(TODAY))
    plan = read_plan_file(PLANS / f"calendarhack_{name}.yaml")
    drafted = draft_in_calendar(book, plan, BlockOptions(start_date=MONDAY + 7 * DAY, level=level))
    drafts = [one for one in findings_of_draft(drafted) if one.severity is Severity.BREAKS]
    commit.commit_draft(book, drafted)
    stored = [one for one in lint_planbook(book).findings if one.severity is Severity.BREAKS]
    assert drafts == []
    assert stored == []
    assert {one.code for one in lint_planbook(book).findings if one.code.startswith("D")} == set()
