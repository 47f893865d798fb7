"""Pictures of the builder, compared with stored ones (``--snapshot-update`` takes them anew)."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from planner.tui.screens.builder import BuilderScreen
from planner.usecases.planbook import Planbook

OpenApp = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


class Picture(SingleFileSnapshotExtension):
    """One SVG file a picture."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


async def settle(pilot: Pilot[None]) -> None:
    await pilot.pause()
    screen = pilot.app.screen_stack[0]
    while isinstance(screen, BuilderScreen) and screen.is_drafting:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("form", (80, 24), []),
        ("block", (80, 24), ["tab", *["down"] * 4, "right"]),
        ("both", (120, 40), ["down", "down", "down", "right", "right_square_bracket"]),
        ("refused", (120, 40), ["down", "5", "down", "down", "9", "tab"]),
        ("small", (60, 20), ["tab"]),
    ],
)
async def test_the_builder_looks_as_it_did(
    empty_book: Planbook,
    open_app: OpenApp,
    snapshot: SnapshotAssertion,
    name: str,
    size: tuple[int, int],
    keys: list[str],
) -> None:
    async with open_app(empty_book, *size) as pilot:
        for key in ("2", *keys):
            await pilot.press(key)
            await settle(pilot)
        picture = re.sub(r"terminal-\d+-", "terminal-", pilot.app.export_screenshot(simplify=True))
    assert picture == snapshot(name=name, extension_class=Picture)
