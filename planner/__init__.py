"""planner: a full-screen terminal planner for runners who add sled pushes and wall sits."""
