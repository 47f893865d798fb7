"""The arguments of each command: ``add_done_args`` adds those of ``planner done``; `command_table` has the commands.

Option values stay text here. Each command parses them itself, so that a wrong value is refused in one sentence.
"""

from __future__ import annotations

import argparse

_WHICH_HELP = "a number, several as 12,14, a date, or a span of days as mon..fri"
BLOCK_HELP = "number of the block; the block of today when left out"


def add_today_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--short", action="store_true", help="one line of at most 80 columns, for a status bar")


def add_config_args(parser: argparse.ArgumentParser) -> None:
    text = "path: where the settings file is; edit: open it in your editor; show, the default: what is set"
    parser.add_argument("what", nargs="?", choices=("path", "edit", "show"), default="show", help=text)


def add_help_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("about", nargs="?", metavar="COMMAND", help="the command to explain; all are listed without")


def add_week_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", nargs="?", default="today", metavar="DATE")


def add_agenda_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", metavar="DATE")
    parser.add_argument("--to", dest="last", metavar="DATE")


def add_find_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORDS", help="a workout must match all of them")


_DONE_EPILOG = (
    "Marked again, a workout keeps what is recorded: an option replaces the figure it names, a note is added as a "
    "line, an empty value takes a figure away. Without a distance or a time, the plan's are recorded at first; with "
    "one of the two, the other is unknown."
)


def add_done_args(parser: argparse.ArgumentParser) -> None:
    parser.epilog = _DONE_EPILOG
    parser.add_argument("which", nargs="?", default="today", metavar="WHICH", help="today, a date, or a number")
    parser.add_argument("--distance", metavar="8.2km")
    parser.add_argument("--time", metavar="45:10")
    parser.add_argument("--rpe", metavar="6")
    parser.add_argument("--note", metavar="TEXT", help="added to the notes before it; empty takes them away")
    parser.add_argument("--at", dest="done_on", metavar="DATE", help="the day it was done, if not the planned day")
    parser.add_argument("--pain", metavar="2", help="the worst pain, 0 to 10")
    parser.add_argument("--pain-next", metavar="1", help="the pain of the next morning, 0 to 10")
    parser.add_argument("--sled", action="append", metavar='"4x20 56, 2x20 62"', help="the sled rounds that were done")
    parser.add_argument(
        "--wall-sit", action="append", dest="sit", metavar="2x1:30", help="the wall sits that were done"
    )
    _add_exercise_arg(parser)
    parser.add_argument("--as", dest="done_kind", metavar="KIND", help="what was done instead, as: easy, cross")
    parser.add_argument("--as-planned", action="store_true", help="record the plan's figures where no other is typed")
    parser.add_argument("--off", action="store_true", help="it was not done after all: plan it again")


def add_skip_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="WHICH", help=_WHICH_HELP)
    parser.add_argument("--reason", required=True, metavar="TEXT")


def add_move_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="WHICH", help=_WHICH_HELP)
    parser.add_argument("to", metavar="DATE")
    parser.add_argument("--mode", choices=("only", "push", "shift"), default="only")
    add_change_args(parser)


def add_add_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE")
    text = "easy, long, tempo, heavy, light, cross, rest, note ...; strength without sets gets the dose of its week"
    parser.add_argument("what", metavar="KIND", help=text)
    _add_workout_field_args(parser)
    parser.add_argument("--done", action="store_true", help="it is already done, without a plan")
    parser.add_argument("--pain", metavar="2", help="the worst pain, 0 to 10")
    parser.add_argument(
        "--every", metavar="EVERY", help='again every "day", "2 weeks", "month", "2 fri" or "first sat"'
    )
    parser.add_argument(
        "--until", metavar="DATE", help="with --every: the last day, race or end; default: end of block"
    )
    add_change_args(parser)


def add_edit_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="WHICH")
    text = "what it becomes, with the figures of that kind; a kind that it had before brings back what it was"
    parser.add_argument("--kind", dest="what", metavar="KIND", help=text)
    parser.add_argument("--to", metavar="DATE", help="move it to this day")
    _add_workout_field_args(parser)
    add_change_args(parser)


def add_delete_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="WHICH", help=_WHICH_HELP)
    add_change_args(parser)


def add_lock_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="WHICH", help=_WHICH_HELP)
    parser.add_argument("--off", action="store_true", help="unlock them")
    add_change_args(parser)


def add_swap_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", metavar="A", help="a date; a weekday with --every")
    parser.add_argument("second", metavar="B")
    parser.add_argument("--every", action="store_true", help="swap these weekdays in all remaining weeks of the block")
    parser.add_argument("--block", metavar="N", help=BLOCK_HELP)
    add_change_args(parser)


def add_copy_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="DATE")
    parser.add_argument("to", metavar="DATE")
    parser.add_argument("--week", action="store_true", help="copy the week of the first day to that of the second")
    add_change_args(parser)


