"""The messages and numbers of FIT workout files, as the profile of the format has them."""

from __future__ import annotations

from typing import Final

from planner.exchange.fit_base_types import ENUM, TEXT, UINT16, UINT32, UINT32Z
from planner.exchange.watches.fit_file import FieldType, MessageType

WORKOUT_FILE, SCHEDULE_FILE = 5, 7
"""Types of files."""
MANUFACTURER, PRODUCT = 255, 1
"""The manufacturer that FIT has for programs of no maker of watches, and the number of this one."""
RUNNING, TRAINING = 1, 10
"""Sports."""
ANY_RUNNING, STRENGTH_TRAINING = 0, 20
"""Sub-sports."""
SPEED_TARGET, NO_TARGET = 0, 2
"""Targets of steps."""
KILOGRAMS: Final = 1
"""The unit that weights are shown in."""

FILE_ID: Final = MessageType(
    0,
    {
        "type": FieldType(0, ENUM),
        "manufacturer": FieldType(1, UINT16),
        "product": FieldType(2, UINT16),
        "serial_number": FieldType(3, UINT32Z),
        "time_created": FieldType(4, UINT32),
    },
)
WORKOUT: Final = MessageType(
    26,
    {
        "sport": FieldType(4, ENUM),
        "sub_sport": FieldType(11, ENUM),
        "num_valid_steps": FieldType(6, UINT16),
        "wkt_name": FieldType(8, TEXT),
    },
)
STEP: Final = MessageType(
    27,
    {
        "message_index": FieldType(254, UINT16),
        "wkt_step_name": FieldType(0, TEXT),
        "duration_type": FieldType(1, ENUM),
        "duration_value": FieldType(2, UINT32),
        "target_type": FieldType(3, ENUM),
        "target_value": FieldType(4, UINT32),
        "custom_target_value_low": FieldType(5, UINT32),
        "custom_target_value_high": FieldType(6, UINT32),
        "intensity": FieldType(7, ENUM),
        "notes": FieldType(8, TEXT),
        "exercise_category": FieldType(10, UINT16),
        "exercise_name": FieldType(11, UINT16),
        "exercise_weight": FieldType(12, UINT16),
        "weight_display_unit": FieldType(13, UINT16),
    },
)
SCHEDULE: Final = MessageType(
    28,
    {
        "manufacturer": FieldType(0, UINT16),
        "product": FieldType(1, UINT16),
        "serial_number": FieldType(2, UINT32Z),
        "time_created": FieldType(3, UINT32),
        "completed": FieldType(4, ENUM),
        "type": FieldType(5, ENUM),
        "scheduled_time": FieldType(6, UINT32),
    },
)
