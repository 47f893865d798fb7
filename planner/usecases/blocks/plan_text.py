"""A run plan that is still being drafted, as text: written, read back, and what an edit of it changes line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from planner.exchange.plantext import read_plan_text
from planner.exchange.planwriting import write_plan
from planner.training.plans import RunPlan

__all__ = ["LineDifference", "differences", "text_of_plan"]


@dataclass(frozen=True, slots=True)
class LineDifference:
    """A line that an edit takes away or brings.

    Attributes:
        what: ``removed`` or ``added``.
        words: The week it stands in and the line itself.
    """

    what: str
    words: str

    def line(self, arrow: str = "→") -> str:
        """``added: week 3: Tue easy 8 km``."""
        del arrow
        return f"{self.what}: {self.words}"


def text_of_plan(plan: RunPlan) -> str:
    """A plan in the planner's own text form."""
    return write_plan(plan)


def differences(before: str, after: str, name: str) -> tuple[LineDifference, ...]:
    """What an edit of a plan's text changes, in its order.

    Args:
        before: The text as it was.
        after: As it was typed.
        name: What the text is called in a refusal.

    Raises:
        RefusedError: What was typed is no plan; the sentence names the line.
    """
    read_plan_text(after, name)
    old, new = list(_placed(before)), list(_placed(after))
    found: list[LineDifference] = []
    for tag, first, last, begin, end in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [LineDifference("removed", words) for words in old[first:last]]
            found += [LineDifference("added", words) for words in new[begin:end]]
    return tuple(found)


def _placed(text: str) -> Iterator[str]:
    """Every line that says something, with the week it stands in."""
    week = ""
    for line in text.splitlines():
        words = " ".join(line.split())
        if not words or words.startswith("#"):
            continue
        if words.lower().startswith("week "):
            week = words
        yield words if words == week or not week else f"{week}: {words}"
