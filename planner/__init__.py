"""planner: a full-screen terminal planner for runners who add sled pushes and wall sits."""

from planner.late_modules import load_late

load_late("inspect")  # `dataclasses` imports it, which is a tenth of `planner today`, for classes without a docstring
