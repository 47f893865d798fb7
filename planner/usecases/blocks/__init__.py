"""Making, comparing, refitting and rewriting blocks."""
