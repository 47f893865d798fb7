"""Which workouts an export has, as the arguments of its form name them."""

from __future__ import annotations

import argparse

from planner.cli.arg_values import block_from_args, read_from_and_to
from planner.usecases.date_words import date_reader
from planner.usecases.exports.scope import Scope
from planner.usecases.planbook import Planbook


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
