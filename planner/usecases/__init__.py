"""One function for each thing a person can do; the command line and the screens call the same one.

This is the only room that joins the store, the slotter and the file formats. What loads SQLModel or the slotter is
imported inside the function that needs it, so that listing days and marking a workout done start at once.
"""
