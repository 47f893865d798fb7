"""Matching: which recordings are which workouts of the plan, and which recordings are the same activity.

Pure functions on frozen values, without a store and without a clock. `match_recordings` gives pairs that are sure,
questions to the runner, and what changed; `find_duplicate` compares two recordings. All figures are in one table
(`MatchFigures`); they are defaults of this project, not evidence.
"""

from planner.matching.answer import Doubt, LinkChange, MatchAnswer, Pair, Question, Tier
from planner.matching.duplicates import Likeness, find_duplicate, is_richer, merge_activities
from planner.matching.figures import DEFAULT_FIGURES, MatchFigures
from planner.matching.match import days_to_match, days_to_read, match_recordings
from planner.matching.parse_case import MatchCase, parse_cases
from planner.matching.recording_sets import RecordingSet, make_set
from planner.matching.words import describe_choice, describe_question, explain_link, name_recordings

__all__ = [
    "DEFAULT_FIGURES",
    "Doubt",
    "Likeness",
    "LinkChange",
    "MatchAnswer",
    "MatchCase",
    "MatchFigures",
    "Pair",
    "Question",
    "RecordingSet",
    "Tier",
    "days_to_match",
    "days_to_read",
    "describe_choice",
    "describe_question",
    "explain_link",
    "find_duplicate",
    "is_richer",
    "make_set",
    "match_recordings",
    "merge_activities",
    "name_recordings",
    "parse_cases",
]
