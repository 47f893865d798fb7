"""Changes of the calendar: marking, editing, moving and easing workouts, absences, feelings and rest days."""
