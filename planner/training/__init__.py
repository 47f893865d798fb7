"""The domain: workouts, doses, paces, load, blocks and calendar arithmetic, as frozen values and pure functions.

Nothing here opens a runner's file, reads a clock or draws. Distances are metres, durations seconds, loads kilograms,
dates plain local dates; other units occur only where text is parsed or formatted.
"""
