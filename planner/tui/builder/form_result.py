"""What reading the builder's form gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from planner.training.blocks import Runner
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import PlanRequest
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.pins import Pins
from planner.usecases.blocks.whatif import WhatIf


@dataclass(slots=True)
class FormResult:
    """What the form says.

    Attributes:
        errors: A sentence for each field that cannot be read; the empty name is for errors without a field.
        defaults: The values of the fields that the runner left empty.
        notes: A sentence on a field's value.
        draft: The draft of the block; None when there are errors.
        has_race: Whether the plan has a race.
        runner: The stored runner with the figures from the form.
        pins: The runner's pins.
        plan_request: What a generated plan was generated from; None for other plans.
        plan: The runs; None when the form names no plan that can be read.
        whatif: The what-if of a stored block; None for a new block.
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
        """Store a refusal raised inside as the error of this field, unless it has one already."""
        try:
            yield
        except RefusedError as refusal:
            self.errors.setdefault(name, str(refusal))
