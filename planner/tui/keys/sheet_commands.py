"""The commands of the sheets: their bindings, their help and the keys in their last line are made from these tables.

The settings cannot change these keys, except those that open a sheet and therefore close it.
"""

from __future__ import annotations

from planner.tui.keys.command import Command, footed, merge_tables
from planner.tui.keys.commands import COMMAND_TABLES


def _opener(name: str, action: str = "close", help: str = "Go back.") -> Command:  # noqa: A002
    """Return the command that opens a sheet as the sheet itself has it: the key that opened the sheet closes it.

    It keeps its name, so that Textual gives it the keys of the settings here, too.
    """
    command = next(command for command in COMMAND_TABLES[name.partition(".")[0]] if command.id == name)
    return command._replace(action=action, help=help, key_label="", footer_word="")


_SCROLLING = (
    Command("scroll.down", "down,j", "scroll(1)", "Read on by a line."),
    Command("scroll.up", "up,k", "scroll(-1)", "Read back by a line."),
    Command("scroll.page_down", "pagedown,space", "page(1)", "Read on by a page."),
    Command("scroll.page_up", "pageup", "page(-1)", "Read back by a page."),
)
_LISTING = (
    Command("list.down", "down,j", "step(1)", "Go to the next of the list, or a line down."),
    Command("list.up", "up,k", "step(-1)", "Go to the one before, or a line up."),
    Command("list.page_down", "pagedown,space", "page(1)", "A page down."),
    Command("list.page_up", "pageup", "page(-1)", "A page up."),
    Command("list.first", "home,g", "end(0)", "Go to the first."),
    Command("list.last", "end,G", "end(1)", "Go to the last."),
    Command("list.detail", "right,l", "focus_detail", "Read on in the details."),
    Command("list.back", "left,h", "focus_list", "Go back to the list.", key_label="←", footer_word="list"),
)


def _choosing(what: str) -> tuple[Command, ...]:
    """Return the keys that go through a short list."""
    return (
        Command("choose.down", "down,j,tab", "step(1)", f"Go to the next {what}."),
        Command("choose.up", "up,k,shift+tab", "step(-1)", f"Go to the {what} before."),
    )


AHEAD = merge_tables(
    (
        Command(
            "ahead.today",
            "enter",
            "answer('today')",
            "Move it to today and mark it done.",
            footer_word="it was done today",
        ),
        Command("ahead.close", "escape,q", "close", "Leave it as it is.", footer_word="leaves it"),
    ),
    _SCROLLING,
)
EDIT_DONE = merge_tables(
    (
        Command(
            "edit_done.done",
            "enter,d",
            "answer('done')",
            "Edit what was done.",
            key_label="d",
            footer_word="what was done",
        ),
        Command("edit_done.plan", "p", "answer('plan')", "Edit what was planned.", footer_word="the plan"),
        Command("edit_done.close", "escape,q", "close", "Leave it as it is.", footer_word="leaves it"),
    ),
    _SCROLLING,
)
DONE_SELECTION = merge_tables(
    (
        Command("selection.done", "enter", "answer(True)", "Mark them done as planned.", footer_word="marks them done"),
        Command("selection.close", "escape,q", "close", "Leave them as they are.", footer_word="leaves them"),
    ),
    _SCROLLING,
)
NEXT_MORNING = (
    Command("morning.0", "0", "digit(0)", "None: no pain at all.", footer_word="none"),
    *(Command(f"morning.{number}", f"{number}", f"digit({number})", f"Pain of {number}.") for number in range(2, 10)),
    Command("morning.1", "1", "digit(1)", "Pain of 1; with 0 after it, of 10."),
    Command("morning.more", "right,l", "step(1)", "Choose more.", key_label="← →", footer_word="choose"),
    Command("morning.less", "left,h", "step(-1)", "Choose less."),
    Command("morning.answer", "enter", "answer", "Record what is chosen.", footer_word="answers"),
    Command("morning.close", "escape,q", "close", "Leave it; it is not asked again.", footer_word="leaves it"),
)
ASK = (
    Command("ask.answer", "enter", "", "Answer.", footer_word="answers"),
    Command("ask.cancel", "escape", "close", "Go back without an answer.", footer_word="cancels"),
)
ASK_FROM_LIST = (
    *ASK,
    Command("ask.down", "down", "step(1)", "Go to the next answer.", has_priority=True),
    Command("ask.up", "up", "step(-1)", "Go to the answer before.", has_priority=True),
)
GO_TO_DATE = (ASK[0]._replace(footer_word="goes there"), ASK[1])
CHOOSE = (
    Command("choose.choose", "enter", "choose", "Take the workout under the cursor.", footer_word="takes it"),
    *_choosing("workout"),
    Command("choose.cancel", "escape,q", "close", "Take none of them.", footer_word="cancels"),
)
COLOURS = (
    Command("colours.choose", "enter", "choose", "Take the colours under the cursor.", footer_word="takes them"),
    *_choosing("theme"),
    Command("colours.cancel", "escape,q", "close", "Keep the colours.", footer_word="keeps yours"),
)
COMPARE = merge_tables(
    (
        footed("compare.keep", "k", "answer('keep')", "Keep the first, drop the other."),
        Command("compare.swap", "o", "answer('swap')", "Go back to the other.", footer_word="the other"),
        Command("compare.close", "escape,q", "close", "Decide later.", footer_word="later"),
        _opener("builder.compare", help="Decide later."),
        Command("compare.first", "home,g", "scroll(-9999)", "Go to the totals."),
        Command("compare.last", "end,G", "scroll(9999)", "Go to the last week."),
    ),
    _SCROLLING,
)
DAY_SHEET = (
    Command(
        "day.start",
        "enter",
        "start",
        "Start the timer of today's strength session; close the sheet of any other day.",
        footer_word="starts the timer",
    ),
    footed("day.done", "d", "choose('done')", "Mark the workout done."),
    footed("day.skip", "s", "choose('skip')", "Skip it, with the reason."),
    footed("day.move", "m", "choose('move')", "Pick it up and move it with the arrows."),
    footed("day.edit", "e", "choose('edit')", "Change it."),
    footed("day.add", "a", "add", "Add a workout to the day."),
    Command("day.howto", "o", "howto", "Show how its exercises are done.", footer_word="how-to"),
    *_choosing("workout"),
    Command("day.read_on", "pagedown,space", "scroll(5)", "Read on.", key_label="space", footer_word="reads on"),
    Command("day.read_back", "pageup", "scroll(-5)", "Read back."),
    Command("day.close", "escape,q", "close", "Go back to the calendar.", footer_word="closes"),
)


