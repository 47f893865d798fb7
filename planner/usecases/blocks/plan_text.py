"""A run plan that is still being drafted, as text: written, read back, and what an edit of it changes line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from planner.exchange.plantext import parse_plan_text
from planner.exchange.planwriting import format_plan_text
from planner.training.plans import Plan

__all__ = ["PlanLineDifference", "diff_plan_texts", "plan_as_text"]


@dataclass(frozen=True, slots=True)
class PlanLineDifference:
    """A line that an edit takes away or brings.

    Attributes:
        action: ``removed`` or ``added``.
        text: The week it stands in and the line itself.
    """

    action: str
    text: str

    def line(self, arrow: str = "→") -> str:
        """``added: week 3: Tue easy 8 km``."""
        del arrow
        return f"{self.action}: {self.text}"


def plan_as_text(plan: Plan) -> str:
    """A plan in the planner's own text form."""
    return format_plan_text(plan)


def diff_plan_texts(before: str, after: str, name: str) -> tuple[PlanLineDifference, ...]:
    """What an edit of a plan's text changes, in its order.

    Args:
        before: The text as it was.
        after: As it was typed.
        name: What the text is called in a refusal.

    Raises:
        RefusedError: What was typed is no plan; the sentence names the line.
    """
    parse_plan_text(after, name)
    old, new = list(_lines_with_week(before)), list(_lines_with_week(after))
    found: list[PlanLineDifference] = []
    for tag, first, last, begin, end in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [PlanLineDifference("removed", words) for words in old[first:last]]
            found += [PlanLineDifference("added", words) for words in new[begin:end]]
    return tuple(found)


def _lines_with_week(text: str) -> Iterator[str]:
    """Every line that says something, with the week it stands in."""
    week = ""
    for line in text.splitlines():
        words = " ".join(line.split())
        if not words or words.startswith("#"):
            continue
        if words.lower().startswith("week "):
            week = words
        yield words if words == week or not week else f"{week}: {words}"
