"""The commands that say why: why, rules."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from planner.cli.output import print_document, print_lines
from planner.slotting import Rule, Rules
from planner.text import clean_line
from planner.training.wording import day_name
from planner.usecases.blocks.commit import rules_of
from planner.usecases.planbook import Planbook
from planner.usecases.read_day import find_day
from planner.usecases.strength.explain import ReasonLine, explain_day

_SENTENCE = 600


def why(book: Planbook, options: argparse.Namespace) -> int:
    """Every place of a day: chosen, out by which rule, or how much dearer."""
    reasons = explain_day(book, find_day(book, options.day))
    lines = [line for line in reasons.lines if options.slot in (None, line.slot)]
    if options.json:
        print_document(
            {
                "date": reasons.day.isoformat(),
                "note": reasons.note,
                "candidates": [
                    {
                        "slot": line.slot,
                        "kind": line.kind,
                        "status": line.standing,
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
    print_lines([f"{day_name(reasons.day)} {reasons.day.year}"])
    print_lines(_reason(line) for line in lines)
    if reasons.note:
        print_lines([clean_line(reasons.note, _SENTENCE)])
    return 0


def _reason(line: ReasonLine) -> str:
    source = f" It rests on {line.rests_on}." if line.rests_on else ""
    return f"{line.slot}  {line.kind:9}{line.standing:8}  {clean_line(line.text + source, _SENTENCE)}"


def rules(book: Planbook, options: argparse.Namespace) -> int:
    """The rules, their numbers and what they rest on; what the settings change is marked."""
    found = rules_of(book)
    if options.json:
        print_document(
            {
                "rules": [
                    {
                        "id": rule.id,
                        "kind": rule.kind,
                        "text": rule.text,
                        "numbers": dict(rule.numbers),
                        "basis": [{"tag": ground.tag, "source": ground.source} for ground in rule.basis],
                    }
                    for rule in found
                ],
                "overrides": {name: {"published": was, "now": now} for name, (was, now) in found.overrides.items()},
            },
        )
    else:
        print_lines(_rule_lines(found))
    return 0


def _rule_lines(found: Rules) -> Iterable[str]:
    yield "V: read in the source · C: a coach's practice · D: a default of this planner, not evidence"
    for rule in found:
        yield f"\n{rule.id:5}{rule.text}"
        if rule.numbers:
            yield f"     {', '.join(_number(rule, name, found) for name in rule.numbers)}"
        yield f"     {rule.grounds}"


def _number(rule: Rule, name: str, found: Rules) -> str:
    changed = f" (published {found.overrides[name][0]:g})" if name in found.overrides else ""
    return f"{name.removeprefix(rule.id + '.')} {rule.numbers[name]:g}{changed}"
