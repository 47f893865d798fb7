"""The commands of the app and its screens: bindings, footer, palette and help are made from these tables.

Keys are those that a plain terminal and a multiplexer pass on: letters, digits, arrows and a few control keys.
"""

from __future__ import annotations

from planner.tui.keys.command import Command, footed


def _unlisted(id: str, keys: str, action: str, help: str, *, key_label: str = "", help_group: str = "") -> Command:  # noqa: A002
    """Return a command that the palette leaves out: nobody looks there for a movement by one cell."""
    return Command(id, keys, action, help, key_label=key_label, help_group=help_group, in_palette=False)


def _second(id: str, keys: str, action: str, help: str, *, key_label: str = "") -> Command:  # noqa: A002
    """Return the second command of a pair: help names its key together with that of the first."""
    return Command(id, keys, action, help, key_label=key_label, in_palette=False, in_help=False)


APP_COMMANDS = (
    Command("app.calendar", "1", "app.go('calendar')", "Go to the calendar.", help_group="App"),
    Command("app.builder", "2", "app.go('builder')", "Build a training block from a plan."),
    Command("app.progress", "3", "app.go('progress')", "Review weekly volume, planned against done."),
    Command(
        "app.session",
        "4",
        "app.go('session')",
        "Do today's strength session by the clock; see how each exercise is done.",
    ),
    _unlisted("app.palette", "ctrl+p", "app.palette", "Find a command by its words."),
    footed("app.help", "question_mark,f1", "app.help", "Show the keys of this place.", key_label="?"),
    Command("app.screening", "", "app.screening", "Answer the health questions, or record a clearance."),
    Command("app.howto", "", "app.howto", "Show how the exercises are done, step by step, and why."),
    Command(
        "app.review", "", "app.review", "Review the last week: planned and done, what moved and why, what is next."
    ),
    Command(
        "app.colours",
        "",
        "app.colours",
        "Choose the colours: by the terminal, calm, light, contrast, plain, or a theme such as tokyo-night.",
    ),
    Command("app.marks", "", "app.marks", "Change the marks between Unicode and ASCII."),
    Command("app.week_start", "", "app.week_start", "Begin the week on another day."),
    Command("app.backup", "", "app.back_up", "Back up now: a checked copy of the database."),
    Command("app.restore", "", "app.restore", "Restore a backup; what is there now is kept first."),
    Command("app.check", "", "app.check_database", "Check the database, its backups and its folder."),
    _unlisted(
        "app.redraw",
        "ctrl+l",
        "app.redraw",
        "Draw the screen again; show another database that has taken the file's place.",
    ),
    _unlisted(
        "app.foot_on",
        "full_stop",
        "app.foot_on",
        "Read on at the foot: the rest of a sentence, or the keys that had no room.",
        key_label=".",
    ),
    footed("app.quit", "q", "app.leave", "Leave. Everything is saved already."),
)

