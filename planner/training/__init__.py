"""The domain: workouts, doses, paces, load, blocks and calendar arithmetic, as frozen values and pure functions.

Nothing here opens a file, reads a clock or draws. Distances are metres, durations seconds, loads kilograms, dates plain
local dates; units are a matter of whoever reads or prints them.
"""
