"""The builder screen: a form on the left, the block drafted from it on the right."""
