"""Plans as calendars: of training apps, and of people who write a workout between the dentist and a meeting."""

from __future__ import annotations

import pytest

from planner.exchange.plans.plan_files import parse_plan
from planner.training.plans import Plan, PlanEntry
from planner.training.refusal import RefusedError
from planner.training.workouts import Slot


def calendar(*events: str, head: str = "") -> str:
    written = "".join(f"BEGIN:VEVENT\nUID:{number}\n{event}\nEND:VEVENT\n" for number, event in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{written}END:VCALENDAR\n".replace("\n", "\r\n")


def read(*events: str, head: str = "") -> Plan:
    return parse_plan(calendar(*events, head=head), "spring.ics")


def workouts(plan: Plan) -> list[PlanEntry]:
    return [entry for entry in plan.entries if entry.title != "Rest"]


def test_all_day_and_timed_events_are_the_days_and_halves_of_a_plan() -> None:
    plan = read(
        "DTSTART;VALUE=DATE:20270314\nSUMMARY:Long run 12 km",
        "DTSTART:20270310T063000\nDTEND:20270310T071500\nSUMMARY:Easy run",
        "DTSTART:20270312T183000\nDTEND:20270312T193000\nSUMMARY:Tempo 8 km",
        head="X-WR-CALNAME:Spring\n",
    )
    assert (plan.name, str(plan.first_date), plan.first_weekday, plan.days) == ("Spring", "2027-03-10", 2, 5)
    easy, tempo, long = workouts(plan)
    assert (easy.day, easy.slot, easy.start, easy.kind) == (0, Slot.AM, "06:30", "easy")
    assert easy.planned.duration_s == 2700
    assert (tempo.day, tempo.slot, tempo.start, tempo.kind) == (2, Slot.PM, "18:30", "tempo")
    assert tempo.planned.distance_m == 8000
    assert long.start is None
    assert (long.day, long.kind, long.planned.distance_m) == (4, "long", 12000)
    assert any("the length of the event is taken as the time" in remark for remark in plan.remarks)


def test_the_text_below_a_title_gives_steps() -> None:
    event = "DTSTART:20270310\nSUMMARY:Intervals 6 x 400 m\nDESCRIPTION:2 km easy\\, 6 x 400 m\\, 1 km easy"
    (run,) = workouts(read(event))
    assert run.kind == "intervals"
    assert run.planned.distance_m == 5400
    assert len(run.planned.steps) == 3


def test_rules_are_expanded_and_cancelled_events_left_out_and_said() -> None:
    plan = read(
        "DTSTART:20270309T180000\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20270316T180000\nSUMMARY:Easy 6 km",
        "DTSTART:20270311\nSTATUS:CANCELLED\nSUMMARY:Tempo 8 km",
        "DTSTART:20270313\nSUMMARY:Long 14 km",
    )
    assert [(entry.day, entry.title) for entry in workouts(plan)] == [
        (0, "Easy 6 km"),
        (4, "Long 14 km"),
        (14, "Easy 6 km"),
        (21, "Easy 6 km"),
    ]
    assert '1 cancelled event is left out: "Tempo 8 km" (Thu 11 Mar).' in plan.remarks
    assert "1 event repeats, read as 3 workouts." in plan.remarks


def test_a_rule_without_an_end_goes_to_the_last_workout() -> None:
    plan = read(
        "DTSTART:20270309T180000\nRRULE:FREQ=WEEKLY\nSUMMARY:Easy 6 km",
        "DTSTART:20270404\nSUMMARY:10 km race",
    )
    assert [entry.day for entry in workouts(plan)] == [0, 7, 14, 21, 26]
    assert plan.race_day == 26
    alone = read("DTSTART:20270309T180000\nRRULE:FREQ=WEEKLY\nSUMMARY:Easy 6 km")
    assert len(workouts(alone)) == 12


def test_events_of_everyday_life_are_left_out_and_named() -> None:
    plan = read(
        "DTSTART:20270309T180000\nSUMMARY:Easy run 6 km",
        "DTSTART:20270310T090000\nSUMMARY:Dentist",
        "DTSTART:20270311T090000\nSUMMARY:Cross-functional meeting",
        "DTSTART:20100104T090000\nRRULE:FREQ=DAILY\nSUMMARY:Standup",
        "DTSTART:20270312\nSUMMARY:Rest day",
        "DTSTART:20270313\nSUMMARY:Bike 45 min",
        "DTSTART:20270314\nSUMMARY:Long run 12 km",
    )
    assert [entry.title for entry in plan.entries if entry.sport != "rest"] == [
        "Easy run 6 km",
        "Bike 45 min",
        "Long run 12 km",
    ]
    (remark,) = [remark for remark in plan.remarks if "no workout" in remark]
    assert remark.startswith("8 events name no workout and are left out: ")
    assert '"Dentist" (Wed 10 Mar)' in remark


def test_an_event_of_several_days_names_a_phase() -> None:
    plan = read(
        "DTSTART;VALUE=DATE:20270301\nDTEND;VALUE=DATE:20270308\nSUMMARY:Taper",
        "DTSTART:20270301\nSUMMARY:Easy 6 km",
        "DTSTART:20270307\nSUMMARY:Marathon",
    )
    assert plan.phases == ((0, "Taper"),)
    assert len(workouts(plan)) == 2


def test_of_two_plans_with_months_between_them_the_last_is_read() -> None:
    plan = read("DTSTART:20260301\nSUMMARY:Easy 6 km", "DTSTART:20270301\nSUMMARY:Easy 8 km")
    assert [entry.title for entry in workouts(plan)] == ["Easy 8 km"]
    assert any("2 plans" in remark and "2026-03-01" in remark for remark in plan.remarks)


def test_the_shape_of_trainingpeaks() -> None:
    plan = read(
        "DTSTART;TZID=America/Denver:20270201T060000\nDTEND;TZID=America/Denver:20270201T080000\n"
        "SUMMARY:Run - Long Run\nDESCRIPTION:Planned Duration: 2:00\\nPlanned Distance: 1\n 3.5 mi\\n"
        "Easy\\, the last 20 min at marathon pace.",
        "DTSTART;VALUE=DATE:20270202\nSUMMARY:Rest Day\nDESCRIPTION:Take the day off.",
        "DTSTART:20270203T173000Z\nDTEND:20270203T181500Z\nSUMMARY:Run - Recovery Shakeout\nDESCRIPTION:Easy 45 min.",
        "DTSTART;VALUE=DATE:20270204\nSUMMARY:Strength - Lower Body\nDESCRIPTION:Duration: 0:50\\nSled and wall sit.",
        "DTSTART;VALUE=DATE:20270206\nSUMMARY:Bike - Easy Spin",
        head="X-WR-TIMEZONE:America/Denver\n",
    )
    assert [
        (entry.day, str(entry.sport), entry.kind, entry.slot, entry.planned.distance_m, entry.planned.duration_s)
        for entry in plan.entries
        if entry.title != "Rest"
    ] == [
        (0, "run", "long", "am", pytest.approx(21726, abs=1), 7200),
        (1, "rest", None, None, None, None),
        (2, "run", "recovery", "am", None, 2700),
        (3, "strength", None, "am", None, 3000),
        (5, "cross", None, "am", None, None),
    ]


def test_the_shape_of_runna() -> None:
    def event(date: str, summary: str, text: str, seconds: int) -> str:
        text += "\\n\\n📲 View in the Runna app: https://example.invalid/workout?day=3"
        return f"DTSTART:{date}\nSUMMARY:{summary}\nDESCRIPTION:{text}\nX-WORKOUT-ESTIMATED-DURATION:{seconds}"

    repeats = "Intervals • 6.5km • 45m - 50m\\n\\n2km warm up\\n\\n"
    repeats += "3 reps of:\\n• 1km\\, 90s walking rest\\n\\n1.5km cool down"
    plan = parse_plan(
        calendar(
            event("20270112", "🏃 1km Repeats • 6.5km", repeats, 3000),
            event("20270115", "🏋️ Loading Up • 55m - 65m", "Legs And Core • 55m - 65m\\n\\n3 sets of:\\n• Squat", 3900),
            event(
                "20270117",
                "🏃 8km Long Run • 8km",
                "Long Run • 8km • 50m - 1h0m\\n\\n8km at a conversational pace",
                3300,
            ),
            event("20270124", "🏃 Half Marathon Race • 21.1km", "Race • 21.1km • 2h10m - 2h18m", 8400),
            "DTSTART:20270105T175834\nDTEND:20270105T182814\nSUMMARY:🏃 Walk Run",
        ).replace("UID:4", "UID:COMPLETED_PLAN_WORKOUT-0C6058D6"),
        "runna.ics",
    )
    found = [
        (entry.day, str(entry.sport), entry.kind, entry.title, entry.planned.distance_m) for entry in workouts(plan)
    ]
    assert found == [
        (0, "run", "intervals", "1km Repeats", 6500),
        (3, "strength", None, "Loading Up", None),
        (5, "run", "long", "8km Long Run", 8000),
        (12, "run", "race", "Half Marathon Race", 21100),
    ]
    assert plan.race_day == 12
    assert len(workouts(plan)[0].planned.steps) == 3
    assert "example.invalid" not in workouts(plan)[0].note
    assert any(remark.startswith("1 completed event is left out") for remark in plan.remarks)


@pytest.mark.parametrize(
    "events", [[], ["DTSTART:20270310T090000\nSUMMARY:Dentist"], ["DTSTART:20270310\nSUMMARY:Gym"]]
)
def test_a_calendar_without_a_run_is_refused(events: list[str]) -> None:
    with pytest.raises(RefusedError, match=r"^spring\.ics"):
        read(*events)
