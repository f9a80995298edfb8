"""Which cells of a survey have to be hidden so that no answer of a single body can be worked out.

Pure functions over counts and numbers, called by a dbt Python model; an audit proves the decision. Estimates,
files and the database do not belong here.
"""
