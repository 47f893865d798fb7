"""The full screen: an app, its screens and widgets, one table of commands, and the care a terminal needs.

Only `launch` is for the outside. It looks at the terminal and sets Textual's own switches before Textual is imported,
because Textual reads them at import.
"""

from __future__ import annotations

import gc
import sys

from planner.tui.terminal import capabilities
from planner.usecases.planbook import Planbook

__all__ = ["launch"]


def launch(book: Planbook) -> int:
    """Run the full screen until the runner leaves it.

    Returns:
        The exit status: 0 after a plain quit, 2 when this is no terminal to draw on, 1 after a crash, 128 + the
        signal's number when the terminal hung up or the program was told to end.

    Raises:
        RefusedError: The file cannot be read, or the settings name a wrong key; said before the screen is taken over.
    """
    unfit = capabilities.unfit()
    if unfit:
        print(unfit, file=sys.stderr)  # noqa: T201 - the one sentence a refused start prints
        return 2
    capabilities.quieten()
    gc.disable()  # nothing made while importing is garbage: a tenth of the start is saved
    from planner.tui.keys.keymap import keys_of
    from planner.tui.state.form_drafts import Drafts
    from planner.tui.terminal.hangup import Lifeline
    from planner.usecases.queries import read_athlete

    read_athlete(book)
    keys = keys_of(book.settings)
    drafts = Drafts.beside(book.path)
    lifeline = Lifeline(drafts.save)
    lifeline.arm()
    try:
        from planner.tui.app import PlannerApp
        from planner.tui.terminal import textual_internals

        textual_internals.apply()
        app = PlannerApp(book, drafts, lifeline, keys)
        app.run()
        return app.return_code or 0
    finally:
        lifeline.disarm()
