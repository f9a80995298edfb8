"""Questionnaire forms: the blank form out, filled forms in, a receipt for each of them.

Pure functions over files and frames: no Dagster and no database. What a form consists of is said
once, in `form_rows`; the writer (`blank_form`) and the reader (`read_forms`) both follow it.
"""
