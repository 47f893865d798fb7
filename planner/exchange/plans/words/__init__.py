"""What the words of a plan mean, in seven languages: workouts, figures, steps, weekdays, dates and units."""
