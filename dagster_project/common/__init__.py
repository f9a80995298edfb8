"""What every room may import, and what imports none: text, numbers, eras, codes, files, problems, YAML, HTML templates.

Nothing here knows a table, a survey or a report.
"""
