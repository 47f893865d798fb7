"""What is sent in few bytes shows on a terminal what the same writes show one by one."""

from __future__ import annotations

from collections.abc import Sequence

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from planner.tui.terminal.escape_codes import encode_writes
from planner.tui.terminal.screen_diff import LineWrite

WIDTH, HEIGHT = 30, 12
STYLES = [None, Style(color="red", bgcolor="blue"), Style(color="green", bgcolor="blue"), Style(reverse=True)]
TEXTS = st.text("#  ab▇é", min_size=1, max_size=6)


@st.composite
def some_writes(draw: st.DrawFn) -> list[LineWrite]:
    """Writes that do not overlap, from the top down, as a diff of two screens has them."""
    writes: list[LineWrite] = []
    for y in range(HEIGHT):
        x = draw(st.integers(0, WIDTH - 1))
        segments = [Segment(text, draw(st.sampled_from(STYLES))) for text in draw(st.lists(TEXTS, max_size=4))]
        strip = Strip(segments).crop(0, WIDTH - x)
        if strip.cell_length:
            writes.append((y, x, list(strip)))
    return writes


def render(style: Style, text: str) -> str:
    return Strip.render_style(style, text, ColorSystem.EIGHT_BIT)


def one_by_one(writes: Sequence[LineWrite]) -> str:
    codes = []
    for y, x, segments in writes:
        codes.append(f"\x1b[{y + 1};{x + 1}H")
        codes += [text if style is None else render(style, text) for text, style, _ in segments]
    return "".join(codes)


def seen_after(sent: str) -> list[list[tuple[str, str, str, bool]]]:
    """Each cell: its character, its colours, whether they are swapped. Nobody sees the colour of a blank."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(screen).feed(sent)
    cells = [[screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]
    return [[(c.data, c.fg if c.data.strip() or c.reverse else "", c.bg, c.reverse) for c in line] for line in cells]


@given(writes=some_writes())
def test_few_bytes_show_the_same(writes: list[LineWrite]) -> None:
    sent = encode_writes(writes, WIDTH, render)
    assert seen_after(sent) == seen_after(one_by_one(writes))
    assert len(sent.encode()) <= len(one_by_one(writes).encode())


def test_places_of_one_colour_share_its_code_and_are_reached_by_short_ways() -> None:
    style, other = Style(color="red", bgcolor="blue"), Style(color="green", bgcolor="blue")
    writes: list[LineWrite] = [
        (2, 5, [Segment("##", style)]),
        (2, 9, [Segment("a", other)]),
        (3, 5, [Segment("##", style)]),
        (5, 6, [Segment("##", style)]),
    ]
    sent = encode_writes(writes, WIDTH, lambda _, text: f"<long colour>{text}<>")
    assert sent == "<long colour>\x1b[3;6H##\x1b[B\b\b##\x1b[2B\b##<><long colour>\x1b[3;10Ha<>"
