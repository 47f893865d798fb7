"""The commands about the rules: why, rules, lint."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

from planner.cli.arg_values import parse_optional
from planner.cli.output import MAX_SENTENCE, WIDTH, show
from planner.cli.text_lines import rung_lines
from planner.invocation import program
from planner.matching.match_rules import MATCH_RULES
from planner.slotting import DEFAULT_RULES, Rule, Rules
from planner.text import clean_line, clean_note
from planner.training.day_rules import DAY_RULES
from planner.training.dose_rules import DOSE_RULES
from planner.training.findings import Acceptance, Finding
from planner.training.formatting import format_day_and_year
from planner.training.measures import parse_whole_number
from planner.training.progress_rules import PROGRESS_RULES
from planner.training.refusal import RefusedError
from planner.training.safety_gates import SAFETY_REQUIREMENTS
from planner.training.session_rules import SESSION_RULES
from planner.training.sources import CodedRule, RuleSource, read_sources
from planner.usecases import queries
from planner.usecases.blocks.slotting_problem import slotting_rules
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.strength import lint
from planner.usecases.strength.explain import CandidateReason, explain_calendar_day
from planner.usecases.strength.lint import LintResult
from planner.usecases.strength.rung_history import RungOfWeek, read_block_rungs

_FIXED_RULES = (
    ("dose", DOSE_RULES),
    ("day", DAY_RULES),
    ("session", SESSION_RULES),
    ("recording", MATCH_RULES),
    ("progress", PROGRESS_RULES),
)
"""The rules whose numbers the settings do not change, by what they are about."""
_FIXED_RULES_HEADING = (
    "The settings change the numbers above, but not these:\n"
    "doses (D), a day (T), a session (E), recordings (M), Progress (P)"
)
_TAGS_TEXT = "V: read in the source · C: a coach's practice · D: a default of this planner, not evidence"


def run_why(book: Planbook, args: argparse.Namespace) -> None:
    """List every place of a day: chosen, forbidden by which rule, or how much worse."""
    reasons = explain_calendar_day(book, date_reader(book).read(args.day))
    candidates = [candidate for candidate in reasons.candidates if args.slot in (None, candidate.slot)]
    note = [clean_line(reasons.note, MAX_SENTENCE)] if reasons.note else []
    show(
        args,
        lambda: {
            "date": reasons.day.isoformat(),
            "note": reasons.note,
            "candidates": [_candidate_document(candidate) for candidate in candidates],
        },
        lambda: [format_day_and_year(reasons.day), *map(_candidate_line, candidates), *note],
    )


def _candidate_document(candidate: CandidateReason) -> dict[str, Any]:
    return {
        "slot": candidate.slot,
        "kind": candidate.kind,
        "status": candidate.status,
        "veto": candidate.rule,
        "source": candidate.source or None,
        "rests_on": candidate.rests_on or None,
        "figures": candidate.figures,
        "cost": candidate.cost,
        "regret": candidate.regret,
        "text": candidate.text,
    }


def _candidate_line(candidate: CandidateReason) -> str:
    source = f" It rests on {candidate.rests_on}." if candidate.rests_on else ""
    text = clean_line(candidate.text + source, MAX_SENTENCE)
    return f"{candidate.slot}  {candidate.kind:9}{candidate.label:10}  {text}  [{candidate.figures}]"


def run_rules(book: Planbook, args: argparse.Namespace) -> None:
    """List the rules with their numbers and what they rest on; with ``--sources`` the publications instead."""
    if args.sources:
        show(args, _sources_document, _source_lines)
        return
    rules = slotting_rules(book)
    show(args, lambda: _rules_document(rules), lambda: _rule_lines(rules))


def _rules_document(rules: Rules) -> dict[str, Any]:
    return {
        "rules": [
            {
                "id": rule.id,
                "kind": rule.kind,
                "text": rule.text,
                "numbers": dict(rule.numbers),
                "basis": _basis_document(rule.sources),
            }
            for rule in rules
        ]
        + [
            {
                "id": rule.code,
                "kind": kind,
                "text": rule.text,
                "numbers": {},
                "basis": _basis_document(rule.sources),
            }
            for kind, rule in _fixed_rules()
        ],
        "overrides": {name: {"published": was, "now": now} for name, (was, now) in rules.overrides.items()},
    }


def _basis_document(sources: Iterable[RuleSource]) -> list[dict[str, str]]:
    return [{"tag": source.tag, "source": source.source} for source in sources]


def _fixed_rules() -> Iterator[tuple[str, CodedRule]]:
    """Yield what each rule that the settings do not change is about, and the rule."""
    yield from ((kind, rule) for kind, rules in _FIXED_RULES for rule in rules.values())


def _sources_document() -> dict[str, Any]:
    rules_by_key = _rules_by_source_key()
    return {
        "sources": [
            {
                "key": source.key,
                "tag": source.tag,
                "citation": source.citation,
                "note": source.note or None,
                "rules": rules_by_key.get(source.key, []),
            }
            for source in read_sources().values()
        ],
        "requirements": [{"id": name, "text": text} for name, text in SAFETY_REQUIREMENTS.items()],
    }


def _source_lines() -> Iterable[str]:
    rules_by_key = _rules_by_source_key()
    yield f"{_TAGS_TEXT} · M: known from memory"
    for source in read_sources().values():
        rules_text = f" Used by {', '.join(rules_by_key[source.key])}." if source.key in rules_by_key else ""
        yield f"{source.key:13} {source.tag}  {source}.{rules_text}"
    yield "\nSafety requirements, as sentences name them in brackets"
    for name, text in SAFETY_REQUIREMENTS.items():
        yield f"{name:4} {text}"


def _rules_by_source_key() -> dict[str, list[str]]:
    """Return the rules that name each source, by the source's key."""
    sources_by_rule = {rule.id: rule.sources for rule in DEFAULT_RULES}
    sources_by_rule |= {rule.code: rule.sources for _, rule in _fixed_rules()}
    rules_by_key: dict[str, list[str]] = {}
    for rule_id, sources in sources_by_rule.items():
        for source in sources:
            rules_by_key.setdefault(source.source, []).append(rule_id)
    return rules_by_key


