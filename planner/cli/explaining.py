"""The commands that say why: why, rules."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from planner.cli.output import print_document, print_lines
from planner.slotting import Rule, Rules
from planner.text import clean_line
from planner.training.wording import format_day
from planner.usecases.blocks.commit import slotting_rules
from planner.usecases.planbook import Planbook
from planner.usecases.read_day import parse_calendar_day
from planner.usecases.strength.explain import CandidateReason, explain_calendar_day

_MAX_SENTENCE = 600


def why(book: Planbook, args: argparse.Namespace) -> int:
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


def rules(book: Planbook, args: argparse.Namespace) -> int:
    """The rules, their numbers and what they rest on; what the settings change is marked."""
    found = slotting_rules(book)
    if args.json:
        print_document(
            {
                "rules": [
                    {
                        "id": rule.id,
                        "kind": rule.kind,
                        "text": rule.text,
                        "numbers": dict(rule.numbers),
                        "basis": [{"tag": ground.tag, "source": ground.source} for ground in rule.sources],
                    }
                    for rule in found
                ],
                "overrides": {name: {"published": was, "now": now} for name, (was, now) in found.overrides.items()},
            },
        )
    else:
        print_lines(_rule_lines(found))
    return 0


def _rule_lines(rules: Rules) -> Iterable[str]:
    yield "V: read in the source · C: a coach's practice · D: a default of this planner, not evidence"
    for rule in rules:
        yield f"\n{rule.id:5}{rule.text}"
        if rule.numbers:
            yield f"     {', '.join(_rule_number(rule, name, rules) for name in rule.numbers)}"
        yield f"     {rule.sources_text}"


def _rule_number(rule: Rule, name: str, rules: Rules) -> str:
    changed = f" (published {rules.overrides[name][0]:g})" if name in rules.overrides else ""
    return f"{name.removeprefix(rule.id + '.')} {rule.numbers[name]:g}{changed}"