def add_rest_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE")
    add_change_args(parser)


def add_deload_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE", help="a day of the week")
    add_change_args(parser)


def add_ramp_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", metavar="FIRST", help="a day of the first week")
    parser.add_argument("last", metavar="LAST", help="a day of the last week")
    parser.add_argument("--percent", required=True, metavar="N", help="how much each week is above the one before")
    add_change_args(parser)


def add_taper_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("race", nargs="?", metavar="RACE", help="its number or its day (default: the next race)")
    add_change_args(parser)


def add_shift_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("block", nargs="?", metavar="BLOCK", help=BLOCK_HELP)
    parser.add_argument("--race", required=True, metavar="DATE")
    add_change_args(parser)


def add_away_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", metavar="FIRST")
    parser.add_argument("last", nargs="?", metavar="LAST")
    parser.add_argument("--kind", choices=("sick", "injured", "away"), default="away")
    parser.add_argument("--note", default="", metavar="TEXT")
    add_change_args(parser)


def add_back_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", nargs="?", default="today", metavar="DATE")
    add_change_args(parser)


def add_feel_args(parser: argparse.ArgumentParser) -> None:
    text = "sore 7, slept badly (under 5 h, two nights), or well"
    parser.add_argument("feeling_words", nargs="+", metavar="HOW", help=text)
    parser.add_argument("--day", default="today", metavar="DATE")
    parser.add_argument("--note", default="", metavar="TEXT")
    add_change_args(parser)


def add_busy_args(parser: argparse.ArgumentParser) -> None:
    text = "a calendar, or a folder of them, read in place of those read before; lists the busy times when left out"
    parser.add_argument("file", nargs="?", metavar="FILE.ics|FOLDER", help=text)
    parser.add_argument("--runs", action="store_true", help="close the half-days to runs too, not only to strength")
    parser.add_argument("--clear", action="store_true", help="remove all busy times")
    add_change_args(parser)


def add_sync_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="a folder with one file an event; made where it is missing")
    text = "the first day whose workouts have events; 90 days back when left out"
    parser.add_argument("--from", dest="first", metavar="DATE", help=text)
    parser.add_argument("--watch", action="store_true", help="go on, and carry each change through within a second")
    _add_dry_run_arg(parser)
    text = "take a folder that holds other files, and ask about each event when many are missing at once"
    parser.add_argument("--force", action="store_true", help=text)
    text = "write the times of this zone, for calendars that take times without a zone for UTC"
    parser.add_argument("--zone", metavar="ZONE", help=text)


def add_reslot_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", nargs="?", default="today", metavar="DATE", help="a day of the week")
    add_change_args(parser)


def add_force_args(parser: argparse.ArgumentParser) -> None:
    add_forbid_args(parser)
    parser.add_argument("kind", choices=("heavy", "moderate", "light"), metavar="KIND", help="heavy, moderate or light")


def add_forbid_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE")
    parser.add_argument("slot", choices=("am", "pm"), metavar="SLOT", help="am or pm")
    parser.add_argument("--off", action="store_true", help="no longer: leave it to the slotter again")
    add_change_args(parser)


def add_rewrite_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a block's text, as export plan writes it; - is standard input")
    parser.add_argument("block", nargs="?", metavar="BLOCK", help=BLOCK_HELP)
    add_change_args(parser)


def add_change_args(parser: argparse.ArgumentParser) -> None:
    _add_dry_run_arg(parser)
    parser.add_argument("--follow", action="store_true", help="also move strength to better places after the change")


def _add_dry_run_arg(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="show what would change, change nothing")


def _add_workout_field_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", metavar="TEXT")
    parser.add_argument("--distance", metavar="8.2km")
    parser.add_argument("--time", metavar="45:10")
    parser.add_argument("--steps", metavar="TEXT", help='of a run: "2 km warm-up, 5 x (1 km, 90 s jog)"')
    parser.add_argument("--start", metavar="18:00", help="or am, pm")
    parser.add_argument("--sled", action="append", metavar='"4x20 56, 2x20 62"')
    parser.add_argument("--wall-sit", action="append", dest="sit", metavar="2x1:30")
    _add_exercise_arg(parser)
    parser.add_argument("--rpe", metavar="6")
    parser.add_argument("--priority", choices=("A", "B", "C"), help="how much a race matters; A keeps most days free")
    parser.add_argument("--note", metavar="TEXT")


def _add_exercise_arg(parser: argparse.ArgumentParser) -> None:
    text = 'an exercise of your own, once for each: "wall ball 3x20 6kg"; empty takes them away'
    parser.add_argument("--exercise", dest="exercises", action="append", metavar="SETS", help=text)


