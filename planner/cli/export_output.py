"""What an export has, and where it goes: to a file, to standard output, or into the answer in JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import Any

from planner.cli.arg_values import block_from_args, read_from_and_to
from planner.cli.output import print_document, print_lines
from planner.text import clean_line, make_printable
from planner.usecases import text_files
from planner.usecases.date_words import date_reader
from planner.usecases.exports.scope import Scope
from planner.usecases.planbook import Planbook

MAX_FILE_NAME = 200
"""Characters of the name of a file in a sentence."""


def scope_from_args(book: Planbook, args: argparse.Namespace, *, needs_block: bool) -> Scope:
    """Return which workouts the arguments name.

    Args:
        book: The runner's file.
        args: The arguments.
        needs_block: Whether the block of today is meant where neither a block nor days are named.

    Raises:
        RefusedError: There is no such block, or a day cannot be read.
    """
    first, last = read_from_and_to(date_reader(book), args)
    is_block = args.block is not None or (needs_block and first is None and last is None)
    return Scope(block_from_args(book, args) if is_block else None, first, last)


def answer_export(
    book: Planbook,
    args: argparse.Namespace,
    text: str | Iterable[str],
    about: dict[str, Any],
    *,
    what: str,
    then: str = "",
) -> None:
    """Write the text of an export where the arguments of `add_file_args` say, and answer.

    On standard output it has no character that controls a terminal; a file gets it as it is.

    Args:
        book: The runner's file.
        args: The arguments.
        text: The text, complete, or its parts, which are written as they come.
        about: What the answer in JSON has before ``text``, or ``file`` where it went to one.
        what: What the file has, as the subject of a sentence that goes on with "is in FILE": ``Half marathon``.
        then: What the sentence adds after a semicolon, without its full stop.

    Raises:
        RefusedError: The file exists and ``--force`` was not given, or cannot be written.
    """
    is_for_file = args.output not in (None, "-")
    if is_for_file:
        text_files.write_text_file(book, args.output, text, force=args.force)
    if args.json:
        print_document({**about, **({"file": args.output} if is_for_file else {"text": "".join(text)})})
    elif is_for_file:
        sentence = f"{clean_line(what)} is in {clean_line(args.output, MAX_FILE_NAME)}"
        print_lines(f"{sentence}; {then}." if then else f"{sentence}.")
    else:
        for part in (text,) if isinstance(text, str) else text:
            sys.stdout.write("\r\n".join(map(make_printable, part.split("\r\n"))))  # some forms end lines so
