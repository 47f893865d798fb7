"""Widgets drawn line by line: few segments, and only what changed is sent."""
