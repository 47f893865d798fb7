"""The commands of the command line: what each does, where it is, and what it does about the database."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from planner.cli import arguments, export_arguments


class DatabaseNeed(Enum):
    """What a command does about the database."""

    NONE = "works without one"
    EXISTING = "refuses where there is none"
    CREATES = "creates one where there is none, unless it changes nothing"


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """One command.

    Attributes:
        summary: One line of help.
        module: The module of `planner.cli` with the function ``run_NAME`` that runs the command.
        add_args: Adds the command's own arguments to its parser; None when it has none.
        database: What it does about the database.
        forms: Its forms, each with arguments of its own, by the word that follows the command; None when it has none.
    """

    summary: str
    module: str
    add_args: Callable[[argparse.ArgumentParser], None] | None = None
    database: DatabaseNeed = DatabaseNeed.EXISTING
    forms: Mapping[str, CommandSpec] | None = None


EXPORT_FORMS = {
    "plan": CommandSpec(
        "a block as text, to read and to edit; rewrite takes it back",
        "export_commands",
        export_arguments.add_plan_args,
    ),
    "ics": CommandSpec(
        "workouts as events, for a calendar that reads the file or subscribes to it",
        "export_commands",
        export_arguments.add_ics_args,
    ),
    "csv": CommandSpec(
        "workouts as a table for spreadsheets and other programs", "export_commands", export_arguments.add_csv_args
    ),
    "md": CommandSpec("a block as a Markdown table, a row a week", "export_commands", export_arguments.add_page_args),
    "html": CommandSpec(
        "a block as a page to print, with its charts", "export_commands", export_arguments.add_page_args
    ),
    "json": CommandSpec(
        "everything as one document, history included; restore takes it back",
        "export_commands",
        export_arguments.add_file_args,
    ),
    "workouts": CommandSpec(
        "the coming workouts as FIT files for a watch, in a folder",
        "watch_commands",
        export_arguments.add_workouts_args,
    ),
    "intervals": CommandSpec(
        "the plan as events of intervals.icu, to be sent there",
        "watch_commands",
        export_arguments.add_intervals_args,
    ),
}
"""The forms of ``export``: the function ``export_NAME`` of its module writes one."""

COMMANDS = {
    "today": CommandSpec("list today's workouts", "list_commands", arguments.add_today_args),
    "next": CommandSpec("print the next workouts on one line", "list_commands"),
    "week": CommandSpec("list a week", "list_commands", arguments.add_week_args),
    "agenda": CommandSpec("list everything, or from one date to another", "list_commands", arguments.add_agenda_args),
    "find": CommandSpec(
        "find workouts by words: titles, notes, kinds, months, done, missed, moved",
        "list_commands",
        arguments.add_find_args,
    ),
    "done": CommandSpec("mark a workout done", "mark_commands", arguments.add_done_args),
    "skip": CommandSpec("mark a workout skipped", "mark_commands", arguments.add_skip_args),
    "move": CommandSpec("move workouts to another day", "change_commands", arguments.add_move_args),
    "add": CommandSpec("add a workout, planned or done", "change_commands", arguments.add_add_args),
    "edit": CommandSpec("change a workout", "change_commands", arguments.add_edit_args),
    "delete": CommandSpec("delete workouts", "change_commands", arguments.add_delete_args),
    "lock": CommandSpec(
        "lock workouts, so that nothing moves them, or unlock them", "change_commands", arguments.add_lock_args
    ),
    "swap": CommandSpec(
        "swap two days, or two weekdays in all remaining weeks", "change_commands", arguments.add_swap_args
    ),
    "copy": CommandSpec("copy a day or a week to another", "change_commands", arguments.add_copy_args),
    "rest": CommandSpec("insert a rest day, or remove one", "change_commands", arguments.add_rest_args),
    "deload": CommandSpec(
        "make a week lighter, by this planner's own default, not evidence", "change_commands", arguments.add_deload_args
    ),
    "ramp": CommandSpec(
        "make some weeks grow, each by so many percent, within the limits of single runs",
        "volume_commands",
        arguments.add_ramp_args,
    ),
    "taper": CommandSpec(
        "make the weeks before a race lighter: one that was added, or has come to another day",
        "volume_commands",
        arguments.add_taper_args,
    ),
    "ease": CommandSpec(
        "make sessions easier that pain, illness or a health answer forbids",
        "change_commands",
        arguments.add_change_args,
    ),
    "shift": CommandSpec("shift a block to a new race day", "change_commands", arguments.add_shift_args),
    "refit": CommandSpec(
        "plan a block's remaining weeks again for a new race day", "change_commands", arguments.add_shift_args
    ),
    "away": CommandSpec(
        "enter days on which you are sick, injured or away", "change_commands", arguments.add_away_args
    ),
    "back": CommandSpec("train again from a day on", "change_commands", arguments.add_back_args),
    "feel": CommandSpec(
        "enter how a day feels, sore or badly slept: heavy sessions wait", "change_commands", arguments.add_feel_args
    ),
    "busy": CommandSpec(
        "close the half-days to strength that your other calendars fill", "change_commands", arguments.add_busy_args
    ),
    "sync": CommandSpec(
        "keep a folder of calendar events equal to the plan, both ways: for khal, vdirsyncer and phones",
        "sync_commands",
        arguments.add_sync_args,
    ),
    "reslot": CommandSpec(
        "move the strength sessions of a week to better places", "change_commands", arguments.add_reslot_args
    ),
    "force": CommandSpec(
        "force strength of a kind to a place, where the slotter keeps it, or leave it free again",
        "place_commands",
        arguments.add_force_args,
    ),
    "forbid": CommandSpec(
        "keep strength out of a place, or allow it there again", "place_commands", arguments.add_forbid_args
    ),
    "export": CommandSpec("write the plan for people and other programs", "export_commands", forms=EXPORT_FORMS),
    "rewrite": CommandSpec(
        "change a block to what its edited text says", "rewrite_commands", arguments.add_rewrite_args
    ),
    "squad": CommandSpec(
        "list the runners of the settings, a line each: the week, what is next, what asks for a look",
        "squad_commands",
        database=DatabaseNeed.NONE,
    ),
    "serve": CommandSpec(
        "show the screen in a browser of this machine, restricted, until ctrl+c",
        "serve_commands",
        arguments.add_serve_args,
        database=DatabaseNeed.NONE,
    ),
    "undo": CommandSpec("take back the last operation", "history_commands"),
    "redo": CommandSpec("bring back what undo took back", "history_commands"),
    "history": CommandSpec(
        "list the operations, newest first, or show what one of them changed",
        "history_commands",
        arguments.add_history_args,
    ),
    "progress": CommandSpec("list weekly figures, planned against done", "list_commands", arguments.add_progress_args),
    "review": CommandSpec(
        "look back at a week in words: planned, done, moved and why, and what comes next",
        "review_commands",
        arguments.add_review_args,
    ),
    "why": CommandSpec(
        "explain for each place of a day why strength is there or not", "rule_commands", arguments.add_why_args
    ),
    "lint": CommandSpec(
        "check the plan against the rules; exit 1 when there are findings", "rule_commands", arguments.add_lint_args
    ),
    "rules": CommandSpec(
        "list the rules of slotting, doses and sessions, with what each rests on",
        "rule_commands",
        arguments.add_rules_args,
        database=DatabaseNeed.NONE,
    ),
    "session": CommandSpec(
        "print today's strength session, or that of another day: every part, and how it is done",
        "session_commands",
        arguments.add_session_args,
    ),
    "howto": CommandSpec(
        "explain an exercise: set-up, steps, cues, why, and a drawing of it",
        "howto_commands",
        arguments.add_howto_args,
        database=DatabaseNeed.NONE,
    ),
    "templates": CommandSpec("list the built-in run plans", "block_commands", database=DatabaseNeed.NONE),
    "new": CommandSpec(
        "make a block: runs, and strength slotted around them",
        "block_commands",
        arguments.add_new_args,
        database=DatabaseNeed.CREATES,
    ),
    "whatif": CommandSpec(
        "try other options of a block, next to what it is; --keep stores them",
        "whatif_commands",
        arguments.add_whatif_args,
    ),
    "slot": CommandSpec(
        "slot a problem or a plan file, touching no database",
        "block_commands",
        arguments.add_slot_args,
        database=DatabaseNeed.NONE,
    ),
    "match": CommandSpec(
        "match the recordings of a case file to its workouts, touching no database",
        "match_commands",
        arguments.add_match_args,
        database=DatabaseNeed.NONE,
    ),
    "import": CommandSpec(
        "import what a watch or an app recorded: files, folders, archives",
        "import_commands",
        arguments.add_import_args,
        database=DatabaseNeed.CREATES,
    ),
    "recordings": CommandSpec("list what was imported", "import_commands", arguments.add_agenda_args),
    "recording": CommandSpec(
        "show what was recorded; change its sport, join, part or delete it",
        "import_commands",
        arguments.add_recording_args,
    ),
    "inbox": CommandSpec(
        "list or answer the questions about recordings and deleted events", "inbox_commands", arguments.add_inbox_args
    ),
    "link": CommandSpec("say which recordings a workout is", "inbox_commands", arguments.add_link_args),
    "unlink": CommandSpec("take the recordings of a workout away", "inbox_commands", arguments.add_unlink_args),
    "set": CommandSpec(
        "list or change what is known of you: week start, unit, body mass...",
        "runner_commands",
        arguments.add_set_args,
        database=DatabaseNeed.CREATES,
    ),
    "exercise": CommandSpec(
        "list, define or remove exercises of your own, beyond sled and wall sit",
        "exercise_commands",
        arguments.add_exercise_args,
    ),
    "screening": CommandSpec(
        "list or answer the health questions that keep sessions out of your plan",
        "runner_commands",
        arguments.add_screening_args,
    ),
    "keys": CommandSpec(
        "list the keys of the screen, and the names to change them by", "program_commands", database=DatabaseNeed.NONE
    ),
    "config": CommandSpec(
        "show or edit the settings file", "config_commands", arguments.add_config_args, database=DatabaseNeed.NONE
    ),
    "locate": CommandSpec("show where the files are", "program_commands", database=DatabaseNeed.NONE),
    "backup": CommandSpec("copy the database, and check the copy", "backup_commands", arguments.add_backup_args),
    "backups": CommandSpec(
        "list the backups: those made by hand and those made before changes",
        "backup_commands",
        database=DatabaseNeed.NONE,
    ),
    "restore": CommandSpec(
        "bring a backup back; what is there now is kept as a backup first",
        "backup_commands",
        arguments.add_restore_args,
        database=DatabaseNeed.CREATES,
    ),
    "doctor": CommandSpec(
        "look at the database, its backups and its folder, and say what to do; exit 1 when something is wrong",
        "backup_commands",
        arguments.add_doctor_args,
    ),
    "check": CommandSpec("verify the database", "program_commands"),
    "demo": CommandSpec("look around in a throw-away database", "program_commands", database=DatabaseNeed.NONE),
    "help": CommandSpec(
        "explain a command, as its --help does", "program_commands", arguments.add_help_args, database=DatabaseNeed.NONE
    ),
}
"""Every command, in the order the help lists them."""
