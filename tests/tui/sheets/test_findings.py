"""The findings on the screen: each in full, the way to its day, accepting and taking that back."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from planner.tui.sheets.findings import FindingsSheet
from planner.usecases.calendar import mark
from planner.usecases.history import list_operations
from planner.usecases.planbook import Planbook
from planner.usecases.strength.lint import lint_planbook, read_acceptances
from tests.tui.driving import On, OpenApp, See, calendar, picture
from tests.tui.season import DAY, TODAY


def sheet(pilot: Pilot[None]) -> FindingsSheet:
    screen = pilot.app.screen
    assert isinstance(screen, FindingsSheet)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12), (120, 40)])
async def test_the_list_and_the_chosen_finding_in_full(
    book: Planbook, open_app: OpenApp, see: See, size: tuple[int, int]
) -> None:
    async with open_app(book, *size) as pilot:
        await pilot.press("!")
        seen = await see(pilot)
        assert "~ D1   Tue 2 Feb 18:00 heavy sled" in seen
        assert all(len(line) <= size[0] for line in seen.splitlines())
        assert "D1, warning" in sheet(pilot).full_text
        await pilot.press("down", "down")
        text = " ".join(sheet(pilot).full_text.split())
        assert "HC9, breaks a hard rule" in text
        assert "It leaves only four and a half days before Sunday's race; leave at least a week." in text
        assert "Rests on evidence, read in the source (Cess21)" in text
        await pilot.press("end")
        text = " ".join(sheet(pilot).full_text.split())
        assert "HC10, breaks a hard rule" in text
        assert "Better: Wed 10 Feb pm, with no drawback." in text
        if size != (40, 12):
            assert "escape closes" in await see(pilot)


async def test_enter_goes_to_the_day(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("!", "end", "enter")
        await see(pilot)
        assert calendar(pilot).cursor.day == lint_planbook(book).findings[-1].date
        assert pilot.app.screen is calendar(pilot)


async def test_accepting_and_taking_it_back(book: Planbook, open_app: OpenApp, see: See) -> None:
    before = lint_planbook(book)
    async with open_app(book) as pilot:
        await pilot.press("!", "j", "j", "a")
        seen = await see(pilot)
        assert "Accepted: HC9 of Tue 9 Feb 18:00 heavy sled; u raises it again." in seen
        assert seen.count("HC9") == 1
        assert "1 more accepted" in sheet(pilot).full_text
        assert [one.code for one in read_acceptances(book)] == ["HC9"]
        assert [one.state for one in list_operations(book)] == ["done", "done"]
        await pilot.press("u")
        assert "Taken back: accept: HC9 of Tue 9 Feb" in await see(pilot)
        assert lint_planbook(book).findings == before.findings
        await pilot.press("u")
        assert "Nothing was accepted here just now" in await see(pilot)
        assert [one.state for one in list_operations(book)] == ["undone", "done"]


async def test_u_takes_back_nothing_else(book: Planbook, open_app: OpenApp, see: See, workouts_on: On) -> None:
    async with open_app(book) as pilot:
        await pilot.press("!", "a")
        await see(pilot)
        mark.mark_skipped(book, workouts_on(TODAY + 3 * DAY)[0].id, "ice on the roads")
        await pilot.press("u")
        assert "Nothing was accepted here just now" in await see(pilot)
        assert len(read_acceptances(book)) == 1
        assert {one.state for one in list_operations(book)} == {"done"}


async def test_nothing_found_says_what_was_looked_at(
    slotted: Planbook, empty_book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(slotted) as pilot:
        await pilot.press("!", *("a" for _ in lint_planbook(slotted).findings))
        await see(pilot)
        assert "Nothing found: 19 strength sessions and 39 runs, Wed 6 Jan to Sun 28 Feb." in sheet(pilot).full_text
        assert "The hard rules, the warnings about runs" in sheet(pilot).full_text
    async with open_app(empty_book) as pilot:
        await pilot.press("!")
        assert "Nothing found: nothing is planned in the days to come." in await see(pilot)


async def test_the_findings_look_as_they_did(
    book: Planbook, open_app: OpenApp, see: See, pictures: SnapshotAssertion
) -> None:
    async with open_app(book) as pilot:
        await pilot.press("!", "j", "j")
        await see(pilot)
        assert picture(pilot) == pictures(name="findings")
