"""Workouts out to other programs and to people: CSV, a Markdown table, a printable page; all data as one document."""
