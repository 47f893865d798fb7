"""The commands of the screen, their keys, and how the settings file changes them."""
