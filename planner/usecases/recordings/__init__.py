"""Recordings of watches and apps: read from files, stored once each, and linked to the workouts of the plan."""
