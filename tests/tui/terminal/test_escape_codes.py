"""What is sent in few bytes shows on a terminal what the same writes show one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

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
STYLES = [
    None,
    Style(color="red", bgcolor="blue"),
    Style(color="green", bgcolor="blue"),
    Style(color="#ff8040", bgcolor="blue", bold=True),
    Style(color="#ff8040", bgcolor="#204060", bold=True, italic=True),
    Style(color="bright_red", bgcolor="bright_black"),
    Style(color="default", bgcolor="default", dim=True),
    Style(bgcolor="green"),
    Style(reverse=True),
    Style(color="red", underline=True),
    Style(color="red", link="https://example.org/"),
]
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


def render(style: Style, text: str, colors: ColorSystem = ColorSystem.EIGHT_BIT) -> str:
    # without what a style keeps of the colours it was shown in before
    return Strip.render_style(style.copy(), text, colors)


Render = Callable[[Style, str], str]


def one_by_one(writes: Sequence[LineWrite], render: Render) -> str:
    codes = []
    for y, x, segments in writes:
        codes.append(f"\x1b[{y + 1};{x + 1}H")
        codes += [text if style is None else render(style, text) for text, style, _ in segments]
    return "".join(codes)


def seen_after(sent: str) -> list[list[tuple[object, ...]]]:
    """Each cell: its character and all its looks. Nobody sees the colour of a blank, nor whether it is bold."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(screen).feed(sent)
    cells = [[screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]
    return [
        [
            (cell.data, cell.bg, cell.reverse, cell.underscore)
            + ((cell.fg, cell.bold, cell.italics) if cell.data.strip() or cell.reverse or cell.underscore else ())
            for cell in line
        ]
        for line in cells
    ]


@given(
    writes=some_writes(), colors=st.sampled_from([ColorSystem.STANDARD, ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR])
)
def test_few_bytes_show_the_same(writes: list[LineWrite], colors: ColorSystem) -> None:
    shown = partial(render, colors=colors)
    sent = encode_writes(writes, WIDTH, shown)
    assert seen_after(sent) == seen_after(one_by_one(writes, shown))
    assert len(sent.encode()) <= len(one_by_one(writes, shown).encode())


def test_places_of_one_colour_share_its_code_and_are_reached_by_short_ways() -> None:
    style, other = Style(color="red", bgcolor="blue"), Style(color="green", bgcolor="blue")
    writes: list[LineWrite] = [
        (2, 5, [Segment("##", style)]),
        (2, 9, [Segment("a", other)]),
        (3, 5, [Segment("##", style)]),
        (5, 6, [Segment("##", style)]),
    ]
    sent = encode_writes(writes, WIDTH, render)
    assert sent == "\x1b[3;6H\x1b[31;44m##\x1b[B\b\b##\x1b[2B\b##\x1b[3;10H\x1b[32ma\x1b[0m"


def test_only_what_changes_of_a_look_is_said() -> None:
    quiet, loud = Style(color="red", bgcolor="blue"), Style(color="green", bgcolor="blue", bold=True)
    ground, last = Style(color="green", bgcolor="white"), Style(color="red", bgcolor="white")
    write: LineWrite = (0, 0, [Segment("a", quiet), Segment("b", loud), Segment("  ", ground), Segment("c", last)])
    sent = encode_writes([write], WIDTH, render)
    assert sent == "\x1b[1;1H\x1b[31;44ma\x1b[1;32mb\x1b[47m  \x1b[0;31;47mc\x1b[0m"
