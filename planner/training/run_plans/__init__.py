"""Run plans that the planner generates: what a runner asks for, how much each week runs, which run each day gets."""