def _rule_lines(rules: Rules) -> Iterable[str]:
    yield _TAGS_TEXT
    for rule in rules:
        yield f"\n{rule.id:5}{rule.text}"
        if rule.numbers:
            yield f"     {', '.join(_rule_number(rule, name, rules) for name in rule.numbers)}"
        yield f"     {rule.sources_text}"
    yield f"\n{_FIXED_RULES_HEADING}"
    for _, fixed in _fixed_rules():
        yield from ("", *wrap(fixed.text, WIDTH, initial_indent=f"{fixed.code:5}", subsequent_indent=" " * 5))
        yield f"     {fixed.sources_text}"


def _rule_number(rule: Rule, name: str, rules: Rules) -> str:
    changed = f" (published {rules.overrides[name][0]:g})" if name in rules.overrides else ""
    return f"{name.removeprefix(rule.id + '.')} {rule.numbers[name]:g}{changed}"


def run_lint(book: Planbook, args: argparse.Namespace) -> int:
    """List what the rules find, or list, add or withdraw what is accepted; return 1 when there are findings."""
    if sum((args.accept is not None, args.accepted, args.reject is not None)) > 1:
        raise RefusedError("Give only one of --accept, --accepted and --reject.")
    if args.note and args.accept is None:
        raise RefusedError("A note says why something is accepted: give --accept with it.")
    if args.accepted:
        _show_accepted(lint.read_acceptances(book), args)
        return 0
    if args.reject is not None:
        _reject(book, args)
        return 0
    block_number = parse_optional(parse_whole_number, args.block, "block")
    result = lint.lint_planbook(book, block_number, past=args.include_past)
    if args.accept is not None:
        _accept(book, result, args)
        return 0
    show(
        args,
        lambda: {
            "findings": [_finding_document(finding) for finding in result.findings],
            "accepted": result.accepted,
        },
        lambda: (*_finding_lines(result), *rung_lines(_read_rungs(book, block_number))),
    )
    return 1 if result.findings else 0


def _read_rungs(book: Planbook, block_number: int | None) -> list[RungOfWeek]:
    """Return the rungs of one block, or of all that are not over."""
    blocks = queries.read_blocks(book)
    if block_number is None:
        asked = [block for block in blocks if block.last_day >= book.today]
    else:
        asked = [block for block in blocks if block.id == block_number]
    return [rung for block in asked for rung in read_block_rungs(book, block)]


def _accept(book: Planbook, result: LintResult, args: argparse.Namespace) -> None:
    findings = lint.select_findings(result.findings, args.accept, date_reader(book).read)
    accepted = lint.accept_findings(book, findings, clean_note(args.note), every_day="@" not in args.accept)
    show(
        args,
        lambda: {"accepted": [_acceptance_document(acceptance) for acceptance in accepted]},
        lambda: [
            *(f"Accepted: {_acceptance_line(acceptance)}" for acceptance in accepted),
            f'"{program()} lint --reject {accepted[-1].id}" reports it again, and so does "{program()} undo".',
        ],
    )


def _reject(book: Planbook, args: argparse.Namespace) -> None:
    withdrawn = lint.withdraw_acceptance(book, parse_whole_number(args.reject, "--reject"))
    show(
        args,
        lambda: {"raised_again": _acceptance_document(withdrawn)},
        lambda: [f"Reported again: {_acceptance_line(withdrawn)}"],
    )


def _show_accepted(acceptances: list[Acceptance], args: argparse.Namespace) -> None:
    listed = [f"{acceptance.id:>5}  {_acceptance_line(acceptance)}" for acceptance in acceptances]
    show(
        args,
        lambda: {"accepted": [_acceptance_document(acceptance) for acceptance in acceptances]},
        lambda: (
            [*listed, f'"{program()} lint --reject N" reports one again.']
            if listed
            else [f'Nothing is accepted. "{program()} lint --accept CODE@DATE" accepts a finding.']
        ),
    )


def _finding_lines(result: LintResult) -> Iterable[str]:
    hidden = f" {result.accepted} more accepted ({program()} lint --accepted)." if result.accepted else ""
    if not result.findings:
        yield f"Nothing found: {result.scope_text}.{hidden}"
        return
    for finding in result.findings:
        number = f"  #{finding.item_id}" if finding.item_id else ""
        yield f"{finding.code:5}{finding.severity.label}: {clean_line(finding.where)}{number}"
        yield f"     {clean_line(finding.why, MAX_SENTENCE)}"
        if finding.help:
            yield f"     {clean_line(finding.help, MAX_SENTENCE)}"
        yield f"     It rests on {finding.rests_on}."
    count = len(result.findings)
    yield f"{count} finding{'s' * (count != 1)}: {result.scope_text}.{hidden}"


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
    note = f": {clean_line(acceptance.note, MAX_SENTENCE)}" if acceptance.note else ""
    date = format_day_and_year(acceptance.date) if acceptance.date else "any day"
    return f"{clean_line(acceptance.code):5}{date:<17}{where}{note}"
