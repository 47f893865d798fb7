"""``edit --kind``: a workout becomes another one, with what that has, and gets back what it had."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner

Item = dict[str, Any]


def ahead(block: Planner, kind: str, number: int = 0, **figures: object) -> Item:
    """A workout of a kind that is still ahead: the first, or another, with some figures."""
    items = block("agenda", "--from", "2027-01-07", "--to", "2027-06-30", "--json").document["items"]
    found = [one for one in items if one["kind"] == kind and figures.items() <= one["planned"].items()]
    item: Item = found[number]
    return item


def edited(block: Planner, number: int, *words: str) -> Item:
    """The workout after an edit, as the calendar has it then."""
    said = block("edit", str(number), *words, "--json")
    assert said.code == 0, said.err
    (item,) = (one for one in said.document["items"] if one["id"] == number)
    return dict(item)


def calendar(block: Planner) -> dict[str, Any]:
    """The calendar but for its reasons, which say again after each change why strength is where it is."""
    document: dict[str, Any] = block("agenda", "--from", "2027-01-04", "--to", "2027-06-30", "--json").document
    for item in document["items"]:
        del item["reason"]
    return document


def test_a_run_with_steps_that_becomes_an_easy_one_loses_them_and_is_estimated_anew(block: Planner) -> None:
    hills = ahead(block, "hills")
    assert hills["planned"]["steps"]
    easy = edited(block, hills["id"], "--kind", "easy")
    assert (easy["title"], easy["planned"]["steps"]) == ("Easy", [])
    assert easy["planned"]["distance_m"] == hills["planned"]["distance_m"]
    assert easy["planned"]["estimated"] == "time"
    assert easy["planned"]["duration_s"] == round(easy["planned"]["distance_m"] / 1000 * 375)


@pytest.mark.parametrize("kind", ["easy", "hills", "long", "heavy", "moderate", "light"])
@pytest.mark.parametrize("other", ["tempo", "cross", "rest", "light"])
def test_a_kind_there_and_back_leaves_the_calendar_as_it_was(block: Planner, kind: str, other: str) -> None:
    item = ahead(block, kind, 1)
    before = calendar(block)
    length = ["--time", "30"] if item["sport"] == "strength" and other in ("tempo", "cross") else []
    assert block("edit", str(item["id"]), "--kind", other, *length).code == 0
    assert block("edit", str(item["id"]), "--kind", kind).code == 0
    assert calendar(block) == before


def test_a_kind_there_and_back_on_a_detour_leaves_the_calendar_as_it_was(block: Planner) -> None:
    number = str(ahead(block, "hills")["id"])
    before = calendar(block)
    for kind in ("easy", "rest", "easy", "tempo", "hills"):
        assert block("edit", number, "--kind", kind).code == 0
    assert calendar(block) == before


def test_what_a_run_was_before_is_kept_until_what_it_became_is_edited(block: Planner) -> None:
    hills = ahead(block, "hills")
    edited(block, hills["id"], "--kind", "easy")
    edited(block, hills["id"], "--start", "09:00", "--note", "with Anna")
    again = edited(block, hills["id"], "--kind", "hills")
    assert (again["title"], again["planned"]["steps"]) == (hills["title"], hills["planned"]["steps"])
    assert (again["start"], again["planned"]["note"]) == ("09:00", "with Anna")
    edited(block, hills["id"], "--kind", "easy")
    edited(block, hills["id"], "--distance", "7km")
    new = edited(block, hills["id"], "--kind", "hills")
    assert (new["title"], new["planned"]["distance_m"]) == ("Hills, 10 × 100 m up", 7000)
    assert metres_of(new) == 7000, "repetitions of its own, not those of the run that was shorter"


def metres_of(item: Item) -> float:
    """All steps of a run together."""
    parts: list[float] = [
        one.get("repeat", 1) * sum(step["distance_m"] for step in one.get("steps", [one]))
        for one in item["planned"]["steps"]
    ]
    return sum(parts)


@pytest.mark.parametrize("kind", ["intervals", "tempo", "hills", "race_pace"])
def test_an_easy_run_that_becomes_a_fast_one_gets_repetitions_and_stays_as_long(block: Planner, kind: str) -> None:
    easy = ahead(block, "easy", 1, distance_m=6000)
    fast = edited(block, easy["id"], "--kind", kind)
    assert fast["title"].startswith(f"{kind.replace('_', ' ').capitalize()}, ")
    assert fast["planned"]["distance_m"] == metres_of(fast) == 6000
    assert fast["planned"]["estimated"] == "time"
    assert edited(block, easy["id"], "--kind", "easy")["planned"] == easy["planned"]
    assert edited(block, easy["id"], "--kind", kind)["planned"] == fast["planned"]


def test_a_run_too_short_for_work_stays_plain_and_says_so(block: Planner) -> None:
    (added,) = block("add", "2028-01-01", "easy", "--distance", "3km", "--json").document["items"]
    said = block("edit", str(added["id"]), "--kind", "tempo", "--json").document
    assert said["remarks"] == ["No repetitions fit into 3 km: the tempo has none."]
    (tempo,) = said["items"]
    assert (tempo["title"], tempo["planned"]["steps"], tempo["planned"]["distance_m"]) == ("Tempo", [], 3000)


def test_a_run_by_time_outside_of_blocks_keeps_its_time_and_typed_steps_stay(block: Planner) -> None:
    (added,) = block("add", "2028-01-01", "easy", "--time", "50", "--json").document["items"]
    fast = edited(block, added["id"], "--kind", "intervals")
    assert (fast["planned"]["duration_s"], fast["planned"]["estimated"]) == (3000, "distance")
    assert fast["planned"]["distance_m"] == metres_of(fast)
    assert fast["title"].startswith("Intervals, ")
    block("edit", str(added["id"]), "--kind", "easy")
    typed = edited(block, added["id"], "--kind", "tempo", "--steps", "2 km warm-up, 3 km tempo, 2 km cool-down")
    assert [step["distance_m"] for step in typed["planned"]["steps"]] == [2000, 3000, 2000]


def test_a_session_becomes_a_run_only_with_its_length(block: Planner) -> None:
    session = ahead(block, "heavy")
    said = block("edit", str(session["id"]), "--kind", "easy")
    assert (said.code, said.err) == (
        1, 'planner: kind "easy": give its distance or its time with it, as 8 km or 45 min.\n',
    )  # fmt: skip
    run = edited(block, session["id"], "--kind", "easy", "--distance", "8km")
    assert (run["title"], run["planned"]["sets"], run["planned"]["rpe"]) == ("Easy", [], None)
    assert (run["planned"]["duration_s"], run["planned"]["estimated"]) == (3000, "time")


def test_an_hour_on_the_bike_takes_the_place_of_an_hour_of_running(block: Planner) -> None:
    easy = ahead(block, "easy")
    bike = edited(block, easy["id"], "--kind", "bike")
    assert (bike["title"], bike["planned"]["distance_m"]) == ("Cross", None)
    assert (bike["planned"]["duration_s"], bike["planned"]["estimated"]) == (easy["planned"]["duration_s"], None)


def test_a_run_made_into_strength_gets_the_dose_title_and_time_of_its_week_and_comes_back(block: Planner) -> None:
    heavy = ahead(block, "heavy", 1)
    easy = next(
        one for one in block("week", heavy["date"], "--json").document["items"]
        if one["kind"] == "easy" and not one["planned"]["steps"]
    )  # fmt: skip
    before = calendar(block)
    made = edited(block, easy["id"], "--kind", "heavy")
    assert (made["title"], made["sport"]) == (heavy["title"], "strength")
    for figure in ("sets", "duration_s", "rpe"):
        assert made["planned"][figure] == heavy["planned"][figure]
    assert made["planned"]["distance_m"] is None
    edited(block, easy["id"], "--kind", "easy")
    assert calendar(block) == before


def test_a_session_of_another_kind_gets_the_dose_of_that_kind(block: Planner) -> None:
    heavy, light = ahead(block, "heavy"), ahead(block, "light")
    made = edited(block, heavy["id"], "--kind", "light")
    assert made["title"] == light["title"]
    assert (made["planned"]["duration_s"], made["planned"]["rpe"]) == (25 * 60, 3)
    assert made["planned"]["sets"][0]["load_kg"] == light["planned"]["sets"][0]["load_kg"]


def test_sets_and_time_that_are_given_with_the_kind_stay(block: Planner) -> None:
    easy = ahead(block, "easy")
    made = edited(block, easy["id"], "--kind", "moderate", "--sled", "6x20 30", "--time", "35")
    assert [(one["rounds"], one["load_kg"]) for one in made["planned"]["sets"]] == [(6, 30)]
    assert (made["planned"]["duration_s"], made["planned"]["rpe"], made["title"]) == (35 * 60, 6, "Moderate sled")
    lighter = edited(block, easy["id"], "--kind", "light", "--sled", "3x20 14")
    assert [(one["rounds"], one["load_kg"]) for one in lighter["planned"]["sets"]] == [(3, 14)]
    assert (lighter["planned"]["duration_s"], lighter["planned"]["rpe"]) == (35 * 60, 3)


def test_a_session_added_without_figures_gets_the_dose_of_its_week(block: Planner) -> None:
    for kind in ("heavy", "moderate", "light"):
        session = ahead(block, kind, 1)
        said = block("add", session["date"], kind, "--start", "06:00", "--json")
        (added,) = (one for one in said.document["items"] if one["start"] == "06:00")
        assert (added["title"], added["planned"]["duration_s"]) == (session["title"], session["planned"]["duration_s"])
        assert added["planned"]["sets"] == session["planned"]["sets"]
        block("undo")


def test_the_log_counts_for_the_dose_of_a_session_that_is_added(block: Planner) -> None:
    coming = ahead(block, "moderate", 3)
    for session in (ahead(block, "moderate", 0), ahead(block, "moderate", 1)):
        marked = block("done", str(session["id"]), "--rpe", "8", "--pain", "4", today=session["date"])
        assert marked.code == 0
    lowered = block("agenda", "--from", coming["date"], "--to", coming["date"], "--json").document["items"]
    (planned,) = (one["planned"] for one in lowered if one["id"] == coming["id"])
    assert planned["sets"][0]["load_kg"] < coming["planned"]["sets"][0]["load_kg"]
    said = block("add", coming["date"], "moderate", "--start", "06:00", "--json", today=session["date"])
    (added,) = (one for one in said.document["items"] if one["start"] == "06:00")
    assert added["planned"]["sets"] == planned["sets"]


def test_outside_of_blocks_it_gets_the_first_rung_of_the_level(planner: Planner) -> None:
    planner("set", "body-mass", "80")
    added = planner("add", "2027-06-05", "moderate", "--json").document["items"][0]["planned"]
    assert (added["duration_s"], added["sets"][0]["rounds"], added["sets"][0]["load_kg"]) == (2400, 4, 20)
    planner("set", "level", "experienced")
    added = planner("add", "2027-06-12", "heavy", "--json").document["items"][0]["planned"]
    assert (added["duration_s"], added["sets"][0]["rounds"], added["sets"][0]["load_kg"]) == (2700, 4, 41)


def test_one_that_comes_again_gets_the_dose_of_each_week(block: Planner) -> None:
    added = block("add", "2027-01-16", "moderate", "--every", "week", "--until", "2027-03-13", "--json").document
    loads = [one["planned"]["sets"][0]["load_kg"] for one in added["items"] if one["date"][-2:] in ("16", "13")]
    rounds = {one["planned"]["sets"][0]["rounds"] for one in added["items"]}
    assert loads
    assert len(rounds) > 1


def refused_kind(planner: Planner, *words: str, today: str = "2027-01-06") -> str:
    said = planner(*words, today=today)
    assert (said.code, said.out) == (1, "")
    return said.err.removeprefix("planner: ").rstrip("\n")


def test_a_kind_that_the_level_keeps_out_is_refused_with_what_to_do(planner: Planner) -> None:
    assert refused_kind(planner, "add", "2027-01-09", "heavy") == (
        'kind "heavy" is not for a novice, who has done fewer than 3 sessions in the last 28 days; '
        "make it moderate, or give its sets with it, as sled 5 x 20 m, 56 kg."
    )
    assert planner("new", "--template", "half", "--start", "2027-01-04", "--level", "novice").code == 0
    assert refused_kind(planner, "edit", str(ahead(planner, "easy")["id"]), "--kind", "heavy") == (
        'kind "heavy" is not for the first weeks of a novice\'s block, before Mon 18 Jan; '
        "make it moderate, or give its sets with it, as sled 5 x 20 m, 56 kg."
    )
    assert refused_kind(planner, "add", "2027-02-05", "heavy") == (
        'kind "heavy" begins at 51.5 % of body mass, and the load of Fri 5 Feb is below that; '
        "make it moderate, or give its sets with it, as sled 5 x 20 m, 56 kg."
    )
    assert planner("add", "2027-01-09", "heavy", "--sled", "5x20 56").code == 0


def test_a_kind_that_needs_a_sled_is_refused_where_there_never_is_one(planner: Planner) -> None:
    made = ["new", "--template", "half", "--start", "2027-01-04", "--level", "experienced", "--gym", "never"]
    assert planner(*made).code == 0
    assert refused_kind(planner, "add", "2027-01-09", "heavy") == (
        'kind "heavy" needs the sled, and this block is planned without one; make it moderate.'
    )
    added = planner("add", "2027-01-09", "moderate", "--json").document
    assert added["items"][0]["title"] == "Wall sit"
    assert [one["exercise"] for one in added["items"][0]["planned"]["sets"]] == ["wall_sit"]


def test_a_kind_that_a_health_answer_keeps_out_is_refused_and_a_wall_sit_left_out(block: Planner) -> None:
    assert block("screening", "--answer", "heart=yes").code == 0
    easy = ahead(block, "easy")
    said = refused_kind(block, "edit", str(easy["id"]), "--kind", "heavy")
    assert said.startswith('kind "heavy" is kept out on ')
    assert "your answer on" in said
    document = block("edit", str(easy["id"]), "--kind", "moderate", "--json").document
    (item,) = (one for one in document["items"] if one["id"] == easy["id"])
    assert [one["exercise"] for one in item["planned"]["sets"]] == ["reverse_sled_push"]
    assert item["title"] == "Moderate sled"
    assert any(remark.startswith("No heavy session and no wall sit") for remark in document["remarks"])


def test_what_the_dose_adds_to_a_note_goes_with_it(block: Planner) -> None:
    assert block("screening", "--answer", "heart=yes").code == 0
    easy = ahead(block, "easy")
    edited(block, easy["id"], "--note", "with Anna")
    made = edited(block, easy["id"], "--kind", "moderate")["planned"]["note"]
    assert made.startswith("with Anna No heavy session and no wall sit")
    assert edited(block, easy["id"], "--kind", "light")["planned"]["note"] == made
    run = edited(block, easy["id"], "--kind", "tempo", "--distance", "6km")
    assert run["planned"]["note"] == "with Anna"


def test_the_health_questions_are_named_where_a_run_becomes_the_first_session(planner: Planner) -> None:
    planner("add", "tomorrow", "easy", "--distance", "8km")
    assert "planner screening" in planner("edit", "1", "--kind", "moderate").out


def test_a_session_written_into_the_plan_text_without_sets_gets_its_dose(block: Planner, tmp_path: Path) -> None:
    session = ahead(block, "moderate", 1)
    lines = block("export", "plan").out.splitlines()
    place = next(at for at, line in enumerate(lines) if "Wed am" in line and "# " not in line)
    file = tmp_path / "plan.txt"
    file.write_text("\n".join([*lines[:place], "  Wed pm  strength moderate", *lines[place:]]) + "\n", encoding="utf-8")
    said = block("rewrite", str(file), "--json")
    (added,) = (one for one in said.document["items"] if one["kind"] == "moderate" and one["id"] > 110)
    assert (added["title"], added["planned"]["duration_s"]) == (session["title"], 40 * 60)
    assert [one["exercise"] for one in added["planned"]["sets"]] == ["reverse_sled_push", "wall_sit"]
    file.write_text("\n".join([*lines[:place], "  Wed pm  strength heavy", *lines[place:]]) + "\n", encoding="utf-8")
    block("screening", "--answer", "heart=yes")
    assert f'line {place + 1}: kind "heavy" is kept out on ' in block("rewrite", str(file)).err
    file.write_text("\n".join([*lines[:place], "  Wed pm  strength light", *lines[place:]]) + "\n", encoding="utf-8")
    (lighter,) = (one for one in block("rewrite", str(file), "--json").document["items"] if one["id"] == added["id"])
    assert (lighter["title"], lighter["planned"]["sets"][0]["rounds"]) == ("Light sled", 3)


def test_what_was_done_without_a_plan_keeps_what_its_new_kind_has(planner: Planner) -> None:
    planner("add", "today", "easy", "--distance", "8km", "--time", "45", "--done")
    made = edited(planner, 1, "--kind", "moderate", "--sled", "4x20 40")
    assert (made["title"], made["status"]) == ("Moderate sled", "unplanned")
    assert (made["actual"]["distance_m"], made["actual"]["duration_s"]) == (None, 2700)
    assert [one["load_kg"] for one in made["actual"]["sets"]] == [40]
    made = edited(planner, 1, "--kind", "cross", "--time", "50")
    assert (made["title"], made["actual"]["sets"], made["actual"]["duration_s"]) == ("Cross", [], 3000)
