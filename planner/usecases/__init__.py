"""One function for each thing a person can do; the command line and the screens call the same ones.

This is the only room that joins the store, the slotter and the file formats. Modules that load SQLModel or the slotter
are imported inside the functions that need them, so that listing days and marking a workout done start at once.
"""
