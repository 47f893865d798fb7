"""The command that says what the rules find in the plan, and keeps what the runner accepts of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from planner.cli.output import print_document, print_lines
from planner.text import clean_line, clean_note
from planner.training.findings import Acceptance, Finding
from planner.training.measures import quoted
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook
from planner.usecases.read_day import find_day
from planner.usecases.strength import lint as linting
from planner.usecases.strength.lint import Lint

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:
    from typing import Any

_SENTENCE = 600


def lint(book: Planbook, options: argparse.Namespace) -> int:
    """What the rules find; or what is accepted, one more of it, or one less."""
    if sum((options.accept is not None, options.accepted, options.reject is not None)) > 1:
        raise RefusedError("--accept, --accepted and --reject are three things: say one of them.")
    if options.note and options.accept is None:
        raise RefusedError("A note belongs to what is accepted: say --accept with it.")
    if options.accepted:
        return _list_accepted(linting.acceptances(book), options)
    if options.reject is not None:
        return _reject(book, options)
    found = linting.lint(book, None if options.block is None else _number(options.block, "block"), past=options.past)
    if options.accept is not None:
        return _accept(book, found, options)
    if options.json:
        print_document({"findings": [_document(one) for one in found.findings], "accepted": found.accepted})
    else:
        print_lines(_lines(found))
    return 1 if found.findings else 0


def _accept(book: Planbook, found: Lint, options: argparse.Namespace) -> int:
    named = linting.named_findings(found.findings, options.accept, lambda text: find_day(book, text))
    kept = linting.accept(book, named, clean_note(options.note), every_day="@" not in options.accept)
    if options.json:
        print_document({"accepted": [_kept_document(one) for one in kept]})
    else:
        print_lines(f"Accepted: {_kept_line(one)}" for one in kept)
        print_lines([f'"planner lint --reject {kept[-1].id}" raises it again, and so does "planner undo".'])
    return 0


def _reject(book: Planbook, options: argparse.Namespace) -> int:
    gone = linting.reject(book, _number(options.reject, "--reject"))
    if options.json:
        print_document({"raised_again": _kept_document(gone)})
    else:
        print_lines([f"Raised again: {_kept_line(gone)}"])
    return 0


def _list_accepted(kept: list[Acceptance], options: argparse.Namespace) -> int:
    if options.json:
        print_document({"accepted": [_kept_document(one) for one in kept]})
    elif not kept:
        print_lines(['Nothing is accepted. "planner lint --accept CODE@DATE" accepts what was found.'])
    else:
        print_lines(f"{one.id:>5}  {_kept_line(one)}" for one in kept)
        print_lines(['"planner lint --reject N" raises one again.'])
    return 0


def _lines(found: Lint) -> Iterable[str]:
    hidden = f" {found.accepted} more accepted (planner lint --accepted)." if found.accepted else ""
    if not found.findings:
        yield f"Nothing found: {found.looked_at}.{hidden}"
        return
    for one in found.findings:
        number = f"  #{one.item_id}" if one.item_id else ""
        yield f"{one.code:5}{one.severity.words}: {clean_line(one.where)}{number}"
        yield f"     {clean_line(one.why, _SENTENCE)}"
        if one.help:
            yield f"     {clean_line(one.help, _SENTENCE)}"
        yield f"     It rests on {one.rests_on}."
    count = len(found.findings)
    yield f"{count} finding{'s' * (count != 1)}: {found.looked_at}.{hidden}"


def _document(one: Finding) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "date": one.date.isoformat(),
        "week": one.whole_week,
        "block": one.block_id,
        "item": one.item_id,
        "where": one.where,
        "why": one.why,
        "help": one.help or None,
        "source": one.source,
        "rests_on": one.rests_on,
    }


def _kept_document(one: Acceptance) -> dict[str, Any]:
    date = one.date.isoformat() if one.date else None
    return {"id": one.id, "code": one.code, "block": one.block_id, "date": date, "note": one.note or None}


def _kept_line(one: Acceptance) -> str:
    where = f"block {one.block_id}" if one.block_id else "outside the blocks"
    note = f": {clean_line(one.note, _SENTENCE)}" if one.note else ""
    return f"{clean_line(one.code):5}{one.date or 'any day'!s:<12}{where}{note}"


def _number(text: str, what: str) -> int:
    digits = text.removeprefix("#")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 9:
        raise RefusedError(f"{what} {quoted(text)} is not a number.")
    return int(digits)
