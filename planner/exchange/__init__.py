"""What comes in from files and goes out to them, as plain values: a folder for a subject, a module for a format."""
