"""What is seen around a sheet: dimmed, and no half of a word."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from planner.tui.sheets.screen_below import dim_lines
from planner.tui.theme import styles_of
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, See

STYLES = styles_of("calm")
FAINT = {
    style.color and style.color.name
    for style in (STYLES.style("faint", under) for under in ("ground", "band", "phase_1", "phase_2"))
}
SHEET = Region(4, 0, 6, 1)


def around(text: str) -> str:
    """What is seen of a line around a sheet that covers the cells from 4 to 9, shown as ``#``."""
    (line,) = dim_lines([Strip([Segment(text, Style())], len(text))], SHEET, STYLES)
    assert line.cell_length == len(text)
    return line.text[:4] + "######" + line.text[10:]


def test_a_word_that_goes_on_under_the_sheet_is_not_seen_in_half() -> None:
    assert around("a bcdefghijklm n") == "a   ######     n", "one word under both edges"
    assert around("abc defghi jkl m") == "abc ###### jkl m", "whole words stay"
    assert around("abcd efgh ijkl m") == "abcd######ijkl m", "up to the edge, too"
    assert around("                ") == "    ######      "


def test_lines_above_and_below_the_sheet_keep_their_words() -> None:
    lines = [Strip([Segment("abcdefghijklmnop", Style())], 16)] * 2
    assert [line.text for line in dim_lines(lines, Region(4, 1, 6, 1), STYLES)] == [
        "abcdefghijklmnop",
        "    efghij      ",
    ]


def test_everything_is_faint_and_the_bands_stay() -> None:
    pieces = [("accent_text", "accent"), ("easy", "ground"), ("title", "band")]
    line = Strip([Segment("word ", STYLES.style(color, under)) for color, under in pieces], 15)
    (dimmed,) = dim_lines([line], Region(), STYLES)

    assert {segment.style and segment.style.color and segment.style.color.name for segment in dimmed} <= FAINT
    grounds = [segment.style.bgcolor.name for segment in dimmed if segment.style and segment.style.bgcolor]
    assert grounds == [STYLES.palette.backgrounds["ground"], STYLES.palette.backgrounds["band"]]


async def test_a_sheet_dims_the_calendar_until_it_closes(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 120, 40) as pilot:
        await pilot.press("a")
        seen = await see(pilot)
        assert "Add a workout" in seen
        title = pilot.app.screen._compositor.render_strips()[0]
        assert {segment.style and segment.style.color and segment.style.color.name for segment in title} <= FAINT
        await pilot.press("escape")
        await see(pilot)
        title = pilot.app.screen._compositor.render_strips()[0]
        assert len({segment.style for segment in title}) > 2, "and back in its colours"