CALENDAR_COMMANDS = (
    _unlisted("calendar.left", "left,h", "day(-1)", "Go a day back or forward.", key_label="← → h l"),
    _second("calendar.right", "right,l", "day(1)", "Go a day forward."),
    _unlisted(
        "calendar.up", "up,k", "row(-1)", "Go a week back or forward; in the agenda, a day.", key_label="↑ ↓ k j"
    ),
    _second("calendar.down", "down,j", "row(1)", "Go a week forward."),
    _unlisted(
        "calendar.week_back", "left_square_bracket", "week(-1)", "The week before, the week after.", key_label="[ ]"
    ),
    _second("calendar.week_on", "right_square_bracket", "week(1)", "Go to the week after.", key_label="]"),
    Command(
        "calendar.month_back", "left_curly_bracket", "month(-1)", "The month before, the month after.", key_label="{ }"
    ),
    Command(
        "calendar.month_on", "right_curly_bracket", "month(1)", "Go to the month after.", key_label="}", in_help=False
    ),
    _unlisted(
        "calendar.page_back",
        "pageup",
        "page(-1)",
        "Turn a page: the month, the week, or a screenful of the agenda.",
        key_label="pgup pgdn",
    ),
    _second("calendar.page_on", "pagedown", "page(1)", "Turn a page on.", key_label="pgdn"),
    Command("calendar.today", "t,home", "today", "Go to today."),
    Command("calendar.goto", "g", "goto", "Go to a date, in words or figures, or to race, end or week 7."),
    Command("calendar.open", "enter", "open", "Open the day; while trying something out, make it so."),
    footed(
        "calendar.done",
        "d",
        "done",
        "Mark a workout done, or all of the day; d once more takes the plan's figures.",
        help_group="Marking",
    ),
    Command("calendar.not_done", "", "not_done", "Plan a workout again that was not done after all."),
    Command(
        "calendar.take_offer",
        "plus",
        "take_offer",
        "Take what is offered after a hard run or a skipped one, or answer what is asked at the start.",
        key_label="+",
    ),
    footed("calendar.skip", "s", "skip", "Skip a workout, with the reason."),
    Command("calendar.import", "I", "import_files", "Import recordings: a file, a folder, an archive."),
    Command("calendar.inbox", "A", "inbox", "Answer the open questions."),
    footed("calendar.move", "m", "move", "Pick a workout up and move it with the arrows.", help_group="Planning"),
    Command(
        "calendar.mode",
        "tab",
        "next_way",
        "While trying something out: do it another way, as by pushing what is in the way.",
    ),
    _unlisted("calendar.cancel", "escape", "cancel", "Stop trying something out; nothing has changed."),
    footed("calendar.add", "a", "add", "Add a workout to the day."),
    Command("calendar.edit", "e", "edit", "Change a workout: its kind, words, figures or time."),
    Command("calendar.delete", "D,delete", "delete", "Delete a workout, or all that are selected."),
    Command("calendar.swap", "x", "swap", "Swap the day with another, or two weekdays in every week to come."),
    Command("calendar.copy", "y", "copy", "Copy the day, or the selection."),
    Command("calendar.copy_week", "Y", "copy_week", "Copy the week."),
    Command("calendar.paste", "p", "paste", "Put what was copied where the cursor is."),
    Command("calendar.clip_day", "", "clip_day", "Send the day as text to your terminal's clipboard."),
    Command("calendar.clip_week", "", "clip_week", "Send the week as text to your terminal's clipboard."),
    Command("calendar.clip_block", "", "clip_block", "Send the block as text to your terminal's clipboard."),
    Command("calendar.rest", "r", "rest", "Put a rest day in, or take one out; the days after it follow."),
    Command("calendar.lock", "L", "lock", "Lock a workout where it is, or unlock it."),
    Command("calendar.deload", "W", "deload", "Make the week lighter, by our default, not evidence."),
    Command("calendar.ramp", "", "ramp", "Make the weeks grow from here to a later one, each by so many percent."),
    Command("calendar.taper", "", "taper", "Taper: make the weeks before a race lighter."),
    Command("calendar.ease", "E", "ease", "Make sessions easier that pain, illness or a health answer forbids."),
    Command("calendar.follow_settings", "", "follow_settings", "Let coming loads and times follow your settings."),
    Command("calendar.text", "T", "text", "Edit the block as text in your own editor, and see what that changes."),
    Command("calendar.whatif", "B", "whatif", "What if: open the block in the builder to change it."),
    Command("calendar.shift", "R", "shift", "Give the block another race day: shift or re-fit."),
    Command("calendar.absence", "i", "absence", "Be ill, injured or away for some days; there, train again."),
    Command("calendar.feel", "f", "feeling", "Say how a day feels: sore, or badly slept."),
    Command("calendar.select", "V,space", "select", "Select days, to move, skip, delete, copy or lock, or to be away."),
    footed(
        "calendar.why",
        "w",
        "why",
        "Show what strength costs in each half day of the week, and why.",
        help_group="Looking",
    ),
    Command("calendar.lint", "exclamation_mark", "lint", "List what the rules find in the plan ahead.", key_label="!"),
    footed("calendar.search", "slash", "search", "Find workouts by words.", key_label="/"),
    _unlisted(
        "calendar.search_next",
        "n",
        "search_step(1)",
        "Go to the next workout found, or to the one before.",
        key_label="n N",
    ),
    _second("calendar.search_back", "N", "search_step(-1)", "Go to the one before."),
    footed("calendar.view", "v", "view", "Change the view: month, week, agenda."),
    Command("calendar.history", "H", "history", "List what was done, and what it changed."),
    footed("calendar.undo", "u", "undo", "Take back the last operation.", help_group="Planning"),
    Command("calendar.redo", "U", "redo", "Bring back what was taken back."),
)