def _fields(next_word: str, cancel_word: str) -> tuple[Command, ...]:
    """Return the keys that go through a form."""
    return (
        Command("form.next", "tab,down", "", "Go to the next field.", footer_word=next_word),
        Command("form.before", "shift+tab,up", "", "Go to the field before."),
        Command(
            "form.cancel",
            "escape",
            "close",
            "Go back; what was typed is kept for the next time.",
            footer_word=cancel_word,
        ),
    )


FORM = (
    Command("form.save", "enter", "", "Save what is in the fields.", footer_word="saves"),
    *_fields("next field", "keeps a draft"),
)
DONE = (
    Command("done.save", "enter", "", "Record all that is ticked.", footer_word="saves"),
    Command(
        "done.as_planned",
        "d",
        "",
        "Record everything as planned at once, as long as nothing was typed.",
        footer_word="all as planned",
    ),
    Command("done.tick", "space", "", "Tick the workout as done, or take the tick away.", footer_word="ticks"),
    Command("done.skip", "s", "", "Skip the workout, and say why.", footer_word="skips"),
    Command("form.next", "tab", "", "Go to the next field.", footer_word="next"),
    Command(
        "form.cancel", "escape", "close", "Go back; what was typed is kept for the next time.", footer_word="draft"
    ),
    Command("done.instead", "i", "", "Say what was done in place of the workout.", footer_word="instead"),
    Command("done.take", "right", "", "Take the plan's figure into an empty field."),
    Command("form.before", "shift+tab", "", "Go to the field before."),
    Command("done.line_down", "down", "", "Go to the line below."),
    Command("done.line_up", "up", "", "Go to the line above."),
    Command("done.next_workout", "pagedown", "", "Go to the next workout."),
    Command("done.workout_before", "pageup", "", "Go to the workout before."),
)
_FILLING_IN = {"done.take", "form.next", "form.before", "done.line_down", "done.line_up"}
TIMED_DONE = (
    Command("done.save", "enter", "", "Record what is in the fields.", footer_word="records it"),
    *(command for command in DONE if command.id in _FILLING_IN),
    Command(
        "form.cancel",
        "escape",
        "close",
        "Go back; the session stays open, and what was typed is kept.",
        footer_word="leaves it open",
    ),
)
CONFIRM = merge_tables(
    (
        footed("confirm.yes", "y", "answer(True)", "Yes."),
        footed("confirm.no", "n", "answer(False)", "No."),
        Command("confirm.close", "escape,q", "close", "Leave it open; nothing is started.", footer_word="leaves it"),
    ),
    _SCROLLING,
)
_FINDINGS_OPEN = Command("findings.open", "enter", "open", "Go to its day.", footer_word="day")
_FINDINGS_READ = footed("findings.read", "right,l", "focus_detail", "Read on in the details.", key_label="→")
DRAFT_FINDINGS = merge_tables(
    (_FINDINGS_OPEN, _FINDINGS_READ),
    _LISTING,
    (Command("findings.close", "escape,q", "close", "Go back.", footer_word="closes"), _opener("builder.findings")),
)
FINDINGS = merge_tables(
    (
        _FINDINGS_OPEN,
        footed("findings.accept", "a", "accept", "Accept it: it is not raised again."),
        footed("findings.undo", "u", "undo", "Raise again what was just accepted."),
        _FINDINGS_READ,
    ),
    _LISTING,
    (Command("findings.close", "escape,q", "close", "Go back.", footer_word="closes"), _opener("calendar.lint")),
)
BACKUPS = merge_tables(
    (Command("backups.restore", "enter", "restore", "Restore it; asks once.", footer_word="restores"),),
    _LISTING,
    (Command("backups.close", "escape,q", "close", "Go back.", footer_word="closes"),),
)
HISTORY = merge_tables(
    (
        footed("history.undo", "u", "undo", "Take back the newest operation."),
        footed("history.redo", "U", "redo", "Bring back what was taken back."),
        Command("history.read", "enter", "focus_detail", "Read what it changed.", footer_word="reads on"),
    ),
    _LISTING,
    (
        Command("history.close", "escape,q", "close", "Go back to the calendar.", footer_word="closes"),
        _opener("calendar.history", help="Go back to the calendar."),
    ),
)
IMPORT_FORM = merge_tables(
    (
        Command("form.save", "enter", "", "Read the files, and show what is in them.", footer_word="reads"),
        Command(
            "import.complete",
            "tab",
            "complete",
            "Complete the path; where nothing is left to complete, go to the next field.",
            footer_word="completes",
            has_priority=True,
        ),
    ),
    _fields("", "cancels"),
)
IMPORT_PREVIEW = merge_tables(
    (
        Command("import.store", "enter", "store", "Import what is listed, as one operation.", footer_word="imports"),
        footed("import.read", "right,l", "focus_detail", "Read on in the details.", key_label="→"),
    ),
    _LISTING,
    (Command("import.close", "escape,q", "close", "Leave it; nothing is stored.", footer_word="leaves it"),),
)
INBOX = merge_tables(
    (
        Command("inbox.1", "1", "key('1')", "Take the first choice.", key_label="1 2 3", footer_word="answers"),
        *(Command(f"inbox.{key}", key, f"key('{key}')", f"Take choice {key}.") for key in "23456789"),
        Command("inbox.0", "0", "key('0')", "It was no workout of the plan."),
        Command("inbox.x", "x", "key('x')", "Leave the recording out of all totals."),
        Command("inbox.choose", "enter", "choose", "Take the choice under the cursor.", footer_word="takes it"),
        Command(
            "inbox.next", "right,l", "question(1)", "Go to the next question.", key_label="← →", footer_word="question"
        ),
        Command("inbox.before", "left,h", "question(-1)", "Go to the question before."),
        footed("inbox.undo", "u", "undo", "Take back the last answer."),
    ),
    _choosing("choice"),
    (
        Command("inbox.read_on", "pagedown,space", "scroll(5)", "Read on."),
        Command("inbox.read_back", "pageup", "scroll(-5)", "Read back."),
        Command("inbox.close", "escape,q", "close", "Leave the rest for later.", footer_word="later"),
        _opener("calendar.inbox", help="Leave the rest for later."),
    ),
)
OFFER = merge_tables(
    (
        Command(
            "offer.follow",
            "enter",
            "answer('follow')",
            "Make the change, with strength at the better places.",
            footer_word="follow",
        ),
        Command(
            "offer.keep",
            "k",
            "answer('keep')",
            "Make the change, and keep strength where it is.",
            footer_word="as it is",
        ),
        Command(
            "offer.lock",
            "L",
            "answer('lock')",
            "Make the change, keep strength where it is, and lock it there.",
            footer_word="lock it",
        ),
        Command("offer.close", "escape", "close", "Leave it; nothing has changed.", footer_word="leave"),
    ),
    _SCROLLING,
)
PALETTE = (
    Command("palette.run", "enter", "", "Run the command under the cursor."),
    Command("palette.down", "down", "step(1)", "Go to the next command.", has_priority=True),
    Command("palette.up", "up", "step(-1)", "Go to the command before.", has_priority=True),
    Command("palette.cancel", "escape", "close", "Go back."),
)
PICK = (
    Command("pick.take", "enter", "", "Take the one under the cursor.", footer_word="takes it"),
    Command("pick.down", "down,tab", "step(1)", "Go to the next one.", has_priority=True),
    Command("pick.up", "up,shift+tab", "step(-1)", "Go to the one before.", has_priority=True),
    Command("pick.cancel", "escape", "close", "Take none of them.", footer_word="cancels"),
)
PLACEMENTS = (
    footed("placements.force", "f", "pin('force')", "Force a session to this place; once more frees it."),
    footed("placements.forbid", "x", "pin('forbid')", "Keep this kind out of this place; once more frees it."),
    footed("placements.lock", "L", "pin('lock')", "Force one here and lock it in the calendar; once more frees it."),
    *_choosing("place"),
    Command("placements.read_on", "pagedown,space", "scroll(5)", "Read on."),
    Command("placements.read_back", "pageup", "scroll(-5)", "Read back."),
    Command("placements.close", "escape,q,enter", "close", "Go back to the block.", footer_word="closes"),
    _opener("builder.why", help="Go back to the block."),
)
REWRITE = merge_tables(
    (
        Command("rewrite.apply", "enter", "answer('apply')", "Apply it, as one operation.", footer_word="applies"),
        Command(
            "rewrite.edit", "e", "answer('edit')", "Edit the text again, as it was typed.", footer_word="edits again"
        ),
        _opener("calendar.text", action="answer('edit')", help="Edit the text again, as it was typed."),
        Command("rewrite.close", "escape,q", "close", "Drop it; nothing has changed.", footer_word="drops it"),
    ),
    _SCROLLING,
)
SCREENING = (
    Command(
        "screening.no",
        "n",
        "no",
        "Have none of these conditions, and go on; blood pressure: normal; age: 18 to 65.",
        footer_word="none of these",
    ),
    Command("screening.yes", "y,space", "yes", "Have this condition, or not after all.", footer_word="yes"),
    footed("screening.raised", "r", "pressure('raised')", "Blood pressure: raised."),
    footed("screening.high", "h", "pressure('high')", "Blood pressure: high."),
    footed("screening.unknown", "u", "pressure('unknown')", "Blood pressure: unknown, never found high."),
    footed("screening.save", "enter", "save", "Save the answers as they are."),
    Command("screening.next", "right,l", "next_answer(1)", "Take another answer of the row.", key_label="← →"),
    Command("screening.before", "left", "next_answer(-1)", "Take the answer before."),
    Command("screening.clear", "backspace,delete", "clear", "Leave the question open."),
    *_choosing("question"),
    Command("screening.close", "escape,q", "close", "Answer them another time.", footer_word="later"),
)
SEARCH = (
    Command("search.go", "enter", "", "Go to the workout under the cursor.", footer_word="goes there"),
    Command(
        "search.down",
        "down",
        "step(1)",
        "Go to the next workout.",
        key_label="↑ ↓",
        footer_word="choose",
        has_priority=True,
    ),
    Command("search.up", "up", "step(-1)", "Go to the workout before.", has_priority=True),
    Command("search.page_down", "pagedown", "page(1)", "A page down.", has_priority=True),
    Command("search.page_up", "pageup", "page(-1)", "A page up.", has_priority=True),
    Command("search.close", "escape", "close", "Go back to the calendar.", footer_word="closes"),
)
TEXT: tuple[Command, ...] = (
    Command("text.close", "escape,q,enter", "close", "Go back.", footer_word="closes"),
    *_SCROLLING,
)
REVIEW: tuple[Command, ...] = merge_tables(
    (
        Command(
            "review.before", "left,h", "week(-1)", "Review the week before.", key_label="←", footer_word="week before"
        ),
        Command(
            "review.after", "right,l", "week(1)", "Review the week after.", key_label="→", footer_word="week after"
        ),
        Command("review.close", "escape,q,enter", "close", "Go back.", footer_word="closes"),
    ),
    _SCROLLING,
)
_LOOKING = (
    Command("map.kind", "tab", "kind(1)", "Show the prices of another kind of session.", footer_word="kind"),
    Command("map.kind_before", "shift+tab", "kind(-1)", "Show the prices of the kind before."),
    Command("map.right", "right,l", "day(1)", "Look at the next day.", key_label="← → ↑ ↓", footer_word="look"),
    Command("map.left", "left,h", "day(-1)", "Look at the day before."),
    Command("map.read_on", "space", "read(1)", "Read on."),
    Command("map.read_back", "b", "read(-1)", "Read back."),
)
PRICE_MAP = (
    Command("map.move", "enter", "move", "Move the session here and lock it.", footer_word="move it here, locked"),
    Command("map.never", "x", "never", "Keep strength out of here, or allow it again.", footer_word="never here"),
    *_LOOKING,
    Command("map.down", "down,j", "half(1)", "Look at the evening."),
    Command("map.up", "up,k", "half(-1)", "Look at the morning."),
    Command("map.week_after", "right_square_bracket,pagedown", "week(1)", "Look at the next week.", key_label="]"),
    Command("map.week_before", "left_square_bracket,pageup", "week(-1)", "Look at the week before.", key_label="["),
    Command("map.close", "escape,q", "close", "Go back to the calendar.", footer_word="closes"),
    _opener("calendar.why", help="Go back to the calendar."),
)
BLOCK_MAP = (
    Command("map.lock", "enter,L", "pin('lock')", "Force a session here and lock it.", footer_word="lock one here"),
    footed("map.force", "f", "pin('force')", "Force a session to this place; once more frees it."),
    footed("map.forbid", "x", "pin('forbid')", "Keep this kind out of this place; once more frees it."),
    *_LOOKING,
    Command("map.down", "down,j", "week(1)", "Look at the next week."),
    Command("map.up", "up,k", "week(-1)", "Look at the week before."),
    Command("map.week_after", "right_square_bracket", "week(1)", "Look at the next week.", key_label="]"),
    Command("map.week_before", "left_square_bracket", "week(-1)", "Look at the week before.", key_label="["),
    Command("map.weeks_after", "pagedown", "week(4)", "Look four weeks on."),
    Command("map.weeks_before", "pageup", "week(-4)", "Look four weeks back."),
    Command("map.first", "home,g", "week(-999)", "Look at the first week."),
    Command("map.last", "end,G", "week(999)", "Look at the last week."),
    Command("map.close", "escape,q", "close", "Go back to the block.", footer_word="closes"),
    _opener("builder.why", help="Go back to the block."),
)
DEFINITIONS = (*TEXT, _opener("progress.define"))
HELP = (*TEXT, _opener("app.help"))
HOWTO: tuple[Command, ...] = merge_tables(
    (
        Command(
            "howto.next_picture",
            "right,l",
            "step_frame(1)",
            "Show the next picture.",
            key_label="← →",
            footer_word="picture",
        ),
        Command("howto.picture_before", "left,h", "step_frame(-1)", "Show the picture before."),
        Command("howto.next_exercise", "tab", "step_exercise(1)", "Show the next exercise.", footer_word="exercise"),
        Command("howto.exercise_before", "shift+tab", "step_exercise(-1)", "Show the exercise before."),
        Command("howto.read_on", "space,pagedown", "page(1)", "Read on by a page.", footer_word="reads on"),
        Command("howto.close", "escape,q,enter", "close", "Go back.", footer_word="closes"),
    ),
    _SCROLLING,
)
DAY_HOWTO: tuple[Command, ...] = (*HOWTO, Command("howto.close_too", "o", "close", "Go back."))
BUILDER_HOWTO = (*HOWTO, _opener("builder.howto"))
SESSION_HOWTO = (*HOWTO, _opener("session.howto"))
WEEK_SHEET = (
    Command(
        "week.open",
        "enter",
        "open_day",
        "Show the workout's day in the calendar.",
        footer_word="shows the day in the calendar",
    ),
    *_choosing("workout"),
    Command("week.page_down", "pagedown", "step(7)", "Go seven workouts on."),
    Command("week.page_up", "pageup", "step(-7)", "Go seven workouts back."),
    Command("week.close", "escape,q,backspace", "close", "Go back to the weeks.", footer_word="closes"),
)
