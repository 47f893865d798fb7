"""What a person can set: facts about the runner, and the keys of the screen (which the settings file changes)."""

from __future__ import annotations

import argparse

from planner import paths
from planner.cli.output import print_document, print_lines
from planner.usecases.planbook import Planbook


def set(book: Planbook, args: argparse.Namespace) -> int:  # noqa: A001 - the command's own name
    """List what is known of the runner, or change one fact of it."""
    from planner.training.refusal import RefusedError
    from planner.usecases import athlete

    if args.value is not None:
        changed = athlete.change_runner_setting(book, args.what, args.value)
        shown = [f"{changed.name} is {changed.current}."]
    else:
        found = [fact for fact in athlete.list_runner_settings(book) if args.what in (None, fact.name)]
        if not found:
            names = ", ".join(fact.name for fact in athlete.list_runner_settings(book))
            raise RefusedError(f'There is nothing called "{args.what}"; there are {names}.')
        shown = [f"{fact.name:<12}{fact.current:<14}{fact.summary}: {fact.values}" for fact in found]
    if args.json:
        print_document({"athlete": _runner_document(book)})
    else:
        print_lines(shown)
    return 0


def _runner_document(book: Planbook) -> dict[str, object]:
    """What is known of the runner: kilograms, seconds a kilometre; null for what is not known."""
    from planner.training.weeks import WEEKDAYS
    from planner.usecases.queries import read_runner

    athlete = read_runner(book)
    return {
        "week_start": WEEKDAYS[athlete.week_start].lower(),
        "unit": athlete.unit.value,
        "body_mass_kg": athlete.body_mass_kg,
        "sled_kg": athlete.sled_kg,
        "floor": athlete.floor,
        "level": athlete.level,
        "easy_pace_s_per_km": athlete.easy_pace_s_per_km,
    }


def keys(book: Planbook, args: argparse.Namespace) -> int:
    """List every command of the screen with its keys; those that the settings changed are marked.

    Raises:
        RefusedError: The settings name a command that does not exist, or a key that cannot be given to it.
    """
    from planner.tui.keys import commands
    from planner.tui.keys.keymap import keymap_from_settings
    from planner.tui.keys.keynames import format_key

    here = keymap_from_settings(book.settings)
    found = [
        (place, command, [format_key(name) for name in here.key_names(command.id)])
        for place, table in commands.COMMAND_TABLES.items()
        for command in table
    ]
    if args.json:
        listed = [
            {"id": one.id, "keys": written, "place": place, "help": one.help, "changed": one.id in here.overrides}
            for place, one, written in found
        ]
        print_document({"settings": str(paths.settings_path()), "keys": listed})
        return 0
    width = max(len(one.id) for _, one, _ in found) + 2
    keys_width = max(len(" ".join(written)) for _, _, written in found) + 2
    for _, one, written in found:
        mark = "*" if one.id in here.overrides else " "
        print_lines([f"{mark} {one.id:<{width}}{' '.join(written):<{keys_width}}{one.help}"])
    print_lines(
        [
            "",
            f'Change them in {paths.settings_path()}, section [keys]: "calendar.done" = "K". Changed ones have a *.',
            "Those of app work on every screen; the keys within a sheet are fixed.",
        ]
    )
    return 0
