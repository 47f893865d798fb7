"""Plans in tables: grids of weeks and lists of days, whether the file is CSV, Markdown, Excel or lines of words."""
