"""A block within the runner's constraints: the gym, minutes, weekdays, start times, spans away; or why it cannot be."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.training.absences import Absence, AbsenceKind
from planner.training.doses import Equipment, LiftingBackground
from planner.training.load_ladder import LadderPosition
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import Goal
from planner.training.weekly_sessions import WeeklySessions
from planner.training.workouts import SESSION_MINUTES, Slot, Sport, StrengthKind, StrengthLevel, Workout
from planner.usecases.blocks.availability import DayPart, StartTimes, TimeCap, Unavailability
from planner.usecases.blocks.constraints import fit_doses
from planner.usecases.blocks.draft import draft_block
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.strength.explain import explain_draft_day
from tests.examples import examples
from tests.plans import default_plan

TODAY = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)
TUE, WED, THU, SAT = 1, 2, 3, 5
USUAL = BlockOptions(start_date=TODAY, level=StrengthLevel.EXPERIENCED, equipment=Equipment(70.0))
weekly = st.builds(DayPart, st.integers(0, 6), st.none() | st.sampled_from(Slot))


def drafted(choices: BlockOptions, absences: tuple[Absence, ...] = ()) -> Draft:
    return draft_block(default_plan(Goal.TEN_K), choices, TODAY, absences=absences)


def sessions(draft: Draft) -> list[Workout]:
    return [item for item in draft.workouts if item.sport is Sport.STRENGTH]


@settings(max_examples=examples(25), deadline=None)
@given(
    st.none() | st.lists(weekly, max_size=4),
    st.lists(st.builds(TimeCap, weekly, st.integers(20, 60)), max_size=4),
    st.lists(st.builds(Unavailability, st.integers(0, 6), st.none(), st.sampled_from(StrengthKind)), max_size=3),
    st.none() | st.integers(0, 3),
    st.sampled_from(StrengthLevel),
    st.frozensets(st.integers(0, 6), max_size=2),
)
def test_no_session_stands_where_a_constraint_forbids_it(
    gym: list[DayPart] | None,
    caps: list[TimeCap],
    forbidden: list[Unavailability],
    most: int | None,
    level: StrengthLevel,
    fresh: frozenset[int],
) -> None:
    choices = replace(
        USUAL,
        fresh_weekdays=fresh,
        sled_times=None if gym is None else tuple(gym),
        time_caps=tuple(caps),
        unavailable=tuple(forbidden),
        max_sessions=most,
        level=level,
    )
    try:
        draft = drafted(choices)
    except RefusedError:  # the sentences are tested below
        assume(False)  # where nearly everything is refused, Hypothesis complains
    found = sessions(draft)
    for session in found:
        assert session.slot is not None
        assert (session.date + DAY).weekday() not in fresh
        kind = StrengthKind(session.kind or "")
        assert not any(hold.applies_on(session.date) and hold.kind is kind for hold in forbidden)
        room = [cap.minutes for cap in caps if cap.when.covers(session.date, session.slot)]
        assert SESSION_MINUTES[kind] <= min(room, default=1000)
        has_sled = gym is None or any(when.covers(session.date, session.slot) for when in gym)
        assert has_sled or kind is not StrengthKind.HEAVY
        assert (session.planned.sled_m > 0) is has_sled
        assert has_sled is ("sled" in session.title)
    for week in range(draft.block.weeks):
        assert most is None or sum((one.date - TODAY).days // 7 == week for one in found) <= most


def test_a_session_without_the_sled_is_the_wall_sit_alone_and_says_why() -> None:
    draft = drafted(replace(USUAL, sled_times=(DayPart(TUE, Slot.PM),)))
    alone = [item for item in sessions(draft) if "sled" not in item.title]
    assert alone
    for item in alone:
        assert item.planned.sled_m == 0
        assert item.planned.wall_sit_s > 0
        assert item.note == "There is no sled then, so it is the wall sit alone."
    assert f"{len(alone)} sessions are where there is no sled: they are the wall sit alone." in draft.remarks


def test_the_days_with_the_sled_are_filled_first() -> None:
    choices = replace(USUAL, doses=WeeklySessions(moderate=1))
    assert THU not in {item.date.weekday() for item in sessions(drafted(choices))}
    gym = drafted(replace(choices, sled_times=(DayPart(THU, Slot.PM),)))
    assert {item.date.weekday() for item in sessions(gym)} == {THU}


def test_a_place_without_the_sled_says_so() -> None:
    draft = drafted(replace(USUAL, sled_times=(DayPart(TUE, Slot.PM),)))
    lines = explain_draft_day(draft, TODAY + 17 * DAY).candidates
    assert any("there is no sled then" in line.text for line in lines if line.kind is StrengthKind.HEAVY)


def test_a_kind_forbidden_on_a_half_day_is_named_as_forbidden() -> None:
    draft = drafted(replace(USUAL, unavailable=(Unavailability(TUE, Slot.PM, StrengthKind.HEAVY),)))
    assert {"day": 1, "slot": "pm", "kind": "heavy"} in draft.problem["unavailable"]
    lines = explain_draft_day(draft, TODAY + 15 * DAY).candidates
    assert any("you keep it free of that" in line.text for line in lines if line.kind is StrengthKind.HEAVY)


def test_preferred_weekdays_cost_less() -> None:
    choices = replace(USUAL, doses=WeeklySessions(moderate=1), preferred_weekdays=frozenset({WED}))
    draft = drafted(choices)
    assert draft.problem["preferred_weekdays"] == [WED]
    for placed in draft.answer.sessions:
        assert ("S7" in placed.cost_by_rule) is ((TODAY + placed.day * DAY).weekday() != WED)


def test_the_halves_of_the_day_start_when_the_runner_says() -> None:
    draft = drafted(replace(USUAL, start_times=StartTimes("06:30", "17:45")))
    assert {item.start for item in draft.workouts if item.sport is Sport.RUN and item.slot is Slot.AM} == {"06:30"}
    assert draft.problem["anchors"] == {"am": "06:30", "pm": "17:45"}
    assert {item.start for item in sessions(draft) if item.slot is Slot.PM} == {"17:45"}


def test_nothing_is_placed_while_sick_and_the_runs_there_are_remarked_on() -> None:
    absence = Absence(TODAY + 8 * DAY, TODAY + 12 * DAY, AbsenceKind.SICK, "flu")
    draft = drafted(USUAL, (absence,))
    assert not any(absence.contains(item.date) for item in sessions(draft))
    runs = sum(absence.contains(item.date) and item.sport is Sport.RUN for item in draft.workouts)
    assert (
        f"{runs} runs fall into 2027-01-12 to 2027-01-16 (sick: flu): no strength is placed there; "
        "move them or skip them."
    ) in draft.remarks
    assert all("you do not train that day" in line.text for line in explain_draft_day(draft, absence.first).candidates)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {
                "doses": WeeklySessions(1, 1, 1),
                "unavailable": tuple(Unavailability(day) for day in range(7) if day != WED),
            },
            (
                "1 heavy, 1 moderate and 1 light session a week cannot be placed: only Wednesday can hold one, and a "
                "day holds one session. The nearest that can: 1 heavy session."
            ),
        ),
        (
            {"unavailable": tuple(Unavailability(day) for day in range(7))},
            (
                "No half day of the week is left for strength: no half day is open to a heavy one. Free one, or ask "
                "for 0 sessions."
            ),
        ),
        (
            {"doses": WeeklySessions(heavy=2), "sled_times": (DayPart(TUE, Slot.PM),)},
            (
                "2 heavy sessions a week cannot be placed: only Tuesday can hold a heavy one, and two hard ones "
                "need a day between them. The nearest that can: 1 heavy and 1 moderate session."
            ),
        ),
        (
            {"doses": WeeklySessions(heavy=1), "time_caps": tuple(TimeCap(DayPart(day), 30 + day) for day in range(7))},
            (
                "1 heavy session a week cannot be placed: a heavy session takes 45 min, and the longest half day left "
                "has 36. The nearest that can: 1 light session."
            ),
        ),
        (
            {"doses": WeeklySessions(heavy=1), "sled_times": ()},
            (
                "1 heavy session a week cannot be placed: a heavy session needs the sled, and no half day left has it. "
                "The nearest that can: 1 moderate session."
            ),
        ),
        (
            {"doses": WeeklySessions(1, 1, 1), "max_sessions": 2},
            (
                "1 heavy, 1 moderate and 1 light session a week are wanted, and at most 2 of all kinds: ask for "
                "2, or allow 3."
            ),
        ),
        (
            {"doses": WeeklySessions(1, 1, 0), "in_season": True},
            "In season one heavy or moderate session a week keeps what there is, and 2 are asked for: ask for 1.",
        ),
        (
            {
                "preferred_weekdays": frozenset({TUE}),
                "unavailable": tuple(Unavailability(day) for day in (0, TUE, WED, SAT)),
            },
            "Tuesday is preferred, but no session can be there: prefer Thursday, Friday and Sunday.",
        ),
    ],
    ids=["one day", "no day", "one gym day", "no time", "no sled", "most", "in season", "preferred"],
)
def test_what_cannot_be_met_is_refused_with_the_reason_and_the_nearest_that_can(
    change: dict[str, object], said: str
) -> None:
    with pytest.raises(RefusedError) as refusal:
        drafted(replace(USUAL, **change))  # type: ignore[arg-type]
    assert str(refusal.value) == said


@given(st.lists(st.builds(Unavailability, st.integers(0, 6), st.none() | st.sampled_from(Slot)), max_size=12))
def test_the_nearest_that_is_named_does_fit(closed: list[Unavailability]) -> None:
    usual = replace(USUAL, unavailable=tuple(closed))
    try:
        choices, bent = fit_doses(usual, has_default_doses=True)
    except RefusedError:
        free = {
            (day, slot)
            for day in range(7)
            for slot in Slot
            if not any(hold.day == day and hold.slot in (None, slot) for hold in closed)
        }
        assert not free
        return
    assert bool(bent) is (choices != usual)
    assert fit_doses(choices, has_default_doses=choices.doses is None) == (choices, ())


def test_a_day_before_a_fresh_one_is_closed_and_the_slotter_says_why() -> None:
    draft = drafted(replace(USUAL, fresh_weekdays=frozenset({SAT})))
    assert sessions(draft)
    assert all(session.date.weekday() != SAT - 1 for session in sessions(draft))
    friday = next(DAY * number for number in range(7) if (TODAY + DAY * number).weekday() == SAT - 1)
    reasons = explain_draft_day(draft, TODAY + friday).candidates
    assert {reason.rule for reason in reasons} == {"HC1"}
    assert all("you want to be fresh the day after" in reason.text for reason in reasons)


def test_a_week_of_fresh_days_leaves_no_room() -> None:
    with pytest.raises(RefusedError, match="No half day of the week is left for strength"):
        drafted(replace(USUAL, fresh_weekdays=frozenset(range(7))))


def test_a_default_bends_to_the_week_and_says_so() -> None:
    only = tuple(Unavailability(day) for day in range(7) if day != WED)
    assert any(
        text.startswith(
            "The usual 1 heavy, 1 moderate and 1 light session a week became 1 heavy session: only Wednesday"
        )
        for text in drafted(replace(USUAL, unavailable=only)).remarks
    )


def test_single_dates_never_refuse_a_block() -> None:
    closed = tuple(Unavailability(TODAY + day * DAY) for day in range(7))
    assert sessions(drafted(replace(USUAL, unavailable=closed)))


def test_a_logged_rung_is_where_the_loads_start_unless_a_background_is_stated() -> None:
    logged = LadderPosition(3, "The last two sessions felt easy.")
    choices = replace(USUAL, doses=WeeklySessions(moderate=1), logged_start=logged)
    draft = drafted(choices)
    assert sessions(draft)[0].planned.sets[0].load_kg == 23.0  # 33 % of 70 kg, to the half kilogram
    assert "The loads start from what you logged. The last two sessions felt easy." in draft.remarks
    stated = drafted(replace(choices, background=LiftingBackground.SOME))
    assert sessions(stated)[0].planned.sets[0].load_kg == 25.0
    assert not any("what you logged" in remark for remark in stated.remarks)


def test_heavy_sessions_wait_until_the_ladder_reaches_them_and_it_is_said() -> None:
    draft = drafted(replace(USUAL, background=LiftingBackground.NONE))
    assert not any(item.kind == StrengthKind.HEAVY for item in sessions(draft))
    assert any("loads start at 25 %: in this block they are moderate ones" in remark for remark in draft.remarks)


def test_after_a_session_that_hurt_only_light_ones_stand_for_a_week() -> None:
    hurt = LadderPosition(2, "It hurt.", TODAY + 7 * DAY)
    draft = drafted(replace(USUAL, logged_start=hurt))
    assert {item.kind for item in sessions(draft) if item.date < TODAY + 7 * DAY} <= {"light"}
    assert any(item.kind == "moderate" for item in sessions(draft))
    lines = explain_draft_day(draft, TODAY + DAY).candidates
    assert any("a session before it hurt too much" in line.text for line in lines)


def test_in_season_one_demanding_session_a_week_is_kept() -> None:
    draft = drafted(replace(USUAL, in_season=True))
    demanding = [item for item in sessions(draft) if item.kind != "light"]
    weeks = [(item.date - TODAY).days // 7 for item in demanding]
    assert len(weeks) == len(set(weeks))
    assert {item.planned.sets[0].rounds for item in demanding} <= {4, 2}
