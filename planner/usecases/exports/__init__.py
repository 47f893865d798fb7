"""What leaves the program: the calendar and its blocks in the forms of other programs, and as pages for people."""
