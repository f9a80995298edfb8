"""Readers: pure functions from a received file to typed frames, nothing lost.

What belongs here: Japanese text, numbers, dates, codes, layouts, provenance records.
What does not: Dagster, any knowledge of a report.
"""