FIRST_COMMANDS = (
    _unlisted("first.up", "up,shift+tab", "row(-1)", "Go to the row above or below.", key_label="↑ ↓"),
    _second("first.down", "down,tab", "row(1)", "Go to the row below.", key_label="↓"),
    _unlisted(
        "first.left",
        "left",
        "change(-1)",
        "Change the row: the race, the date by a week, the running by 5; among the evenings, go a day on.",
        key_label="← →",
    ),
    _second("first.right", "right", "change(1)", "Change the row on.", key_label="→"),
    _unlisted("first.turn", "space", "turn", "Make the day an evening with the sled, or without.", key_label="space"),
    Command(
        "first.open",
        "enter",
        "open",
        "See the block whole in the builder, and change anything of it.",
        help_group="Planning",
    ),
    Command("first.plan", "i", "plan", "Bring a plan that you have, as a file."),
    Command("first.add", "a", "add", "Just add a workout to the calendar."),
    Command("first.demo", "d", "demo", "Look at a demo first; this screen comes back after it.", help_group="Looking"),
    Command("first.leave", "escape", "leave", "Go to the empty calendar.", help_group="Getting about"),
)

PROGRESS_COMMANDS = (
    _unlisted("progress.week_before", "left,h", "week(1)", "Go to the week before or after.", key_label="← → h l"),
    _second("progress.week_after", "right,l", "week(-1)", "Go to the week after."),
    _unlisted("progress.newer", "up,k", "week(-1)", "Go a row of the table up or down.", key_label="↑ ↓ k j"),
    _second("progress.older", "down,j", "week(1)", "Go a row down: to the week before."),
    footed("progress.figure", "tab", "metric(1)", "Show the next figure; with shift the one before."),
    _second("progress.figure_before", "shift+tab", "metric(-1)", "Show the figure before."),
    footed("progress.view", "v", "view", "Change the view: weeks, block, form, year."),
    _unlisted("progress.page_newer", "pageup", "page(-1)", "Go a page of weeks on.", key_label="pgup"),
    _unlisted("progress.page_older", "pagedown", "page(1)", "Go a page of weeks back.", key_label="pgdn"),
    Command("progress.newest", "t,home", "newest", "Go to this week."),
    Command("progress.oldest", "end", "oldest", "Go to the oldest week shown."),
    Command("progress.open", "enter", "open", "Open the week: its workouts, planned next to done.", footer_word="week"),
    Command(
        "progress.more",
        "plus,equals_sign,right_square_bracket",
        "week_count(1)",
        "Show more weeks, or fewer.",
        key_label="+ -",
        footer_word="range",
        help_group="Looking",
    ),
    _second("progress.fewer", "minus,left_square_bracket", "week_count(-1)", "Show fewer weeks."),
    Command(
        "progress.lighter",
        "W",
        "lighter",
        "Make the next week lighter: shown in the calendar first.",
        footer_word="lighter",
    ),
    Command("progress.define", "w", "definitions", "Say how every figure is worked out.", footer_word="what it means"),
    Command("progress.acwr", "", "acwr", "Show ACWR with the form and what speaks against it, or hide it."),
)

BUILDER_COMMANDS = (
    _unlisted(
        "builder.up", "up,k", "row(-1)", "Go to the field above; in the block, to the week before.", key_label="↑ k"
    ),
    _unlisted(
        "builder.down", "down,j", "row(1)", "Go to the field below; in the block, to the week after.", key_label="↓ j"
    ),
    _unlisted(
        "builder.left", "left,h", "column(-1)", "Change the field back; in the block, go a day back.", key_label="← h"
    ),
    _unlisted(
        "builder.right", "right,l", "column(1)", "Change the field on; in the block, go a day on.", key_label="→ l"
    ),
    _unlisted(
        "builder.turn",
        "space",
        "turn",
        "Turn a day or a half day, open a group; in the block, read on.",
        help_group="Planning",
    ),
    _unlisted(
        "builder.edit",
        "enter",
        "edit",
        "Edit the field, or choose from its list; on the last row store; in the block, say why.",
    ),
    Command(
        "builder.pane",
        "tab",
        "pane",
        "Go between the form and the block.",
        footer_word="block",
        help_group="Getting about",
    ),
    footed("builder.commit", "ctrl+s", "commit", "Put the block into the calendar; asks once.", help_group="Planning"),
    footed(
        "builder.why",
        "w",
        "why",
        "Show what strength costs in each half day of the block, and why.",
        help_group="Looking",
    ),
    footed(
        "builder.force",
        "f",
        "pin('force')",
        "Force strength to a place of the day, at its exact price; once more frees it.",
        help_group="Planning",
    ),
    footed("builder.forbid", "x", "pin('forbid')", "Keep strength of a kind out of a place."),
    footed("builder.lock", "L", "pin('lock')", "Force strength to a place, and lock it in the calendar, too."),
    footed(
        "builder.compare",
        "c",
        "compare",
        "Keep this block aside; once one is kept, show both side by side and choose one.",
    ),
    Command("builder.text", "e", "text", "Edit the run plan as text in your own editor, and see what that changes."),
    footed(
        "builder.findings",
        "exclamation_mark",
        "findings",
        "List what the rules find in this block.",
        key_label="!",
        help_group="Looking",
    ),
    Command("builder.howto", "o", "howto", "Show how the exercises of the day or week are done.", footer_word="how-to"),
    _unlisted(
        "builder.week_back",
        "left_square_bracket",
        "week(-1)",
        "Go to the week before.",
        key_label="[",
        help_group="Getting about",
    ),
    _unlisted("builder.week_on", "right_square_bracket", "week(1)", "Go to the week after.", key_label="]"),
    _unlisted("builder.read_on", "pagedown", "page(1)", "Read on in the reasons.", key_label="pgdn"),
    _unlisted("builder.read_back", "pageup", "page(-1)", "Read back in the reasons.", key_label="pgup"),
    Command(
        "builder.fresh",
        "n",
        "start_over",
        "Start over; once more brings back what was in the form.",
        footer_word="new",
        help_group="Planning",
    ),
    Command(
        "builder.leave",
        "escape",
        "leave",
        "Go back to the calendar; the form stays as it is.",
        help_group="Getting about",
    ),
)

