"""The picture of a running session: readable from afar, on a phone and on a wall, and cheap from second to second."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.color import ColorSystem
from syrupy.assertion import SnapshotAssertion
from textual.strip import Strip

from planner.training.session_timer.segments import WARM_UPS, SegmentKind
from planner.training.session_timer.session_run import (
    SessionRun,
    change_load,
    observe,
    press_next,
    press_pause,
    press_skip,
    start_run,
)
from planner.training.workouts import Exercise, ExerciseSet, LegLoad, StrengthKind
from planner.tui import theme
from planner.tui.session.big_digits import LIT, SIZES, DigitSize, digit_rows, largest_size
from planner.tui.session.timer_view import DigitStyles, ShownSession, head_row, timer_rows
from planner.tui.terminal.escape_codes import encode_writes
from planner.tui.terminal.screen_diff import ScreenDiff
from planner.tui.theme import ASCII, UNICODE
from planner.tui.theme.palettes import CALM
from planner.tui.widgets.rows import Row, draw_row, row_width, rows_text
from tests.tui.driving import picture
from tests.tui.season import SIT, SLED
from tests.tui.session.conftest import Keep, MovedClock, OpenSession, heavy

CARRY = ExerciseSet("farmers_carry", 4, 50, 24.0, leg_load=LegLoad.MODERATE)
BALLS = ExerciseSet("wall_ball", 3, load_kg=6.0, repetitions=20, leg_load=LegLoad.MODERATE)
ALL = (SLED, SIT, CARRY, BALLS)
READABLE = [(40, 12), (60, 20), (80, 24), (120, 40), (250, 60)]


def runs_of(*sets: ExerciseSet) -> Iterator[tuple[SessionRun, float]]:
    """Every segment of a session, each some seconds after its beginning."""
    run = start_run(StrengthKind.HEAVY, sets)
    at = 0.0
    while not run.is_over:
        yield run, at + 2.0
        at = run.end if run.end is not None else at + 30.0
        run = press_next(run, at)
    yield run, at


def run_at(kind: SegmentKind, *sets: ExerciseSet, left: float = 47.0) -> tuple[SessionRun, float]:
    """The first segment of a kind, with some seconds left."""
    run = next(run for run, _ in runs_of(*(sets or (SLED, SIT))) if run.segment and run.segment.kind is kind)
    return run, (run.end or run.began + 2 * left) - left


def shown(run: SessionRun, at: float, width: int = 80, height: int = 24, glyphs: theme.Glyphs = UNICODE) -> list[Row]:
    """The rows between head and foot of a terminal."""
    return timer_rows(ShownSession(heavy(), run, at), width, height - 2, glyphs)


def test_in_the_warm_up_no_round_is_marked_as_the_one_that_runs() -> None:
    run, at = run_at(SegmentKind.WARM_UP_ROUND, replace(SLED, load_kg=56.0), left=5.0)
    while run.segment is not None and run.segment.kind is SegmentKind.WARM_UP_ROUND:
        assert UNICODE.today not in rows_text(shown(run, at))
        run = press_next(run, at)
    assert UNICODE.today in rows_text(shown(run, at))


# Digits


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.thickness}x{size.reach}")
def test_no_two_digits_look_alike_and_all_are_of_one_size(size: DigitSize) -> None:
    drawn = {character: rows_text(digit_rows(character, size, "accent")) for character in "0123456789-"}
    assert len(set(drawn.values())) == len(drawn)
    for character in "0123456789":
        rows = digit_rows(character, size, "accent")
        assert {row_width(row) for row in rows} == {size.digit_width}
        assert len(rows) == size.height
    assert row_width(digit_rows("12:07", size, "accent")[0]) == size.width_of("12:07")


@pytest.mark.parametrize(("width", "height", "lines"), [(40, 5, 5), (40, 4, 0), (30, 9, 5), (50, 9, 9), (240, 60, 30)])
def test_the_largest_digits_that_fit_are_taken(width: int, height: int, lines: int) -> None:
    size = largest_size("1:27", width, height)
    assert (0 if size is None else size.height) == lines


# What is seen


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("size", READABLE)
def test_every_segment_fills_every_size_with_digits_what_comes_next_and_what_to_look_at(
    size: tuple[int, int], glyphs: theme.Glyphs
) -> None:
    width, height = size
    for run, at in runs_of(*ALL):
        rows = shown(run, at, width, height, glyphs)
        text = rows_text(rows)
        assert len(rows) == height - 2
        assert max(map(row_width, rows)) <= width
        assert row_width(head_row(heavy(), run, width, glyphs)) == width
        if run.segment is None:
            assert "Not recorded yet" in text
            continue
        assert sum(LIT * 2 in line for line in text.splitlines()) >= 5, text
        assert "next  " in text
        if run.segment.kind is SegmentKind.HOLD:
            assert "knees 110" in text
            assert "squeeze 4 to" in text
            assert "breathe" in text


def test_at_80_by_24_the_digits_are_seven_lines_high() -> None:
    text = rows_text(shown(*run_at(SegmentKind.HOLD, left=87)))
    assert sum(LIT * 2 in line for line in text.splitlines()) == 7


def test_what_is_right_of_the_digits_is_dark() -> None:
    for run, at in runs_of(*ALL):
        for row in shown(run, at):
            filler = list(draw_row(row, 80, DigitStyles(CALM)))[-1]
            assert filler.style is not None
            assert filler.style.bgcolor == DigitStyles(CALM).style("text").bgcolor


def test_a_round_counts_up_and_says_how_long_it_takes() -> None:
    run, at = run_at(SegmentKind.ROUND)
    text = rows_text(shown(run, at))
    assert "about 25 to 40 s" in text
    assert "bands on both handles" in text
    assert "Round 1 of 5   sled 20 m backward, 56 kg" in text


def test_the_last_ten_seconds_of_a_rest_say_to_get_ready() -> None:
    run, _ = run_at(SegmentKind.REST)
    assert run.end is not None
    assert "Rest           before round 2 of 5" in rows_text(shown(run, run.end - 10.5))
    assert "Get ready      before round 2 of 5" in rows_text(shown(run, run.end - 9.5))


def test_what_is_done_skipped_and_left_has_a_mark_and_a_load_where_loads_differ() -> None:
    run, at = run_at(SegmentKind.REST)
    assert "sled 20 m      ✓ ▸ · · ·  56 kg" in rows_text(shown(run, at))
    run = change_load(press_skip(press_next(run, at), at + 1), 2)
    assert "sled 20 m      ✓56 –61 ▸61 ·61 ·61" in rows_text(shown(run, at + 2))


def test_a_pause_says_what_is_paused() -> None:
    run, at = run_at(SegmentKind.ROUND)
    assert "Paused         round 1 of 5: sled 20 m backward, 56 kg" in rows_text(shown(press_pause(run, at), at))
    run, at = run_at(SegmentKind.REST)
    assert "Paused         rest before round 2 of 5" in rows_text(shown(press_pause(run, at), at))


def test_under_the_form_that_asks_nothing_is_said_twice() -> None:
    run, at = list(runs_of(SIT))[-1]
    text = rows_text(timer_rows(ShownSession(heavy(), run, at), 80, 22, UNICODE))
    assert "Not recorded yet" in text
    text = rows_text(timer_rows(ShownSession(heavy(), run, at, is_asked=True), 80, 22, UNICODE))
    assert "Not recorded yet" not in text


@pytest.mark.parametrize(("width", "height"), READABLE)
def test_of_many_rounds_the_running_one_is_in_sight(width: int, height: int) -> None:
    many = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 40, 20, 30.0)
    for run, at in list(runs_of(many))[:-1]:
        rows = shown(run, at, width, height)
        marks = next(row for row in rows_text(rows).split("\n") if "sled 20 m  " in row)
        assert (UNICODE.today in marks) == (run.segment is not None and run.segment.kind not in WARM_UPS)
        assert max(map(row_width, rows)) <= width


def test_of_many_sets_the_one_at_hand_is_shown_below_large_digits() -> None:
    sets = [ExerciseSet(Exercise.REVERSE_SLED_PUSH, 1, 20, 30.0 + load) for load in range(25)]
    for run, at in list(runs_of(*sets))[:-1]:
        text = rows_text(shown(run, at))
        assert text.count("sled 20 m  ") == 1
        assert "next" in text
        assert "#" in text


def test_on_a_phone_what_comes_next_is_said_in_few_words() -> None:
    for run, at in runs_of(SLED, SIT):
        assert "…" not in rows_text(timer_rows(ShownSession(heavy(), run, at), 40, 10, UNICODE))


def test_own_exercises_are_named_with_their_load_and_repetitions() -> None:
    texts = [rows_text(shown(run, at)) for run, at in runs_of(CARRY, BALLS)]
    assert any("Round 1 of 4   farmers carry 50 m, 24 kg" in text for text in texts)
    assert any("Round 3 of 3   wall ball 20 times, 6 kg" in text for text in texts)


def test_a_flash_inverts_the_first_line_and_nothing_else() -> None:
    run, at = run_at(SegmentKind.HOLD, left=3)
    calm = shown(run, at)
    flash = timer_rows(ShownSession(heavy(), run, at, is_flashing=True), 80, 22, UNICODE)
    changed = [index for index, (before, after) in enumerate(zip(calm, flash, strict=True)) if before != after]
    assert len(changed) == 1
    assert {piece.background for piece in flash[changed[0]]} == {"accent"}
    assert rows_text(calm) == rows_text(flash)


# From second to second


def sent_from_second_to_second(run: SessionRun, at: float, seconds: int, width: int, height: int) -> list[int]:
    """The bytes of each tick on a terminal of 16 million colours, the most that colours can take."""
    styles, diff, counts = DigitStyles(CALM), ScreenDiff(), []
    for second in range(seconds + 1):
        rows = shown(observe(run, at + second, at + second - 1), at + second, width, height)
        parts = [(y, 0, draw_row(row, width, styles)) for y, row in enumerate(rows, 1)]
        writes = diff.update(parts, width)
        sent = encode_writes(writes, width, lambda style, text: Strip.render_style(style, text, ColorSystem.TRUECOLOR))
        counts.append(len(sent.encode()))
    return counts[1:]


@pytest.mark.parametrize("kind", [SegmentKind.WARM_UP, SegmentKind.REST, SegmentKind.HOLD])
def test_a_tick_of_a_countdown_sends_less_than_200_bytes(kind: SegmentKind) -> None:
    run, _ = run_at(kind)
    assert run.segment is not None
    assert run.segment.seconds is not None
    counts = sent_from_second_to_second(run, run.began, run.segment.seconds - 1, 80, 24)
    assert max(counts) < 200
    assert min(counts) > 0


def test_a_tick_of_a_round_sends_less_than_200_bytes() -> None:
    run, _ = run_at(SegmentKind.ROUND)
    assert max(sent_from_second_to_second(run, run.began, 200, 80, 24)) < 200


def test_a_pause_sends_nothing() -> None:
    run, at = run_at(SegmentKind.HOLD)
    assert set(sent_from_second_to_second(press_pause(run, at), at, 5, 80, 24)) == {0}


# Pictures


@pytest.mark.parametrize(
    ("name", "size", "keys", "seconds"),
    [
        ("round", (80, 24), "   ", 31),
        ("rest", (80, 24), "    ", 13),
        ("hold", (80, 24), "nnnnnnnnnnnnnnn", 13),
        ("hold_phone", (40, 12), "nnnnnnnnnnnnnnn", 13),
        ("hold_wide", (120, 40), "nnnnnnnnnnnnnnn", 13),
    ],
)
async def test_the_session_looks_as_it_did(
    keep: Keep,
    open_session: OpenSession,
    clock: MovedClock,
    pictures: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    keys: str,
    seconds: int,
) -> None:
    async with open_session(keep(heavy()), *size) as pilot:
        await pilot.press("space", *("space" if key == " " else key for key in keys))
        await pilot.press("p", "p")
        clock.advance(seconds)
        await pilot.press("p", "p")
        await pilot.pause()
        assert picture(pilot) == pictures(name=name)


def test_every_minute_of_a_long_hold_fits_its_digits() -> None:
    long = ExerciseSet(Exercise.WALL_SIT, 1, hold_s=600, knee_angle_deg=120)
    run, _ = run_at(SegmentKind.HOLD, long)
    for width, height in itertools.product((40, 80, 250), (12, 60)):
        widths = {max(map(row_width, shown(run, run.began + second, width, height))) for second in range(0, 600, 7)}
        assert max(widths) <= width
