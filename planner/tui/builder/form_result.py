"""What the form of a block amounts to once it is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from planner.training.blocks import Runner
from planner.training.goals import PlanRequest
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.pins import Pins
from planner.usecases.blocks.whatif import WhatIf


@dataclass(slots=True)
class FormResult:
    """What the form says.

    Attributes:
        errors: A sentence for each field that cannot be read; the empty name is for what concerns no field.
        defaults: What the fields left alone hold.
        notes: What should be known of a field's value.
        draft: The block as it would be; None when there are problems.
        has_race: Whether the plan holds a race.
        runner: What the planner knows of the runner, with what the form says on top.
        pins: What is decided about single places.
        plan_request: What a plan of ours was generated from; None for a file's.
        plan: The runs; None when the form names none that can be read.
        whatif: What takes the place of a block that stands; None for a new block.
    """

    errors: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    draft: Draft | None = None
    has_race: bool = True
    runner: Runner = field(default_factory=Runner)
    pins: Pins = field(default_factory=Pins)
    plan_request: PlanRequest | None = None
    plan: Plan | None = None
    whatif: WhatIf | None = None

    @contextmanager
    def collect_refusal(self, name: str) -> Iterator[None]:
        """A refusal inside belongs to this field."""
        try:
            yield
        except RefusedError as refusal:
            self.errors.setdefault(name, str(refusal))
