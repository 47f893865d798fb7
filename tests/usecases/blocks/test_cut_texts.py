"""A plan's text that was cut short is refused, wherever the cut is: no workout goes because its line was lost."""

from __future__ import annotations

import pytest

from planner.exchange.plans.plan_files import parse_plan, parse_plan_bytes
from planner.exchange.plans.plan_text import parse_plan_lines
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import Goal
from planner.usecases.blocks.rewrite import block_as_text, plan_rewrite
from planner.usecases.blocks.text import plan_as_text
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from tests.plans import default_plan

END = "# end of plan"
CUT = 'e.plan ends before its last line, "# end of plan": it was cut short; nothing was changed.'


@pytest.fixture
def text(season: Planbook) -> str:
    return block_as_text(season, find_block(season))


def test_a_text_says_in_its_head_how_it_ends(text: str) -> None:
    assert '\n# The last line is "# end of plan": without it the text was cut short and is refused.\n' in text
    assert text.endswith(f"\n\n{END}\n")
    assert plan_as_text(default_plan(Goal.HALF)).endswith(f"\n\n{END}\n")


def refusal_of(season: Planbook, text: str) -> str:
    """What a text is refused with; empty where it is accepted, which then must change nothing."""
    try:
        rewrite = plan_rewrite(season, find_block(season), text, "e.plan")
    except RefusedError as refusal:
        return str(refusal)
    assert rewrite.change.is_empty
    assert not rewrite.differences
    return ""


def days_before_the_cut(text: str) -> object:
    """The days that a text has workouts on or calls empty, or what it is refused with."""
    try:
        read = parse_plan_lines(text, "e.plan")
    except RefusedError as refusal:
        return str(refusal)
    return (*read.lines, *read.empty_days)


def test_no_cut_removes_a_workout(season: Planbook, text: str) -> None:
    whole = len(text) - 1  # without the last line's own end
    for place in range(whole):
        if place < text.index("\nweek 1 "):  # with no day at all it is no text to rewrite a block with
            assert days_before_the_cut(text[:place]) in ((), CUT)
        else:
            assert days_before_the_cut(text[:place]) == CUT
    for place in (0, 5, text.index("\nplan:"), text.index("\nweek 1 "), text.index("\nweek 7 "), whole - 1):
        assert refusal_of(season, text[:place])
    for place in (whole, whole + 1):
        assert refusal_of(season, text[:place]) == ""


def test_no_cut_of_its_bytes_is_read_as_a_plan(text: str) -> None:
    content = text.encode()
    whole = parse_plan_bytes(content, "e.plan")
    for place in sorted({*range(0, 800, 11), *range(800, len(content), 37), *range(len(content) - 100, len(content))}):
        try:
            plan: Plan | None = parse_plan_bytes(content[:place], "e.plan")
        except RefusedError:
            continue
        assert plan == whole
        assert place == len(content) - 1


def test_a_text_without_the_notice_may_end_anywhere(season: Planbook, text: str) -> None:
    """As exports of earlier versions do, and texts that somebody wrote."""
    old = "\n".join(line for line in text.splitlines() if "end of plan" not in line)
    assert refusal_of(season, old) == ""
    assert parse_plan(old, "e.plan").entries == parse_plan(text, "e.plan").entries


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: f"\ufeff{text}\n\n # more\n"])
def test_an_editor_may_change_line_ends_and_add_lines(season: Planbook, text: str, change: object) -> None:
    assert callable(change)
    assert refusal_of(season, change(text)) == ""


def test_words_of_the_runner_are_no_end(season: Planbook, text: str) -> None:
    """A note or a title that says what the last line says does not stand for it."""
    head, week, tail = text.partition("week 6 ")
    line = tail.split("\n")[1]
    noted = f"{head}{week}{tail}".replace(line, f"{line}\n            > {END}\n            > x  {END}", 1)
    cut = noted[: noted.index("\nweek 8")]
    assert refusal_of(season, cut) == CUT
