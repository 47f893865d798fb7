"""The full screen: an app, its screens and widgets, and a table of commands.

Other packages call only `launch`. It checks the terminal and sets Textual's own switches before Textual is imported,
because Textual reads them at import.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress

from planner.text import path_below_home
from planner.tui.terminal import capabilities
from planner.usecases.planbook import Planbook, file_stamp

__all__ = ["launch"]


def launch(book: Planbook) -> int:
    """Run the full screen until the runner leaves it.

    Returns:
        The exit status: 0 after a plain quit, 1 after a crash, 2 when the terminal cannot show the screen, 128 + the
        signal's number when the terminal hung up or the process was asked to end.

    Raises:
        RefusedError: The file cannot be read, or the settings name a wrong key.
    """
    reason = capabilities.unsupported_reason()
    if reason:
        print(reason, file=sys.stderr)  # noqa: T201 - the one sentence a refused start prints
        return 2
    capabilities.set_textual_defaults()
    start_sentence = ""
    while True:
        status, wants_demo = _run(book, start_sentence)
        if not wants_demo:
            return status
        from planner.usecases.demo import DEMO_IS_GONE, demo_book

        print("Making the demo.", flush=True)  # noqa: T201 - it takes seconds, and no screen is open meanwhile
        with demo_book(book) as demo:
            status, _ = _run(demo.book)
        if status:
            return status
        start_sentence = f"{DEMO_IS_GONE} This is your own planner again."


def _run(book: Planbook, start_sentence: str = "") -> tuple[int, bool]:
    """Run the app once.

    Args:
        book: The runner's file, or that of the demo.
        start_sentence: What the foot says after the first frame, unless the file has to be made first.

    Returns:
        The exit status, and whether the runner left for the demo.

    Raises:
        RefusedError: The file cannot be read, or the settings name a wrong key.
    """
    gc.disable()  # imports leave no garbage: this saves a tenth of the start; the app enables it again
    from planner.tui.keys.keymap import keymap_from_settings
    from planner.tui.state.form_drafts import FormDrafts
    from planner.tui.terminal.hangup import HangupGuard
    from planner.usecases.queries import read_runner

    keys = keymap_from_settings(book.settings)
    if not file_stamp(book.path):
        from planner.usecases.open_planbook import begin_calendar

        start_sentence = begin_calendar(book)
    read_runner(book)  # refuses a damaged file before the screen is taken over
    form_drafts = FormDrafts.for_database(book.path)
    guard = HangupGuard(form_drafts.write)
    guard.start()
    try:
        from planner.tui.app import PlannerApp
        from planner.usecases.open_planbook import add_remark, take_remarks

        app = PlannerApp(book, form_drafts, guard, keys)
        app.start_sentence = start_sentence
        app.run(mouse=book.settings.mouse)
        if not form_drafts.write():
            add_remark(f"{path_below_home(form_drafts.path)} cannot be written, so what was half typed is not kept.")
        for remark in take_remarks():
            with suppress(OSError):  # the terminal may have hung up
                print(f"planner: {remark}", file=sys.stderr)  # noqa: T201 - the screen that would say it has ended
        return app.return_code or 0, app.wants_demo
    finally:
        guard.stop()
