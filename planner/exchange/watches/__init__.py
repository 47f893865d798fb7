"""Workouts out to watches, as FIT workout files, and to intervals.icu, as events of its calendar."""
