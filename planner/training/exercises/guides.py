"""The guides of the exercise library: how an exercise is done, why, and what is not known about it.

Each guide is data, in a file of its own next to this module. The sentences that go with every exercise are added to it
from `planner.training.precautions`, the rests from the timer's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from planner.text import capitalize_first
from planner.training.exercises.rest_sentences import REST_BETWEEN_HOLDS, rests_between_rounds
from planner.training.precautions import BONE_STRESS, BREATHE, STOP_SIGNS
from planner.training.sources import PRODUCT, EvidenceGrade, RuleSource, describe_evidence

GUIDE_NAMES = ("reverse_sled_push", "wall_sit", "backward_walk", "wall_sit_alone")
"""The exercises that have a guide, by their names in JSON, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A common fault.

    Attributes:
        text: What goes wrong: ``You bend forward``.
        remedy: What to do then: ``lift the chest and take a plate off.``
    """

    text: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of the effect of an exercise, with what it rests on.

    Attributes:
        text: The claim, a sentence or two.
        sources: What it rests on, all of one grade.
    """

    text: str
    sources: tuple[RuleSource, ...]

    @property
    def rests_on(self) -> str:
        """What it rests on in words: ``a coach's opinion (Ayotte25)``."""
        return describe_evidence(self.sources)


@dataclass(frozen=True, slots=True)
class RunnerLevel:
    """How much of an exercise suits whom.

    Attributes:
        who: The runner: ``Beginner``.
        text: How much, in a sentence that follows a colon.
    """

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a drawing, at most 34 columns wide and 9 lines high.

    Attributes:
        caption: What it shows, in a sentence.
        unicode_lines: The picture with lines and blocks, a character a column.
        ascii_lines: The same in ASCII.
    """

    caption: str
    unicode_lines: tuple[str, ...]
    ascii_lines: tuple[str, ...]

    def lines(self, *, is_ascii: bool) -> tuple[str, ...]:
        """Return the picture in one of the two sets of characters."""
        return self.ascii_lines if is_ascii else self.unicode_lines


@dataclass(frozen=True, slots=True)
class GuideSection:
    """A part of a guide as it is shown.

    Attributes:
        heading: What it is about: ``Set-up``.
        lines: Its sentences, one a line.
        is_numbered: Whether the lines are steps that follow each other.
    """

    heading: str
    lines: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseGuide:
    """How an exercise is done.

    Attributes:
        name: Its name in JSON: ``reverse_sled_push``.
        title: What people call it.
        summary: What it is, in half a sentence.
        also: Other names that it is found by.
        equipment: What is needed.
        set_up: What to prepare, by the short name of each line: ``lane``.
        steps: What to do, in order, by the short name of each step: ``walk``.
        rest: How long to rest between rounds or holds.
        warm_up: What to do before it.
        cues: What to think of meanwhile.
        faults: What often goes wrong.
        breathing: How to breathe.
        stop_signs: When to stop.
        muscles: What works.
        why: What it is for.
        limits: What the evidence does not say.
        levels: How much suits whom, from beginner to marathoner.
        gym_and_home: How it is done in a gym and elsewhere.
        easier: How to make it easier.
        harder: How to make it harder.
        frames: Its drawing, picture by picture.
    """

    name: str
    title: str
    summary: str
    also: tuple[str, ...]
    equipment: tuple[str, ...]
    set_up: Mapping[str, str]
    steps: Mapping[str, str]
    rest: tuple[str, ...]
    warm_up: tuple[str, ...]
    cues: tuple[str, ...]
    faults: tuple[Fault, ...]
    breathing: tuple[str, ...]
    stop_signs: tuple[str, ...]
    muscles: tuple[str, ...]
    why: tuple[Claim, ...]
    limits: tuple[Claim, ...]
    levels: tuple[RunnerLevel, ...]
    gym_and_home: tuple[str, ...]
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    frames: tuple[Frame, ...]

    @property
    def sections(self) -> tuple[GuideSection, ...]:
        """All that it says, in the order in which a runner reads it."""
        return (
            GuideSection("You need", self.equipment),
            GuideSection("Set-up", tuple(self.set_up.values())),
            GuideSection("Steps", tuple(self.steps.values()), is_numbered=True),
            GuideSection("Warm-up", self.warm_up),
            GuideSection("Rest", self.rest),
            GuideSection("Cues", self.cues),
            GuideSection("Common faults", tuple(f"{fault.text}: {fault.remedy}" for fault in self.faults)),
            GuideSection("Breathing", self.breathing),
            GuideSection("Stop signs", self.stop_signs),
            GuideSection("Muscles", self.muscles),
            GuideSection("Why", _claim_lines(self.why)),
            GuideSection("What is not known", _claim_lines(self.limits)),
            GuideSection("From beginner to marathoner", tuple(f"{level.who}: {level.text}" for level in self.levels)),
            GuideSection("Gym and home", self.gym_and_home),
            GuideSection("Easier", self.easier),
            GuideSection("Harder", self.harder),
        )


def _claim_lines(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(f"{claim.text} {capitalize_first(claim.rests_on)}." for claim in claims)


def read_guide(name: str) -> ExerciseGuide:
    """Return the guide of one of `GUIDE_NAMES`."""
    return read_guides()[name]


@cache
def read_guides() -> Mapping[str, ExerciseGuide]:
    """Return every guide by its name in JSON, in the order of `GUIDE_NAMES`."""
    return {name: _parse_guide(name, _read_document(name)) for name in GUIDE_NAMES}


def _read_document(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def _parse_guide(name: str, document: Mapping[str, Any]) -> ExerciseGuide:
    return ExerciseGuide(
        name=name,
        title=document["title"],
        summary=document["summary"],
        also=tuple(document["also"]),
        equipment=tuple(document["equipment"]),
        set_up=document["set_up"],
        steps=document["steps"],
        rest=(REST_BETWEEN_HOLDS,) if "hold" in document["steps"] else rests_between_rounds(),
        warm_up=tuple(document["warm_up"]),
        cues=tuple(document["cues"]),
        faults=tuple(Fault(entry["fault"], entry["mend"]) for entry in document["faults"]),
        breathing=(*document["breathing"], BREATHE),
        stop_signs=(STOP_SIGNS, *document["stop_signs"], BONE_STRESS),
        muscles=tuple(document["muscles"]),
        why=tuple(_parse_claims(document["why"])),
        limits=tuple(_parse_claims(document["limits"])),
        levels=tuple(RunnerLevel(entry["who"], entry["text"]) for entry in document["levels"]),
        gym_and_home=tuple(document["gym_and_home"]),
        easier=tuple(document["easier"]),
        harder=tuple(document["harder"]),
        frames=tuple(
            Frame(entry["caption"], _picture_lines(entry["drawing"]), _picture_lines(entry["ascii"]))
            for entry in document["frames"]
        ),
    )


def _parse_claims(entries: Iterable[Mapping[str, Any]]) -> Iterator[Claim]:
    for entry in entries:
        grade = EvidenceGrade(entry["evidence"])
        yield Claim(entry["text"], tuple(RuleSource(grade, key) for key in entry.get("sources", (PRODUCT,))))


def _picture_lines(picture: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in picture.removesuffix("\n").split("\n"))
