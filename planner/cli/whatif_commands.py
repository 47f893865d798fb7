"""The command that tries other options of a stored block, and keeps them on request: whatif."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from planner.cli.arg_values import block_from_args
from planner.cli.block_option_args import options_from_args, runner_from_args
from planner.cli.comparison import comparison_document, comparison_lines
from planner.cli.json_documents import operation_document
from planner.cli.output import MAX_SENTENCE, show
from planner.cli.plan_request_args import PLAN_REQUEST_DESTS, changed_request_from_args
from planner.invocation import program
from planner.text import clean_line
from planner.training.blocks import Block, Runner
from planner.training.dates import DateReader
from planner.training.doses import equipment_of
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import PlanRequest
from planner.usecases import queries
from planner.usecases.blocks.compare import BlockComparison, compare_blocks, summarize_block, summarize_draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.provenance import replan_inputs
from planner.usecases.blocks.whatif import WhatIf, commit_whatif, draft_whatif, options_of_block
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook


def run_whatif(book: Planbook, args: argparse.Namespace) -> None:
    """Show a stored block with other options next to what it is, and store it with ``--keep``."""
    block = block_from_args(book, args)
    runner, dates = queries.read_runner(book), date_reader(book)
    provenance = replan_inputs(book, block).provenance
    if provenance.options is None:
        raise RefusedError(f"The strength of {block.name} is not slotted, so there are no options of it to change.")
    changed_runner = runner_from_args(runner, args)
    asking = _Asking(changed_runner, dates)
    options = _options(args, block, provenance.options, asking)
    request = _request(args, block, provenance.plan_request, options.race_date, asking)
    whatif = draft_whatif(book, block, options, request)
    comparison = compare_blocks(summarize_draft(whatif.draft), summarize_block(book, block.id))
    if args.keep:
        commit_whatif(book, whatif, changed_runner)
    change = whatif.change
    show(
        args,
        lambda: {
            **operation_document(
                change.name,
                (*change.changed, *change.added),
                book.today,
                {},
                removed=(workout.id for workout in change.removed),
                remarks=change.remarks,
            ),
            "comparison": comparison_document(comparison),
        },
        lambda: _lines(whatif, comparison, block, runner.unit, is_kept=args.keep),
    )


class _Asking(NamedTuple):
    """Who asks, with the figures that were given, and how their words for days are read."""

    runner: Runner
    dates: DateReader


def _options(args: argparse.Namespace, block: Block, stored: BlockOptions, asking: _Asking) -> BlockOptions:
    """Return the options of the block with those that were given."""
    usual = options_of_block(block, stored, asking.dates.today)
    if any(text is not None for text in (args.body_mass, args.sled, args.floor)):
        usual = replace(usual, equipment=equipment_of(asking.runner))
    return options_from_args(args, asking.dates, usual, asking.runner.unit)


def _request(
    args: argparse.Namespace, block: Block, stored: PlanRequest | None, race: dt.date | None, asking: _Asking
) -> PlanRequest | None:
    """Return what the runs are generated from; None where they are no template's, and stay.

    Raises:
        RefusedError: An option that shapes a template's runs is given for other runs, or does not fit the race day.
    """
    if stored is None:
        dest = next((name for name in PLAN_REQUEST_DESTS if getattr(args, name) is not None), None)
        if dest is not None:
            option = dest.replace("_", "-")
            raise RefusedError(f"--{option} shapes a template's plan; the runs of {block.name} are not from one.")
        return None
    request = changed_request_from_args(args, stored, asking.runner, asking.dates)
    if race is None:
        return request
    if args.weeks is not None:
        raise RefusedError(
            f"weeks {args.weeks}: {block.name} begins on {block.start}, and its race day tells how many it has."
        )
    days = (race - block.start).days
    return replace(request, weeks=days // 7 + 1, race_weekday=days % 7)


def _lines(whatif: WhatIf, comparison: BlockComparison, block: Block, unit: Unit, *, is_kept: bool) -> Iterable[str]:
    """Yield the block next to what it is, what the runner should know, and whether it was stored."""
    yield clean_line(whatif.change.name, MAX_SENTENCE)
    yield from comparison_lines(comparison, str(block.id), unit)
    yield ""
    yield from (clean_line(remark, MAX_SENTENCE) for remark in whatif.change.remarks)
    if is_kept:
        yield f"It is in the calendar so. {program()} undo takes it back."
    else:
        yield "Nothing was stored; the same with --keep makes it so."
