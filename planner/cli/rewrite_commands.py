"""The command that changes a block to what its edited text says: rewrite. It alone needs the readers of plans."""

from __future__ import annotations

import argparse

from planner.cli.arg_values import block_from_args
from planner.cli.change_commands import apply_and_print
from planner.usecases import text_files
from planner.usecases.blocks.rewrite import plan_rewrite
from planner.usecases.planbook import Planbook


def run_rewrite(book: Planbook, args: argparse.Namespace) -> None:
    """Change a block to what its edited text says."""
    block = block_from_args(book, args)
    text, file_name = text_files.read_text_file(args.file)
    rewrite = plan_rewrite(book, block, text, file_name)
    apply_and_print(book, args, rewrite.change, [difference.line() for difference in rewrite.differences])
