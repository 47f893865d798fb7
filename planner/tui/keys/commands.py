"""Everything a person can ask for with a key: one declaration each, which feeds key, footer, palette and help.

A screen names its own commands in ``HERE``; those of the app work everywhere. Keys survive a plain terminal and a
multiplexer: letters, digits, arrows and few controls.
"""

from __future__ import annotations

from planner.tui.keys.command import Command, bindings, footer_of

__all__ = ["APP", "BUILDER", "CALENDAR", "MODES", "PLACES", "PROGRESS", "Command", "bindings", "footer_of"]

APP = (
    Command("app.calendar", "1", "app.go('calendar')", "Go to the calendar.", group="App"),
    Command("app.builder", "2", "app.go('builder')", "Build a training block from a plan."),
    Command("app.progress", "3", "app.go('progress')", "Review weekly volume, planned against done."),
    Command("app.palette", "ctrl+p", "app.palette", "Find a command by its words.", shown="ctrl+p", palette=False),
    Command("app.help", "question_mark,f1", "app.help", "Show the keys of this place.", shown="?", footer="help"),
    Command("app.screening", "", "app.screening", "Answer the health questions, or record a clearance."),
    Command("app.colours", "", "app.colours", "Change the colours: calm, contrast, plain."),
    Command("app.marks", "", "app.marks", "Change the marks between Unicode and ASCII."),
    Command("app.week_start", "", "app.week_start", "Begin the week on another day."),
    Command("app.redraw", "ctrl+l", "app.redraw", "Draw the screen anew.", shown="ctrl+l", palette=False),
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
    Command("calendar.open", "enter", "open", "Open the day; while trying something out, make it so.", shown="enter"),
    Command(
        "calendar.done",
        "d",
        "done",
        "Mark a workout done; d in its sheet takes the plan's own figures.",
        footer="done",
        group="Marking",
    ),
    Command("calendar.skip", "s", "skip", "Skip a workout, with the reason.", footer="skip"),
    Command(
        "calendar.move", "m", "move", "Pick a workout up and move it with the arrows.", footer="move", group="Planning"
    ),
    Command(
        "calendar.mode",
        "tab",
        "trial_way",
        "While trying something out: do it another way, as by pushing what is in the way.",
        shown="tab",
    ),
    Command(
        "calendar.cancel",
        "escape",
        "cancel",
        "Stop trying something out; nothing has changed.",
        shown="escape",
        palette=False,
    ),
    Command("calendar.add", "a", "add", "Add a workout to the day.", footer="add"),
    Command("calendar.edit", "e", "edit", "Change a workout: its kind, words, figures or time."),
    Command("calendar.delete", "D,delete", "delete", "Delete a workout, or all that are selected.", shown="D"),
    Command("calendar.swap", "x", "swap", "Swap the day with another, or two weekdays in every week to come."),
    Command("calendar.copy", "y", "copy", "Copy the day, or the selection."),
    Command("calendar.copy_week", "Y", "copy_week", "Copy the week."),
    Command("calendar.paste", "p", "paste", "Put what was copied where the cursor is."),
    Command("calendar.rest", "r", "rest", "Put a rest day in, or take one out; the days behind it follow."),
    Command("calendar.lock", "L", "lock", "Lock a workout where it stands, or let it go."),
    Command(
        "calendar.deload",
        "W",
        "deload",
        "Make the week lighter, by our default, not evidence.",
    ),
    Command("calendar.ease", "E", "ease", "Make sessions easier that pain, illness or a health answer forbids."),
    Command("calendar.text", "T", "text", "Edit the block as text in your own editor, and see what that changes."),
    Command("calendar.whatif", "B", "whatif", "What if: open the block in the builder to change it."),
    Command("calendar.shift", "R", "shift", "Give the block another race day: shift or re-fit."),
    Command("calendar.absence", "i", "absence", "Be ill, injured or away for some days; there, train again."),
    Command("calendar.feel", "f", "feel", "Say how a day feels: sore, or badly slept."),
    Command(
        "calendar.select",
        "V,space",
        "select",
        "Select days, to move, skip, delete, copy or lock, or to be away.",
        shown="V",
    ),
    Command(
        "calendar.why",
        "w",
        "why",
        "Say why strength stands where it stands, and why not elsewhere.",
        footer="why",
        group="Looking",
    ),
    Command(
        "calendar.lint",
        "exclamation_mark",
        "lint",
        "List what the rules find in the plan ahead.",
        shown="!",
    ),
    Command("calendar.search", "slash", "search", "Find workouts by words.", shown="/", footer="search"),
    Command(
        "calendar.search_next",
        "n",
        "search_step(1)",
        "Go to the next workout found, or to the one before.",
        shown="n N",
        palette=False,
    ),
    Command("calendar.search_back", "N", "search_step(-1)", "Go to the one before.", palette=False, listed=False),
    Command("calendar.view", "v", "view", "Change the view: month, week, agenda.", shown="v", footer="view"),
    Command("calendar.history", "H", "history", "List what was done, and what it changed.", shown="H"),
    Command("calendar.undo", "u", "undo", "Take back the last operation.", footer="undo", group="Planning"),
    Command("calendar.redo", "U", "redo", "Bring back what was taken back.", shown="U"),
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
    Command(
        "progress.more",
        "plus,equals_sign,right_square_bracket",
        "span(1)",
        "Show more weeks.",
        "+",
        "more weeks",
        group="Looking",
    ),
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
        "builder.turn",
        "space",
        "turn",
        "Turn a day or a half day; in the block, read on.",
        "space",
        palette=False,
        group="Planning",
    ),
    Command("builder.pane", "tab", "pane", "Go between the form and the block.", "tab", "block", group="Getting about"),
    Command(
        "builder.commit",
        "enter",
        "commit",
        "Put the block into the calendar; asks once.",
        "enter",
        "commit",
        group="Planning",
    ),
    Command(
        "builder.why",
        "w",
        "why",
        "Say of every place of the day why strength is there or not.",
        footer="why",
        group="Looking",
    ),
    Command(
        "builder.force",
        "f",
        "places('force')",
        "Force strength to a place of the day, at its exact price; once more frees it.",
        footer="force",
        group="Planning",
    ),
    Command("builder.forbid", "x", "places('forbid')", "Let no strength of a kind stand at a place.", footer="forbid"),
    Command(
        "builder.lock",
        "L",
        "places('lock')",
        "Force strength to a place, and lock it in the calendar, too.",
        footer="lock",
    ),
    Command(
        "builder.compare",
        "c",
        "compare",
        "Keep this block beside; once one is kept, lay both side by side and keep one.",
        footer="compare",
    ),
    Command("builder.text", "e", "text", "Edit the run plan as text in your own editor, and see what that changes."),
    Command(
        "builder.findings",
        "exclamation_mark",
        "findings",
        "List what the rules find in this block.",
        "!",
        "findings",
        group="Looking",
    ),
    Command(
        "builder.week_back",
        "left_square_bracket",
        "week(-1)",
        "Go to the week before.",
        "[",
        palette=False,
        group="Getting about",
    ),
    Command("builder.week_on", "right_square_bracket", "week(1)", "Go to the week after.", "]", palette=False),
    Command("builder.read_on", "pagedown", "page(1)", "Read on in the reasons.", "pgdn", palette=False),
    Command("builder.read_back", "pageup", "page(-1)", "Read back in the reasons.", "pgup", palette=False),
    Command(
        "builder.fresh",
        "n",
        "fresh",
        "Begin anew; once more brings back what stood in the form.",
        footer="new",
        group="Planning",
    ),
    Command(
        "builder.leave",
        "escape",
        "leave",
        "Go back to the calendar; the form stays as it is.",
        "escape",
        group="Getting about",
    ),
)

MODES = (("calendar", "1", "Calendar"), ("builder", "2", "Builder"), ("progress", "3", "Progress"))
"""The screens, their keys and their names, in the order of the footer."""

PLACES = {"app": APP, "calendar": CALENDAR, "builder": BUILDER, "progress": PROGRESS}
"""Every table by the first part of its commands' names; those of the app work in each of the others."""
