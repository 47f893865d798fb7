"""The numbers of FIT in words, as the profile of the format has them: sports, exercises, kinds of files."""

from __future__ import annotations

from typing import Final


def _number(runs: dict[int, str]) -> dict[int, str]:
    """Return words by their numbers; each run of words counts from its own number."""
    return {first + place: word for first, words in runs.items() for place, word in enumerate(words.split())}


SPORTS: Final = _number(
    {
        0: """
            generic running cycling transition fitness_equipment swimming basketball soccer tennis american_football
            training walking cross_country_skiing alpine_skiing snowboarding rowing mountaineering hiking multisport
            paddling flying e_biking motorcycling boating driving golf hang_gliding horseback_riding hunting fishing
            inline_skating rock_climbing sailing ice_skating sky_diving snowshoeing snowmobiling
            stand_up_paddleboarding surfing wakeboarding water_skiing kayaking rafting windsurfing kitesurfing
            tactical jumpmaster boxing floor_climbing baseball
        """,
        53: "diving",
        62: "hiit",
        64: "racket wheelchair_push_walk wheelchair_push_run meditation",
        69: "disc_golf",
        71: "cricket rugby hockey lacrosse volleyball water_tubing wakesurfing",
        80: "mixed_martial_arts",
        82: "snorkeling dance jump_rope",
        254: "all",
    }
)
SUB_SPORTS: Final = _number(
    {
        0: """
            generic treadmill street trail track spin indoor_cycling road mountain downhill recumbent cyclocross
            hand_cycling track_cycling indoor_rowing elliptical stair_climbing lap_swimming open_water
            flexibility_training strength_training warm_up match exercise challenge indoor_skiing cardio_training
            indoor_walking e_bike_fitness bmx casual_walking speed_walking bike_to_run_transition
            run_to_bike_transition swim_to_bike_transition atv motocross backcountry resort rc_drone wingsuit
            whitewater skate_skiing yoga pilates indoor_running gravel_cycling e_bike_mountain commuting
            mixed_surface navigate track_me map single_gas_diving multi_gas_diving gauge_diving apnea_diving
            apnea_hunting virtual_activity obstacle
        """,
        62: "breathing",
        65: "sail_race",
        67: "ultra indoor_climbing bouldering hiit",
        73: "amrap emom tabata",
        84: "pickleball padel indoor_wheelchair_walk indoor_wheelchair_run indoor_hand_cycling",
        94: "squash badminton racquetball table_tennis",
        110: """
            fly_canopy fly_paraglide fly_paramotor fly_pressurized fly_navigate fly_timer fly_altimeter fly_wx
            fly_vfr fly_ifr
        """,
        254: "all",
    }
)
EXERCISES: Final = _number(
    {
        0: """
            bench_press calf_raise cardio carry chop core crunch curl deadlift flye hip_raise hip_stability hip_swing
            hyperextension lateral_raise leg_curl leg_raise lunge olympic_lift plank plyo pull_up push_up row
            shoulder_press shoulder_stability shrug sit_up squat total_body triceps_extension warm_up run bike
            cardio_sensors move pose banded_exercises battle_rope elliptical floor_climb indoor_bike indoor_row
            ladder sandbag sled sledge_hammer stair_stepper
        """,
        49: "suspension tire",
        52: "run_indoor bike_outdoor",
    }
)
FILE_KINDS: Final = {
    1: "a list of what a watch can do",
    2: "the settings of a watch",
    3: "the settings of a sport",
    5: "a workout to follow",
    6: "a course to follow",
    7: "a list of planned workouts",
    9: "a list of weights",
    10: "the totals of a watch",
    11: "a list of goals",
    14: "a list of blood pressures",
    15: "a day of steps and pulse",
    28: "a day of steps and pulse",
    32: "a day of steps and pulse",
    34: "a segment to race",
    35: "a list of segments",
    40: "a layout for a display",
}
"""What a file is by its type, where it is no recording (4)."""
