"""Pictures of the calendar, compared with stored ones: ``pytest tests/tui/test_tui_pictures.py --snapshot-update``."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from planner.usecases.planbook import Planbook

OpenApp = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
See = Callable[[Pilot[None]], Awaitable[str]]


class Picture(SingleFileSnapshotExtension):
    """One SVG file a picture."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("month", (80, 24), []),
        ("day_and_month", (120, 40), ["left", "left"]),
        ("agenda", (60, 20), []),
        ("moving", (80, 24), ["m", "right", "right", "tab"]),
        ("done_sheet", (80, 24), ["d"]),
        ("race_month", (80, 24), ["g", *"2027-02-13", "enter"]),
    ],
)
async def test_the_calendar_looks_as_it_did(
    book: Planbook,
    open_app: OpenApp,
    see: See,
    snapshot: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    keys: list[str],
) -> None:
    async with open_app(book, *size) as pilot:
        await pilot.press(*keys)
        await see(pilot)
        picture = re.sub(r"terminal-\d+-", "terminal-", pilot.app.export_screenshot(simplify=True))
    assert picture == snapshot(name=name, extension_class=Picture)


async def test_sixteen_colours_look_as_they_did(
    book: Planbook,
    monkeypatch: pytest.MonkeyPatch,
    open_app: OpenApp,
    see: See,
    snapshot: SnapshotAssertion,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    async with open_app(book) as pilot:
        await see(pilot)
        picture = re.sub(r"terminal-\d+-", "terminal-", pilot.app.export_screenshot(simplify=True))
    assert picture == snapshot(name="sixteen_colours", extension_class=Picture)