SESSION_COMMANDS = (
    Command(
        "session.next",
        "space,enter",
        "next",
        "Start the session; then go on: the round is done, the rest or hold ends, the pause is over.",
        key_label="space",
        footer_word="next",
        help_group="Marking",
    ),
    footed("session.pause", "p", "pause", "Pause, or go on."),
    footed("session.skip", "n", "skip", "Skip the round or hold and its rest, or only the rest."),
    footed("session.redo", "r", "redo", "Do the round or hold again."),
    Command(
        "session.more",
        "plus,equals_sign",
        "load(1)",
        "Put 2.5 kg on for the next round, or take 2.5 kg off.",
        key_label="+ -",
        footer_word="load",
    ),
    Command("session.less", "minus", "load(-1)", "Take 2.5 kg off for the next round.", key_label="-", in_help=False),
    Command(
        "session.variant",
        "h",
        "variant",
        "Do it without the sled: the wall sit alone, then a backward walk without a load, then in the gym again.",
        footer_word="home",
    ),
    footed("session.end", "d", "end", "End the session here, and record what was done."),
    Command("session.bell", "b", "bell", "Bell: sound, a flashing line, both, or off.", help_group="App"),
    Command(
        "session.howto",
        "question_mark",
        "howto",
        "Show how the exercise of now is done; the time goes on.",
        key_label="?",
        footer_word="how to",
        help_group="Looking",
    ),
    _unlisted("session.frame_back", "left", "frame(-1)", "Step through the drawing.", key_label="← →"),
    _second("session.frame_on", "right", "frame(1)", "Show the next picture.", key_label="→"),
    _unlisted("session.read_back", "up,k", "read(-1)", "Read on in the how-to, or back.", key_label="↑ ↓ k j"),
    _second("session.read_on", "down,j", "read(1)", "Read on in the how-to.", key_label="↓ j"),
    _unlisted("session.page_back", "pageup", "page(-1)", "Read on by a page, or back.", key_label="pgup pgdn"),
    _second("session.page_on", "pagedown", "page(1)", "Read on by a page.", key_label="pgdn"),
    _unlisted("session.exercise_on", "tab", "exercise(1)", "Show the next exercise, or the one before."),
    _second("session.exercise_back", "shift+tab", "exercise(-1)", "Show the exercise before."),
    Command(
        "session.leave",
        "escape",
        "leave",
        "Pause, keep the session as it is, and go to the calendar.",
        footer_word="leave",
        help_group="Getting about",
    ),
    Command("session.quit", "q", "quit", "Leave the program; a running session is paused and kept.", help_group="App"),
)

SCREEN_TABS = (
    ("calendar", "1", "Calendar"),
    ("builder", "2", "Builder"),
    ("progress", "3", "Progress"),
    ("session", "4", "Session"),
)
"""The screens, their keys and their names, in the order of the footer."""

COMMAND_TABLES = {
    "app": APP_COMMANDS,
    "first": FIRST_COMMANDS,
    "calendar": CALENDAR_COMMANDS,
    "builder": BUILDER_COMMANDS,
    "progress": PROGRESS_COMMANDS,
    "session": SESSION_COMMANDS,
}
"""The table of each screen by the first part of its commands' names, and that of the app, which works on all of them.

The settings can change these keys. Keys within a sheet are fixed. A key of a screen that the app has, too, does there
what the screen's command says: ``?`` in a session shows how the exercise is done, and help is ``f1``.
"""
