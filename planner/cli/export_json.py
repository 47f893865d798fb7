"""The form of ``export`` that has everything: one JSON document, which ``restore`` takes back."""

from __future__ import annotations

import argparse
import sys

from planner.cli.export_output import MAX_FILE_NAME
from planner.cli.output import show
from planner.invocation import program
from planner.text import clean_line
from planner.usecases import text_files
from planner.usecases.files import plan_data
from planner.usecases.planbook import Planbook


def export_json(book: Planbook, args: argparse.Namespace) -> None:
    """Write all data as one document, part by part; on standard output it is the answer in JSON, too."""
    parts = plan_data.document_parts(book)
    if args.output in (None, "-"):
        sys.stdout.writelines(parts)  # it is ASCII, so no text in it can control the terminal
        return
    text_files.write_text_file(book, args.output, parts, force=args.force)
    file = clean_line(args.output, MAX_FILE_NAME)
    show(
        args,
        lambda: {"file": args.output},
        lambda: [f'Everything is in {file}; "{program()} restore {file}" takes it back.'],
    )
