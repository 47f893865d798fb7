"""The command that writes the plan for people and other programs: export. Each form is a row of `EXPORT_FORMS`."""

from __future__ import annotations

import argparse
from importlib import import_module

from planner.cli.arg_values import block_from_args
from planner.cli.command_table import EXPORT_FORMS
from planner.cli.export_output import answer_export
from planner.invocation import program
from planner.usecases.planbook import Planbook


def run_export(book: Planbook, args: argparse.Namespace) -> None:
    """Write the plan in the form that was asked for."""
    module = import_module(f"planner.cli.{EXPORT_FORMS[args.form].module}")  # late: some forms load much
    getattr(module, f"export_{args.form}")(book, args)


def export_plan(book: Planbook, args: argparse.Namespace) -> None:
    """Write a block as text."""
    from planner.usecases.blocks.rewrite import block_as_text

    block = block_from_args(book, args)
    text = block_as_text(book, block)
    about = {"block": block.id, "name": block.name}
    then = f'"{program()} rewrite" applies it after you edited it'
    answer_export(book, args, text, about, what=block.name, then=then)