def add_exercise_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="as farmers carry; all are listed when left out")
    measures = ("distance", "hold", "rounds", "repetitions")
    parser.add_argument("--by", dest="measure", choices=measures, help="what is counted in a round")
    legs = ("heavy", "moderate", "light", "none")
    parser.add_argument("--legs", choices=legs, help="what it asks of the legs; strength is slotted by it")
    parser.add_argument("--remove", action="store_true", help="define it no longer")
    add_change_args(parser)


def add_history_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", nargs="?", metavar="N", help="show what this operation changed")
    parser.add_argument("--limit", metavar="K", default="100", help="how many operations to list")


def add_progress_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--weeks", metavar="N", default="12", help="how many weeks to list")
    parser.add_argument("--svg", metavar="FILE", help="write the weeks as a picture; - is standard output")
    parser.add_argument("--force", action="store_true", help="replace an existing file")


def add_review_args(parser: argparse.ArgumentParser) -> None:
    text = 'a day of the week, as today, "last week", 2027-W01; without it the newest week that is over'
    parser.add_argument("day", nargs="?", metavar="WEEK", help=text)


def add_why_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE")
    parser.add_argument("--slot", choices=("am", "pm"))


def add_rules_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sources", action="store_true", help="list the publications behind the rules, by their keys")


def add_session_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", nargs="?", default="today", metavar="DATE", help="today when left out")
    parser.add_argument("--run", action="store_true", help="time it here, in plain lines: rounds, holds and rests")


def add_howto_args(parser: argparse.ArgumentParser) -> None:
    text = "as wall_sit, wall-sit or wall sit; a start of it is enough; all are listed without"
    parser.add_argument("exercise", nargs="*", metavar="EXERCISE", help=text)


def add_lint_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("block", nargs="?", metavar="BLOCK", help="number of the block; all that is ahead if left out")
    parser.add_argument("--all", dest="include_past", action="store_true", help="also check what is past or done")
    parser.add_argument("--accept", metavar="CODE[@DATE]", help="no longer report this, on that date or on any date")
    parser.add_argument("--note", metavar="TEXT", default="", help="why it is accepted")
    parser.add_argument("--accepted", action="store_true", help="list what is accepted")
    parser.add_argument("--reject", metavar="N", help="report again what is accepted under this number")


def add_new_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--template", metavar="NAME")
    parser.add_argument("--from", dest="file", metavar="FILE")
    _add_unit_arg(parser)
    parser.add_argument("--from-block", metavar="N", help="the runs of a past block, as they were planned")
    parser.add_argument("--start", metavar="DATE")
    _add_block_args(parser)
    parser.add_argument("--compare", metavar="BLOCK", help="the number of a block to lay it side by side with")
    parser.add_argument("--dry-run", action="store_true", help="show the block, store nothing")


def add_whatif_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("block", metavar="BLOCK", help="number of the block")
    _add_block_args(parser)
    parser.add_argument("--keep", action="store_true", help="make it so; without it nothing is stored")
    parser.set_defaults(start=None)


def _add_block_args(parser: argparse.ArgumentParser) -> None:
    """Add what ``new`` and ``whatif`` take of a block."""
    parser.add_argument("--race", metavar="DATE")
    parser.add_argument("--name", default="", metavar="TEXT")
    parser.add_argument("--distance", choices=("5k", "10k", "half", "marathon"))
    parser.add_argument("--priority", choices=("A", "B", "C"))
    _add_plan_request_args(parser)
    parser.add_argument("--body-mass", metavar="KG")
    parser.add_argument("--sled", metavar="KG", help="the empty sled")
    parser.add_argument("--floor", metavar="NAME", help="hockey turf, gym turf, track or 3G")
    _add_strength_args(parser)
    _add_option_args(parser)
    parser.add_argument("--in-season", action="store_true", help="keep strength, one demanding session a week")


def _add_option_args(parser: argparse.ArgumentParser) -> None:
    """The block options that have a value, from their table."""
    from planner.usecases.blocks.options import TYPED_OPTIONS  # late: only `new` needs it

    for row in TYPED_OPTIONS:
        if row.flag:
            action = "append" if row.is_repeatable else "store"
            parser.add_argument(f"--{row.flag}", action=action, metavar=row.metavar, help=row.help)


def _add_plan_request_args(parser: argparse.ArgumentParser) -> None:
    """Add the options that shape a template's plan."""
    parser.add_argument("--weeks", metavar="N", help="length of a template's plan")
    parser.add_argument("--days", metavar="N", help="run days a week, 2 to 7")
    parser.add_argument("--run-days", metavar="DAYS", help='which they are: "mon tue thu sat sun"')
    parser.add_argument("--long-day", metavar="DAY", help="the long run's")
    parser.add_argument("--quality-days", metavar="DAYS", help='those of the fast runs: "tue thu", or none')
    parser.add_argument("--current-km", metavar="KM", help="running in a week now")
    parser.add_argument("--peak-km", metavar="KM", help="running in the biggest week")
    parser.add_argument("--step-back", metavar="N", help="a lighter week every 3 or 4")
    parser.add_argument("--recent", metavar="RACE", help='a recent race, for paces: "10k 45:10"')
    parser.add_argument(
        "--runner",
        choices=("couch", "new", "regular", "advanced"),
        help="how used to running you are; couch: under 30 min yet",
    )


