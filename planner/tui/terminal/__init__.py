"""The terminal under Textual: what is sent, what is read, what happens when the line drops."""
