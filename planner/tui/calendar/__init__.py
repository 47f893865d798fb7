"""The calendar: month, week and agenda, and all that is planned on them."""
