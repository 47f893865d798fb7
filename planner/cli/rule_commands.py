"""The commands that say why: why, rules."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from planner.cli.output import print_document, print_lines
from planner.slotting import DEFAULT_RULES, Rule, Rules
from planner.text import clean_line, clean_note
from planner.training.dose_rules import DOSE_RULES
from planner.training.findings import Acceptance, Finding
from planner.training.formatting import format_day
from planner.training.measures import quoted
from planner.training.refusal import RefusedError
from planner.training.safety_gates import SAFETY_REQUIREMENTS
from planner.training.sources import read_sources
from planner.usecases.blocks.commit import slotting_rules
from planner.usecases.parse_day import parse_calendar_day
from planner.usecases.planbook import Planbook
from planner.usecases.strength import lint as linting
from planner.usecases.strength.explain import CandidateReason, explain_calendar_day
from planner.usecases.strength.lint import LintResult

_MAX_SENTENCE = 600


def run_why(book: Planbook, args: argparse.Namespace) -> int:
    """Every place of a day: chosen, out by which rule, or how much dearer."""
    reasons = explain_calendar_day(book, parse_calendar_day(book, args.day))
    lines = [line for line in reasons.candidates if args.slot in (None, line.slot)]
    if args.json:
        print_document(
            {
                "date": reasons.day.isoformat(),
                "note": reasons.note,
                "candidates": [
                    {
                        "slot": line.slot,
                        "kind": line.kind,
                        "status": line.status,
                        "veto": line.rule,
                        "source": line.source or None,
                        "rests_on": line.rests_on or None,
                        "cost": line.cost,
                        "regret": line.regret,
                        "text": line.text,
                    }
                    for line in lines
                ],
            },
        )
        return 0
    print_lines([f"{format_day(reasons.day)} {reasons.day.year}"])
    print_lines(_reason_line(line) for line in lines)
    if reasons.note:
        print_lines([clean_line(reasons.note, _MAX_SENTENCE)])
    return 0


def _reason_line(line: CandidateReason) -> str:
    source = f" It rests on {line.rests_on}." if line.rests_on else ""
    return f"{line.slot}  {line.kind:9}{line.status:8}  {clean_line(line.text + source, _MAX_SENTENCE)}"


def run_rules(book: Planbook, args: argparse.Namespace) -> int:
    """Show the rules, their numbers and what they rest on; with ``--sources`` the publications instead."""
    if args.sources:
        return _list_sources(args)
    rules = slotting_rules(book)
    if args.json:
        print_document(
            {
                "rules": [
                    {
                        "id": rule.id,
                        "kind": rule.kind,
                        "text": rule.text,
                        "numbers": dict(rule.numbers),
                        "basis": [{"tag": source.tag, "source": source.source} for source in rule.sources],
                    }
                    for rule in rules
                ],
                "overrides": {name: {"published": was, "now": now} for name, (was, now) in rules.overrides.items()},
            },
        )
    else:
        print_lines(_rule_lines(rules))
    return 0


def _list_sources(args: argparse.Namespace) -> int:
    """List the sources by key, each with the rules that name it, and the safety requirements."""
    rules_by_key: dict[str, list[str]] = {}
    sources_by_rule = {rule.id: rule.sources for rule in DEFAULT_RULES}
    sources_by_rule |= {rule.code: rule.sources for rule in DOSE_RULES.values()}
    for rule_id, sources in sources_by_rule.items():
        for source in sources:
            rules_by_key.setdefault(source.source, []).append(rule_id)
    if args.json:
        print_document(
            {
                "sources": [
                    {
                        "key": cited.key,
                        "tag": cited.tag,
                        "citation": cited.citation,
                        "note": cited.note or None,
                        "rules": rules_by_key.get(cited.key, []),
                    }
                    for cited in read_sources().values()
                ],
                "requirements": [{"id": name, "text": text} for name, text in SAFETY_REQUIREMENTS.items()],
            },
        )
        return 0
    print_lines([f"{_TAGS_TEXT} · M: known from memory"])
    for cited in read_sources().values():
        rules_text = f" Used by {', '.join(rules_by_key[cited.key])}." if cited.key in rules_by_key else ""
        print_lines([f"{cited.key:13} {cited.tag}  {cited}.{rules_text}"])
    print_lines(["\nSafety requirements, as sentences name them in brackets"])
    print_lines(f"{name:4} {text}" for name, text in SAFETY_REQUIREMENTS.items())
    return 0


_TAGS_TEXT = "V: read in the source · C: a coach's practice · D: a default of this planner, not evidence"


def _rule_lines(rules: Rules) -> Iterable[str]:
    yield _TAGS_TEXT
    for rule in rules:
        yield f"\n{rule.id:5}{rule.text}"
        if rule.numbers:
            yield f"     {', '.join(_rule_number(rule, name, rules) for name in rule.numbers)}"
        yield f"     {rule.sources_text}"


def _rule_number(rule: Rule, name: str, rules: Rules) -> str:
    changed = f" (published {rules.overrides[name][0]:g})" if name in rules.overrides else ""
    return f"{name.removeprefix(rule.id + '.')} {rule.numbers[name]:g}{changed}"


TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:
    from typing import Any

_SENTENCE = 600


def run_lint(book: Planbook, args: argparse.Namespace) -> int:
    """What the rules find; or what is accepted, one more of it, or one less."""
    if sum((args.accept is not None, args.accepted, args.reject is not None)) > 1:
        raise RefusedError("--accept, --accepted and --reject are three things: say one of them.")
    if args.note and args.accept is None:
        raise RefusedError("A note belongs to what is accepted: say --accept with it.")
    if args.accepted:
        return _list_accepted(linting.read_acceptances(book), args)
    if args.reject is not None:
        return _reject(book, args)
    found = linting.lint_planbook(
        book, None if args.block is None else _parse_acceptance_number(args.block, "block"), past=args.past
    )
    if args.accept is not None:
        return _accept(book, found, args)
    if args.json:
        print_document({"findings": [_finding_document(one) for one in found.findings], "accepted": found.accepted})
    else:
        print_lines(_finding_lines(found))
    return 1 if found.findings else 0


def _accept(book: Planbook, lint: LintResult, args: argparse.Namespace) -> int:
    named = linting.select_findings(lint.findings, args.accept, lambda text: parse_calendar_day(book, text))
    kept = linting.accept_findings(book, named, clean_note(args.note), every_day="@" not in args.accept)
    if args.json:
        print_document({"accepted": [_acceptance_document(one) for one in kept]})
    else:
        print_lines(f"Accepted: {_acceptance_line(one)}" for one in kept)
        print_lines([f'"planner lint --reject {kept[-1].id}" raises it again, and so does "planner undo".'])
    return 0


def _reject(book: Planbook, args: argparse.Namespace) -> int:
    gone = linting.withdraw_acceptance(book, _parse_acceptance_number(args.reject, "--reject"))
    if args.json:
        print_document({"raised_again": _acceptance_document(gone)})
    else:
        print_lines([f"Raised again: {_acceptance_line(gone)}"])
    return 0


def _list_accepted(acceptances: list[Acceptance], args: argparse.Namespace) -> int:
    if args.json:
        print_document({"accepted": [_acceptance_document(one) for one in acceptances]})
    elif not acceptances:
        print_lines(['Nothing is accepted. "planner lint --accept CODE@DATE" accepts what was found.'])
    else:
        print_lines(f"{one.id:>5}  {_acceptance_line(one)}" for one in acceptances)
        print_lines(['"planner lint --reject N" raises one again.'])
    return 0


def _finding_lines(lint: LintResult) -> Iterable[str]:
    hidden = f" {lint.accepted} more accepted (planner lint --accepted)." if lint.accepted else ""
    if not lint.findings:
        yield f"Nothing found: {lint.scope_text}.{hidden}"
        return
    for one in lint.findings:
        number = f"  #{one.item_id}" if one.item_id else ""
        yield f"{one.code:5}{one.severity.label}: {clean_line(one.where)}{number}"
        yield f"     {clean_line(one.why, _SENTENCE)}"
        if one.help:
            yield f"     {clean_line(one.help, _SENTENCE)}"
        yield f"     It rests on {one.rests_on}."
    count = len(lint.findings)
    yield f"{count} finding{'s' * (count != 1)}: {lint.scope_text}.{hidden}"


def _finding_document(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "date": finding.date.isoformat(),
        "week": finding.whole_week,
        "block": finding.block_id,
        "item": finding.item_id,
        "where": finding.where,
        "why": finding.why,
        "help": finding.help or None,
        "source": finding.source,
        "rests_on": finding.rests_on,
    }


def _acceptance_document(acceptance: Acceptance) -> dict[str, Any]:
    date = acceptance.date.isoformat() if acceptance.date else None
    return {
        "id": acceptance.id,
        "code": acceptance.code,
        "block": acceptance.block_id,
        "date": date,
        "note": acceptance.note or None,
    }


def _acceptance_line(acceptance: Acceptance) -> str:
    where = f"block {acceptance.block_id}" if acceptance.block_id else "outside the blocks"
    note = f": {clean_line(acceptance.note, _SENTENCE)}" if acceptance.note else ""
    return f"{clean_line(acceptance.code):5}{acceptance.date or 'any day'!s:<12}{where}{note}"


def _parse_acceptance_number(text: str, what: str) -> int:
    digits = text.removeprefix("#")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 9:
        raise RefusedError(f"{what} {quoted(text)} is not a number.")
    return int(digits)
