"""The commands that hand the plan out and take it back as text: export, rewrite."""

from __future__ import annotations

import argparse
import sys

from planner.cli.output import print_document, print_lines
from planner.cli.planning import block_number, make
from planner.text import clean_line
from planner.usecases import text_files
from planner.usecases.blocks.rewrite import plan_rewrite, text_of
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook


def export(book: Planbook, options: argparse.Namespace) -> int:
    """Write a block in the plan's text form."""
    block = find_block(book, block_number(options.block))
    text = text_of(book, block)
    to_file = options.output not in (None, "-")
    if to_file:
        text_files.write(options.output, text, force=options.force)
    if options.json:
        document = {"block": block.id, "name": block.name}
        print_document({**document, "file": options.output} if to_file else {**document, "text": text})
    elif to_file:
        file = clean_line(options.output, 200)
        print_lines([f'{clean_line(block.name)} stands in {file}; "planner rewrite" takes it back when it is edited.'])
    else:
        sys.stdout.write(text)
    return 0


def rewrite(book: Planbook, options: argparse.Namespace) -> int:
    """Change a block to what an edited text says."""
    block = find_block(book, block_number(options.block))
    text, file = text_files.read(options.file)
    found = plan_rewrite(book, block, text, file)
    lines = [difference.line() for difference in found.differences]
    return make(book, options, found.change, lines)
