"""The sources that rules, doses and safety gates rest on, by the keys that name them, such as ``West14``.

The sources themselves are data, in ``sources.toml`` next to this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

PRODUCT = "product"
"""The key of a rule's ground that is no publication: a decision of this project."""


class EvidenceGrade(StrEnum):
    """How well a claim is grounded."""

    READ = "V"
    COACH = "C"
    RECALLED = "M"
    DEFAULT = "D"

    @property
    def description(self) -> str:
        """The grade in words, as a sentence names it."""
        return {
            "V": "evidence, read in the source",
            "C": "a coach's opinion",
            "M": "evidence known from memory, not read",
            "D": "a default of this planner, not evidence",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Source:
    """A publication, a page or a program that claims rest on.

    Attributes:
        key: Its short name, as rules and docstrings use it: ``West14``.
        citation: Authors, title or journal, and DOI, as far as they are known.
        tag: How it is known: read, a coach's opinion, or recalled.
        note: What of it was not checked; empty when all of it was.
    """

    key: str
    citation: str
    tag: EvidenceGrade
    note: str = ""

    def __str__(self) -> str:
        """The citation, with the note in brackets."""
        return f"{self.citation} ({self.note})" if self.note else self.citation


@dataclass(frozen=True, slots=True)
class RuleSource:
    """One ground of a rule.

    Attributes:
        tag: How the claim is known.
        source: The key of a `Source`, or `PRODUCT`.
        note: Which part of the rule it carries; empty when it carries all of it.
    """

    tag: EvidenceGrade
    source: str = PRODUCT
    note: str = ""

    def __str__(self) -> str:
        """The key, the tag and the note, as in ``Doma13 [V]`` or ``default [D]: the weights``."""
        name = "default" if self.source == PRODUCT else self.source
        return f"{name} [{self.tag}]" + (f": {self.note}" if self.note else "")


def format_sources(sources: Iterable[RuleSource]) -> str:
    """Return the sources with their tags in one line: ``West14 [V]; default [D]: the limit``."""
    return "; ".join(str(source) for source in sources)


def describe_evidence(sources: Iterable[RuleSource]) -> str:
    """Return the grades in words, each with its keys, as they follow "it rests on".

    For example ``evidence, read in the source (Doma13), and on a default of this planner, not evidence``.
    """
    keys_by_tag: dict[EvidenceGrade, dict[str, None]] = {}
    for source in sources:
        keys = keys_by_tag.setdefault(source.tag, {})
        if source.source != PRODUCT:
            keys[source.source] = None
    return ", and on ".join(
        f"{tag.description} ({', '.join(keys_by_tag[tag])})" if keys_by_tag[tag] else tag.description
        for tag in EvidenceGrade
        if tag in keys_by_tag
    )


@dataclass(frozen=True, slots=True)
class CodedRule:
    """A rule that findings name by its code and that has no numbers a runner may set.

    Attributes:
        code: Its letter and number, such as ``D1``.
        text: The rule in one line.
        sources: What it rests on.
    """

    code: str
    text: str
    sources: tuple[RuleSource, ...] = (RuleSource(EvidenceGrade.DEFAULT),)

    @property
    def sources_text(self) -> str:
        """Its sources and tags in one line."""
        return format_sources(self.sources)

    @property
    def evidence_text(self) -> str:
        """The same in words."""
        return describe_evidence(self.sources)


@cache
def read_sources() -> Mapping[str, Source]:
    """Return every source by its key, in the order of ``sources.toml``."""
    import tomllib  # here, because most commands cite nothing

    document = tomllib.loads(Path(__file__).with_name("sources.toml").read_text(encoding="utf-8"))
    return {
        key: Source(key, entry["citation"], EvidenceGrade(entry["tag"]), entry.get("note", ""))
        for key, entry in document.items()
    }