def _add_unit_arg(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", choices=("km", "mi"), help="what numbers without a unit are in the plan's file")


def add_slot_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    _add_unit_arg(parser)
    _add_strength_args(parser)


def add_match_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="JSON: planned workouts, activities, links; - for standard input")


def add_import_args(parser: argparse.ArgumentParser) -> None:
    paths = "FIT, GPX, TCX, also .gz; CSV and ZIP of Strava, CSV of Garmin; folders; - for standard input"
    parser.add_argument("paths", nargs="+", metavar="PATH", help=paths)
    parser.add_argument("--dry-run", action="store_true", help="show what would be stored, and store nothing")
    parser.add_argument("--date", metavar="DATE", help="the day of recordings whose watch was never set")
    parser.add_argument("--sport", metavar="SPORT", help="run, strength or cross, where a file names no sport")
    parser.add_argument("--zone", metavar="ZONE", help="where these were recorded, as Europe/Berlin, if not at home")


def add_recording_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="N", help="its number, as planner recordings lists it")
    parser.add_argument("--sport", metavar="SPORT", help="it is run, strength or cross")
    parser.add_argument("--join", metavar="M", help="it and recording M are one workout")
    parser.add_argument("--part", metavar="AT", help="it is two workouts; the second begins at this time, as 18:40")
    parser.add_argument("--delete", action="store_true", help="delete it")
    _add_dry_run_arg(parser)


_INBOX_ANSWER_HELP = (
    "the number of the workout it was; unplanned: it belongs to no plan; same or different, of a possible double; "
    "keep: all stays as it is; skip: it counts nowhere; or a sport; of a deleted event skip or keep the workout"
)


def add_inbox_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="?", metavar="N", help="the number of a question; lists all when left out")
    parser.add_argument("answer", nargs="?", metavar="ANSWER", help=_INBOX_ANSWER_HELP)
    _add_dry_run_arg(parser)


def add_link_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workout", metavar="ITEM", help="number of the workout")
    parser.add_argument(
        "recordings", nargs="+", metavar="RECORDING", help="numbers of its recordings; it has no others"
    )
    _add_dry_run_arg(parser)


def add_unlink_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workout", metavar="ITEM", help="number of the workout")
    _add_dry_run_arg(parser)


def _add_strength_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--level", choices=("novice", "experienced"))
    for kind in ("heavy", "moderate", "light"):
        parser.add_argument(f"--{kind}", metavar="N", help=f"{kind} sessions a week")
    parser.add_argument("--stack", action="store_true", help="a session may follow a run directly, a heavy one too")
    parser.add_argument(
        "--active-rest",
        action=argparse.BooleanOptionalAction,
        help="light sessions on days without runs; usual with three run days or fewer",
    )


def add_set_args(parser: argparse.ArgumentParser) -> None:
    text = "week-start, unit, body-mass, sled, zone ...; lists all when left out"
    parser.add_argument("what", nargs="?", metavar="WHAT", help=text)
    parser.add_argument("value", nargs="?", metavar="VALUE", help="its new value; shows the current one when left out")
    _add_dry_run_arg(parser)
    parser.add_argument("--follow", action="store_true", help="coming loads and times follow it, in the same operation")


def add_screening_args(parser: argparse.ArgumentParser) -> None:
    text = "heart=no,pressure=142/90: as many as you like"
    parser.add_argument("--answer", action="append", default=[], metavar="NAME=ANSWER", help=text)
    parser.add_argument("--cleared", metavar="DATE", help="the day a professional agreed to heavy work and wall sits")


def add_serve_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", default="8017", metavar="N", help="the port, 8017 without it; 0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="127.0.0.1, and no other")


def add_backup_args(parser: argparse.ArgumentParser) -> None:
    text = "a new file; without it the next one in backups/ next to the database"
    parser.add_argument("file", nargs="?", metavar="FILE", help=text)


def add_restore_args(parser: argparse.ArgumentParser) -> None:
    text = "the number of a backup, as planner backups lists it, or a file: a backup, or what export json wrote"
    parser.add_argument("backup", metavar="FILE|N", help=text)


def add_doctor_args(parser: argparse.ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--recover", metavar="FILE", help="write what can be read of a damaged database to a new file")
    way.add_argument("--compact", action="store_true", help="give the space of what was deleted back to the disk")
