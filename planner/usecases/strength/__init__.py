"""Placing strength again after a change, judging it against the rules, and explaining it."""
