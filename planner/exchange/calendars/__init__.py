"""Calendars in and out: the events of an ICS file, whoever wrote it, and workouts as events."""
