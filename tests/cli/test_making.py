"""Making blocks and slotting problems from the command line, from templates, small files and published plans."""

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "plans"
PLANS = [
    "boston_level_four",
    "boston_level_one",
    "c25k",
    "coogan_pbr_mara_up_to_65",
    "hansons_adv_mara",
    "hansons_c210k",
    "higdon_int_half1",
    "higdon_nov_mara1",
    "higdon_senior_mara",
    "mee_breeze_12",
    "mee_hurricane_18",
]
SMALL = """\
id: small
name: Small [b]plan[/b]
description: Two weeks
units: mi
type: 10K
source: none
schedule:
  - workouts:
      - title: Rest
      - title: "{3} Easy"
        distance: 3
      - title: 6 x 400m at 5k pace
        distance: 5
      - title: Rest
      - title: "{3} Easy"
        distance: 3
      - title: Surprise with dogs
        distance: 4
      - title: "{8} Long Run"
        distance: 8
  - workouts:
      - title: Rest
      - title: "{3} Easy"
        distance: 3
      - title: Rest
      - title: "{2} Easy"
        distance: 2
      - title: Rest
      - title: Rest
      - title: 10K Race
        distance: 6.2
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    return path


def runs_of(planner: Planner) -> list[dict[str, Any]]:
    return [item for item in planner("agenda", "--json").document["items"] if item["sport"] == "run"]


def test_a_file_becomes_a_block_on_its_race_day(planner: Planner, small: Path) -> None:
    made = planner("new", "--from", str(small), "--race", "2027-02-14", "--json").document
    assert made["block"] == 1
    assert [text for text in made["please_check"] if "Surprise" in text]
    assert {"cost", "sessions", "pairs", "unplaced", "candidates", "warnings"} <= set(made["slotting"])
    listed = planner("agenda", "--json").document
    assert made["items"] == len(listed["items"])
    race = next(item for item in listed["items"] if item["kind"] == "race")
    assert race["date"] == "2027-02-14"
    assert len({item["date"] for item in listed["items"]}) == 14
    miles = sum(item["planned"]["distance_m"] for item in runs_of(planner)) / 1609.344
    assert miles == pytest.approx(34.2, abs=1e-5)
    assert "mi" in planner("week", "2027-02-01").out  # distances are shown in the unit of the first plan


def test_a_dry_run_stores_nothing(planner: Planner, small: Path) -> None:
    said = planner("new", "--from", str(small), "--race", "2027-02-14", "--dry-run")
    assert said.out.endswith("Nothing was stored.\n")
    assert "Please check: " in said.out
    assert "[b]plan[/b]" in said.out
    assert planner("agenda", "--json").document["items"] == []
    assert planner("history", "--json").document["operations"] == []


def test_unavailable_halves_of_days_stay_free(planner: Planner) -> None:
    planner("new", "--template", "10k", "--start", "2027-01-04", "--unavailable", "tue pm", "--unavailable", "thu")
    sessions = [item for item in planner("agenda", "--json").document["items"] if item["sport"] == "strength"]
    assert sessions
    weekdays = {(item["date"], item["slot"]) for item in sessions}
    assert not {where for where in weekdays if where[0] in ("2027-01-07", "2027-01-14")}
    assert ("2027-01-05", "pm") not in weekdays


def test_body_and_sled_are_remembered(planner: Planner) -> None:
    planner("new", "--template", "10k", "--start", "2027-01-04", "--level", "experienced", "--body-mass", "80")
    loads = {
        part["load_kg"]
        for item in planner("agenda", "--json").document["items"]
        for part in item["planned"]["sets"]
        if item["kind"] == "heavy" and part["load_kg"]
    }
    assert min(loads) == 41.0  # 51.5 % of 80 kg, to the half kilogram
    planner("undo")
    again = planner("new", "--template", "10k", "--start", "2027-01-04", "--level", "experienced", "--dry-run")
    assert "assume 70 kg" in again.out  # the undone block took its figures with it


@pytest.mark.parametrize("name", PLANS)
def test_each_published_plan_becomes_a_block(planner: Planner, name: str) -> None:
    path = PUBLISHED / f"calendarhack_{name}.yaml"
    if not path.exists():
        pytest.skip("the published plans are not on this machine")
    made = planner("new", "--from", str(path), "--race", "2027-06-27", "--json").document
    listed = planner("agenda", "--json").document
    days = Counter(item["date"] for item in listed["items"])
    span = 7 * path.read_text(encoding="utf-8").count("workouts:")
    assert len(days) == span
    races = [item for item in listed["items"] if item["kind"] == "race"]
    assert races[-1]["date"] == "2027-06-27" == listed["to"]
    assert made["slotting"]["optimal"] is True
    placed = sum(item["kind"] in ("heavy", "moderate", "light") for item in listed["items"])
    assert placed == len(made["slotting"]["sessions"]) > 0


def problem(**changes: Any) -> dict[str, Any]:
    runs = {0: ("easy", 70), 1: ("intervals", 85), 3: ("tempo", 89), 4: ("easy", 60), 5: ("easy", 70), 6: ("long", 135)}
    stated = {
        "days": 7,
        "wrap": True,
        "level": "experienced",
        "runs": [{"day": day, "slot": "am", "type": kind, "minutes": time} for day, (kind, time) in runs.items()],
        "targets": [{"week": 0, "heavy": 2, "moderate": 0, "light": 1}],
    }
    return {**stated, **changes}


def slotted(planner: Planner, tmp_path: Path, document: Any, *words: str) -> Any:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(document))
    return planner("slot", str(path), "--json", *words)


def test_a_problem_file_is_slotted_without_a_database(planner: Planner, tmp_path: Path, missing: Path) -> None:
    answer = slotted(planner, tmp_path, problem()).document
    placed = [(session["day"], session["slot"], session["kind"]) for session in answer["sessions"]]
    assert answer["cost"] == 12
    assert placed == [(0, "pm", "light"), (1, "pm", "heavy"), (3, "pm", "heavy")]
    assert not missing.exists()


def test_the_command_line_overrides_the_file(planner: Planner, tmp_path: Path) -> None:
    answer = slotted(planner, tmp_path, problem(), "--level", "novice", "--moderate", "2").document
    assert answer["cost"] == 82
    assert [session["kind"] for session in answer["sessions"]] == ["moderate"]


def test_a_plan_file_is_slotted_too(planner: Planner, small: Path, missing: Path) -> None:
    answer = planner("slot", str(small), "--heavy", "1", "--light", "1", "--level", "experienced", "--json").document
    assert answer["sessions"]
    assert not missing.exists()
    assert "fewest possible" in planner("slot", str(small)).out


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"runs": [{"day": 0, "slot": "noon", "type": "easy", "minutes": 30}]}, "noon"),
        ({"runs": [{"day": 0, "slot": "am", "type": "sprint", "minutes": 30}]}, "sprint"),
        ({"runs": [{"day": 0, "slot": "am", "type": "easy", "minutes": -5}]}, "-5"),
        ({"days": 0}, "days"),
        ({"colour": "red"}, "colour"),
        ({"wrap": True, "days": 14}, "wrap"),
        ({"start": "2027-02-30"}, "2027-02-30"),
    ],
)
def test_a_problem_with_a_mistake_is_refused(
    planner: Planner, tmp_path: Path, change: dict[str, Any], names: str
) -> None:
    said = slotted(planner, tmp_path, problem(**change))
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert names in said.err
    assert "problem.json" in said.err


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", '{"days": NaN}', "[" * 5_000, '{"days": 7} extra', '"text"'])
def test_what_is_no_problem_is_refused(planner: Planner, tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content)
    said = planner("slot", str(path))
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert "broken.json" in said.err


def test_a_key_that_is_twice_in_a_problem_file_is_refused(planner: Planner, tmp_path: Path) -> None:
    path = tmp_path / "twice.json"
    path.write_text('{"days": 7, "days": 14}')
    said = planner("slot", str(path))
    assert (said.code, said.out) == (1, "")
    assert said.err.strip().endswith('twice.json: the key "days" is twice in one object.')


def test_templates_are_listed_and_each_makes_a_block(planner: Planner) -> None:
    names = [shape["name"] for shape in planner("templates", "--json").document["templates"]]
    assert names == ["5k", "10k", "half", "marathon", "base", "after-race"]
    for name in names:
        dated = ["--start", "2027-09-06"] if name in ("base", "after-race") else ["--race", "2027-09-26"]
        made = planner("new", "--template", name, *dated, "--dry-run", "--json").document
        assert made["block"] is None
        assert made["items"] > 0


def test_templates_say_their_lengths_and_days(planner: Planner) -> None:
    half = planner("templates", "--json").document["templates"][2]
    assert (half["weeks"], half["lengths"], half["days"], half["peak_m"]) == (12, [10, 12, 14, 16], 5, 55_000)
    assert all(len(line) < 80 for line in planner("templates").out.splitlines())


WISHES = ["--weeks", "10", "--run-days", "mon tue thu sat sun", "--long-day", "sat", "--quality-days", "mon thu"]
WISHES += ["--current-km", "30", "--peak-km", "44", "--step-back", "3", "--recent", "10k 45:10", "--runner", "advanced"]


def test_a_template_is_shaped_by_wishes(planner: Planner) -> None:
    planner("new", "--template", "half", "--race", "2027-04-17", *WISHES)
    runs = runs_of(planner)
    assert len({run["date"] for run in runs} & {"2027-02-08", "2027-04-17"}) == 2  # a Monday, to the Saturday's race
    assert {run["kind"] for run in runs if run["date"] == "2027-04-17"} == {"race"}
    tempo = [run for run in runs if run["title"].startswith("Tempo, ") and run["title"].endswith(" at 4:38/km")]
    assert tempo
    assert all(run["planned"]["steps"][0]["kind"] == "warmup" for run in tempo)
    volumes = Counter[str]()
    for run in runs:
        volumes["first" if run["date"] <= "2027-02-14" else "later"] += run["planned"]["distance_m"]
    assert 29_500 < volumes["first"] <= 30_000


WRONG_WISHES = [
    (["--template", "half", "--race", "2027-06-06", "--weeks", "3"], "3 weeks are too few"),
    (["--template", "half", "--race", "2027-06-06", "--days", "8"], "not 8"),
    (["--template", "half", "--race", "2027-06-06", "--days", "4", "--run-days", "tue sun"], "not both"),
    (["--template", "half", "--race", "2027-06-06", "--long-day", "mon"], "The long day Mon is no run day"),
    (["--template", "half", "--race", "2027-06-06", "--long-day", "sat sun"], "one weekday"),
    (["--template", "half", "--race", "2027-06-06", "--quality-days", "funday"], "funday"),
    (["--template", "half", "--race", "2027-06-06", "--step-back", "0"], "not every 0"),
    (["--template", "half", "--race", "2027-06-06", "--weeks", "ten"], '"ten"'),
    (["--template", "half", "--race", "2027-06-06", "--runner", "couch"], "prepares for 5 km first"),
    (["--template", "half", "--race", "2027-06-06", "--recent", "10k 15:00"], "10 km in 15:00 is unlikely"),
    (["--template", "half", "--start", "2027-01-06"], "2027-01-06 is a Wednesday"),
    (["--template", "base", "--race", "2027-06-06"], "ends on no race"),
    (["--from", "plan.txt", "--start", "2027-01-04", "--days", "4"], "--days shapes a template's plan"),
    (["--from-block", "1", "--template", "half", "--start", "2027-01-04"], "only one"),
    (["--from-block", "one", "--start", "2027-01-04"], 'from-block must be a whole number, not "one"'),
]


@pytest.mark.parametrize(("words", "names"), WRONG_WISHES)
def test_wishes_that_cannot_be_met_are_refused(planner: Planner, words: list[str], names: str) -> None:
    said = planner("new", *words)
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert names in said.err


@pytest.mark.parametrize("options", [["--dry-run"], []])
def test_what_a_plan_cannot_reach_is_said_first_before_and_when_it_is_made(
    planner: Planner, options: list[str]
) -> None:
    wishes = ["--template", "half", "--race", "2027-06-06", "--current-km", "20", "--peak-km", "80"]
    remarks = planner("new", *wishes, *options, "--json").document["remarks"]
    assert remarks[0].startswith("The peak week is 71.7 km, not 80, as no run and no week may leap;")


def test_more_than_the_runs_of_a_week_hold_gives_a_plan_that_says_so_first(planner: Planner) -> None:
    wishes = ["--template", "half", "--race", "2027-06-06", "--days", "3", "--current-km", "90", "--peak-km", "90"]
    remarks = planner("new", *wishes, "--json").document["remarks"]
    assert (
        remarks[0]
        == "3 runs a week, none longer than 2:30 h, hold 64.8 km, not 90; 5 run days or 64 km a week would do."
    )


def test_who_cannot_run_for_half_an_hour_gets_a_plan_of_running_and_walking(planner: Planner) -> None:
    assert planner("new", "--template", "5k", "--race", "2027-06-06", "--runner", "couch").code == 0
    first, *_, race = runs_of(planner)
    assert first["title"] == "Run 1 min, walk 90 s, 9 times"
    assert first["planned"]["estimated"] == "distance"
    assert sum(step["duration_s"] for step in first["planned"]["steps"] if "repeat" not in step) == 600
    assert race["kind"] == "race"


def test_a_past_block_is_made_again(block: Planner) -> None:
    first = runs_of(block)
    made = block("new", "--from-block", "1", "--race", "2027-09-26", "--json").document
    again = [run for run in runs_of(block) if run["block"] == made["block"]]
    assert [run["title"] for run in again] == [run["title"] for run in first]
    assert again[-1]["date"] == "2027-09-26"
    assert any("as they were planned" in remark for remark in made["remarks"])


def test_the_demo_prints_its_block_and_is_the_same_every_time(planner: Planner) -> None:
    first, second = planner("demo"), planner("demo")
    assert first.code == 0
    assert first.out == second.out
    assert "Half marathon: 2026-12-07 to 2027-02-28" in first.out
    assert "done" in first.out
    assert "Heavy sled" in first.out


def test_why_agrees_with_the_plan_that_was_made(block: Planner) -> None:
    session = next(item for item in block("week", "--json").document["items"] if item["sport"] == "strength")
    found = block("why", session["date"], "--json").document
    chosen = [line for line in found["candidates"] if line["status"] == "chosen"]
    assert [(line["slot"], line["kind"], line["text"]) for line in chosen] == [
        (session["slot"], session["kind"], session["reason"])
    ]
    assert {
        line["slot"] for line in block("why", session["date"], "--slot", "am", "--json").document["candidates"]
    } <= {"am"}
    vetoed = [line for line in found["candidates"] if line["status"] == "vetoed"]
    assert all(line["veto"] and line["source"] for line in vetoed)
    assert all(line["figures"].startswith(line["veto"]) for line in vetoed)


def test_why_has_the_rules_next_to_its_sentences_and_not_in_them(block: Planner) -> None:
    session = next(item for item in block("week", "--json").document["items"] if item["sport"] == "strength")
    lines = block("why", session["date"]).out.splitlines()[1:]
    sentences, figures = zip(*(line.rstrip("]").split("  [") for line in lines), strict=True)
    assert len(sentences) > 1
    assert not re.search(r"\b(HC|S)\d", "".join(sentences))
    assert all(re.match(r"(HC|S)\d|no cost", figure) for figure in figures)


def test_why_on_a_day_without_a_block(planner: Planner) -> None:
    found = planner("why", "2027-01-06", "--json").document
    assert found["candidates"] == []
    assert "No block holds Wed 6 Jan" in found["note"]


def test_why_says_when_a_session_was_moved_by_hand(block: Planner) -> None:
    session = next(item for item in block("week", "--json").document["items"] if item["sport"] == "strength")
    block("move", str(session["id"]), "2027-01-08")
    assert "was moved here" in block("why", "2027-01-08").out


def test_the_settings_change_a_rule_and_the_rules_say_so(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text('[rules]\n"S7" = 9\n')
    monkeypatch.setenv("PLANNER_CONFIG", str(settings))
    overrides = planner("rules", "--json").document["overrides"]
    assert list(overrides.values()) == [{"published": 5, "now": 9}]
    assert "(published 5)" in planner("rules").out
    settings.write_text('[rules]\n"S99" = 9\n')
    assert "S99" in planner("rules").err


def test_rules_sources_lists_the_publications_by_key(planner: Planner) -> None:
    out = planner("rules", "--sources").out
    assert "West14        V  J Strength Cond Res 28:265, 10.1519/JSC.0b013e3182948110. Used by HC4, D3, E2." in out
    assert "R4   pain above 5 of 10" in out
    document = planner("rules", "--sources", "--json").document
    assert len(document["sources"]) == 80
    sled = next(source for source in document["sources"] if source["key"] == "Ayotte25")
    assert (sled["tag"], sled["rules"]) == ("C", ["S5", "D4", "E8"])
    assert "Ayotte" in sled["citation"]
    assert document["requirements"][0]["id"] == "R1"


@pytest.mark.parametrize("name", ["pipe", "pipe.json"])
def test_a_pipe_is_refused_and_not_waited_for(planner: Planner, tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    said = planner("slot", str(tmp_path / name))
    assert (said.code, said.out) == (1, "")
    assert "pipe" in said.err


def test_what_a_plan_leaves_open_is_printed_in_full(planner: Planner, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    days = "\n".join("  - title: 10 km easy\n    distance: 5" for _ in range(7))
    path.write_text(f"units: km\nschedule:\n- workouts:\n{days}\n" + f"- workouts:\n{days}\n")
    words = ("new", "--from", str(path), "--start", "2027-02-01", "--level", "novice", "--dry-run")
    remarks = planner(*words, "--json").document["remarks"]
    assert max(map(len, remarks)) > 200
    assert set(remarks) <= set(planner(*words).out.splitlines())


def test_a_recent_race_gives_a_plan_file_its_times_and_predicts_its_race(planner: Planner, tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "date,title,distance\n2027-01-05,easy run,10 km\n2027-01-10,marathon race,42.195 km\n", encoding="utf-8"
    )
    made = ["new", "--from", str(plan), "--start", "2027-01-05", "--moderate", "0", "--recent"]
    assert planner(*made, "5k 17:00").code == 0
    easy, race = (run["planned"] for run in runs_of(planner))
    assert 2 * 3600 + 42 * 60 < race["duration_s"] < 2 * 3600 + 44 * 60
    assert (easy["estimated"], race["estimated"]) == ("time", "time")
    assert 4 * 60 + 25 < easy["duration_s"] / 10 < 4 * 60 + 35
    assert [run["reason"] for run in runs_of(planner)] == [
        "Time estimated from the distance at about 4:31 /km, from your 5 km in 17:00.",
        "Time predicted from your 5 km in 17:00.",
    ]
    assert "10 km in 15:00 is unlikely" in planner(*made, "10k 15:00").err


@pytest.mark.parametrize(("runner", "pace"), [("new", 435), ("regular", 375), ("advanced", 315)])
def test_without_a_race_or_a_pace_the_level_gives_the_times(
    planner: Planner, tmp_path: Path, runner: str, pace: int
) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("date,title,distance\n2027-01-05,easy run,10 km\n", encoding="utf-8")
    made = planner("new", "--from", str(plan), "--start", "2027-01-05", "--moderate", "0", "--runner", runner)
    assert made.code == 0
    (run,) = runs_of(planner)
    assert run["planned"]["duration_s"] == 10 * pace
    assert f"at an assumed ~{pace // 60}:{pace % 60:02d} /km" in run["reason"]


def test_a_new_block_says_what_a_coach_would_say(planner: Planner) -> None:
    words = ("new", "--template", "marathon", "--race", "2027-06-20", "--dry-run")
    said = planner(*words).out
    summary = planner(*words, "--json").document["summary"]
    assert "What a coach would say" in said
    assert " ".join(summary["sentences"][0].split()) in " ".join(said.split())
    longest = summary["longest_run"]
    assert longest["share_of_race"] == pytest.approx(longest["distance_m"] / 42_195, abs=0.001)
    assert longest["days_before_race"] >= 14
    assert 0.5 < summary["easy_share"] < 1


def test_a_plan_from_a_file_is_summed_up_too(planner: Planner, small: Path) -> None:
    summary = planner("new", "--from", str(small), "--race", "2027-06-20", "--dry-run", "--json").document["summary"]
    assert summary["weeks"] == 2
    assert summary["longest_run"]["distance_m"] == pytest.approx(8 * 1609.344)
    assert summary["sentences"][0].startswith("Your longest run is 12.9 km, longer than the race")


def test_two_runs_at_one_time_are_a_finding(block: Planner) -> None:
    run = next(item for item in runs_of(block) if item["date"] > "2027-01-10")
    added = block("add", run["date"], "easy", "--distance", "5km", "--start", run["start"], "--json").document
    (found,) = [one for one in json.loads(block("lint", "--json").out)["findings"] if one["code"] == "T1"]
    assert (found["severity"], found["date"], found["item"]) == ("warning", run["date"], added["items"][0]["id"])
    assert found["why"].startswith(f"It begins at {run['start']}, and the ")
    assert block("lint", "--accept", "T1").code == 0
    assert "T1" not in {one["code"] for one in json.loads(block("lint", "--json").out)["findings"]}


def test_what_a_plan_cannot_reach_is_said_first_and_once(planner: Planner) -> None:
    words = ["new", "--template", "marathon", "--race", "2027-05-02", "--current-km", "25", "--peak-km", "40"]
    words += ["--run-days", "mon,wed,sun", "--dry-run"]
    made = planner(*words, "--json").document
    shortfall = made["remarks"][0]
    assert "a marathon asks for" in shortfall
    assert made["summary"]["sentences"][0] == shortfall
    said = " ".join(planner(*words).out.split())
    assert said.count(shortfall) == 1
    assert said.index(shortfall) < said.index("Your longest run is")


def test_the_weeks_without_a_rest_day_share_one_line_with_the_code_after_the_sentence(planner: Planner) -> None:
    shown = planner("new", "--template", "10k", "--race", "2027-03-28", "--days", "7", "--dry-run").out
    lines = [line for line in shown.splitlines() if "W2" in line]
    assert lines == ["Week 1 comes to seven days or more in a row without a full rest day. So do 9 other weeks. (W2)"]
