"""The exercise library: how each exercise is done, and examples of exercises of the runner's own."""
