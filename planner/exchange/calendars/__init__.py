"""Calendars that come in: the events of an ICS file, whoever wrote it."""
