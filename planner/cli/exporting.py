"""The commands that hand the plan out and take it back as text: export, rewrite."""

from __future__ import annotations

import argparse
import sys

from planner.cli.output import print_document, print_lines
from planner.cli.planning import apply_and_print, parse_block_number
from planner.text import clean_line
from planner.usecases import text_files
from planner.usecases.blocks.rewrite import block_as_text, plan_rewrite
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook


def export(book: Planbook, args: argparse.Namespace) -> int:
    """Write a block in the plan's text form."""
    block = find_block(book, parse_block_number(args.block))
    text = block_as_text(book, block)
    to_file = args.output not in (None, "-")
    if to_file:
        text_files.write_text_file(args.output, text, force=args.force)
    if args.json:
        document = {"block": block.id, "name": block.name}
        print_document({**document, "file": args.output} if to_file else {**document, "text": text})
    elif to_file:
        file = clean_line(args.output, 200)
        print_lines([f'{clean_line(block.name)} stands in {file}; "planner rewrite" takes it back when it is edited.'])
    else:
        sys.stdout.write(text)
    return 0


def rewrite(book: Planbook, args: argparse.Namespace) -> int:
    """Change a block to what an edited text says."""
    block = find_block(book, parse_block_number(args.block))
    text, file = text_files.read_text_file(args.file)
    found = plan_rewrite(book, block, text, file)
    lines = [difference.line() for difference in found.differences]
    return apply_and_print(book, args, found.change, lines)
