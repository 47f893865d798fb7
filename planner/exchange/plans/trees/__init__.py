"""Plans in trees of maps and lists, whether the file is JSON or YAML."""
