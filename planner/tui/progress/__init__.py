"""What the Progress screen shows, worked out without a screen: figures, axis, bars, table and words."""
