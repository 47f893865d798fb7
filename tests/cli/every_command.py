"""Every command with the arguments that its parser takes, so that a new one is in the sweeps by itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from planner.cli.parser import PlannerArgumentParser, make_parser

PARSERS: dict[str, PlannerArgumentParser] = make_parser(is_complete=True).command_parsers


def plainest_words(command: str, *, fill: str = "1") -> list[str]:
    """The fewest words that the parser of a command takes, with the same value for each of them."""
    words = [command]
    for action in PARSERS[command].arguments:
        if action.option_strings and action.required:
            words += [action.option_strings[0], fill]
        elif not action.option_strings and action.nargs not in {"?", "*"}:
            words.append(next(iter(action.choices)) if action.choices else fill)
    return words


def words_with_value(command: str, value: str) -> Iterator[list[str]]:
    """The words of a command with a value for one argument after the other; the others have their plainest."""
    for action in PARSERS[command].arguments:
        if action.nargs == 0 or action.choices or isinstance(action, argparse._HelpAction):
            continue
        if action.option_strings:
            plainest = plainest_words(command)
            if action.required:
                del plainest[plainest.index(action.option_strings[0]) :][:2]
            yield [*plainest, f"{action.option_strings[-1]}={value}"]
        else:
            yield [*_with_positional(command, action, value)]


def _with_positional(command: str, meant: argparse.Action, value: str) -> Iterator[str]:
    yield command
    for action in PARSERS[command].arguments:
        if action is meant:
            yield value
        elif action.option_strings and action.required:
            yield from (action.option_strings[0], "1")
        elif not action.option_strings and action.nargs not in {"?", "*"}:
            yield next(iter(action.choices)) if action.choices else "1"
