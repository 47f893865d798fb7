"""Everything a person can ask for with a key: one declaration each, which feeds key, footer, palette and help.

A screen names its own commands in ``HERE``; those of the app work everywhere. Keys survive a plain terminal and a
multiplexer: letters, digits, arrows and few controls.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding


class Command(NamedTuple):
    """Something to ask for.

    Attributes:
        id: Its name in a keymap: ``calendar.done``.
        keys: Textual's names of its keys, commas between.
        action: The action it runs, on the screen or ``app.``.
        help: One sentence.
        shown: How the key is written for people; the first of `keys` when empty.
        footer: One word for the line at the bottom; empty for none.
        palette: Whether the palette offers it; a movement by one cell is not worth finding there.
        listed: Whether help has a line for it; the second key of a pair is named with the first.
    """

    id: str
    keys: str
    action: str
    help: str
    shown: str = ""
    footer: str = ""
    palette: bool = True
    listed: bool = True

    @property
    def key(self) -> str:
        """The key as it is written for people."""
        return self.shown or self.keys.partition(",")[0]

    def binding(self) -> Binding:
        """The same for Textual."""
        return Binding(self.keys, self.action, self.footer or self.help, show=False, tooltip=self.help, id=self.id)


def bindings(table: Iterable[Command]) -> list[Binding]:
    """The bindings of a table of commands."""
    return [command.binding() for command in table]


APP = (
    Command("app.calendar", "1", "app.go('calendar')", "Go to the calendar."),
    Command("app.builder", "2", "app.go('builder')", "Build a training block from a plan."),
    Command("app.progress", "3", "app.go('progress')", "Review weekly volume, planned against done."),
    Command("app.palette", "ctrl+p", "app.palette", "Find a command by its words.", shown="ctrl+p", palette=False),
    Command("app.help", "question_mark,f1", "app.help", "Show the keys of this place.", shown="?", footer="help"),
    Command("app.quit", "q", "app.leave", "Leave. Everything is saved already.", footer="quit"),
)

CALENDAR = (
    Command("calendar.left", "left,h", "left", "Go a day back or forward.", shown="← → h l", palette=False),
    Command("calendar.right", "right,l", "right", "Go a day forward.", palette=False, listed=False),
    Command(
        "calendar.up", "up,k", "up", "Go a week back or forward; in the agenda, a day.", shown="↑ ↓ k j", palette=False
    ),
    Command("calendar.down", "down,j", "down", "Go a week forward.", palette=False, listed=False),
    Command(
        "calendar.week_back",
        "left_square_bracket",
        "week(-1)",
        "The week before, the week after.",
        shown="[ ]",
        palette=False,
    ),
    Command(
        "calendar.week_on",
        "right_square_bracket",
        "week(1)",
        "Go to the week after.",
        shown="]",
        palette=False,
        listed=False,
    ),
    Command(
        "calendar.month_back",
        "left_curly_bracket",
        "month(-1)",
        "The month before, the month after.",
        shown="{ }",
    ),
    Command(
        "calendar.month_on",
        "right_curly_bracket",
        "month(1)",
        "Go to the month after.",
        shown="}",
        listed=False,
    ),
    Command(
        "calendar.page_back",
        "pageup",
        "page(-1)",
        "Turn a page: the month, the week, or a screenful of the agenda.",
        shown="pgup pgdn",
        palette=False,
    ),
    Command("calendar.page_on", "pagedown", "page(1)", "Turn a page on.", shown="pgdn", palette=False, listed=False),
    Command("calendar.today", "t,home", "today", "Go to today.", shown="t"),
    Command("calendar.goto", "g", "goto", "Go to a date, in words or figures, or to race, end or week 7.", shown="g"),
    Command("calendar.open", "enter", "open", "Open the day; while moving, put the workout down here.", shown="enter"),
    Command("calendar.done", "d", "done", "Mark a workout done; d again takes the plan's own figures.", footer="done"),
    Command("calendar.move", "m", "move", "Pick a workout up and move it with the arrows.", footer="move"),
    Command(
        "calendar.mode", "tab", "trial_way", "While moving: only this, push until a gap, shift the rest.", shown="tab"
    ),
    Command("calendar.cancel", "escape", "cancel", "Stop moving; nothing has changed.", shown="escape", palette=False),
    Command("calendar.skip", "s", "skip", "Skip a workout, with the reason.", footer="skip"),
    Command(
        "calendar.why", "w", "why", "Say why strength stands where it stands, and why not elsewhere.", footer="why"
    ),
    Command("calendar.undo", "u", "undo", "Take back the last operation.", footer="undo"),
    Command("calendar.redo", "U", "redo", "Bring back what was taken back.", shown="U"),
    Command("calendar.history", "H", "history", "List what was done, newest first.", shown="H"),
    Command("calendar.view", "v", "view", "Change the view: month, week, agenda.", shown="v", footer="view"),
)

PROGRESS = (
    Command("progress.previous", "left,h", "figure(-1)", "Show the figure before.", shown="← h", palette=False),
    Command("progress.next", "right,l", "figure(1)", "Show the next figure.", shown="→ l", palette=False),
    Command("progress.newer", "up,k", "week(-1)", "Go to the week after.", shown="↑ k", palette=False),
    Command("progress.older", "down,j", "week(1)", "Go to the week before.", shown="↓ j", palette=False),
    Command("progress.page_newer", "pageup", "page(-1)", "Go a page of weeks on.", shown="pgup", palette=False),
    Command("progress.page_older", "pagedown", "page(1)", "Go a page of weeks back.", shown="pgdn", palette=False),
    Command("progress.newest", "t,home", "newest", "Go to this week.", shown="t"),
    Command("progress.oldest", "end", "oldest", "Go to the oldest week shown.", shown="end"),
    Command("progress.open", "enter", "open", "Open the week: its workouts, planned beside done.", footer="week"),
    Command("progress.more", "plus,equals_sign,right_square_bracket", "span(1)", "Show more weeks.", "+", "more weeks"),
    Command("progress.fewer", "minus,left_square_bracket", "span(-1)", "Show fewer weeks.", "-", "fewer"),
    Command("progress.define", "w", "define", "Say how every figure is worked out.", footer="what it means"),
)

BUILDER = (
    Command(
        "builder.up", "up,k", "up", "Go to the field above; in the block, to the week before.", "↑ k", palette=False
    ),
    Command(
        "builder.down",
        "down,j",
        "down",
        "Go to the field below; in the block, to the week after.",
        "↓ j",
        palette=False,
    ),
    Command(
        "builder.left", "left,h", "left", "Change the field back; in the block, go a day back.", "← h", palette=False
    ),
    Command(
        "builder.right", "right,l", "right", "Change the field on; in the block, go a day on.", "→ l", palette=False
    ),
    Command(
        "builder.turn", "space", "turn", "Make a half day busy or free; in the block, read on.", "space", palette=False
    ),
    Command("builder.pane", "tab", "pane", "Go between the form and the block.", "tab", "block"),
    Command("builder.commit", "enter", "commit", "Put the block into the calendar; asks once.", "enter", "commit"),
    Command("builder.why", "w", "why", "Say of every place of the day why strength is there or not.", footer="why"),
    Command("builder.week_back", "left_square_bracket", "week(-1)", "Go to the week before.", "[", palette=False),
    Command("builder.week_on", "right_square_bracket", "week(1)", "Go to the week after.", "]", palette=False),
    Command("builder.read_on", "pagedown", "page(1)", "Read on in the reasons.", "pgdn", palette=False),
    Command("builder.read_back", "pageup", "page(-1)", "Read back in the reasons.", "pgup", palette=False),
    Command("builder.fresh", "n", "fresh", "Begin anew; once more brings back what stood in the form.", footer="new"),
    Command("builder.leave", "escape", "leave", "Go back to the calendar; the form stays as it is.", "escape"),
)

MODES = (("calendar", "1", "Calendar"), ("builder", "2", "Builder"), ("progress", "3", "Progress"))
"""The screens, their keys and their names, in the order of the footer."""


def footer_of(table: Iterable[Command]) -> list[tuple[str, str]]:
    """``(key, word)`` of each command that the line at the bottom shows."""
    return [(command.key, command.footer) for command in table if command.footer]
