"""What every room may import, and what imports none: text, numbers, dates and eras,
local government codes with their check digits, files, locks, results that are kept, problems and what is said of them, YAML,
HTML templates.

Nothing here knows a table, a survey or a report.
"""
