"""Editing, marking and moving workouts; days away and how they feel."""
