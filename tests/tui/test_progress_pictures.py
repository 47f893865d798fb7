"""Pictures of Progress, compared with stored ones: ``pytest tests/tui/test_progress_pictures.py --snapshot-update``."""

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
        ("weeks", (80, 24), []),
        ("sled", (120, 40), ["right", "right", "right", "down"]),
        ("week", (80, 24), ["enter", "down"]),
    ],
)
async def test_progress_looks_as_it_did(
    book: Planbook,
    open_app: OpenApp,
    see: See,
    snapshot: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    keys: list[str],
) -> None:
    async with open_app(book, *size) as pilot:
        await pilot.press("3", *keys)
        await see(pilot)
        picture = re.sub(r"terminal-\d+-", "terminal-", pilot.app.export_screenshot(simplify=True))
    assert picture == snapshot(name=name, extension_class=Picture)
