"""A folder of calendar events kept equal to the plan, both ways."""
