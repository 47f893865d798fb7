"""Workouts out to other programs and to people: a CSV file, a Markdown table, a printable page."""
