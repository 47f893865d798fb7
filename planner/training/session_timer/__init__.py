"""A strength session with the clock running: its segments, what each key does, and what was really done."""
