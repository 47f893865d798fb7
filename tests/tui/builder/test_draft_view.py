"""A drafted block in rows: its sums are those of its workouts, its rows fit, and nothing is taken for markup."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from rich.cells import cell_len

from planner.training.plans import Plan, PlanEntry
from planner.training.races import Unit
from planner.training.run_plans.typed_plan_requests import find_goal
from planner.training.weekly_sessions import WeeklySessions
from planner.training.workouts import Effort, RunKind, Slot, Sport, StrengthKind
from planner.tui import theme
from planner.tui.builder import draft_view_text
from planner.tui.builder.draft_view import DraftView, build_draft_view, run_cell, strength_letter, volume_bar
from planner.tui.keys.keymap import Keymap
from planner.tui.widgets.rows import Row
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.changes import Change
from tests.plans import default_plan
from tests.tui.season import TODAY

START = dt.date(2027, 1, 11)
KM = Unit.KM
HOSTILE = "[/nope] [A1] 漢字 \x1b]0;x\x07 " + "long " * 40


@pytest.fixture(scope="module")
def half() -> Draft:
    return draft_block(default_plan(find_goal("half")), BlockOptions(start_date=START), TODAY)


@pytest.fixture(scope="module")
def view(half: Draft) -> DraftView:
    return build_draft_view(half)


def entry(day: int, kind: RunKind, km: float = 0, **more: object) -> PlanEntry:
    planned = Effort(distance_m=km * 1000 or None)
    made = PlanEntry(day, Sport.RUN, kind, kind.value, Slot.AM, planned)
    return replace(made, **more)  # type: ignore[arg-type]


def plan_of(*entries: PlanEntry, **more: object) -> Plan:
    """A plan of one week."""
    held = {one.day for one in entries}
    rests = tuple(PlanEntry(day, Sport.REST, None, "Rest") for day in range(7) if day not in held)
    both = sorted((*entries, *rests), key=lambda one: (one.day, one.slot or ""))
    return replace(Plan("One week", Unit.KM, 7, tuple(both)), **more)  # type: ignore[arg-type]


def shown(rows: list[Row]) -> str:
    return "\n".join("".join(piece.text for piece in row) for row in rows)


def test_the_sums_are_those_of_the_workouts(half: Draft, view: DraftView) -> None:
    runs = [item for item in half.workouts if item.sport is Sport.RUN]
    assert view.total_m == pytest.approx(sum(run.planned.distance_m or 0 for run in runs))
    assert sum(week.seconds for week in view.weeks) == sum(run.planned.duration_s or 0 for run in runs)
    assert view.run_count == sum(item.sport is Sport.RUN for item in half.workouts)
    assert view.strength_count == len(half.answer.sessions) == sum(len(week.sessions) for week in view.weeks)
    assert view.cost == half.answer.cost == sum(view.cost_parts)
    assert view.unplaced_count == sum(part.count for part in half.answer.unplaced)


def test_every_reason_and_unplaced_session_is_in_its_week(half: Draft, view: DraftView) -> None:
    for session in half.answer.sessions:
        week = view.weeks[session.day // 7]
        said = shown(draft_view_text.draft_reason_rows(view, week, KM, theme.UNICODE, 500))
        assert session.reason in said
    for missing in half.answer.unplaced:
        assert missing.reason in shown(
            draft_view_text.draft_reason_rows(view, view.weeks[missing.week], KM, theme.UNICODE, 500)
        )


def test_a_week_with_an_unplaced_session_is_marked(view: DraftView) -> None:
    for week in view.weeks:
        mark = draft_view_text.draft_week_row(view, week, draft_view_text.draft_columns(90, 12), KM, theme.UNICODE)[
            0
        ].text
        assert (mark == "✗") == bool(week.unplaced_text)


@pytest.mark.parametrize("glyphs", [theme.UNICODE, theme.ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("width", [30, 40, 49, 60, 70, 80, 84, 110, 200])
def test_every_row_fits(view: DraftView, width: int, glyphs: theme.Glyphs) -> None:
    shape = draft_view_text.draft_columns(width, len(view.weeks))
    head = draft_view_text.draft_heading_row(view, shape, KM)
    ends = set()
    for week in view.weeks:
        row = draft_view_text.draft_week_row(view, week, shape, KM, glyphs)
        text = "".join(piece.text for piece in row)
        if width >= 49:
            assert cell_len(text) <= width
        ends.add(cell_len("".join(piece.text for piece in row[: 2 + 14 + 1])))
        for reason in draft_view_text.draft_reason_rows(view, week, KM, glyphs, width):
            assert cell_len("".join(piece.text for piece in reason).rstrip()) <= width
    assert ends == {cell_len("".join(piece.text for piece in head))}
    for state in ("", "placing strength"):
        title = draft_view_text.draft_title_row(view, KM, glyphs, width, state)
        assert cell_len("".join(piece.text for piece in title)) <= max(width, 60)


def test_the_biggest_week_fills_its_bar(view: DraftView) -> None:
    most = max(week.total_m for week in view.weeks)
    lengths = {week.number: sum(cells for cells, _ in volume_bar(week, most, 20)) for week in view.weeks}
    biggest = max(view.weeks, key=lambda week: week.total_m)
    assert lengths[biggest.number] == 20
    assert lengths[4] < lengths[3]
    assert volume_bar(biggest, 0.0, 20) == []


def test_a_day_is_its_hardest_run_and_all_its_distance() -> None:
    plan = plan_of(
        entry(1, RunKind.EASY, 6.4),
        entry(1, RunKind.INTERVALS, 10, slot=Slot.PM),
        entry(3, RunKind.EASY, 0, planned=Effort(duration_s=2700)),
        PlanEntry(4, Sport.CROSS, None, "Bike", Slot.AM, Effort(duration_s=4500)),
        entry(6, RunKind.LONG, 16.5),
    )
    [week] = build_draft_view(draft_block(plan, BlockOptions(start_date=START), TODAY)).weeks
    words = [run_cell(day, KM, theme.UNICODE, 6)[0] for day in week.workouts_by_day]
    assert words[0] == "·"
    assert words[1] == "I16.4+"
    assert words[3].startswith("E")
    assert words[4] == "X1:15"
    assert words[6] == "L16.5"
    assert run_cell(week.workouts_by_day[6], KM, theme.UNICODE, 3)[0] == "L17"
    assert run_cell(week.workouts_by_day[6], KM, theme.UNICODE, 2)[0] == "L"
    assert run_cell(week.workouts_by_day[0], KM, theme.ASCII, 3)[0] == "."


def test_a_plan_of_time_alone_shows_an_estimate() -> None:
    plan = plan_of(entry(2, RunKind.EASY, 0, planned=Effort(duration_s=3600)))
    [week] = build_draft_view(draft_block(plan, BlockOptions(start_date=START), TODAY)).weeks
    assert week.total_m > 0
    assert run_cell(week.workouts_by_day[2], KM, theme.UNICODE, 6)[0] == "E9.6"


def test_the_letter_of_a_day_is_its_most_demanding_session(view: DraftView) -> None:
    week = view.weeks[0]
    letters = [strength_letter(day) for day in week.workouts_by_day]
    kinds = {session.day: session.title for session in week.sessions}
    assert [letter != " " for letter in letters] == [day in kinds for day in range(7)]
    every = [item for shown in view.weeks for day in shown.workouts_by_day for item in day]
    moderate, light = (
        next(item for item in every if item.kind == kind) for kind in (StrengthKind.MODERATE, StrengthKind.LIGHT)
    )
    assert strength_letter([light, moderate]) == "M"
    assert strength_letter([light]) == "l"


def test_hostile_text_in_a_plan_is_shown_as_text() -> None:
    odd = entry(2, RunKind.EASY, 8, title=HOSTILE, kind_doubt=HOSTILE)
    plan = plan_of(odd, name=HOSTILE, remarks=(HOSTILE,), phases=((0, HOSTILE),))
    view = build_draft_view(draft_block(plan, BlockOptions(start_date=START), TODAY))
    shape = draft_view_text.draft_columns(90, 1)
    rows = [
        tuple(draft_view_text.draft_week_row(view, view.weeks[0], shape, KM, theme.UNICODE)),
        draft_view_text.draft_title_row(view, KM, theme.UNICODE, 90, ""),
        *draft_view_text.draft_reason_rows(view, view.weeks[0], KM, theme.UNICODE, 80),
    ]
    text = shown(rows)
    assert "[/nope]" in text
    assert "[A1]" in text
    assert "\x1b" not in text
    assert "\x07" not in text
    assert all(cell_len("".join(piece.text for piece in row).rstrip()) <= 90 for row in rows)


def test_equal_doubts_about_several_days_are_joined() -> None:
    doubtful = [entry(day, RunKind.EASY, 8, title="Odd", kind_doubt="no word is known") for day in (1, 3)]
    view = build_draft_view(draft_block(plan_of(*doubtful), BlockOptions(start_date=START), TODAY))
    said = shown(draft_view_text.draft_reason_rows(view, view.weeks[0], KM, theme.UNICODE, 500))
    assert "Please check, 2" in said
    assert '"Odd" is taken as easy: no word is known; 2 days: 2027-01-12, 2027-01-14' in said


def test_a_what_if_that_breaks_a_rule_is_asked_about_with_the_number(view: DraftView) -> None:
    change = Change("re-plan: Half marathon")
    keys = Keymap()
    assert "would break" not in draft_view_text.commit_question(view, keys, change)
    assert ", 2 would break a rule; " in draft_view_text.commit_question(view, keys, change, 2)


def test_a_block_without_strength_says_so() -> None:
    choices = BlockOptions(start_date=START, doses=WeeklySessions())
    view = build_draft_view(draft_block(plan_of(entry(2, RunKind.EASY, 8)), choices, TODAY))
    said = shown(draft_view_text.draft_reason_rows(view, view.weeks[0], KM, theme.UNICODE, 80))
    assert "This week asks for no strength." in said
    assert "No strength is asked for." in said


@pytest.mark.parametrize("week_first", [False, True])
def test_what_a_plan_cannot_reach_is_the_first_that_the_coach_says(half: Draft, *, week_first: bool) -> None:
    sentence = "The longest run is 9 km, where a half marathon asks for 17 or more."
    view = build_draft_view(replace(half, shortfall=sentence, remarks=(sentence, *half.remarks)))
    rows = draft_view_text.draft_reason_rows(view, view.weeks[0], KM, theme.UNICODE, 500, week_first=week_first)
    seen = shown(rows)
    assert seen.count(sentence) == 1
    assert seen.index("What a coach would say") < seen.index(sentence) < seen.index("Your longest run")


def test_the_question_before_a_block_is_stored_says_how_much_of_it_is_past() -> None:
    plan = plan_of(entry(2, RunKind.EASY, 8), entry(4, RunKind.EASY, 8), entry(6, RunKind.LONG, 14))
    keys = Keymap()
    for start, said in ((TODAY, False), (TODAY - dt.timedelta(days=4), True)):
        view = build_draft_view(draft_block(plan, BlockOptions(start_date=start), TODAY))
        assert (" of them before today; " in draft_view_text.commit_question(view, keys)) is said
