"""The commands, their keys, and the keys of the settings file."""
