"""Verified copies of the whole database: made by hand and by themselves, named, thinned, and restored.

Each is made with SQLite's own backup, never by copying bytes, and verified before it gets its name.
"""
