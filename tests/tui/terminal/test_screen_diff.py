"""Only what differs is sent, and the terminal shows what it would show if all of it were."""

from __future__ import annotations

from collections.abc import Sequence

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from planner.tui.terminal.screen_diff import LinePart, LineWrite, ScreenDiff, changed_spans, runs_from_strip

WIDTH, HEIGHT = 12, 3
STYLES = [None, Style(color="red"), Style(bgcolor="blue"), Style(bold=True)]
CONSOLE = Console(color_system="256", force_terminal=True, width=WIDTH)
ACCENT = "\u0301"
LETTERS = [*"ab .▇✓跑📍é", f"q{ACCENT}"]
"""The last is two characters in one cell: with a wide one beside it, there are as many of them as cells."""
WORDS = st.lists(st.sampled_from(LETTERS), max_size=WIDTH).map("".join)


@st.composite
def parts(draw: st.DrawFn) -> LinePart:
    """Something that shall stand somewhere: a whole line, as a screen that comes up sends it, or a part of one."""
    whole = draw(st.booleans())
    x = 0 if whole else draw(st.integers(0, WIDTH - 1))
    width = WIDTH if whole else draw(st.integers(1, WIDTH - x))
    segments = [Segment(words, draw(st.sampled_from(STYLES))) for words in draw(st.lists(WORDS, max_size=4))]
    return draw(st.integers(0, HEIGHT - 1)), x, Strip(segments).adjust_cell_length(width).crop(0, width)


def terminal_of() -> pyte.Screen:
    """A terminal, a column wider: an accent on the last one makes this emulator turn the line, as no terminal does."""
    return pyte.Screen(WIDTH + 1, HEIGHT)


def feed(screen: pyte.Screen, sent: Sequence[LinePart | LineWrite]) -> None:
    """Send parts to a terminal."""
    for y, x, words in sent:
        pyte.Stream(screen).feed(f"{Control.move_to(x, y).segment.text}{Strip(words).render(CONSOLE)}\x1b[0m")


def shown(screen: pyte.Screen) -> list[list[tuple[str, str, str, bool]]]:
    """What a terminal shows, cell by cell."""
    return [
        [(cell.data, cell.fg, cell.bg, cell.bold) for cell in (screen.buffer[y][x] for x in range(WIDTH))]
        for y in range(HEIGHT)
    ]


def right_of(line: Strip, end: int) -> Strip:
    """What stays of a line beside a part; an accent goes with its letter."""
    kept = [segment for segment in line.crop(end, WIDTH) if segment.text]
    return Strip(
        [Segment(one.text.lstrip(ACCENT) if not place else one.text, one.style) for place, one in enumerate(kept)]
    )


@given(st.lists(st.lists(parts(), min_size=1, max_size=4), max_size=8))
def test_the_terminal_shows_the_same_as_if_everything_were_sent(updates: list[list[LinePart]]) -> None:
    frame, terminal = ScreenDiff(), terminal_of()
    lines = [Strip.blank(WIDTH) for _ in range(HEIGHT)]
    for update in [[(y, 0, line) for y, line in enumerate(lines)], *updates]:
        feed(terminal, frame.update(update, WIDTH))
        for y, x, strip in update:
            end = x + strip.cell_length
            lines[y] = Strip.join((lines[y].crop(0, x), strip, right_of(lines[y], end)))
        anew = terminal_of()
        feed(anew, [(y, 0, line) for y, line in enumerate(lines)])
        assert shown(terminal) == shown(anew)


def test_a_wide_character_and_an_accent_beside_it_are_no_two_plain_letters() -> None:
    frame, terminal = ScreenDiff(), terminal_of()
    before = [(0, 0, Strip([Segment("跑q\u0301" + "." * 9)]))]
    for update in (before, [(0, 0, Strip([Segment("ab")]))], before):
        feed(terminal, frame.update(update, WIDTH))
    assert terminal.display[0].rstrip() == "跑q\u0301" + "." * 9


@given(st.lists(parts(), min_size=1, max_size=6))
def test_what_stands_there_already_is_not_sent_again(update: list[LinePart]) -> None:
    frame = ScreenDiff()
    frame.update([(y, 0, Strip.blank(WIDTH)) for y in range(HEIGHT)], WIDTH)
    for part in update:
        frame.update([part], WIDTH)
        assert frame.update([part], WIDTH) == []


def test_two_changes_far_apart_are_two_spans_and_near_ones_are_one() -> None:
    before, near, far = (
        runs_from_strip(Strip([Segment(text)]))
        for text in ("a" * 40, "b" + "a" * 3 + "b" + "a" * 35, "b" + "a" * 4 + "b" + "a" * 34)
    )
    assert changed_spans(before, near) == [(0, 5)]
    assert changed_spans(before, far) == [(0, 1), (5, 6)]


@pytest.mark.parametrize("then", ["forget", "width"])
def test_a_terminal_that_may_show_anything_is_sent_everything(then: str) -> None:
    frame = ScreenDiff()
    words = [Segment("a" * WIDTH)]
    line = [(0, 0, Strip(words))]
    assert frame.update(line, WIDTH) == [(0, 0, words)]
    assert frame.update(line, WIDTH) == []
    if then == "forget":
        frame.clear()
        assert frame.update(line, WIDTH) == [(0, 0, words)]
    else:
        fewer = [Segment("a" * (WIDTH - 1))]
        assert frame.update([(0, 0, Strip(fewer))], WIDTH - 1) == [(0, 0, fewer)]


def test_lines_are_those_of_the_screen_that_sent_them_last_and_all_of_them_or_none() -> None:
    frame, one, other = ScreenDiff(), object(), object()
    lines = [Strip([Segment(letter * WIDTH)]) for letter in "abc"]
    frame.update([(0, 0, lines[0])], WIDTH, one)
    assert frame.sent_lines(one, HEIGHT) == []
    frame.update([(1, 0, lines[1]), (2, 0, lines[2])], WIDTH, one)
    assert frame.sent_lines(one, HEIGHT) == lines
    assert frame.sent_lines(other, HEIGHT) == []
    frame.update([(2, 3, Strip([Segment("x")]))], WIDTH, other)
    assert frame.sent_lines(one, HEIGHT) == []
    frame.clear()
    assert frame.sent_lines(other, HEIGHT) == []
