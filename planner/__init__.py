"""planner: a full-screen terminal planner for runners who add sled pushes and wall sits."""

from planner.late_modules import load_late

__version__ = "0.1.0"
"""The version of the distribution planner-tui; its metadata is made of it."""

load_late("inspect")  # `dataclasses` imports it, which is a tenth of `planner today`, for classes without a docstring
