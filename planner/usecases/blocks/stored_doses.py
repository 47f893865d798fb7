"""What the doses of a stored block follow from: the rows of its dose table, where its loads start, and the equipment.

It reads these few values of the stored document alone, because a rated session is marked done with them and the rest
of the options takes longer to load. `planner.usecases.blocks.stored_options` reads the whole document with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from planner.training.blocks import Block
from planner.training.dose_tables import DosePhase, DoseWeek, dose_weeks
from planner.training.doses import LOAD_LADDER, Equipment, Floor, LiftingBackground, start_rung
from planner.training.workouts import StrengthLevel
from planner.usecases.blocks.stored_values import as_bool, as_count, as_float, as_int, as_text, or_none

T = TypeVar("T")
EarlierEquipment = tuple[tuple[dt.date, Equipment], ...]
"""Body mass, sled and floor as they were, each with the day from which on it was another, the first first."""


@dataclass(frozen=True, slots=True)
class DoseBasis:
    """What the doses of a block follow from, besides its log.

    Attributes:
        rows: The dose table's row for each week.
        start_rung: The rung of the load ladder that the block starts from.
        equipment: Body mass, sled and floor that its loads are for.
        earlier_equipment: What they were for before, each with the day from which on it was another, the first first.
    """

    rows: tuple[DoseWeek, ...]
    start_rung: int
    equipment: Equipment
    earlier_equipment: EarlierEquipment = ()


def read_dose_basis(block: Block) -> DoseBasis | None:
    """Return what the doses of a stored block follow from; None where its options were not stored."""
    options = _options_of(block)
    if options is None:
        return None
    level = decode_key(options, "level", StrengthLevel) or StrengthLevel.NOVICE
    rung = start_rung(
        decode_key(options, "background", LiftingBackground), decode_key(options, "rung", decode_rung), level
    )
    earlier = decode_key(options, "earlier_equipment", decode_earlier_equipment) or ()
    return DoseBasis(dose_weeks_of(block), rung, decode_equipment(options), earlier)


def dose_weeks_of(block: Block) -> tuple[DoseWeek, ...]:
    """Return the dose table's row for each week of a stored block.

    The stored rows count where there is one for each week; else they follow from the length, the race and the options.
    """
    rows = decode_dose_weeks(block.provenance)
    if len(rows) == block.weeks:
        return rows
    in_season = decode_key(_options_of(block) or {}, "in_season", as_bool) or False
    return dose_weeks(block.weeks, block.race_week, in_season=in_season)


def decode_dose_weeks(document: Mapping[str, Any] | None) -> tuple[DoseWeek, ...]:
    """Return the rows of the dose table that are stored with a block; none when one of them cannot be read."""
    return or_none(lambda: tuple(_decode_dose_week(*row) for row in (document or {})["dose_weeks"])) or ()


def decode_equipment(options: Mapping[str, Any]) -> Equipment:
    """Return the body mass, the sled and the floor of stored options."""
    return Equipment(
        decode_key(options, "body_mass_kg", lambda mass: as_float(mass, 30, 200)),
        decode_key(options, "sled_kg", lambda mass: as_float(mass, 1, 150)),
        decode_key(options, "floor", Floor) or Equipment().floor,
    )


def encode_equipment(equipment: Equipment) -> dict[str, object]:
    """Return the body mass, the sled and the floor as stored options have them."""
    return {"body_mass_kg": equipment.body_mass_kg, "sled_kg": equipment.sled_kg, "floor": equipment.floor.value}


def encode_earlier_equipment(earlier: EarlierEquipment) -> list[dict[str, object]]:
    """Return what the loads of a block were for before, as stored options have it."""
    return [{"until": until.isoformat(), **encode_equipment(equipment)} for until, equipment in earlier]


def decode_earlier_equipment(documents: list[Mapping[str, Any]]) -> EarlierEquipment:
    """Return what the loads of a block were for before, as it is stored.

    Raises:
        TypeError: It is no list of documents.
        ValueError: A day cannot be read.
    """
    return tuple((dt.date.fromisoformat(as_text(one["until"])), decode_equipment(one)) for one in documents)


def decode_rung(value: object) -> int:
    """Return a stored rung of the load ladder.

    Raises:
        TypeError: The value is no whole number.
        ValueError: The ladder has no such rung.
    """
    return int(as_float(as_int(value), 0, len(LOAD_LADDER) - 1))


def decode_key(options: Mapping[str, Any], key: str, decode: Callable[[Any], T]) -> T | None:
    """Return a decoded value of stored options; None where it is missing or cannot be read."""
    value = options.get(key)
    return None if value is None else or_none(lambda: decode(value))


def _options_of(block: Block) -> Mapping[str, Any] | None:
    options = block.provenance.get("choices") if isinstance(block.provenance, Mapping) else None
    return options if isinstance(options, Mapping) else None


def _decode_dose_week(phase: str, step: int, rounds: int, holds: int, hold_s: int, *has_room: bool) -> DoseWeek:
    return DoseWeek(
        DosePhase(phase), as_count(step), as_count(rounds), as_count(holds), as_count(hold_s), all(has_room)
    )
