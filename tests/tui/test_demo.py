"""The demo says what it is wherever one looks, and that nothing of it is kept."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest

import planner.tui
from planner.cli.program_commands import run_demo
from planner.tui.terminal import capabilities
from planner.usecases import demo
from planner.usecases.planbook import Planbook
from tests.tui.driving import OpenApp, as_it_stands, press, settle

GONE = "The demo is gone; nothing of it was kept."


@pytest.fixture
def _made_at_once(book: Planbook, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def made(_: Planbook) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(book=replace(book, is_demo=True))

    monkeypatch.setattr(demo, "demo_book", made)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_every_screen_says_demo_in_its_last_line(
    book: Planbook, open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(replace(book, is_demo=True), *size) as pilot:
        for key in "3241":
            await press(pilot, key)
            assert as_it_stands(pilot).splitlines()[-1].endswith(" DEMO")
            screen = pilot.app.screen_stack[0]
            screen.say("A long sentence. " * 20)  # type: ignore[attr-defined]
            await settle(pilot)
            assert as_it_stands(pilot).splitlines()[-1].endswith(" DEMO")
            if key == "2":
                await press(pilot, "escape")


async def test_a_runners_own_planner_never_does(book: Planbook, open_app: OpenApp) -> None:
    async with open_app(book) as pilot:
        assert "DEMO" not in as_it_stands(pilot)


@pytest.mark.usefixtures("_made_at_once")
def test_who_leaves_the_demo_is_told_that_it_is_gone(
    book: Planbook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr(planner.tui, "launch", lambda of: 0 if of.is_demo else 1)
    assert run_demo(book, argparse.Namespace()) == 0
    assert capsys.readouterr().out == f"{GONE}\n"


@pytest.mark.usefixtures("_made_at_once")
def test_after_the_demo_of_the_first_screen_the_own_planner_is_back_and_says_so(
    book: Planbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[bool, str]] = []

    def run(of: Planbook, start_sentence: str = "") -> tuple[int, bool]:
        ran.append((of.is_demo, start_sentence))
        return 0, len(ran) == 1

    monkeypatch.setattr(planner.tui, "_run", run)
    monkeypatch.setattr(capabilities, "unsupported_reason", lambda: "")
    assert planner.tui.launch(book) == 0
    assert ran == [(False, ""), (True, ""), (False, f"{GONE} This is your own planner again.")]
