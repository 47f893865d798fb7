"""The database as a file of one's own: kept, mended, written as a document and brought back."""
