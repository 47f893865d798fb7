"""Words for dates on the command line: which day each command takes them for, and what it says about it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from planner.training.formatting import format_day, format_day_and_year
from tests.cli.said import Planner, Said

WEDNESDAY = "2027-02-10"
"""The day on which the commands below are typed, in week 6 of a half-marathon block that began on 4 January."""

TO_DAYS = [
    ("move 64 fri", ["2027-02-19"]),  # number 64 is on Thursday of next week
    ("move 64 +1", ["2027-02-19"]),
    ("move 64 -1", ["2027-02-17"]),
    ("move 64 -1w", ["2027-02-11"]),
    ("move 64 tomorrow", ["2027-02-11"]),
    ("move 64 this fri", ["2027-02-12"]),
    ("move 64 next fri", ["2027-02-19"]),
    ("move 64 next week", ["2027-02-15"]),
    ("move 47 fri", ["2027-02-12"]),  # the Friday of its own week is past
    ("move 57,58 +1", ["2027-02-14", "2027-02-15"]),
    ("move sat sun", ["2027-02-14"]),
    ("move sat +1", ["2027-02-14"]),
    ("move sat..sun +1w", ["2027-02-20", "2027-02-21"]),
    ("edit 64 --to fri", ["2027-02-19"]),
    ("edit 64 --to -1w", ["2027-02-11"]),
    ("edit sat --to +1", ["2027-02-14"]),
    ("add fri easy", ["2027-02-12"]),
    ("add fri easy --done", ["2027-02-05"]),
    ("add wed easy --done", ["2027-02-10"]),
    ("add -1 easy --done", ["2027-02-09"]),
    ("add 19/2 easy", ["2027-02-19"]),
    ("swap thu sat", ["2027-02-11", "2027-02-13", "2027-02-13"]),
    ("swap tue sat", ["2027-02-16", "2027-02-20", "2027-02-20"]),  # Tuesday of this week is past
    ("copy tue fri", ["2027-02-19", "2027-02-19"]),
    ("copy sat +1w", ["2027-02-20"]),
    ("delete sat", ["2027-02-13"]),
    ("lock sat", ["2027-02-13"]),
]
"""Commands, and the days of the workouts that they say."""


@pytest.fixture
def typed(block: Planner) -> Planner:
    def call(line: str, *more: str) -> Said:
        return block(*_words(line), *more, today=WEDNESDAY)

    return call


def _words(line: str) -> list[str]:
    """Split a line as a shell would, where the words of a date were quoted."""
    for several in ("this fri", "next fri", "next week", "week 7", "day after tomorrow", "Sun 14 Feb", "in 3 weeks"):
        line = line.replace(several, several.replace(" ", "_"))
    return [word.replace("_", " ") for word in line.split()]


@pytest.mark.parametrize(("line", "days"), TO_DAYS, ids=[line for line, _ in TO_DAYS])
def test_the_days_that_a_command_takes_words_for(typed: Planner, line: str, days: list[str]) -> None:
    document = typed(line, "--dry-run", "--json").document
    before = {int(part) for part in line.split()[1].split(",") if part.isdecimal()}
    found = sorted(item["date"] for item in document["items"] if not before or item["id"] in before)
    assert (found or ["2027-02-13"] * len(document["removed"])) == days


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("away mon fri", "away: Mon 15 Feb 2027 to Fri 19 Feb 2027"),
        ("away fri mon", "away: Fri 12 Feb 2027 to Mon 15 Feb 2027"),
        ("away 2027-02-15 +4", "away: Mon 15 Feb 2027 to Fri 19 Feb 2027"),
        ("away tomorrow", "away: Thu 11 Feb 2027"),
        ("rest thu", "rest: put in on Thu 11 Feb 2027"),
        ("deload thu", "deload: week of Mon 8 Feb 2027"),
        ("deload next week", "deload: week of Mon 15 Feb 2027"),
        ("feel sore 7 --day mon", "sore 7: Mon 8 Feb 2027"),
        ("feel sore 7 --day -1", "sore 7: Tue 9 Feb 2027"),
        ("shift --race +1w", "shift: Half marathon, 12 weeks to its race on Sun 4 Apr 2027"),
        ("shift --race Sun_4_Apr", "shift: Half marathon, 12 weeks to its race on Sun 4 Apr 2027"),
        ("refit --race +1w", "re-fit: Half marathon, 12 weeks to a race on Sun 4 Apr 2027"),
    ],
)
def test_an_operation_names_the_whole_day(typed: Planner, line: str, said: str) -> None:
    assert typed(line, "--dry-run", "--json").document["operation"] == said


def test_training_again_names_the_whole_day(typed: Planner) -> None:
    assert typed("away mon fri").out.startswith("away: Mon 15 Feb 2027 to Fri 19 Feb 2027\nTue 2027-02-16  –")
    assert typed("back 17.2.", "--dry-run", "--json").document["operation"] == "back: from Wed 17 Feb 2027"


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("done sun", [48]),
        ("done 50", [50]),
        ("done 54 --at today", [54]),
        ("skip sat --reason ice", [47]),  # the latest one
        ("skip 57 --reason ice", [57]),
        ("skip 2027-02-13 --reason ice", [57]),
        ("skip +3 --reason ice", [57]),
        ("skip mon..fri --reason ice", [50, 51, 52, 53, 54, 55]),  # of this week, those ahead included
    ],
)
def test_done_and_skip_look_back(typed: Planner, line: str, ids: list[int]) -> None:
    assert [item["id"] for item in typed(line, "--json").document["items"]] == ids


@pytest.mark.parametrize(
    ("at", "day"),
    [("wed", "2027-02-10"), ("-1", "2027-02-08"), ("-1w", "2027-02-02"), ("sun", "2027-02-07"), ("today", WEDNESDAY)],
)
def test_done_at_a_day_of_its_own_week_or_the_latest(typed: Planner, at: str, day: str) -> None:
    """Number 50 is on Tuesday of this week, whose Sunday is still ahead."""
    assert typed("done 50 --at", at, "--json").document["items"][0]["date"] == day


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("done 54", "Thu 11 Feb 2027 is still ahead"),
        ("done 2027-02-13", "Sat 13 Feb 2027 is still ahead"),
        ("done 50 --at +3", "Fri 12 Feb 2027 is still ahead"),
        ("done mon", "There is nothing to mark done on Mon 8 Feb 2027.\n"),
        ("skip mon --reason x", "nothing to skip on Mon 8 Feb 2027. For the coming Monday, type 2027-02-15.\n"),
        ("skip 15.2. --reason x", "There is nothing to skip on Mon 15 Feb 2027.\n"),
        ("away 2027-02-15 2027-02-11", 'last "2027-02-11" is Thu 11 Feb 2027, before Mon 15 Feb 2027'),
        ("copy fri fri", "Both days are Fri 12 Feb 2027, so there is nothing to copy to."),
        (
            "move 64 someday",
            'date "someday" is no date; say it as 2027-02-10, 18 feb, fri, or +1 for the day',
        ),
        ("done 50 --at someday", "or +1 for the day after Tue 9 Feb."),
        ("week someday", "or +1 for next week."),
        (
            "shift --race someday",
            'race "someday" is no date; say it as 2027-02-10, 18 feb, fri, or +1 for the day',
        ),
        ("new --template 10k --race someday", 'race "someday" is no date;'),
        ("add sun_15_feb easy", 'date "sun 15 feb": 15 Feb 2027 is a Monday.'),
    ],
)
def test_a_refusal_names_the_day_or_the_word(typed: Planner, line: str, why: str) -> None:
    said = typed(line)
    assert (said.code, said.out) == (1, "")
    assert why in said.err


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("week +1", "2027-02-15", "2027-02-21"),
        ("week -1", "2027-02-01", "2027-02-07"),
        ("week -1w", "2027-02-01", "2027-02-07"),
        ("week -1m", "2027-01-04", "2027-01-10"),
        ("week next week", "2027-02-15", "2027-02-21"),
        ("week week 7", "2027-02-15", "2027-02-21"),
        ("week Sun 14 Feb", "2027-02-08", "2027-02-14"),
        ("agenda --from fri --to mon", "2027-02-12", "2027-02-15"),
        ("agenda --from -1w --to +3", "2027-02-03", "2027-02-06"),
        ("agenda --from start --to race", "2027-01-04", "2027-03-28"),
        ("agenda --to fri", "2027-01-04", "2027-02-12"),
    ],
)
def test_the_days_that_are_listed(typed: Planner, line: str, first: str, last: str) -> None:
    document = typed(line, "--json").document
    assert (document["from"], document["to"]) == (first, last)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("why fri", "Fri 12 Feb 2027\n"),
        ("screening --cleared sun", "cleared     Sun 7 Feb 2027\n"),
        ("move 64 2027-02-18", "Nothing would change. Thu 18 Feb 2027 is the day it has.\n"),
        ("swap fri fri", "Nothing would change. Both days are Fri 12 Feb 2027.\n"),
        ("shift --race +0", "Nothing would change. The race is on Sun 28 Mar 2027.\n"),
    ],
)
def test_what_a_word_was_taken_for_is_said(typed: Planner, line: str, said: str) -> None:
    assert said in typed(line).out


@pytest.mark.parametrize(
    ("dated", "first"),
    [
        (["--race", "+12w"], "Mon 1 Mar 2027 to Sun 9 May 2027"),
        (["--race", "18 apr"], "Mon 8 Feb 2027 to Sun 18 Apr 2027"),
        (["--start", "next week"], "Mon 15 Feb 2027 to Sun 25 Apr 2027"),
    ],
)
def test_a_new_block_is_dated_in_the_same_words(planner: Planner, dated: list[str], first: str) -> None:
    today = "2027-02-14" if dated[1] == "+12w" else WEDNESDAY
    said = planner("new", "--template", "10k", *dated, "--dry-run", today=today)
    assert said.out.splitlines()[0].startswith(f"10 km, 10 weeks: {first}, ")


def test_today_is_said_in_the_same_words(block: Planner) -> None:
    assert block("today", today="18.2.2027").out.startswith("Thu 2027-02-18 · today\n")


@pytest.mark.parametrize("day", [date(2027, 2, 14), date(2027, 2, 28), date(2027, 1, 4)])
@pytest.mark.parametrize("command", ["week", "why", "add {} easy", "rest", "away", "deload", "move 64", "copy today"])
def test_the_dates_that_are_printed_are_read_by_every_command(
    block: Planner, block_original: Path, database: Path, command: str, day: date
) -> None:
    answers = set()
    for printed in (f"{day}", format_day(day), format_day_and_year(day), f"{day:%a} {day}"):
        shutil.copy(block_original, database)
        words = [word.format(printed) for word in command.split()]
        said = block(*(words if "{}" in command else [*words, printed]), today=WEDNESDAY)
        answers.add((said.code, said.out, said.err))
    assert len(answers) == 1
